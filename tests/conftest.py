"""What tests share: a clean archive, the demo city, a corpus to search in."""

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock, Timeout
from hypothesis import settings

from archive import side_tables
from archive.store import Archive
from ingest.city import Cities, City
from ingest.crawl import crawl_city
from ingest.fetch import Fetcher, Policy
from pressearchiv.demo.site import CITY, DemoSite, serving, write_city_file
from tests import servers
from tests.waiting import HANG

# No deadline: machines are shared. Where the result decides on somebody's change, the same examples every time.
settings.register_profile("shared", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("shared")


# A site of this machine may take as long to answer as the machine is slow.
PATIENT = Policy(connect_timeout=HANG, read_timeout=HANG, total_timeout=HANG)
# The files of tests that take longest.
_LONGEST = (
    "test_by_keyboard_and_eye", "test_crawl", "test_errands", "test_browser", "test_proxy", "test_families",
    "test_quality", "test_cli_operations", "test_discover", "test_finder", "test_startup",
)  # fmt: skip
# What a test or one of its fixtures works with that starts a server or a process, or reads very much.
_COSTLY = {
    "AppTest", "Controller", "DEFAULT_DICTIONARY_FACTORY", "Popen", "coming_to_an_end", "get_context", "made_once",
    "run_process", "running", "serving", "simplemma", "staged", "started", "subprocess", "crawl_all", "warcio_check",
}  # fmt: skip
# So many releases the site holds that tests change at will.
HELD = 12
_FIRST_PORT, _PORTS = 20_000, 10_000
_KEPT: list[FileLock] = []


def quiet(done: int, total: int) -> None:
    """A progress that tells nobody."""


def free_port() -> int:
    """A port that nobody listens on, kept for this process; below those the system hands out by itself."""
    for port in (_FIRST_PORT + (os.getpid() * 7 + step) % _PORTS for step in range(_PORTS)):
        lock = FileLock(Path(tempfile.gettempdir()) / f"pressearchiv-tests-{port}.lock", timeout=0)
        with socket.socket() as sock:
            try:
                lock.acquire()
                sock.bind(("127.0.0.1", port))
            except (OSError, Timeout):
                continue
        _KEPT.append(lock)
        return port
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
def address(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an archive in PostgreSQL, of a test's own."""
    from tests.servers import postgresql

    yield postgresql.address_of(tmp_path, tmp_path_factory)
    side_tables.close_all()


@pytest.fixture(params=["file", "postgresql"])
def beside(request: pytest.FixtureRequest) -> str:
    """The address of an archive whose database other tables lie in; empty for files of a directory."""
    return "" if request.param == "file" else str(request.getfixturevalue("address"))


@pytest.fixture
def demo_site() -> Iterator[tuple[DemoSite, str]]:
    """The demo city's newest releases, to be changed at will, and its address."""
    site = DemoSite(most=HELD)
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first, so that no worker ends with one of them."""
    for item in items:
        if _is_costly(item):
            item.add_marker(pytest.mark.costly)
    items.sort(
        key=lambda item: _LONGEST.index(item.path.stem) if item.path.stem in _LONGEST else len(_LONGEST)
    )


def _is_costly(item: pytest.Item) -> bool:
    test = item.obj  # type: ignore[attr-defined]
    if hasattr(test, "hypothesis") or item.path.parent.name == "bench":
        return True
    fixtures = item._fixtureinfo.name2fixturedefs.values()  # type: ignore[attr-defined]
    functions = [test, *(fixture.func for defined in fixtures for fixture in defined)]
    names = {name for function in functions for name in getattr(function, "__code__", test.__code__).co_names}
    return bool(_COSTLY & names)


def made_once(name: str, make: Callable[[Path], object], factory: pytest.TempPathFactory) -> Path:
    """A copy of a directory that one worker makes for all."""
    directory = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        directory = directory.parent
    whole, beside = directory / name, directory / f"{name}.new"
    with FileLock(directory / f"{name}.lock"):
        if not whole.exists():
            shutil.rmtree(beside, ignore_errors=True)
            make(beside)
            beside.rename(whole)
    return shutil.copytree(whole, factory.mktemp(name) / "data")


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the whole demo city of day 1; for reading only."""
    return made_once("demo-data", _ingest_demo, tmp_path_factory)


def _ingest_demo(directory: Path) -> None:
    with serving(DemoSite()) as base, Archive(directory) as opened, Fetcher(PATIENT) as fetcher:
        write_city_file(directory, base)
        run = crawl_city(Cities(directory)[CITY], opened, fetcher, progress=quiet)
        assert run.status == "ok", run.problems


def pytest_sessionfinish(session: pytest.Session) -> None:
    """End the servers that tests have shared; not by a worker, which others may outlive."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        servers.end_all(session.config._tmp_path_factory)  # type: ignore[attr-defined]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the counts that tests recorded as their property `counts`."""
    for report in terminalreporter.getreports("passed"):
        for name, counts in report.user_properties:
            if name == "counts" and report.when == "call":
                terminalreporter.write_line(f"counts: {counts}")
