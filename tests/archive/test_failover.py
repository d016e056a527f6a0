"""A database whose writable server is another one now: connections to the old one, which only reads, are given up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from archive.backends.postgresql_server import Server
from archive.errors import ArchiveReadOnly
from tests.servers import postgresql


@pytest.fixture
def server(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(postgresql.address_of(tmp_path, tmp_path_factory), most=1)
    with writing(server) as connection, connection.begin():
        connection.execute(text(f'CREATE SCHEMA "{server.schema}"'))
        connection.execute(text(f'CREATE TABLE "{server.schema}".noted (number BIGINT)'))
    yield server
    server.engine.dispose()


def writing(server: Server) -> Connection:
    return server.engine.execution_options(writes=True).connect()


def note(server: Server, number: int) -> None:
    with server.speaking(), writing(server) as connection, connection.begin():
        connection.execute(text("INSERT INTO noted VALUES (:number)"), {"number": number})


def test_a_server_that_only_reads_is_told_and_asked_no_more(server: Server) -> None:
    note(server, 1)
    pooled = server.engine.raw_connection()
    cursor = pooled.cursor()
    cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")  # as of one that became a standby
    pooled.commit()
    pooled.close()
    with pytest.raises(ArchiveReadOnly) as told:
        note(server, 2)
    assert "nimmt keine Änderungen an" in str(told.value)
    note(server, 3)  # over a new connection, which leads to the server that writes
    with server.engine.connect() as connection:
        rows = connection.execute(text(f'SELECT number FROM "{server.schema}".noted ORDER BY number'))
        assert rows.scalars().all() == [1, 3]
