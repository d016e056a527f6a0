"""The default index beside OpenSearch on one node and on several: bytes, CPU and latencies, over one corpus.

    python -m bench.scale build whoosh --releases 1000000
    python -m bench.scale build opensearch-3 --releases 1000000
    python -m bench.scale ask --releases 1000000 --engines whoosh,opensearch-3

A build that was stopped goes on where it was. Nodes are those of the tests, on this machine, with room for so many
releases. What one release costs there is what it is anywhere; latencies of several nodes that share two cores are no
promise.
"""

import json
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import click

from bench.corpus import Article, Queries, in_batches, load
from bench.peers.ours import Ours
from bench.search import asked_as, corpus_of, kinds_of, resident, timed
from search.engines.opensearch import OpenSearchEngine
from search.engines.opensearch.expunging import is_needed_by_copies
from search.indexer import REBUILD_BATCH
from tests.servers import opensearch

# Seconds.
_LONGEST_MERGE, _LOOK = 7_200, 2.0
# The last so many are written a second time: what a release costs where every word is known.
_AGAIN = 10_000
# So many queries of each kind are asked.
_ASKED = 40
# So many documents are sure to meet every shard.
_ADDED = 40


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that was indexed: CPU seconds of our process and of the nodes, and the most memory of ours so far, MB."""

    count: int
    again: bool
    cpu: float
    nodes: float
    peak: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where the index of an engine is built; `nodes` are those of a cluster, 0 for none."""

    directory: Path
    nodes: int

    @property
    def log(self) -> Path:
        """What each batch has cost, a line of JSON each."""
        return self.directory / "built.jsonl"

    @property
    def size(self) -> Path:
        """The bytes of the index of all releases, merged."""
        return self.directory / "size"

    @property
    def texts(self) -> Path:
        """Where the texts of the corpus are, for all engines."""
        return self.directory.parent


@dataclass(frozen=True, slots=True)
class Server:
    """An engine in use: its address, what its nodes have spent in CPU seconds, and the bytes of its index, merged."""

    address: str
    spent: Callable[[], float]
    size: Callable[[], int]


@click.group()
def main() -> None:
    """Build, ask, compare."""


_RELEASES = click.option("--releases", default=10_000, show_default=True, help="Size of the corpus.")
_CORPUS = click.option(
    "--corpus", type=click.Path(path_type=Path), default=Path("data-bench"), show_default=True
)


@main.command()
@click.argument("engine")
@_RELEASES
@_CORPUS
def build(engine: str, releases: int, corpus: Path) -> None:
    """Build the index of an engine, `whoosh` or `opensearch-N` with so many nodes, on from where it was stopped."""
    file, _ = corpus_of(corpus, releases)
    place = _place(corpus, releases, engine)
    with _served(place) as server:
        ours = Ours(place.directory, server.address, texts=place.texts)
        if ours.stored < releases:
            ours.store(load(file))
        with place.log.open("a", encoding="ascii") as log, ours.writing() as (put, reached):
            for batch in _batches(put, server, islice(load(file), reached, None), again=False):
                log.write(json.dumps(asdict(batch)) + "\n")
                log.flush()
            if not place.size.exists():
                ours.merge()
                place.size.write_text(str(server.size()), encoding="ascii")
            last = islice(load(file), max(0, releases - _AGAIN), None)
            for batch in _batches(put, server, last, again=True):
                log.write(json.dumps(asdict(batch)) + "\n")
        ours.close()


@main.command()
@_RELEASES
@_CORPUS
@click.option(
    "--engines", default="whoosh,opensearch-1,opensearch-3", show_default=True, help="What was built."
)
def ask(releases: int, corpus: Path, engines: str) -> None:
    """Ask the engines the same, one after another, and print the table."""
    _, asked = corpus_of(corpus, releases)
    wanted: Queries = json.loads(asked.read_text(encoding="utf-8"))
    columns = {}
    for engine in engines.split(","):
        place = _place(corpus, releases, engine)
        with _served(place) as server:
            ours = Ours(place.directory, server.address, texts=place.texts)
            columns[_told(place)] = {**_costs(place), **_latencies(ours, wanted)}
            ours.close()
    print(table(releases, columns))


def _place(corpus: Path, releases: int, engine: str) -> Place:
    kind, _, nodes = engine.partition("-")
    if kind not in ("whoosh", "opensearch"):
        raise click.BadParameter(f"{engine} is neither whoosh nor opensearch-N.")
    directory = corpus / f"scale-{releases}" / engine
    directory.mkdir(parents=True, exist_ok=True)
    return Place(directory, int(nodes or 0))


def _told(place: Place) -> str:
    return f"OpenSearch, {place.nodes} node{'s' * (place.nodes > 1)}" if place.nodes else "Whoosh"


