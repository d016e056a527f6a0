"""Batches into a Whoosh index, each with its cursor in the same commit."""

from pathlib import Path

from whoosh.index import Index

from search.document import Document
from search.engine import Reached
from search.engines.whoosh.builder import build
from search.engines.whoosh.merge_scheduler import MergeScheduler
from search.engines.whoosh.segment_writer import SegmentWriter


class WhooshWriter:
    """See search.engine.Writer. The batch is kept in memory until it is committed."""

    def __init__(self, index: Index, directory: Path, merges: MergeScheduler | None) -> None:
        """`merges` is None where all segments are merged at the end."""
        self._index = index
        self._directory = directory
        self._merges = merges
        # Of two documents with one id in a batch, the last has to win.
        self._batch: dict[int, Document | None] = {}

    def put(self, document: Document) -> None:
        """See Writer."""
        self._batch[document.id] = document

    def delete(self, record_id: int) -> None:
        """See Writer."""
        self._batch[record_id] = None

    def commit(self, cursor: int, mark: str = "") -> None:
        """See Writer; raises IndexBusy if another process does not let go.

        Segments are merged afterwards, beside whatever is done next: what is new does not wait for that.
        """
        arrays = build([document for document in self._batch.values() if document is not None])
        with SegmentWriter.locked(self._index, self._directory) as writer:
            writer.replace(self._batch, arrays, Reached(cursor, mark))
        self._batch = {}
        if self._merges:
            self._merges.start()
