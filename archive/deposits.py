"""Which record a release belongs to, and what a deposit leaves: a record, a version, its addresses, events."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from archive import schema
from archive.amendments import put_content, stored_readings
from archive.copies import is_other_format, name_of, nearly_the_same_text, same_words
from archive.diff import grade_of
from archive.erasing import erase_again
from archive.identity import (
    canonical_address,
    content_key,
    fingerprint,
    headline_key,
    other_scheme,
    same_content,
    same_headline,
)
from archive.journal import AuditAction, write_audit_entry
from archive.model import Deposit, Event, EventKind, Grade, Reading, Release, ReleaseNumber, Version
from archive.rows import append_event, as_json, is_erased, put_current, reading_from, version_from
from archive.statements import in_portions, inserted, upsert, version_checksum

# Who hides what nobody has decided about yet, and why, as the journal and the page say it.
_PROGRAM = "Pressearchiv"
_UNREAD_EMBARGO = "Sperrfrist ohne lesbaren Zeitpunkt: „{}“"
# The statements of a deposit are built once: building them costs more than running them.
_TAKEN_FROM = update(schema.captures).where(schema.captures.c.id == bindparam("of"))
_MINE = select(schema.records).where(schema.records.c.city == bindparam("city_"))
_AT_ADDRESS = _MINE.join(schema.addresses, schema.addresses.c.record_id == schema.records.c.id).where(
    schema.addresses.c.city == bindparam("city_"),
    schema.addresses.c.url.in_([bindparam("at"), bindparam("or_at")]),
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
_ADD_RECORD, _ADD_VERSION = insert(schema.records), insert(schema.versions)
_CARRIED = select(schema.captures.c.etag, schema.captures.c.last_modified).where(
    schema.captures.c.id == bindparam("of")
)
_UPSERT = upsert(schema.addresses)
_PUT_ADDRESS = _UPSERT.on_conflict_do_update(
    index_elements=["city", "url"],
    set_={
        column.name: _UPSERT.excluded[column.name]
        for column in schema.addresses.c
        if not column.primary_key and column.name != "known_since"
    },
)
_PENDING_NO_MORE = delete(schema.pending).where(
    schema.pending.c.city == bindparam("city_"), schema.pending.c.url == bindparam("at")
)


def deposit(
    connection: Connection,
    release: Release,
    reading: Reading,
    *,
    capture_id: int | None,
    layout: str,
    at: datetime,
    also_at: str | None = None,
    due_at: datetime | None = None,
) -> Deposit:
    """Put a release on record; `also_at` is an address that led to the release's own."""
    address = canonical_address(release.url)
    known_file = address is None and capture_id is not None and _record_of(connection, capture_id) is not None
    row = _identify(connection, release, reading, address, capture_id)
    read_from = [attachment.capture_id for attachment in release.attachments] + [capture_id]
    captured = [capture for capture in read_from if capture is not None]
    if row is not None and is_erased(connection, row["id"]):
        for capture in captured:
            connection.execute(_TAKEN_FROM, {"of": capture, "record_id": row["id"]})
        erase_again(connection, row["id"], captured, at)
        for url in {address, canonical_address(also_at)} - {None}:
            _put_address(connection, release.city, str(url), row["id"], None, at, due_at or at)
        return Deposit(record_id=row["id"])
    copy_of: str | None = None
    if row is None:
        record_id = _add_record(connection, release, at)
        added = _add_version(connection, record_id, 1, release, reading, capture_id, layout, at)
        events = [append_event(connection, EventKind.ADDED, record_id, added.id, at)]
        if reading.embargo_unread:
            events.append(_hide(connection, added, at))
    elif (
        address is None
        and capture_id is not None
        and (led_by := _led_by(connection, row, release, capture_id))
    ):
        record_id, events = row["id"], []
        copy_of = None if known_file else led_by
        connection.execute(
            update(schema.records).where(schema.records.c.id == record_id).values(last_seen=at)
        )
    else:
        record_id = row["id"]
        events = _revise(connection, row, release, reading, capture_id, layout, at)
    for capture in captured:
        connection.execute(_TAKEN_FROM, {"of": capture, "record_id": record_id})
    for url in {address, canonical_address(also_at)} - {None}:
        _put_address(connection, release.city, str(url), record_id, capture_id, at, due_at or at)
    return Deposit(record_id=record_id, events=tuple(events), copy_of=copy_of)


