"""Rows of the database ⇄ the types of the archive, as every table group needs them."""

from datetime import datetime
from typing import Any

from msgspec.json import Decoder, Encoder
from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, func, insert, select, update

from archive import schema
from archive.errors import NoSuchRecord
from archive.health import Vital
from archive.identity import content_key, headline_key
from archive.model import (
    Address,
    Event,
    EventKind,
    Grade,
    Problem,
    Reading,
    Release,
    Run,
    RunKind,
    Seal,
    Version,
)
from archive.origins import PublishedFrom
from archive.statements import CHECKED, version_checksum

# Sets in a fixed order: the same reading is the same text.
_json = Encoder(order="deterministic")
release_from = Decoder(Release).decode
reading_from = Decoder(Reading).decode
_problems = Decoder(tuple[Problem, ...])
_LAST_SEQ = select(func.coalesce(func.max(schema.events.c.seq), 0))
_NEXT_SEQ = (
    update(schema.event_counter)
    .values(seq=schema.event_counter.c.seq + 1)
    .returning(schema.event_counter.c.seq)
)
_ADD_EVENT = insert(schema.events)
_PUT_CURRENT = update(schema.records).where(schema.records.c.id == bindparam("of"))


def as_json(value: object) -> str:
    """A value of the archive's types as the text that is stored."""
    return _json.encode(value).decode()


# Put together once: to do so takes longer than to run it.
_VERSIONS_OF = (
    select(schema.versions)
    .where(schema.versions.c.record_id == bindparam("of"))
    .order_by(schema.versions.c.number)
)


def record_row(connection: Connection, record_id: int) -> RowMapping:
    """The row of a record; raises NoSuchRecord."""
    records = schema.records
    row = connection.execute(select(records).where(records.c.id == record_id)).mappings().first()
    if row is None:
        raise NoSuchRecord(place=str(record_id))
    return row


def versions_of(connection: Connection, record_id: int) -> tuple[Version, ...]:
    """Every version of a record, the first one first."""
    rows = connection.execute(_VERSIONS_OF, {"of": record_id}).mappings()
    return tuple(version_from(row) for row in rows)


def renew_checksum(connection: Connection, version_id: int) -> None:
    """Put the checksum of what a version's row holds now beside it."""
    versions = schema.versions
    mine = versions.c.id == version_id
    row = connection.execute(select(*(versions.c[name] for name in CHECKED)).where(mine)).mappings().one()
    connection.execute(update(versions).where(mine).values(checksum=version_checksum(row)))


class ChecksumWrong(ValueError):
    """A row that is not what was written."""


def version_from(row: RowMapping) -> Version:
    """A version of its row; raises ChecksumWrong where a letter of it is not what was written."""
    if row["checksum"] is not None and row["checksum"] != version_checksum(row):
        raise ChecksumWrong(f"checksum of version {row['id']} (release {row['record_id']})")
    return Version(
        id=row["id"],
        record_id=row["record_id"],
        number=row["number"],
        release=release_from(row["release"]),
        reading=reading_from(row["reading"]),
        capture_id=row["capture_id"],
        layout=row["layout"],
        recorded_at=row["recorded_at"],
        grade=Grade(row["grade"]) if row["grade"] else None,
        as_read=reading_from(row["as_read"]) if row["as_read"] else None,
    )


def event_from(row: RowMapping) -> Event:
    """An event of its row."""
    return Event(**{**row, "kind": EventKind(row["kind"])})


def address_from(row: RowMapping | dict[str, Any]) -> Address:
    """An address of its row."""
    return Address(**{name: row[name] for name in Address.__dataclass_fields__})


def run_from(row: RowMapping) -> Run:
    """A run of its row."""
    values = {
        **row,
        "kind": RunKind(row["kind"]),
        "problems": _problems.decode(row["problems"]),
    }
    del values["id"]
    return Run(**values)


