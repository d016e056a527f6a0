"""Merging beside whatever else is done: commits and searches go on meanwhile."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from whoosh.index import Index
from whoosh.util.filelock import FileLock, try_for

from search.engines.whoosh.arrays import write_chunks
from search.engines.whoosh.codec import ArraySegment
from search.engines.whoosh.contents import newest_contents
from search.engines.whoosh.files import MERGED, MERGING_LOCK, WRITE_LOCK
from search.engines.whoosh.merge_policy import TIER, to_merge, whole
from search.engines.whoosh.merging import merge, sources_of
from search.engines.whoosh.segment_writer import SegmentWriter, opened
from search.errors import IndexBusy

# A writer with so many segments waits until some of them are merged.
_MOST_SEGMENTS = 4 * TIER
# How long another process's merge is waited for where nothing may be left of what was deleted, in seconds.
_WAIT = 600.0


class MergeScheduler:
    """Merges the segments of one generation of an index, one merge at a time, whichever process does it."""

    def __init__(self, index: Index, directory: Path) -> None:
        self._index = index
        self._directory = directory
        self._thread: threading.Thread | None = None
        self._failure: Exception | None = None

    def start(self) -> None:
        """Begin to merge if segments are due; raise what stopped the last merge."""
        segments = newest_contents(self._index.storage)
        if len(segments) >= _MOST_SEGMENTS:
            self.wait()
        self._raise_failure()
        if to_merge(segments) and not (self._thread and self._thread.is_alive()):
            self._thread = threading.Thread(target=self._run, name="merging", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Until nothing is merged any more; raise what stopped the last merge."""
        if self._thread:
            self._thread.join()
        self._raise_failure()

    def merge_all(self) -> None:
        """Make one segment of all, as of an index that was made anew; raise what stops that."""
        self.wait()
        with self._merging() as alone:
            if alone:
                self._merge(whole(newest_contents(self._index.storage)))

    def expunge(self) -> None:
        """Write every segment anew that holds deleted documents, without them; raises IndexBusy."""
        self.wait()
        with self._merging(_WAIT) as alone:
            if not alone:
                raise IndexBusy(place=str(self._directory))
            while held := [one for one in newest_contents(self._index.storage) if one.deleted_count()]:
                self._merge(held[:1])

    @contextmanager
    def alone(self, wait: float) -> Iterator[None]:
        """Nobody merges and nobody commits meanwhile; raises IndexBusy after so many seconds."""
        commits = FileLock(str(self._directory / WRITE_LOCK))
        with self._merging(wait) as alone:
            if not alone or not try_for(commits.acquire, timeout=wait):
                raise IndexBusy(place=str(self._directory))
            try:
                yield
            finally:
                commits.release()

    def _raise_failure(self) -> None:
        failure, self._failure = self._failure, None
        if failure:
            raise failure

    def _run(self) -> None:
        try:
            with self._merging() as alone:
                while alone and (due := to_merge(newest_contents(self._index.storage))):
                    self._merge(due)
        except Exception as error:  # noqa: BLE001 - told by the next commit, or when the engine is closed
            # An index that was made anew in the meantime has no need of it.
            self._failure = error if self._directory.exists() else None

    @contextmanager
    def _merging(self, wait: float = 0) -> Iterator[bool]:
        """Whether no other process merges already, which then does this as well; waits so many seconds for one."""
        lock = FileLock(str(self._directory / MERGING_LOCK))
        alone = try_for(lock.acquire, timeout=wait)
        try:
            yield alone
        finally:
            if alone:
                lock.release()

    def _merge(self, due: Sequence[ArraySegment]) -> None:
        if not due:
            return
        sources = sources_of([opened(segment, self._directory) for segment in due])
        by_segment = dict(zip((segment.segment_id() for segment in due), sources, strict=True))
        beside = self._directory / MERGED
        try:
            write_chunks(beside, merge(sources))
            with SegmentWriter.locked(self._index, self._directory) as writer:
                writer.replace_segments(by_segment, beside)
        finally:
            beside.unlink(missing_ok=True)  # on a full disk above all
