"""Deposit, withdraw, read, follow: one writer, many readers, over SQLite."""

import hashlib
import json
import time as time_module
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Self, TypeVar

from msgspec.json import Decoder, Encoder
from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    RowMapping,
    Select,
    bindparam,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError, OperationalError

from archive import schema
from archive.captures import CaptureFiles, Place
from archive.diff import grade_of
from archive.errors import ArchiveUnusable, CaptureDamaged, CaptureErased, NoSuchRecord, SealUnfit
from archive.health import Health, Vital, examine
from archive.identity import canonical_address, content_key, headline_key, same_content, same_headline
from archive.migrations import migrate
from archive.model import (
    Address,
    AuditAction,
    AuditEntry,
    Capture,
    Coverage,
    Deposit,
    Entry,
    Event,
    EventKind,
    Grade,
    Pending,
    Problem,
    PublishedFrom,
    Reading,
    Record,
    Release,
    Run,
    RunKind,
    Seal,
    Source,
    StoredCapture,
    Validators,
    Version,
)
from archive.numbers import Numbered, Series, dates_between, series_of
from archive.people import Appearance, DecisionKind, PersonDecision
from language.german.dates import Period

DATABASE = "archive.sqlite"
CAPTURES = "captures"
# How long a writer waits for another one before it gives up, in milliseconds.
_WAIT_FOR_WRITER = 60_000
# A release is withdrawn when so many visits in a row were led elsewhere.
_ABSENT_TWICE = 2
# SQLite takes a bounded number of parameters in one statement.
_IDS_AT_ONCE = 500
# So many of a city's newest releases are looked into for its health.
_EXAMINED = 250
# How often an erasure tries to empty the write-ahead log while others read.
_TRUNCATE_TRIES = 25
# So many threads may work with one archive at once.
_CONNECTIONS = 120

_T = TypeVar("_T")
# Sets in a fixed order: the same reading is the same text.
_json = Encoder(order="deterministic")
_releases = Decoder(Release)
_readings = Decoder(Reading)
# As a reading whose date comes from the series is stored.
_DATED_BY_SERIES = f'"published_from":"{PublishedFrom.SERIES}"'
_problems = Decoder(tuple[Problem, ...])


