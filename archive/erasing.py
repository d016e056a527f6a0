"""Erasing: the words and bytes of a release are destroyed, and what is left to do outlasts the process that began it.

The words in the database go first, in the transaction that notes what else has to go: the bytes of captures, the
database's write-ahead log, the index. Whoever comes by later finishes what is noted; each part may be done twice.
"""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from archive import amendments, persons, schema
from archive.captures import Place
from archive.errors import SealUnfit
from archive.identity import fingerprint
from archive.journal import AuditAction, write_audit_entry
from archive.model import Event, EventKind, Reading, Release, Version
from archive.rows import append_event, as_json, event_from, record_row, renew_checksum, seal_of, versions_of
from archive.statements import in_portions, upsert
from archive.stored_captures import Stored, give_up
from language.messages import Message


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is left to destroy of a release: stored bytes, what the write-ahead log holds, what the index holds."""

    record_id: int
    asked_at: datetime
    captures: tuple[Stored, ...]
    in_log: bool
    in_index: bool


def erase(connection: Connection, record_id: int, reason: str, at: datetime, *, by: str) -> Event:
    """Seal a release, destroy its words, all but number, date and this reason, and note what else has to go.

    One that is erased but not to the end is left to be finished; raises SealUnfit for one that is.
    """
    row = record_row(connection, record_id)
    seal = seal_of(connection, record_id)
    if seal and seal.erased_at:
        if _held(connection, record_id):
            return _newest_event(connection, record_id)
        raise SealUnfit(place=str(record_id), reason=Message("ist schon gelöscht"))
    versions = versions_of(connection, record_id)
    given_up = give_up(connection, record_id, _captures_of(connection, record_id, versions))
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
    _note(connection, Erasure(record_id, at, given_up, in_log=True, in_index=True))
    write_audit_entry(connection, AuditAction.ERASE, by, at, row["city"], str(record_id), reason)
    return append_event(connection, EventKind.SEALED, record_id, row["version_id"], at)


def erase_again(connection: Connection, record_id: int, capture_ids: list[int], at: datetime) -> None:
    """Note that bytes of an erased release, which came once more, have to go too."""
    given_up = give_up(connection, record_id, capture_ids)
    if given_up:
        # Its words were taken into neither the database nor the index.
        held = _held(connection, record_id) or Erasure(record_id, at, (), in_log=False, in_index=False)
        _note(connection, replace(held, captures=(*held.captures, *given_up)))


def pending(connection: Connection) -> tuple[Erasure, ...]:
    """What is left to destroy, the oldest first."""
    table = schema.erasures
    rows = connection.execute(select(table).order_by(table.c.asked_at, table.c.record_id))
    return tuple(
        Erasure(row.record_id, row.asked_at, _stored(row.captures), row.in_log, row.in_index) for row in rows
    )


def _stored(captures: str) -> tuple[Stored, ...]:
    return tuple(Stored(Place(*place), digest) for *place, digest in json.loads(captures))


def captures_are_gone(connection: Connection, erasure: Erasure) -> None:
    """Note that the bytes of a release were destroyed; what was noted since stays."""
    if held := _held(connection, erasure.record_id):
        left = tuple(stored for stored in held.captures if stored not in erasure.captures)
        _note(connection, replace(held, captures=left))


def log_is_empty(connection: Connection, erasures: tuple[Erasure, ...]) -> None:
    """Note that the write-ahead log was emptied after these were begun."""
    for held in filter(None, (_held(connection, erasure.record_id) for erasure in erasures)):
        _note(connection, replace(held, in_log=False))


def index_is_clean(connection: Connection, erasures: tuple[Erasure, ...]) -> None:
    """Note that the index holds nothing more of these."""
    for held in filter(None, (_held(connection, erasure.record_id) for erasure in erasures)):
        _note(connection, replace(held, in_index=False))


def _held(connection: Connection, record_id: int) -> Erasure | None:
    return next((held for held in pending(connection) if held.record_id == record_id), None)


def _note(connection: Connection, erasure: Erasure) -> None:
    """Keep what is left to do; nothing is kept where nothing is left."""
    table = schema.erasures
    connection.execute(delete(table).where(table.c.record_id == erasure.record_id))
    if erasure.captures or erasure.in_log or erasure.in_index:
        places = [[*astuple(stored.place), stored.digest] for stored in erasure.captures]
        connection.execute(
            insert(table).values(
                record_id=erasure.record_id,
                asked_at=erasure.asked_at,
                captures=json.dumps(places),
                in_log=erasure.in_log,
                in_index=erasure.in_index,
            )
        )


def _newest_event(connection: Connection, record_id: int) -> Event:
    events = schema.events
    query = select(events).where(events.c.record_id == record_id).order_by(events.c.seq.desc()).limit(1)
    return event_from(connection.execute(query).mappings().one())


def _captures_of(connection: Connection, record_id: int, versions: Sequence[Version]) -> list[int]:
    """The captures a release was read from, its documents included that no other release links to."""
    captures = schema.captures
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
    return held


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
    texts = {"release": as_json(release), "reading": as_json(reading), "as_read": None}
    connection.execute(update(versions).where(versions.c.id == version.id).values(texts))
    renew_checksum(connection, version.id)
