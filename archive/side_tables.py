"""Tables beside an archive, of what is no part of it: in a file of its directory, or in the database that holds it."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import (
    Connection,
    MetaData,
    NullPool,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError

from archive.backends.sqlite import meaning
from archive.migrations import Migration, migrate
from archive.private_file import keep_private

if TYPE_CHECKING:
    from archive.backends.postgresql_server import Server

# Seconds until a writer gives up on another one; connections of a process to a database of PostgreSQL.
_WAIT, _CONNECTIONS = 30, 20
# Seconds after which a process that hangs in the middle of a change holds nobody up any longer.
_IDLE = 60
_CREATED = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+)")


class SideTables(Protocol):
    """Some tables: opened, migrated, one transaction at a time."""

    @property
    def place(self) -> str:
        """Where they are, as people are told."""
        ...

    @property
    def names(self) -> Sequence[str]:
        """What each table is called."""
        ...

    def transaction(self) -> AbstractContextManager[Connection]:
        """Everything inside, or nothing of it; alone. Raises ArchiveError."""
        ...

    def number_on(self, connection: Connection, table: Table) -> None:
        """Let the next row of a table be numbered behind those that were copied."""
        ...

    def destroy_deleted(self, *tables: str) -> None:
        """Let nothing that was deleted from these live on.

        Raises ArchiveStillRead where others read for too long, ArchiveNotOwned.
        """
        ...


def side_tables(directory: Path, address: str, name: str, migrations: Sequence[Migration]) -> SideTables:
    """The tables of a name, made and migrated; beside the archive that `address` names, in its directory without one.

    Raises ArchiveTooNew for some that a newer program wrote, ArchiveError.
    """
    if not address:
        return SideFile(directory / f"{name}.sqlite", migrations)
    if (address, name) not in _opened:  # the steps are taken once in a process
        _opened[address, name] = SideSchema(_server(address), name, migrations)
    return _opened[address, name]


class SideFile:
    """In a file of SQLite that nobody but its owner may read."""

    def __init__(self, path: Path, migrations: Sequence[Migration]) -> None:
        self._path = path
        self.names = _tables_of(migrations)
        path.parent.mkdir(parents=True, exist_ok=True)
        keep_private(path)
        self._engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": _WAIT})
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        with self.transaction() as connection:
            migrate(connection.connection.driver_connection, str(path), migrations)  # type: ignore[arg-type]

    @property
    def place(self) -> str:
        """See SideTables."""
        return str(self._path)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """See SideTables."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise meaning(str(error.orig), self.place) from error

    def number_on(self, connection: Connection, table: Table) -> None:
        """See SideTables: SQLite looks for the highest number each time."""

    def destroy_deleted(self, *tables: str) -> None:
        """See SideTables: SQLite has overwritten it (`secure_delete`)."""


class SideSchema:
    """In the schema of PostgreSQL that the archive's own tables lie in."""

    def __init__(self, server: "Server", name: str, migrations: Sequence[Migration]) -> None:
        self._server = server
        self.names = _tables_of(migrations)
        steps = f"migration_of_{name}"
        with server.speaking():
            with server.engine.connect() as connection, connection.begin():
                current = server.is_current(connection, migrations, steps)
            if not current:
                with self.transaction() as connection:
                    server.migrate(connection, migrations, steps)

    @property
    def place(self) -> str:
        """See SideTables."""
        return self._server.place

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """See SideTables."""
        with (
            self._server.speaking(),
            self._server.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def number_on(self, connection: Connection, table: Table) -> None:
        """See SideTables."""
        from archive.backends.postgresql_server import number_on

        number_on(connection, table)

    def destroy_deleted(self, *tables: str) -> None:
        """See SideTables: the tables are written anew."""
        self._server.write_anew(tables)


# By address: what a process keeps there shares connections.
_servers: "dict[str, Server]" = {}
_opened: "dict[tuple[str, str], SideSchema]" = {}


def _server(address: str) -> "Server":
    # Its driver is needed only by who keeps an archive there.
    from archive.backends.postgresql_server import Server

    if address not in _servers:
        _servers[address] = Server(address, " beside", most=_CONNECTIONS, idle=_IDLE)
    return _servers[address]


def close_all() -> None:
    """Let go of every database that this process has tables in; they open again by themselves."""
    _opened.clear()
    while _servers:
        _servers.popitem()[1].engine.dispose()


def _forget_connections() -> None:
    # A connection of the process this one was forked from is not ours to use, nor to close.
    for server in _servers.values():
        server.engine.dispose(close=False)


os.register_at_fork(after_in_child=_forget_connections)


def copied(source: SideTables, target: SideTables) -> int:
    """Copy all rows of some tables over what the target has; how many. Raises ArchiveError."""
    count = 0
    with source.transaction() as held, target.transaction() as connection:
        for name in source.names:
            table = Table(name, MetaData(), autoload_with=held)
            connection.execute(delete(table))
            found = [dict(row) for row in held.execute(select(table)).mappings()]
            if found:
                connection.execute(insert(table), found)
            count += len(found)
            if "id" in table.columns:
                target.number_on(connection, table)
    return count


def _tables_of(migrations: Sequence[Migration]) -> tuple[str, ...]:
    statements = (statement for migration in migrations for statement in migration.statements)
    return tuple(found[1] for statement in statements if (found := _CREATED.match(statement)))


def rows(connection: Connection, statement: str, **values: object) -> list[dict[str, Any]]:
    """What a statement gives, each row by the names of its columns."""
    return [dict(row) for row in connection.execute(text(statement), values).mappings()]


def changed_for_each(connection: Connection, statement: str, many: Sequence[dict[str, object]]) -> None:
    """Carry out a statement for each of many."""
    if many:
        connection.execute(text(statement), list(many))


def changed(connection: Connection, statement: str, **values: object) -> int:
    """Carry out a statement; how many rows it concerned."""
    return int(connection.execute(text(statement), values).rowcount)


def _prepare(dbapi_connection: Any, _: object) -> None:
    dbapi_connection.isolation_level = None  # the driver begins nothing by itself
    dbapi_connection.execute("PRAGMA synchronous = FULL")
    # What is deleted is overwritten: an erased address is gone from the file.
    dbapi_connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
