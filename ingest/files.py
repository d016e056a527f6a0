"""The back catalogue in files: pages, texts, PDF, DOCX and mails, as someone kept them."""

import mimetypes
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from archive.identity import canonical_address
from archive.model import Capture, PublishedFrom
from ingest import manifest
from ingest.city import City
from ingest.errors import FileUnreadable
from ingest.formats import DocumentUnreadable
from ingest.formats.docx import read_docx
from ingest.formats.eml import read_eml
from ingest.formats.pdf import read_pdf
from ingest.layout import ExtractedPage, read_with_first
from ingest.manifest import Noted
from ingest.page import parse
from ingest.plaintext import paragraphs_in, read_paragraphs
from language.messages import Message

MOST_BYTES = 30 * 1024 * 1024
TEXT_LAYOUT = "text"


def files_below(path: Path) -> Iterator[Path]:
    """A file itself; of a directory all files below it, hidden ones and manifests aside, in a stable order."""
    if not path.is_dir():
        yield path
        return
    for entry in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in entry.relative_to(path).parts)
        if entry.is_file() and not hidden and entry.name != manifest.NAME:
            yield entry


def capture_file(path: Path) -> Capture:
    """The bytes of a file; raises FileUnreadable. Only the file's name goes on record, never its path."""
    if path.suffix.lower() not in _READERS:
        kinds = ", ".join(sorted(_READERS))
        raise FileUnreadable(place=str(path), reason=Message("gelesen werden {kinds}.").filled(kinds=kinds))
    try:
        size = path.stat().st_size
        body = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise FileUnreadable(place=str(path), reason=f"{error.strerror}.") from error
    if not body.strip():
        too_large = size > MOST_BYTES
        raise FileUnreadable(
            place=str(path),
            reason=Message("sie ist größer als {most} Bytes.").filled(most=MOST_BYTES)
            if too_large
            else Message("sie ist leer."),
        )
    address = f"file:///{quote(path.name)}"
    return Capture(
        url=address,
        final_url=address,
        fetched_at=datetime.now(UTC),
        status=200,
        content_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        body=body,
    )


def read_file(
    capture: Capture, city: City, path: Path, noted: Noted | None = None
) -> tuple[ExtractedPage, str]:
    """The release in a file, and the name of the layout it was read by; `noted` is what a manifest says of it.

    Raises FieldMissing, or FileUnreadable for a damaged document and where the city has no layout for pages.
    """
    place = str(path)
    try:
        printed, layout = _READERS[path.suffix.lower()](capture, city, place)
    except DocumentUnreadable as error:
        raise FileUnreadable(place=place, **error.facts) from error
    if noted and noted.url:
        printed = replace(printed, release=replace(printed.release, url=noted.url))
    if noted and noted.number and not printed.number_text:
        printed = replace(printed, number_text=noted.number)
    return printed, layout


def _page(capture: Capture, city: City, place: str) -> tuple[ExtractedPage, str]:
    layouts = city.layouts(capture.fetched_at.date())
    if not layouts:
        raise FileUnreadable(
            place=place,
            reason=Message("für {city} ist kein Layout für HTML-Seiten bekannt.").filled(
                city=city.source.name
            ),
        )
    canonical = parse(capture.body).select_one("link[rel=canonical][href]")
    url = canonical_address(str(canonical["href"])) if canonical else None
    printed, layout = read_with_first(capture.body, "", layouts, source=city.source, url=url, place=place)
    return printed, layout.name


def _text(capture: Capture, city: City, place: str) -> tuple[ExtractedPage, str]:
    try:
        text = capture.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = capture.body.decode("windows-1252", errors="replace")
    return read_paragraphs(paragraphs_in(text), city, place, layout=TEXT_LAYOUT), TEXT_LAYOUT


def _pdf(capture: Capture, city: City, place: str) -> tuple[ExtractedPage, str]:
    found = read_pdf(capture.body)
    if found.scanned:
        raise DocumentUnreadable(
            reason=Message("das PDF ist ein Scan ohne Text; bitte mit Texterkennung (OCR) neu speichern."),
        )
    return read_paragraphs(found.paragraphs, city, place, layout="pdf"), "pdf"


def _docx(capture: Capture, city: City, place: str) -> tuple[ExtractedPage, str]:
    found = read_docx(capture.body)
    return read_paragraphs(found.paragraphs, city, place, layout="docx", headline=found.headline), "docx"


def _mail(capture: Capture, city: City, place: str) -> tuple[ExtractedPage, str]:
    found = read_eml(capture.body)
    dated = ((PublishedFrom.MAIL, found.sent.isoformat(timespec="minutes")),) if found.sent else ()
    # A subject such as "Pressemitteilung 450/pe" is a letterhead: the headline then stands in the text.
    paragraphs = (found.subject, *found.paragraphs)
    return read_paragraphs(paragraphs, city, place, layout="mail", dated=dated), "mail"


_READERS: dict[str, Callable[[Capture, City, str], tuple[ExtractedPage, str]]] = {
    ".html": _page,
    ".htm": _page,
    ".txt": _text,
    ".pdf": _pdf,
    ".docx": _docx,
    ".eml": _mail,
}
