"""The back catalogue in files: pages, texts, PDF, DOCX and mails, as someone kept them."""

import mailbox
import mimetypes
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from bs4 import BeautifulSoup

from archive.identity import canonical_address, headline_key
from archive.model import Capture
from archive.origins import RECOGNISED_LAYOUT, NumberFrom, PublishedFrom
from ingest import manifest
from ingest.city import City
from ingest.errors import FieldMissing, FileUnreadable, ReadError
from ingest.families import GENERIC, families
from ingest.formats import DocumentUnreadable
from ingest.formats.blocks import Block, blocks_of
from ingest.formats.docx import read_docx
from ingest.formats.eml import read_eml
from ingest.formats.html import html_blocks
from ingest.formats.ocr import can_recognise
from ingest.formats.pdf import PdfText, read_pdf
from ingest.formats.text import decode_text
from ingest.formats.wrapping import unwrapped
from ingest.layout import ExtractedPage, Layout, read_with_first
from ingest.manifest import Noted
from ingest.page import parse
from ingest.reading.number import read_number, read_printed_number
from ingest.zones.file_name import read_file_name
from ingest.zones.lines import LineKind, house_of, look_at
from ingest.zones.mails import read_mail
from ingest.zones.release import read_document
from language.messages import Message

MOST_BYTES = 30 * 1024 * 1024
TEXT_LAYOUT, SAVED_LAYOUT = "text", "saved page"


def files_below(path: Path) -> Iterator[Path]:
    """A file itself; of a directory all files below it, hidden ones and manifests aside, in a stable order."""
    if not path.is_dir():
        yield path
        return
    for entry in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in entry.relative_to(path).parts)
        if entry.is_file() and not hidden and entry.name != manifest.NAME:
            yield entry


def shown(path: Path) -> str:
    """A path as it can be told: a file's name may be bytes of no known charset."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def suffix_of(path: Path) -> str:
    """The ending that tells what a file is; the mails of a Maildir bear none."""
    in_maildir = path.parent.name in ("cur", "new") and (path.parent.parent / "tmp").is_dir()
    return ".eml" if in_maildir else path.suffix.lower()


def paragraphs_in(text: str) -> list[str]:
    """The paragraphs of a plain text, parted by empty lines."""
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def capture_file(path: Path) -> Capture:
    """The bytes of a file; raises FileUnreadable. Only the file's name goes on record, never its path."""
    if suffix_of(path) not in KINDS:
        kinds = ", ".join(sorted(KINDS))
        raise FileUnreadable(place=shown(path), reason=Message("gelesen werden {kinds}.").filled(kinds=kinds))
    try:
        if not path.is_file():  # a pipe would be waited for
            raise FileUnreadable(place=shown(path), reason=Message("das ist keine Datei."))
        size = path.stat().st_size
        body = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise FileUnreadable(place=shown(path), reason=f"{error.strerror}.") from error
    if not body.strip():
        too_large = size > MOST_BYTES
        raise FileUnreadable(
            place=shown(path),
            reason=Message("sie ist größer als {most} Bytes.").filled(most=MOST_BYTES)
            if too_large
            else Message("sie ist leer."),
        )
    return _captured(path, body)


def _captured(path: Path, body: bytes) -> Capture:
    # A name may be bytes of no known charset; its address is that of the bytes.
    address = f"file:///{quote(os.fsencode(path.name))}"
    return Capture(
        url=address,
        final_url=address,
        fetched_at=datetime.now(UTC),
        status=200,
        content_type=mimetypes.guess_type(shown(path))[0] or "application/octet-stream",
        body=body,
    )


@dataclass(frozen=True, slots=True)
class MailInBox:
    """One mail of a mailbox, as a file of its own: "presse-2019.mbox, 17.eml"."""

    path: Path
    capture: Capture


def mails_in(path: Path) -> Iterator[MailInBox]:
    """The mails of an MBOX file (RFC 4155), in their order; raises FileUnreadable where it holds none."""
    box = mailbox.mbox(path, create=False)
    try:
        keys = box.keys()
        if not keys:
            raise FileUnreadable(place=shown(path), reason=Message("darin ist keine E-Mail."))
        for number, key in enumerate(keys, 1):
            place = path.with_name(f"{path.name}, {number}.eml")
            body = box.get_bytes(key)
            if len(body) <= MOST_BYTES:
                yield MailInBox(place, _captured(place, body))
    except OSError as error:
        raise FileUnreadable(place=shown(path), reason=f"{error.strerror}.") from error
    finally:
        box.close()


def read_file(
    capture: Capture, city: City, path: Path, noted: Noted | None = None
) -> tuple[ExtractedPage, str]:
    """The release in a file, and the name of the layout it was read by; `noted` is what a manifest says of it.

    Raises ReadError; FileUnreadable for a damaged document and where the city has no layout for pages.
    """
    place = shown(path)
    try:
        printed, layout = _READERS[suffix_of(path)](capture, city, place)
    except DocumentUnreadable as error:
        raise FileUnreadable(place=place, **error.facts) from error
    if noted and noted.url:
        printed = replace(printed, release=replace(printed.release, url=noted.url))
    if noted and noted.number and not _is_counted(printed, city):
        number = read_printed_number(noted.number, city.number)
        if number is not None:
            printed = replace(printed, number_text=noted.number, number=number, number_from=NumberFrom.GIVEN)
    return printed, layout