def _batches(
    put: Callable[[list[Article]], None], server: Server, articles: Iterable[Article], *, again: bool
) -> Iterator[Batch]:
    """Index them; each batch when it is there."""
    began, spent = time.process_time(), server.spent()
    for some in in_batches(articles, REBUILD_BATCH):
        put(some)
        now, nodes = time.process_time(), server.spent()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        yield Batch(len(some), again, now - began, nodes - spent, peak)
        began, spent = now, nodes


@contextmanager
def _served(place: Place) -> Iterator[Server]:
    if not place.nodes:
        files = place.directory / "whoosh"
        yield Server(
            "whoosh",
            lambda: 0.0,
            lambda: sum(file.stat().st_size for file in files.rglob("*") if file.is_file()),
        )
        return
    with opensearch.cluster(place.nodes, place.directory, opensearch.FOR_MANY) as known:
        spread = "?shards=1&replicas=0" if place.nodes == 1 else "?shards=3&replicas=1"
        address = f"opensearch://{','.join(known['hosts'])}/bench{spread}"
        engine = OpenSearchEngine(address)
        with engine._cluster.client() as client:  # what was asked before is no answer
            uncached = {"settings": {"index.requests.cache.enable": False}}
            client.indices.put_settings(index="bench-*", body=uncached, params={"allow_no_indices": "true"})
        yield Server(address, lambda: _spent(engine), lambda: _merged(engine))
        engine.close()


def _spent(engine: OpenSearchEngine) -> float:
    with engine._cluster.client() as client:
        nodes = client.nodes.stats(metric="process")["nodes"].values()
    return sum(float(node["process"]["cpu"]["total_in_millis"]) for node in nodes) / 1e3


def _merged(engine: OpenSearchEngine) -> int:
    """Each shard as one segment, as it is after a night's rest; return the bytes of one copy.

    What a document was made from is kept beside it while a copy of its shard might ask for it, and is left out by the
    first merge after that.
    """
    with engine._cluster.client() as client:
        index = engine._generations.current(client)
        while is_needed_by_copies(client, index):
            time.sleep(_LOOK)
        client.indices.flush(index=index, params={"force": "true"})
        # A shard that is one segment already is merged only with another.
        for number in range(_ADDED):
            client.index(index=index, id=f"x{number}", body={"record": -1}, params={"refresh": "true"})
            client.delete(index=index, id=f"x{number}")
        client.indices.forcemerge(index=index, max_num_segments=1, flush=True, request_timeout=_LONGEST_MERGE)
        client.indices.refresh(index=index)
        stats = client.indices.stats(index=index, metric="store")
        return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])


def _costs(place: Place) -> dict[str, str]:
    """What building has cost, told in the words of the table."""
    batches = [Batch(**json.loads(line)) for line in place.log.read_text(encoding="ascii").splitlines()]
    new, again = ([batch for batch in batches if batch.again is known] for known in (False, True))
    count = sum(batch.count for batch in new)
    return {
        "CPU of the indexer, ms a release": f"{_each(new, 'cpu'):.2f}",
        "the same, a release written once more": f"{_each(again, 'cpu'):.2f}",
        "CPU of the nodes, ms a release": f"{_each(new, 'nodes'):.2f}",
        "most memory of the indexer, MB": f"{max(batch.peak for batch in batches):,.0f}",
        "bytes a release, one copy": f"{int(place.size.read_text(encoding='ascii')) / count:,.0f}",
    }


def _each(batches: list[Batch], cost: str) -> float:
    spent: float = sum(getattr(batch, cost) for batch in batches)
    return spent * 1e3 / sum(batch.count for batch in batches)


def _latencies(ours: Ours, wanted: Queries) -> dict[str, str]:
    ours.open()
    told = {}
    # All of it twice: a server that has just started is not yet what it is after an hour.
    for kind, query in [*kinds_of(ours).items()] * 2:
        found = timed(query, asked_as(kind, wanted)[:_ASKED])
        assert found, "our engines have every kind"
        told[f"{kind}, ms"] = f"{found[2]:.1f} / {found[3]:.1f}"  # of the wall clock
    uncounted = max(ours.uncounted(word) for (word,) in wanted["facets"])
    told["a facet's count too low by at most"] = str(uncounted)
    return {**told, "resident after all queries, MB": f"{resident() / 1e6:,.0f}"}


def table(releases: int, columns: dict[str, dict[str, str]]) -> str:
    """The figures as a table of Markdown."""
    rows = [
        f"| {told} | {' | '.join(figures[told] for figures in columns.values())} |"
        for told in next(iter(columns.values()))
    ]
    head = [f"| {releases:,} releases | {' | '.join(columns)} |", "|---|" + "--:|" * len(columns)]
    return "\n".join([*head, *rows])


if __name__ == "__main__":
    main()
