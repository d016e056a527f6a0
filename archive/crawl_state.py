"""What the crawl knows of addresses: served, due, failing, gone, waiting; lists walked to their end."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from sqlalchemy import Connection, func, select, update

from archive import schema
from archive.identity import canonical_address
from archive.model import Address, Event, EventKind, Pending
from archive.rows import address_from, append_event, record_row
from archive.statements import in_portions, upsert

# A release is withdrawn when so many visits in a row were led elsewhere.
_ABSENT_TWICE = 2


def mark_seen(connection: Connection, city: str, due: Mapping[str, datetime], at: datetime) -> None:
    """Note that these addresses still serve what is on record, and when each is due again."""
    addresses, records = schema.addresses, schema.records
    by_address = {canonical_address(url) or url: due_at for url, due_at in due.items()}
    for url, due_at in by_address.items():
        connection.execute(
            update(addresses)
            .where(addresses.c.city == city, addresses.c.url == url)
            .values(due_at=due_at, absent=0, failures=0)
        )
    for some in in_portions(by_address):
        held = select(addresses.c.record_id).where(addresses.c.city == city, addresses.c.url.in_(some))
        connection.execute(update(records).where(records.c.id.in_(held)).values(last_seen=at))


def count_failure(connection: Connection, city: str, url: str) -> int:
    """Note that an address on record could not be read; how often that was so in a row."""
    addresses = schema.addresses
    this = (addresses.c.city == city) & (addresses.c.url == (canonical_address(url) or url))
    connection.execute(update(addresses).where(this).values(failures=addresses.c.failures + 1))
    return int(connection.execute(select(addresses.c.failures).where(this)).scalar_one_or_none() or 1)


def postpone(connection: Connection, city: str, url: str, due_at: datetime) -> None:
    """Set when an address is to be asked again."""
    addresses = schema.addresses
    this = (addresses.c.city == city) & (addresses.c.url == (canonical_address(url) or url))
    connection.execute(update(addresses).where(this).values(due_at=due_at))


def mark_gone(connection: Connection, city: str, url: str, at: datetime, due_at: datetime) -> Event | None:
    """Note that an address answers no more; WITHDRAWN once no address of its release does."""
    return _gone(connection, city, canonical_address(url) or url, at, due_at)


def mark_led_elsewhere(
    connection: Connection, city: str, url: str, at: datetime, due_at: datetime
) -> Event | None:
    """Note that an address led to something that is not its release; twice in a row, it counts as gone."""
    addresses = schema.addresses
    address = canonical_address(url) or url
    this = (addresses.c.city == city) & (addresses.c.url == address)
    connection.execute(update(addresses).where(this).values(absent=addresses.c.absent + 1, due_at=due_at))
    absent = connection.execute(select(addresses.c.absent).where(this)).scalar_one_or_none()
    if absent is None or absent < _ABSENT_TWICE:
        return None
    return _gone(connection, city, address, at, due_at)


def withdraw_if_silent(connection: Connection, record_id: int, at: datetime) -> Event | None:
    """Note that an address of a release leads to another one now; WITHDRAWN once none of its own answers."""
    return _withdrawn_if_silent(connection, record_id, at)


def addresses(connection: Connection, city: str) -> dict[str, Address]:
    """Every address known of a city, by its canonical spelling."""
    table, seals = schema.addresses, schema.seals
    query = (
        select(table, seals.c.erased_at.is_not(None).label("erased"))
        .outerjoin(seals, seals.c.record_id == table.c.record_id)
        .where(table.c.city == city)
    )
    return {row["url"]: address_from(row) for row in connection.execute(query).mappings()}


def age_origins(connection: Connection, city: str) -> dict[int, datetime]:
    """From when on the age of each record of a city counts: its publication, or when it was first seen."""
    records = schema.records
    published = records.c.published_until.label("published")
    query = select(records.c.id, published, records.c.first_seen).where(records.c.city == city)
    return {
        row.id: datetime.combine(row.published, time(), UTC) if row.published else row.first_seen
        for row in connection.execute(query)
    }


def list_finished_at(connection: Connection, city: str, start: str) -> datetime | None:
    """When the list that begins at an address was last followed to its end; None for never."""
    table = schema.walks
    query = select(table.c.finished_at).where(table.c.city == city, table.c.start == start)
    return connection.execute(query).scalar_one_or_none()


def mark_list_finished(connection: Connection, city: str, start: str, at: datetime) -> None:
    """Note that a list was followed to its end, or to where nothing was new."""
    statement = upsert(schema.walks).values(city=city, start=start, finished_at=at)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["city", "start"], set_={"finished_at": at})
    )


def pending(connection: Connection, city: str) -> dict[str, Pending]:
    """What a city listed and could not be taken in yet, by address."""
    table = schema.pending
    columns = [table.c[name] for name in Pending.__dataclass_fields__]
    rows = connection.execute(select(*columns).where(table.c.city == city)).mappings()
    return {row["url"]: Pending(**row) for row in rows}


def put_pending(connection: Connection, city: str, pending: Pending) -> None:
    """Note that an address has to be tried again."""
    values = {name: getattr(pending, name) for name in Pending.__dataclass_fields__}
    statement = upsert(schema.pending).values(city=city, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["city", "url"], set_=values))


def failing_addresses(connection: Connection, city: str) -> tuple[Address, ...]:
    """The addresses of a city that answered with an error when they were last asked, gone ones included."""
    table = schema.addresses
    query = select(table).where(table.c.city == city, table.c.gone | (table.c.failures > 0))
    return tuple(
        address_from({**row, "erased": False})
        for row in connection.execute(query.order_by(table.c.url)).mappings()
    )


def _gone(connection: Connection, city: str, url: str, at: datetime, due_at: datetime) -> Event | None:
    addresses = schema.addresses
    this = (addresses.c.city == city) & (addresses.c.url == url)
    record_id = connection.execute(select(addresses.c.record_id).where(this)).scalar_one_or_none()
    if record_id is None:
        return None
    connection.execute(update(addresses).where(this).values(gone=True, due_at=due_at))
    return _withdrawn_if_silent(connection, record_id, at)


def _withdrawn_if_silent(connection: Connection, record_id: int, at: datetime) -> Event | None:
    addresses, records = schema.addresses, schema.records
    answering = select(func.count()).where(addresses.c.record_id == record_id, ~addresses.c.gone)
    row = record_row(connection, record_id)
    if row["withdrawn_at"] or connection.execute(answering).scalar_one():
        return None
    connection.execute(update(records).where(records.c.id == record_id).values(withdrawn_at=at))
    return append_event(connection, EventKind.WITHDRAWN, record_id, row["version_id"], at)
