"""Batches of documents into an index: kept here until they are committed, and harmless to write again."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import TransportError
from opensearchpy.helpers import streaming_bulk

from search.document import Document
from search.engine import Reached
from search.engines.opensearch.connection import is_full
from search.engines.opensearch.fields import fields_of
from search.engines.opensearch.generations import Generations
from search.errors import EngineFull, IndexUnwritable

_T = TypeVar("_T")
# Documents, and bytes, of one request.
_CHUNK, _CHUNK_BYTES = 500, 8 << 20
# A cluster that is busy is asked again after so many seconds, and then it is told.
_WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
_BUSY = 429
# Nothing to take out; another process was further on with this document.
_HARMLESS = (404, 409)
_LONGEST_REASON = 300


class OpenSearchWriter:
    """See search.engine.Writer.

    Every document is written with the event that its batch reaches to as its version, and an older one never takes
    the place of a newer: a batch that was broken off is written once more, by whoever comes first.
    """

    def __init__(self, client: OpenSearch, generations: Generations, index: str) -> None:
        self._client = client
        self._generations = generations
        self._index = index
        self._changes: dict[int, Document | None] = {}
        self._seen = generations.seen(client, index)

    def put(self, document: Document) -> None:
        """See Writer."""
        self._changes[document.id] = document

    def delete(self, record_id: int) -> None:
        """See Writer."""
        self._changes[record_id] = None

    def commit(self, cursor: int, mark: str = "") -> None:
        """See Writer; raises IndexBusy where another process has written meanwhile."""
        refused = self._written(self._changes, cursor)
        for wait in _WAITS:
            if not refused:
                break
            time.sleep(wait)
            refused = self._written(refused, cursor)
        if refused:
            raise IndexUnwritable(place=self._index, reason=next(iter(refused.values()))[:_LONGEST_REASON])
        _patiently(lambda: self._client.indices.refresh(index=self._index))
        reached = Reached(cursor, mark)
        self._seen = _patiently(
            lambda: self._generations.reach(self._client, self._index, reached, self._seen)
        )
        self._changes = {}

    def _written(self, records: Iterable[int], cursor: int) -> dict[int, str]:
        """Write the changes of records; return those that a busy cluster has refused, with its reason."""
        left = list(records)
        results = streaming_bulk(
            self._client,
            self._actions(left, cursor),
            chunk_size=_CHUNK,
            max_chunk_bytes=_CHUNK_BYTES,
            raise_on_error=False,
            require_alias=True,
        )
        refused: dict[int, str] = {}
        answered: set[int] = set()
        try:
            for done, answer in results:
                (result,) = answer.values()
                answered.add(int(result["_id"]))
                said = str(result.get("error", result))
                if done or (result["status"] in _HARMLESS and "index_not_found" not in said):
                    continue
                if is_full(said):
                    raise EngineFull(place=self._index)
                if result["status"] != _BUSY:
                    raise IndexUnwritable(place=self._index, reason=said[:_LONGEST_REASON])
                refused[int(result["_id"])] = said
        except TransportError as error:  # a whole request, and what would have come after it
            if error.status_code != _BUSY or is_full(str(error)):
                raise
            refused |= {record: str(error) for record in left if record not in answered}
        return refused

    def _actions(self, records: Iterable[int], cursor: int) -> Iterator[dict[str, Any]]:
        target = {"_index": self._generations.writing(self._index)}
        version = {"version": cursor, "version_type": "external_gte"}
        for record in records:
            document = self._changes[record]
            action = {"_id": str(record), **target, **version}
            if document is None:
                yield {"_op_type": "delete", **action}
            else:
                yield {"_op_type": "index", "_source": fields_of(document), **action}


def _patiently(ask: Callable[[], _T]) -> _T:
    """The answer of a cluster that is asked again where it is busy."""
    for wait in _WAITS:
        try:
            return ask()
        except TransportError as error:
            if error.status_code != _BUSY:
                raise
        time.sleep(wait)
    return ask()
