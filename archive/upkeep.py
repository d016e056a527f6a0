"""What keeps an archive whole: erasures are brought to their end, and everything on record is verified."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection

from archive import erasing, integrity, queries, repairing, stored_captures
from archive.database import CAPTURES, Database
from archive.erasing import Erasure
from archive.errors import ArchiveNotOwned, CaptureDamaged
from archive.integrity import Fault, Finding, Progress
from archive.model import Capture
from archive.repairing import LostCapture
from archive.strays import strays


class Upkeep(Database):
    """See Archive."""

    def erasures(self) -> tuple[Erasure, ...]:
        """What is left to destroy of erased releases, the oldest first."""
        return self._read(erasing.pending)

    def finish_erasing(self, *, patient: bool = False) -> tuple[CaptureDamaged | ArchiveNotOwned, ...]:
        """Destroy the bytes of erased releases and empty the write-ahead log.

        Returns what is told of it: bytes that are not there, tables that are another's. While others read the log is
        left as it is, to be emptied by a later call; `patient` waits some seconds.
        """
        begun = self.erasures()
        told: list[CaptureDamaged | ArchiveNotOwned] = []
        for erasure in begun:
            for stored in erasure.captures:
                claimed = self._read(stored_captures.is_claimed, stored)
                try:
                    self._captures.destroy(stored.place, stored.digest, claimed=claimed)
                except CaptureDamaged as damaged:
                    told.append(damaged)
            if erasure.captures:
                self._write(erasing.captures_are_gone, erasure)
        if any(erasure.in_log for erasure in begun):
            try:
                if self._backend.empty_log(patient=patient):
                    self._write(erasing.log_is_empty, begun)
            except ArchiveNotOwned as not_owned:
                told.append(not_owned)
        return tuple(told)

    def erased_is_seen(self) -> bool:
        """Whether another session of the database may still see words of releases that were erased."""
        return self._read(self._backend.erased_is_seen)

    def index_is_clean(self, begun: tuple[Erasure, ...]) -> None:
        """Note that the index holds nothing more of releases whose erasure was begun."""
        self._write(erasing.index_is_clean, begun)

    def verify(
        self, progress: Progress, *, quick: bool = False, after: tuple[str, int] = ("", -1)
    ) -> Iterator[tuple[tuple[Finding, ...], tuple[str, int]]]:
        """Look at everything on record, piece by piece: the faults found, and the capture that was reached.

        `quick` reads no entries and no stored bytes. A check that was ended goes on `after` the capture it reached.
        """
        start = ("", -1)
        for faults in self.verify_database(quick=quick):
            yield faults, start
        yield tuple(self._read(integrity.of_files, self._captures)), start
        if quick:
            return
        done, total = 0, self._read(integrity.count)
        reached: tuple[str, int] | None = after
        while reached is not None:
            found, reached = self._read(integrity.of_captures, self._captures, reached)
            done += integrity.AT_ONCE
            progress(min(done, total), total)
            yield tuple(found), reached or start

    def verify_database(self, *, quick: bool = False) -> Iterator[tuple[Finding, ...]]:
        """Look at everything on record but the captures; `quick` reads no entries."""
        yield tuple(self._read(integrity.of_database, self._backend, quick=quick))
        yield tuple(self._read(integrity.of_everything, self._backend.place))
        yield tuple(self._read(integrity.of_history))
        yield tuple(self._read(integrity.of_moments))
        yield tuple(self._read(integrity.of_erasures))
        for look in () if quick else (integrity.of_entries, integrity.of_records, integrity.of_persons):
            last, faults = 0, 0
            while True:
                found, last = self._read(look, last)
                yield tuple(found[: integrity.MOST - faults])
                faults = min(faults + len(found), integrity.MOST)
                if not last:
                    break

    def forbidden_files(self) -> tuple[Finding, ...]:
        """Capture files that may not be read: nothing is known of what is in them."""
        return tuple(Finding(Fault.FORBIDDEN, name) for name in self._captures.forbidden())

    def event_mark(self, seq: int) -> str:
        """What tells an event from that of another archive with the same number; empty where there is none."""
        return self._read(queries.event_mark, seq)

    def erased_bytes(self) -> frozenset[str]:
        """The SHA-256 of all bytes that were destroyed."""
        return frozenset(self._read(stored_captures.erased_digests))

    def lost_captures(self, progress: Progress) -> tuple[LostCapture, ...]:
        """Stored bytes that are not what was stored, or not there."""
        found: list[LostCapture] = []
        done, total = 0, self._read(integrity.count)
        reached: tuple[str, int] | None = ("", -1)
        while reached is not None:
            some, reached = self._read(repairing.lost, self._captures, reached)
            found += some
            done += integrity.AT_ONCE
            progress(min(done, total), total)
        return tuple(found)

    def find_lost(self, captures: Sequence[LostCapture], *, dry_run: bool = False) -> frozenset[str]:
        """Look for lost bytes in all files, and note where they lie; returns the SHA-256 of those that were found."""
        found = self._captures.find({capture.digest for capture in captures}) if captures else {}
        if not dry_run:
            for digest, place in found.items():
                self._write(repairing.repoint, digest, place)
        return frozenset(found)

    def store_again(self, capture: Capture) -> None:
        """Store lost bytes that were served once more."""
        self._write(repairing.store_again, self._captures, capture)

    def cut_torn_ends(self, *, dry_run: bool = False) -> dict[str, int]:
        """Cut off the record that a process left half written at the end of a capture file; how many bytes of which."""
        if dry_run:
            return self._read(repairing.torn_ends, self._captures)
        return self._write(repairing.cut_torn_ends, self._captures)

    def strays(self) -> tuple[str, ...]:
        """Files beside the archive's own that look like copies of them, by their path in its directory."""
        return strays(
            self.directory,
            CAPTURES,
            tables_elsewhere=bool(self.address),
            captures_elsewhere=not self.captures_beside,
        )

    def copy_into(self, file: Path) -> None:
        """Copy all tables, as they are in one moment, into a new database of SQLite."""
        self._backend.copy_into(file)

    def has_table(self, connection: Connection, name: str) -> bool:
        """Whether there is a table of this name."""
        return self._backend.has_table(connection, name)

    def number_on(self, connection: Connection) -> None:
        """Let the next rows be numbered behind those that were copied."""
        self._backend.number_on(connection)

    def reindex(self) -> None:
        """Make the database's own indexes anew from its tables."""
        self._write(self._backend.reindex)

    def forget_persons(self) -> None:
        """Empty the tables of persons, to be followed anew."""
        self._write(repairing.forget_persons)
