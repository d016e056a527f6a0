"""The demo town's press site for tests that change it, and what an ingest of it leaves, made once and copied."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio.to_thread
from starlette.types import Receive, Scope, Send

from pressearchiv.demo.site import DemoSite, serving, write_city_file
from tests.command import run

# So many releases a copied town has.
RELEASES = 40


class Stage:
    """A server that shows whatever site it is given; what was ingested from one keeps its addresses for the next."""

    def __init__(self) -> None:
        self.site = DemoSite(most=RELEASES)
        self.app = self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the site of the moment does."""
        await self.site.app(scope, receive, send)


@contextmanager
def staged() -> Iterator[tuple[Stage, str]]:
    """A stage that is served, and its address."""
    stage = Stage()
    with serving(stage) as base:
        yield stage, base


def ingested(base: str, directory: Path) -> Path:
    """A data directory with the town taken in and indexed."""
    write_city_file(directory, base)
    done = run(directory, "ingest")
    assert done.returncode == 0, done.stderr
    return directory


@contextmanager
def staged_town(directory: Path, most: int = RELEASES) -> Iterator[tuple[Stage, Path]]:
    """A stage that shows so many releases of the town, and a data directory that has taken them in."""
    with staged() as (stage, base):
        stage.site = DemoSite(most=most)
        yield stage, ingested(base, directory)


def copied(whole: Path, to: Path) -> Path:
    """A copy of a data directory, to be changed at will."""
    return shutil.copytree(whole, to)


class HeldSite:
    """A site that stops answering with its request number `last`, counted from one, until it is told to go on."""

    def __init__(self, site: DemoSite, last: int) -> None:
        self.site, self.last, self.asked = site, last, 0
        self.reached, self.go_on = threading.Event(), threading.Event()
        self.app = self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or wait."""
        self.asked += 1
        if self.asked >= self.last:
            self.reached.set()
            await anyio.to_thread.run_sync(self.go_on.wait)
        await self.site.app(scope, receive, send)