def _hide(connection: Connection, version: Version, at: datetime) -> Event:
    """Seal a release that is under an embargo of which the end could not be read: a person decides."""
    reason = _UNREAD_EMBARGO.format(version.reading.embargo_unread)
    connection.execute(insert(schema.seals).values(record_id=version.record_id, reason=reason, sealed_at=at))
    subject = str(version.record_id)
    write_audit_entry(connection, AuditAction.SEAL, _PROGRAM, at, version.release.city, subject, reason)
    return append_event(connection, EventKind.SEALED, version.record_id, version.id, at)


def _record_of(connection: Connection, capture_id: int) -> int | None:
    captures = schema.captures
    found = connection.execute(select(captures.c.record_id).where(captures.c.id == capture_id)).scalar_one()
    return int(found) if found is not None else None


def _led_by(connection: Connection, row: RowMapping, release: Release, capture_id: int) -> str | None:
    """The name of the file that leads, where a file is a copy of a release on record; None where it says anything new.

    A copy is a file read before that is not the one the current words are from, one whose words the release has or once
    had, and one in another format in which no word was changed.
    """
    versions, captures = schema.versions, schema.captures
    held = [
        version_from(found)
        for found in connection.execute(
            select(versions).where(versions.c.record_id == row["id"]).order_by(versions.c.number)
        ).mappings()
    ]
    current = held[-1]
    if current.capture_id in (None, capture_id):
        return None
    urls: dict[int, str] = {
        found.id: found.url
        for found in connection.execute(
            select(captures.c.id, captures.c.url).where(captures.c.id.in_([current.capture_id, capture_id]))
        )
    }
    leading, mine = urls[current.capture_id], urls[capture_id]
    if _record_of(connection, capture_id) == row["id"]:
        return name_of(leading)
    if any(same_words(release, version.release) for version in held):
        return name_of(leading)
    if not leading.startswith(
        "file:"
    ):  # what the town's page says leads, and a file tells nothing of when it said so
        return leading
    return name_of(leading) if is_other_format(current.release, release, leading, mine) else None


def _identify(
    connection: Connection, release: Release, reading: Reading, address: str | None, capture_id: int | None
) -> RowMapping | None:
    """The record a release belongs to, by the rules of identity: address, number and headline, content.

    A file that was taken in before is the same release, whatever is known of its date since.
    """
    mine = {"city_": release.city}
    if address and (
        row := connection.execute(_AT_ADDRESS, {**mine, "at": address, "or_at": other_scheme(address)})
        .mappings()
        .first()
    ):
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
        for row in connection.execute(_WITH_NUMBER, {**mine, **said}).mappings():
            if _is_same_release(connection, row, release, reading, row["published"]):
                return row
        for row, published in _read_with_number(connection, release, number):
            if _is_same_release(connection, row, release, reading, published):
                return row
    for row in connection.execute(_WITH_CONTENT, {**mine, "key": content_key(release)}).mappings():
        known = (row["running"], row["sign"], row["year"], row["published"])
        if not _contradicts(known, reading) or not _contradicts(_known_as_read(connection, row), reading):
            return row
    return None


def _is_same_release(
    connection: Connection, row: RowMapping, release: Release, reading: Reading, published: date | None
) -> bool:
    """Whether one number on two texts is one release, edited, and not a number printed twice.

    `published` is the day of the one on record.

    Headlines are alike by chance, and numbers are misprinted: the day has to be the same too, or nearly the whole text.
    """
    headline = headline_key(release.title)
    if row["headline"] == fingerprint(headline):
        return True
    same_day = published is None or reading.published is None or published == reading.published
    if same_day and same_headline(row["headline"], headline):
        return True
    query = select(schema.versions).where(schema.versions.c.id == row["version_id"])
    found = connection.execute(query).mappings().one_or_none()
    return found is not None and nearly_the_same_text(version_from(found).release, release)


def _read_with_number(
    connection: Connection, release: Release, number: ReleaseNumber
) -> list[tuple[RowMapping, date | None]]:
    """The records of which a number was read that staff have amended since, with the day that was read of each."""
    records, versions, held = schema.records, schema.versions, schema.amendments
    # Few numbers are amended. Joined, all releases of the city would be gone through for each deposit.
    amended = connection.execute(select(held.c.record_id).where(held.c.field == "number")).scalars().all()
    rows: list[RowMapping] = []
    for some in in_portions(sorted(amended)):
        query = (
            select(records, versions.c.as_read)
            .join(versions, versions.c.id == records.c.version_id)
            .where(
                records.c.id.in_(some)
                & (records.c.city == release.city)
                & records.c.office.is_not_distinct_from(release.office)
            )
            .order_by(records.c.id)
        )
        rows += connection.execute(query).mappings()
    found = []
    for row in rows:
        read = reading_from(row["as_read"]) if row["as_read"] else None
        said = read.number if read else None
        if said and (said.running, said.sign, said.year) == (number.running, number.sign, number.year):
            found.append((row, read.published if read else None))
    return found


