"""Generations of a Whoosh index in a directory: opened, checked, refreshed, rebuilt beside and swapped in."""

import pickle
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from whoosh.index import EmptyIndexError, FileIndex, create_in, open_dir
from whoosh.index import IndexError as WhooshIndexError
from whoosh.util.filelock import FileLock, try_for

from search.document import Document
from search.engines.whoosh.arrays import ArrayFileDamaged
from search.engines.whoosh.codec import ArraySegment
from search.engines.whoosh.executor import Executor
from search.engines.whoosh.schema import FINGERPRINT, schema
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.writer import WhooshWriter
from search.errors import IndexBusy, IndexDamaged, IndexMissing, IndexOutdated
from search.model import Completion, Found, Related, Request

_CURRENT = "CURRENT"
_LOCK = "LOCK"
_FINGERPRINT = "FINGERPRINT"
# How long one process waits until another has finished writing, in seconds.
_WAIT = 60.0
# How often the list of segments is read again while another process commits.
_ATTEMPTS = 10


class WhooshEngine:
    """See search.engine.Engine. Safe to use from several threads."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._mutex = threading.RLock()
        self._index: FileIndex | None = None
        self._snapshot: Snapshot | None = None
        self._executor: Executor | None = None
        self._segments: dict[str, Segment] = {}
        self._generation = ""
        self._commit = -1

    @property
    def cursor(self) -> int:
        """See Engine; 0 where there is no index yet."""
        with self._mutex:
            if not self._current():
                return 0
            self._open()
            assert self._snapshot is not None
            return self._snapshot.cursor

    def search(self, request: Request) -> Found:
        """See Engine; raises IndexMissing, IndexOutdated or IndexDamaged."""
        with self._mutex, self._told_if_damaged():
            return self._open().search(request)

    def suggest(self, word: str, limit: int) -> tuple[str, ...]:
        """See Engine; raises what `search` does, as do the next three."""
        with self._mutex, self._told_if_damaged():
            return self._open().neighbours.suggest(word, limit)

    def complete(self, beginning: str, limit: int) -> tuple[Completion, ...]:
        """See Engine."""
        with self._mutex, self._told_if_damaged():
            return self._open().neighbours.complete(beginning, limit)

    def similar(self, document: Document, limit: int) -> tuple[Related, ...]:
        """See Engine."""
        with self._mutex, self._told_if_damaged():
            return self._open().neighbours.similar(document, limit)

    def sharing(self, document: Document, limit: int) -> tuple[Related, ...]:
        """See Engine."""
        with self._mutex, self._told_if_damaged():
            return self._open().neighbours.sharing(document, limit)

    @contextmanager
    def writer(self) -> Iterator[WhooshWriter]:
        """See Engine; raises IndexOutdated for an index that has to be rebuilt first."""
        with self._alone():
            generation = self._current()
            if not generation:
                generation = self._make_generation()
                self._swap_in(generation)
            self._check(generation)
            yield self._writing(generation)
        self.refresh()

    @contextmanager
    def rebuild(self) -> Iterator[WhooshWriter]:
        """See Engine."""
        with self._alone():
            generation = self._make_generation()
            yield self._writing(generation)
            self._swap_in(generation)
        self.refresh()

    def refresh(self) -> None:
        """See Engine."""
        with self._mutex:
            if self._index is None:
                return
            if self._generation != self._current() or self._index.latest_generation() != self._commit:
                self._forget()

    def close(self) -> None:
        """See Engine."""
        with self._mutex:
            self._forget()
            self._segments = {}

    def _forget(self) -> None:
        """Open anew when next asked; segments that are still part of the index stay open."""
        if self._index:
            self._index.close()
        self._index, self._snapshot, self._executor, self._generation = None, None, None, ""

    def _open(self) -> Executor:
        if self._executor is None:
            generation = self._current()
            if not generation:
                raise IndexMissing(place=str(self._directory))
            self._check(generation)
            self._index = self._open_index(generation)
            # Asked before the segments are opened: if a commit comes between, the next refresh opens once too often.
            self._commit = self._index.latest_generation()
            with self._told_if_damaged():
                self._snapshot = self._open_snapshot(self._index, self._directory / generation)
            self._executor = Executor(self._snapshot)
            self._generation = generation
        return self._executor

    def _open_snapshot(self, index: FileIndex, directory: Path) -> Snapshot:
        for attempt in range(_ATTEMPTS):
            try:
                segments = self._listed(index)
                opened = {one.segment_id(): self._segment(one, directory) for one in segments}
            except FileNotFoundError:
                # A commit has replaced the segments between the reading of their list and their opening.
                if attempt == _ATTEMPTS - 1:
                    raise
                continue
            break
        self._segments = opened
        return Snapshot(
            [(opened[one.segment_id()], one.deleted_docs()) for one in segments],
            max((one.cursor for one in segments), default=0),
        )

    def _segment(self, known: ArraySegment, directory: Path) -> Segment:
        path = known.path(directory)
        opened = self._segments.get(known.segment_id())
        return opened if opened and opened.file.path == path else Segment(path)

    @staticmethod
    def _listed(index: FileIndex) -> list[ArraySegment]:
        with closing(index.reader()) as reader:
            listed = (leaf.segment() for leaf, _ in reader.leaf_readers())
            return [
                segment for segment in listed if segment is not None
            ]  # an empty index has one reader, of none

    @contextmanager
    def _told_if_damaged(self) -> Iterator[None]:
        try:
            yield
        except (ArrayFileDamaged, FileNotFoundError) as error:
            raise IndexDamaged(place=str(self._directory), reason=str(error)) from error

    def _open_index(self, generation: str) -> FileIndex:
        try:
            return open_dir(str(self._directory / generation))
        except (EmptyIndexError, WhooshIndexError, OSError, pickle.UnpicklingError, EOFError) as error:
            place = str(self._directory / generation)
            raise IndexDamaged(place=place, reason=str(error) or type(error).__name__) from error

    def _writing(self, generation: str) -> WhooshWriter:
        return WhooshWriter(self._open_index(generation), self._directory / generation)

    def _current(self) -> str:
        try:
            return (self._directory / _CURRENT).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return ""

    def _check(self, generation: str) -> None:
        try:
            found = (self._directory / generation / _FINGERPRINT).read_text(encoding="utf-8")
        except OSError as error:
            raise IndexDamaged(place=str(self._directory), reason=str(error)) from error
        if found != FINGERPRINT:
            raise IndexOutdated(place=str(self._directory))

    def _make_generation(self) -> str:
        current = self._current()
        self._sweep(current)
        generation = f"generation-{int(current.rpartition('-')[2] or 0) + 1:06d}"
        place = self._directory / generation
        place.mkdir()
        create_in(str(place), schema()).close()
        (place / _FINGERPRINT).write_text(FINGERPRINT, encoding="utf-8")
        return generation

    def _swap_in(self, generation: str) -> None:
        beside = self._directory / f"{_CURRENT}.new"
        beside.write_text(generation, encoding="ascii")
        beside.replace(self._directory / _CURRENT)
        self._sweep(generation)

    def _sweep(self, keep: str) -> None:
        """Remove generations that are no longer, or never came, into use."""
        for path in self._directory.glob("generation-*"):
            if path.name != keep:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._directory.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self._directory / _LOCK))
        if not try_for(lock.acquire, timeout=_WAIT):
            raise IndexBusy(place=str(self._directory))
        try:
            yield
        finally:
            lock.release()
