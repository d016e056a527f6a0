"""Three nodes of OpenSearch, one of which is killed while people search and an indexer writes."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from search.document import Document
from search.engines.opensearch import OpenSearchEngine
from search.errors import SearchError
from search.model import Filters, Found, Request, Sort
from search.query import And, Everything, Fuzzy, Not, Phrase, Prefix, Word
from tests.search.test_engines import DOCUMENTS, put
from tests.servers import opensearch
from tests.waiting import wait_until

Counts = Callable[[str, object], None]

_RELEASES = 400
_REQUESTS = (
    Request(query=Word("Radweg")),
    Request(query=And((Word("Radweg"), Not(Word("Gehweg")))), sort=Sort.NEWEST),
    Request(query=Phrase("erfolgreich und vertrauensvoll")),
    Request(query=Prefix("rad"), page=2),
    Request(query=Fuzzy("Bürgermeistr")),
    Request(filters=Filters(city=("berlin",)), sort=Sort.OLDEST),
)


@pytest.fixture(scope="module")
def cluster() -> Iterator[dict[str, Any]]:
    with opensearch.cluster(3) as known:
        yield known


def releases() -> tuple[Document, ...]:
    return tuple(replace(DOCUMENTS[n % len(DOCUMENTS)], id=n + 1) for n in range(_RELEASES))


def told(found: Found) -> object:
    return found.total, found.undated, sorted(found.ids), found.histogram


@pytest.mark.long
def test_a_node_that_is_killed_is_missed_by_nobody(cluster: dict[str, Any], record_property: Counts) -> None:
    engine = OpenSearchEngine(f"opensearch://{','.join(cluster['hosts'])}/stadt?shards=3&replicas=1")
    put(engine, releases(), 1)
    wait_until(lambda: _status(engine) == "green")
    expected = [told(engine.search(request)) for request in _REQUESTS]
    answers, refused, slowest, over = 0, 0, 0.0, threading.Event()
    wrong: list[object] = []

    def ask() -> None:
        nonlocal answers, refused, slowest
        while not over.is_set():
            began = time.monotonic()
            number = answers % len(_REQUESTS)
            try:
                found = told(engine.search(_REQUESTS[number]))
            except SearchError:  # said, while a part of the index has no node
                refused += 1
                continue
            except Exception as error:  # noqa: BLE001 whatever it is, it is told below
                wrong.append(error)
                return
            if found != expected[number]:
                wrong.append(number)
            slowest = max(slowest, time.monotonic() - began)
            answers += 1

    asking = threading.Thread(target=ask)
    asking.start()
    wait_until(lambda: answers > 10)
    os.kill(cluster["pids"].pop(2), signal.SIGKILL)
    before = answers
    wait_until(lambda: answers > before + 20 or bool(wrong))
    newer = Document(id=_RELEASES + 1, city="hilden", title="Zeppelin landet am Rathaus")
    put(engine, (newer,), 2)
    assert engine.search(Request(query=Word("Zeppelin"))).ids == (newer.id,)
    with engine.writer() as writer:
        writer.delete(newer.id)
        writer.commit(3)
    home, directory = opensearch.distribution(), cluster["directory"]
    cluster["pids"].append(opensearch.start_node(home, directory / "node2", 2, cluster["ports"]))
    wait_until(lambda: _status(engine) == "green")
    over.set()
    asking.join()
    assert wrong == []
    assert [told(engine.search(request)) for request in _REQUESTS] == expected
    everything = engine.search(Request(query=Everything(), size=_RELEASES, facets=())).ids
    assert sorted(everything) == list(range(1, _RELEASES + 1))
    assert engine.cursor == 3
    engine.remove()
    engine.close()
    record_property(
        "counts",
        f"a node of three killed: {answers} searches meanwhile, {refused} refused, {len(wrong)} wrong, none lost, "
        f"slowest {slowest:.1f} s",
    )


def _status(engine: OpenSearchEngine) -> str:
    with engine._cluster.client() as client:
        return str(client.cluster.health()["status"])
