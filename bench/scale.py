"""The default index beside OpenSearch on one node and on several: bytes, CPU and latencies, over one corpus in one run.

Nodes are those of the tests, on this machine: a small heap, the quick compiler alone, no disk of their own. What one
release costs there is what it is anywhere; latencies of several nodes that share two cores are no promise.
"""

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import click

from bench.corpus import Queries, load
from bench.peers.ours import Ours
from bench.search import asked_as, corpus_of, kinds_of, timed
from search.engines.opensearch import OpenSearchEngine
from tests.servers import opensearch

# So many queries of each kind are asked.
_ASKED = 40


@dataclass(frozen=True, slots=True)
class Cost:
    """What a release costs: CPU milliseconds of our process and of the nodes, bytes; wall ms of each kind of query."""

    first: float
    warm: float
    nodes: float
    size: float
    latencies: dict[str, tuple[float, float]]


@click.command()
@click.option("--releases", default=10_000, show_default=True, help="Size of the corpus.")
@click.option("--nodes", default="1,3", show_default=True, help="Of OpenSearch: clusters of so many.")
@click.option("--corpus", type=click.Path(path_type=Path), default=Path("data-bench"), show_default=True)
def main(releases: int, nodes: str, corpus: Path) -> None:
    """Measure and print the table."""
    file, asked = corpus_of(corpus, releases)
    wanted: Queries = json.loads(asked.read_text(encoding="utf-8"))
    columns = {"Whoosh": _whoosh(file, wanted, corpus)}
    for count in map(int, nodes.split(",")):
        with opensearch.cluster(count) as known:
            columns[f"OpenSearch, {count} node{'s' * (count > 1)}"] = _opensearch(file, wanted, corpus, known)
    print(table(releases, columns))


def _whoosh(file: Path, wanted: Queries, corpus: Path) -> Cost:
    with tempfile.TemporaryDirectory(dir=corpus) as directory:
        place = Path(directory)

        def size() -> int:
            return sum(path.stat().st_size for path in (place / "whoosh").rglob("*") if path.is_file())

        return _cost(Ours(place), file, wanted, size, lambda: 0.0)


def _opensearch(file: Path, wanted: Queries, corpus: Path, known: dict[str, Any]) -> Cost:
    spread = "?shards=1&replicas=0" if len(known["hosts"]) == 1 else "?shards=3&replicas=1"
    address = f"opensearch://{','.join(known['hosts'])}/bench{spread}"
    engine = OpenSearchEngine(address)

    def size() -> int:
        with engine._cluster.client() as client:
            client.indices.forcemerge(index="bench-*", max_num_segments=1, flush=True)
            client.indices.refresh(index="bench-*")
            stats = client.indices.stats(index="bench-*", metric="store")
            return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])

    def spent() -> float:
        with engine._cluster.client() as client:
            stats = client.nodes.stats(metric="process")["nodes"].values()
        return sum(float(node["process"]["cpu"]["total_in_millis"]) for node in stats)

    with tempfile.TemporaryDirectory(dir=corpus) as directory:
        try:
            return _cost(Ours(Path(directory), address), file, wanted, size, spent)
        finally:
            engine.remove()
            engine.close()


def _cost(
    ours: Ours, file: Path, wanted: Queries, size: Callable[[], int], spent: Callable[[], float]
) -> Cost:
    count = sum(1 for _ in load(file))
    ours.store(load(file))
    began = time.process_time()
    ours.build(load(file))
    first = (time.process_time() - began) * 1e3 / count
    before, began = spent(), time.process_time()
    ours.build(load(file))
    warm, nodes = (time.process_time() - began) * 1e3 / count, (spent() - before) / count
    held = size() / count
    ours.open()
    latencies = {}
    for kind, query in kinds_of(ours).items():
        found = timed(query, asked_as(kind, wanted)[:_ASKED])
        assert found, "our engines have every kind"
        latencies[kind] = found[2], found[3]  # of the wall clock
    return Cost(first, warm, nodes, held, latencies)


def table(releases: int, columns: dict[str, Cost]) -> str:
    """The figures as a table of Markdown."""
    rows: Iterator[tuple[str, list[str]]] = chain(
        (
            (
                "CPU of the indexer, new words, ms a release",
                [f"{cost.first:.2f}" for cost in columns.values()],
            ),
            ("the same, words known", [f"{cost.warm:.2f}" for cost in columns.values()]),
            ("CPU of the nodes, ms a release", [f"{cost.nodes:.2f}" for cost in columns.values()]),
            ("bytes a release, one copy", [f"{cost.size:,.0f}" for cost in columns.values()]),
        ),
        (
            (f"{kind}, ms", ["{:.1f} / {:.1f}".format(*cost.latencies[kind]) for cost in columns.values()])
            for kind in next(iter(columns.values())).latencies
        ),
    )
    lines = [f"| {releases:,} releases | {' | '.join(columns)} |", "|---|" + "--:|" * len(columns)]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(values)} |" for name, values in rows)])


if __name__ == "__main__":
    main()
