"""The searches that found nothing: what was typed and on which days, never by whom."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from archive.migrations import Migration, migrate
from archive.private_file import keep_private

FILE = "misses.sqlite"
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


def forget_zero_results(directory: Path) -> None:
    """Delete every search that is kept: what was sought may be words of a release that is erased."""
    (directory / FILE).unlink(missing_ok=True)


class ZeroResultLog:
    """A file beside the archive; without `keep` nothing is written and what was kept is deleted.

    Only the day is kept, no time, and nothing of who asked.
    """

    def __init__(self, directory: Path, *, keep: bool) -> None:
        self._path = directory / FILE
        self._keep = keep
        if not keep:
            self._path.unlink(missing_ok=True)

    def note(self, text: str, today: date) -> None:
        """Count a search that found nothing."""
        said = " ".join(text.split())[:_LONGEST]
        if not self._keep or not said or not os.access(self._path.parent, os.W_OK):
            return
        with self._open() as connection:
            connection.execute(
                "INSERT INTO miss (text, times, last) VALUES (?, 1, ?) "
                "ON CONFLICT (text) DO UPDATE SET times = times + 1, last = excluded.last",
                (said, today.isoformat()),
            )
            connection.execute(
                "DELETE FROM miss WHERE last < ? OR text NOT IN "
                "(SELECT text FROM miss ORDER BY last DESC, times DESC LIMIT ?)",
                ((today - timedelta(days=KEPT_DAYS)).isoformat(), _MOST),
            )

    def lately(self, limit: int = 100) -> tuple[ZeroResult, ...]:
        """The searches kept, the newest and most frequent first."""
        if not self._keep or not self._path.exists() or not os.access(self._path.parent, os.W_OK):
            return ()
        with self._open() as connection:
            rows = connection.execute(
                "SELECT text, times, last FROM miss ORDER BY last DESC, times DESC, text LIMIT ?", (limit,)
            )
            return tuple(ZeroResult(text, times, date.fromisoformat(last)) for text, times, last in rows)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        keep_private(self._path)
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            migrate(connection, str(self._path), _MIGRATIONS)
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.close()
