"""The archive's tests run on each database an archive can lie in."""

import re
from pathlib import Path

import pytest

from archive import database
from archive.backends import Backend
from archive.backends.postgresql import PostgresqlBackend
from tests.servers import postgresql

# What is tested there is SQLite's: its files, what is in them when they are damaged, how they came to be.
_OF_SQLITE = {"test_damage", "test_migrations", "test_migrations_of_files"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that opens an archive opens one in PostgreSQL, too."""
    source = Path(metafunc.module.__file__).read_text(encoding="utf-8")
    if re.search(r"\bArchive\b", source) and metafunc.module.__name__.rpartition(".")[2] not in _OF_SQLITE:
        only = metafunc.definition.get_closest_marker("sqlite")
        metafunc.parametrize("kept_in", ["sqlite"] if only else ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def kept_in(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The database that an archive of any directory lies in."""
    name = getattr(request, "param", "sqlite")
    if name == "postgresql":

        def backend(directory: Path, address: str) -> Backend:
            return PostgresqlBackend(address or postgresql.address_of(directory, tmp_path_factory))

        monkeypatch.setattr(database, "_backend", backend)
    return name
