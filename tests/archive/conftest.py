"""The archive's tests run on each database an archive can lie in."""

import re
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from archive import database
from archive.backends import Backend
from archive.backends.postgresql import PostgresqlBackend
from tests.conftest import free_port
from tests.servers import postgresql

# What is tested there is SQLite's: its files, what is in them when they are damaged, how they came to be.
_OF_SQLITE = {"test_damage", "test_migrations", "test_migrations_of_files"}


@pytest.fixture(scope="module")
def object_server() -> Iterator[str]:
    """A store of objects."""
    started = ThreadedMotoServer(ip_address="127.0.0.1", port=free_port())
    started.start()
    yield f"http://127.0.0.1:{started._port}"
    started.stop()


@pytest.fixture
def in_objects(object_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a test's own captures there."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    boto3.client("s3", endpoint_url=object_server, region_name="us-east-1").create_bucket(Bucket="captures")
    return f"s3://captures/{tmp_path.name}?endpoint={object_server}&region=us-east-1"


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
