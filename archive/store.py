"""Deposit, withdraw, read, follow: one writer, many readers, over SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, Insert, RowMapping, create_engine, event, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError, OperationalError

from archive import schema
from archive.captures import CaptureFiles, Place
from archive.errors import ArchiveUnusable, CaptureDamaged, NoSuchRecord
from archive.identity import canonical_address, content_key, headline_key, same_content, same_headline
from archive.migrations import migrate
from archive.model import (
    Address,
    Capture,
    Deposit,
    Event,
    EventKind,
    Problem,
    Reading,
    Record,
    Release,
    Run,
    Source,
    Version,
)

DATABASE = "archive.sqlite"
CAPTURES = "captures"
# How long a writer waits for another one before it gives up, in milliseconds.
_WAIT_FOR_WRITER = 60_000
# SQLite takes a bounded number of parameters in one statement.
_IDS_AT_ONCE = 500

_T = TypeVar("_T")
_releases = TypeAdapter(Release)
_readings = TypeAdapter(Reading)
_problems = TypeAdapter(tuple[Problem, ...])


class Archive:
    """The system of record in one directory: a database and the captures beside it.

    Every method is one transaction. Safe to use from several threads and several processes.
    """

    def __init__(self, directory: Path) -> None:
        """Open the archive of a directory, making or migrating it where needed.

        Raises ArchiveTooNew for one written by a newer program, ArchiveUnusable for a place that will not do.
        """
        self.directory = directory
        try:
            directory.mkdir(parents=True, exist_ok=True)
            self._captures = CaptureFiles(directory / CAPTURES)
        except OSError as error:
            raise ArchiveUnusable(place=str(directory), reason=error.strerror or str(error)) from error
        self._engine = create_engine(f"sqlite:///{directory / DATABASE}")
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        try:
            with self._writing() as connection:
                migrate(connection, str(directory))
        except (DatabaseError, OperationalError) as error:
            self.close()
            raise ArchiveUnusable(place=str(directory / DATABASE), reason=str(error.orig)) from error
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # -- sources ---------------------------------------------------------------------------------------------

    def put_source(self, source: Source) -> None:
        """Record a publisher, or what is newly known of it."""
        values = {column.name: getattr(source, column.name) for column in schema.sources.c}
        with self._writing() as connection:
            statement = upsert(schema.sources).values(values)
            connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))

    def sources(self) -> tuple[Source, ...]:
        """Every publisher, by name."""
        with self._reading() as connection:
            rows = connection.execute(select(schema.sources).order_by(schema.sources.c.name)).mappings()
            return tuple(Source(**row) for row in rows)

    # -- captures --------------------------------------------------------------------------------------------

    def keep(self, capture: Capture) -> int:
        """Store what an address served and return the capture's id.

        Bytes that are stored already are not stored twice; the same bytes from the same address, once more, are
        the same capture.
        """
        with self._writing() as connection:
            newest = (
                select(schema.captures.c.id, schema.captures.c.digest)
                .where(schema.captures.c.url == capture.url)
                .order_by(schema.captures.c.id.desc())
                .limit(1)
            )
            known = connection.execute(newest).first()
            if known and known.digest == capture.digest:
                validators = {"etag": capture.etag, "last_modified": capture.last_modified}
                connection.execute(
                    update(schema.captures).where(schema.captures.c.id == known.id).values(validators)
                )
                return int(known.id)
            stored = select(schema.blobs.c.digest).where(schema.blobs.c.digest == capture.digest)
            if connection.execute(stored).first() is None:
                place = self._captures.append(capture, lambda file: _committed(connection, file))
                connection.execute(
                    insert(schema.blobs).values(
                        digest=capture.digest, file=place.file, offset=place.offset, length=place.length
                    )
                )
            names = (column.name for column in schema.captures.c)
            values = {name: getattr(capture, name) for name in names if name not in ("id", "digest")}
            return _inserted(connection, insert(schema.captures).values({**values, "digest": capture.digest}))

    def capture(self, capture_id: int) -> Capture:
        """A capture with its bytes; raises CaptureDamaged if they are not the ones that were stored."""
        table = schema.captures.join(schema.blobs)
        with self._reading() as connection:
            columns = [*schema.captures.c, schema.blobs.c.file, schema.blobs.c.offset, schema.blobs.c.length]
            row = connection.execute(
                select(*columns).select_from(table).where(schema.captures.c.id == capture_id)
            ).mappings()
            found = row.first()
        if found is None:
            raise NoSuchRecord(place=str(capture_id))
        place = Place(found["file"], found["offset"], found["length"])
        capture = Capture(
            url=found["url"],
            final_url=found["final_url"],
            fetched_at=found["fetched_at"],
            status=found["status"],
            content_type=found["content_type"],
            body=self._captures.read(place),
            etag=found["etag"],
            last_modified=found["last_modified"],
        )
        if capture.digest != found["digest"]:
            raise CaptureDamaged(place=place.file, reason=f"SHA-256 {capture.digest} ≠ {found['digest']}")
        return capture

    # -- deposit and withdrawal ------------------------------------------------------------------------------

    def deposit(
        self,
        release: Release,
        reading: Reading,
        *,
        capture_id: int | None,
        layout: str,
        at: datetime,
        also_at: str | None = None,
    ) -> Deposit:
        """Put a release on record; `also_at` is an address that led to the release's own.

        New to the archive: ADDED. Known, with other content: a new version, CHANGED. Known and the same: nothing,
        but REREAD where more or other is read out of it than before, and RESTORED where it had been withdrawn.
        """
        with self._writing() as connection:
            address = canonical_address(release.url)
            row = _identify(connection, release, reading, address)
            if row is None:
                record_id = _add_record(connection, release, at)
                added = _add_version(connection, record_id, 1, release, reading, capture_id, layout, at)
                events = [_append(connection, EventKind.ADDED, record_id, added.id, at)]
            else:
                record_id = row["id"]
                events = _revise(connection, row, release, reading, capture_id, layout, at)
            for url in {address, canonical_address(also_at)} - {None}:
                _put_address(connection, release.city, str(url), record_id, capture_id)
            return Deposit(record_id=record_id, events=tuple(events))

    def seen(self, city: str, urls: Iterable[str], at: datetime) -> None:
        """Note that these addresses still serve what is on record."""
        with self._writing() as connection:
            for some in _in_portions([canonical_address(url) or url for url in urls]):
                held = select(schema.addresses.c.record_id).where(
                    schema.addresses.c.city == city, schema.addresses.c.url.in_(some)
                )
                connection.execute(
                    update(schema.records).where(schema.records.c.id.in_(held)).values(last_seen=at)
                )

    def gone(self, city: str, url: str, at: datetime) -> Event | None:
        """Note that an address answers no more; WITHDRAWN once no address of its release does."""
        addresses, records = schema.addresses, schema.records
        with self._writing() as connection:
            this = (addresses.c.city == city) & (addresses.c.url == (canonical_address(url) or url))
            record_id = connection.execute(select(addresses.c.record_id).where(this)).scalar_one_or_none()
            if record_id is None:
                return None
            connection.execute(update(addresses).where(this).values(gone=True))
            answering = select(func.count()).where(addresses.c.record_id == record_id, ~addresses.c.gone)
            row = connection.execute(select(records).where(records.c.id == record_id)).mappings().one()
            if row["withdrawn_at"] or connection.execute(answering).scalar_one():
                return None
            connection.execute(update(records).where(records.c.id == record_id).values(withdrawn_at=at))
            return _append(connection, EventKind.WITHDRAWN, record_id, row["version_id"], at)

    def addresses(self, city: str) -> dict[str, Address]:
        """Every address known of a city, by its canonical spelling."""
        table = schema.addresses
        with self._reading() as connection:
            rows = connection.execute(select(table).where(table.c.city == city)).mappings()
            return {row["url"]: _address(row) for row in rows}

    # -- reading ---------------------------------------------------------------------------------------------

    def record(self, record_id: int) -> Record:
        """One record; raises NoSuchRecord."""
        found = self.current([record_id])
        if record_id not in found:
            raise NoSuchRecord(place=str(record_id))
        return found[record_id][0]

    def versions(self, record_id: int) -> tuple[Version, ...]:
        """Every version of a record, the first one first; raises NoSuchRecord."""
        table = schema.versions
        with self._reading() as connection:
            rows = connection.execute(
                select(table).where(table.c.record_id == record_id).order_by(table.c.number)
            ).mappings()
            found = tuple(_version(row) for row in rows)
        if not found:
            raise NoSuchRecord(place=str(record_id))
        return found

    def current(self, record_ids: Sequence[int]) -> dict[int, tuple[Record, Version]]:
        """The records of these ids with their newest version; unknown ids are left out."""
        records, versions = schema.records, schema.versions
        found: dict[int, tuple[Record, Version]] = {}
        with self._reading() as connection:
            for some in _in_portions(record_ids):
                urls: dict[int, list[str]] = {}
                for held in connection.execute(
                    select(schema.addresses.c.record_id, schema.addresses.c.url)
                    .where(schema.addresses.c.record_id.in_(some))
                    .order_by(schema.addresses.c.gone, schema.addresses.c.url)
                ):
                    urls.setdefault(held.record_id, []).append(held.url)
                rows = connection.execute(
                    select(
                        versions,
                        *(
                            records.c[name].label(f"record_{name}")
                            for name in ("city", "first_seen", "last_seen", "withdrawn_at")
                        ),
                    )
                    .join(versions, versions.c.id == records.c.version_id)
                    .where(records.c.id.in_(some))
                ).mappings()
                for row in rows:
                    record = Record(
                        id=row["record_id"],
                        city=row["record_city"],
                        addresses=tuple(urls.get(row["record_id"], ())),
                        first_seen=row["record_first_seen"],
                        last_seen=row["record_last_seen"],
                        withdrawn_at=row["record_withdrawn_at"],
                    )
                    found[record.id] = (record, _version(row))
        return found

    def numbered(self, city: str, year: int, running: int, sign: str | None = None) -> tuple[int, ...]:
        """The ids of the records that bear a number; more than one where it is double."""
        records = schema.records
        query = select(records.c.id).where(
            records.c.city == city, records.c.year == year, records.c.running == running
        )
        if sign is not None:
            query = query.where(records.c.sign == sign)
        with self._reading() as connection:
            return tuple(connection.execute(query.order_by(records.c.id)).scalars())

    def events(self, after: int, limit: int = 1_000) -> tuple[Event, ...]:
        """The events that follow a sequence number, at most `limit` of them, in order."""
        table = schema.events
        with self._reading() as connection:
            rows = connection.execute(
                select(table).where(table.c.seq > after).order_by(table.c.seq).limit(limit)
            ).mappings()
            return tuple(_event(row) for row in rows)

    def last_event(self) -> int:
        """The sequence number of the newest event, 0 for an empty archive."""
        with self._reading() as connection:
            return _last_seq(connection)

    def count(self) -> int:
        """How many releases are on record."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(schema.records)).scalar_one()

    # -- runs ------------------------------------------------------------------------------------------------

    def begin_run(self, run: Run) -> int:
        """Note that a visit to a city has begun; returns the run's id."""
        with self._writing() as connection:
            return _inserted(connection, insert(schema.runs).values(_run_values(run)))

    def end_run(self, run_id: int, run: Run) -> None:
        """Note how a visit went."""
        with self._writing() as connection:
            connection.execute(update(schema.runs).where(schema.runs.c.id == run_id).values(_run_values(run)))

    def last_run(self, city: str) -> Run | None:
        """The newest visit to a city, or None."""
        table = schema.runs
        with self._reading() as connection:
            row = (
                connection.execute(
                    select(table).where(table.c.city == city).order_by(table.c.id.desc()).limit(1)
                )
                .mappings()
                .first()
            )
        if row is None:
            return None
        values = {**row, "problems": _problems.validate_json(row["problems"])}
        del values["id"]
        return Run(**values)

    # -- transactions ----------------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection, connection.begin():
            yield connection


