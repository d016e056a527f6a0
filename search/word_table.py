"""What words were understood as, beside an archive in PostgreSQL: for all machines that read and index it."""

from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import marisa_trie

from archive.errors import ArchiveError
from archive.migrations import Migration
from archive.side_tables import SideTables, changed, rows, side_tables

_MIGRATIONS = (
    Migration(1, "known words", ("CREATE TABLE vocabulary (stamp TEXT NOT NULL, words BYTEA NOT NULL)",)),
)


@dataclass(frozen=True, slots=True)
class WordTable:
    """See language.german.vocabulary.WordStore: one row with all words. A database that is away has none."""

    directory: Path
    archive: str

    def stamp(self) -> object:
        """See WordStore."""
        try:
            with self._tables().transaction() as connection:
                found = rows(connection, "SELECT stamp FROM vocabulary")
        except ArchiveError:
            return None
        return found[0]["stamp"] if found else None

    def load(self) -> marisa_trie.BytesTrie:
        """See WordStore."""
        words = marisa_trie.BytesTrie()
        try:
            with self._tables().transaction() as connection:
                found = rows(connection, "SELECT words FROM vocabulary")
            return words.frombytes(bytes(found[0]["words"])) if found else words
        except (ArchiveError, RuntimeError):
            return marisa_trie.BytesTrie()

    def save(self, words: marisa_trie.BytesTrie, instead_of: object) -> None:
        """See WordStore: another process that kept or cleared them meanwhile goes before."""
        try:
            with self._tables().transaction() as connection:
                held = [row["stamp"] for row in rows(connection, "SELECT stamp FROM vocabulary")]
                if held == ([] if instead_of is None else [instead_of]):
                    changed(connection, "DELETE FROM vocabulary")
                    changed(
                        connection,
                        "INSERT INTO vocabulary (stamp, words) VALUES (:stamp, :words)",
                        stamp=uuid4().hex,
                        words=words.tobytes(),
                    )
        except ArchiveError as error:
            raise OSError(str(error)) from error

    def clear(self) -> None:
        """See WordStore; raises ArchiveError: what is to be forgotten must not stay."""
        with self._tables().transaction() as connection:
            changed(connection, "DELETE FROM vocabulary")
        self._tables().destroy_deleted("vocabulary")

    def _tables(self) -> SideTables:
        return side_tables(self.directory, self.archive, "vocabulary", _MIGRATIONS)
