"""Generations of a Whoosh index in a directory: opened, checked, refreshed, rebuilt beside and swapped in."""

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from search.document import Document
from search.engine import Reached
from search.engines.whoosh.arrays import ArrayFileDamaged
from search.engines.whoosh.codec import ArraySegment
from search.engines.whoosh.contents import (
    ContentsDamaged,
    latest,
    newest_contents,
    opened_index,
    read_contents,
    write_contents,
)
from search.engines.whoosh.executor import Executor
from search.engines.whoosh.files import CURRENT, FINGERPRINT_FILE, GENERATIONS, LOCK, NEXT, GenerationStorage
from search.engines.whoosh.left_over import left_over, remove_left_over
from search.engines.whoosh.schema import FINGERPRINT, schema
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.snapshot import Snapshot
from search.errors import IndexBusy, IndexDamaged, IndexMissing, IndexOutdated, IndexUnwritable
from search.model import Completion, Found, Related, Request, SharedPrints

if TYPE_CHECKING:
    from search.engines.whoosh.merge_scheduler import MergeScheduler
    from search.engines.whoosh.writer import WhooshWriter

_GENERATION = re.compile(r"generation-\d{6,}")
# How long one process waits until another has finished writing, in seconds.
_WAIT = 60.0
# How often the list of segments is read again while another process commits.
_ATTEMPTS = 10
# So many bytes of the index are mapped into memory, about; the system still keeps what it has memory for.
_MOST_MAPPED = 160 << 20