def _prepare(dbapi_connection: Any, _: object) -> None:
    dbapi_connection.isolation_level = None  # the driver begins nothing by itself; `_begin` does
    dbapi_connection.execute(f"PRAGMA busy_timeout = {_WAIT_FOR_WRITER}")
    dbapi_connection.execute("PRAGMA journal_mode = WAL")
    # FULL: after a power cut the archive must never lack an event that an index has already followed.
    dbapi_connection.execute("PRAGMA synchronous = FULL")
    dbapi_connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _in_portions(values: Iterable[_T]) -> Iterator[list[_T]]:
    everything = list(values)
    for start in range(0, len(everything), _IDS_AT_ONCE):
        yield everything[start : start + _IDS_AT_ONCE]


def _inserted(connection: Connection, statement: Insert) -> int:
    key = connection.execute(statement).inserted_primary_key
    assert key is not None
    return int(key[0])


def _committed(connection: Connection, file: str) -> int:
    """The end, in bytes, of the last recorded record of a WARC file."""
    end = func.max(schema.blobs.c.offset + schema.blobs.c.length)
    return int(connection.execute(select(end).where(schema.blobs.c.file == file)).scalar_one() or 0)


def _identify(
    connection: Connection, release: Release, reading: Reading, address: str | None
) -> RowMapping | None:
    """The record a release belongs to, by the rules of identity: address, number and headline, content."""
    records, addresses = schema.records, schema.addresses
    mine = select(records).where(records.c.city == release.city)
    if address:
        held = mine.join(addresses, addresses.c.record_id == records.c.id)
        this = (addresses.c.city == release.city) & (addresses.c.url == address)
        if row := connection.execute(held.where(this)).mappings().first():
            return row
    number = reading.number
    if number and number.year:
        numbered = mine.where(
            records.c.year == number.year,
            records.c.running == number.running,
            records.c.sign.is_not_distinct_from(number.sign),
            records.c.office.is_not_distinct_from(release.office),
        ).order_by(records.c.id)
        headline = headline_key(release.title)
        for row in connection.execute(numbered).mappings():
            if same_headline(row["headline"], headline):
                return row
    same = mine.where(records.c.content == content_key(release)).order_by(records.c.id)
    for row in connection.execute(same).mappings():
        if not _contradicts(row, reading):
            return row
    return None


