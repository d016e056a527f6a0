"""How fast we search: our engine and its peers over one generated corpus, in one run (`make bench`).

Each engine has two processes of its own: one builds, the other opens and answers the same queries. CPU time is that of
the process, the smallest of three.
"""

import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import click

from bench.corpus import Article, Queries, load, queries, stored
from bench.peers import PEERS, Peer, open_peer

_REPEATED = 3
_ADDED = 12
# Our index of more releases is built once.
_MOST_TWICE = 200_000
# A kind of query that is so slow is measured on fewer of its queries, in seconds.
_LONGEST = 60.0
Figures = dict[str, Any]


@click.group()
def main() -> None:
    """Build, ask, compare."""


@main.command()
@click.option("--releases", default="10000,100000", show_default=True, help="Sizes of the corpus.")
@click.option("--engines", default=",".join(PEERS), show_default=True, help="What to measure.")
@click.option("--corpus", type=click.Path(path_type=Path), default=Path("data-bench"), show_default=True)
@click.option("--segments", default=1, show_default=True, help="Of our engine: commits the corpus comes in.")
def run(releases: str, engines: str, corpus: Path, segments: int) -> None:
    """Measure the engines and print the tables."""
    measured: dict[int, dict[str, Figures]] = {}
    for size in map(int, releases.split(",")):
        file, asked = corpus_of(corpus, size)
        measured[size] = {}
        for name in engines.split(","):
            with tempfile.TemporaryDirectory(dir=corpus) as directory:
                found = _in_a_process(name, file, asked, Path(directory), segments)
            if found is not None:
                measured[size][name] = found
                (corpus / f"measured-{size}-{name}-{segments}.json").write_text(json.dumps(found))
        print(table(size, measured[size]), flush=True)
    if len(measured) > 1 and all("ours" in figures for figures in measured.values()):
        print(growth(measured))


