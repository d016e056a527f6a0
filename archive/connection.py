"""Connections and transactions over SQLite, and what statements of any table need."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert

_T = TypeVar("_T")
# SQLite takes a bounded number of parameters in one statement.
_IDS_AT_ONCE = 500
# How long a writer waits for another one before it gives up, in milliseconds.
WAIT_FOR_WRITER = 60_000


# What the checksum of a version is of, in this order.
CHECKED = (
    "release", "reading", "as_read", "record_id", "number", "capture_id", "layout", "recorded_at", "grade"
)  # fmt: skip


def version_checksum(row: Mapping[Any, Any]) -> int:
    """The CRC-32 of a version's row, by the names in CHECKED; statements know it too."""
    moment = row["recorded_at"]
    if isinstance(moment, str):  # as the table holds it
        moment = datetime.fromisoformat(moment)
    values = (*(row[name] for name in CHECKED if name != "recorded_at"), moment.astimezone(UTC).isoformat())
    return zlib.crc32("\0".join("" if value is None else str(value) for value in values).encode())


def _checksum_of_row(*values: Any) -> int:
    return version_checksum(dict(zip(CHECKED, values, strict=True)))


def prepare(dbapi_connection: Any, _: object) -> None:
    """Set up a new connection: WAL, full durability, foreign keys, freed pages overwritten."""
    prepare_for_reading(dbapi_connection, _)
    dbapi_connection.execute(f"PRAGMA busy_timeout = {WAIT_FOR_WRITER}")
    dbapi_connection.execute("PRAGMA journal_mode = WAL")
    # FULL: after a power cut the archive must never lack an event that an index has already followed.
    dbapi_connection.execute("PRAGMA synchronous = FULL")
    dbapi_connection.execute("PRAGMA foreign_keys = ON")
    dbapi_connection.execute("PRAGMA secure_delete = ON")  # what is erased leaves no trace in free pages


def prepare_for_reading(dbapi_connection: Any, _: object) -> None:
    """Set up a connection to a database that may only be read."""
    dbapi_connection.isolation_level = None  # the driver begins nothing by itself; `begin` does
    dbapi_connection.create_function("version_checksum", len(CHECKED), _checksum_of_row, deterministic=True)


def begin(connection: Connection) -> None:
    """Begin a transaction; one that writes takes the write lock at once, so that it never fails midway."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def in_portions(values: Iterable[_T]) -> Iterator[list[_T]]:
    """Lists of at most as many values as one statement takes."""
    everything = list(values)
    for start in range(0, len(everything), _IDS_AT_ONCE):
        yield everything[start : start + _IDS_AT_ONCE]


def inserted(connection: Connection, statement: Insert, values: Mapping[str, Any]) -> int:
    """Insert one row and return its id."""
    key = connection.execute(statement, values).inserted_primary_key
    assert key is not None
    return int(key[0])
