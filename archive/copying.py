"""The tables of an archive, copied row by row from one database into another, in the order of their references."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, create_engine, delete, event, insert, select, tuple_

from archive import schema
from archive.migrations import migrate
from archive.statements import CHECKED, checksum_of_row

# So many rows are held at once.
_AT_ONCE = 500


def copy_tables(source: Connection, target: Connection) -> Iterator[tuple[str, int]]:
    """Copy all rows into a database that has the tables alone; yields each table and how many of its rows are done."""
    for table in schema.metadata.sorted_tables:
        target.execute(delete(table))  # what migrations put there comes with the source
        done = 0
        for rows in _portions(source, table):
            target.execute(insert(table), [row._asdict() for row in rows])
            done += len(rows)
            yield table.name, done


def _portions(source: Connection, table: Table) -> Iterator[list[Row[Any]]]:
    keys = list(table.primary_key)
    if not keys:  # a table of one row
        if rows := list(source.execute(select(table))):
            yield rows
        return
    order: Select[Any] = select(table).order_by(*keys).limit(_AT_ONCE)
    rows = list(source.execute(order))
    while rows:
        yield rows
        last = tuple(getattr(rows[-1], key.name) for key in keys)
        rows = list(source.execute(order.where(tuple_(*keys) > last)))


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
