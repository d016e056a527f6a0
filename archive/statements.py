"""What statements of any table need: portions, ids, checksums, and what SQL calls otherwise in each database."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Insert, Integer, String, cast, func, literal_column
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

__all__ = [
    "CHECKED",
    "checksum_of_row",
    "in_portions",
    "inserted",
    "month_of",
    "number_in_json",
    "storable",
    "upsert",
    "version_checksum",
]

_T = TypeVar("_T")
# A database takes a bounded number of parameters in one statement.
_IDS_AT_ONCE = 500

# What the checksum of a version is of, in this order.
CHECKED = (
    "release", "reading", "as_read", "record_id", "number", "capture_id", "layout", "recorded_at", "grade"
)  # fmt: skip


def version_checksum(row: Mapping[Any, Any]) -> int:
    """The CRC-32 of a version's row, by the names in CHECKED."""
    moment = row["recorded_at"]
    if isinstance(moment, str):  # as the table holds it
        moment = datetime.fromisoformat(moment)
    values = (*(row[name] for name in CHECKED if name != "recorded_at"), moment.astimezone(UTC).isoformat())
    return zlib.crc32("\0".join("" if value is None else str(value) for value in values).encode())


def checksum_of_row(*values: Any) -> int:
    """The same of the values alone, for statements."""
    return version_checksum(dict(zip(CHECKED, values, strict=True)))


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


def storable(value: Any) -> Any:
    """A value as every database can hold it: not all take a NUL in a text."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, (list, tuple)):
        return type(value)(storable(one) for one in value)
    if isinstance(value, dict):
        return {name: storable(one) for name, one in value.items()}
    return value


class number_in_json(GenericFunction[int]):  # noqa: N801 named as a function of SQL is
    """A whole number under a name in a JSON object that is kept as text."""

    type = Integer()
    inherit_cache = True


@compiles(number_in_json, "sqlite")
def _of_sqlite(element: Any, compiler: SQLCompiler, **more: Any) -> str:
    column, name = (compiler.process(clause, **more) for clause in element.clauses)
    return f"json_extract({column}, '$.' || {name})"


@compiles(number_in_json, "postgresql")
def _of_postgresql(element: Any, compiler: SQLCompiler, **more: Any) -> str:
    column, name = (compiler.process(clause, **more) for clause in element.clauses)
    return f"CAST(CAST({column} AS JSON) ->> {name} AS BIGINT)"


def month_of(day: ColumnElement[Any]) -> ColumnElement[str]:
    """The month of a day: 2025-03."""
    return func.substr(cast(day, String), literal_column("1"), literal_column("7"))