# Running number, sign and year of a number, and the day of publication.
_Known = tuple[int | None, str | None, int | None, date | None]


def _known_as_read(connection: Connection, row: RowMapping) -> _Known:
    """Number and date as they were read, where staff have amended them: the same text is read so again."""
    query = select(schema.versions).where(schema.versions.c.id == row["version_id"])
    found = connection.execute(query).mappings().one_or_none()
    if found is None or found["as_read"] is None:
        return row["running"], row["sign"], row["year"], row["published"]
    read = version_from(found).read
    number = read.number
    if number is None:
        return None, None, None, read.published
    return number.running, number.sign, number.year, read.published


def _contradicts(known: _Known, reading: Reading) -> bool:
    """Whether number or date say that equal words were published as two releases."""
    running, sign, year, published = known
    number = reading.number
    if number and running is not None:
        if (running, sign) != (number.running, number.sign):
            return True
        if year and number.year and year != number.year:
            return True
    return bool(published and reading.published and published != reading.published)


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
    latest = version_from(
        connection.execute(select(versions).where(versions.c.id == row["version_id"])).mappings().one()
    )
    events = []
    if row["withdrawn_at"]:
        events.append(append_event(connection, EventKind.RESTORED, record_id, latest.id, at))
    connection.execute(
        update(records).where(records.c.id == record_id).values(last_seen=at, withdrawn_at=None)
    )
    reading = keep_what_was_known(latest.read, reading)
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
            grade=grade_of(latest.release, release, latest.read, reading),
        )
        events.append(append_event(connection, EventKind.CHANGED, record_id, changed.id, at))
    elif reading != latest.read or release.attachments != latest.release.attachments:
        documents = replace(latest.release, attachments=release.attachments)
        put_content(connection, replace(latest, release=documents), reading)
        events.append(append_event(connection, EventKind.REREAD, record_id, latest.id, at))
    return events


def keep_what_was_known(known: Reading, new: Reading) -> Reading:
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


def _add_record(connection: Connection, release: Release, at: datetime) -> int:
    values = {"city": release.city, "first_seen": at, "last_seen": at, "headline": "", "content": ""}
    return inserted(connection, _ADD_RECORD, values)


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
    holds, as_read = (
        stored_readings(connection, record_id, release, reading) if number > 1 else (reading, None)
    )
    row = {
        "record_id": record_id,
        "number": number,
        "release": as_json(release),
        "reading": as_json(holds),
        "as_read": as_json(as_read) if as_read else None,
        "capture_id": capture_id,
        "layout": layout,
        "recorded_at": at,
        "grade": grade,
    }
    version_id = inserted(connection, _ADD_VERSION, {**row, "checksum": version_checksum(row)})
    version = Version(
        id=version_id,
        record_id=record_id,
        number=number,
        release=release,
        reading=holds,
        capture_id=capture_id,
        layout=layout,
        recorded_at=at,
        grade=grade,
        as_read=as_read,
    )
    put_current(connection, version)
    return version


def _put_address(
    connection: Connection,
    city: str,
    url: str,
    record_id: int,
    capture_id: int | None,
    at: datetime,
    due_at: datetime,
) -> None:
    known = select(schema.addresses.c.url).where(schema.addresses.c.city == city)
    other = other_scheme(url)
    if connection.execute(known.where(schema.addresses.c.url == other)).first():
        url = other  # one page, known over the other scheme
    validators: dict[str, str | None] = {"etag": None, "last_modified": None}
    if capture_id is not None:
        validators = dict(connection.execute(_CARRIED, {"of": capture_id}).mappings().one())
    state = {"gone": False, "absent": 0, "failures": 0}
    values = {"record_id": record_id, "known_since": at, "due_at": due_at, **state, **validators}
    connection.execute(_PUT_ADDRESS, {"city": city, "url": url, **values})
    connection.execute(_PENDING_NO_MORE, {"city_": city, "at": url})
