"""The steps by which the tables of a database came to be: ordered, recorded, each taken once and whole."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.errors import ArchiveTooNew


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its place in the order, what it does, and the statements that do it."""

    number: int
    name: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        "sources, captures, records, versions, events, runs",
        (
            """CREATE TABLE source (
                "key" VARCHAR NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, ags VARCHAR, state VARCHAR,
                homepage VARCHAR, fictional BOOLEAN NOT NULL)""",
            """CREATE TABLE blob (
                digest VARCHAR NOT NULL PRIMARY KEY, file VARCHAR NOT NULL, "offset" INTEGER NOT NULL,
                length INTEGER NOT NULL)""",
            "CREATE INDEX blob_file ON blob (file)",
            """CREATE TABLE capture (
                id INTEGER NOT NULL PRIMARY KEY, url VARCHAR NOT NULL, final_url VARCHAR NOT NULL,
                fetched_at VARCHAR NOT NULL, status INTEGER NOT NULL, content_type VARCHAR NOT NULL, etag VARCHAR,
                last_modified VARCHAR, digest VARCHAR NOT NULL REFERENCES blob (digest))""",
            "CREATE INDEX capture_url ON capture (url, id)",
            """CREATE TABLE record (
                id INTEGER NOT NULL PRIMARY KEY, city VARCHAR NOT NULL REFERENCES source ("key"),
                first_seen VARCHAR NOT NULL, last_seen VARCHAR NOT NULL, withdrawn_at VARCHAR, version_id INTEGER,
                office VARCHAR, year INTEGER, running INTEGER, sign VARCHAR, published DATE,
                headline VARCHAR NOT NULL, content VARCHAR NOT NULL)""",
            "CREATE INDEX record_number ON record (city, year, running)",
            "CREATE INDEX record_content ON record (city, content)",
            """CREATE TABLE address (
                city VARCHAR NOT NULL REFERENCES source ("key"), url VARCHAR NOT NULL,
                record_id INTEGER NOT NULL REFERENCES record (id), etag VARCHAR, last_modified VARCHAR,
                gone BOOLEAN NOT NULL, PRIMARY KEY (city, url))""",
            "CREATE INDEX address_record ON address (record_id)",
            """CREATE TABLE version (
                id INTEGER NOT NULL PRIMARY KEY, record_id INTEGER NOT NULL REFERENCES record (id),
                number INTEGER NOT NULL, release TEXT NOT NULL, reading TEXT NOT NULL,
                capture_id INTEGER REFERENCES capture (id), layout VARCHAR NOT NULL, recorded_at VARCHAR NOT NULL,
                UNIQUE (record_id, number))""",
            """CREATE TABLE event (
                seq INTEGER NOT NULL PRIMARY KEY, kind VARCHAR NOT NULL,
                record_id INTEGER NOT NULL REFERENCES record (id),
                version_id INTEGER NOT NULL REFERENCES version (id), at VARCHAR NOT NULL)""",
            """CREATE TABLE run (
                id INTEGER NOT NULL PRIMARY KEY, city VARCHAR NOT NULL REFERENCES source ("key"),
                started VARCHAR NOT NULL, finished VARCHAR, listed INTEGER NOT NULL, fetched INTEGER NOT NULL,
                added INTEGER NOT NULL, changed INTEGER NOT NULL, withdrawn INTEGER NOT NULL,
                failed INTEGER NOT NULL, status VARCHAR NOT NULL, problems TEXT NOT NULL)""",
        ),
    ),
    Migration(
        2,
        "grades of changes, corrections, seals, walks, a schedule for addresses, unused numbers",
        (
            "ALTER TABLE version ADD COLUMN grade VARCHAR",
            "ALTER TABLE run ADD COLUMN undated INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE run ADD COLUMN kind VARCHAR NOT NULL DEFAULT 'visit'",
            "DROP INDEX blob_file",
            'CREATE INDEX blob_place ON blob (file, "offset")',
            "ALTER TABLE capture ADD COLUMN record_id INTEGER REFERENCES record (id)",
            "CREATE INDEX capture_record ON capture (record_id)",
            """UPDATE capture SET record_id =
                (SELECT record_id FROM version WHERE version.capture_id = capture.id)""",
            "ALTER TABLE blob ADD COLUMN erased BOOLEAN NOT NULL DEFAULT FALSE",
            "ALTER TABLE record ADD COLUMN corrects_running INTEGER",
            "ALTER TABLE record ADD COLUMN corrects_year INTEGER",
            "ALTER TABLE record ADD COLUMN corrects_sign VARCHAR",
            "ALTER TABLE record ADD COLUMN published_until DATE",
            "UPDATE record SET published_until = published",
            "CREATE INDEX record_corrects ON record (city, corrects_running)",
            # What is on record already is due at once; its first answer puts it on the schedule.
            """ALTER TABLE address ADD COLUMN due_at VARCHAR NOT NULL
                DEFAULT '1970-01-01T00:00:00.000000+00:00'""",
            """ALTER TABLE address ADD COLUMN known_since VARCHAR NOT NULL
                DEFAULT '1970-01-01T00:00:00.000000+00:00'""",
            "ALTER TABLE address ADD COLUMN absent INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE address ADD COLUMN failures INTEGER NOT NULL DEFAULT 0",
            """CREATE TABLE seal (
                record_id INTEGER NOT NULL PRIMARY KEY REFERENCES record (id), reason TEXT NOT NULL,
                sealed_at VARCHAR NOT NULL, erased_at VARCHAR)""",
            """CREATE TABLE walk (
                city VARCHAR NOT NULL REFERENCES source ("key"), start VARCHAR NOT NULL,
                finished_at VARCHAR NOT NULL, PRIMARY KEY (city, start))""",
            """CREATE TABLE pending (
                city VARCHAR NOT NULL REFERENCES source ("key"), url VARCHAR NOT NULL, published DATE,
                tries INTEGER NOT NULL, known_since VARCHAR NOT NULL, due_at VARCHAR NOT NULL, code VARCHAR NOT NULL,
                PRIMARY KEY (city, url))""",
            """CREATE TABLE unused_number (
                city VARCHAR NOT NULL REFERENCES source ("key"), office VARCHAR NOT NULL, year INTEGER NOT NULL,
                running INTEGER NOT NULL, note TEXT NOT NULL, noted_at VARCHAR NOT NULL,
                PRIMARY KEY (city, office, year, running))""",
        ),
    ),
    Migration(
        3,
        "embargoes, decisions about persons",
        (
            "ALTER TABLE record ADD COLUMN embargo_until VARCHAR",
            "CREATE INDEX record_embargo ON record (embargo_until) WHERE embargo_until IS NOT NULL",
            """CREATE TABLE person_decision (
                id INTEGER NOT NULL PRIMARY KEY, kind VARCHAR NOT NULL,
                city VARCHAR NOT NULL REFERENCES source ("key"), name VARCHAR NOT NULL, into_city VARCHAR,
                into_name VARCHAR, label VARCHAR, into_label VARCHAR, record_id INTEGER REFERENCES record (id),
                note TEXT NOT NULL, decided_at VARCHAR NOT NULL)""",
        ),
    ),
    Migration(
        4,
        "a journal of what people did",
        (
            """CREATE TABLE deed (
                id INTEGER NOT NULL PRIMARY KEY, at VARCHAR NOT NULL, by VARCHAR NOT NULL, kind VARCHAR NOT NULL,
                city VARCHAR NOT NULL, subject VARCHAR NOT NULL, note TEXT NOT NULL)""",
            "CREATE INDEX record_published ON record (city, published)",
        ),
    ),
    Migration(
        5,
        "persons, told from the releases and followed by event",
        (
            """CREATE TABLE person (
                id INTEGER NOT NULL PRIMARY KEY, "key" VARCHAR NOT NULL UNIQUE, name VARCHAR NOT NULL, label VARCHAR,
                name_key VARCHAR NOT NULL, releases INTEGER NOT NULL, spellings TEXT NOT NULL)""",
            "CREATE INDEX person_releases ON person (releases)",
            "CREATE INDEX person_name ON person (name_key)",
            """CREATE TABLE appearance (
                record_id INTEGER NOT NULL REFERENCES record (id), name VARCHAR NOT NULL, place INTEGER NOT NULL,
                city VARCHAR NOT NULL, day DATE, name_key VARCHAR NOT NULL, surname VARCHAR NOT NULL,
                given VARCHAR NOT NULL, beyond BOOLEAN NOT NULL, person_id INTEGER REFERENCES person (id),
                details TEXT NOT NULL, PRIMARY KEY (record_id, name))""",
            "CREATE INDEX appearance_surname ON appearance (city, surname)",
            "CREATE INDEX appearance_given ON appearance (city, given)",
            "CREATE INDEX appearance_name ON appearance (name_key)",
            "CREATE INDEX appearance_person ON appearance (person_id)",
            """CREATE TABLE person_office (
                person_id INTEGER NOT NULL REFERENCES person (id), head VARCHAR NOT NULL,
                PRIMARY KEY (person_id, head))""",
            "CREATE INDEX person_office_head ON person_office (head)",
            """CREATE TABLE person_word (
                person_id INTEGER NOT NULL REFERENCES person (id), word VARCHAR NOT NULL,
                PRIMARY KEY (person_id, word))""",
            "CREATE INDEX person_word_word ON person_word (word)",
            """CREATE TABLE person_pending (
                city VARCHAR NOT NULL, name_key VARCHAR NOT NULL, PRIMARY KEY (city, name_key))""",
            "CREATE TABLE persons_followed (seq INTEGER NOT NULL, decided INTEGER NOT NULL)",
            "INSERT INTO persons_followed VALUES (0, 0)",
        ),
    ),
    Migration(
        6,
        "edits and withdrawals found among all events",
        ("CREATE INDEX event_noticed ON event (seq) WHERE kind IN ('changed', 'withdrawn', 'restored')",),
    ),
    Migration(
        7,
        "who is only asked is told from who is named",
        (
            "ALTER TABLE appearance ADD COLUMN only_contact BOOLEAN NOT NULL DEFAULT FALSE",
            """UPDATE appearance SET only_contact = TRUE
                WHERE details LIKE '%"kinds":["contact"]%' AND details LIKE '%"roles":[]%'""",
            "ALTER TABLE person ADD COLUMN named INTEGER NOT NULL DEFAULT 0",
            """UPDATE person SET named = (SELECT count(DISTINCT record_id) FROM appearance
                WHERE appearance.person_id = person.id AND NOT only_contact)""",
        ),
    ),
    Migration(
        8,
        "what staff amend in what was read",
        (
            "ALTER TABLE version ADD COLUMN as_read TEXT",
            """CREATE TABLE amendment (
                record_id INTEGER NOT NULL REFERENCES record (id), field VARCHAR NOT NULL, value TEXT NOT NULL,
                note VARCHAR NOT NULL, amended_at VARCHAR NOT NULL, printed VARCHAR NOT NULL,
                PRIMARY KEY (record_id, field))""",
        ),
    ),
    Migration(
        9,
        "what is left to destroy of erased releases",
        (
            """CREATE TABLE erasure (
                record_id INTEGER NOT NULL PRIMARY KEY REFERENCES record (id), asked_at VARCHAR NOT NULL,
                captures TEXT NOT NULL, in_log BOOLEAN NOT NULL, in_index BOOLEAN NOT NULL)""",
        ),
    ),
    Migration(
        10,
        "a checksum of every version",
        (
            # What step 2 left out: a release of which only a period is known.
            """UPDATE record SET published_until = (SELECT json_extract(reading, '$.published_span.end')
                FROM version WHERE version.id = record.version_id)
                WHERE published_until IS NULL AND published IS NULL""",
            "ALTER TABLE version ADD COLUMN checksum INTEGER",
            """UPDATE version SET checksum = version_checksum(release, reading, as_read, record_id, number,
                capture_id, layout, recorded_at, grade)""",
        ),
    ),
    Migration(
        11,
        "one row that numbers the events",
        (
            "CREATE TABLE event_counter (seq INTEGER NOT NULL)",
            "INSERT INTO event_counter SELECT coalesce(max(seq), 0) FROM event",
        ),
    ),
)


def migrate(connection: sqlite3.Connection, place: str, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Take the steps a database of SQLite lacks, inside the caller's transaction.

    Raises ArchiveTooNew, before anything is touched, where it has steps that are not known here.
    """
    taken = level(connection)
    known = migrations[-1].number
    if taken > known:
        raise ArchiveTooNew(place=place, found=taken, known=known)
    if taken == 0:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name VARCHAR, taken_at VARCHAR)"
        )
    for migration in migrations:
        if migration.number > taken:
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute(
                "INSERT INTO migration (number, name, taken_at) VALUES (?, ?, ?)",
                (migration.number, migration.name, datetime.now(UTC).isoformat()),
            )


def is_current(connection: sqlite3.Connection, place: str) -> bool:
    """Whether a database of SQLite has taken every step; raises ArchiveTooNew."""
    found, known = level(connection), MIGRATIONS[-1].number
    if found > known:
        raise ArchiveTooNew(place=place, found=found, known=known)
    return found == known


def level(connection: sqlite3.Connection) -> int:
    """The number of the newest step a database has taken, 0 for an empty one."""
    tables = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'")
    if tables.fetchone() is None:
        return 0
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()[0])
