"""Whoosh's writer with our segments: one commit, of documents or of what was merged."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh.index import Index, LockError, clean_files
from whoosh.writing import SegmentWriter as _WhooshWriter

from search.engine import Reached
from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array, write_arrays
from search.engines.whoosh.codec import ArrayCodec, ArraySegment
from search.engines.whoosh.contents import write_contents
from search.engines.whoosh.merging import GONE, Source
from search.engines.whoosh.segment import Segment
from search.errors import IndexBusy

# How long a commit waits for another process's, in seconds.
_WAIT = 60.0
_STEP = 0.1


def opened(segment: ArraySegment, directory: Path) -> tuple[Segment, NDArray[np.bool_]]:
    """A segment, and the mask of the documents that were not deleted."""
    kept = np.ones(segment.doc_count_all(), dtype=bool)
    kept[list(segment.deleted_docs())] = False
    return Segment(segment.path(directory)), kept


class SegmentWriter(_WhooshWriter):  # type: ignore[misc]
    """Takes the arrays of documents, or a file of arrays for segments that it replaces.

    What takes long is done before: while one of these is open, no other commit is made.
    """

    segments: list[ArraySegment]

    def __init__(self, index: Index, directory: Path) -> None:
        super().__init__(index, timeout=_WAIT, delay=_STEP, codec=ArrayCodec(), compound=False)
        self._directory = directory
        self._arrays: Mapping[str, Array] = {}
        self._merged: Path | None = None

    @classmethod
    @contextmanager
    def locked(cls, index: Index, directory: Path) -> Iterator["SegmentWriter"]:
        """A writer that commits when the context is left, and leaves all as it was on an error; raises IndexBusy."""
        try:
            writer = cls(index, directory)
        except LockError as error:
            raise IndexBusy(place=str(directory)) from error
        try:
            yield writer
            writer.commit(mergetype=lambda _, segments: segments)
        except BaseException:
            writer.cancel()
            raise

    def replace(self, records: Collection[int], arrays: Mapping[str, Array], reached: Reached) -> None:
        """Delete what the index holds of these records, and add the documents that arrays were built from."""
        replaced = np.array(list(records), dtype=np.int64)
        base = 0
        for segment in self.segments:
            held = Segment(segment.path(self._directory)).file[layout.RECORD]
            for place in np.flatnonzero(np.isin(held, replaced)).tolist():
                if not segment.is_deleted(place):
                    self.delete_document(base + place)
            base += segment.doc_count_all()
        self._arrays = arrays
        self.docnum = len(arrays[layout.RECORD])
        self._added = self.docnum > 0 or not self.segments
        self.newsegment.words = int(arrays["starts"][-1])
        for segment in (self.newsegment, *self.segments):
            segment.cursor, segment.mark = reached

    def replace_segments(self, sources: Mapping[str, Source], merged: Path) -> None:
        """Put a file of arrays in the place of the segments it was merged from; it is moved.

        What was deleted from them since they were merged is deleted from it.
        """
        self._merged = merged
        self.newsegment.words = sum(source.words for source in sources.values())
        self.docnum = sum(source.size for source in sources.values())
        newest = max(self.segments, key=lambda segment: segment.cursor)
        self.newsegment.cursor, self.newsegment.mark = newest.cursor, newest.mark
        for segment in self.segments:
            if source := sources.get(segment.segment_id()):
                numbers = source.docs[list(segment.deleted_docs())]
                for number in numbers[numbers != GONE].tolist():
                    self.newsegment.delete_document(number)
        self.segments = [segment for segment in self.segments if segment.segment_id() not in sources]
        # Of nothing there is a segment too where it is the only one: it holds the cursor.
        self._added = self.docnum > 0 or not self.segments

    def _flush_segment(self) -> None:
        path = self.newsegment.path(self._directory)
        if self._merged:
            self._merged.replace(path)
        else:
            write_arrays(path, self._arrays)

    def _commit_toc(self, segments: list[ArraySegment]) -> None:
        write_contents(self.storage, self.schema, segments, self.generation)
        clean_files(self.storage, self.indexname, self.generation, segments)
