"""What tests share: a clean archive, the demo city, a corpus to search in."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from archive.store import Archive
from demo.site import CITY, DemoSite, serving, write_city_file
from ingest.city import Cities, City
from ingest.fetch import Fetcher, Policy
from ingest.run import visit

# No deadline: machines are shared. Where the result decides on somebody's change, the same examples every time.
settings.register_profile("shared", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("shared")


def quiet(done: int, total: int) -> None:
    """A progress that tells nobody."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PRESSEARCHIV_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def demo_site() -> Iterator[tuple[DemoSite, str]]:
    """The demo city's 30 newest releases, to be changed at will, and its address."""
    site = DemoSite(most=30)
    with serving(site) as base:
        yield site, base


@pytest.fixture
def demo_city(demo_site: tuple[DemoSite, str], tmp_path: Path) -> City:
    write_city_file(tmp_path / "data", demo_site[1])
    return Cities(tmp_path / "data")[CITY]


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(Policy()) as opened:
        yield opened


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the whole demo city of day 1, ingested once; for reading only."""
    directory = tmp_path_factory.mktemp("demo-data")
    with serving(DemoSite()) as base, Archive(directory) as opened, Fetcher(Policy()) as fetcher:
        write_city_file(directory, base)
        run = visit(Cities(directory)[CITY], opened, fetcher, progress=quiet)
        assert run.status == "ok", run.problems
    return directory
