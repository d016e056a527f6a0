"""Running numbers on record: series, notes of unused ones, dates bounded by neighbours, corrections."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, delete, func, select

from archive import schema
from archive.amendments import put_content
from archive.journal import AuditAction, write_audit_entry
from archive.model import EventKind, Reading, Record, Version
from archive.numbers import Numbered, Series, dates_between, series_of
from archive.origins import PublishedFrom
from archive.queries import in_order
from archive.rows import append_event, may_be_shown, record_row, version_from
from archive.statements import in_portions, upsert

# As a reading whose date comes from the series is stored.
_DATED_BY_SERIES = f'"published_from":"{PublishedFrom.SERIES}"'


def series(connection: Connection, city: str) -> tuple[Series, ...]:
    """The series of running numbers of a city, each with its gaps."""
    table = schema.unused_numbers
    rows = connection.execute(select(table).where(table.c.city == city))
    unused = {(row.office or None, row.year, row.running): row.note for row in rows}
    return series_of(_numbered(connection, city), unused)


def without_year(connection: Connection, city: str) -> tuple[Numbered, ...]:
    """The releases of a city that bear a number of which the year is not known: they may fill a gap."""
    return tuple(
        numbered_release for numbered_release in _numbered(connection, city) if numbered_release.year is None
    )


def confirm_unused(
    connection: Connection,
    city: str,
    year: int,
    running: int,
    *,
    office: str | None,
    note: str,
    at: datetime,
    by: str,
) -> None:
    """Keep a person's word that no release ever bore a number; the same once more changes nothing."""
    key = {"city": city, "office": office or "", "year": year, "running": running}
    table = schema.unused_numbers
    same = select(table.c.note).where(*(table.c[name] == value for name, value in key.items()))
    if connection.execute(same).scalar_one_or_none() == note:
        return
    values = {"note": note, "noted_at": at}
    statement = upsert(table).values(**key, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))
    write_audit_entry(
        connection, AuditAction.UNUSED, by, at, city, _number_subject(year, running, office), note
    )


def deny_unused(
    connection: Connection,
    city: str,
    year: int,
    running: int,
    *,
    office: str | None,
    note: str,
    at: datetime,
    by: str,
) -> bool:
    """Take back a word that no release ever bore a number; False where there was none."""
    table = schema.unused_numbers
    this = (table.c.city == city) & (table.c.office == (office or ""))
    this &= (table.c.year == year) & (table.c.running == running)
    if not connection.execute(delete(table).where(this)).rowcount:
        return False
    write_audit_entry(
        connection, AuditAction.NOT_UNUSED, by, at, city, _number_subject(year, running, office), note
    )
    return True


def date_by_series(connection: Connection, city: str, at: datetime) -> int:
    """Bound the dates of undated releases by their neighbours in the series; returns how many became known."""
    touched = 0
    numbered = _numbered(connection, city)
    by_series = {
        version.record_id: version for version in _undated(connection, city) if version.reading.number
    }
    dated = [numbered_release for numbered_release in numbered if numbered_release.record_id not in by_series]
    for release in numbered:
        version = by_series.get(release.record_id)
        if version is None:
            continue
        found = _dated_by_series(version.reading, release, dated)
        if found != version.reading:
            put_content(connection, version, _learnt(version, found))
            append_event(connection, EventKind.REREAD, release.record_id, version.id, at)
            touched += 1
    return touched


def _learnt(version: Version, dated: Reading) -> Reading:
    """What was read of a version with the date that the series gives; a number that staff amended stays theirs."""
    if version.as_read is None:
        return dated
    return replace(
        version.as_read,
        published=dated.published,
        published_span=dated.published_span,
        published_from=dated.published_from,
    )


