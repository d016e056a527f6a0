"""`pressearchiv check` as operators use it: a line for each fault, a code for programs, remembered by `health`."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.store import Archive
from pressearchiv.last_check import FILE, LastCheck, last_check
from tests.archive.tampering import altered
from tests.archive.test_integrity import directory as directory
from tests.archive.test_store import NOW
from tests.command import run


def test_a_whole_archive(directory: Path) -> None:
    done = run(directory, "check")
    assert (done.returncode, done.stdout) == (0, "Alles ist, wie es gespeichert wurde.\n")
    held = last_check(directory)
    assert held
    assert (held.done, held.faults, held.quick) == (True, 0, False)


def test_each_fault_is_a_line_that_says_what_to_do(directory: Path) -> None:
    altered(
        directory, "DELETE FROM event WHERE seq = 5", "UPDATE version SET release = '{' WHERE record_id = 3"
    )
    done = run(directory, "check")
    assert done.returncode == 1
    assert "Nr. 5" in done.stdout
    assert "Meldung 3, Fassung 1" in done.stdout
    assert done.stdout.count("restore") == 2
    assert "2 Befunde." in done.stdout
    answer = json.loads(run(directory, "check", "--quick", "--json").stdout)
    assert [finding["fault"] for finding in answer["findings"]] == ["events"]
    told = run(directory, "health")
    assert told.returncode == 1
    assert "hatte 1 Befund:" in told.stdout
    assert json.loads(run(directory, "health", "--json").stdout)["faults"] == 1


def test_an_archive_that_cannot_be_opened_is_a_fault_too(directory: Path) -> None:
    (directory / "archive.sqlite").write_bytes(b"no database" * 999)
    done = run(directory, "check")
    assert done.returncode == 1
    assert "not a database" in done.stdout
    held = last_check(directory)
    assert held
    assert held.faults == 1


def test_the_databases_beside_the_archive(directory: Path) -> None:
    (directory / "misses.sqlite").write_bytes(b"x" * 5_000)
    done = run(directory, "check", "--quick")
    assert done.returncode == 1
    assert "misses.sqlite" in done.stdout
    assert "Das Archiv ist davon nicht betroffen" in done.stdout


def test_one_that_was_ended_goes_on_where_it_was(directory: Path) -> None:
    ended = LastCheck(
        at=NOW,
        quick=False,
        done=False,
        faults=1,
        said=("Etwas war.",),
        reached=("captures-000001.warc.gz", 0),
    )
    ended.write(directory)
    assert "geht dort weiter" not in run(directory, "check").stdout  # that was too long ago
    replace(ended, at=datetime.now(UTC)).write(directory)
    done = run(directory, "check")
    assert "geht dort weiter" in done.stdout
    assert "Etwas war." in done.stdout


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[1]", b'{"at": "gestern"}'])
def test_a_damaged_note_of_the_last_one_is_none(directory: Path, content: bytes) -> None:
    (directory / FILE).write_bytes(content)
    assert last_check(directory) is None
    assert run(directory, "check", "--quick").returncode == 0


def test_a_directory_that_is_not_there_or_holds_nothing_is_no_whole_archive(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere", "check")
    assert (done.returncode, "liegt kein Archiv" in done.stdout) == (1, True)
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "link").symlink_to(tmp_path / "mnt" / "archiv")
    done = run(tmp_path / "link", "search", "Rathaus")
    assert (done.returncode, "führt nirgendwohin" in done.stderr) == (1, True)
    assert not (tmp_path / "mnt").exists()
    (tmp_path / "empty").mkdir()
    done = run(tmp_path / "empty", "check")
    assert (done.returncode, "liegt kein Archiv" in done.stdout) == (1, True)
    with Archive(tmp_path / "empty"):
        pass
    done = run(tmp_path / "empty", "check")
    assert (done.returncode, "keine einzige Meldung" in done.stdout) == (1, True)


def test_synonyms_that_do_not_count_are_told_and_the_search_goes_on(directory: Path) -> None:
    (directory / "synonyms.txt").write_bytes("Lauerbad = Hallenbad # geprüft".encode("cp1252"))
    found = run(directory, "search", "Radweg")
    assert found.returncode == 0
    assert "synonyms.txt, Zeile 1" in found.stderr
    done = run(directory, "check", "--quick")
    assert (done.returncode, "Synonyme" in done.stdout) == (1, True)


def test_copies_are_named_and_are_no_fault(directory: Path) -> None:
    (directory / "archive (1).sqlite").write_bytes(b"x")
    done = run(directory, "check", "--quick")
    assert done.returncode == 0
    assert "archive (1).sqlite" in done.stderr
