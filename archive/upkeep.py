"""What keeps an archive whole: erasures are brought to their end, and everything on record is verified."""

from collections.abc import Iterator

from archive import erasing, integrity, stored_captures
from archive.database import DATABASE, Database
from archive.erasing import Erasure
from archive.errors import CaptureDamaged
from archive.integrity import Finding, Progress


class Upkeep(Database):
    """See Archive."""

    def erasures(self) -> tuple[Erasure, ...]:
        """What is left to destroy of erased releases, the oldest first."""
        return self._read(erasing.pending)

    def finish_erasing(self, *, patient: bool = False) -> tuple[CaptureDamaged, ...]:
        """Destroy the bytes of erased releases and empty the write-ahead log; returns the bytes that are not there.

        While others read the log is left as it is, to be emptied by a later call; `patient` waits some seconds.
        """
        begun, missing = self.erasures(), []
        for erasure in begun:
            for stored in erasure.captures:
                claimed = self._read(stored_captures.is_claimed, stored)
                try:
                    self._captures.destroy(stored.place, stored.digest, claimed=claimed)
                except CaptureDamaged as damaged:
                    missing.append(damaged)
            if erasure.captures:
                self._write(erasing.captures_are_gone, erasure)
        if any(erasure.in_log for erasure in begun) and erasing.empty_log(self._engine, patient=patient):
            self._write(erasing.log_is_empty, begun)
        return tuple(missing)

    def index_is_new(self, begun: tuple[Erasure, ...]) -> None:
        """Note that the index was made anew after these erasures were begun."""
        self._write(erasing.index_is_new, begun)

    def verify(
        self, progress: Progress, *, quick: bool = False, after: tuple[str, int] = ("", -1)
    ) -> Iterator[tuple[tuple[Finding, ...], tuple[str, int]]]:
        """Look at everything on record, piece by piece: the faults found, and the capture that was reached.

        `quick` reads no entries and no stored bytes. A check that was ended goes on `after` the capture it reached.
        """
        start = ("", -1)
        place = str(self.directory / DATABASE)
        yield tuple(self._read(integrity.of_database, place, quick=quick)), start
        yield tuple(self._read(integrity.of_history)), start
        yield tuple(self._read(integrity.of_erasures)), start
        yield tuple(self._read(integrity.of_files, self._captures)), start
        if quick:
            return
        done, total = 0, self._read(integrity.count)
        last = 0
        while True:
            found, last = self._read(integrity.of_entries, last)
            yield tuple(found), start
            if not last:
                break
        reached: tuple[str, int] | None = after
        while reached is not None:
            found, reached = self._read(integrity.of_captures, self._captures, reached)
            done += integrity.AT_ONCE
            progress(min(done, total), total)
            yield tuple(found), reached or start