class WhooshEngine:
    """See search.engine.Engine. Safe to use from several threads."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._mutex = threading.RLock()
        self._snapshot: Snapshot | None = None
        self._executor: Executor | None = None
        self._segments: dict[str, Segment] = {}
        self._generation = ""
        self._commit = -1
        self._merges: MergeScheduler | None = None
        self._merged_in = Path()

    @property
    def cursor(self) -> int:
        """See Engine; 0 where there is no index yet."""
        return self.reached.cursor

    @property
    def reached(self) -> Reached:
        """See Engine."""
        with self._mutex, self._told_if_damaged():
            if not self._current():
                return Reached(0, "")
            self._open()
            assert self._snapshot is not None
            return self._snapshot.reached

    @property
    def shared(self) -> str:
        """See Engine."""
        return ""

    def search(self, request: Request) -> Found:
        """See Engine; raises IndexMissing, IndexOutdated or IndexDamaged."""
        with self._mutex, self._told_if_damaged():
            return self._open().search(request)

    def suggest(self, word: str, limit: int) -> tuple[str, ...]:
        """See Engine; raises what `search` does, as do the next four."""
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

    def repeated(self, request: Request, limit: int) -> tuple[SharedPrints, ...]:
        """See Engine."""
        with self._mutex, self._told_if_damaged():
            return self._open().repeated(request, limit)

    @contextmanager
    def writer(self) -> Iterator["WhooshWriter"]:
        """See Engine; raises IndexOutdated for an index that has to be rebuilt first."""
        with self._alone(), self._told_if_damaged():
            generation = self._current()
            if not generation:
                generation = self._make_generation()
                self._swap_in(generation)
            self._check(generation)
            yield self._writing(generation)[0]
        self.refresh()

    @contextmanager
    def rebuild(self) -> Iterator["WhooshWriter"]:
        """See Engine."""
        with self._alone(), self._told_if_damaged():
            generation = self._make_generation()
            writer, merges = self._writing(generation, merge_at_end=True)
            yield writer
            merges.merge_all()
            self._swap_in(generation)
        self.refresh()

    def verify(self) -> None:
        """See Engine; every block of every segment is compared with its checksum, also one that was read before."""
        with self._mutex, self._told_if_damaged():
            self._open()
            for segment in self._segments.values():
                segment.file.verify()

    def tidy(self) -> None:
        """See Engine."""
        with self._mutex, self._told_if_damaged(), suppress(OSError, IndexBusy, IndexUnwritable):
            generation = self._current()
            if generation and left_over(self._directory, generation):
                with self._alone(wait=0), self._writing(generation)[1].alone(wait=0):
                    remove_left_over(self._directory, generation)

    def expunge(self, *, patient: bool = False) -> bool:
        """See Engine; raises IndexBusy where another process writes or merges for too long."""
        with self._alone(), self._told_if_damaged():
            if generation := self._current():
                self._check(generation)
                merges = self._writing(generation)[1]
                merges.expunge()
                with merges.alone(wait=_WAIT):
                    remove_left_over(self._directory, generation)
        self.refresh()
        return True

    def refresh(self) -> None:
        """See Engine."""
        with self._mutex:
            if self._executor is None:
                return
            with suppress(ContentsDamaged, OSError):
                current = self._current()
                if self._generation == current and self._commit == latest(
                    GenerationStorage(self._directory / current)
                ):
                    return
            self._forget()  # where that is damage, whoever asks next is told

    def close(self) -> None:
        """See Engine; waits for what is merged, and raises IndexDamaged where that failed."""
        with self._mutex:
            self._forget()
            self._segments = {}
        with self._told_if_damaged():
            self._wait_for_merges()

    def _wait_for_merges(self) -> None:
        if self._merges:
            self._merges.wait()

    def _forget(self) -> None:
        """Open anew when next asked; segments that are still part of the index stay open."""
        self._snapshot, self._executor = None, None

    def _open(self) -> Executor:
        attempt = 0
        while self._executor is None:
            try:
                self._open_commit()
            except FileNotFoundError:
                # A commit, or a whole new index, took the place of this one between its finding and its opening.
                attempt += 1
                if attempt == _ATTEMPTS:
                    raise
        files = [segment.file for segment in self._segments.values()]
        if sum(file.mapped for file in files) > _MOST_MAPPED:
            for file in files:
                file.release()
        return self._executor

    def _open_commit(self) -> None:
        generation = self._current()
        if not generation:
            raise IndexMissing(place=str(self._directory))
        self._check(generation)
        directory = self._directory / generation
        storage = GenerationStorage(directory)
        commit = latest(storage)
        segments = read_contents(storage, commit)
        opened = {segment.segment_id(): self._segment(segment, directory) for segment in segments}
        self._snapshot = Snapshot(
            [(opened[segment.segment_id()], segment.deleted_docs()) for segment in segments],
            max((Reached(segment.cursor, segment.mark) for segment in segments), default=Reached(0, "")),
        )
        self._executor = Executor(self._snapshot)
        self._segments, self._generation, self._commit = opened, generation, commit

    def _segment(self, known: ArraySegment, directory: Path) -> Segment:
        path = known.path(directory)
        opened = self._segments.get(known.segment_id())
        return opened if opened and opened.file.path == path else Segment(path)

    @contextmanager
    def _told_if_damaged(self) -> Iterator[None]:
        try:
            yield
        except (ArrayFileDamaged, ContentsDamaged, FileNotFoundError, NotADirectoryError) as error:
            raise IndexDamaged(place=str(self._directory), reason=str(error)) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise IndexUnwritable(place=str(self._directory), reason=reason) from error

    def _writing(
        self, generation: str, *, merge_at_end: bool = False
    ) -> tuple["WhooshWriter", "MergeScheduler"]:
        # A search writes nothing: it starts sooner without.
        from search.engines.whoosh.merge_scheduler import MergeScheduler
        from search.engines.whoosh.writer import WhooshWriter

        directory = self._directory / generation
        storage = GenerationStorage(directory)
        newest_contents(storage)
        index = opened_index(storage)
        if self._merges is None or self._merged_in != directory:
            self._merges, self._merged_in = MergeScheduler(index, directory), directory
        merges = self._merges
        return WhooshWriter(index, directory, None if merge_at_end else merges), merges

    def _current(self) -> str:
        """The generation in use, empty where there is none; raises ContentsDamaged where that is not to be made out."""
        try:
            said = (self._directory / CURRENT).read_bytes().decode("ascii", "replace").strip()
        except FileNotFoundError:
            return ""
        if not _GENERATION.fullmatch(said):
            raise ContentsDamaged(CURRENT)
        return said

    def _check(self, generation: str) -> None:
        if (self._directory / generation / FINGERPRINT_FILE).read_bytes() != FINGERPRINT.encode():
            raise IndexOutdated(place=str(self._directory))

    def _make_generation(self) -> str:
        current = ""
        with suppress(ContentsDamaged):  # what is damaged is made anew here
            current = self._current()
            self._sweep(current)
        held = [path.name for path in self._directory.glob(GENERATIONS) if _GENERATION.fullmatch(path.name)]
        generation = f"generation-{int(max([*held, current], default='').rpartition('-')[2] or 0) + 1:06d}"
        place = self._directory / generation
        place.mkdir()
        write_contents(GenerationStorage(place), schema(), [], 0)
        (place / FINGERPRINT_FILE).write_text(FINGERPRINT, encoding="utf-8")
        return generation

    def _swap_in(self, generation: str) -> None:
        beside = self._directory / NEXT
        beside.write_text(generation, encoding="ascii")
        beside.replace(self._directory / CURRENT)
        self._sweep(generation)

    def _sweep(self, keep: str) -> None:
        """Remove generations that are no longer, or never came, into use."""
        for path in self._directory.glob(GENERATIONS):
            if path.name != keep:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def _alone(self, wait: float = _WAIT) -> Iterator[None]:
        from whoosh.util.filelock import FileLock, try_for

        lock = FileLock(str(self._directory / LOCK))
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            free = try_for(lock.acquire, timeout=wait)
        except OSError as error:
            reason = error.strerror or str(error)
            raise IndexUnwritable(place=str(self._directory), reason=reason) from error
        if not free:
            raise IndexBusy(place=str(self._directory))
        try:
            yield
        finally:
            lock.release()
