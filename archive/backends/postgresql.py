"""The tables in a database of PostgreSQL, for archives that several machines share.

One address says where: `postgresql://user:password@host:5432/database?schema=archiv`. The password may stand in a file
(`password_file`); `tls=yes` has the connection encrypted and the server vouched for, by the authority in `ca` if given.
"""

import re
import ssl
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pg8000.exceptions import Error as DriverError
from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from archive import schema
from archive.copying import copy_tables, new_database
from archive.errors import (
    ArchiveAddressUnfit,
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveDenied,
    ArchiveError,
    ArchiveTooNew,
    ArchiveUnreachable,
    ArchiveUnusable,
)
from archive.migrations import MIGRATIONS
from language.messages import Message

SCHEME = "postgresql"
_CONNECTIONS, _MORE_CONNECTIONS = 5, 40
# Seconds until a connection has to be there, and how long a writer waits for another one.
_CONNECT_WITHIN, _WAIT_FOR_WRITER = 10, 60
# How long readers are waited for while tables are written anew without what was erased.
_WAIT_FOR_READERS = 5
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_KNOWN = ("schema", "password_file", "tls", "ca")
# The first steps were taken before archives were kept here: what they did to rows there has nothing to do.
_OF_SQLITE = ("json_extract", "version_checksum(")
# What PostgreSQL says by its codes (postgresql.org/docs, appendix A).
_BUSY, _DENIED, _DAMAGED = ("55P03", "40P01"), ("28",), ("XX", "58P01", "42P01", "42703", "58030")
# Tables that hold words of releases or names.
_WORDS = ("version", "record", "appearance", "amendment", "person", "person_word", "person_decision", "seal")

_NO_ADDRESS = Message("sie muss mit postgresql:// beginnen, dahinter Rechner und Datenbank")
_UNKNOWN = Message("„{value}“ gibt es darin nicht; möglich sind {known}")
_NO_SCHEMA = Message(
    "„{value}“ ist kein Name eines Schemas aus kleinen Buchstaben, Ziffern und Unterstrichen"
)
_NO_TLS = Message("tls ist yes oder no")
_NO_FILE = Message("die Datei {value} lässt sich nicht lesen: {reason}")
_EMPTIED = Message("die Datenbank ist leer, aber im Datenverzeichnis liegt noch {others}")


