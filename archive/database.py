"""The database of an archive: opened, migrated, one transaction at a time for whoever writes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Concatenate, ParamSpec, Self, TypeVar

from msgspec import MsgspecError
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from archive.backends import Backend
from archive.backends.sqlite import SqliteBackend
from archive.captures import CaptureFiles, CaptureStore
from archive.errors import ArchiveDamaged, ArchiveMissing, ArchiveUnusable, MoveUnfinished
from archive.rows import ChecksumWrong
from language.messages import Message

CAPTURES = "captures"
# A table that is there while an archive is moved to a database, and is not all there yet.
MOVING = "moving"

_NOWHERE = Message("der Verweis führt nirgendwohin; ist die Platte eingehängt?")
_EMPTIED = Message("die Datenbank fehlt oder ist leer, aber daneben liegt noch {others}")

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Database:
    """A database and the captures beside it; safe to use from several threads and several processes."""

    def __init__(
        self,
        directory: Path,
        address: str = "",
        captures: str = "",
        *,
        make: bool = True,
        unfinished: bool = False,
    ) -> None:
        """Open the archive of a directory, migrating it where needed, and making it unless `make` is False.

        Its tables lie in a file of the directory, or at an `address` (archive.backends.postgresql); its captures in
        files there, or where `captures` says (archive.objects). Raises
        ArchiveTooNew for one written by a newer program, ArchiveUnusable for a place that will not do, ArchiveMissing
        where there is none and none is to be made, and, unless `unfinished`, MoveUnfinished for one that is being moved
        there.
        """
        self.directory = directory
        self.address = address
        self._writer = Lock()
        self._place_checked = False
        if not make and not address and not directory.exists() and not directory.is_symlink():
            raise ArchiveMissing(place=str(directory))
        try:
            directory.mkdir(parents=True, exist_ok=True)
            self._captures = capture_store(directory, captures)
        except OSError as error:
            nowhere = directory.is_symlink() and not directory.exists()
            reason = _NOWHERE if nowhere else error.strerror or str(error)
            raise ArchiveUnusable(place=str(directory), reason=reason) from error
        self._backend = _backend(directory, address)
        try:
            self.is_new = not self._backend.is_there()
            if self.is_new and not unfinished:
                self._check_not_emptied()
            if self.is_new and not make:
                raise ArchiveMissing(place=self._backend.place if address else str(directory))
            with self._backend.engine.connect():
                self._backend.opened()
            # Who only reads is kept out by nobody who writes.
            if not self._read(self._backend.is_current):
                self._write(self._backend.migrate)
            if not unfinished and self._read(self._backend.has_table, MOVING):
                raise MoveUnfinished(place=self._backend.place)
        except DBAPIError as error:
            self.close()
            if address:
                raise self._backend.told(error) from error
            raise ArchiveUnusable(place=self._backend.place, reason=str(error.orig)) from error
        except UnicodeDecodeError as error:  # the driver cannot even tell what is wrong with the schema
            self.close()
            raise ArchiveDamaged(place=self._backend.place, reason=str(error)) from error
        except BaseException:
            self.close()
            raise

    def _check_not_emptied(self) -> None:
        """Raises ArchiveDamaged where other parts of an archive are there whose database is gone or empty."""
        indexes = (path.name for path in self.directory.glob("index/*/CURRENT"))
        if others := [*self._captures.names(), *indexes]:
            reason = _EMPTIED.filled(others=", ".join(others[:3]))
            raise ArchiveDamaged(place=self._backend.place, reason=reason)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._backend.engine.dispose()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._backend.read_only

    @property
    def captures_beside(self) -> bool:
        """Whether captures are files of the directory."""
        return self._captures.place == str(self.directory / CAPTURES)

    @property
    def place(self) -> str:
        """Where the database is, as people are told."""
        return self._backend.place

    @contextmanager
    def held(self) -> Iterator[Connection]:
        """A connection to what is on record, while nobody writes to it."""
        with (
            self._told_if_damaged(),
            self._writer,
            self._backend.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def _write(self, do: Callable[Concatenate[Connection, _P], _T], *args: _P.args, **named: _P.kwargs) -> _T:
        # Threads take turns here: the database would let each look again and again whether it may, and give some up.
        with self.held() as connection:
            return do(connection, *args, **named)

    def _read(self, do: Callable[Concatenate[Connection, _P], _T], *args: _P.args, **named: _P.kwargs) -> _T:
        with self._told_if_damaged(), self._backend.engine.connect() as connection, connection.begin():
            return do(connection, *args, **named)

    @contextmanager
    def _told_if_damaged(self) -> Iterator[None]:
        """What the database, or the reader of an entry, cannot make out is told."""
        try:
            yield
        except (MsgspecError, ChecksumWrong) as error:
            raise ArchiveDamaged(place=self._backend.place, reason=str(error)) from error
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
            # A row that holds another kind of value than was ever written.
            reason = f"{type(error).__name__}: {error}"
            raise ArchiveDamaged(place=self._backend.place, reason=reason) from error
        except DBAPIError as error:
            raise self._backend.told(error) from error

    def check_in_place(self) -> None:
        """Raises ArchiveDamaged where the database that was opened lies there no longer: what is written were lost."""
        if self._backend.is_elsewhere():
            raise ArchiveDamaged(place=self._backend.place, reason="No such file")


def capture_store(directory: Path, address: str) -> CaptureStore:
    """Where the captures of a directory's archive are kept: in files there, or at an address (archive.objects)."""
    if not address:
        return CaptureFiles(directory / CAPTURES)
    from archive.objects import ObjectCaptures  # the library is needed only by who keeps captures there

    return ObjectCaptures(address)


def _backend(directory: Path, address: str) -> Backend:
    if not address:
        return SqliteBackend(directory)
    # Its driver is needed only by who keeps an archive there.
    from archive.backends.postgresql import PostgresqlBackend

    return PostgresqlBackend(address)