# The statements of a deposit are built once: building them costs more than running them.
_TAKEN_FROM = update(schema.captures).where(schema.captures.c.id == bindparam("of"))
_NEWEST_CAPTURE = (
    select(schema.captures.c.id, schema.captures.c.digest, schema.blobs.c.erased)
    .join(schema.blobs)
    .where(schema.captures.c.url == bindparam("of"))
    .order_by(schema.captures.c.id.desc())
    .limit(1)
)
_STORED = select(schema.blobs.c.digest, schema.blobs.c.erased).where(schema.blobs.c.digest == bindparam("of"))
_END_OF_FILE = (
    select(schema.blobs.c.offset + schema.blobs.c.length)
    .where(schema.blobs.c.file == bindparam("of"))
    .order_by(schema.blobs.c.offset.desc())
    .limit(1)
)
_CARRIED = select(schema.captures.c.etag, schema.captures.c.last_modified).where(
    schema.captures.c.id == bindparam("of")
)
_MINE = select(schema.records).where(schema.records.c.city == bindparam("city_"))
_AT_ADDRESS = _MINE.join(schema.addresses, schema.addresses.c.record_id == schema.records.c.id).where(
    schema.addresses.c.city == bindparam("city_"), schema.addresses.c.url == bindparam("at")
)
_OF_CAPTURE = _MINE.join(schema.captures, schema.captures.c.record_id == schema.records.c.id).where(
    schema.captures.c.id == bindparam("of")
)
_WITH_NUMBER = _MINE.where(
    schema.records.c.year == bindparam("year_"),
    schema.records.c.running == bindparam("running_"),
    schema.records.c.sign.is_not_distinct_from(bindparam("sign_")),
    schema.records.c.office.is_not_distinct_from(bindparam("office_")),
).order_by(schema.records.c.id)
_WITH_CONTENT = _MINE.where(schema.records.c.content == bindparam("key")).order_by(schema.records.c.id)
_LAST_SEQ = select(func.coalesce(func.max(schema.events.c.seq), 0))
_ADD_BLOB, _ADD_CAPTURE = insert(schema.blobs), insert(schema.captures)
_ADD_RECORD, _ADD_VERSION, _ADD_EVENT = insert(schema.records), insert(schema.versions), insert(schema.events)
_PUT_CURRENT = update(schema.records).where(schema.records.c.id == bindparam("of"))
_PUT_ADDRESS = upsert(schema.addresses)
_PUT_ADDRESS = _PUT_ADDRESS.on_conflict_do_update(
    index_elements=["city", "url"],
    set_={
        column.name: _PUT_ADDRESS.excluded[column.name]
        for column in schema.addresses.c
        if not column.primary_key and column.name != "known_since"
    },
)
_PENDING_NO_MORE = delete(schema.pending).where(
    schema.pending.c.city == bindparam("city_"), schema.pending.c.url == bindparam("at")
)


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
        self._engine = create_engine(
            f"sqlite:///{directory / DATABASE}",
            pool_size=5,
            max_overflow=_CONNECTIONS,
            pool_timeout=_WAIT_FOR_WRITER / 1000,
        )
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

    def sources_by_key(self) -> dict[str, Source]:
        """Every publisher on record, by its key."""
        return {source.key: source for source in self.sources()}

    def city_names(self) -> dict[str, str]:
        """The name of every publisher on record, by its key."""
        return {source.key: source.name for source in self.sources()}

    def keep(self, capture: Capture) -> int:
        """Store what an address served and return the capture's id.

        Bytes that are stored already are not stored twice; the same bytes from the same address, once more, are
        the same capture.
        """
        with self._writing() as connection:
            known = connection.execute(_NEWEST_CAPTURE, {"of": capture.url}).first()
            if known and known.digest == capture.digest and not known.erased:
                validators = {"etag": capture.etag, "last_modified": capture.last_modified}
                connection.execute(
                    update(schema.captures).where(schema.captures.c.id == known.id).values(validators)
                )
                return int(known.id)
            stored = connection.execute(_STORED, {"of": capture.digest}).first()
            if stored is None or stored.erased:
                place = self._captures.append(capture, lambda file: _committed(connection, file))
                where = {"file": place.file, "offset": place.offset, "length": place.length}
                if stored is None:
                    connection.execute(_ADD_BLOB, {"digest": capture.digest, "erased": False, **where})
                else:  # the same bytes, legitimately met again
                    again = update(schema.blobs).where(schema.blobs.c.digest == capture.digest)
                    connection.execute(again.values(erased=False, **where))
            names = (column.name for column in schema.captures.c)
            values = {
                name: getattr(capture, name) for name in names if name not in ("id", "digest", "record_id")
            }
            return _inserted(connection, _ADD_CAPTURE, {**values, "digest": capture.digest})

    def validators(self, url: str) -> Validators:
        """What the newest capture of an address carried."""
        table = schema.captures
        query = select(table.c.etag, table.c.last_modified).where(table.c.url == url)
        with self._reading() as connection:
            row = connection.execute(query.order_by(table.c.id.desc()).limit(1)).mappings().first()
        return Validators(**row) if row else Validators()

    def capture(self, capture_id: int) -> Capture:
        """A capture with its bytes.

        Raises NoSuchRecord, CaptureErased, or CaptureDamaged if they are not the ones that were stored.
        """
        found = self._capture_row(capture_id)
        if found["erased"]:
            raise CaptureErased(place=found["url"])
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

    def stored(self, capture_id: int) -> StoredCapture:
        """What is known of a capture without reading its bytes; raises NoSuchRecord."""
        found = self._capture_row(capture_id)
        return StoredCapture(**{name: found[name] for name in StoredCapture.__dataclass_fields__})

    def warc_record(self, capture_id: int) -> bytes:
        """The WARC record of a capture, packed as one gzip member (ISO 28500, annex D).

        Raises NoSuchRecord, CaptureErased, CaptureDamaged.
        """
        found = self._capture_row(capture_id)
        if found["erased"]:
            raise CaptureErased(place=found["url"])
        return self._captures.packed(Place(found["file"], found["offset"], found["length"]))

    def _capture_row(self, capture_id: int) -> RowMapping:
        blobs = schema.blobs.c
        columns = [*schema.captures.c, blobs.file, blobs.offset, blobs.length, blobs.erased]
        query = select(*columns).select_from(schema.captures.join(schema.blobs))
        with self._reading() as connection:
            found = connection.execute(query.where(schema.captures.c.id == capture_id)).mappings().first()
        if found is None:
            raise NoSuchRecord(place=str(capture_id))
        return found

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
        due_at: datetime | None = None,
    ) -> Deposit:
        """Put a release on record; `also_at` is an address that led to the release's own.

        New to the archive: ADDED. Known, with other content: a new version, CHANGED. Known and the same: nothing,
        but REREAD where more or other is read out of it than before, and RESTORED where it had been withdrawn.
        What was erased stays erased: the capture is destroyed too. `due_at` is when its addresses are due again.
        """
        with self._writing() as connection:
            address = canonical_address(release.url)
            row = _identify(connection, release, reading, address, capture_id)
            read_from = [attachment.capture_id for attachment in release.attachments] + [capture_id]
            captured = [one for one in read_from if one is not None]
            if row is not None and _is_erased(connection, row["id"]):
                for one in captured:
                    connection.execute(_TAKEN_FROM, {"of": one, "record_id": row["id"]})
                self._destroy(connection, row["id"], captured)
                for url in {address, canonical_address(also_at)} - {None}:
                    _put_address(connection, release.city, str(url), row["id"], None, at, due_at or at)
                return Deposit(record_id=row["id"])
            if row is None:
                record_id = _add_record(connection, release, at)
                added = _add_version(connection, record_id, 1, release, reading, capture_id, layout, at)
                events = [_append(connection, EventKind.ADDED, record_id, added.id, at)]
            else:
                record_id = row["id"]
                events = _revise(connection, row, release, reading, capture_id, layout, at)
            for one in captured:
                connection.execute(_TAKEN_FROM, {"of": one, "record_id": record_id})
            for url in {address, canonical_address(also_at)} - {None}:
                _put_address(connection, release.city, str(url), record_id, capture_id, at, due_at or at)
            return Deposit(record_id=record_id, events=tuple(events))

    def seen(self, city: str, due: Mapping[str, datetime], at: datetime) -> None:
        """Note that these addresses still serve what is on record, and when each is due again."""
        addresses, records = schema.addresses, schema.records
        by_address = {canonical_address(url) or url: due_at for url, due_at in due.items()}
        with self._writing() as connection:
            for url, due_at in by_address.items():
                connection.execute(
                    update(addresses)
                    .where(addresses.c.city == city, addresses.c.url == url)
                    .values(due_at=due_at, absent=0, failures=0)
                )
            for some in _in_portions(by_address):
                held = select(addresses.c.record_id).where(
                    addresses.c.city == city, addresses.c.url.in_(some)
                )
                connection.execute(update(records).where(records.c.id.in_(held)).values(last_seen=at))

    def failed(self, city: str, url: str) -> int:
        """Note that an address on record could not be read; how often that was so in a row."""
        addresses = schema.addresses
        this = (addresses.c.city == city) & (addresses.c.url == (canonical_address(url) or url))
        with self._writing() as connection:
            connection.execute(update(addresses).where(this).values(failures=addresses.c.failures + 1))
            return int(connection.execute(select(addresses.c.failures).where(this)).scalar_one_or_none() or 1)

    def postpone(self, city: str, url: str, due_at: datetime) -> None:
        """Set when an address is to be asked again."""
        addresses = schema.addresses
        this = (addresses.c.city == city) & (addresses.c.url == (canonical_address(url) or url))
        with self._writing() as connection:
            connection.execute(update(addresses).where(this).values(due_at=due_at))

    def gone(self, city: str, url: str, at: datetime, due_at: datetime) -> Event | None:
        """Note that an address answers no more; WITHDRAWN once no address of its release does."""
        with self._writing() as connection:
            return _gone(connection, city, canonical_address(url) or url, at, due_at)

    def led_elsewhere(self, city: str, url: str, at: datetime, due_at: datetime) -> Event | None:
        """Note that an address led to something that is not its release; twice in a row, it counts as gone."""
        addresses = schema.addresses
        address = canonical_address(url) or url
        this = (addresses.c.city == city) & (addresses.c.url == address)
        with self._writing() as connection:
            connection.execute(
                update(addresses).where(this).values(absent=addresses.c.absent + 1, due_at=due_at)
            )
            absent = connection.execute(select(addresses.c.absent).where(this)).scalar_one_or_none()
            if absent is None or absent < _ABSENT_TWICE:
                return None
            return _gone(connection, city, address, at, due_at)

    def left(self, record_id: int, at: datetime) -> Event | None:
        """Note that an address of a release leads to another one now; WITHDRAWN once none of its own answers."""
        with self._writing() as connection:
            return _withdrawn_if_silent(connection, record_id, at)

    def addresses(self, city: str) -> dict[str, Address]:
        """Every address known of a city, by its canonical spelling."""
        table, seals = schema.addresses, schema.seals
        query = (
            select(table, seals.c.erased_at.is_not(None).label("erased"))
            .outerjoin(seals, seals.c.record_id == table.c.record_id)
            .where(table.c.city == city)
        )
        with self._reading() as connection:
            return {row["url"]: _address(row) for row in connection.execute(query).mappings()}

    def since(self, city: str) -> dict[int, datetime]:
        """From when on the age of each record of a city counts: its publication, or when it was first seen."""
        records = schema.records
        published = records.c.published_until.label("published")
        query = select(records.c.id, published, records.c.first_seen).where(records.c.city == city)
        with self._reading() as connection:
            return {
                row.id: datetime.combine(row.published, time(), UTC) if row.published else row.first_seen
                for row in connection.execute(query)
            }

    # -- lists walked ----------------------------------------------------------------------------------------

    def walked(self, city: str, start: str) -> datetime | None:
        """When the list that begins at an address was last followed to its end; None for never."""
        table = schema.walks
        query = select(table.c.finished_at).where(table.c.city == city, table.c.start == start)
        with self._reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def put_walked(self, city: str, start: str, at: datetime) -> None:
        """Note that a list was followed to its end, or to where nothing was new."""
        with self._writing() as connection:
            statement = upsert(schema.walks).values(city=city, start=start, finished_at=at)
            connection.execute(
                statement.on_conflict_do_update(index_elements=["city", "start"], set_={"finished_at": at})
            )

    def pending(self, city: str) -> dict[str, Pending]:
        """What a city listed and could not be taken in yet, by address."""
        table = schema.pending
        columns = [table.c[name] for name in Pending.__dataclass_fields__]
        with self._reading() as connection:
            rows = connection.execute(select(*columns).where(table.c.city == city)).mappings()
            return {row["url"]: Pending(**row) for row in rows}

    def put_pending(self, city: str, pending: Pending) -> None:
        """Note that an address has to be tried again."""
        values = {name: getattr(pending, name) for name in Pending.__dataclass_fields__}
        with self._writing() as connection:
            statement = upsert(schema.pending).values(city=city, **values)
            connection.execute(statement.on_conflict_do_update(index_elements=["city", "url"], set_=values))

    # -- sealing ---------------------------------------------------------------------------------------------

    def seal(self, record_id: int, reason: str, at: datetime, *, by: str) -> Event:
        """Hide a release everywhere; its number stays. Raises NoSuchRecord, SealUnfit for one sealed already."""
        with self._writing() as connection:
            row = _row(connection, record_id)
            if _seal(connection, record_id):
                raise SealUnfit(
                    place=str(record_id), reason_de="ist schon gesperrt", reason_en="is sealed already"
                )
            connection.execute(insert(schema.seals).values(record_id=record_id, reason=reason, sealed_at=at))
            _note(connection, AuditAction.SEAL, by, at, row["city"], str(record_id), reason)
            return _append(connection, EventKind.SEALED, record_id, row["version_id"], at)

    def unseal(self, record_id: int, at: datetime, *, by: str) -> Event:
        """Show a sealed release again; raises NoSuchRecord, SealUnfit for one not sealed, or erased."""
        with self._writing() as connection:
            row = _row(connection, record_id)
            seal = _seal(connection, record_id)
            if seal is None or seal.erased_at:
                raise SealUnfit(
                    place=str(record_id),
                    reason_de="ist gelöscht; das lässt sich nicht zurücknehmen"
                    if seal
                    else "ist nicht gesperrt",
                    reason_en="was erased; that cannot be undone" if seal else "is not sealed",
                )
            connection.execute(delete(schema.seals).where(schema.seals.c.record_id == record_id))
            _note(connection, AuditAction.UNSEAL, by, at, row["city"], str(record_id), seal.reason)
            return _append(connection, EventKind.UNSEALED, record_id, row["version_id"], at)

    def erase(self, record_id: int, reason: str, at: datetime, *, by: str) -> Event:
        """Seal a release and destroy its words and captured bytes, all but number, date and this reason.

        Raises NoSuchRecord, SealUnfit for one erased already. The index has to be rebuilt to lose it for good.
        """
        captures = schema.captures
        with self._writing() as connection:
            row = _row(connection, record_id)
            seal = _seal(connection, record_id)
            if seal and seal.erased_at:
                raise SealUnfit(
                    place=str(record_id), reason_de="ist schon gelöscht", reason_en="is erased already"
                )
            versions = _versions(connection, record_id)
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
                one.id
                for one in connection.execute(select(captures.c.id, captures.c.url).where(mine))
                if not _linked_elsewhere(connection, record_id, one.url)
            ]
            for some in _in_portions(urls):
                held += connection.execute(select(captures.c.id).where(captures.c.url.in_(some))).scalars()
            self._destroy(connection, record_id, held)
            for version in versions:
                _empty(connection, version)
            connection.execute(
                update(schema.records)
                .where(schema.records.c.id == record_id)
                .values(headline=_fingerprint(row["headline"]))
            )
            decided = schema.person_decisions
            connection.execute(delete(decided).where(decided.c.record_id == record_id))
            values = {"reason": reason, "sealed_at": seal.sealed_at if seal else at, "erased_at": at}
            statement = upsert(schema.seals).values(record_id=record_id, **values)
            connection.execute(statement.on_conflict_do_update(index_elements=["record_id"], set_=values))
            _note(connection, AuditAction.ERASE, by, at, row["city"], str(record_id), reason)
            erased = _append(connection, EventKind.SEALED, record_id, row["version_id"], at)
        # What was overwritten must not live on in the write-ahead log.
        self._truncate_log(record_id)
        return erased

    def _truncate_log(self, record_id: int) -> None:
        for _ in range(_TRUNCATE_TRIES):
            with self._engine.connect() as connection:
                busy, *_rest = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
            if not busy:
                return
            time_module.sleep(0.2)
        raise SealUnfit(
            place=str(record_id),
            reason_de="ist gelöscht, aber ein anderer Prozess liest noch; ihre Worte verschwinden aus dem Protokoll "
            "der Datenbank erst, wenn alle Prozesse (serve, watch) einmal beendet waren",
            reason_en="is erased, but another process still reads; its words leave the database's log only when all "
            "processes (serve, watch) have been ended once",
        )

    def _destroy(self, connection: Connection, record_id: int, capture_ids: Sequence[int]) -> None:
        """Destroy the bytes of a record's captures, unless a capture of something else holds the same bytes."""
        captures, blobs = schema.captures, schema.blobs
        elsewhere = select(captures.c.digest).where(
            captures.c.id.not_in(capture_ids), captures.c.record_id.is_distinct_from(record_id)
        )
        mine = select(captures.c.digest).where(captures.c.id.in_(capture_ids))
        only_here = blobs.c.digest.in_(mine) & blobs.c.digest.not_in(elsewhere) & ~blobs.c.erased
        for blob in connection.execute(select(blobs).where(only_here)).all():
            self._captures.destroy(Place(blob.file, blob.offset, blob.length))
            connection.execute(update(blobs).where(blobs.c.digest == blob.digest).values(erased=True))

    # -- numbers and corrections -----------------------------------------------------------------------------

    def series(self, city: str) -> tuple[Series, ...]:
        """The series of running numbers of a city, each with its gaps."""
        table = schema.unused_numbers
        with self._reading() as connection:
            rows = connection.execute(select(table).where(table.c.city == city))
            unused = {(row.office or None, row.year, row.running): row.note for row in rows}
            return series_of(_numbered(connection, city), unused)

    def without_year(self, city: str) -> tuple[Numbered, ...]:
        """The releases of a city that bear a number of which the year is not known: they may fill a gap."""
        with self._reading() as connection:
            return tuple(
                numbered_release
                for numbered_release in _numbered(connection, city)
                if numbered_release.year is None
            )

    def confirm_unused(
        self, city: str, year: int, running: int, *, office: str | None, note: str, at: datetime, by: str
    ) -> None:
        """Keep a person's word that no release ever bore a number."""
        key = {"city": city, "office": office or "", "year": year, "running": running}
        values = {"note": note, "noted_at": at}
        with self._writing() as connection:
            statement = upsert(schema.unused_numbers).values(**key, **values)
            connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))
            _note(connection, AuditAction.UNUSED, by, at, city, _number_subject(year, running, office), note)

    def deny_unused(
        self, city: str, year: int, running: int, *, office: str | None, note: str, at: datetime, by: str
    ) -> bool:
        """Take back a word that no release ever bore a number; False where there was none."""
        table = schema.unused_numbers
        this = (table.c.city == city) & (table.c.office == (office or ""))
        this &= (table.c.year == year) & (table.c.running == running)
        with self._writing() as connection:
            if not connection.execute(delete(table).where(this)).rowcount:
                return False
            _note(
                connection, AuditAction.NOT_UNUSED, by, at, city, _number_subject(year, running, office), note
            )
            return True

    def date_by_series(self, city: str, at: datetime) -> int:
        """Bound the dates of undated releases by their neighbours in the series; returns how many became known.

        Each one that became known, tighter or unknown again leaves REREAD.
        """
        touched = 0
        with self._writing() as connection:
            numbered = _numbered(connection, city)
            by_series = {
                version.record_id: version for version in _undated(connection, city) if version.reading.number
            }
            dated = [
                numbered_release
                for numbered_release in numbered
                if numbered_release.record_id not in by_series
            ]
            for one in numbered:
                version = by_series.get(one.record_id)
                if version is None:
                    continue
                reading = _dated_by_series(version.reading, one, dated)
                if reading != version.reading:
                    _put_content(connection, replace(version, reading=reading))
                    _append(connection, EventKind.REREAD, one.record_id, version.id, at)
                    touched += 1
        return touched

    def corrections(self, record_id: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The releases this one corrects, and those that correct it, by the number they name."""
        records = schema.records
        with self._reading() as connection:
            this = _row(connection, record_id)
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

    def end_embargoes(self, now: datetime) -> int:
        """RELEASED for every release whose embargo has ended, so that an index takes it in; how many there were."""
        records = schema.records
        over = select(records.c.id, records.c.version_id).where(
            records.c.embargo_until.is_not(None), records.c.embargo_until <= now
        )
        with self._reading() as connection:
            if connection.execute(over.limit(1)).first() is None:
                return 0
        with self._writing() as connection:
            ended = connection.execute(over.order_by(records.c.id)).all()
            for row in ended:
                connection.execute(update(records).where(records.c.id == row.id).values(embargo_until=None))
                _append(connection, EventKind.RELEASED, row.id, row.version_id, now)
            return len(ended)

    def reread(self, version: Version, reading: Reading, at: datetime) -> Event | None:
        """Put what a better reader reads in the place of what was read; REREAD where that is more or other.

        Only a current version leaves an event: no index holds older ones. What was learnt elsewhere than in the
        text (a date from a feed, a number's year) is kept.
        """
        versions = schema.versions
        with self._writing() as connection:
            if _is_erased(connection, version.record_id):
                return None
            held = _version(
                connection.execute(select(versions).where(versions.c.id == version.id)).mappings().one()
            )
            reading = _keep_what_stands_beside(held.reading, _keep_what_was_known(held.reading, reading))
            values = {"reading": _json.encode(reading).decode()}
            connection.execute(update(versions).where(versions.c.id == version.id).values(values))
            current = _row(connection, version.record_id)
            if current["version_id"] != version.id:
                return None
            _put_current(connection, replace(held, reading=reading))
            # What was shown is not hidden by a reader that sees an embargo in it later.
            connection.execute(
                update(schema.records)
                .where(schema.records.c.id == version.record_id)
                .values(embargo_until=current["embargo_until"])
            )
            if replace(held.reading, reader=reading.reader) == reading:
                return None
            return _append(connection, EventKind.REREAD, version.record_id, version.id, at)

    def count_unread(self, reader: int) -> int:
        """How many versions an older reader read."""
        query = select(func.count()).select_from(_unread(reader).subquery())
        with self._reading() as connection:
            return connection.execute(query).scalar_one()

    def unread(self, reader: int, after: int = 0, limit: int = 200) -> tuple[Version, ...]:
        """Versions that an older reader read, from an id on, in order; erased ones hold no text and are left out."""
        query = (
            _unread(reader).where(schema.versions.c.id > after).order_by(schema.versions.c.id).limit(limit)
        )
        with self._reading() as connection:
            return tuple(_version(row) for row in connection.execute(query).mappings())

    # -- persons ---------------------------------------------------------------------------------------------

    def appearances(self, city: str | None = None, *, now: datetime) -> tuple[Appearance, ...]:
        """Every person of every release that may be shown, of one city or of all, the oldest release first."""
        records, versions, seals = schema.records, schema.versions, schema.seals
        query = (
            select(
                records.c.id,
                records.c.city,
                records.c.published,
                records.c.published_until,
                versions.c.reading,
            )
            .join(versions, versions.c.id == records.c.version_id)
            .outerjoin(seals, seals.c.record_id == records.c.id)
            .where(_may_be_shown(now))
            .order_by(records.c.published.nulls_last(), records.c.id)
        )
        if city:
            query = query.where(records.c.city == city)
        found = []
        with self._reading() as connection:
            for row in connection.execute(query):
                persons = _readings.decode(row.reading).persons
                found += [
                    Appearance(record_id=row.id, city=row.city, day=row.published, person=person)
                    for person in persons
                ]
        return tuple(found)

    def decide(self, decision: PersonDecision, *, by: str) -> int:
        """Note what somebody decided about who is one person; returns the decision's id."""
        values = {
            "kind": decision.kind,
            "city": decision.city,
            "name": decision.name,
            "into_city": decision.into_city,
            "into_name": decision.into_name,
            "label": decision.label,
            "into_label": decision.into_label,
            "record_id": decision.record_id,
            "note": decision.note,
            "decided_at": decision.decided_at,
        }
        subject = f"{decision.name} = {decision.into_name}"
        if decision.kind is DecisionKind.SPLIT:
            subject = f"{decision.name} ≠ {decision.label} ({decision.record_id})"
        with self._writing() as connection:
            kind = AuditAction(decision.kind)
            _note(connection, kind, by, decision.decided_at, decision.city, subject, decision.note)
            return _inserted(connection, insert(schema.person_decisions), values)

    def undecide(self, decision_id: int, at: datetime, *, by: str) -> bool:
        """Take a decision back; False where there is none of that id."""
        table = schema.person_decisions
        this = table.c.id == decision_id
        with self._writing() as connection:
            held = connection.execute(select(table).where(this)).first()
            if held is None:
                return False
            connection.execute(delete(table).where(this))
            subject = f"{held.name} = {held.into_name}" if held.into_name else f"{held.name} ≠ {held.label}"
            _note(connection, AuditAction.UNDECIDE, by, at, held.city, subject, held.note)
            return True

    def audit_log(self, limit: int = 200) -> tuple[AuditEntry, ...]:
        """What people did to the archive, the newest first."""
        table = schema.audit_log
        with self._reading() as connection:
            rows = connection.execute(select(table).order_by(table.c.id.desc()).limit(limit)).mappings()
            return tuple(AuditEntry(**{**row, "kind": AuditAction(row["kind"])}) for row in rows)

    def decisions(self) -> tuple[PersonDecision, ...]:
        """All decisions about persons, the oldest first."""
        table = schema.person_decisions
        with self._reading() as connection:
            rows = connection.execute(select(table).order_by(table.c.id)).mappings()
            return tuple(PersonDecision(**{**row, "kind": DecisionKind(row["kind"])}) for row in rows)

    # -- reading ---------------------------------------------------------------------------------------------

    def record(self, record_id: int) -> Record:
        """One record; raises NoSuchRecord."""
        found = self.current([record_id])
        if record_id not in found:
            raise NoSuchRecord(place=str(record_id))
        return found[record_id][0]

    def versions(self, record_id: int) -> tuple[Version, ...]:
        """Every version of a record, the first one first; raises NoSuchRecord."""
        with self._reading() as connection:
            found = _versions(connection, record_id)
        if not found:
            raise NoSuchRecord(place=str(record_id))
        return found

    def current(self, record_ids: Sequence[int]) -> dict[int, tuple[Record, Version]]:
        """The records of these ids with their newest version; unknown ids are left out."""
        records, versions, seals = schema.records, schema.versions, schema.seals
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
                            for name in ("city", "first_seen", "last_seen", "withdrawn_at", "embargo_until")
                        ),
                        seals.c.reason,
                        seals.c.sealed_at,
                        seals.c.erased_at,
                    )
                    .join(versions, versions.c.id == records.c.version_id)
                    .outerjoin(seals, seals.c.record_id == records.c.id)
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
                        embargo=row["record_embargo_until"],
                        seal=Seal(
                            reason=row["reason"], sealed_at=row["sealed_at"], erased_at=row["erased_at"]
                        )
                        if row["sealed_at"]
                        else None,
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

    def bearing(self, running: int, limit: int, *, now: datetime) -> tuple[tuple[Record, Version], ...]:
        """The releases that bear a running number and may be shown, of any city, the newest first."""
        records = schema.records
        query = (
            select(records.c.id)
            .outerjoin(schema.seals, schema.seals.c.record_id == records.c.id)
            .where(records.c.running == running, _may_be_shown(now))
            .order_by(records.c.published.desc(), records.c.id.desc())
            .limit(limit)
        )
        with self._reading() as connection:
            ids = connection.execute(query).scalars().all()
        found = self.current(ids)
        return tuple(found[record_id] for record_id in ids)

    def published(self, city: str, period: Period) -> tuple[tuple[Record, Version], ...]:
        """The releases of a city that were published in a period, the oldest first; an open end is none."""
        records = schema.records
        query = select(records.c.id).where(records.c.city == city, records.c.published.is_not(None))
        if period.start:
            query = query.where(records.c.published >= period.start)
        if period.end:
            query = query.where(records.c.published <= period.end)
        with self._reading() as connection:
            ids = connection.execute(query.order_by(records.c.published, records.c.id)).scalars().all()
        found = self.current(ids)
        return tuple(found[record_id] for record_id in ids)

    def entries(self, after: int, limit: int, *, now: datetime) -> tuple[Entry, ...]:
        """The releases that may be shown, from an id on, in the order of their ids."""
        records, versions, seals = schema.records, schema.versions, schema.seals
        query = (
            select(
                records.c.id, records.c.city,
                versions.c.recorded_at.label("changed_at"),
            )
            .join(versions, versions.c.id == records.c.version_id)
            .outerjoin(seals, seals.c.record_id == records.c.id)
            .where(records.c.id > after, _may_be_shown(now))
            .order_by(records.c.id)
            .limit(limit)
        )  # fmt: skip
        with self._reading() as connection:
            return tuple(Entry(**row) for row in connection.execute(query).mappings())

    def coverage(self, city: str) -> Coverage:
        """What the archive holds of a city, sealed releases included."""
        records, runs = schema.records, schema.runs
        held = select(
            func.count(),
            func.sum(records.c.published.is_(None)),
            func.min(records.c.published),
            func.max(records.c.published),
        ).where(records.c.city == city)
        good = select(func.max(runs.c.finished, type_=runs.c.finished.type)).where(
            runs.c.city == city, runs.c.kind == RunKind.VISIT, runs.c.status.in_(("ok", "partial"))
        )
        with self._reading() as connection:
            count, undated, first, last = connection.execute(held).one()
            fetched_at = connection.execute(good).scalar_one_or_none()
        return Coverage(
            city=city, releases=count, undated=undated or 0, first=first, last=last, fetched_at=fetched_at
        )

    def broken(self, city: str) -> tuple[Address, ...]:
        """The addresses of a city that answered with an error when they were last asked, gone ones included."""
        table = schema.addresses
        query = select(table).where(table.c.city == city, table.c.gone | (table.c.failures > 0))
        with self._reading() as connection:
            return tuple(
                _address({**row, "erased": False})
                for row in connection.execute(query.order_by(table.c.url)).mappings()
            )

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

    def last_id(self) -> int:
        """The highest id of a release, 0 for an empty archive."""
        with self._reading() as connection:
            return int(
                connection.execute(select(func.coalesce(func.max(schema.records.c.id), 0))).scalar_one()
            )

    def count(self) -> int:
        """How many releases are on record."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(schema.records)).scalar_one()

    # -- runs ------------------------------------------------------------------------------------------------

    def begin_run(self, run: Run) -> int:
        """Note that a visit to a city has begun; returns the run's id."""
        with self._writing() as connection:
            return _inserted(connection, insert(schema.runs), _run_values(run))

    def end_run(self, run_id: int, run: Run) -> None:
        """Note how a visit went."""
        with self._writing() as connection:
            connection.execute(update(schema.runs).where(schema.runs.c.id == run_id).values(_run_values(run)))

    def last_run(self, city: str) -> Run | None:
        """The newest visit to a city, or None."""
        return next(iter(self.visits(city, limit=1)), None)

    def visits(self, city: str, limit: int = 100) -> tuple[Run, ...]:
        """The visits to a city, the newest first; imports are none."""
        table = schema.runs
        mine = (table.c.city == city) & (table.c.kind == RunKind.VISIT)
        query = select(table).where(mine).order_by(table.c.id.desc()).limit(limit)
        with self._reading() as connection:
            return tuple(_run(row) for row in connection.execute(query).mappings())

    def health(self, city: str, now: datetime) -> Health:
        """How a city is, from its runs and what its newest releases hold."""
        records, versions = schema.records, schema.versions
        newest = (
            select(records.c.published, versions.c.release, versions.c.reading)
            .join(versions, versions.c.id == records.c.version_id)
            .where(records.c.city == city)
            .order_by(records.c.published.desc())
            .limit(_EXAMINED)
        )
        older = (
            select(records.c.published)
            .where(records.c.city == city)
            .order_by(records.c.published.desc())
            .offset(_EXAMINED)
        )
        with self._reading() as connection:
            vitals = [_vital(row) for row in connection.execute(newest).mappings()]
            vitals += [
                Vital(published=day, fields=frozenset()) for day in connection.execute(older).scalars()
            ]
        return examine(city, self.visits(city), vitals, now=now)

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
    dbapi_connection.execute("PRAGMA secure_delete = ON")  # what is erased leaves no trace in free pages


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _in_portions(values: Iterable[_T]) -> Iterator[list[_T]]:
    everything = list(values)
    for start in range(0, len(everything), _IDS_AT_ONCE):
        yield everything[start : start + _IDS_AT_ONCE]