class PostgresqlBackend:
    """See archive.backends.Backend."""

    def __init__(self, address: str) -> None:
        """Raises ArchiveAddressUnfit, which never says the password."""
        url, self._schema, connecting = _parsed(address)
        self._place = f"{url.host}:{url.port or 5432}/{url.database} ({self._schema})"
        # Whoever writes holds this until its transaction ends: what is decided by what is on record stays true.
        self._lock = zlib.crc32(f"pressearchiv {self._schema}".encode())
        self._engine = create_engine(
            url.set(drivername="postgresql+pg8000", query={}),
            pool_size=_CONNECTIONS,
            max_overflow=_MORE_CONNECTIONS,
            pool_timeout=_WAIT_FOR_WRITER,
            pool_pre_ping=True,
            connect_args={"timeout": _CONNECT_WITHIN, **connecting},
        )
        event.listen(self._engine, "connect", self._prepare)
        event.listen(self._engine, "begin", self._begin)

    @property
    def engine(self) -> Engine:
        """See Backend."""
        return self._engine

    @property
    def place(self) -> str:
        """See Backend."""
        return self._place

    @property
    def read_only(self) -> bool:
        """See Backend."""
        return False

    def check_not_emptied(self, others: list[str]) -> None:
        """See Backend; raises ArchiveUnreachable, ArchiveDenied."""
        try:
            with self._engine.connect() as connection:
                if others and not _level(connection):
                    said = _EMPTIED.filled(others=", ".join(others[:3]))
                    raise ArchiveDamaged(place=self._place, reason=said)
        except DBAPIError as error:
            raise self.told(error) from error

    def is_current(self, connection: Connection) -> bool:
        """See Backend."""
        taken, known = _level(connection), MIGRATIONS[-1].number
        if taken > known:
            raise ArchiveTooNew(place=self._place, found=taken, known=known)
        return taken == known

    def migrate(self, connection: Connection) -> None:
        """See Backend."""
        taken = _level(connection)
        if not taken:
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{self._schema}"'))
            connection.execute(
                text("CREATE TABLE migration (number BIGINT PRIMARY KEY, name TEXT, taken_at TEXT)")
            )
        for migration in MIGRATIONS:
            if migration.number > taken:
                for statement in migration.statements:
                    if not any(sign in statement for sign in _OF_SQLITE):
                        connection.execute(text(translated(statement)))
                connection.execute(
                    text("INSERT INTO migration (number, name, taken_at) VALUES (:number, :name, :at)"),
                    {"number": migration.number, "name": migration.name, "at": datetime.now(UTC).isoformat()},
                )

    def opened(self) -> None:
        """See Backend."""

    def is_elsewhere(self) -> bool:
        """See Backend: a server that is away is told by every statement."""
        return False

    def written(self) -> object:
        """See Backend: nothing says so without a question."""
        return object()

    def told(self, error: DBAPIError) -> ArchiveError:
        """See Backend."""
        return self._meant(error.orig)

    def _meant(self, error: BaseException | None) -> ArchiveError:
        said = error.args[0] if error and error.args else error
        code = str(said.get("C", "")) if isinstance(said, dict) else ""
        reason = str(said.get("M", said)) if isinstance(said, dict) else str(said)
        if code.startswith(_DENIED):
            return ArchiveDenied(place=self._place)
        if not code or code.startswith("57P"):  # the network, or a server that goes down
            return ArchiveUnreachable(place=self._place, reason=reason)
        if code in _BUSY:
            return ArchiveBusy(place=self._place)
        if code.startswith(_DAMAGED):
            return ArchiveDamaged(place=self._place, reason=reason)
        return ArchiveUnusable(place=self._place, reason=reason)

    def faults(self, connection: Connection, *, quick: bool, most: int) -> list[str]:
        """See Backend: a page that cannot be read is met by whatever reads it."""
        return []

    def loose_references(self, connection: Connection, most: int) -> list[tuple[str, str]]:
        """See Backend."""
        found: list[tuple[str, str]] = []
        for table in schema.metadata.sorted_tables:
            for key in table.foreign_keys:
                other = key.column.table.alias()
                query = (
                    select(key.parent)
                    .outerjoin_from(table, other, key.parent == other.c[key.column.name])
                    .where(key.parent.is_not(None), other.c[key.column.name].is_(None))
                )
                rows = connection.execute(query.limit(most)).scalars()
                found += [(table.name, f"{key.column.table.name} {row}") for row in rows]
        return found[:most]

    def reindex(self, connection: Connection) -> None:
        """See Backend."""
        for table in schema.metadata.sorted_tables:
            connection.execute(text(f'REINDEX TABLE "{table.name}"'))

    def has_table(self, connection: Connection, name: str) -> bool:
        """See Backend."""
        return bool(
            connection.execute(text("SELECT to_regclass(:name) IS NOT NULL"), {"name": name}).scalar_one()
        )

    def number_on(self, connection: Connection) -> None:
        """See Backend."""
        for table in schema.metadata.sorted_tables:
            if [column.name for column in table.primary_key] == ["id"]:
                behind = select(func.coalesce(func.max(table.c.id), 0) + 1)
                sequence = func.pg_get_serial_sequence(table.name, "id")
                connection.execute(select(func.setval(sequence, behind.scalar_subquery(), False)))

    def empty_log(self, *, patient: bool) -> bool:
        """See Backend: tables that held words are written anew; what the server's own log keeps, docs/scale.md says."""
        pooled = self._engine.raw_connection()
        driver: Any = pooled.driver_connection
        driver.rollback()  # what was begun to see whether the connection is alive
        driver.autocommit = True
        try:
            cursor = driver.cursor()
            cursor.execute(f"SET lock_timeout = '{_WAIT_FOR_READERS if patient else 1}s'")
            for table in _WORDS:
                cursor.execute(f'VACUUM (FULL) "{table}"')
        except DriverError as error:
            told = self._meant(error)
            if isinstance(told, ArchiveBusy):
                return False
            raise told from error
        finally:
            pooled.invalidate()  # its settings are no one else's
            pooled.close()
        return True

    def copy_into(self, file: Path) -> None:
        """See Backend."""
        with new_database(file) as target, self._engine.connect() as source, source.begin():
            copy_tables(source, target)

    def _prepare(self, dbapi_connection: Any, _: ConnectionPoolEntry) -> None:
        cursor = dbapi_connection.cursor()
        cursor.execute(f'SET search_path TO "{self._schema}"')
        cursor.execute(f"SET lock_timeout = '{_WAIT_FOR_WRITER}s'")
        cursor.close()
        dbapi_connection.commit()

    def _begin(self, connection: Connection) -> None:
        """Begin a transaction: who writes is alone, who reads sees one moment."""
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({self._lock})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def translated(statement: str) -> str:
    """A statement of a migration as PostgreSQL takes it: whole numbers of 64 bits, texts that sort by their letters."""
    if not statement.startswith(("CREATE TABLE", "ALTER TABLE")):
        return statement
    counted = "id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"
    statement = re.sub(r"\bid INTEGER NOT NULL PRIMARY KEY\b", counted, statement)
    statement = re.sub(r"\bINTEGER\b", "BIGINT", statement)
    return re.sub(r"\b(VARCHAR|TEXT)\b", 'TEXT COLLATE "C"', statement)


def _level(connection: Connection) -> int:
    there = connection.execute(text("SELECT to_regclass('migration') IS NOT NULL")).scalar_one()
    if not there:
        return 0
    return int(connection.execute(text("SELECT coalesce(max(number), 0) FROM migration")).scalar_one())


def _parsed(address: str) -> tuple[Any, str, dict[str, Any]]:
    """The URL of the driver, the schema, and what a connection is made with."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise _unfit(_NO_ADDRESS) from None
    if url.drivername != SCHEME or not url.host or not url.database:
        raise _unfit(_NO_ADDRESS)
    options = {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
    for name in options:
        if name not in _KNOWN:
            raise _unfit(_UNKNOWN, value=name, known=", ".join(_KNOWN))
    named = options.get("schema", "pressearchiv")
    if not _SCHEMA.fullmatch(named):
        raise _unfit(_NO_SCHEMA, value=named)
    if options.get("tls", "no") not in ("yes", "no"):
        raise _unfit(_NO_TLS)
    connecting: dict[str, Any] = {}
    try:
        if options.get("password_file"):
            url = url.set(password=Path(options["password_file"]).read_text(encoding="utf-8").strip())
        if options.get("tls") == "yes":
            connecting["ssl_context"] = ssl.create_default_context(cafile=options.get("ca") or None)
    except (OSError, UnicodeDecodeError) as error:
        place = options.get("password_file") or options.get("ca", "")
        reason = getattr(error, "strerror", None) or str(error)
        raise _unfit(_NO_FILE, value=place, reason=reason) from error
    return url, named, connecting


def _unfit(why: Message, **facts: object) -> ArchiveAddressUnfit:
    return ArchiveAddressUnfit(place="PRESSEARCHIV_ARCHIVE", why=why.filled(**facts))
