"""The tables in one file of SQLite in the directory of the archive."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from archive.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveUnusable
from archive.migrations import is_current, migrate
from archive.statements import CHECKED, checksum_of_row
from language.messages import Message

DATABASE = "archive.sqlite"
# So many threads may work with one archive at once.
_CONNECTIONS = 120
# How long a writer waits for another one before it gives up, in milliseconds.
_WAIT_FOR_WRITER = 60_000
# How often, and how far apart, it is tried to empty the write-ahead log while others read; in seconds.
_TRIES, _APART = 25, 0.2
# What SQLite says of a database that is not what was written.
_DAMAGE = ("malformed", "not a database", "corrupt", "no such table", "no such column", "unable to open")
_LOCKED = "database is locked"
_TO_BE_UPGRADED = Message(
    "es ist von einer früheren Version und darf nur gelesen werden, lässt sich also nicht nachführen"
)


class SqliteBackend:
    """See archive.backends.Backend."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._file = directory / DATABASE
        self._inode = 0
        self._read_only = may_only_be_read(directory)
        self._engine = create_engine(
            _url(self._file, read_only=self._read_only),
            pool_size=5,
            max_overflow=_CONNECTIONS,
            pool_timeout=_WAIT_FOR_WRITER / 1000,
        )
        event.listen(self._engine, "connect", _prepare_for_reading if self._read_only else _prepare)
        event.listen(self._engine, "begin", _begin)

    @property
    def engine(self) -> Engine:
        """See Backend."""
        return self._engine

    @property
    def place(self) -> str:
        """See Backend."""
        return str(self._file)

    @property
    def read_only(self) -> bool:
        """See Backend."""
        return self._read_only

    def is_there(self) -> bool:
        """See Backend."""
        return self._file.is_file() and self._file.stat().st_size > 0

    def is_current(self, connection: Connection) -> bool:
        """See Backend."""
        with self._told_of_driver():
            return is_current(_driver(connection), str(self._directory))

    def migrate(self, connection: Connection) -> None:
        """See Backend."""
        if self._read_only:
            raise ArchiveUnusable(place=str(self._directory), reason=_TO_BE_UPGRADED)
        with self._told_of_driver():
            migrate(_driver(connection), str(self._directory))

    def opened(self) -> None:
        """See Backend."""
        self._inode = self._file.stat().st_ino

    def is_elsewhere(self) -> bool:
        """See Backend."""
        with suppress(OSError):
            return self._file.stat().st_ino != self._inode
        return True

    def written(self) -> object:
        """See Backend: size and time of the database and its write-ahead log."""
        found = []
        for name in (DATABASE, f"{DATABASE}-wal"):
            with suppress(OSError):  # there is no log while nobody has written
                state = (self._directory / name).stat()
                found.append((state.st_ino, state.st_size, state.st_mtime_ns))
        return found

    def told(self, error: DBAPIError) -> ArchiveError:
        """See Backend: what SQLite cannot make out is damage; a full disk and a busy one are not."""
        return self._meant(str(error.orig))

    @contextmanager
    def _told_of_driver(self) -> Iterator[None]:
        """What the driver itself raises, where it is asked without SQLAlchemy."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._meant(str(error)) from error

    def _meant(self, reason: str) -> ArchiveError:
        if reason != _LOCKED and self.is_elsewhere():
            return ArchiveDamaged(place=self.place, reason=reason)
        return meaning(reason, self.place)

    def faults(self, connection: Connection, *, quick: bool, most: int) -> list[str]:
        """See Backend."""
        check = "quick_check" if quick else "integrity_check"
        told = connection.exec_driver_sql(f"PRAGMA {check}({most})").scalars().all()
        return [str(line) for line in told if line != "ok"]

    def loose_references(self, connection: Connection, most: int) -> list[tuple[str, str]]:
        """See Backend."""
        found = connection.exec_driver_sql("PRAGMA foreign_key_check").all()[:most]
        return [(str(row[0]), f"{row[2]} {row[1]}") for row in found]

    def reindex(self, connection: Connection) -> None:
        """See Backend."""
        connection.exec_driver_sql("REINDEX")

    def has_table(self, connection: Connection, name: str) -> bool:
        """See Backend."""
        found = text("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name")
        return connection.execute(found, {"name": name}).first() is not None

    def number_on(self, connection: Connection) -> None:
        """See Backend: SQLite looks for the highest number each time."""

    def empty_log(self, *, patient: bool) -> bool:
        """See Backend; nobody is waited for longer than some seconds."""
        with self._engine.connect() as connection:
            # A checkpoint waits for readers as long as a writer for another one, which may be a minute each time.
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            try:
                for again in range(_TRIES if patient else 1):
                    if again:
                        time.sleep(_APART)
                    busy, *_rest = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
                    if not busy:
                        return True
            finally:
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {_WAIT_FOR_WRITER}")
        return False

    def erased_is_seen(self, connection: Connection) -> bool:
        """See Backend: whoever reads keeps the log, and nothing else."""
        return False

    def copy_into(self, file: Path) -> None:
        """See Backend: by SQLite's own backup; raises sqlite3.DatabaseError."""
        copy_database(self._directory, file)


