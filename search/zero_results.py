"""The searches that found nothing: what was typed, how often and when last, never by whom."""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from archive.errors import ArchiveNotOwned, ArchiveStillRead
from archive.migrations import Migration
from archive.side_tables import SideTables, changed, rows, side_tables

_NAME = "misses"
FILE = f"{_NAME}.sqlite"
# Kept so many days, so many different ones, so many characters of each.
KEPT_DAYS = 90
_MOST = 2_000
_LONGEST = 200
_MIGRATIONS = (
    Migration(
        1,
        "searches without a hit",
        (
            "CREATE TABLE IF NOT EXISTS miss (text TEXT PRIMARY KEY, times INTEGER NOT NULL, last TEXT NOT NULL)",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class ZeroResult:
    """One search that found nothing: its words, how often it was asked, and the last day."""

    text: str
    times: int
    last: date


def forget_zero_results(directory: Path, archive: str = "") -> None:
    """Delete every search that is kept: what was sought may be words of a release that is erased."""
    if archive:
        tables = side_tables(directory, archive, _NAME, _MIGRATIONS)
        with tables.transaction() as connection:
            changed(connection, "DELETE FROM miss")
        tables.destroy_deleted("miss")  # also what an earlier call could not
    else:
        (directory / FILE).unlink(missing_ok=True)


class ZeroResultLog:
    """A table beside the archive; without `keep` nothing is written and what was kept is deleted.

    Only the day is kept, no time, and nothing of who asked.
    """

    def __init__(self, directory: Path, archive: str = "", *, keep: bool) -> None:
        """`archive` is the address of the archive's database; without one it is a file of the directory."""
        self._directory, self._archive, self._keep = directory, archive, keep
        if not keep:
            with suppress(ArchiveStillRead, ArchiveNotOwned):  # destroyed at the next start
                forget_zero_results(directory, archive)

    def note(self, text: str, today: date) -> None:
        """Count a search that found nothing."""
        said = " ".join(text.split())[:_LONGEST]
        if not self._keep or not said or not self._writable():
            return
        with self.tables.transaction() as connection:
            changed(
                connection,
                "INSERT INTO miss (text, times, last) VALUES (:text, 1, :last) "
                "ON CONFLICT (text) DO UPDATE SET times = miss.times + 1, last = excluded.last",
                text=said,
                last=today.isoformat(),
            )
            changed(
                connection,
                "DELETE FROM miss WHERE last < :first OR text NOT IN "
                "(SELECT text FROM miss ORDER BY last DESC, times DESC LIMIT :most)",
                first=(today - timedelta(days=KEPT_DAYS)).isoformat(),
                most=_MOST,
            )

    def lately(self, limit: int = 100) -> tuple[ZeroResult, ...]:
        """The searches kept, the newest and most frequent first."""
        if not self._keep or not self._there() or not self._writable():
            return ()
        with self.tables.transaction() as connection:
            found = rows(
                connection,
                "SELECT text, times, last FROM miss ORDER BY last DESC, times DESC, text LIMIT :limit",
                limit=limit,
            )
            return tuple(
                ZeroResult(row["text"], row["times"], date.fromisoformat(row["last"])) for row in found
            )

    @property
    def tables(self) -> SideTables:
        """Where they are kept."""
        return side_tables(self._directory, self._archive, _NAME, _MIGRATIONS)

    def _there(self) -> bool:
        return bool(self._archive) or (self._directory / FILE).exists()

    def _writable(self) -> bool:
        return bool(self._archive) or os.access(self._directory, os.W_OK)
