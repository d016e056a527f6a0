"""Edits and withdrawals in the order in which they were noticed, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, FromClause, and_, func, literal_column, or_, select

from archive import schema
from archive.model import EventKind, Grade, Record, Version
from archive.queries import current
from archive.rows import may_be_shown, version_from

_KINDS = (EventKind.CHANGED, EventKind.WITHDRAWN, EventKind.RESTORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which changes are asked for: of these cities, edits so deep, withdrawals, noticed in `[since, until)`.

    Without cities of all; without grades and kinds everything.
    """

    cities: tuple[str, ...] = ()
    grades: tuple[Grade, ...] = ()
    kinds: tuple[EventKind, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """That a release was edited, withdrawn or came back, and when that was noticed.

    `version` is the one of that moment; of an edit `before` is the one it took the place of.
    """

    seq: int
    kind: EventKind
    at: datetime
    record: Record
    version: Version
    before: Version | None


def noticed(
    connection: Connection, wanted: Wanted, limit: int, *, now: datetime, before: int | None = None
) -> tuple[Noticed, ...]:
    """The newest of what is wanted, or what follows the one of this sequence number; none of a hidden release."""
    events, versions = schema.events, schema.versions
    query = (
        select(events)
        .where(*_conditions(wanted, now))
        .order_by(events.c.seq.desc())
        .limit(limit)
        .select_from(_joined())
    )
    if before is not None:
        query = query.where(events.c.seq < before)
    rows = connection.execute(query).mappings().all()
    records = current(connection, [row["record_id"] for row in rows])
    own = {row["version_id"] for row in rows}
    of_records = select(versions).where(versions.c.id.in_(own))
    by_id = {row["id"]: version_from(row) for row in connection.execute(of_records).mappings()}
    edited = [by_id[row["version_id"]] for row in rows if row["kind"] == EventKind.CHANGED]
    earlier = _versions_before(connection, edited)
    return tuple(
        Noticed(
            seq=row["seq"],
            kind=EventKind(row["kind"]),
            at=row["at"],
            record=records[row["record_id"]][0],
            version=by_id[row["version_id"]],
            before=earlier.get(row["version_id"]) if row["kind"] == EventKind.CHANGED else None,
        )
        for row in rows
    )


def count_noticed(connection: Connection, wanted: Wanted, *, now: datetime) -> int:
    """How many changes are wanted."""
    query = select(func.count()).where(*_conditions(wanted, now)).select_from(_joined())
    return int(connection.execute(query).scalar_one())


def _joined() -> FromClause:
    events, records, versions, seals = schema.events, schema.records, schema.versions, schema.seals
    return (
        events.join(records, records.c.id == events.c.record_id)
        .join(versions, versions.c.id == events.c.version_id)
        .outerjoin(seals, seals.c.record_id == events.c.record_id)
    )


def _conditions(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    events, versions = schema.events, schema.versions
    # As the condition of the index says it: a bound parameter would not be known to be one of these kinds.
    found = [events.c.kind.in_([literal_column(f"'{kind}'") for kind in _KINDS]), may_be_shown(now)]
    if wanted.cities:
        found.append(schema.records.c.city.in_(wanted.cities))
    if wanted.grades or wanted.kinds:
        deep = and_(events.c.kind == EventKind.CHANGED, versions.c.grade.in_(wanted.grades))
        found.append(or_(deep, events.c.kind.in_(wanted.kinds)))
    if wanted.since:
        found.append(events.c.at >= wanted.since)
    if wanted.until:
        found.append(events.c.at < wanted.until)
    return found


def _versions_before(connection: Connection, edited: Sequence[Version]) -> dict[int, Version]:
    """By the id of each version the one before it."""
    versions = schema.versions
    asked = {(version.record_id, version.number - 1): version.id for version in edited}
    if not asked:
        return {}
    numbers = or_(
        *(and_(versions.c.record_id == record, versions.c.number == number) for record, number in asked)
    )
    rows = connection.execute(select(versions).where(numbers)).mappings()
    return {asked[row["record_id"], row["number"]]: version_from(row) for row in rows}