def run_values(run: Run) -> dict[str, object]:
    """The values of a run's row."""
    values = {name: getattr(run, name) for name in Run.__dataclass_fields__}
    return {**values, "problems": as_json(run.problems)}


def vital_from(row: RowMapping) -> Vital:
    """What a release holds, of all that a redesign of its site could hide."""
    release, reading = release_from(row["release"]), reading_from(row["reading"])
    held = {
        "lead": bool(release.lead),
        "body": bool(release.body),
        "images": bool(release.images),
        "contact": bool(release.contact_text),
        "attachments": bool(release.attachments),
        "number": reading.number is not None,
        "persons": bool(reading.persons),
        "date": reading.published_from in (PublishedFrom.META, PublishedFrom.PAGE),
    }
    return Vital(published=row["published"], fields=frozenset(name for name, has in held.items() if has))


def append_event(
    connection: Connection, kind: EventKind, record_id: int, version_id: int, at: datetime
) -> Event:
    """Write an event with the next sequence number.

    The number is that of one row, which stays locked until the transaction ends: so events become visible in their
    order, and who follows them by number meets every one.
    """
    seq = connection.execute(_NEXT_SEQ).scalar_one()
    happened = Event(seq=seq, kind=kind, record_id=record_id, version_id=version_id, at=at)
    values = {"record_id": record_id, "version_id": version_id, "at": at}
    connection.execute(_ADD_EVENT, {"seq": happened.seq, "kind": str(kind), **values})
    return happened


def last_sequence(connection: Connection) -> int:
    """The sequence number of the newest event, 0 for an empty archive."""
    return int(connection.execute(_LAST_SEQ).scalar_one())


def may_be_shown(now: datetime) -> ColumnElement[bool]:
    """Neither sealed nor under embargo; for a query that has the seals joined."""
    embargo = schema.records.c.embargo_until
    return schema.seals.c.sealed_at.is_(None) & (embargo.is_(None) | (embargo <= now))


def seal_of(connection: Connection, record_id: int) -> Seal | None:
    """The seal of a record, None where it has none."""
    table = schema.seals
    query = select(table.c.reason, table.c.sealed_at, table.c.erased_at)
    row = connection.execute(query.where(table.c.record_id == record_id)).mappings().first()
    return Seal(**row) if row else None


def is_erased(connection: Connection, record_id: int) -> bool:
    """Whether the words of a record were destroyed."""
    seal = seal_of(connection, record_id)
    return seal is not None and seal.erased_at is not None


def put_current(connection: Connection, version: Version) -> None:
    """Keep beside the record what identity is decided by."""
    connection.execute(
        _PUT_CURRENT,
        {
            "of": version.record_id,
            "version_id": version.id,
            **said_of(version),
            "headline": headline_key(version.release.title),
            "content": content_key(version.release),
            "embargo_until": _held_back_until(version),
        },
    )


def said_of(version: Version) -> dict[str, object]:
    """What is kept beside a record of the number and the day of its newest version."""
    number, corrects = version.reading.number, version.reading.corrects
    span = version.reading.published_span
    return {
        "office": version.release.office,
        "year": number.year if number else None,
        "running": number.running if number else None,
        "sign": number.sign if number else None,
        "published": version.reading.published,
        "published_until": version.reading.published or (span.end if span else None),
        "corrects_running": corrects.running if corrects else None,
        "corrects_year": corrects.year if corrects else None,
        "corrects_sign": corrects.sign if corrects else None,
    }


def put_read_again(connection: Connection, version: Version) -> None:
    """Keep what identity is decided by of a version that is read anew: what was shown is not hidden by that."""
    records = schema.records
    embargo = record_row(connection, version.record_id)["embargo_until"]
    put_current(connection, version)
    connection.execute(update(records).where(records.c.id == version.record_id).values(embargo_until=embargo))


def _held_back_until(version: Version) -> datetime | None:
    """The end of an embargo that had not ended when the version came in."""
    embargo = version.reading.embargo
    return embargo if embargo and embargo > version.recorded_at else None
