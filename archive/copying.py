"""The tables of an archive, copied row by row from one database into another, in the order of their references."""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Table, create_engine, delete, event, func, insert, select, tuple_

from archive import schema
from archive.migrations import migrate
from archive.statements import CHECKED, checksum_of_row, storable

# The tables in the order in which they can be filled.
TABLES: tuple[Table, ...] = tuple(schema.metadata.sorted_tables)
# So many rows are held at once.
_AT_ONCE = 500


def copy_tables(source: Connection, target: Connection) -> None:
    """Copy all rows into a database that has the tables alone."""
    for table in TABLES:
        for rows in portions(source, table):
            add(target, table, rows)


def count(connection: Connection) -> int:
    """How many rows all tables have."""
    return sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES)


def portions(connection: Connection, table: Table, after: Sequence[Any] = ()) -> Iterator[list[Row[Any]]]:
    """The rows of a table behind a key, in the order of their keys; those of a table without any all at once."""
    while rows := portion(connection, table, after):
        yield rows
        if not (after := key_of(table, rows[-1])):
            return


def portion(connection: Connection, table: Table, after: Sequence[Any]) -> list[Row[Any]]:
    """Some rows behind a key."""
    keys = list(table.primary_key)
    query = select(table).order_by(*keys)
    if keys:
        query = query.limit(_AT_ONCE)
        if after:
            query = query.where(tuple_(*keys) > tuple(after))
    return list(connection.execute(query))


def key_of(table: Table, row: Row[Any]) -> tuple[Any, ...]:
    """The key of a row; empty for one of a table without any."""
    return tuple(getattr(row, key.name) for key in table.primary_key)


def last_key(connection: Connection, table: Table) -> tuple[Any, ...]:
    """The key of the last row; empty where there is none."""
    keys = list(table.primary_key)
    if not keys:
        return ()
    query = select(table).order_by(*(key.desc() for key in keys)).limit(1)
    row = connection.execute(query).first()
    return key_of(table, row) if row else ()


def add(connection: Connection, table: Table, rows: Sequence[Row[Any]]) -> None:
    """Add rows; those of a table without a key take the place of what a migration put there."""
    if not list(table.primary_key):
        connection.execute(delete(table))
    connection.execute(insert(table), [row._asdict() for row in rows])


def empty(connection: Connection) -> None:
    """Take out all rows."""
    for table in reversed(TABLES):
        connection.execute(delete(table))


def digest(connection: Connection, table: Table) -> str:
    """The SHA-256 of all rows of a table, the same in whatever database they lie."""
    seen = hashlib.sha256()
    for rows in portions(connection, table):
        for row in rows:
            seen.update(repr(storable(tuple(row))).encode("utf-8", "surrogatepass"))
    return seen.hexdigest()


@contextmanager
def new_database(file: Path) -> Iterator[Connection]:
    """A new database of SQLite with the tables of the newest migration, committed where nothing goes wrong."""
    with closing(sqlite3.connect(file)) as driver, driver:
        driver.create_function("version_checksum", len(CHECKED), checksum_of_row, deterministic=True)
        migrate(driver, str(file))
    engine = create_engine(f"sqlite:///{file}")
    event.listen(engine, "connect", lambda opened, _: opened.execute("PRAGMA synchronous = OFF"))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
