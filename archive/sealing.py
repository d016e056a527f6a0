"""Hiding releases, showing them again, and destroying what was stored of them."""

import json
import time
from datetime import datetime

from sqlalchemy import Connection, Engine, Select, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from archive import amendments, persons, schema
from archive.captures import CaptureFiles
from archive.connection import in_portions
from archive.deposits import fingerprint
from archive.errors import SealUnfit
from archive.journal import AuditAction, write_audit_entry
from archive.model import Event, EventKind, Reading, Release, Version
from archive.rows import append_event, as_json, record_row, seal_of, versions_of
from archive.stored_captures import destroy
from language.messages import Message

# How often an erasure tries to empty the write-ahead log while others read.
_TRUNCATE_TRIES = 25


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


def erase(
    connection: Connection, files: CaptureFiles, record_id: int, reason: str, at: datetime, *, by: str
) -> Event:
    """Seal a release and destroy its words and captured bytes, all but number, date and this reason."""
    captures = schema.captures
    row = record_row(connection, record_id)
    seal = seal_of(connection, record_id)
    if seal and seal.erased_at:
        raise SealUnfit(place=str(record_id), reason=Message("ist schon gelöscht"))
    versions = versions_of(connection, record_id)
    urls = [
        *connection.execute(
            select(schema.addresses.c.url).where(schema.addresses.c.record_id == record_id)
        ).scalars(),
        *(
            attachment.url
            for version in versions
            for attachment in version.release.attachments
            if not _linked_elsewhere(connection, record_id, attachment.url)
        ),
    ]
    mine = captures.c.record_id == record_id
    held = [
        capture.id
        for capture in connection.execute(select(captures.c.id, captures.c.url).where(mine))
        if not _linked_elsewhere(connection, record_id, capture.url)
    ]
    for some in in_portions(urls):
        held += connection.execute(select(captures.c.id).where(captures.c.url.in_(some))).scalars()
    destroy(connection, files, record_id, held)
    for version in versions:
        _empty(connection, version)
    connection.execute(
        update(schema.records)
        .where(schema.records.c.id == record_id)
        .values(headline=fingerprint(row["headline"]))
    )
    persons.forget(connection, record_id, at)
    amendments.forget(connection, record_id)
    decided = schema.person_decisions
    connection.execute(delete(decided).where(decided.c.record_id == record_id))
    values = {"reason": reason, "sealed_at": seal.sealed_at if seal else at, "erased_at": at}
    statement = upsert(schema.seals).values(record_id=record_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["record_id"], set_=values))
    write_audit_entry(connection, AuditAction.ERASE, by, at, row["city"], str(record_id), reason)
    return append_event(connection, EventKind.SEALED, record_id, row["version_id"], at)


def _linked_elsewhere(connection: Connection, record_id: int, url: str) -> bool:
    """Whether another release links to the same document: then its bytes are that one's too."""
    versions = schema.versions
    as_stored = f'"url":{json.dumps(url, ensure_ascii=False)},"title":'  # as no other part of a release is
    other = select(versions.c.id).where(
        versions.c.record_id != record_id, versions.c.release.contains(as_stored, autoescape=True)
    )
    return connection.execute(other.limit(1)).first() is not None


def _empty(connection: Connection, version: Version) -> None:
    """Leave of a version only when it was recorded, its number and its date."""
    said = version.reading
    release = Release(city=version.release.city, url=None, title="", office=version.release.office)
    reading = Reading(
        reader=said.reader,
        number=said.number,
        published=said.published,
        published_span=said.published_span,
        published_from=said.published_from,
    )
    versions = schema.versions
    # Only here: what the record is recognised by stays, so that nothing erased comes back by another door.
    connection.execute(
        update(versions)
        .where(versions.c.id == version.id)
        .values(release=as_json(release), reading=as_json(reading), as_read=None)
    )


def truncate_log(engine: Engine, record_id: int) -> None:
    """Empty the write-ahead log, so that what was overwritten does not live on in it; raises SealUnfit."""
    for _ in range(_TRUNCATE_TRIES):
        with engine.connect() as connection:
            busy, *_rest = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        if not busy:
            return
        time.sleep(0.2)
    raise SealUnfit(
        place=str(record_id),
        reason=Message(
            "ist gelöscht, aber ein anderer Prozess liest noch; ihre Worte verschwinden aus dem Protokoll "
            "der Datenbank erst, wenn alle Prozesse (serve, watch) einmal beendet waren"
        ),
    )


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
