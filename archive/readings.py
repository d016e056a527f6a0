"""Putting what a better reader reads in the place of what was read before."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from archive import schema
from archive.amendments import put_reading
from archive.deposits import keep_what_was_known
from archive.model import Event, EventKind, Reading, Version
from archive.rows import append_event, is_erased, put_read_again, record_row, version_from
from archive.statements import number_in_json


def replace_reading(connection: Connection, version: Version, reading: Reading, at: datetime) -> Event | None:
    """Put what a better reader reads in the place of what was read; REREAD where that is more or other."""
    versions = schema.versions
    if is_erased(connection, version.record_id):
        return None
    held = version_from(
        connection.execute(select(versions).where(versions.c.id == version.id)).mappings().one()
    )
    reading = _keep_what_stands_beside(held.read, keep_what_was_known(held.read, reading))
    now = put_reading(connection, held, reading)
    if record_row(connection, version.record_id)["version_id"] != version.id:
        return None
    put_read_again(connection, now)
    if replace(held.read, reader=reading.reader) == reading:
        return None
    return append_event(connection, EventKind.REREAD, version.record_id, version.id, at)


def count_read_by_older(connection: Connection, reader: int) -> int:
    """How many versions an older reader read."""
    query = select(func.count()).select_from(_unread(reader).subquery())
    return connection.execute(query).scalar_one()


def read_by_older(
    connection: Connection, reader: int, after: int = 0, limit: int = 200
) -> tuple[Version, ...]:
    """Versions that an older reader read, from an id on, in order; erased ones hold no text and are left out."""
    query = _unread(reader).where(schema.versions.c.id > after).order_by(schema.versions.c.id).limit(limit)
    return tuple(version_from(row) for row in connection.execute(query).mappings())


def _keep_what_stands_beside(known: Reading, new: Reading) -> Reading:
    """Of the same words read again: an hour, a sign, an embargo that stood beside them and is not to be had again."""
    same_day = new.published == known.published
    return replace(
        new,
        published_time=new.published_time or (known.published_time if same_day else None),
        sign=new.sign or known.sign,
        embargo=new.embargo or known.embargo,
    )


def _unread(reader: int) -> Select[Any]:
    """The versions an older reader read; erased ones hold no text and are left out."""
    table, seals = schema.versions, schema.seals
    return (
        select(table)
        .outerjoin(seals, seals.c.record_id == table.c.record_id)
        .where(seals.c.erased_at.is_(None), number_in_json(table.c.reading, "reader") < reader)
    )
