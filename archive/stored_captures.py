"""Captures on record: their rows, and the bytes in the WARC files beside the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from archive import schema
from archive.captures import OWN_NAME, CaptureStore, Place, Recorded
from archive.errors import CaptureDamaged, CaptureErased, CapturesElsewhere, NoSuchRecord
from archive.model import Capture, StoredCapture, Validators
from archive.statements import inserted

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
_NEWEST_FILE = select(func.max(schema.blobs.c.file))
_SOME_BLOBS = (
    select(schema.blobs.c.file, schema.blobs.c.offset, schema.blobs.c.length)
    .join(schema.captures)
    .where(schema.blobs.c.erased.is_(False))
)
_ADD_BLOB, _ADD_CAPTURE = insert(schema.blobs), insert(schema.captures)


def check_place(connection: Connection, files: CaptureStore, *, beside: bool) -> None:
    """Raise CapturesElsewhere where neither the newest captures nor the oldest are in the place that a setting names.

    Files `beside` the database are its own: what is missing there is lost, and told by `check`. So is what is missing
    of a place that was put back as it was some days ago.
    """
    newest = connection.execute(_SOME_BLOBS.order_by(schema.captures.c.id.desc()).limit(2)).all()
    rows = {*newest, *connection.execute(_SOME_BLOBS.order_by(schema.captures.c.id).limit(1))}
    if not rows or (beside and OWN_NAME.fullmatch(newest[0].file)):
        return
    needed: dict[str, list[Place]] = {}
    for row in rows:
        needed.setdefault(row.file, []).append(Place(row.file, row.offset, row.length))
    if sum(files.short(needed).values()) == len(rows):
        raise CapturesElsewhere(place=files.place, file=newest[0].file)


def store_capture(connection: Connection, files: CaptureStore, capture: Capture) -> int:
    """Store what an address served and return the capture's id."""
    known = connection.execute(_NEWEST_CAPTURE, {"of": capture.url}).first()
    if known and known.digest == capture.digest and not known.erased:
        validators = {"etag": capture.etag, "last_modified": capture.last_modified}
        connection.execute(update(schema.captures).where(schema.captures.c.id == known.id).values(validators))
        return int(known.id)
    stored = connection.execute(_STORED, {"of": capture.digest}).first()
    if stored is None or stored.erased:
        place = files.append(capture, lambda file: recorded(connection, file))
        where = {"file": place.file, "offset": place.offset, "length": place.length}
        if stored is None:
            connection.execute(_ADD_BLOB, {"digest": capture.digest, "erased": False, **where})
        else:  # the same bytes, legitimately met again
            again = update(schema.blobs).where(schema.blobs.c.digest == capture.digest)
            connection.execute(again.values(erased=False, **where))
    names = (column.name for column in schema.captures.c)
    values = {name: getattr(capture, name) for name in names if name not in ("id", "digest", "record_id")}
    return inserted(connection, _ADD_CAPTURE, {**values, "digest": capture.digest})


def was_refused(connection: Connection, capture: Capture) -> bool:
    """Whether these bytes were stored under this address before, and no release came of them."""
    table = schema.captures
    query = select(table.c.record_id).where(table.c.url == capture.url, table.c.digest == capture.digest)
    found = connection.execute(query).scalars().all()
    return bool(found) and all(record_id is None for record_id in found)


def validators(connection: Connection, url: str) -> Validators:
    """What the newest capture of an address carried."""
    table = schema.captures
    query = select(table.c.etag, table.c.last_modified).where(table.c.url == url)
    row = connection.execute(query.order_by(table.c.id.desc()).limit(1)).mappings().first()
    return Validators(**row) if row else Validators()


