"""Several processes that fill one archive: every host is asked by one of them at a time, and none is left out."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from archive.leases import Leases
from archive.model import Run
from archive.store import Archive
from ingest.errors import HostTaken
from ingest.fetch import Fetcher, Policy
from ingest.scope import Reach
from ingest.turns import LeasedHosts
from tests.archive.test_leases import died
from tests.ingest.test_scheduler import Network, city, watching
from tests.waiting import wait_until

_EVERY = timedelta(hours=1)


def at_once(seconds: float) -> None:
    """Waits for nothing."""


def test_two_watch_the_same_cities_and_each_is_visited_once(
    archive: Archive, address: str, tmp_path: Path
) -> None:
    network, told = Network(), list[Run]()
    known = [city(f"s{n}", f"www.stadt{n}.example") for n in range(12)]
    known += [city(f"p{n}", "portal.example") for n in range(3)]
    with (
        Leases(tmp_path, address) as one,
        Leases(tmp_path, address) as other,
        watching(archive, network, known, told, LeasedHosts(one), _EVERY),
        watching(archive, network, known, told, LeasedHosts(other), _EVERY),
    ):
        wait_until(lambda: len(told) == len(known))
    assert sorted(run.city for run in told) == sorted(one.key for one in known)
    assert all(run.added == 2 for run in told)
    assert set(network.most.values()) == {1}


def test_what_one_that_died_had_begun_is_visited_by_another(
    archive: Archive, address: str, tmp_path: Path
) -> None:
    network, told = Network(), list[Run]()
    known = [city("a", "a.example"), city("b", "b.example")]
    with Leases(tmp_path, address, lasts=2.0) as one, Leases(tmp_path, address) as other:
        visit = LeasedHosts(one).visit(["a.example"], _EVERY)
        assert visit.__enter__()
        died(one)
        with watching(archive, network, known, told, LeasedHosts(other), timedelta(seconds=1)):
            wait_until(lambda: {run.city for run in told} == {"a", "b"})


def test_a_host_that_another_asks_is_told_and_asked_once_it_is_free(address: str, tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(404 if request.url.path == "/robots.txt" else 200, text="ja")

    reach, policy = (
        Reach(hosts=frozenset({"a.example"})),
        Policy(contact="presse@archiv.example", delay=0, tries=1),
    )
    with Leases(tmp_path, address) as one, Leases(tmp_path, address) as other:
        turns = LeasedHosts(other, at_once)
        with Fetcher(policy, transport=httpx.MockTransport(answer), turns=turns) as fetcher:
            assert one.take(["host a.example"])
            with pytest.raises(HostTaken) as told:
                fetcher.get("https://a.example/1", reach)
            assert "a.example" in str(told.value)
            assert not asked
            one.give_back(["host a.example"])
            assert fetcher.get("https://a.example/1", reach).body == b"ja"
            assert not one.take(["host a.example"])
        turns.close()
        assert one.take(["host a.example"])


def test_a_host_rests_between_two_processes_as_between_two_requests(address: str, tmp_path: Path) -> None:
    with Leases(tmp_path, address) as one, Leases(tmp_path, address) as other:
        turns = LeasedHosts(one, at_once)
        turns.wait_for("a.example", 3600)
        turns.close()
        assert not other.take(["host a.example"])
