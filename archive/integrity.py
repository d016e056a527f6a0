"""Whether an archive is what was written: everything is looked at and nothing changed, one finding for each fault."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, func, select, text

from archive import persons, schema
from archive.backends import Backend
from archive.captures import CaptureStore, Place
from archive.erasing import pending
from archive.errors import CaptureDamaged
from archive.queries import readable
from archive.rows import record_row, said_of, version_from
from language.messages import FilledMessage, Language, Message

# So many faults of one kind are told; where there are more, the archive is to be restored anyway.
MOST = 100
# So many entries or captures are looked at in one transaction.
AT_ONCE = 500
# Told how many of how many captures are done.
Progress = Callable[[int, int], None]


class Fault(StrEnum):
    """What can be wrong."""

    NOTHING = "nothing"
    DATABASE = "database"
    REFERENCE = "reference"
    EVENTS = "events"
    NEWEST = "newest version"
    ENTRY = "entry"
    RECORD = "record"
    FILE_MISSING = "file missing"
    FORBIDDEN = "file forbidden"
    CAPTURE = "capture"
    ERASURE = "erasure"
    PERSONS = "persons"
    INDEX = "index"
    INDEX_ELSEWHERE = "index elsewhere"
    INDEX_LACKS = "index lacks"
    INDEX_SHOWS = "index shows"
    OTHER_DATABASE = "other database"
    SYNONYMS = "synonyms"


_SAID = {
    Fault.DATABASE: Message(
        "Die Datenbank {place} ist beschädigt: {detail}. Bitte aus einer Sicherung wiederherstellen (`restore`)."
    ),
    Fault.REFERENCE: Message(
        "In der Datenbank verweist ein Eintrag von {place} ins Leere ({detail}). Bitte aus einer Sicherung "
        "wiederherstellen (`restore`)."
    ),
    Fault.EVENTS: Message(
        "In der Folge der Ereignisse fehlt Nr. {place}: was dort geschah, kennt kein Index. Bitte aus einer "
        "Sicherung wiederherstellen (`restore`)."
    ),
    Fault.NEWEST: Message(
        "Meldung {place} zeigt nicht auf ihre neueste Fassung, oder eine Fassung fehlt. Bitte aus einer Sicherung "
        "wiederherstellen (`restore`)."
    ),
    Fault.ENTRY: Message(
        "Meldung {place}, Fassung {detail} lässt sich nicht lesen. Bitte aus einer Sicherung wiederherstellen "
        "(`restore`)."
    ),
    Fault.RECORD: Message(
        "Bei Meldung {place} steht anderes, als ihre neueste Fassung sagt: {detail}. Bitte aus einer Sicherung "
        "wiederherstellen (`restore`)."
    ),
    Fault.NOTHING: Message(
        "Das Archiv {place} enthält keine einzige Meldung. Ist es das richtige Verzeichnis, und ist die Platte "
        "eingehängt?"
    ),
    Fault.FILE_MISSING: Message(
        "Die Datei {place} fehlt oder ist zu kurz: {detail} gespeicherte Seiten und Dokumente sind nicht da. Wenn "
        "sie anderswo liegen, muss PRESSEARCHIV_CAPTURES das sagen; sonst versucht `pressearchiv repair`, sie "
        "wiederzubeschaffen, und wo das nicht geht, hilft nur eine Sicherung."
    ),
    Fault.FORBIDDEN: Message(
        "Die Datei {place} darf dieser Benutzer nicht lesen; was darin liegt, wurde nicht geprüft. Bitte die Rechte im "
        "Verzeichnis der gespeicherten Bytes in Ordnung bringen."
    ),
    Fault.CAPTURE: Message(
        "Die gespeicherten Bytes in {place} sind nicht, was gespeichert wurde ({detail}). `pressearchiv repair` "
        "versucht, sie wiederzubeschaffen; sonst hilft nur eine Sicherung."
    ),
    Fault.SYNONYMS: Message("Die eigenen Synonyme der Stadt gelten nicht. {detail}"),
    Fault.ERASURE: Message(
        "Die Löschung von Meldung {place} ist noch nicht zu Ende; `pressearchiv index` führt sie zu Ende."
    ),
    Fault.PERSONS: Message(
        "Die Tabellen der Personen sagen anderes als Meldung {place}. `pressearchiv repair` legt sie neu an."
    ),
    Fault.INDEX: Message(
        "Der Suchindex {place}: {detail} `pressearchiv index --rebuild` stellt ihn wieder her."
    ),
    Fault.INDEX_ELSEWHERE: Message("Der Suchindex wurde nicht geprüft. {detail}"),
    Fault.INDEX_LACKS: Message(
        "Im Suchindex fehlt Meldung {place}. `pressearchiv index --rebuild` stellt ihn wieder her."
    ),
    Fault.INDEX_SHOWS: Message(
        "Der Suchindex zeigt Meldung {place}, die nicht öffentlich oder nicht im Archiv ist. "
        "`pressearchiv index --rebuild` stellt ihn wieder her."
    ),
    Fault.OTHER_DATABASE: Message(
        "{place} ist beschädigt: {detail}. Das Archiv ist davon nicht betroffen; `pressearchiv repair` schreibt ab, "
        "was noch zu lesen ist."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: of which kind, where, and what exactly."""

    fault: Fault
    place: str
    detail: str | FilledMessage = ""

    def text(self, language: Language) -> str:
        """A sentence that says what to do."""
        return _SAID[self.fault].text(language, place=self.place, detail=self.detail)


