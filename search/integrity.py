"""Whether an index is that of its archive: whole, of the same events, with just the releases that may be shown."""

from collections.abc import Iterator
from datetime import datetime

from archive.integrity import Fault, Finding
from archive.store import Archive
from language.messages import Message
from search.engine import Engine
from search.errors import (
    IndexDamaged,
    IndexMissing,
    IndexOfAnotherArchive,
    IndexOutdated,
    SearchError,
)
from search.indexer import is_of_another
from search.model import Request

_OF_ANOTHER = Message("er gehört zu einem anderen Archiv, oder zu einem anderen Stand von diesem.")
# So many releases of one kind are told.
_MOST = 100
_ALL = 2**31 - 1


def of_index(
    archive: Archive, engine: Engine, place: str, *, now: datetime, quick: bool
) -> Iterator[Finding]:
    """The faults of an index; `quick` leaves out whether every stored block is what was written."""
    place = engine.shared or place
    try:
        engine.refresh()
        last, reached = archive.last_event(), engine.reached
        cursor = reached.cursor
        if not last and not cursor:
            return
        if is_of_another(archive, reached):
            if engine.shared:
                raise IndexOfAnotherArchive(place=place)
            yield Finding(Fault.INDEX, place, _OF_ANOTHER.filled())
            return
        if not quick:
            engine.verify()
        indexed = set(engine.search(Request(size=_ALL, facets=())).ids)
    except SearchError as error:
        # What is elsewhere is not mended from here.
        is_away = engine.shared and not isinstance(error, (IndexMissing, IndexOutdated, IndexDamaged))
        yield Finding(Fault.INDEX_ELSEWHERE if is_away else Fault.INDEX, place, error.filled())
        return
    if cursor > last:
        yield Finding(Fault.INDEX, place, f"{cursor} > {last}.")
    if cursor < last:
        return  # it is behind and will follow: what it lacks is no fault yet
    shown = set(_shown(archive, now))
    yield from (Finding(Fault.INDEX_LACKS, str(record)) for record in sorted(shown - indexed)[:_MOST])
    yield from (Finding(Fault.INDEX_SHOWS, str(record)) for record in sorted(indexed - shown)[:_MOST])


def _shown(archive: Archive, now: datetime) -> Iterator[int]:
    after = 0
    while entries := archive.shown_entries(after, 5_000, now=now):
        yield from (entry.id for entry in entries)
        after = entries[-1].id
