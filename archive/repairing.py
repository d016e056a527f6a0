"""What of an archive can be healed from what is there: bytes that lie elsewhere or are served again, derived tables.

What cannot be healed stays where it is.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from archive import schema
from archive.captures import CaptureStore, Place
from archive.integrity import damaged_captures
from archive.model import Capture
from archive.stored_captures import recorded


@dataclass(frozen=True, slots=True)
class LostCapture:
    """Bytes that are not where they are on record: their SHA-256 and that place, who served them last, for which city.

    `url` is None for bytes of a file, `city` for bytes of which no release came.
    """

    digest: str
    place: Place
    url: str | None
    city: str | None


def lost(
    connection: Connection, files: CaptureStore, after: tuple[str, int]
) -> tuple[list[LostCapture], tuple[str, int] | None]:
    """Some stored bytes behind a place that are not what was stored, and the last place; None at the end."""
    damaged, reached = damaged_captures(connection, files, after)
    return [LostCapture(digest, place, *_served(connection, digest)) for digest, place, _ in damaged], reached


def _served(connection: Connection, digest: str) -> tuple[str | None, str | None]:
    """The address that served bytes last, and the city of the release that came of them."""
    captures, records = schema.captures.c, schema.records.c
    query = (
        select(captures.url, records.city)
        .select_from(schema.captures.outerjoin(schema.records, captures.record_id == records.id))
        .where(captures.digest == digest)
        .order_by(captures.id.desc())
    )
    row = connection.execute(query.limit(1)).first()
    if row is None:
        return None, None
    return (row.url if row.url.startswith(("http://", "https://")) else None), row.city


def repoint(connection: Connection, digest: str, place: Place) -> None:
    """Note where bytes lie."""
    values = {"file": place.file, "offset": place.offset, "length": place.length}
    connection.execute(update(schema.blobs).where(schema.blobs.c.digest == digest).values(values))


def store_again(connection: Connection, files: CaptureStore, capture: Capture) -> None:
    """Store bytes that are on record and were served once more."""
    repoint(connection, capture.digest, files.append(capture, lambda file: recorded(connection, file)))


def torn_ends(connection: Connection, files: CaptureStore) -> dict[str, int]:
    """How many bytes at the end of which file a process left that died while it wrote a record."""
    return {name: end - begin for name, (begin, end) in _torn(connection, files).items()}


def cut_torn_ends(connection: Connection, files: CaptureStore) -> dict[str, int]:
    """Cut them off; in a transaction that writes, so that nobody appends."""
    torn = _torn(connection, files)
    for name, (begin, _) in torn.items():
        files.cut(name, begin)
    return {name: end - begin for name, (begin, end) in torn.items()}


def _torn(connection: Connection, files: CaptureStore) -> dict[str, tuple[int, int]]:
    return files.torn_ends({name: recorded(connection, name).end for name in files.names()})


def forget_persons(connection: Connection) -> None:
    """Empty the tables of persons: they are followed anew from the first event on."""
    for table in (
        schema.appearances,
        schema.person_offices,
        schema.person_words,
        schema.persons,
        schema.person_pending,
    ):
        connection.execute(delete(table))
    connection.execute(update(schema.persons_followed).values(seq=0, decided=0))