def _inserted(connection: Connection, statement: Insert, values: Mapping[str, Any]) -> int:
    key = connection.execute(statement, values).inserted_primary_key
    assert key is not None
    return int(key[0])


def _committed(connection: Connection, file: str) -> int:
    """The end, in bytes, of the last recorded record of a WARC file."""
    return int(connection.execute(_END_OF_FILE, {"of": file}).scalar_one_or_none() or 0)


def _identify(
    connection: Connection, release: Release, reading: Reading, address: str | None, capture_id: int | None
) -> RowMapping | None:
    """The record a release belongs to, by the rules of identity: address, number and headline, content.

    A file that was taken in before is the same release, whatever is known of its date since.
    """
    mine = {"city_": release.city}
    if address and (row := connection.execute(_AT_ADDRESS, {**mine, "at": address}).mappings().first()):
        return row
    if address is None and capture_id is not None:
        same_file = {**mine, "of": capture_id}
        if row := connection.execute(_OF_CAPTURE, same_file).mappings().first():
            return row
    number = reading.number
    if number and number.year:
        said = {
            "year_": number.year,
            "running_": number.running,
            "sign_": number.sign,
            "office_": release.office,
        }
        headline = headline_key(release.title)
        for row in connection.execute(_WITH_NUMBER, {**mine, **said}).mappings():
            if row["headline"] == _fingerprint(headline) or same_headline(row["headline"], headline):
                return row
    for row in connection.execute(_WITH_CONTENT, {**mine, "key": content_key(release)}).mappings():
        if not _contradicts(row, reading):
            return row
    return None


