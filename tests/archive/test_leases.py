"""Leases and turns: one of several processes does a thing, and another goes on where it died."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from archive import side_tables
from archive.errors import ArchiveUnreachable
from archive.leases import Leases
from archive.side_tables import rows
from archive.turns import TurnTaken, in_turn
from tests.conftest import free_port
from tests.waiting import wait_until

# Seconds; one that nobody renews comes free soon enough for a test to wait for it.
_SHORT = 2.0


@pytest.fixture
def two(address: str, tmp_path: Path) -> Iterator[tuple[Leases, Leases]]:
    with Leases(tmp_path, address) as one, Leases(tmp_path, address) as other:
        yield one, other


def died(leases: Leases) -> None:
    """What becomes of leases whose process is killed: nobody renews them, nobody gives them back."""
    leases._ended.set()
    leases._renewing.join()


def test_one_holds_what_others_cannot_take(two: tuple[Leases, Leases]) -> None:
    one, other = two
    assert one.take(["a"])
    assert not other.take(["a"])
    assert (one.holds("a"), other.holds("a")) == (True, False)
    assert one.take(["a"]), "who holds it may take it again"
    one.give_back(["a"])
    assert other.take(["a"])
    assert not one.holds("a")


def test_all_or_none(two: tuple[Leases, Leases]) -> None:
    one, other = two
    assert one.take(["b"])
    assert not other.take(["a", "b", "c"])
    assert one.take(["a", "c"])
    assert other.taken(["a", "b", "d"]) == {"a", "b"}
    assert one.taken(["a", "b", "d"]) == set()


def test_what_was_done_lately_is_nobodys_turn(two: tuple[Leases, Leases]) -> None:
    one, other = two
    assert one.take(["a"], every=timedelta(hours=1))
    one.give_back(["a"], done=True)
    assert not one.take(["a"], every=timedelta(hours=1))
    assert not other.take(["a"], every=timedelta(hours=1))
    assert other.taken(["a"], every=timedelta(hours=1)) == {"a"}
    assert other.take(["a"])


def test_what_was_begun_and_not_done_is_the_next_ones_turn(two: tuple[Leases, Leases]) -> None:
    one, other = two
    assert one.take(["a"], every=timedelta(hours=1))
    one.give_back(["a"])
    assert other.take(["a"], every=timedelta(hours=1))


def test_after_it_was_given_back_it_rests(two: tuple[Leases, Leases]) -> None:
    one, other = two
    assert one.take(["a"])
    one.give_back(["a"], rest=3600)
    assert not other.take(["a"])


def test_it_is_renewed_as_long_as_its_process_lives(address: str, tmp_path: Path) -> None:
    with Leases(tmp_path, address, lasts=4 * _SHORT) as one:
        assert one.take(["a"])
        first = until(one)
        wait_until(lambda: until(one) > first)
        assert one.holds("a")


def test_it_is_taken_over_when_its_process_died(address: str, tmp_path: Path) -> None:
    with Leases(tmp_path, address, lasts=_SHORT) as one, Leases(tmp_path, address) as other:
        assert one.take(["a"])
        died(one)
        wait_until(lambda: other.take(["a"]))
        assert not one.holds("a"), "it knows so by its own clock, before anybody else may take it"
        one.give_back(["a"])
        assert not one.take(["a"]), "what is another's cannot be given back"


def until(leases: Leases) -> datetime:
    with leases._tables.transaction() as connection:
        (row,) = rows(connection, "SELECT until FROM lease")
        assert isinstance(row["until"], datetime)
        return row["until"]


def test_where_the_database_is_away_nothing_is_held(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnreachable):
        Leases(tmp_path, f"postgresql://nobody@127.0.0.1:{free_port()}/nothing")


class TestTurn:
    def test_is_one_processs_until_it_ends(self, beside: str, tmp_path: Path) -> None:
        stop = threading.Event()
        with in_turn(tmp_path, beside, "index", stop) as ends:
            assert not ends.is_set()
            with pytest.raises(TurnTaken), in_turn(tmp_path, beside, "index", stop):
                pytest.fail("two at once")
            with in_turn(tmp_path, beside, "mails", stop):
                pass
            stop.set()
            wait_until(ends.is_set)
        with in_turn(tmp_path, beside, "index", threading.Event()):
            pass

    def test_ends_where_the_lease_is_lost(
        self, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Leases.__init__, "__kwdefaults__", {"lasts": _SHORT})
        with ExitStack() as stack:
            ends = stack.enter_context(in_turn(tmp_path, address, "index", threading.Event()))
            (renewing,) = (thread for thread in threading.enumerate() if thread.name == "leases")
            monkeypatch.setattr(Leases, "_lengthen", lambda *_, **__: set())
            wait_until(ends.is_set)
            assert renewing.is_alive()


def test_who_hangs_in_the_middle_holds_nobody_up_for_good(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(side_tables, "_IDLE", 1)

    def hang(leases: Leases) -> None:
        with leases._tables.transaction() as connection:
            assert leases.taken(["a"]) == set(), (
                "another connection waits until the server has ended this one"
            )
            connection.execute(text("SELECT 1"))

    with Leases(tmp_path, address) as one:
        with pytest.raises(ArchiveUnreachable):
            hang(one)
        assert one.take(["a"])
