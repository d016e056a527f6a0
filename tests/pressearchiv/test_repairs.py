"""What `repair` heals of a damaged directory, by what means, and what it leaves and tells."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import ArchiveUnusable
from archive.model import Capture, PersonMention
from archive.repairing import LostCapture
from archive.scratch import scratch_folder
from archive.store import Archive
from ingest.errors import Unreachable
from pressearchiv.alerts.model import Frequency, Kind
from pressearchiv.alerts.store import FILE as ALERTS
from pressearchiv.alerts.store import Alerts
from pressearchiv.repairs import Fetch, Repair, Repairs
from search.engine import open_engine
from search.params import Search
from search.zero_results import FILE as ZERO_RESULTS
from search.zero_results import ZeroResultLog
from tests.archive.tampering import altered
from tests.archive.test_captures import capture
from tests.archive.test_integrity import directory as directory
from tests.archive.test_integrity import findings, with_index
from tests.archive.test_store import NOW, reading, release
from tests.conftest import quiet


def nowhere(lost: LostCapture) -> Capture:
    raise ArchiveUnusable(place=str(lost.url), reason="nobody there")


def served(lost: LostCapture) -> Capture:
    """What the site of the fixture's releases serves."""
    assert lost.url
    number = lost.url.rpartition("/")[2]
    return capture(f"<p>Text {number}</p>".encode(), lost.url)


def repaired(directory: Path, *, fetch: Fetch = nowhere, dry_run: bool = False) -> list[Repair]:
    engine = open_engine("whoosh", directory / "index")
    with Archive(directory) as archive:
        found = list(
            Repairs(
                archive=archive,
                engine=engine,
                fetch=fetch,
                now=NOW,
                dry_run=dry_run,
                progress=quiet,
            )
        )
    engine.close()
    return found


def state(directory: Path) -> dict[str, str]:
    files = (path for path in sorted(directory.rglob("*")) if path.is_file())
    kept = (path for path in files if not path.name.endswith(("-wal", "-shm")))
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def file_of(directory: Path) -> Path:
    (file,) = (directory / "captures").iterdir()
    return file


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)


def test_nothing_is_done_to_what_is_whole(directory: Path) -> None:
    before = state(directory)
    assert repaired(directory) == []
    assert state(directory) == before