def _fingerprint(headline: str) -> str:
    """What is kept of an erased headline: enough to know it again, not to read it."""
    return f"sha256:{hashlib.sha256(headline.encode()).hexdigest()}"


def _linked_elsewhere(connection: Connection, record_id: int, url: str) -> bool:
    """Whether another release links to the same document: then its bytes are that one's too."""
    versions = schema.versions
    as_stored = f'"url":{json.dumps(url, ensure_ascii=False)},"title":'  # as no other part of a release is
    other = select(versions.c.id).where(
        versions.c.record_id != record_id, versions.c.release.contains(as_stored, autoescape=True)
    )
    return connection.execute(other.limit(1)).first() is not None


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
            connection,
            record_id,
            latest.number + 1,
            release,
            reading,
            capture_id,
            layout,
            at,
            grade=grade_of(latest.release, release, latest.reading, reading),
        )
        events.append(_append(connection, EventKind.CHANGED, record_id, changed.id, at))
    elif reading != latest.reading or release.attachments != latest.release.attachments:
        documents = replace(latest.release, attachments=release.attachments)
        _put_content(connection, replace(latest, release=documents, reading=reading))
        events.append(_append(connection, EventKind.REREAD, record_id, latest.id, at))
    return events


def _keep_what_was_known(known: Reading, new: Reading) -> Reading:
    """A date or a number once learnt is not lost because another source of the release does not tell it."""
    if new.published is None and (known.published or known.published_span):
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


