"""The made-up town in an index that is kept in memory, for tests of what is found and of what belongs together."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store import Archive
from search.engine import Engine, open_engine
from search.finder import Finder
from search.indexer import catch_up
from tests.conftest import quiet
from tests.search.engines import OpenEngine, opener


@pytest.fixture(scope="module")
def opened(demo_data: Path) -> Iterator[tuple[Archive, Engine]]:
    with Archive(demo_data) as archive:
        engine = open_engine("memory", demo_data)
        catch_up(archive, engine, quiet)
        yield archive, engine


@pytest.fixture(scope="module")
def finder(opened: tuple[Archive, Engine]) -> Finder:
    return Finder(*opened)


@pytest.fixture(scope="session")
def open_any(tmp_path_factory: pytest.TempPathFactory) -> OpenEngine:
    return opener(tmp_path_factory)