def _in_a_process(name: str, file: Path, asked: Path, directory: Path, segments: int) -> Figures | None:
    """Built in one process, asked in another; None where the engine's library is not installed."""
    figures: Figures = {}
    for step in ("build", "ask"):
        command = [
            sys.executable,
            "-m",
            "bench.search",
            step,
            name,
            str(file),
            str(asked),
            str(directory),
            str(segments),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if "ImportError" in done.stderr or "ModuleNotFoundError" in done.stderr:
            print(f"{PEERS[name][0]} is not installed and left out.", file=sys.stderr)
            return None
        if done.returncode:
            raise click.ClickException(done.stderr)
        figures |= json.loads(done.stdout.splitlines()[-1])
    return figures


_STEP = [
    click.argument("name"),
    *(click.argument(one, type=click.Path(path_type=Path)) for one in ("file", "asked", "directory")),
]


def _step(command: Callable[..., None]) -> Callable[..., None]:
    command = click.argument("segments", type=int)(command)
    for argument in reversed(_STEP):
        command = argument(command)
    return command


@main.command()
@_step
def build(name: str, file: Path, asked: Path, directory: Path, segments: int) -> None:
    """Build the index of one engine and print the figures."""
    peer = open_peer(name, directory)
    figures: Figures = {}
    count = sum(1 for _ in load(file))

    def indexed(build: Callable[[], None]) -> float:
        """How many releases in a second of CPU time, reading them included."""
        started = time.process_time()
        build()
        return count / (time.process_time() - started)

    if name == "ours":
        peer.store(load(file))  # type: ignore[attr-defined]
        # Every word is analysed once in the life of a process: measured with and without.
        figures["indexed_first"] = indexed(lambda: peer.build(load(file)))
    if name == "ours" and segments > 1:
        figures["indexed"] = indexed(lambda: peer.build_in(load(file), count, segments))  # type: ignore[attr-defined]
    elif name != "ours" or count <= _MOST_TWICE:
        figures["indexed"] = indexed(lambda: peer.build(load(file)))
    size = sum(
        path.stat().st_size for path in directory.rglob("*") if path.is_file() and path.name != "texts.sqlite"
    )
    figures["size"] = size / 1e6
    figures["build_peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(json.dumps(figures))


@main.command()
@_step
def ask(name: str, file: Path, asked: Path, directory: Path, segments: int) -> None:
    """Ask one engine everything and print the figures."""
    peer = open_peer(name, directory)
    wanted: Queries = json.loads(asked.read_text(encoding="utf-8"))
    started, begun = time.process_time(), time.perf_counter()
    peer.open()
    figures: Figures = {
        "open": (time.process_time() - started) * 1e3,
        "open_wall": (time.perf_counter() - begun) * 1e3,
    }
    started = time.process_time()
    peer.any_of(wanted["rare"][0])
    figures["first"] = (time.process_time() - started) * 1e3
    for kind, query in kinds_of(peer).items():
        figures[kind] = timed(query, asked_as(kind, wanted))
    figures["memory"] = resident() / 1e6
    figures["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    figures["add"] = _adding(peer, list(islice(load(file), _ADDED)))
    print(json.dumps(figures))


def corpus_of(corpus: Path, size: int) -> tuple[Path, Path]:
    """The files of so many releases and of the queries for them, made where they are not there."""
    file, asked = stored(corpus, size), corpus / f"queries-{size}.json"
    if not asked.exists():
        asked.write_text(json.dumps(queries(file), ensure_ascii=False), encoding="utf-8")
    return file, asked


def kinds_of(peer: Peer) -> dict[str, Callable[[list[str]], Any]]:
    """The kinds of queries that a peer can be asked."""
    kinds: dict[str, Callable[[list[str]], Any]] = {
        "rare": peer.any_of,
        "or": peer.any_of,
        "and": peer.all_of,
        "phrase": peer.phrase,
        "prefix": lambda words: peer.prefix(words[0]),
        "fuzzy": lambda words: peer.fuzzy(words[0]),
        "person and date": lambda words: peer.person_and_date(*words),
        "by date": lambda words: peer.by_date(words[0]),
        "facets": lambda words: peer.facets(words[0]),
        "highlight": peer.highlight,
        "more like this": lambda words: peer.like(int(words[0])),
    }
    if hasattr(peer, "page"):
        kinds |= {
            "page": peer.page,
            "complete": lambda words: peer.complete(words[0][:3]),  # type: ignore[attr-defined]
            "suggest": lambda words: peer.suggest(words[0]),  # type: ignore[attr-defined]
        }
    return kinds


def asked_as(kind: str, wanted: Queries) -> list[list[str]]:
    """The words that a kind of query is asked with."""
    return wanted[{"page": "highlight", "complete": "prefix", "suggest": "fuzzy"}.get(kind, kind)]


def timed(query: Callable[[list[str]], Any], wanted: list[list[str]]) -> list[float] | None:
    """CPU and wall milliseconds, and CPU milliseconds when asked the first time: median and 95th percentile of each.

    None where the engine has no such query.
    """
    cpu, wall, first = [], [], []
    until = time.monotonic() + _LONGEST
    for words in wanted:
        runs = []
        for _ in range(_REPEATED):
            started, begun = time.process_time(), time.perf_counter()
            found = query(words)
            runs.append((time.process_time() - started, time.perf_counter() - begun))
        if found is None:
            return None
        cpu.append(min(one[0] for one in runs) * 1e3)
        wall.append(min(one[1] for one in runs) * 1e3)
        first.append(runs[0][0] * 1e3)
        if time.monotonic() > until:
            break
    return [percentile(of, share) for of in (cpu, wall, first) for share in (0.5, 0.95)]


def percentile(values: list[float], share: float) -> float:
    """The value that so great a share of them does not exceed."""
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]


def _adding(peer: Peer, articles: list[Article]) -> list[float]:
    """Wall milliseconds of taking in one more: median and largest."""
    taken = []
    for number, article in enumerate(articles):
        new = Article(
            **{**{name: getattr(article, name) for name in Article.__slots__}, "id": 10_000_000 + number}
        )
        begun = time.perf_counter()
        peer.add(new)
        taken.append((time.perf_counter() - begun) * 1e3)
    return [percentile(taken, 0.5), max(taken)]


def resident() -> int:
    """Bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


# -- tables ------------------------------------------------------------------------------------------------

_ROWS = (
    ("rare", "a rare word"),
    ("or", "two common words, any"),
    ("and", "two common words, both"),
    ("phrase", "phrase, stop words too"),
    ("prefix", "beginning"),
    ("fuzzy", "misprint"),
    ("person and date", "person and dates"),
    ("by date", "the newest"),
    ("facets", "three facets"),
    ("highlight", "20 fragments"),
    ("more like this", "more like this"),
    ("page", "a whole page"),
    ("complete", "completions"),
    ("suggest", "suggestions"),
)


def table(size: int, measured: dict[str, Figures]) -> str:
    """The figures of one corpus, CPU milliseconds as median / 95th percentile."""
    names = list(measured)
    lines = [
        f"{size:,} releases, {date.today().isoformat()}: CPU ms, median / 95th percentile".replace(
            ",", "\u202f", 1
        ),
        "",
        "| | " + " | ".join(PEERS[name][0] for name in names) + " |",
        "|---|" + "---|" * len(names),
    ]
    for kind, told in _ROWS:
        cells = []
        for name in names:
            found = measured[name].get(kind)
            cells.append(f"{found[0]:.1f} / {found[1]:.1f}" if found else "–")
        lines.append(f"| {told} | " + " | ".join(cells) + " |")
    summed: tuple[tuple[str, Callable[[Figures], str]], ...] = (
        ("indexed in a CPU second", lambda one: f"{one['indexed']:.0f}" if "indexed" in one else ""),
        (
            "the same, every word new",
            lambda one: f"{one['indexed_first']:.0f}" if "indexed_first" in one else "",
        ),
        ("most memory while indexing, MB", lambda one: f"{one['build_peak']:.0f}"),
        ("index, MB", lambda one: f"{one['size']:.0f}"),
        ("opened and first answer, CPU ms", lambda one: f"{one['open']:.0f} + {one['first']:.0f}"),
        ("resident after all queries, MB", lambda one: f"{one['memory']:.0f}"),
        (
            "one more release, wall ms, median / largest",
            lambda one: f"{one['add'][0]:.0f} / {one['add'][1]:.0f}",
        ),
    )
    for told, form in summed:
        lines.append(f"| {told} | " + " | ".join(form(measured[name]) for name in names) + " |")
    return "\n".join(lines) + "\n"


def growth(measured: dict[int, dict[str, Figures]]) -> str:
    """By which power of the number of releases our times grow, from the smallest corpus to the largest."""
    small, large = min(measured), max(measured)
    lines = [
        f"Growth of our engine from {small} to {large} releases (1: in step with the releases, 0: not at all)",
        "",
    ]
    for kind, told in _ROWS:
        before, after = measured[small]["ours"].get(kind), measured[large]["ours"].get(kind)
        if before and after:
            power = math.log(after[1] / before[1]) / math.log(large / small)
            lines.append(
                f"- {told}: {before[1]:.1f} → {after[1]:.1f} ms at the 95th percentile, exponent {power:.2f}"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
