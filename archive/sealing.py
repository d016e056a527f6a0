"""Hiding releases and showing them again; embargoes that end."""

from datetime import datetime

from sqlalchemy import Connection, Select, delete, insert, select, update

from archive import persons, schema
from archive.errors import SealUnfit
from archive.journal import AuditAction, write_audit_entry
from archive.model import Event, EventKind
from archive.rows import append_event, record_row, seal_of
from language.messages import Message


def seal(connection: Connection, record_id: int, reason: str, at: datetime, *, by: str) -> Event:
    """Hide a release everywhere; its number stays. Raises NoSuchRecord, SealUnfit for one sealed already."""
    row = record_row(connection, record_id)
    if seal_of(connection, record_id):
        raise SealUnfit(place=str(record_id), reason=Message("ist schon gesperrt"))
    connection.execute(insert(schema.seals).values(record_id=record_id, reason=reason, sealed_at=at))
    persons.forget(connection, record_id, at)
    write_audit_entry(connection, AuditAction.SEAL, by, at, row["city"], str(record_id), reason)
    return append_event(connection, EventKind.SEALED, record_id, row["version_id"], at)


def unseal(connection: Connection, record_id: int, at: datetime, *, by: str) -> Event:
    """Show a sealed release again; raises NoSuchRecord, SealUnfit for one not sealed, or erased."""
    row = record_row(connection, record_id)
    seal = seal_of(connection, record_id)
    if seal is None or seal.erased_at:
        raise SealUnfit(
            place=str(record_id),
            reason=Message("ist gelöscht; das lässt sich nicht zurücknehmen")
            if seal
            else Message("ist nicht gesperrt"),
        )
    connection.execute(delete(schema.seals).where(schema.seals.c.record_id == record_id))
    write_audit_entry(connection, AuditAction.UNSEAL, by, at, row["city"], str(record_id), seal.reason)
    return append_event(connection, EventKind.UNSEALED, record_id, row["version_id"], at)


def an_embargo_has_ended(connection: Connection, now: datetime) -> bool:
    """Whether a release waits whose embargo is over."""
    return connection.execute(_ended_embargoes(now).limit(1)).first() is not None


def end_embargoes(connection: Connection, now: datetime) -> int:
    """RELEASED for every release whose embargo has ended; how many there were."""
    records = schema.records
    ended = connection.execute(_ended_embargoes(now).order_by(records.c.id)).all()
    for row in ended:
        connection.execute(update(records).where(records.c.id == row.id).values(embargo_until=None))
        append_event(connection, EventKind.RELEASED, row.id, row.version_id, now)
    return len(ended)


def _ended_embargoes(now: datetime) -> Select[tuple[int, int]]:
    records = schema.records
    return select(records.c.id, records.c.version_id).where(
        records.c.embargo_until.is_not(None), records.c.embargo_until <= now
    )
