"""Batches into a Whoosh index, each with its cursor in the same commit."""

from typing import Any

from whoosh.index import Index, LockError

from search.document import Document
from search.engines.whoosh.schema import CURSOR_KEY, to_fields
from search.errors import IndexBusy

# How long a commit waits for another process's, in seconds.
_WAIT = 60.0
_STEP = 0.1


class WhooshWriter:
    """See search.engine.Writer. The batch is kept in memory until it is committed."""

    def __init__(self, index: Index, place: str) -> None:
        self._index = index
        self._place = place
        # Whoosh replaces only what is on disk: of two documents with one id in a batch, the last has to win here.
        self._batch: dict[int, Document | None] = {}

    def put(self, document: Document) -> None:
        """See Writer."""
        self._batch[document.id] = document

    def delete(self, record_id: int) -> None:
        """See Writer."""
        self._batch[record_id] = None

    def commit(self, cursor: int) -> None:
        """See Writer; raises IndexBusy if another process does not let go."""
        try:
            writer: Any = self._index.writer(timeout=_WAIT, delay=_STEP, limitmb=256)
        except LockError as error:
            raise IndexBusy(place=self._place) from error
        try:
            for record_id, document in self._batch.items():
                writer.delete_by_term("key", str(record_id))
                if document is not None:
                    writer.add_document(**to_fields(document))
            writer.update_document(key=CURSOR_KEY, cursor=cursor)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        self._batch = {}
