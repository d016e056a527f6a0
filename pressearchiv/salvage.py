"""A damaged SQLite database: what is wrong with it, and what of it can still be read."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"


def faults_of(path: Path) -> list[str]:
    """What SQLite finds wrong with a database; empty for a whole one."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            told = [str(row[0]) for row in opened.execute("PRAGMA integrity_check(10)")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [line for line in told if line != "ok"]


def moved_to_new(path: Path, aside: Path, make: Callable[[], object]) -> int:
    """Put a damaged database aside and copy what can be read of it into a new one that `make` makes; how many rows."""
    for ending in ("", "-wal", "-shm"):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + ending))
    make()
    count = 0
    with closing(sqlite3.connect(aside)) as source, closing(sqlite3.connect(path)) as target, target:
        for (table,) in target.execute(_TABLES).fetchall():
            for row in _readable_rows(source, table):
                marks = ", ".join("?" * len(row))
                statement = f'INSERT OR IGNORE INTO "{table}" VALUES ({marks})'  # noqa: S608 a table of our own
                count += target.execute(statement, row).rowcount
    return count


def _readable_rows(source: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """The rows of a table from its beginning and from its end, each way as far as they can be read."""
    for order in ("", " ORDER BY rowid DESC"):
        try:
            yield from source.execute(f'SELECT * FROM "{table}"{order}')  # noqa: S608 a table of our own
            return
        except sqlite3.DatabaseError:
            continue
