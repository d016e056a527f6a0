"""Many cities at once: never two requests at a time to one host, and none stops another."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from archive.model import Run, Source
from archive.store import Archive
from ingest.city import City
from ingest.families import families
from ingest.fetch import Fetcher, Policy
from ingest.listing.walk import Listing
from ingest.scheduler import by_host, crawl_all, watch
from ingest.scope import Reach
from ingest.turns import ALONE, HostTurns
from pressearchiv.demo.markups import markups
from pressearchiv.demo.site import HOUSE, DemoSite
from tests.conftest import quiet
from tests.waiting import HANG, wait_until

FAMILY = families()["typo3-news"]


def city(key: str, host: str) -> City:
    return City(
        source=Source(key=key, name=f"Stadt {key}"),
        layout=FAMILY.layout,
        listing=Listing(html_url=f"http://{host}/presse/?{key}", html_list=FAMILY.html_list),
        reach=Reach(hosts=frozenset({host}), delay=0),
    )


class Network:
    """Hosts that remember how many requests they served at one time; some of them are broken.

    With `together`, the first one answers only when a second is asked beside it.
    """

    def __init__(self, *, together: bool = False) -> None:
        self.two_at_once = threading.Event()
        if not together:
            self.two_at_once.set()
        self.at_once: dict[str, int] = defaultdict(int)
        self.most: dict[str, int] = defaultdict(int)
        self.most_hosts = 0
        self.asked: dict[str, int] = defaultdict(int)
        self.lock = threading.Lock()
        self.site, self.markup = DemoSite(most=2), markups()[HOUSE]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        with self.lock:
            self.at_once[host] += 1
            self.asked[host] += 1
            self.most[host] = max(self.most[host], self.at_once[host])
            self.most_hosts = max(self.most_hosts, sum(bool(count) for count in self.at_once.values()))
            if self.most_hosts > 1:
                self.two_at_once.set()
        try:
            assert self.two_at_once.wait(HANG), "no two hosts are ever asked at once"
            return self.answer(request)
        finally:
            with self.lock:
                self.at_once[host] -= 1

    def answer(self, request: httpx.Request) -> httpx.Response:
        if "kaputt" in request.url.host:
            raise httpx.ConnectError("refused")
        one = next(
            (release for release in self.site.releases if request.url.path.endswith(release.slug)), None
        )
        if one:
            other = replace(one, attachment="", title=f"{one.title} in {request.url.host}")
            return httpx.Response(200, text=self.markup.release_page(other))
        if request.url.path == "/presse/":
            return httpx.Response(200, text=self.markup.list_page(self.site.releases, 1, 1))
        return httpx.Response(404)

    def fetcher(self) -> Fetcher:
        policy = Policy(contact="presse@archiv.example", delay=0, tries=1)
        return Fetcher(policy, transport=httpx.MockTransport(self))


def bar(of: City) -> nullcontext[object]:
    return nullcontext(quiet)


def test_a_hundred_cities_in_one_run_a_failing_one_stops_no_other(archive: Archive) -> None:
    network = Network(together=True)
    cities = [city(f"s{n}", f"www.stadt{n}.example") for n in range(90)]
    cities += [city(f"p{n}", "portal.example") for n in range(7)]
    cities += [city(f"k{n}", f"kaputt{n}.example") for n in range(3)]
    runs = crawl_all(cities, archive, network.fetcher, progress_of=bar, stop=threading.Event())  # type: ignore[arg-type]
    assert [run.city for run in runs] == [one.key for one in cities]
    assert all(run.added == 2 for run in runs[:97]), [run for run in runs[:97] if run.added != 2][:1]
    assert all(run.status == "failed" and run.problems for run in runs[97:])
    assert set(network.most.values()) == {1}
    assert network.most_hosts > 1
    assert archive.count() == 2 * 97


def test_a_fault_of_our_own_stops_no_other_city(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Archive.addresses

    def stumble(self: Archive, key: str) -> object:
        if key == "s0":
            raise RuntimeError("disk on fire")
        return real(self, key)

    monkeypatch.setattr(Archive, "addresses", stumble)
    cities = [city("s0", "a.example"), city("s1", "b.example")]
    fetcher = Network().fetcher
    runs = crawl_all(cities, archive, fetcher, progress_of=bar, stop=threading.Event())  # type: ignore[arg-type]
    assert [run.status for run in runs] == ["failed", "ok"]
    assert "disk on fire" in runs[0].problems[0].message


def test_cities_that_share_a_host_stay_together() -> None:
    one, two, three = city("a", "x.example"), city("b", "y.example"), city("c", "x.example")
    bridge = replace(two, reach=Reach(hosts=frozenset({"y.example", "x.example"})))
    assert [[c.key for c in group] for group in by_host([one, two, three])] == [["b"], ["a", "c"]]
    assert [[c.key for c in group] for group in by_host([one, three, bridge])] == [["a", "c", "b"]]


@contextmanager
def watching(
    archive: Archive,
    network: Network,
    known: list[City],
    told: list[Run],
    turns: HostTurns = ALONE,
    every: timedelta = timedelta(milliseconds=50),
) -> Iterator[threading.Event]:
    stop = threading.Event()
    thread = threading.Thread(
        target=watch,
        args=(lambda: list(known), archive, network.fetcher),
        kwargs={
            "every": every,
            "told": lambda city, run: told.append(run),
            "failed": pytest.fail,
            "stop": stop,
            "turns": turns,
        },
    )
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(HANG)
        assert not thread.is_alive()


def test_watching_goes_round_and_round_and_takes_up_a_city_that_comes(archive: Archive) -> None:
    network, told = Network(), list[Run]()
    known = [city("s0", "a.example"), city("k", "kaputt.example")]
    with watching(archive, network, known, told):
        wait_until(lambda: sum(run.city == "s0" for run in told) >= 3)
        known.append(city("s1", "b.example"))
        wait_until(lambda: any(run.city == "s1" and run.added == 2 for run in told))
    assert set(network.most.values()) == {1}


def test_a_slow_city_keeps_no_other_waiting(archive: Archive, tmp_path: Path) -> None:
    network, told = Network(), list[Run]()
    release = threading.Event()
    real = network.answer

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "langsam.example":
            release.wait(HANG)
        return real(request)

    network.answer = answer  # type: ignore[method-assign]
    try:
        with watching(archive, network, [city("l", "langsam.example"), city("s", "a.example")], told):
            wait_until(lambda: sum(run.city == "s" for run in told) >= 3)
            assert not any(run.city == "l" for run in told)
            release.set()
    finally:
        release.set()