def meaning(reason: str, place: str) -> ArchiveError:
    """What SQLite says of a database at a place: what it cannot make out is damage; a full disk is not."""
    if reason == _LOCKED:
        return ArchiveBusy(place=place)
    if any(sign in reason for sign in _DAMAGE):
        return ArchiveDamaged(place=place, reason=reason)
    return ArchiveUnusable(place=place, reason=reason)


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def copy_database(directory: Path, file: Path) -> None:
    """Copy the database of a directory by SQLite's own backup, whatever steps it lacks."""
    with closing(_opened(directory)) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)


def _opened(directory: Path) -> sqlite3.Connection:
    if may_only_be_read(directory):
        return sqlite3.connect(uri_for_reading(directory / DATABASE), uri=True)
    return sqlite3.connect(directory / DATABASE)


def may_only_be_read(directory: Path) -> bool:
    """Whether nothing can be written beside a database that nobody has open: SQLite could not begin to read it then."""
    log = directory / f"{DATABASE}-wal"
    settled = not log.exists() or not log.stat().st_size
    return (directory / DATABASE).is_file() and settled and not os.access(directory, os.W_OK)


def uri_for_reading(file: Path) -> str:
    """How SQLite opens a database of which it makes and looks for no file beside it (sqlite.org/uri.html)."""
    return f"file:{quote(str(file.absolute()))}?mode=ro&immutable=1"


def _url(file: Path, *, read_only: bool) -> URL:
    if not read_only:
        return URL.create("sqlite", database=str(file))
    return URL.create("sqlite", database=uri_for_reading(file), query={"uri": "true"})


def _prepare(dbapi_connection: Any, _: object) -> None:
    """Set up a new connection: WAL, full durability, foreign keys, freed pages overwritten."""
    _prepare_for_reading(dbapi_connection, _)
    dbapi_connection.execute(f"PRAGMA busy_timeout = {_WAIT_FOR_WRITER}")
    dbapi_connection.execute("PRAGMA journal_mode = WAL")
    # FULL: after a power cut the archive must never lack an event that an index has already followed.
    dbapi_connection.execute("PRAGMA synchronous = FULL")
    dbapi_connection.execute("PRAGMA foreign_keys = ON")
    dbapi_connection.execute("PRAGMA secure_delete = ON")  # what is erased leaves no trace in free pages


def _prepare_for_reading(dbapi_connection: Any, _: object) -> None:
    """Set up a connection to a database that may only be read."""
    dbapi_connection.isolation_level = None  # the driver begins nothing by itself; `_begin` does
    dbapi_connection.create_function("version_checksum", len(CHECKED), checksum_of_row, deterministic=True)


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that writes takes the write lock at once, so that it never fails midway."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