def _keep_what_stands_beside(known: Reading, new: Reading) -> Reading:
    """Of the same words read again: an hour, a sign, an embargo that stood beside them and is not to be had again."""
    same_day = new.published == known.published
    return replace(
        new,
        published_time=new.published_time or (known.published_time if same_day else None),
        sign=new.sign or known.sign,
        embargo=new.embargo or known.embargo,
    )


def _add_record(connection: Connection, release: Release, at: datetime) -> int:
    values = {"city": release.city, "first_seen": at, "last_seen": at, "headline": "", "content": ""}
    return _inserted(connection, _ADD_RECORD, values)


def _add_version(
    connection: Connection,
    record_id: int,
    number: int,
    release: Release,
    reading: Reading,
    capture_id: int | None,
    layout: str,
    at: datetime,
    grade: Grade | None = None,
) -> Version:
    version_id = _inserted(
        connection,
        _ADD_VERSION,
        {
            "record_id": record_id,
            "number": number,
            "release": _json.encode(release).decode(),
            "reading": _json.encode(reading).decode(),
            "capture_id": capture_id,
            "layout": layout,
            "recorded_at": at,
            "grade": grade,
        },
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
        grade=grade,
    )
    _put_current(connection, version)
    return version


def _put_current(connection: Connection, version: Version) -> None:
    """Keep beside the record what identity is decided by."""
    number, corrects = version.reading.number, version.reading.corrects
    span = version.reading.published_span
    connection.execute(
        _PUT_CURRENT,
        {
            "of": version.record_id,
            "version_id": version.id,
            "office": version.release.office,
            "year": number.year if number else None,
            "running": number.running if number else None,
            "sign": number.sign if number else None,
            "published": version.reading.published,
            "published_until": version.reading.published or (span.end if span else None),
            "headline": headline_key(version.release.title),
            "content": content_key(version.release),
            "corrects_running": corrects.running if corrects else None,
            "corrects_year": corrects.year if corrects else None,
            "corrects_sign": corrects.sign if corrects else None,
            "embargo_until": _held_back_until(version),
        },
    )


