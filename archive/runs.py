"""Crawls and imports on record, and the health of a city that follows from them."""

from datetime import date, datetime

from sqlalchemy import Connection, distinct, func, insert, select, update

from archive import schema
from archive.by_list import ByList, by_list
from archive.crawl_state import pending
from archive.health import Health, Vital, examine
from archive.model import Run, RunKind
from archive.rows import run_from, run_values, vital_from
from archive.statements import inserted, month_of

# So many of a city's newest releases are looked into for its health.
_EXAMINED = 250


def begin_run(connection: Connection, run: Run) -> int:
    """Note that a visit to a city has begun; returns the run's id."""
    return inserted(connection, insert(schema.runs), run_values(run))


def end_run(connection: Connection, run_id: int, run: Run) -> None:
    """Note how a visit went."""
    connection.execute(update(schema.runs).where(schema.runs.c.id == run_id).values(run_values(run)))


def crawls(connection: Connection, city: str, limit: int = 100) -> tuple[Run, ...]:
    """The visits to a city, the newest first; imports are none."""
    table = schema.runs
    mine = (table.c.city == city) & (table.c.kind == RunKind.VISIT)
    query = select(table).where(mine).order_by(table.c.id.desc()).limit(limit)
    return tuple(run_from(row) for row in connection.execute(query).mappings())


def last_successes(connection: Connection) -> dict[str, datetime]:
    """When each city was last visited and nothing failed."""
    table = schema.runs
    well = (table.c.kind == RunKind.VISIT) & (table.c.status == "ok")
    query = select(table.c.city, func.max(table.c.started)).where(well).group_by(table.c.city)
    return {row[0]: row[1] for row in connection.execute(query)}


def imports(connection: Connection, limit: int) -> tuple[Run, ...]:
    """The imports into any city, the newest first."""
    table = schema.runs
    query = select(table).where(table.c.kind == RunKind.IMPORT).order_by(table.c.id.desc()).limit(limit)
    return tuple(run_from(row) for row in connection.execute(query).mappings())


def completeness_by_list(connection: Connection, city: str, now: datetime) -> ByList:
    """What the lists of a city have named against what is on record."""
    addresses, walks, records = schema.addresses, schema.walks, schema.records
    taken = select(func.count(distinct(addresses.c.record_id))).where(addresses.c.city == city)
    followed = select(func.max(walks.c.finished_at)).where(walks.c.city == city)
    month = month_of(records.c.published)
    monthly = (
        select(month, func.count())
        .where(records.c.city == city, records.c.published.is_not(None))
        .group_by(month)
    )
    return by_list(
        city,
        taken=connection.execute(taken).scalar_one(),
        pending=tuple(pending(connection, city).values()),
        followed_at=connection.execute(followed).scalar_one(),
        last_run=next(iter(crawls(connection, city, limit=1)), None),
        months={date.fromisoformat(f"{month}-01"): count for month, count in connection.execute(monthly)},
        today=now.date(),
    )


def health(connection: Connection, city: str, now: datetime) -> Health:
    """How a city is, from its runs and what its newest releases hold."""
    records, versions = schema.records, schema.versions
    newest = (
        select(records.c.published, versions.c.release, versions.c.reading)
        .join(versions, versions.c.id == records.c.version_id)
        .where(records.c.city == city)
        .order_by(records.c.published.desc().nulls_last())
        .limit(_EXAMINED)
    )
    older = (
        select(records.c.published)
        .where(records.c.city == city)
        .order_by(records.c.published.desc().nulls_last())
        .offset(_EXAMINED)
    )
    vitals = [vital_from(row) for row in connection.execute(newest).mappings()]
    vitals += [Vital(published=day, fields=frozenset()) for day in connection.execute(older).scalars()]
    listed = completeness_by_list(connection, city, now)
    return examine(city, crawls(connection, city), vitals, listed, now=now)