def test_a_dry_run_tells_all_and_changes_nothing(directory: Path) -> None:
    flip(file_of(directory), file_of(directory).stat().st_size // 2)
    flip(next(directory.rglob("*.arrays")), 100)
    (directory / ".restore-abc").mkdir()
    before = state(directory)
    found = repaired(directory, dry_run=True)
    assert [one.healed for one in found] == [True] * 3
    assert state(directory) == before
    assert (directory / ".restore-abc").is_dir()


@pytest.mark.parametrize("damage", ["flipped", "gone", "not ours"])
def test_the_index_is_made_anew(directory: Path, damage: str) -> None:
    segment = next(directory.rglob("*.arrays"))
    if damage == "flipped":
        flip(segment, 100)
    elif damage == "gone":
        segment.unlink()
    else:
        next(directory.rglob("CURRENT")).write_text("ç", encoding="utf-8")
    (one,) = repaired(directory)
    assert one.healed
    assert findings(directory) == []


def test_the_tables_of_persons_are_made_anew(directory: Path) -> None:
    with Archive(directory) as archive:
        for number, name in ((20, "Rolf Hagenbeck"), (21, "Rolf Hagenbeck"), (22, "Anna Lang")):
            one = release(f"Meldung {number}", f"{name} spricht.", f"https://a.example/{number}")
            said = reading(number, persons=(PersonMention(name=name, as_printed=(name,)),))
            archive.deposit(one, said, capture_id=None, layout="t", at=NOW)
        with_index(archive, directory)
        known = archive.persons_named(limit=10)
    assert known[0] == 2
    altered(
        directory,
        "DELETE FROM appearance WHERE record_id = 14",
        "DELETE FROM person WHERE name = 'Anna Lang'",
    )
    assert {str(finding.fault) for finding in findings(directory, quick=True)} == {"reference"}
    assert {str(finding.fault) for finding in findings(directory)} == {"reference", "persons"}
    assert all(one.healed for one in repaired(directory))
    assert findings(directory) == []
    with Archive(directory) as archive:
        assert archive.persons_named(limit=10) == known


def test_the_tables_of_persons_stay_where_a_release_cannot_be_read(directory: Path) -> None:
    altered(
        directory,
        "INSERT INTO appearance (record_id, name, place, city, name_key, surname, given, beyond, details) "
        "VALUES (4, 'X', 0, 'stadt', 'x', 'x', '', 0, '{}')",
        "UPDATE version SET release = '{' WHERE record_id = 3",
    )
    assert [one.healed for one in repaired(directory)] == [False, False]
    assert {str(finding.fault) for finding in findings(directory)} == {"entry", "persons"}


class TestLostBytes:
    def test_are_fetched_again_where_the_address_still_serves_them(self, directory: Path) -> None:
        file = file_of(directory)
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        found = repaired(directory, fetch=served)
        assert len(found) > 4
        assert all(one.healed for one in found)
        assert findings(directory) == []
        assert len(list((directory / "captures").iterdir())) == 2, "nothing is written into the one cut short"

    def test_stay_lost_where_it_serves_others_or_nothing(self, directory: Path) -> None:
        file = file_of(directory)
        flip(file, file.stat().st_size // 2)
        before = file.read_bytes()
        for fetch in (nowhere, lambda lost: capture(b"<p>anders</p>", lost.url or "")):
            (one,) = repaired(directory, fetch=fetch)
            assert not one.healed
            assert file.name in one.text("de")
            assert one.means
            assert "https://a.example/" in one.means.text("de")
        assert file.read_bytes() == before, "what is damaged is kept"

    def test_a_host_that_does_not_answer_is_asked_three_times(self, directory: Path) -> None:
        file_of(directory).unlink()
        asked: list[str] = []

        def silent(lost: LostCapture) -> Capture:
            asked.append(lost.url or "")
            raise Unreachable(place=lost.url, reason="nobody there")

        found = repaired(directory, fetch=silent)
        assert len(asked) == 3
        assert [one.healed for one in found] == [False] * 4
        assert found[-1].text("de").startswith("9 weitere Einträge in captures-000001.warc.gz")
        assert found[-1].means
        assert "a.example" in found[-1].means.text("de")

    def test_are_found_where_else_they_lie(self, directory: Path) -> None:
        altered(directory, 'UPDATE blob SET "offset" = "offset" + 1 WHERE "offset" = 0')
        (one,) = repaired(directory)
        assert one.healed
        assert findings(directory) == []

    def test_are_found_behind_a_damaged_record_too(self, directory: Path) -> None:
        file = file_of(directory)
        flip(file, 200)
        altered(
            directory,
            'UPDATE blob SET "offset" = "offset" + 1 WHERE "offset" = (SELECT max("offset") FROM blob)',
        )
        assert sorted(one.healed for one in repaired(directory)) == [False, True]


def test_a_record_that_was_not_written_to_its_end_is_cut_off(directory: Path) -> None:
    file = file_of(directory)
    whole = file.read_bytes()
    file.write_bytes(whole + whole[: len(whole) // 20])
    (one,) = repaired(directory)
    assert one.healed
    assert file.read_bytes() == whole


def test_what_a_backup_left_that_was_killed_is_removed_and_one_that_runs_stays(directory: Path) -> None:
    (directory.parent / ".backup-dead").mkdir()
    (directory.parent / ".backup-dead" / "archive.sqlite").write_bytes(b"x")
    with scratch_folder(directory.parent, "restore") as running:
        (one,) = repaired(directory)
        assert one.healed
        assert running.is_dir()
    assert not (directory.parent / ".backup-dead").exists()


def test_an_erasure_that_was_begun_is_finished(directory: Path) -> None:
    with Archive(directory) as archive:
        archive.erase(3, "x", NOW, by="Staff")
    assert all(one.healed for one in repaired(directory))
    assert findings(directory) == []


def test_what_can_be_read_of_damaged_alerts_is_kept_and_so_is_the_file(directory: Path) -> None:
    alerts = Alerts(directory)
    for number in range(200):
        alerts.subscribe(
            f"leser{number}@example.org", Search(text="Radweg"), kind=Kind.NEW, frequency=Frequency.DAILY,
            language="de", cursor=0, now=NOW,
        )  # fmt: skip
    with closing(sqlite3.connect(directory / ALERTS)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    content = bytearray((directory / ALERTS).read_bytes())
    middle = len(content) // pages * (pages // 2)
    content[middle : middle + 2_000] = b"\xff" * 2_000
    (directory / ALERTS).write_bytes(content)
    (one,) = repaired(directory)
    assert one.healed
    with closing(sqlite3.connect(directory / ALERTS)) as connection:
        kept = connection.execute("SELECT count(*) FROM subscription").fetchone()[0]
        assert 50 < kept <= 200
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    (aside,) = directory.glob("alerts.sqlite.damaged-*")
    assert aside.read_bytes() == content
    assert aside.stat().st_mode & 0o077 == 0
    assert repaired(directory) == []


def test_a_damaged_log_of_searches_in_vain_begins_anew(directory: Path) -> None:
    (directory / ZERO_RESULTS).write_bytes(b"x" * 5_000)
    (one,) = repaired(directory)
    assert one.healed
    log = ZeroResultLog(directory, keep=True)
    log.note("Seniorenbus", NOW.date())
    assert log.lately()[0].text == "Seniorenbus"


def test_indexes_of_the_database_are_made_anew(directory: Path) -> None:
    with closing(sqlite3.connect(directory / "archive.sqlite")) as connection:
        name, sql = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name = 'address_record'"
        ).fetchone()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = ? WHERE name = ?", (f"{sql} WHERE record_id > 3", name)
        )
        connection.commit()
    altered(directory, "REINDEX")
    with closing(sqlite3.connect(directory / "archive.sqlite")) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, name))
        connection.commit()
    assert "database" in {str(finding.fault) for finding in findings(directory)}
    assert all(one.healed for one in repaired(directory))
    assert findings(directory) == []


def test_what_only_a_backup_heals_is_told_and_left(directory: Path) -> None:
    altered(
        directory, "DELETE FROM event WHERE seq = 5", "UPDATE version SET release = '{' WHERE record_id = 3"
    )
    found = repaired(directory)
    assert [one.healed for one in found] == [False, False]
    assert all("restore" in one.text("de") for one in found)