def of_database(connection: Connection, backend: Backend, *, quick: bool) -> list[Finding]:
    """What the database itself finds; `quick` leaves out whether indexes fit their tables."""
    found = [
        Finding(Fault.DATABASE, backend.place, line)
        for line in backend.faults(connection, quick=quick, most=MOST)
    ]
    loose = backend.loose_references(connection, MOST)
    return found + [Finding(Fault.REFERENCE, table, row) for table, row in loose]


def of_everything(connection: Connection, place: str) -> list[Finding]:
    """That there is nothing: a check of it would find nothing either."""
    held = connection.execute(select(schema.records.c.id).limit(1)).first()
    return [] if held else [Finding(Fault.NOTHING, place)]


def of_history(connection: Connection) -> list[Finding]:
    """Events without a gap from the first on; every release shows its newest version, and none of these is missing."""
    gaps = connection.execute(
        text(
            "SELECT seq + 1 FROM (SELECT 0 AS seq UNION ALL SELECT seq FROM event) AS known WHERE NOT EXISTS "
            "(SELECT 1 FROM event WHERE event.seq = known.seq + 1) AND seq < (SELECT max(seq) FROM event) LIMIT :most"
        ),
        {"most": MOST},
    ).scalars()
    found = [Finding(Fault.EVENTS, str(seq)) for seq in gaps]
    astray = connection.execute(
        text(
            "SELECT record.id FROM record LEFT JOIN version ON version.id = record.version_id "
            "WHERE version.id IS NULL OR version.record_id != record.id OR version.number != "
            "(SELECT max(number) FROM version WHERE record_id = record.id) OR version.number != "
            "(SELECT count(*) FROM version WHERE record_id = record.id) ORDER BY record.id LIMIT :most"
        ),
        {"most": MOST},
    ).scalars()
    return [*found, *(Finding(Fault.NEWEST, str(record)) for record in astray)]


# Of the moments that are kept twice, which are not the same: beside a record, in its events, in its versions.
_MOMENTS = {
    "first_seen": (
        "SELECT record.id FROM record JOIN event ON event.record_id = record.id AND event.kind = 'added' "
        "WHERE event.at != record.first_seen"
    ),
    "withdrawn_at": (
        "SELECT record.id FROM record WHERE withdrawn_at IS NOT NULL AND withdrawn_at != (SELECT event.at FROM event "
        "WHERE event.record_id = record.id AND event.kind = 'withdrawn' ORDER BY seq DESC LIMIT 1)"
    ),
    "recorded_at": (
        "SELECT version.record_id FROM version JOIN event ON event.version_id = version.id "
        "WHERE event.kind IN ('added', 'changed') AND event.at != version.recorded_at"
    ),
}


def of_moments(connection: Connection) -> list[Finding]:
    """Releases of which a moment is kept otherwise in another place."""
    found = []
    for name, query in _MOMENTS.items():
        ids = connection.exec_driver_sql(f"{query} LIMIT {MOST}").scalars()
        found += [Finding(Fault.RECORD, str(record_id), name) for record_id in ids]
    return found


def of_erasures(connection: Connection) -> list[Finding]:
    """Erasures that were begun and are not at their end."""
    return [Finding(Fault.ERASURE, str(erasure.record_id)) for erasure in pending(connection)]


