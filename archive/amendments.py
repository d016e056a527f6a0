"""What staff amend in what was read of a release: number, date, sign, headline, contact, topics.

An amendment lies over every reading of the release, that of a better reader and that of a new version too, until it is
taken back. What was read stays on record beside it (`Version.as_read`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from msgspec.json import Decoder
from sqlalchemy import Connection, delete, select, update

from archive import schema
from archive.errors import AmendmentUnfit
from archive.journal import AuditAction, write_audit_entry
from archive.model import (
    Contact,
    Event,
    EventKind,
    Reading,
    Release,
    ReleaseNumber,
    Version,
)
from archive.origins import NumberFrom, PublishedFrom
from archive.rows import (
    append_event,
    as_json,
    is_erased,
    put_current,
    put_read_again,
    record_row,
    renew_checksum,
    versions_of,
)
from archive.statements import upsert
from language.german.topics import TopicScore
from language.messages import Message


class AmendedField(StrEnum):
    """What of a reading can be amended."""

    NUMBER = "number"
    PUBLISHED = "published"
    SIGN = "sign"
    HEADLINE = "headline"
    CONTACT = "contact"
    TOPICS = "topics"


Amendable = ReleaseNumber | date | str | Contact | tuple[str, ...] | None
_DECODERS: Mapping[AmendedField, Callable[[str], Amendable]] = {
    AmendedField.NUMBER: Decoder(ReleaseNumber | None).decode,
    AmendedField.PUBLISHED: Decoder(date | None).decode,
    AmendedField.SIGN: Decoder(str | None).decode,
    AmendedField.HEADLINE: Decoder(str).decode,
    AmendedField.CONTACT: Decoder(Contact | None).decode,
    AmendedField.TOPICS: Decoder(tuple[str, ...]).decode,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What holds of a release instead of what was read; None where it has none of that, or it is not known.

    A headline holds for versions that print `printed`: one that the publisher edits later is shown as edited.
    """

    field: AmendedField
    value: Amendable
    note: str
    amended_at: datetime
    printed: str = ""


def value_of(version: Version, reading: Reading, field: AmendedField) -> Amendable:
    """What a reading of a version says in a field."""
    match field:
        case AmendedField.NUMBER:
            return reading.number
        case AmendedField.PUBLISHED:
            return reading.published
        case AmendedField.SIGN:
            return reading.sign or (reading.number.sign if reading.number else None)
        case AmendedField.HEADLINE:
            return reading.headline or version.release.title
        case AmendedField.CONTACT:
            return reading.contact
        case AmendedField.TOPICS:
            return tuple(topic.key for topic in reading.topics)


def amendments(connection: Connection, record_id: int) -> tuple[Amendment, ...]:
    """The amendments of a release, in the order of the fields."""
    table = schema.amendments
    rows = connection.execute(select(table).where(table.c.record_id == record_id)).mappings()
    held = {
        AmendedField(row["field"]): Amendment(
            field=AmendedField(row["field"]),
            value=_DECODERS[AmendedField(row["field"])](row["value"]),
            note=row["note"],
            amended_at=row["amended_at"],
            printed=row["printed"],
        )
        for row in rows
    }
    return tuple(held[field] for field in AmendedField if field in held)


def amended(release: Release, reading: Reading, held: tuple[Amendment, ...]) -> Reading:
    """A reading with what staff know better."""
    for amendment in held:
        reading = _APPLIED[amendment.field](release, reading, amendment)
    return reading


def amend(
    connection: Connection,
    record_id: int,
    field: AmendedField,
    value: Amendable,
    note: str,
    at: datetime,
    *,
    by: str,
) -> Event:
    """Put another value in the place of what was read, or of an earlier amendment.

    Raises NoSuchRecord; AmendmentUnfit for a release whose words are erased.
    """
    row = record_row(connection, record_id)
    if is_erased(connection, record_id):
        raise AmendmentUnfit(place=str(record_id), reason=Message("ist gelöscht"))
    printed = versions_of(connection, record_id)[-1].release.title if field is AmendedField.HEADLINE else ""
    key = {"record_id": record_id, "field": str(field)}
    values = {"value": as_json(value), "note": note, "amended_at": at, "printed": printed}
    statement = upsert(schema.amendments).values(**key, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))
    write_audit_entry(connection, AuditAction.AMEND, by, at, row["city"], f"{record_id}: {field}", note)
    return _read_again(connection, record_id, at)