def _unread(reader: int) -> Select[Any]:
    """The versions an older reader read; erased ones hold no text and are left out."""
    table, seals = schema.versions, schema.seals
    return (
        select(table)
        .outerjoin(seals, seals.c.record_id == table.c.record_id)
        .where(seals.c.erased_at.is_(None), func.json_extract(table.c.reading, "$.reader") < reader)
    )


def _held_back_until(version: Version) -> datetime | None:
    """The end of an embargo that had not ended when the version came in."""
    embargo = version.reading.embargo
    return embargo if embargo and embargo > version.recorded_at else None


def _put_content(connection: Connection, version: Version) -> None:
    """Put what is newly known of the same words in the place of what is on record."""
    versions = schema.versions
    connection.execute(
        update(versions)
        .where(versions.c.id == version.id)
        .values(
            release=_json.encode(version.release).decode(),
            reading=_json.encode(version.reading).decode(),
        )
    )
    _put_current(connection, version)


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
        .values(release=_json.encode(release).decode(), reading=_json.encode(reading).decode())
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
    row = _row(connection, record_id)
    if row["withdrawn_at"] or connection.execute(answering).scalar_one():
        return None
    connection.execute(update(records).where(records.c.id == record_id).values(withdrawn_at=at))
    return _append(connection, EventKind.WITHDRAWN, record_id, row["version_id"], at)


