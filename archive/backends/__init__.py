"""Where an archive's tables lie: a file of SQLite in its directory, or a database of PostgreSQL."""

from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from archive.errors import ArchiveError


class Backend(Protocol):
    """What differs between one database and another."""

    @property
    def engine(self) -> Engine:
        """Where connections come from."""
        ...

    @property
    def place(self) -> str:
        """What people are told of where it is; never a password."""
        ...

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        ...

    def is_there(self) -> bool:
        """Whether there is a database that was begun; an empty one is none. Raises ArchiveError."""
        ...

    def is_current(self, connection: Connection) -> bool:
        """Whether no step of archive.migrations is missing; raises ArchiveTooNew."""
        ...

    def migrate(self, connection: Connection) -> None:
        """Take the steps that are missing, or raise ArchiveTooNew or ArchiveUnusable; see archive.migrations."""
        ...

    def opened(self) -> None:
        """Note which database was opened, after the first connection to it."""
        ...

    def is_elsewhere(self) -> bool:
        """Whether the database that was opened is no longer at its place."""
        ...

    def written(self) -> object:
        """What changes when any process writes; equal to nothing where that is not known."""
        ...

    def told(self, error: DBAPIError) -> ArchiveError:
        """What an error of the driver means."""
        ...

    def faults(self, connection: Connection, *, quick: bool, most: int) -> list[str]:
        """What the database itself finds wrong with its files; `quick` leaves out what takes long."""
        ...

    def loose_references(self, connection: Connection, most: int) -> list[tuple[str, str]]:
        """Rows that refer to rows that are not there: the table, and which row of it refers to which other table."""
        ...

    def reindex(self, connection: Connection) -> None:
        """Make the database's own indexes anew from its tables."""
        ...

    def has_table(self, connection: Connection, name: str) -> bool:
        """Whether there is a table of this name."""
        ...

    def number_on(self, connection: Connection) -> None:
        """Let the next rows be numbered behind those that were copied."""
        ...

    def empty_log(self, *, patient: bool) -> bool:
        """Let nothing overwritten live on in the database's log and free pages; False while others read.

        Raises ArchiveNotOwned.
        """
        ...

    def erased_is_seen(self, connection: Connection) -> bool:
        """Whether another session may still see words of releases as they were before these were erased."""
        ...

    def copy_into(self, file: Path) -> None:
        """Copy all tables, as they are in one moment, into a new file of SQLite."""
        ...
