"""An archive moves from one database into another, and its backup comes back in either."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from archive import copying, moving
from archive.backup import back_up, restore
from archive.city_files import own_files
from archive.errors import MoveRefused, MoveUnfinished
from archive.moving import move_tables
from archive.store import Archive
from tests.archive.test_backup import fill
from tests.archive.test_store import NOW, SOURCE, deposit, reading, release
from tests.conftest import quiet
from tests.servers import postgresql

pytestmark = pytest.mark.sqlite  # the databases are named here


@pytest.fixture
def address(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return postgresql.address_of(tmp_path, tmp_path_factory)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "data") as opened:
        fill(opened, 1, 30)
        opened.seal(3, "Wunsch", NOW, by="Staff")
        opened.erase(4, "Wunsch", NOW, by="Staff")
        opened.finish_erasing()
        opened.index_is_clean(opened.erasures())
        opened.follow_persons(now=NOW)
        yield opened


def told(archive: Archive) -> object:
    """What an archive holds."""
    with archive.held() as connection:
        return {table.name: copying.digest(connection, table) for table in copying.TABLES}


def test_there_and_back_again_everything_is_the_same(filled: Archive, address: str, tmp_path: Path) -> None:
    expected = told(filled)
    progress: list[tuple[int, int]] = []
    with Archive(tmp_path / "data", address, unfinished=True) as target:
        rows = move_tables(filled, target, lambda done, total: progress.append((done, total)))
        assert told(target) == expected
    assert progress[-1] == (rows, rows)
    with Archive(tmp_path / "data", address) as there, Archive(tmp_path / "back", unfinished=True) as back:
        move_tables(there, back, quiet)
        assert told(back) == expected


def test_what_comes_later_has_the_next_numbers(filled: Archive, address: str, tmp_path: Path) -> None:
    with Archive(tmp_path / "data", address, unfinished=True) as target:
        move_tables(filled, target, quiet)
    expected = deposit(filled, release("Neu", "Neues", "https://a.example/neu"), reading(77))
    with Archive(tmp_path / "data", address) as moved:
        assert deposit(moved, release("Neu", "Neues", "https://a.example/neu"), reading(77)) == expected


def test_who_is_stopped_goes_on_and_until_then_nobody_opens_it(
    filled: Archive, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_AT_ONCE", 7)

    def stopped(done: int, total: int) -> None:
        if done > total // 2:
            raise KeyboardInterrupt

    for _ in range(3):
        with (
            Archive(tmp_path / "data", address, unfinished=True) as target,
            pytest.raises(KeyboardInterrupt),
        ):
            move_tables(filled, target, stopped)
        with pytest.raises(MoveUnfinished, match="pressearchiv move"):
            Archive(tmp_path / "data", address)
    with Archive(tmp_path / "data", address, unfinished=True) as target:
        move_tables(filled, target, quiet)
    with Archive(tmp_path / "data", address) as moved:
        assert told(moved) == told(filled)


def test_what_came_in_between_two_attempts_is_taken_along(
    filled: Archive, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_AT_ONCE", 7)

    def stopped(done: int, total: int) -> None:
        if done > total // 3:
            raise KeyboardInterrupt

    with Archive(tmp_path / "data", address, unfinished=True) as target, pytest.raises(KeyboardInterrupt):
        move_tables(filled, target, stopped)
    fill(filled, 40, 20)  # pages whose digests are before and behind those copied
    with Archive(tmp_path / "data", address, unfinished=True) as target:
        move_tables(filled, target, quiet)
    with Archive(tmp_path / "data", address) as moved:
        assert told(moved) == told(filled)


def test_where_it_is_already_is_told(filled: Archive) -> None:
    with Archive(filled.directory, unfinished=True) as target, pytest.raises(MoveRefused, match="jetzt gilt"):
        move_tables(filled, target, quiet)


def test_what_was_changed_since_it_was_stopped_is_found_and_it_begins_anew(
    filled: Archive, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, Archive(tmp_path / "data", address, unfinished=True) as target:
        patched.setattr(moving, "_compared", stopped)
        with pytest.raises(KeyboardInterrupt):
            move_tables(filled, target, quiet)
    with filled.held() as connection:
        connection.execute(text("UPDATE source SET name = 'Anders'"))
    with Archive(tmp_path / "data", address, unfinished=True) as target:
        with pytest.raises(MoveRefused, match="nicht Zeile für Zeile"):
            move_tables(filled, target, quiet)
        move_tables(filled, target, quiet)
        assert told(target) == told(filled)


def test_what_was_moved_already_is_found_to_be_there(filled: Archive, address: str, tmp_path: Path) -> None:
    with Archive(tmp_path / "data", address, unfinished=True) as target:
        rows = move_tables(filled, target, quiet)
        beside: list[str] = []
        assert move_tables(filled, target, quiet, beside=lambda: beside.append("again")) == rows
        assert not beside, "what came there since is not written over"


def test_another_archive_is_not_written_over(filled: Archive, address: str, tmp_path: Path) -> None:
    with Archive(tmp_path / "other", address) as other:
        fill(other, 100, 2)
        before = told(other)
        with pytest.raises(MoveRefused, match="anderes Archiv"):
            move_tables(filled, other, quiet)
        assert told(other) == before


def test_a_backup_of_either_is_restored_into_either(filled: Archive, address: str, tmp_path: Path) -> None:
    expected = told(filled)
    own_files(filled.directory, "").write("dorf", 'key = "dorf"\nname = "Dorf"\n')
    back_up(filled.directory, tmp_path / "of-sqlite.tar", quiet)
    restore(tmp_path / "of-sqlite.tar", tmp_path / "there", quiet, address)
    assert not (tmp_path / "there" / "archive.sqlite").exists()
    assert own_files(tmp_path / "there", address).read("dorf").content.startswith(b"key")
    assert not (tmp_path / "there" / "cities").exists()
    with Archive(tmp_path / "there", address) as there:
        assert told(there) == expected
        assert [fault for some, _ in there.verify(quiet) for fault in some] == []
        captured = [version.capture_id for _, version in there.current(range(5, 30)).values()]
        assert all(there.capture(capture_id).body for capture_id in captured if capture_id)
    back_up(tmp_path / "there", tmp_path / "of-postgresql.tar", quiet, address)
    restore(tmp_path / "of-postgresql.tar", tmp_path / "back", quiet)
    assert own_files(tmp_path / "back", "").read("dorf").content.startswith(b"key")
    with Archive(tmp_path / "back") as back:
        assert told(back) == expected


def test_a_restore_that_is_refused_leaves_no_directory(filled: Archive, address: str, tmp_path: Path) -> None:
    back_up(filled.directory, tmp_path / "b.tar", quiet)
    with Archive(tmp_path / "other", address) as other:
        fill(other, 1, 1)
    with pytest.raises(MoveRefused):
        restore(tmp_path / "b.tar", tmp_path / "there", quiet, address)
    assert not (tmp_path / "there").exists()


def test_a_database_that_lost_its_tables_is_told(filled: Archive, address: str, tmp_path: Path) -> None:
    with Archive(tmp_path / "data", address, unfinished=True) as target:
        move_tables(filled, target, quiet)
        with target.held() as connection:
            schema = connection.execute(text("SELECT current_schema()")).scalar_one()
            connection.execute(text(f'DROP SCHEMA "{schema}" CASCADE'))
    with pytest.raises(Exception, match="Datenbank fehlt oder ist leer"):
        Archive(tmp_path / "data", address)


def test_a_text_with_a_nul_is_held_and_looked_for_everywhere(address: str, tmp_path: Path) -> None:
    with (
        Archive(tmp_path / "data") as archive,
        Archive(tmp_path / "data", address, unfinished=True) as target,
    ):
        archive.put_source(replace(SOURCE, name="Stadt\0A"))
        deposit(archive, release("Titel\0 hier", "Text\0 da", "https://a.example/1"), reading(1))
        archive.seal(1, "Grund\0", NOW, by="x")
        move_tables(archive, target, quiet)
        assert archive.person("stadt/a\0") is target.person("stadt/a\0") is None
        assert target.versions(1)[0].release == archive.versions(1)[0].release
        (record, _) = target.current([1])[1]
        assert record.seal
        assert record.seal.reason == "Grund\ufffd"


def test_a_connection_that_a_pooler_hands_on_is_asked_in_our_schema(
    filled: Archive, address: str, tmp_path: Path
) -> None:
    expected = told(filled)
    with Archive(tmp_path / "data", address, unfinished=True) as target:

        def handed_on(connection: Any, *_: object) -> None:
            connection.cursor().execute("SET search_path TO public")

        event.listen(target._backend.engine, "checkout", handed_on)
        move_tables(filled, target, quiet)
        assert told(target) == expected
        assert target._backend.empty_log(patient=True)
