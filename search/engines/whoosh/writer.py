"""Batches into a Whoosh index, each with its cursor in the same commit."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh.index import Index, LockError, clean_files
from whoosh.writing import SegmentWriter

from search.document import Document
from search.engines.whoosh import layout
from search.engines.whoosh.arrays import write_arrays
from search.engines.whoosh.builder import build
from search.engines.whoosh.codec import ArrayCodec, ArraySegment
from search.engines.whoosh.contents import latest, read_contents, write_contents
from search.engines.whoosh.merging import merge
from search.engines.whoosh.segment import Segment
from search.errors import IndexBusy

# How long a commit waits for another process's, in seconds.
_WAIT = 60.0
_STEP = 0.1
# So many segments of about one size become one, as in a log-structured merge tree: n releases leave about
# (TIER - 1) * log(n, TIER) segments, and each is written log(n, TIER) times.
TIER = 8
# A segment of so many releases is large enough: places are counted in 32 bits.
_LARGEST = 2_000_000
# A segment with a larger share of deleted documents is written anew.
_MOST_DELETED = 0.3


class WhooshWriter:
    """See search.engine.Writer. The batch is kept in memory until it is committed."""

    def __init__(self, index: Index, directory: Path) -> None:
        self._index = index
        self._directory = directory
        # Of two documents with one id in a batch, the last has to win.
        self._batch: dict[int, Document | None] = {}

    def put(self, document: Document) -> None:
        """See Writer."""
        self._batch[document.id] = document

    def delete(self, record_id: int) -> None:
        """See Writer."""
        self._batch[record_id] = None

    def commit(self, cursor: int) -> None:
        """See Writer; raises IndexBusy if another process does not let go.

        Segments are merged in a commit of their own afterwards: what is new does not wait for that.
        """
        self._write(self._batch, cursor, _merge_nothing)
        self._batch = {}
        storage = self._index.storage
        if _to_merge(read_contents(storage, latest(storage))):
            self._write({}, cursor, _merge_tiers)

    def _write(self, batch: dict[int, Document | None], cursor: int, policy: "_Policy") -> None:
        try:
            writer = _SegmentWriter(self._index, self._directory)
        except LockError as error:
            raise IndexBusy(place=str(self._directory)) from error
        try:
            writer.replace(batch, cursor)
            writer.commit(mergetype=policy)
        except BaseException:
            writer.cancel()
            raise


class _SegmentWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer, which takes documents whole and writes their arrays."""

    def __init__(self, index: Index, directory: Path) -> None:
        super().__init__(index, timeout=_WAIT, delay=_STEP, codec=ArrayCodec(), compound=False)
        self._directory = directory
        self._documents: list[Document] = []
        self._merged: list[ArraySegment] = []

    def replace(self, batch: dict[int, Document | None], cursor: int) -> None:
        """Delete what the index holds of these records, and add the documents there are for them."""
        replaced = np.array(list(batch), dtype=np.int64)
        base = 0
        for segment in self.segments:
            records = Segment(segment.path(self._directory)).file[layout.RECORD]
            for place in np.flatnonzero(np.isin(records, replaced)).tolist():
                if not segment.is_deleted(place):
                    self.delete_document(base + place)
            base += segment.doc_count_all()
        self._documents = [document for document in batch.values() if document is not None]
        self.docnum = len(self._documents)
        self._added = bool(self._documents) or not self.segments
        self.newsegment.cursor = cursor
        for segment in self.segments:
            segment.cursor = cursor

    def take_in(self, segments: Sequence[ArraySegment]) -> None:
        """Make existing segments part of the one that is being written."""
        self._merged.extend(segments)
        self._added = self._added or bool(segments)

    def _flush_segment(self) -> None:
        path = self.newsegment.path(self._directory)
        if not self._merged:
            write_arrays(path, build(self._documents))
            return
        arrays = merge([_kept(segment, self._directory) for segment in self._merged])
        write_arrays(path, arrays)
        self.docnum = len(arrays[layout.RECORD])

    def _commit_toc(self, segments: list[ArraySegment]) -> None:
        write_contents(self.storage, self.schema, segments, self.generation)
        clean_files(self.storage, self.indexname, self.generation, segments)


def _kept(segment: ArraySegment, directory: Path) -> tuple[Segment, NDArray[np.bool_]]:
    """A segment, and the mask of the documents that were not deleted."""
    kept = np.ones(segment.doc_count_all(), dtype=bool)
    kept[list(segment.deleted_docs())] = False
    return Segment(segment.path(directory)), kept


# Whoosh's merge policy: the segments to keep; it tells the writer of the others.
_Policy = Callable[[_SegmentWriter, list[ArraySegment]], list[ArraySegment]]


def _merge_nothing(writer: _SegmentWriter, segments: list[ArraySegment]) -> list[ArraySegment]:
    return segments


def _merge_tiers(writer: _SegmentWriter, segments: list[ArraySegment]) -> list[ArraySegment]:
    merged = _to_merge(segments)
    writer.take_in(merged)
    return [segment for segment in segments if segment not in merged]


def _to_merge(segments: list[ArraySegment]) -> list[ArraySegment]:
    """The segments that are to become one.

    Segments are of a tier by the logarithm of their size. Once a tier is full, it is merged, with all smaller ones.
    """
    worn = [
        segment for segment in segments if segment.deleted_count() > _MOST_DELETED * segment.doc_count_all()
    ]
    sound = [segment for segment in segments if segment not in worn and segment.doc_count_all() < _LARGEST]
    tiers = Counter(_tier(segment.doc_count_all()) for segment in sound)
    full = max((tier for tier, count in tiers.items() if count >= TIER), default=-1)
    return worn + [segment for segment in sound if _tier(segment.doc_count_all()) <= full]


def _tier(size: int) -> int:
    tier = 0
    while size >= TIER:
        size //= TIER
        tier += 1
    return tier