def _is_counted(printed: ExtractedPage, city: City) -> bool:
    """Whether a number is printed in a file."""
    if printed.number is not None:
        return printed.number_from is NumberFrom.PRINTED
    return read_number(printed.number_text, city.number) is not None


def _page(capture: Capture, city: City, place: str) -> tuple[ExtractedPage, str]:
    layouts = city.layouts(capture.fetched_at.date())
    if not layouts:
        raise FileUnreadable(
            place=place,
            reason=Message("für {city} ist kein Layout für HTML-Seiten bekannt.").filled(
                city=city.source.name
            ),
        )
    # A page that the city's layouts do not fit is read as one that nobody described; the name of the layout tells it.
    layouts = tuple({layout.name: layout for layout in (*layouts, families()[GENERIC].layout)}.values())
    page = parse(capture.body)
    canonical = page.select_one("link[rel=canonical][href]")
    url = canonical_address(str(canonical["href"])) if canonical else None
    try:
        printed, layout = read_with_first(capture.body, "", layouts, source=city.source, url=url, place=place)
    except FieldMissing:
        if not (city.layout or layouts[0]).structured:
            raise
        return _unknown_page(page, city, place, url), SAVED_LAYOUT
    if layout.structured and look_at(printed.release.title, house_of(city)).kind is not LineKind.TEXT:
        # The page names its publisher where a headline should stand: its lines tell what is what.
        return _unknown_page(page, city, place, url), SAVED_LAYOUT
    if layout.structured:
        printed = _with_lines(printed, layout, page, city, place)
    return printed, layout.name


def _with_lines(
    printed: ExtractedPage, layout: Layout, page: BeautifulSoup, city: City, place: str
) -> ExtractedPage:
    """A page of no known markup, with the number, the day and the contact that its lines tell of the same release."""
    try:
        told = _unknown_page(page, city, place, None)
    except ReadError:
        return printed
    release = printed.release
    if headline_key(told.release.title) != headline_key(release.title):
        return printed
    number = None if _is_counted(printed, city) or told.number_from is not NumberFrom.PRINTED else told.number
    # What the page prints goes before what it tells machines; where the layout names the place of the day, that counts.
    dated = () if layout.date else tuple(entry for entry in told.date_texts if entry[0] is PublishedFrom.PAGE)
    return replace(
        printed,
        release=replace(release, contact_text=release.contact_text or told.release.contact_text),
        number=number,
        number_text=f"{told.number_text} {printed.number_text}" if number else printed.number_text,
        date_texts=(*dated, *printed.date_texts),
        embargo_lines=told.embargo_lines,
    )


def _unknown_page(page: BeautifulSoup, city: City, place: str, url: str | None) -> ExtractedPage:
    named = read_file_name(Path(place).name)
    printed = read_document(html_blocks(page), city, place, layout=SAVED_LAYOUT, named=named)
    return replace(printed, release=replace(printed.release, url=url))


def _text(capture: Capture, city: City, place: str) -> tuple[ExtractedPage, str]:
    blocks = blocks_of(unwrapped(paragraphs_in(decode_text(capture.body))))
    return _document(blocks, city, place, TEXT_LAYOUT)


def _pdf(capture: Capture, city: City, place: str) -> tuple[ExtractedPage, str]:
    found = _readable(read_pdf(capture.body, recognise=True))
    return _document(found.blocks, city, place, RECOGNISED_LAYOUT if found.recognised else "pdf")


def _readable(found: PdfText) -> PdfText:
    """A PDF with words in it; raises DocumentUnreadable for a scan of which nothing could be read."""
    if not found.scanned or found.blocks:
        return found
    raise DocumentUnreadable(
        reason=Message(
            "das PDF ist ein Scan, in dem kein Text zu erkennen war; bitte mit Texterkennung (OCR) neu speichern."
        )
        if can_recognise()
        else Message(
            "das PDF ist ein Scan ohne Text; bitte mit Texterkennung (OCR) neu speichern oder hier tesseract-ocr und "
            "tesseract-ocr-deu installieren."
        ),
    )


def _docx(capture: Capture, city: City, place: str) -> tuple[ExtractedPage, str]:
    return _document(read_docx(capture.body), city, place, "docx")


def _document(blocks: Sequence[Block], city: City, place: str, layout: str) -> tuple[ExtractedPage, str]:
    named = read_file_name(Path(place).name)
    return read_document(blocks, city, place, layout=layout, named=named), layout


def _mail(capture: Capture, city: City, place: str) -> tuple[ExtractedPage, str]:
    return read_mail(read_eml(capture.body), city, place, _attached), "mail"


def _attached(name: str, body: bytes) -> Sequence[Block]:
    """The blocks of a document attached to a mail."""
    return (
        read_docx(body)
        if name.casefold().endswith(".docx")
        else _readable(read_pdf(body, recognise=True)).blocks
    )


_READERS: dict[str, Callable[[Capture, City, str], tuple[ExtractedPage, str]]] = {
    ".html": _page,
    ".htm": _page,
    ".txt": _text,
    ".pdf": _pdf,
    ".docx": _docx,
    ".eml": _mail,
}
MAILBOX = ".mbox"
KINDS = frozenset({*_READERS, MAILBOX})