def of_entries(connection: Connection, after: int) -> tuple[list[Finding], int]:
    """Some versions from an id on that cannot be read, and the id of the last one looked at; 0 at the end."""
    table = schema.versions
    query = select(table).where(table.c.id > after).order_by(table.c.id).limit(AT_ONCE)
    rows = connection.execute(query).mappings().all()
    found = []
    for row in rows:
        try:
            version_from(row)
        except (ValueError, TypeError):  # what msgspec raises is a ValueError too
            found.append(Finding(Fault.ENTRY, str(row["record_id"]), str(row["number"])))
    return found, rows[-1]["id"] if rows else 0


def of_records(connection: Connection, after: int) -> tuple[list[Finding], int]:
    """Some releases behind an id beside which another number or day is kept than they say; 0 at the end.

    An erased one keeps its own.
    """
    table = schema.records
    query = select(table.c.id).where(table.c.id > after).order_by(table.c.id).limit(AT_ONCE)
    record_ids = list(connection.execute(query).scalars())
    found = []
    for record_id, (record, version) in sorted(readable(connection, record_ids).items()):
        if record.seal and record.seal.erased_at:
            continue
        row = record_row(connection, record_id)
        other = [name for name, said in said_of(version).items() if row[name] != said]
        if other:
            found.append(Finding(Fault.RECORD, str(record_id), ", ".join(other)))
    return found, record_ids[-1] if record_ids else 0


def of_persons(connection: Connection, after: int) -> tuple[list[Finding], int]:
    """Some releases behind an id whose persons stand otherwise in the tables, and the last id; 0 at the end."""
    if persons.followed_to(connection) is None:
        return [], 0  # they follow, and are no fault yet
    found, last = persons.astray(connection, after)
    return [Finding(Fault.PERSONS, str(record_id)) for record_id in found], last


def of_files(connection: Connection, files: CaptureStore) -> list[Finding]:
    """Capture files that are not there, end before the last record in them does, or may not be read."""
    blobs = schema.blobs.c
    needed: dict[str, list[Place]] = {}
    for blob in connection.execute(select(blobs.file, blobs.offset, blobs.length).where(~blobs.erased)):
        needed.setdefault(blob.file, []).append(Place(blob.file, blob.offset, blob.length))
    short = files.short(needed)
    found = [Finding(Fault.FILE_MISSING, name, str(beyond)) for name, beyond in sorted(short.items())]
    return found + [Finding(Fault.FORBIDDEN, name) for name in files.forbidden()]


def count(connection: Connection) -> int:
    """How many captures' bytes there are."""
    return connection.execute(select(func.count()).select_from(schema.blobs)).scalar_one()


def damaged_captures(
    connection: Connection, files: CaptureStore, after: tuple[str, int]
) -> tuple[list[tuple[str, Place, CaptureDamaged]], tuple[str, int] | None]:
    """Captures behind a place of which the bytes are not those on record: SHA-256, place, why; the place reached.

    That is None at the end.
    """
    blobs = schema.blobs.c
    behind = (blobs.file > after[0]) | ((blobs.file == after[0]) & (blobs.offset > after[1]))
    query = select(schema.blobs).where(behind, ~blobs.erased).order_by(blobs.file, blobs.offset)
    rows = connection.execute(query.limit(AT_ONCE)).all()
    found = []
    forbidden = set(files.forbidden())
    for row in rows:
        if row.file in forbidden:
            continue
        place = Place(row.file, row.offset, row.length)
        try:
            files.verify(place, row.digest)
        except CaptureDamaged as damaged:
            found.append((row.digest, place, damaged))
    return found, (rows[-1].file, rows[-1].offset) if rows else None


def of_captures(
    connection: Connection, files: CaptureStore, after: tuple[str, int]
) -> tuple[list[Finding], tuple[str, int] | None]:
    """Those in files that are there and long enough: of the others, the file is told."""
    damaged, reached = damaged_captures(connection, files, after)
    places: dict[str, list[Place]] = {}
    for _, place, _ in damaged:
        places.setdefault(place.file, []).append(place)
    short = {place for name in files.short(places) for place in places[name] if files.short({name: [place]})}
    found = [
        Finding(Fault.CAPTURE, f"{place.file} ({place.offset})", str(why.__cause__ or "SHA-256"))
        for _, place, why in damaged
        if place not in short
    ]
    return found, reached
