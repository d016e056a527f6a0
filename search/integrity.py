"""Whether an index is that of its archive: whole, of the same events, with just the releases that may be shown."""

from collections.abc import Iterator
from datetime import datetime

from archive.integrity import Fault, Finding
from archive.store import Archive
from search.engine import Engine
from search.errors import SearchError
from search.model import Request

# So many releases of one kind are told.
_MOST = 100
_ALL = 2**31 - 1


def of_index(
    archive: Archive, engine: Engine, place: str, *, now: datetime, quick: bool
) -> Iterator[Finding]:
    """The faults of an index; `quick` leaves out whether every stored block is what was written."""
    try:
        engine.refresh()
        last, cursor = archive.last_event(), engine.cursor
        if not last and not cursor:
            return
        if not quick:
            engine.verify()
        indexed = set(engine.search(Request(size=_ALL, facets=())).ids)
    except SearchError as error:
        yield Finding(Fault.INDEX, place, error.filled())
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
