"""The back catalogue in files: an HTML page or a text, as someone kept it."""

import mimetypes
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from archive.identity import canonical_address
from archive.model import Capture, PublishedFrom, Release
from ingest.city import City
from ingest.errors import FieldMissing, FileUnreadable
from ingest.layout import Printed, read_page
from ingest.page import parse
from ingest.reading.number import read_number

READ_ENDINGS = frozenset({".html", ".htm", ".txt"})
MOST_BYTES = 10 * 1024 * 1024
TEXT_LAYOUT = "text"

_CONTACT = re.compile(r"^\s*Kontakte?:?\s*$")
_LONGEST_NUMBER_LINE = 60


def files_below(path: Path) -> Iterator[Path]:
    """A file itself; of a directory all files below it, hidden ones aside, in a stable order."""
    if not path.is_dir():
        yield path
        return
    for entry in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in entry.relative_to(path).parts)
        if entry.is_file() and not hidden:
            yield entry


def capture_file(path: Path) -> Capture:
    """The bytes of a file; raises FileUnreadable. Only the file's name goes on record, never its path."""
    if path.suffix.lower() not in READ_ENDINGS:
        kinds = ", ".join(sorted(READ_ENDINGS))
        raise FileUnreadable(
            place=str(path), reason_de=f"gelesen werden {kinds}.", reason_en=f"kinds read are {kinds}."
        )
    try:
        size = path.stat().st_size
        body = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise FileUnreadable(
            place=str(path), reason_de=f"{error.strerror}.", reason_en=f"{error.strerror}."
        ) from error
    if not body.strip():
        too_large = size > MOST_BYTES
        raise FileUnreadable(
            place=str(path),
            reason_de=f"sie ist größer als {MOST_BYTES} Bytes." if too_large else "sie ist leer.",
            reason_en=f"it is larger than {MOST_BYTES} bytes." if too_large else "it is empty.",
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


def read_file(capture: Capture, city: City, place: str) -> tuple[Printed, str]:
    """The release in a file, and the name of the layout it was read by.

    Raises FieldMissing, or FileUnreadable where the city has no layout for pages.
    """
    if capture.content_type == "text/plain":
        return read_text(_decode(capture.body), city, place), TEXT_LAYOUT
    if city.layout is None:
        raise FileUnreadable(
            place=place,
            reason_de=f"für {city.source.name} ist kein Layout für HTML-Seiten bekannt.",
            reason_en=f"no layout for HTML pages is known for {city.source.name}.",
        )
    page = parse(capture.body)
    canonical = page.select_one("link[rel=canonical][href]")
    url = canonical_address(str(canonical["href"])) if canonical else None
    return read_page(page, city.layout, source=city.source, url=url, place=place), city.layout.name


def read_text(text: str, city: City, place: str) -> Printed:
    """A release as plain text: headline, a line with date and number, lead, body, and from "Kontakt" on the contact."""
    paragraphs = [
        part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    ]
    paragraphs = [part for part in paragraphs if part]
    if not paragraphs:
        raise FieldMissing(
            city=city.source.name,
            place=place,
            layout=TEXT_LAYOUT,
            field_de="die Überschrift",
            field_en="the headline",
        )
    title, _, rest = paragraphs[0].partition("\n")
    content = [rest, *paragraphs[1:]] if rest else paragraphs[1:]
    number_line = ""
    for at, part in enumerate(content[:2]):
        line, _, remainder = part.partition("\n")
        if len(line) <= _LONGEST_NUMBER_LINE and read_number(line, city.number):
            number_line = line
            content[at : at + 1] = [remainder] if remainder else []
            break
    contact_at = next(
        (at for at, part in enumerate(content) if _CONTACT.match(part.split("\n")[0])), len(content)
    )
    contact = content[contact_at:]
    content = content[:contact_at]
    if not content:
        raise FieldMissing(
            city=city.source.name, place=place, layout=TEXT_LAYOUT, field_de="der Text", field_en="the text"
        )
    release = Release(
        city=city.key,
        url=None,
        title=title.strip(),
        lead=content[0] if len(content) > 1 else "",
        body="\n\n".join(content[1:] if len(content) > 1 else content),
        contact_text="\n\n".join(contact),
    )
    return Printed(
        release=release,
        number_text=number_line,
        date_texts=((PublishedFrom.PAGE, number_line),) if number_line else (),
    )


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("windows-1252", errors="replace")