def corrections(connection: Connection, record_id: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The releases this one corrects, and those that correct it, by the number they name."""
    records = schema.records
    this = record_row(connection, record_id)
    corrects: tuple[int, ...] = ()
    if this["corrects_running"] is not None:
        query = select(records.c.id).where(
            records.c.city == this["city"],
            records.c.running == this["corrects_running"],
            records.c.year == (this["corrects_year"] or this["year"]),
            records.c.id != record_id,
        )
        if this["corrects_sign"]:
            query = query.where(records.c.sign == this["corrects_sign"])
        corrects = tuple(connection.execute(query.order_by(records.c.id)).scalars())
    corrected_by: tuple[int, ...] = ()
    if this["running"] is not None:
        named_year = func.coalesce(records.c.corrects_year, records.c.year)
        named_sign = func.coalesce(records.c.corrects_sign, this["sign"])
        query = select(records.c.id).where(
            records.c.city == this["city"],
            records.c.corrects_running == this["running"],
            named_year == this["year"],
            named_sign.is_not_distinct_from(this["sign"]),
            records.c.id != record_id,
        )
        corrected_by = tuple(connection.execute(query.order_by(records.c.id)).scalars())
    return corrects, corrected_by


def ids_with_number(
    connection: Connection, city: str, year: int, running: int, sign: str | None = None
) -> tuple[int, ...]:
    """The ids of the records that bear a number; more than one where it is double."""
    records = schema.records
    query = select(records.c.id).where(
        records.c.city == city, records.c.year == year, records.c.running == running
    )
    if sign is not None:
        query = query.where(records.c.sign == sign)
    return tuple(connection.execute(query.order_by(records.c.id)).scalars())


def with_double_number(connection: Connection, record_ids: Sequence[int]) -> frozenset[int]:
    """Of some records those whose number another one bears, too; one without a sign shares it with any sign."""
    found: set[int] = set()
    for some in in_portions(record_ids):
        found.update(connection.execute(_WITH_DOUBLE_NUMBER, {"ids": some}).scalars())
    return frozenset(found)


def _with_double_number() -> Select[int]:
    mine, other = schema.records.alias(), schema.records.alias()
    same = (other.c.city == mine.c.city) & (other.c.year == mine.c.year) & (other.c.running == mine.c.running)
    same &= (other.c.id != mine.c.id) & (mine.c.sign.is_(None) | (other.c.sign == mine.c.sign))
    some = mine.c.id.in_(bindparam("ids", expanding=True))
    return select(mine.c.id).join(other, same).where(some).distinct()


# Put together once: to do so takes longer than to run it.
_WITH_DOUBLE_NUMBER = _with_double_number()


def releases_with_number(
    connection: Connection, running: int, limit: int, *, now: datetime
) -> tuple[tuple[Record, Version], ...]:
    """The releases that bear a running number and may be shown, of any city, the newest first."""
    records = schema.records
    query = (
        select(records.c.id)
        .outerjoin(schema.seals, schema.seals.c.record_id == records.c.id)
        .where(records.c.running == running, may_be_shown(now))
        .order_by(records.c.published.desc().nulls_last(), records.c.id.desc())
        .limit(limit)
    )
    return in_order(connection, query)


def _number_subject(year: int, running: int, office: str | None) -> str:
    return f"{running}/{year}" + (f" ({office})" if office else "")


def _numbered(connection: Connection, city: str) -> list[Numbered]:
    records = schema.records.c
    query = select(records.id, records.running, records.year, records.office, records.sign, records.published)
    rows = connection.execute(
        query.add_columns(records.withdrawn_at).where(records.city == city, records.running.is_not(None))
    )
    return [
        Numbered(
            record_id=row.id,
            running=row.running,
            year=row.year,
            office=row.office,
            sign=row.sign,
            published=row.published,
            withdrawn=row.withdrawn_at is not None,
        )
        for row in rows
    ]


def _undated(connection: Connection, city: str) -> list[Version]:
    """The current versions of a city's releases that bear no date, those the series has dated included."""
    records, versions = schema.records, schema.versions
    rows = connection.execute(
        select(versions)
        .join(records, records.c.version_id == versions.c.id)
        .outerjoin(schema.seals, schema.seals.c.record_id == records.c.id)
        .where(
            records.c.city == city,
            schema.seals.c.erased_at.is_(None),
            records.c.published.is_(None) | versions.c.reading.contains(_DATED_BY_SERIES, autoescape=True),
        )
    ).mappings()
    return [version_from(row) for row in rows]


def _dated_by_series(reading: Reading, numbered: Numbered, dated: Sequence[Numbered]) -> Reading:
    number = reading.number
    assert number is not None
    printed_year = number.year if number.year and str(number.year) in number.printed else None
    found = dates_between(replace(numbered, year=printed_year), dated)
    if found is None:
        if reading.published_from is not PublishedFrom.SERIES:
            return reading
        return replace(
            reading,
            number=replace(number, year=printed_year),
            published=None,
            published_span=None,
            published_from=PublishedFrom.NONE,
        )
    year, span = found
    return replace(
        reading,
        number=replace(number, year=year),
        published=span.start if span.start == span.end else None,
        published_span=span,
        published_from=PublishedFrom.SERIES,
    )
