"""How fast the web face answers over an archive of 100,000 releases: pages, permalinks, API, many people at once.

Each figure is printed beside its goal.
"""

import asyncio
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import click
import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bench.archive import built
from bench.corpus import Queries, queries, stored

_THINKS = 3.0  # seconds
_SEARCHES = 120
_EXPORTS = 100
# A server that used so many CPU seconds in five has nothing to do.
_AT_REST = 0.25
# Searches with at most so many hits are exported: a list to work with, not an archive to take along.
_EXPORTED = 1_000
_PORT = 8799
_TICKS = os.sysconf("SC_CLK_TCK")
_MEMORY = "150 MB for the second one"


@dataclass(frozen=True, slots=True)
class Server:
    """A server under measurement: where it answers, its first process, how long its start took in seconds."""

    address: str
    pid: int
    started: float

    @property
    def processes(self) -> list[int]:
        """The first process and those it has started."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [self.pid, *map(int, children.split())]

    def cpu(self) -> float:
        """The CPU seconds the processes have used, of all their threads."""
        used = 0
        for pid in self.processes:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            used += int(fields[11]) + int(fields[12])
        return used / _TICKS

    def memory(self) -> float:
        """What is resident of all processes, in MB, what they share counted once."""
        return sum(_kilobytes(pid, "Pss") for pid in self.processes) / 1024

    def own_memory(self) -> str:
        """What each process that serves has for itself alone, and of files that it alone has mapped, told in MB."""
        serving = self.processes[1:] or self.processes
        own, mapped = (
            " + ".join(f"{_kilobytes(pid, name) / 1024:.0f}" for pid in serving)
            for name in ("Private_Dirty", "Private_Clean")
        )
        return f"{own} MB, mapped {mapped} MB"


def _kilobytes(pid: int, name: str) -> int:
    """A line of the kernel's summary of a process's memory (proc(5), smaps_rollup)."""
    found = re.search(rf"^{name}:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    assert found
    return int(found.group(1))


@contextmanager
def serving(data: Path, workers: int) -> Iterator[Server]:
    """`pressearchiv serve` over a data directory."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "pressearchiv", "--data", str(data), "serve", "--port", str(_PORT)]
    command += ["--workers", str(workers)]
    # Each question comes from an address of its own.
    env = {**os.environ, "PRESSEARCHIV_PROXIES": "127.0.0.1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)
    assert process.stdout
    process.stdout.readline()
    try:
        yield Server(f"localhost:{_PORT}", process.pid, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


class Visitor:
    """One browser's session, without the browser: asks for pages and counts until the server says it is done."""

    def __init__(self, server: Server) -> None:
        self._address = f"ws://{server.address}/_stcore/stream"
        self._held: ClientConnection | None = None

    async def search(self, query: str) -> float:
        """Ask for the page of a search; returns how long that took, in milliseconds."""
        if self._held is None:
            self._held = await connect(self._address, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]
        asked = BackMsg()
        asked.rerun_script.query_string = query
        began = time.perf_counter()
        await self._held.send(asked.SerializeToString())
        while True:
            said = ForwardMsg()
            body = await self._held.recv()
            assert isinstance(body, bytes)
            said.ParseFromString(body)
            if said.WhichOneof("type") == "script_finished":
                return (time.perf_counter() - began) * 1000

    async def leave(self) -> None:
        """Close the browser."""
        if self._held:
            await self._held.close()


def searches(corpus: Path, count: int) -> list[str]:
    """What people ask: words, two words, phrases, persons in a period, topics, newest first."""
    asked = corpus / f"queries-{count}.json"
    if not asked.exists():
        asked.write_text(json.dumps(queries(stored(corpus, count)), ensure_ascii=False), encoding="utf-8")
    found: Queries = json.loads(asked.read_text(encoding="utf-8"))
    stated: list[dict[str, str]] = [
        {},
        *({"q": words[0]} for words in found["rare"]),
        *({"q": " ODER ".join(words)} for words in found["or"]),
        *({"q": " ".join(words)} for words in found["and"]),
        *({"q": f'"{" ".join(words)}"'} for words in found["phrase"]),
        *({"q": f"{words[0]}*"} for words in found["prefix"]),
        *({"q": f"{words[0]}~"} for words in found["fuzzy"]),
        *(
            {"q": word, "person": name, "from": start, "to": end}
            for word, name, start, end in found["person and date"]
        ),
        *({"q": words[0], "sort": "newest"} for words in found["by date"]),
    ]
    random.Random(11).shuffle(stated)
    return [urlencode(one) for one in stated[:_SEARCHES]]


def quantiles(times: Sequence[float]) -> str:
    """Median and 95th percentile, in milliseconds."""
    ordered = sorted(times)
    return f"p50 {statistics.median(ordered):.0f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.0f} ms"


async def one_person(server: Server, asked: Sequence[str]) -> list[float]:
    """One after the other, without a pause."""
    visitor = Visitor(server)
    await visitor.search("")
    times = [await visitor.search(one) for one in asked]
    await visitor.leave()
    return times


async def many_people(
    server: Server, asked: Sequence[str], people: int, each: int
) -> tuple[list[float], int]:
    """So many at once who think between two searches; returns the times, and how often it went wrong."""
    times: list[float] = []
    wrong = 0

    async def person(number: int) -> None:
        nonlocal wrong
        dice = random.Random(number)
        visitor = Visitor(server)
        try:
            await asyncio.sleep(dice.random() * _THINKS)
            await visitor.search("")
            for _ in range(each):
                await asyncio.sleep(dice.uniform(0.5, 1.5) * _THINKS)
                times.append(await visitor.search(dice.choice(asked)))
        except Exception as error:  # noqa: BLE001 whatever it is, it is counted and told
            wrong += 1
            print(f"person {number}: {type(error).__name__} {error}", file=sys.stderr)
        finally:
            await visitor.leave()

    await asyncio.gather(*(person(number) for number in range(people)))
    return times, wrong


def cpu_of_requests(server: Server, paths: Sequence[str]) -> float:
    """The CPU the server needs for one of these, in milliseconds; each asked from an address of its own."""
    with httpx.Client(base_url=f"http://{server.address}", timeout=60) as client:
        for path in paths[:5]:
            client.get(path).raise_for_status()
        before = server.cpu()
        for number, path in enumerate(paths):
            address = {"X-Forwarded-For": f"198.51.{number // 200}.{number % 200 + 1}"}
            client.get(path, headers=address).raise_for_status()
        return (server.cpu() - before) / len(paths) * 1000


def first_page(server: Server) -> float | None:
    """How long a browser takes to the first hit, in seconds; None where there is no browser."""
    installed = shutil.which("chromium") or shutil.which("chromium-headless-shell")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if installed is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=["--no-sandbox"])
        page = browser.new_page()
        began = time.perf_counter()
        page.goto(f"http://{server.address}/")
        page.locator("[class*=st-key-hit_] a").first.wait_for()
        took = time.perf_counter() - began
        browser.close()
    return took


async def exports_at_once(server: Server, paths: Sequence[str], count: int) -> tuple[float, int, int]:
    """So many exports asked for at once, each from an address of its own.

    Returns the seconds until the last one was there, how many were refused with word of when to come again, and how
    many failed in another way.
    """
    refused = wrong = 0

    async def one(client: httpx.AsyncClient, number: int) -> None:
        nonlocal refused, wrong
        address = {"X-Forwarded-For": f"198.51.100.{number % 250 + 1}"}
        try:
            answer = await client.get(paths[number % len(paths)], headers=address)
        except httpx.HTTPError as error:
            wrong += 1
            print(f"export {number}: {type(error).__name__} {error}", file=sys.stderr)
            return
        refused += answer.status_code in (429, 503)
        wrong += answer.status_code not in (200, 429, 503)

    began = time.perf_counter()
    limits = httpx.Limits(max_connections=count)
    async with httpx.AsyncClient(base_url=f"http://{server.address}", timeout=600, limits=limits) as client:
        await asyncio.gather(*(one(client, number) for number in range(count)))
    return time.perf_counter() - began, refused, wrong


def settle(server: Server) -> None:
    """Return once the server is at rest: what is put together beside the answers is no part of them."""
    time.sleep(20)
    before, now = 0.0, server.cpu()
    while now - before > _AT_REST:
        time.sleep(5)
        before, now = now, server.cpu()


def hits(server: Server, query: str) -> int:
    """How many releases a search finds."""
    asked = httpx.get(
        f"http://{server.address}/api/v1/search?{query}", headers={"X-Forwarded-For": query[:40]}
    )
    return int(asked.json()["total"]) if asked.status_code == 200 else 0


def told(what: str, measured: str, goal: str = "") -> None:
    """Print a figure beside its goal."""
    print(f"{what:<44} {measured:<44} {goal}", flush=True)


@click.command()
@click.option("--releases", default=100_000, show_default=True)
@click.option("--corpus", type=click.Path(path_type=Path), default=Path("data-bench"), show_default=True)
@click.option("--workers", default=2, show_default=True)
def main(releases: int, corpus: Path, workers: int) -> None:
    """Measure and print."""
    data = built(corpus, releases)
    asked = searches(corpus, releases)
    dice = random.Random(5)
    with serving(data, workers) as server:
        told("start to ready", f"{server.started:.1f} s")
        took = first_page(server)
        if took is not None:
            told("first page with hits, in a browser", f"{took:.1f} s", "1.5 s")
        settle(server)
        told("memory of each process for itself", server.own_memory(), _MEMORY)
        before = server.cpu()
        times = asyncio.run(one_person(server, asked))
        cpu = (server.cpu() - before) / len(times) * 1000
        told("search rerun", f"{cpu:.0f} ms CPU; {quantiles(times)}", "45 ms CPU")
        told(f"memory of each after {len(times)} searches", server.own_memory(), _MEMORY)
        ids = [dice.randint(1, releases) for _ in range(200)]
        told(
            "permalink", f"{cpu_of_requests(server, [f'/m/id/{one}' for one in ids]):.1f} ms CPU", "5 ms CPU"
        )
        api = [f"/api/v1/search?{one}" for one in asked]
        told(
            "API search, words new to the process", f"{cpu_of_requests(server, api):.1f} ms CPU", "15 ms CPU"
        )
        told("API search, words met before", f"{cpu_of_requests(server, api):.1f} ms CPU", "15 ms CPU")
        for people, each, goal in ((10, 12, ""), (50, 6, "p95 700 ms, 0 errors")):
            times, wrong = asyncio.run(many_people(server, asked, people, each))
            told(f"{people} people, {_THINKS:.0f} s think time", f"{quantiles(times)}, {wrong} errors", goal)
        exports = [f"/export.csv?{one}" for one in asked if 0 < hits(server, one) <= _EXPORTED]
        took, refused, wrong = asyncio.run(exports_at_once(server, exports, _EXPORTS))
        told(f"{_EXPORTS} exports at once", f"{took:.0f} s, {refused} refused, {wrong} errors", "0 errors")
        told("memory of each after all of this", server.own_memory(), _MEMORY)
        told("memory of all, what is shared counted once", f"{server.memory():.0f} MB")


if __name__ == "__main__":
    main()