def _contradicts(row: RowMapping, reading: Reading) -> bool:
    """Whether number or date say that equal words were published as two releases."""
    number = reading.number
    if number and row["running"] is not None:
        known = (row["running"], row["sign"])
        if known != (number.running, number.sign):
            return True
        if row["year"] and number.year and row["year"] != number.year:
            return True
    return bool(row["published"] and reading.published and row["published"] != reading.published)


def _revise(
    connection: Connection,
    row: RowMapping,
    release: Release,
    reading: Reading,
    capture_id: int | None,
    layout: str,
    at: datetime,
) -> list[Event]:
    records, versions = schema.records, schema.versions
    record_id = row["id"]
    latest = _version(
        connection.execute(select(versions).where(versions.c.id == row["version_id"])).mappings().one()
    )
    events = []
    if row["withdrawn_at"]:
        events.append(_append(connection, EventKind.RESTORED, record_id, latest.id, at))
    connection.execute(
        update(records).where(records.c.id == record_id).values(last_seen=at, withdrawn_at=None)
    )
    reading = _keep_what_was_known(latest.reading, reading)
    if not same_content(latest.release, release):
        changed = _add_version(
            connection, record_id, latest.number + 1, release, reading, capture_id, layout, at
        )
        events.append(_append(connection, EventKind.CHANGED, record_id, changed.id, at))
    elif reading != latest.reading:
        connection.execute(
            update(versions)
            .where(versions.c.id == latest.id)
            .values(reading=_readings.dump_json(reading).decode())
        )
        _put_current(connection, replace(latest, reading=reading))
        events.append(_append(connection, EventKind.REREAD, record_id, latest.id, at))
    return events