def withdraw_amendment(
    connection: Connection, record_id: int, field: AmendedField, at: datetime, *, by: str
) -> Event:
    """Let hold again what was read; raises NoSuchRecord, AmendmentUnfit where nothing was amended."""
    table = schema.amendments
    row = record_row(connection, record_id)
    this = (table.c.record_id == record_id) & (table.c.field == str(field))
    held = connection.execute(select(table).where(this)).first()
    if held is None:
        raise AmendmentUnfit(place=str(record_id), reason=Message("diese Angabe ist nicht berichtigt"))
    connection.execute(delete(table).where(this))
    subject = f"{record_id}: {field}"
    write_audit_entry(connection, AuditAction.UNAMEND, by, at, row["city"], subject, held.note)
    return _read_again(connection, record_id, at)


def forget(connection: Connection, record_id: int) -> None:
    """Destroy the amendments of a release whose words are erased."""
    table = schema.amendments
    connection.execute(delete(table).where(table.c.record_id == record_id))


def stored_readings(
    connection: Connection, record_id: int, release: Release, read: Reading
) -> tuple[Reading, Reading | None]:
    """What holds of a version, and what was read, where that is another thing."""
    held = amendments(connection, record_id)
    return (amended(release, read, held), read) if held else (read, None)


def put_content(connection: Connection, version: Version, read: Reading) -> None:
    """Put what is newly known of the same words, and what was read of it, in the place of what is on record."""
    table = schema.versions
    connection.execute(update(table).where(table.c.id == version.id).values(release=as_json(version.release)))
    put_current(connection, put_reading(connection, version, read))


def put_reading(connection: Connection, version: Version, read: Reading) -> Version:
    """Put what was read of a version in the place of what was read before; returns the version as it holds now."""
    holds, as_read = stored_readings(connection, version.record_id, version.release, read)
    values = {"reading": as_json(holds), "as_read": as_json(as_read) if as_read else None}
    table = schema.versions
    connection.execute(update(table).where(table.c.id == version.id).values(values))
    renew_checksum(connection, version.id)
    return replace(version, reading=holds, as_read=as_read)


def _read_again(connection: Connection, record_id: int, at: datetime) -> Event:
    """Lay the amendments over every version of a release; the newest leaves REREAD."""
    newest = [
        put_reading(connection, version, version.read) for version in versions_of(connection, record_id)
    ][-1]
    put_read_again(connection, newest)
    return append_event(connection, EventKind.REREAD, record_id, newest.id, at)


def _with_number(release: Release, reading: Reading, amendment: Amendment) -> Reading:
    number: Any = amendment.value
    sign = number.sign if number and number.sign else reading.sign
    return replace(reading, number=number, sign=sign, number_from=NumberFrom.STAFF)


def _with_day(release: Release, reading: Reading, amendment: Amendment) -> Reading:
    day: Any = amendment.value
    return replace(
        reading,
        published=day,
        published_time=reading.published_time if day == reading.published else None,
        published_span=None,
        published_otherwise=None,
        published_from=PublishedFrom.STAFF,
    )


def _with_sign(release: Release, reading: Reading, amendment: Amendment) -> Reading:
    sign: Any = amendment.value
    number = reading.number
    if number and number.sign:
        number = replace(number, sign=sign, printed="")
    return replace(reading, sign=sign, number=number)


def _with_headline(release: Release, reading: Reading, amendment: Amendment) -> Reading:
    headline: Any = amendment.value
    return replace(reading, headline=headline) if release.title == amendment.printed else reading


def _with_contact(release: Release, reading: Reading, amendment: Amendment) -> Reading:
    contact: Any = amendment.value
    return replace(reading, contact=contact)


def _with_topics(release: Release, reading: Reading, amendment: Amendment) -> Reading:
    keys: Any = amendment.value
    return replace(reading, topics=tuple(TopicScore(key=key, score=1.0, words=()) for key in keys))


_APPLIED: Mapping[AmendedField, Callable[[Release, Reading, Amendment], Reading]] = {
    AmendedField.NUMBER: _with_number,
    AmendedField.PUBLISHED: _with_day,
    AmendedField.SIGN: _with_sign,
    AmendedField.HEADLINE: _with_headline,
    AmendedField.CONTACT: _with_contact,
    AmendedField.TOPICS: _with_topics,
}