def capture(connection: Connection, files: CaptureStore, capture_id: int) -> Capture:
    """A capture with its bytes."""
    found = _capture_row(connection, capture_id)
    if found["erased"]:
        raise CaptureErased(place=found["url"])
    place = Place(found["file"], found["offset"], found["length"])
    capture = Capture(
        url=found["url"],
        final_url=found["final_url"],
        fetched_at=found["fetched_at"],
        status=found["status"],
        content_type=found["content_type"],
        body=files.read(place),
        etag=found["etag"],
        last_modified=found["last_modified"],
    )
    if capture.digest != found["digest"]:
        raise CaptureDamaged(place=place.file, reason=f"SHA-256 {capture.digest} ≠ {found['digest']}")
    return capture


def capture_info(connection: Connection, capture_id: int) -> StoredCapture:
    """What is known of a capture without reading its bytes; raises NoSuchRecord."""
    found = _capture_row(connection, capture_id)
    return StoredCapture(**{name: found[name] for name in StoredCapture.__dataclass_fields__})


def warc_record(connection: Connection, files: CaptureStore, capture_id: int) -> bytes:
    """The WARC record of a capture, packed as one gzip member (ISO 28500, annex D)."""
    found = _capture_row(connection, capture_id)
    if found["erased"]:
        raise CaptureErased(place=found["url"])
    return files.packed(Place(found["file"], found["offset"], found["length"]))


@dataclass(frozen=True, slots=True)
class Stored:
    """Where bytes lie, and their SHA-256."""

    place: Place
    digest: str


def give_up(connection: Connection, record_id: int, capture_ids: Sequence[int]) -> tuple[Stored, ...]:
    """Let go of the bytes of a record's captures, unless a capture of something else holds the same bytes.

    Returns what is to be destroyed: nothing on record leads there any more.
    """
    captures, blobs = schema.captures, schema.blobs
    elsewhere = select(captures.c.digest).where(
        captures.c.id.not_in(capture_ids), captures.c.record_id.is_distinct_from(record_id)
    )
    mine = select(captures.c.digest).where(captures.c.id.in_(capture_ids))
    only_here = blobs.c.digest.in_(mine) & blobs.c.digest.not_in(elsewhere) & ~blobs.c.erased
    found = connection.execute(select(blobs).where(only_here)).all()
    for blob in found:
        connection.execute(update(blobs).where(blobs.c.digest == blob.digest).values(erased=True))
    return tuple(Stored(Place(blob.file, blob.offset, blob.length), blob.digest) for blob in found)


def erased_digests(connection: Connection) -> list[str]:
    """The SHA-256 of all bytes that were destroyed."""
    return list(connection.execute(select(schema.blobs.c.digest).where(schema.blobs.c.erased)).scalars())


def is_claimed(connection: Connection, stored: Stored) -> bool:
    """Whether bytes on record lie, in part, where these are said to lie: others, or the same, served once more."""
    blobs, place = schema.blobs, stored.place
    overlapping = (
        (blobs.c.file == place.file)
        & (blobs.c.offset < place.offset + place.length)
        & (blobs.c.offset + blobs.c.length > place.offset)
    )
    query = select(blobs.c.digest).where(overlapping, ~blobs.c.erased)
    return connection.execute(query.limit(1)).first() is not None


def _capture_row(connection: Connection, capture_id: int) -> RowMapping:
    blobs = schema.blobs.c
    columns = [*schema.captures.c, blobs.file, blobs.offset, blobs.length, blobs.erased]
    query = select(*columns).select_from(schema.captures.join(schema.blobs))
    found = connection.execute(query.where(schema.captures.c.id == capture_id)).mappings().first()
    if found is None:
        raise NoSuchRecord(place=str(capture_id))
    return found


def recorded(connection: Connection, file: str | None) -> Recorded:
    """The end, in bytes, of the last recorded record of a WARC file, and the newest file there is a record in."""
    end = connection.execute(_END_OF_FILE, {"of": file}).scalar_one_or_none() if file else None
    newest = connection.execute(_NEWEST_FILE).scalar_one_or_none()
    return Recorded(end=int(end or 0), newest=newest)