def _keep_what_was_known(known: Reading, new: Reading) -> Reading:
    """A date or a number once learnt is not lost because another source of the release does not tell it."""
    if new.published is None and known.published is not None:
        new = replace(
            new,
            published=known.published,
            published_time=known.published_time,
            published_span=known.published_span,
            published_from=known.published_from,
        )
    if new.number is None:
        new = replace(new, number=known.number)
    elif new.number.year is None and known.number and known.number.running == new.number.running:
        new = replace(new, number=replace(new.number, year=known.number.year))
    return new


def _add_record(connection: Connection, release: Release, at: datetime) -> int:
    values = {"city": release.city, "first_seen": at, "last_seen": at, "headline": "", "content": ""}
    return _inserted(connection, insert(schema.records).values(values))


def _add_version(
    connection: Connection,
    record_id: int,
    number: int,
    release: Release,
    reading: Reading,
    capture_id: int | None,
    layout: str,
    at: datetime,
) -> Version:
    version_id = _inserted(
        connection,
        insert(schema.versions).values(
            record_id=record_id,
            number=number,
            release=_releases.dump_json(release).decode(),
            reading=_readings.dump_json(reading).decode(),
            capture_id=capture_id,
            layout=layout,
            recorded_at=at,
        ),
    )
    version = Version(
        id=version_id,
        record_id=record_id,
        number=number,
        release=release,
        reading=reading,
        capture_id=capture_id,
        layout=layout,
        recorded_at=at,
    )
    _put_current(connection, version)
    return version


