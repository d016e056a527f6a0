"""The contract of search.engine.Engine, kept over a cluster."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError, TransportError

from search.document import Document
from search.engine import Reached
from search.engines.opensearch import neighbours
from search.engines.opensearch.address import parse_address
from search.engines.opensearch.connection import Cluster
from search.engines.opensearch.expunging import expunged
from search.engines.opensearch.generations import Generations
from search.engines.opensearch.repeated import repeated
from search.engines.opensearch.searching import DEEPEST, answer_of, body_of
from search.engines.opensearch.writer import OpenSearchWriter
from search.errors import EngineDegraded, IndexMissing
from search.model import Completion, Found, Related, Request, SharedPrints

# How long a walk beyond the first pages may pause between two steps.
_KEEP = "2m"
# Ranked by what all shards have, and whole: a part that is away is no part that has nothing.
_WHOLE = {"search_type": "dfs_query_then_fetch", "allow_partial_search_results": "false"}
_WHOLE_OF_SEVERAL = {"allow_partial_search_results": False}
_NOT_FOUND = 404


class OpenSearchEngine:
    """See search.engine.Engine. Safe to use from several threads.

    What is searched is what was committed last by any process: nothing has to be opened anew.
    """

    def __init__(self, address: str) -> None:
        """`address` as in search.engines.opensearch.address; raises EngineAddressUnfit."""
        self._address = parse_address(address)
        self._cluster = Cluster(self._address)
        self._generations = Generations(self._address)
        self._checked = ""

    @property
    def cursor(self) -> int:
        """See Engine."""
        return self.reached.cursor

    @property
    def reached(self) -> Reached:
        """See Engine."""
        with self._cluster.client() as client:
            index = self._generations.current(client)
            if not index:
                return Reached(0, "")
            self._check(client, index)
            return self._generations.seen(client, index).reached

    @property
    def shared(self) -> str:
        """See Engine."""
        return self._address.shown

    def search(self, request: Request) -> Found:
        """See Engine; raises IndexMissing, IndexOutdated or what becomes of a cluster that does not answer."""
        start = (request.page - 1) * request.size
        body = body_of(request)
        with self._asked() as client:
            if start + request.size <= DEEPEST:
                answer = self._ask(client, body | {"from": start, "size": request.size})
                return answer_of(request, answer, answer["hits"]["hits"])
            answer, hits = self._walk(client, body, start, request.size)
            return answer_of(request, answer, hits)

    def suggest(self, word: str, limit: int) -> tuple[str, ...]:
        """See Engine; raises what `search` does, as do the next four."""
        with self._asked() as client:
            return neighbours.suggest(lambda bodies: self._ask_all(client, bodies), word, limit)

    def complete(self, beginning: str, limit: int) -> tuple[Completion, ...]:
        """See Engine."""
        with self._asked() as client:
            return neighbours.complete(lambda bodies: self._ask_all(client, bodies), beginning, limit)

    def similar(self, document: Document, limit: int) -> tuple[Related, ...]:
        """See Engine."""
        with self._asked() as client:
            return neighbours.similar(lambda body: self._ask(client, body), document, limit)

    def sharing(self, document: Document, limit: int) -> tuple[Related, ...]:
        """See Engine."""
        with self._asked() as client:
            return neighbours.sharing(lambda body: self._ask(client, body), document, limit)

    def repeated(self, request: Request, limit: int) -> tuple[SharedPrints, ...]:
        """See Engine; raises TooManyToCompare."""
        with self._asked() as client:
            return repeated(lambda body: self._ask(client, body), request, limit)

    @contextmanager
    def writer(self) -> Iterator[OpenSearchWriter]:
        """See Engine; raises IndexOutdated for an index that has to be rebuilt first."""
        with self._cluster.client(writes=True) as client:
            index = self._generations.current(client)
            if not index:
                index = self._generations.make(client, "")
                self._generations.swap_in(client, "", index)
            self._check(client, index)
            yield OpenSearchWriter(client, self._generations, index)

    @contextmanager
    def rebuild(self) -> Iterator[OpenSearchWriter]:
        """See Engine."""
        with self._cluster.client(writes=True) as client:
            old = self._generations.current(client)
            new = self._generations.make(client, old)
            try:
                yield OpenSearchWriter(client, self._generations, new)
                self._generations.swap_in(client, old, new)
            except BaseException:
                self._generations.remove(client, new)
                raise

    def verify(self) -> None:
        """See Engine; raises EngineDegraded where a part of the index is nowhere."""
        with self._asked() as client:
            health = client.cluster.health(index=self._generations.alias, params={"level": "indices"})
            if health["status"] == "red" or health["active_primary_shards"] < self._address.shards:
                raise EngineDegraded(place=self._address.shown, reason=f"status {health['status']}")
            self._ask(client, {"size": 0, "track_total_hits": True})

    def expunge(self, *, patient: bool = False) -> bool:
        """See Engine; False too while the index is made anew: what a process that was killed has left goes first."""
        with self._cluster.client(writes=True) as client:
            index = self._generations.current(client)
            alone = self._generations.remove_abandoned(client, index)
            return alone and (not index or expunged(client, index, patient=patient))

    def tidy(self) -> None:
        """See Engine: an index left half made is not told from one being made; the next one searched removes it."""

    def refresh(self) -> None:
        """See Engine: whatever asks next, asks for what was committed last."""
        self._checked = ""

    def close(self) -> None:
        """See Engine."""
        self._cluster.close()

    def remove(self) -> None:
        """Take everything of this archive out of the cluster."""
        with self._cluster.client(writes=True) as client:
            self._generations.remove_all(client)

    @contextmanager
    def _asked(self) -> Iterator[OpenSearch]:
        """The client, for an index that is there and was made by this version of the program."""
        with self._cluster.client() as client:
            if not self._checked:
                index = self._generations.current(client)
                if not index:
                    raise IndexMissing(place=self._address.shown)
                self._check(client, index)
            yield client

    def _check(self, client: OpenSearch, index: str) -> None:
        if index != self._checked:
            self._generations.check(client, index)
            self._checked = index

    def _ask(self, client: OpenSearch, body: dict[str, Any]) -> dict[str, Any]:
        try:
            return dict(client.search(index=self._generations.alias, body=body, params=_WHOLE))
        except NotFoundError as error:
            raise IndexMissing(place=self._address.shown) from error

    def _ask_all(self, client: OpenSearch, bodies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers to several searches in one request: all of them, or what went wrong."""
        if not bodies:
            return []
        lines = [line for body in bodies for line in (_WHOLE_OF_SEVERAL, body)]
        answers: list[dict[str, Any]] = client.msearch(body=lines, index=self._generations.alias)["responses"]
        for answer in answers:
            if error := answer.get("error"):
                if answer["status"] == _NOT_FOUND:
                    raise IndexMissing(place=self._address.shown)
                raise TransportError(answer["status"], error["type"], error)
        return answers

    def _walk(
        self, client: OpenSearch, body: dict[str, Any], start: int, size: int
    ) -> tuple[dict[str, Any], list[Any]]:
        """Hits beyond the first pages, of one state of the index."""
        alias = self._generations.alias
        held = client.create_pit(index=alias, params={"keep_alive": _KEEP})["pit_id"]
        try:
            walk = {**body, "pit": {"id": held, "keep_alive": _KEEP}, "size": DEEPEST}
            first: dict[str, Any] | None = None
            hits: list[Any] = []
            while True:
                answer = client.search(body=walk, params=_WHOLE)
                first = first or answer
                hits += answer["hits"]["hits"]
                if len(answer["hits"]["hits"]) < DEEPEST or len(hits) >= start + size:
                    return first, hits[start : start + size]
                walk = {**walk, "search_after": hits[-1]["sort"], "aggs": {}, "track_total_hits": False}
        finally:
            client.delete_pit(body={"pit_id": [held]})
