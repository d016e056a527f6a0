"""A schema in a database of PostgreSQL: its connections, who writes there, what its errors mean."""

import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from pg8000.exceptions import Error as DriverError
from sqlalchemy import Connection, Engine, Table, create_engine, event, func, select, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from archive.backends.postgresql_address import parse_address
from archive.backends.postgresql_dialect import BROKEN, DRIVER, network_errors_told, take_all_time
from archive.backends.postgresql_rewriting import NotOwned, StillSeen, write_anew
from archive.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveDenied,
    ArchiveError,
    ArchiveNotOwned,
    ArchiveReadOnly,
    ArchiveRefused,
    ArchiveStillRead,
    ArchiveTooNew,
    ArchiveUnreachable,
)
from archive.migrations import Migration
from archive.statements import storable
from language.messages import FilledMessage, Message

# How long a writer waits for another one, in seconds.
_WAIT_FOR_WRITER = 60
_ALIVE = {
    "lock_timeout": f"{_WAIT_FOR_WRITER}s",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}
# How long readers are waited for while tables are written anew without what was erased.
_WAIT_FOR_READERS = 5
# The first steps were taken before archives were kept here: what they did to rows there has nothing to do. What a
# trigger of SQLite does, statements do here.
_OF_SQLITE = ("json_extract", "version_checksum(", "CREATE TRIGGER")
# What PostgreSQL says by its codes (postgresql.org/docs, appendix A).
_BUSY, _DENIED, _DAMAGED = ("55P03", "40P01"), ("28", "42501"), ("XX", "58P01", "42P01", "42703", "58030")
_READ_ONLY = "25006"
_NOT_UTF8 = Message(
    "sie speichert Texte in {encoding}, gebraucht wird UTF8 (CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8')"
)
_NO_ANSWER = Message("sie lässt zu lange auf eine Antwort warten")
_BROKEN_OFF = Message("die Verbindung brach ab")
_NO_CONNECTION = Message("keine Verbindung ({reason})")


class Server:
    """The schema of an address. Who begins a transaction that writes is alone among those of the same `writers`."""

    def __init__(self, address: str, writers: str = "", *, most: int = 45, idle: int = 0) -> None:
        """`most` connections are open at a time.

        A transaction in which nothing is said for `idle` seconds is ended by the server; 0: never. Raises
        ArchiveAddressUnfit, which never says the password.
        """
        url, self.schema, connecting = parse_address(address)
        host = f"[{url.host}]" if ":" in (url.host or "") else url.host
        self.place = f"{host}:{url.port or 5432}/{url.database} ({self.schema})"
        # Whoever writes holds this until its transaction ends: what is decided by what is on record stays true.
        self._lock = zlib.crc32(f"pressearchiv {self.schema}{writers}".encode())
        self._named = f"set_config('search_path', '\"{self.schema}\"', true)"
        # Of a machine that lost its power the server hears nothing: it must not keep others waiting for hours.
        self._settings = {**_ALIVE, "idle_in_transaction_session_timeout": f"{idle}s"}
        kept = min(5, most)
        self.engine: Engine = create_engine(
            url.set(drivername=DRIVER, query={}),
            pool_size=kept,
            max_overflow=most - kept,
            pool_timeout=_WAIT_FOR_WRITER,
            pool_pre_ping=True,
            connect_args=connecting,
        )
        event.listen(self.engine, "connect", self._prepare)
        event.listen(self.engine, "begin", self._begin)
        event.listen(self.engine, "before_cursor_execute", _taken, retval=True)
        event.listen(self.engine, "handle_error", _given_up)

    def told(self, error: DBAPIError) -> ArchiveError:
        """What an error of the driver means."""
        return self._meant(error.orig)

    def level(self, connection: Connection, steps: str = "migration") -> int:
        """The number of the newest step that the table `steps` notes; 0 where there is no such table."""
        # Asked of the catalogue: what a connection remembers of names may be older than what another has just made.
        asked = text(
            "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = :schema AND tablename = :steps"
        )
        if not connection.execute(asked, {"schema": self.schema, "steps": steps}).scalar_one():
            return 0
        return int(connection.execute(text(f"SELECT coalesce(max(number), 0) FROM {steps}")).scalar_one())  # noqa: S608

    def is_current(
        self, connection: Connection, migrations: Sequence[Migration], steps: str = "migration"
    ) -> bool:
        """Whether every step was taken; raises ArchiveTooNew."""
        taken, known = self.level(connection, steps), migrations[-1].number
        if taken > known:
            raise ArchiveTooNew(place=self.place, found=taken, known=known)
        return taken == known

    def migrate(
        self, connection: Connection, migrations: Sequence[Migration], steps: str = "migration"
    ) -> None:
        """Take the steps that are missing and note them in the table `steps`."""
        take_all_time(connection.connection.driver_connection)
        # Of two that make the same schema at once PostgreSQL refuses one.
        making = zlib.crc32(f"pressearchiv {self.schema} making".encode())
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({making})")
        taken = self.level(connection, steps)
        if not taken:
            encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
            if encoding != "UTF8":
                raise ArchiveRefused(place=self.place, reason=_NOT_UTF8.filled(encoding=encoding))
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{self.schema}"'))
            connection.execute(
                text(f"CREATE TABLE {steps} (number BIGINT PRIMARY KEY, name TEXT, taken_at TEXT)")
            )
        for migration in migrations:
            if migration.number > taken:
                for statement in migration.statements:
                    if not any(sign in statement for sign in _OF_SQLITE):
                        connection.execute(text(translated(statement)))
                connection.execute(
                    text(f"INSERT INTO {steps} (number, name, taken_at) VALUES (:number, :name, :at)"),  # noqa: S608
                    {"number": migration.number, "name": migration.name, "at": datetime.now(UTC).isoformat()},
                )

    def write_anew(self, tables: Sequence[str], *, deleted_by: str = "", patient: bool = True) -> None:
        """Write tables anew without what was deleted, by the transaction of this number or by any before now.

        Raises ArchiveStillRead where others read for too long or still see a moment before, ArchiveNotOwned where the
        user may not.
        """
        with self.speaking(), self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.rollback()  # what was begun to see whether the connection is alive
            driver.autocommit = True
            take_all_time(driver)
            cursor = driver.cursor()
            try:
                cursor.execute(f"SET lock_timeout = '{_WAIT_FOR_READERS if patient else 1}s'")
                within = _WAIT_FOR_READERS if patient else 0
                write_anew(cursor, self.schema, tables, deleted_by=deleted_by, within=within)
            except StillSeen as error:
                raise ArchiveStillRead(place=self.place) from error
            except NotOwned as error:
                raise ArchiveNotOwned(place=self.place, table=error.table) from error
            except (DriverError, OSError) as error:
                told = self._meant(error)
                raise ArchiveStillRead(place=self.place) if isinstance(told, ArchiveBusy) else told from error
            finally:
                connection.invalidate()  # its settings are no one else's

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """What the driver raises inside becomes what it means."""
        try:
            yield
        except DBAPIError as error:
            raise self.told(error) from error

    def _meant(self, error: BaseException | None) -> ArchiveError:
        code, reason = _said(error)
        if code.startswith(_DENIED):
            return ArchiveDenied(place=self.place)
        if not code or code.startswith("57P"):  # the network, or a server that goes down
            return ArchiveUnreachable(place=self.place, reason=_away(error, reason))
        if code == _READ_ONLY:
            return ArchiveReadOnly(place=self.place, reason=reason)
        if code in _BUSY:
            return ArchiveBusy(place=self.place)
        if code.startswith(_DAMAGED):
            return ArchiveDamaged(place=self.place, reason=reason)
        return ArchiveRefused(place=self.place, reason=reason)

    def _prepare(self, dbapi_connection: Any, _: ConnectionPoolEntry) -> None:
        with network_errors_told():
            cursor = dbapi_connection.cursor()
            for name, value in self._settings.items():
                cursor.execute(f"SET {name} = '{value}'")
            cursor.close()
            dbapi_connection.commit()

    def _begin(self, connection: Connection) -> None:
        """Begin a transaction: who writes is alone, who reads sees one moment.

        The schema is named in each: a pooler may hand another connection of its own to every transaction.
        """
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SELECT {self._named}, pg_advisory_xact_lock({self._lock})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            connection.exec_driver_sql(f"SELECT {self._named}")


