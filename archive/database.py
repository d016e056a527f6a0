"""The database of an archive in its directory: opened, migrated, one transaction at a time for whoever writes."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Concatenate, ParamSpec, Self, TypeVar
from urllib.parse import quote

from msgspec import MsgspecError
from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import DatabaseError

from archive.captures import CaptureFiles
from archive.connection import WAIT_FOR_WRITER, begin, prepare, prepare_for_reading
from archive.errors import ArchiveDamaged, ArchiveUnusable
from archive.migrations import check_level, migrate
from archive.rows import ChecksumWrong
from language.messages import Message

DATABASE = "archive.sqlite"
CAPTURES = "captures"
# So many threads may work with one archive at once.
_CONNECTIONS = 120
# What SQLite says of a database that is not what was written.
_DAMAGE = ("malformed", "not a database", "corrupt", "no such table", "no such column", "unable to open")
_EMPTIED = Message("die Datenbank fehlt oder ist leer, aber daneben liegt noch {others}")

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Database:
    """A database and the captures beside it; safe to use from several threads and several processes."""

    def __init__(self, directory: Path) -> None:
        """Open the archive of a directory, making or migrating it where needed.

        Raises ArchiveTooNew for one written by a newer program, ArchiveUnusable for a place that will not do.
        """
        self.directory = directory
        self._writer = Lock()
        try:
            directory.mkdir(parents=True, exist_ok=True)
            self._captures = CaptureFiles(directory / CAPTURES)
        except OSError as error:
            raise ArchiveUnusable(place=str(directory), reason=error.strerror or str(error)) from error
        self.read_only = may_only_be_read(directory)
        self._engine = create_engine(
            _url(directory / DATABASE, read_only=self.read_only),
            pool_size=5,
            max_overflow=_CONNECTIONS,
            pool_timeout=WAIT_FOR_WRITER / 1000,
        )
        event.listen(self._engine, "connect", prepare_for_reading if self.read_only else prepare)
        event.listen(self._engine, "begin", begin)
        self._inode = 0
        try:
            self._check_not_emptied()
            with self._engine.connect():
                self._inode = (directory / DATABASE).stat().st_ino
            if self.read_only:
                self._read(check_level, str(directory))
            else:
                self._write(migrate, str(directory))
        except DatabaseError as error:
            self.close()
            raise ArchiveUnusable(place=str(directory / DATABASE), reason=str(error.orig)) from error
        except UnicodeDecodeError as error:  # the driver cannot even tell what is wrong with the schema
            self.close()
            raise ArchiveDamaged(place=str(directory / DATABASE), reason=str(error)) from error
        except BaseException:
            self.close()
            raise

    def _check_not_emptied(self) -> None:
        """Raises ArchiveDamaged for a database that is gone or empty while captures or an index lie beside it."""
        file = self.directory / DATABASE
        if file.is_file() and file.stat().st_size:
            return
        others = [*self._captures.names(), *(path.name for path in self.directory.glob("index/*/CURRENT"))]
        if others:
            raise ArchiveDamaged(place=str(file), reason=_EMPTIED.filled(others=", ".join(others[:3])))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _written(self) -> object:
        """What changes when any process writes: size and time of the database and its write-ahead log."""
        found = []
        for name in (DATABASE, f"{DATABASE}-wal"):
            with suppress(OSError):  # there is no log while nobody has written
                state = (self.directory / name).stat()
                found.append((state.st_ino, state.st_size, state.st_mtime_ns))
        return found

    def _write(self, do: Callable[Concatenate[Connection, _P], _T], *args: _P.args, **named: _P.kwargs) -> _T:
        # Threads take turns here: SQLite would let each look again and again whether it may, and give some up.
        with (
            self._told_if_damaged(),
            self._writer,
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            return do(connection, *args, **named)

    def _read(self, do: Callable[Concatenate[Connection, _P], _T], *args: _P.args, **named: _P.kwargs) -> _T:
        with self._told_if_damaged(), self._engine.connect() as connection, connection.begin():
            return do(connection, *args, **named)

    @contextmanager
    def _told_if_damaged(self) -> Iterator[None]:
        """What SQLite, or the reader of an entry, cannot make out is damage; a full disk and a busy one are not."""
        try:
            yield
        except (MsgspecError, ChecksumWrong) as error:
            raise ArchiveDamaged(place=self._place, reason=str(error)) from error
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
            # A row that holds another kind of value than was ever written.
            raise ArchiveDamaged(place=self._place, reason=f"{type(error).__name__}: {error}") from error
        except DatabaseError as error:
            reason = str(error.orig)
            if self._is_elsewhere() or any(sign in reason for sign in _DAMAGE):
                raise ArchiveDamaged(place=self._place, reason=reason) from error
            raise ArchiveUnusable(place=self._place, reason=reason) from error

    @property
    def _place(self) -> str:
        return str(self.directory / DATABASE)

    def check_in_place(self) -> None:
        """Raises ArchiveDamaged where the database that was opened lies there no longer: what is written were lost."""
        if self._is_elsewhere():
            raise ArchiveDamaged(place=self._place, reason="No such file")

    def _is_elsewhere(self) -> bool:
        with suppress(OSError):
            return (self.directory / DATABASE).stat().st_ino != self._inode
        return True


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
