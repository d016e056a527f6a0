"""Leases: who of all processes over one database of PostgreSQL does a thing, for so long at most if it dies.

A lease is a row: its holder, until when by the clock of the database, and when the thing was last done to its end. Who
holds one renews it; who cannot any more has lost it, and knows so by its own clock before anybody else may take it.
"""

import logging
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Self
from uuid import uuid4

from sqlalchemy import Connection

from archive.errors import ArchiveError
from archive.migrations import Migration
from archive.side_tables import changed, rows, side_tables

# A lease that is not renewed ends after so many seconds.
LASTS = 60.0
# It is renewed after this share of its time, and surely held for this one: two clocks do not run alike.
_RENEWED, _SURELY = 0.25, 0.9
_LOG = logging.getLogger(__name__)
_MIGRATIONS = (
    Migration(
        1,
        "leases",
        (
            """CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until TIMESTAMP WITH TIME ZONE NOT NULL,
            done TIMESTAMP WITH TIME ZONE NOT NULL)""",
        ),
    ),
)


class Leases:
    """The leases of one process; safe to use from several threads. A thread renews them until they are given back."""

    def __init__(self, directory: Path, archive: str, *, lasts: float = LASTS) -> None:
        """Over the database of the archive with this address; raises ArchiveError."""
        self._tables = side_tables(directory, archive, "leases", _MIGRATIONS)
        self._holder = uuid4().hex
        self._lasts = lasts
        self._lock = threading.Lock()
        # When each lease was last known to be held, by this process's own clock.
        self._held: dict[str, float] = {}
        self._ended = threading.Event()
        self._renewing = threading.Thread(target=self._renew, name="leases", daemon=True)
        self._renewing.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back what is held."""
        self._ended.set()
        self._renewing.join()
        with self._lock:
            left = list(self._held)
        if left:
            with suppress(ArchiveError):  # they end by their time
                self.give_back(left)

    def take(self, names: Iterable[str], *, every: timedelta = timedelta()) -> bool:
        """Take all of these or none: where another process holds one, or one was done less than `every` ago.

        Raises ArchiveError.
        """
        wanted = sorted(set(names))
        asked = time.monotonic()
        with self._tables.transaction() as connection:
            changed(
                connection,
                "INSERT INTO lease (name, holder, until, done) "
                "SELECT name, '', '-infinity', '-infinity' FROM unnest(CAST(:names AS TEXT[])) AS name "
                "ON CONFLICT DO NOTHING",
                names=wanted,
            )
            free = rows(
                connection,
                "SELECT name FROM lease WHERE name = ANY(CAST(:names AS TEXT[])) "
                "AND (holder = :holder OR until <= clock_timestamp()) "
                "AND done <= clock_timestamp() - make_interval(secs => :every)",
                names=wanted,
                holder=self._holder,
                every=every.total_seconds(),
            )
            if len(free) < len(wanted):
                return False
            self._lengthen(connection, wanted, taking=True)
        with self._lock:
            self._held.update(dict.fromkeys(wanted, asked))
        return True

    def taken(self, names: Iterable[str], *, every: timedelta = timedelta()) -> frozenset[str]:
        """Those of these that another process holds, or that were done less than `every` ago; raises ArchiveError."""
        with self._tables.transaction() as connection:
            found = rows(
                connection,
                "SELECT name FROM lease WHERE name = ANY(CAST(:names AS TEXT[])) "
                "AND ((holder <> :holder AND until > clock_timestamp()) "
                "OR done > clock_timestamp() - make_interval(secs => :every))",
                names=sorted(set(names)),
                holder=self._holder,
                every=every.total_seconds(),
            )
        return frozenset(row["name"] for row in found)

    def holds(self, name: str) -> bool:
        """Whether this process surely holds a lease, at this moment."""
        with self._lock:
            since = self._held.get(name)
        return since is not None and time.monotonic() - since < self._lasts * _SURELY

    def give_back(self, names: Iterable[str], *, done: bool = False, rest: float = 0.0) -> None:
        """Let others take these after `rest` seconds; `done` notes that the thing was done to its end."""
        given = sorted(set(names))
        with self._lock:
            for name in given:
                self._held.pop(name, None)
        with self._tables.transaction() as connection:
            changed(
                connection,
                "UPDATE lease SET holder = '', until = clock_timestamp() + make_interval(secs => :rest), "
                "done = CASE WHEN :done THEN clock_timestamp() ELSE done END "
                "WHERE name = ANY(CAST(:names AS TEXT[])) AND holder = :holder",
                names=given,
                rest=rest,
                done=done,
                holder=self._holder,
            )

    def _renew(self) -> None:
        while not self._ended.wait(self._lasts * _RENEWED):
            with self._lock:
                held = list(self._held)
            if not held:
                continue
            asked = time.monotonic()
            try:
                with self._tables.transaction() as connection:
                    kept = self._lengthen(connection, held)
            except ArchiveError as error:  # what is held ends by its time, and `holds` says so
                _LOG.warning("leases are not renewed: %s", error)
                continue
            with self._lock:
                for name in held:
                    if name not in kept:
                        self._held.pop(name, None)
                    elif name in self._held:
                        self._held[name] = asked

    def _lengthen(self, connection: Connection, names: Sequence[str], *, taking: bool = False) -> set[str]:
        """Hold these for the whole time from now on; those that are ours no longer are not among the answer."""
        found = rows(
            connection,
            "UPDATE lease SET holder = :holder, until = clock_timestamp() + make_interval(secs => :lasts) "
            "WHERE name = ANY(CAST(:names AS TEXT[])) AND (holder = :holder OR :taking) RETURNING name",
            names=list(names),
            holder=self._holder,
            lasts=self._lasts,
            taking=taking,
        )
        return {row["name"] for row in found}