def _taken(
    connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
) -> tuple[str, Any]:
    return statement, storable(parameters)


def _said(error: BaseException | None) -> tuple[str, str]:
    """The code of an error, empty where the server said none, and its words."""
    said = error.args[0] if error and error.args else error
    if isinstance(said, dict):
        return str(said.get("C", "")), str(said.get("M", said))
    return "", str(said).rstrip(".")


def _away(error: BaseException | None, reason: str) -> str | Message | FilledMessage:
    """What became of a connection."""
    cause = error if isinstance(error, OSError) else error and error.__cause__
    if isinstance(cause, TimeoutError):
        return _NO_ANSWER
    if isinstance(cause, OSError):
        return _NO_CONNECTION.filled(reason=cause.strerror or cause)
    return _BROKEN_OFF if reason == BROKEN else reason


def _given_up(context: ExceptionContext) -> None:
    """Let connections go whose server takes no changes: another may do so under the same address by now."""
    if _said(context.original_exception)[0] == _READ_ONLY:
        context.is_disconnect = True


def number_on(connection: Connection, table: Table) -> None:
    """Let the next row of a table be numbered behind those that were copied."""
    behind = select(func.coalesce(func.max(table.c.id), 0) + 1)
    sequence = func.pg_get_serial_sequence(table.name, "id")
    connection.execute(select(func.setval(sequence, behind.scalar_subquery(), False)))


def translated(statement: str) -> str:
    """A statement of a migration as PostgreSQL takes it: whole numbers of 64 bits, texts that sort by their letters."""
    if not statement.startswith(("CREATE TABLE", "ALTER TABLE")):
        return statement
    counted = "id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"
    statement = re.sub(r"\bid INTEGER (?:NOT NULL )?PRIMARY KEY(?: AUTOINCREMENT)?", counted, statement)
    statement = statement.replace(" WITHOUT ROWID", "")
    statement = re.sub(r"\bINTEGER\b", "BIGINT", statement)
    return re.sub(r"\b(VARCHAR|TEXT)\b", 'TEXT COLLATE "C"', statement)