def _may_be_shown(now: datetime) -> ColumnElement[bool]:
    """Neither sealed nor under embargo; for a query that has the seals joined."""
    embargo = schema.records.c.embargo_until
    return schema.seals.c.sealed_at.is_(None) & (embargo.is_(None) | (embargo <= now))


def _note(
    connection: Connection, kind: AuditAction, by: str, at: datetime, city: str, subject: str, note: str
) -> None:
    """Write into the journal, in the transaction of what was done."""
    values = {"kind": str(kind), "by": by, "at": at, "city": city, "subject": subject, "note": note}
    connection.execute(insert(schema.audit_log), values)


def _number_subject(year: int, running: int, office: str | None) -> str:
    return f"{running}/{year}" + (f" ({office})" if office else "")


def _row(connection: Connection, record_id: int) -> RowMapping:
    records = schema.records
    row = connection.execute(select(records).where(records.c.id == record_id)).mappings().first()
    if row is None:
        raise NoSuchRecord(place=str(record_id))
    return row


def _versions(connection: Connection, record_id: int) -> tuple[Version, ...]:
    table = schema.versions
    rows = connection.execute(
        select(table).where(table.c.record_id == record_id).order_by(table.c.number)
    ).mappings()
    return tuple(_version(row) for row in rows)


def _seal(connection: Connection, record_id: int) -> Seal | None:
    table = schema.seals
    query = select(table.c.reason, table.c.sealed_at, table.c.erased_at)
    row = connection.execute(query.where(table.c.record_id == record_id)).mappings().first()
    return Seal(**row) if row else None


