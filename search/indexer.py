"""Archive events → index: in batches, each with the event it reaches to."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from archive.erasing import Erasure
from archive.errors import ArchiveNotOwned, ArchiveStillRead
from archive.store import Archive
from language.german.tokens import VOCABULARY, forget_words
from search.document import to_document
from search.engine import Engine, Reached, Writer
from search.errors import IndexOfAnotherArchive, IndexOutdated
from search.synonyms import SynonymsUnfit, synonyms_of
from search.zero_results import forget_zero_results

# How many events go into one commit.
BATCH = 500
# Nobody reads an index that is being made anew: larger batches leave less to merge.
REBUILD_BATCH = 5_000

# Told how many of how many events are done.
Progress = Callable[[int, int], None]


def catch_up(
    archive: Archive, engine: Engine, progress: Progress, batch: int = BATCH, *, patient: bool = False
) -> int:
    """Bring the index up to the archive's newest event and return how many events that took.

    An index of another version of the program is rebuilt, as is one that has followed another archive (one restored
    from a backup, say), unless that may still follow it: then IndexOfAnotherArchive is raised. What is left to do of an
    erasure is done; `patient` waits a while for whoever keeps its words in the index. Raises ArchiveNotOwned, after
    the index was followed, where erased words cannot be destroyed in the database.
    """
    archive.check_in_place()
    archive.end_embargoes(datetime.now(UTC))
    obstacles = archive.finish_erasing()
    erased = tuple(erasure for erasure in archive.erasures() if erasure.in_index)
    followed = _caught_up(archive, engine, progress, batch)
    if erased:
        _destroy_words(archive, engine, erased, patient=patient)
    for obstacle in obstacles:
        if isinstance(obstacle, ArchiveNotOwned):
            raise obstacle
    return followed


def _destroy_words(archive: Archive, engine: Engine, begun: Sequence[Erasure], *, patient: bool) -> None:
    """Leave nothing of releases in the index, nor beside it, that were erased before it was followed."""
    left = {erasure.record_id for erasure in archive.erasures() if erasure.in_index}
    erased = tuple(erasure for erasure in begun if erasure.record_id in left)
    if not erased or (not patient and archive.erased_is_seen()):
        return  # what is destroyed beside the index could not be either: once for all of it
    if engine.expunge(patient=patient) and _forgot_words():
        _forget_beside(archive, erased)


def _forgot_words() -> bool:
    """Keep none of the words met so far; False where they cannot be destroyed yet: whoever comes by later does it."""
    try:
        forget_words()
    except (ArchiveStillRead, ArchiveNotOwned):
        return False
    return True


def _forget_beside(archive: Archive, erased: tuple[Erasure, ...]) -> None:
    with suppress(ArchiveStillRead, ArchiveNotOwned):
        forget_zero_results(archive.directory, archive.address)
        archive.index_is_clean(erased)


def _caught_up(archive: Archive, engine: Engine, progress: Progress, batch: int) -> int:
    last = archive.follow_persons(now=datetime.now(UTC), progress=progress)
    engine.refresh()
    try:
        # Read first: events only grow, so one that the archive has not is of another archive.
        cursor = (reached := engine.reached).cursor
        if cursor > archive.last_event() or is_of_another(archive, reached):
            if engine.shared:
                raise IndexOfAnotherArchive(place=engine.shared)
            return rebuild(archive, engine, progress)
        if cursor >= last > 0:
            engine.tidy()
            return 0
        # Of an empty archive too an index is made: what finds nothing is no error then.
        with engine.writer() as writer:
            engine.refresh()  # another process may have followed while this one waited to write
            return _follow(archive, writer, engine.cursor, last, progress, batch)
    except IndexOutdated:
        return rebuild(archive, engine, progress)


def is_of_another(archive: Archive, reached: Reached) -> bool:
    """Whether the event that an index reaches to is none of this archive's."""
    return bool(reached.mark) and reached.mark != archive.event_mark(reached.cursor)


def rebuild(archive: Archive, engine: Engine, progress: Progress, batch: int = REBUILD_BATCH) -> int:
    """Make the index anew beside the old one, swap it in, and return how many events it holds.

    Nothing of the old one stays, known words included: this is what destroys the words of an erased release.
    """
    erased = archive.erasures()
    forgotten = _forgot_words()
    last = archive.follow_persons(now=datetime.now(UTC), progress=progress)
    with engine.rebuild() as writer:
        followed = _follow(archive, writer, 0, last, progress, batch)
        if not followed:
            writer.commit(0)
    if erased and forgotten:
        _forget_beside(archive, erased)
    return followed


def _follow(archive: Archive, writer: Writer, after: int, last: int, progress: Progress, batch: int) -> int:
    """Write what has happened up to the event that the persons were followed to: later ones may join names anew."""
    cursor, now = after, datetime.now(UTC)
    while events := archive.events(cursor, min(batch, max(last - cursor, 0))):
        cursor = events[-1].seq
        touched = list(dict.fromkeys(event.record_id for event in events))
        joined = archive.joined_names(touched)
        for record, version in archive.current(touched).values():
            if record.hidden(now):
                writer.delete(record.id)
            else:
                versions = archive.versions(record.id) if version.number > 1 else (version,)
                writer.put(to_document(record, versions, joined.get(record.id, {})))
        writer.commit(cursor, archive.event_mark(cursor))
        progress(cursor - after, last - after)
    with suppress(SynonymsUnfit):  # a search tells of it
        synonyms_of(
            archive.directory
        )  # their words are kept with those of the releases: a search then starts faster
    VOCABULARY.keep()
    return cursor - after
