"""What tests share: a clean archive, the demo city, a corpus to search in."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from archive.store import Archive
from demo.site import CITY, DemoSite, serving, write_city_file
from ingest.city import Cities, City
from ingest.fetch import Fetcher, Policy
from ingest.run import visit
from tests.waiting import HANG

# No deadline: machines are shared. Where the result decides on somebody's change, the same examples every time.
settings.register_profile("shared", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("shared")


# A site of this machine may take as long to answer as the machine is slow.
PATIENT = Policy(connect_timeout=HANG, read_timeout=HANG, total_timeout=HANG)
# Files of tests, or tests that share a fixture, that take longest.
_DEAREST = ("town", "test_browser", "test_run", "test_cli_operations", "test_quality")
_PORTS_A_WORKER = 500
_PORTS = iter(range(20_000, 20_000 + _PORTS_A_WORKER))


def quiet(done: int, total: int) -> None:
    """A progress that tells nobody."""


def free_port() -> int:
    """A port that nobody listens on, below those the system hands out itself; each worker has a range of its own."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for port in _PORTS:
        with socket.socket() as sock:
            try:
                sock.bind(("127.0.0.1", chosen := port + worker * _PORTS_A_WORKER))
            except OSError:
                continue
            return chosen
    raise AssertionError("no port is free")


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
    with Fetcher(PATIENT) as opened:
        yield opened


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever shares a fixture that is dear to set up goes to one worker, the dearest first."""
    groups: dict[str, list[pytest.Item]] = {group: [] for group in _DEAREST}
    for item in items:
        group = "town" if "tests/web/" in item.nodeid and "town" in item.fixturenames else item.path.stem  # type: ignore[attr-defined]
        item.add_marker(pytest.mark.xdist_group(group))
        groups.setdefault(group, []).append(item)
    items[:] = [item for group in groups.values() for item in group]


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the whole demo city of day 1, for reading only; ingested once for all workers."""
    directory = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        directory = directory.parent
    whole = directory / "demo-data"
    with FileLock(directory / "demo-data.lock"):
        if not whole.exists():
            _ingest_demo(directory / "demo-data.new").rename(whole)
    return shutil.copytree(whole, tmp_path_factory.mktemp("demo") / "data")


def _ingest_demo(directory: Path) -> Path:
    with serving(DemoSite()) as base, Archive(directory) as opened, Fetcher(PATIENT) as fetcher:
        write_city_file(directory, base)
        run = visit(Cities(directory)[CITY], opened, fetcher, progress=quiet)
        assert run.status == "ok", run.problems
    return directory
