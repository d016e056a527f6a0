"""A better reader over the whole archive, offline: the stored bytes say again what is printed, the words stay."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from archive.errors import CaptureDamaged, CaptureErased
from archive.model import Capture, Source, Version
from archive.store import Archive
from ingest.city import City
from ingest.errors import ReaderFault, ReadError
from ingest.families import GENERIC, families
from ingest.files import KINDS, read_file, suffix_of
from ingest.layout import ExtractedPage, read_with_first
from ingest.reading import READER, read

# Told how many versions were read, of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprocessed:
    """How many versions were read again, for how many releases that said more or other, and which could not be read."""

    read: int
    changed: int
    faults: tuple[ReaderFault, ...] = ()


def reread(archive: Archive, cities: Mapping[str, City], progress: Progress) -> Reprocessed:
    """Read every version that an older reader read; each current one that says other than before leaves REREAD.

    May be stopped at any time: what was read again is not read a third time.
    """
    sources = archive.sources_by_key()
    total = archive.count_read_by_older(READER)
    after = done = changed = 0
    faults: list[ReaderFault] = []
    while versions := archive.read_by_older(READER, after):
        for version in versions:
            after = version.id
            city = cities.get(version.release.city) or _unlisted(sources[version.release.city])
            try:
                reading = read(_printed_again(archive, version, city), city, seen=version.recorded_at.date())
            except Exception as error:  # noqa: BLE001 - a text can hold anything, and none may keep the others from it
                place = version.release.url or f"#{version.record_id}"
                reason = f"{type(error).__name__}: {error}"
                faults.append(ReaderFault(city=city.source.name, place=place, reason=reason))
            else:
                changed += archive.replace_reading(version, reading, datetime.now(UTC)) is not None
            done += 1
            progress(done, max(total, done))
    return Reprocessed(read=done, changed=changed, faults=tuple(faults))


def _file_again(printed: ExtractedPage, capture: Capture, city: City) -> ExtractedPage:
    """What stands beside the words in a stored file; raises ReadError."""
    name = Path(unquote(urlsplit(capture.url).path)).name
    if not capture.url.startswith("file:") or suffix_of(Path(name)) not in KINDS:
        return printed
    page, _ = read_file(capture, city, Path(name))
    return replace(
        printed,
        number_text=page.number_text or printed.number_text,
        number=page.number,
        number_from=page.number_from,
        sign=page.sign,
        date_texts=(*page.date_texts, *printed.date_texts),
        embargo_lines=page.embargo_lines,
    )


def _unlisted(source: Source) -> City:
    """A city that is on record and has no city file any more."""
    return City(source=source, layout=None)


def _printed_again(archive: Archive, version: Version, city: City) -> ExtractedPage:
    """What is printed beside the words: from the stored page where it can be read, else as it was read before."""
    known = version.reading
    number = known.number.printed if known.number else ""
    dated = ((known.published_from, known.published.isoformat()),) if known.published else ()
    printed = ExtractedPage(
        release=version.release, number_text=number, date_texts=dated, categories=known.categories
    )
    layouts = [
        layout
        for layout in (city.layout, *city.earlier, families()[GENERIC].layout)
        if layout and layout.name == version.layout
    ]
    if version.capture_id is None:
        return printed
    try:
        capture = archive.capture(version.capture_id)
        if not layouts:
            return _file_again(printed, capture, city)
        page, _ = read_with_first(
            capture.body,
            capture.content_type,
            layouts,
            source=city.source,
            url=capture.final_url,
            place=capture.final_url,
        )
    except (ReadError, CaptureErased, CaptureDamaged):
        return printed  # the layout is another one by now; what it once gave is still on record
    return replace(
        printed,
        number_text=page.number_text or number,
        date_texts=(*page.date_texts, *dated),
        categories=page.categories or known.categories,
    )