def _put_current(connection: Connection, version: Version) -> None:
    """Keep beside the record what identity is decided by."""
    number = version.reading.number
    connection.execute(
        update(schema.records)
        .where(schema.records.c.id == version.record_id)
        .values(
            version_id=version.id,
            office=version.release.office,
            year=number.year if number else None,
            running=number.running if number else None,
            sign=number.sign if number else None,
            published=version.reading.published,
            headline=headline_key(version.release.title),
            content=content_key(version.release),
        )
    )


def _put_address(connection: Connection, city: str, url: str, record_id: int, capture_id: int | None) -> None:
    validators: dict[str, str | None] = {"etag": None, "last_modified": None}
    if capture_id is not None:
        captures = schema.captures
        validators = dict(
            connection.execute(
                select(captures.c.etag, captures.c.last_modified).where(captures.c.id == capture_id)
            )
            .mappings()
            .one()
        )
    values = {"record_id": record_id, "gone": False, **validators}
    statement = upsert(schema.addresses).values(city=city, url=url, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["city", "url"], set_=values))


def _append(connection: Connection, kind: EventKind, record_id: int, version_id: int, at: datetime) -> Event:
    happened = Event(
        seq=_last_seq(connection) + 1, kind=kind, record_id=record_id, version_id=version_id, at=at
    )
    connection.execute(
        insert(schema.events).values(
            seq=happened.seq, kind=str(kind), record_id=record_id, version_id=version_id, at=at
        )
    )
    return happened


def _last_seq(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(schema.events.c.seq), 0))).scalar_one())


def _version(row: RowMapping) -> Version:
    return Version(
        id=row["id"],
        record_id=row["record_id"],
        number=row["number"],
        release=_releases.validate_json(row["release"]),
        reading=_readings.validate_json(row["reading"]),
        capture_id=row["capture_id"],
        layout=row["layout"],
        recorded_at=row["recorded_at"],
    )


def _event(row: RowMapping) -> Event:
    return Event(**{**row, "kind": EventKind(row["kind"])})


def _address(row: RowMapping) -> Address:
    return Address(**{name: row[name] for name in Address.__dataclass_fields__})


def _run_values(run: Run) -> dict[str, object]:
    values = {name: getattr(run, name) for name in Run.__dataclass_fields__}
    return {**values, "problems": _problems.dump_json(run.problems).decode()}
