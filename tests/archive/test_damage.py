"""Damage on disk is told in a sentence, with the place and what to do: never a traceback, never an empty archive."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.backup import back_up
from archive.errors import ArchiveDamaged, ArchiveError, ArchiveUnusable
from archive.store import Archive
from language.german.dates import Period
from tests.archive.test_store import NOW, deposit, reading, release

EVER = Period(start=None, end=None)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    with Archive(tmp_path / "data") as archive:
        for number in range(1, 40):
            one = release(
                f"Meldung {number}", f"Text {number} über den Radweg.", f"https://a.example/{number}"
            )
            deposit(archive, one, reading(number, published=NOW.date()))
    return tmp_path / "data"


def ask_everything(archive: Archive) -> object:
    """What pages ask of an archive."""
    return (
        archive.count(),
        archive.sources(),
        archive.current(range(1, 40)),
        [archive.versions(number) for number in range(1, 40)],
        archive.events(0),
        archive.series("stadt"),
        archive.published_in("stadt", EVER),
        archive.addresses("stadt"),
    )


@pytest.mark.parametrize("beside", ["captures/captures-000001.warc.gz", "index/whoosh/CURRENT"])
@pytest.mark.parametrize("empty", [True, False], ids=["emptied", "gone"])
def test_a_database_that_is_suddenly_empty_is_damage_and_no_new_archive(
    directory: Path, beside: str, empty: bool
) -> None:
    for name in ("archive.sqlite", "archive.sqlite-wal", "archive.sqlite-shm"):
        (directory / name).unlink(missing_ok=True)
    if empty:
        (directory / "archive.sqlite").touch()
    (directory / beside).parent.mkdir(parents=True, exist_ok=True)
    (directory / beside).write_bytes(b"x")
    with pytest.raises(ArchiveDamaged, match=r"archive\.sqlite.*fehlt oder ist leer.*restore"):
        Archive(directory)
    assert (directory / "archive.sqlite").exists() == empty


def test_an_empty_directory_is_a_new_archive(tmp_path: Path) -> None:
    (tmp_path / "archive.sqlite").touch()
    with Archive(tmp_path) as archive:
        assert archive.count() == 0


def test_a_directory_that_was_moved_away_is_told_and_nothing_new_is_begun_there(directory: Path) -> None:
    with Archive(directory) as archive:
        archive.check_in_place()
        moved = directory.with_name("moved")
        directory.rename(moved)
        with pytest.raises(ArchiveDamaged):
            archive.check_in_place()
        (directory / "captures").mkdir(parents=True)
        shutil.copy(moved / "archive.sqlite", directory / "archive.sqlite")
        with pytest.raises(ArchiveDamaged):
            archive.check_in_place()


@pytest.mark.parametrize("column", ["release", "reading"])
@pytest.mark.parametrize("content", ["", "{", "[]", '{"city": 7}', "\x00", '"' * 1_000], ids=repr)
def test_an_entry_that_is_not_what_was_written_is_told(directory: Path, column: str, content: str) -> None:
    with closing(sqlite3.connect(directory / "archive.sqlite")) as connection:
        connection.execute(f"UPDATE version SET {column} = ? WHERE record_id = 7", (content,))
        connection.commit()
    with Archive(directory) as archive:
        assert archive.versions(6)
        with pytest.raises(ArchiveDamaged):
            archive.versions(7)
        with pytest.raises(ArchiveDamaged):
            archive.current([7])


def test_a_database_that_is_none_is_told(directory: Path) -> None:
    (directory / "archive.sqlite").write_bytes(b"no database at all" * 500)
    with pytest.raises(ArchiveUnusable, match="not a database"):
        Archive(directory)


@pytest.mark.parametrize("seed", range(15))
def test_whatever_is_flipped_is_told_or_changes_nothing_that_is_asked(directory: Path, seed: int) -> None:
    with Archive(directory) as archive:
        whole = ask_everything(archive)
    file = directory / "archive.sqlite"
    dice = random.Random(seed)
    content = bytearray(file.read_bytes())
    for _ in range(40):
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    file.write_bytes(content)
    told = None
    try:
        with Archive(directory) as archive:
            # SQLite keeps no checksums: a letter flipped within a text is for `check` to find.
            assert type(ask_everything(archive)) is type(whole)
    except ArchiveError as error:
        told = error.text("de")
    assert told is None or str(file) in told


class TestReadOnly:
    """A directory in which nothing may be written, as of a medium that is put in to be looked at."""

    @pytest.fixture
    def settled(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        with closing(sqlite3.connect(directory / "archive.sqlite")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for name in ("archive.sqlite-wal", "archive.sqlite-shm"):
            (directory / name).unlink(missing_ok=True)
        monkeypatch.setattr("archive.backends.sqlite.os.access", lambda path, mode: False)
        return directory

    def test_is_read_and_nothing_is_made_in_it(self, settled: Path) -> None:
        before = sorted(settled.iterdir())
        with Archive(settled) as archive:
            assert archive.read_only
            ask_everything(archive)
            assert archive.follow_persons(now=NOW) == archive.last_event()
            assert sorted(settled.iterdir()) == before
            with pytest.raises(ArchiveUnusable, match="readonly"):
                archive.seal(1, "x", NOW, by="Staff")

    def test_one_of_an_earlier_version_is_told(self, settled: Path) -> None:
        with closing(sqlite3.connect(settled / "archive.sqlite")) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("DELETE FROM migration WHERE number = (SELECT max(number) FROM migration)")
            connection.commit()
        with pytest.raises(ArchiveUnusable, match="früheren Version"):
            Archive(settled)

    def test_is_backed_up(self, settled: Path, tmp_path: Path) -> None:
        assert back_up(settled, tmp_path / "copy.tar", lambda done, total: None) > 0

    def test_one_that_somebody_writes_to_is_opened_as_ever(
        self, directory: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with Archive(directory) as writing:
            writing.seal(1, "x", NOW, by="Staff")
            monkeypatch.setattr("archive.backends.sqlite.os.access", lambda path, mode: False)
            with Archive(directory) as archive:
                assert not archive.read_only
                assert archive.record(1).seal
