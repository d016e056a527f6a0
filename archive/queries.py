"""Reading the archive: sources, records with their newest version, events, counts."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, not_, select

from archive import schema
from archive.errors import NoSuchRecord
from archive.model import Coverage, Entry, Event, Record, RunKind, Seal, Source, Version
from archive.rows import event_from, last_sequence, may_be_shown, version_from, versions_of
from archive.statements import in_portions, upsert
from language.german.dates import Period

# Statements that every page needs are put together once: to do so takes longer than to run them.
_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
_ADDRESSES_OF = (
    select(schema.addresses.c.record_id, schema.addresses.c.url)
    .where(schema.addresses.c.record_id.in_(_IDS))
    .order_by(schema.addresses.c.gone, schema.addresses.c.url)
)
_CURRENT = (
    select(
        schema.versions,
        *(
            schema.records.c[name].label(f"record_{name}")
            for name in ("city", "first_seen", "last_seen", "withdrawn_at", "embargo_until")
        ),
        schema.seals.c.reason,
        schema.seals.c.sealed_at,
        schema.seals.c.erased_at,
    )
    .join(schema.versions, schema.versions.c.id == schema.records.c.version_id)
    .outerjoin(schema.seals, schema.seals.c.record_id == schema.records.c.id)
    .where(schema.records.c.id.in_(_IDS))
)


def put_source(connection: Connection, source: Source) -> None:
    """Record a publisher, or what is newly known of it."""
    values = {column.name: getattr(source, column.name) for column in schema.sources.c}
    statement = upsert(schema.sources).values(values)
    # A key that is set, even to itself, has every release of every city looked at for its reference.
    known = {name: value for name, value in values.items() if name != "key"}
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=known))


def sources(connection: Connection) -> tuple[Source, ...]:
    """Every publisher, by name."""
    rows = connection.execute(select(schema.sources).order_by(schema.sources.c.name)).mappings()
    return tuple(Source(**row) for row in rows)


def current(connection: Connection, record_ids: Sequence[int]) -> dict[int, tuple[Record, Version]]:
    """The records of these ids with their newest version; unknown ids are left out."""
    found: dict[int, tuple[Record, Version]] = {}
    for some in in_portions(record_ids):
        urls: dict[int, list[str]] = {}
        for held in connection.execute(_ADDRESSES_OF, {"ids": some}):
            urls.setdefault(held.record_id, []).append(held.url)
        for row in connection.execute(_CURRENT, {"ids": some}).mappings():
            record = Record(
                id=row["record_id"],
                city=row["record_city"],
                addresses=tuple(urls.get(row["record_id"], ())),
                first_seen=row["record_first_seen"],
                last_seen=row["record_last_seen"],
                withdrawn_at=row["record_withdrawn_at"],
                embargo=row["record_embargo_until"],
                seal=Seal(reason=row["reason"], sealed_at=row["sealed_at"], erased_at=row["erased_at"])
                if row["sealed_at"]
                else None,
            )
            found[record.id] = (record, version_from(row))
    return found


def readable(connection: Connection, record_ids: Sequence[int]) -> dict[int, tuple[Record, Version]]:
    """The releases of these ids that are not damaged."""
    try:
        return current(connection, record_ids)
    except ValueError:
        found: dict[int, tuple[Record, Version]] = {}
        for record_id in record_ids:
            with suppress(ValueError):
                found |= current(connection, [record_id])
        return found


def versions(connection: Connection, record_id: int) -> tuple[Version, ...]:
    """Every version of a record, the first one first; raises NoSuchRecord."""
    found = versions_of(connection, record_id)
    if not found:
        raise NoSuchRecord(place=str(record_id))
    return found


def in_order(connection: Connection, ids: Select[int]) -> tuple[tuple[Record, Version], ...]:
    """The records of the ids that a statement selects, in its order, with their newest version."""
    chosen = connection.execute(ids).scalars().all()
    found = current(connection, chosen)
    return tuple(found[record_id] for record_id in chosen)


def published_in(connection: Connection, city: str, period: Period) -> tuple[tuple[Record, Version], ...]:
    """The releases of a city that were published in a period, the oldest first; an open end is none."""
    records = schema.records
    query = select(records.c.id).where(records.c.city == city, records.c.published.is_not(None))
    if period.start:
        query = query.where(records.c.published >= period.start)
    if period.end:
        query = query.where(records.c.published <= period.end)
    return in_order(connection, query.order_by(records.c.published.nulls_first(), records.c.id))


def undated(connection: Connection, city: str, limit: int) -> tuple[tuple[Record, Version], ...]:
    """The releases of a city whose date is not known, the newest arrivals first."""
    records = schema.records
    query = select(records.c.id).where(records.c.city == city, records.c.published.is_(None))
    return in_order(connection, query.order_by(records.c.id.desc()).limit(limit))


def hidden(connection: Connection, limit: int, *, now: datetime) -> tuple[tuple[Record, Version], ...]:
    """The releases that are sealed, erased or under embargo, the newest arrivals first."""
    records, seals = schema.records, schema.seals
    query = select(records.c.id).outerjoin(seals, seals.c.record_id == records.c.id)
    query = query.where(not_(may_be_shown(now))).order_by(records.c.id.desc()).limit(limit)
    return in_order(connection, query)


def shown_entries(connection: Connection, after: int, limit: int, *, now: datetime) -> tuple[Entry, ...]:
    """The releases that may be shown, from an id on, in the order of their ids."""
    records, versions, seals = schema.records, schema.versions, schema.seals
    query = (
        select(
            records.c.id, records.c.city,
            versions.c.recorded_at.label("changed_at"),
        )
        .join(versions, versions.c.id == records.c.version_id)
        .outerjoin(seals, seals.c.record_id == records.c.id)
        .where(records.c.id > after, may_be_shown(now))
        .order_by(records.c.id)
        .limit(limit)
    )  # fmt: skip
    return tuple(Entry(**row) for row in connection.execute(query).mappings())


def coverage(connection: Connection, city: str) -> Coverage:
    """What the archive holds of a city, sealed releases included."""
    records, runs = schema.records, schema.runs
    held = select(
        func.count(),
        func.count().filter(records.c.published.is_(None)),
        func.min(records.c.published),
        func.max(records.c.published),
    ).where(records.c.city == city)
    good = select(func.max(runs.c.finished, type_=runs.c.finished.type)).where(
        runs.c.city == city, runs.c.kind == RunKind.VISIT, runs.c.status.in_(("ok", "partial"))
    )
    count, undated, first, last = connection.execute(held).one()
    fetched_at = connection.execute(good).scalar_one_or_none()
    return Coverage(
        city=city, releases=count, undated=undated or 0, first=first, last=last, fetched_at=fetched_at
    )


def events(connection: Connection, after: int, limit: int = 1000) -> tuple[Event, ...]:
    """The events that follow a sequence number, at most `limit` of them, in order."""
    table = schema.events
    rows = connection.execute(
        select(table).where(table.c.seq > after).order_by(table.c.seq).limit(limit)
    ).mappings()
    return tuple(event_from(row) for row in rows)


def last_event(connection: Connection) -> int:
    """The sequence number of the newest event, 0 for an empty archive."""
    return last_sequence(connection)


def event_mark(connection: Connection, seq: int) -> str:
    """What tells an event from that of another archive with the same number; empty where there is none."""
    row = connection.execute(select(schema.events).where(schema.events.c.seq == seq)).first()
    if row is None:
        return ""
    said = f"{row.seq} {row.kind} {row.record_id} {row.version_id} {row.at.isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def last_id(connection: Connection) -> int:
    """The highest id of a release, 0 for an empty archive."""
    return int(connection.execute(select(func.coalesce(func.max(schema.records.c.id), 0))).scalar_one())


def count(connection: Connection) -> int:
    """How many releases are on record."""
    return connection.execute(select(func.count()).select_from(schema.records)).scalar_one()