def _is_erased(connection: Connection, record_id: int) -> bool:
    seal = _seal(connection, record_id)
    return seal is not None and seal.erased_at is not None


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
    return [_version(row) for row in rows]


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


def _put_address(
    connection: Connection,
    city: str,
    url: str,
    record_id: int,
    capture_id: int | None,
    at: datetime,
    due_at: datetime,
) -> None:
    validators: dict[str, str | None] = {"etag": None, "last_modified": None}
    if capture_id is not None:
        validators = dict(connection.execute(_CARRIED, {"of": capture_id}).mappings().one())
    state = {"gone": False, "absent": 0, "failures": 0}
    values = {"record_id": record_id, "known_since": at, "due_at": due_at, **state, **validators}
    connection.execute(_PUT_ADDRESS, {"city": city, "url": url, **values})
    connection.execute(_PENDING_NO_MORE, {"city_": city, "at": url})


def _append(connection: Connection, kind: EventKind, record_id: int, version_id: int, at: datetime) -> Event:
    happened = Event(
        seq=_last_seq(connection) + 1, kind=kind, record_id=record_id, version_id=version_id, at=at
    )
    values = {"record_id": record_id, "version_id": version_id, "at": at}
    connection.execute(_ADD_EVENT, {"seq": happened.seq, "kind": str(kind), **values})
    return happened


def _last_seq(connection: Connection) -> int:
    return int(connection.execute(_LAST_SEQ).scalar_one())


def _version(row: RowMapping) -> Version:
    return Version(
        id=row["id"],
        record_id=row["record_id"],
        number=row["number"],
        release=_releases.decode(row["release"]),
        reading=_readings.decode(row["reading"]),
        capture_id=row["capture_id"],
        layout=row["layout"],
        recorded_at=row["recorded_at"],
        grade=Grade(row["grade"]) if row["grade"] else None,
    )


def _event(row: RowMapping) -> Event:
    return Event(**{**row, "kind": EventKind(row["kind"])})


def _address(row: RowMapping | dict[str, Any]) -> Address:
    return Address(**{name: row[name] for name in Address.__dataclass_fields__})


def _run(row: RowMapping) -> Run:
    values = {
        **row,
        "kind": RunKind(row["kind"]),
        "problems": _problems.decode(row["problems"]),
    }
    del values["id"]
    return Run(**values)


def _vital(row: RowMapping) -> Vital:
    """What a release holds, of all that a redesign of its site could hide."""
    release, reading = _releases.decode(row["release"]), _readings.decode(row["reading"])
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


def _run_values(run: Run) -> dict[str, object]:
    values = {name: getattr(run, name) for name in Run.__dataclass_fields__}
    return {**values, "problems": _json.encode(run.problems).decode()}
