"""Whatever a city publishes and whenever a run is killed: after one whole run, every release is on record once."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event as Signal

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Source
from archive.store import Archive
from ingest.city import City
from ingest.crawl import crawl_city
from ingest.families import families
from ingest.fetch import Fetcher, Policy
from ingest.listing.walk import Listing
from ingest.scope import Reach

HOST = "https://stadt.example"
FAMILY = families()["typo3-news"]
A_PAGE = 4


@dataclass
class Town:
    """A press office of a few lines; it stops the visit after so many answers."""

    published: int = 0
    feed: int = 3
    budget: int = 10**9
    stop: Signal = field(default_factory=Signal)
    asked: list[str] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/robots.txt":
            return httpx.Response(404)
        self.budget -= 1
        if self.budget <= 0:
            self.stop.set()
        self.asked.append(path)
        newest_first = list(range(self.published, 0, -1))
        if path == "/feed":
            return httpx.Response(200, text=self._feed(newest_first[: self.feed]))
        if path == "/liste":
            return httpx.Response(200, text=self._list(newest_first, int(request.url.params.get("p", "1"))))
        return httpx.Response(200, text=self._release(int(path.rpartition("/")[2])))

    def _feed(self, shown: list[int]) -> str:
        items = "".join(f"<item><title>{n}</title><link>{HOST}/m/{n}</link></item>" for n in shown)
        return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'

    def _list(self, newest_first: list[int], page: int) -> str:
        start = (page - 1) * A_PAGE
        items = "".join(
            f'<div class="article"><a href="/m/{n}">{n}</a></div>'
            for n in newest_first[start : start + A_PAGE]
        )
        more = f'<li class="next"><a href="/liste?p={page + 1}">Weiter</a></li>'
        following = more if start + A_PAGE < len(newest_first) else ""
        return f'<div class="news-list-view">{items}</div>{following}'

    def _release(self, n: int) -> str:
        return (
            f'<div class="news-single"><h1 itemprop="headline">Meldung Nummer {n} über {"abcdefghij"[n % 10] * 9}</h1>'
            f'<span class="news-list-date">0{n % 9 + 1}.03.2020 - {n}/pe</span>'
            f'<div class="news-text-wrap"><p>Der Text der Meldung {n}.</p></div></div>'
        )


def town_city(*, with_feed: bool) -> City:
    return City(
        source=Source(key="stadt", name="Stadt"),
        layout=FAMILY.layout,
        listing=Listing(
            html_url=f"{HOST}/liste",
            html_list=FAMILY.html_list,
            feed_url=f"{HOST}/feed" if with_feed else None,
        ),
        reach=Reach(hosts=frozenset({"stadt.example"}), delay=0),
    )


def go(city: City, archive: Archive, town: Town, budget: int | None = None) -> None:
    town.stop.clear()
    town.budget = budget or 10**9
    policy = Policy(contact="presse@archiv.example", delay=0, tries=1)
    with Fetcher(policy, transport=httpx.MockTransport(town)) as fetcher:
        crawl_city(city, archive, fetcher, progress=lambda done, total: None, stop=town.stop)


# Each day: so many new releases, then a run that is killed after so many answers (None: it ends by itself).
DAYS = st.lists(st.tuples(st.integers(0, 14), st.none() | st.integers(1, 12)), min_size=1, max_size=6)


@given(days=DAYS, with_feed=st.booleans())
@settings(max_examples=12)
def test_nothing_is_lost_and_nothing_taken_twice(days: list[tuple[int, int | None]], with_feed: bool) -> None:
    city, town = town_city(with_feed=with_feed), Town(published=1)
    with tempfile.TemporaryDirectory() as directory, Archive(Path(directory)) as archive:
        for new, budget in days:
            town.published += new
            go(city, archive, town, budget)
        go(city, archive, town)
        assert archive.count() == town.published
        releases = [path for path in town.asked if path.startswith("/m/")]
        assert set(releases) == {f"/m/{n}" for n in range(1, town.published + 1)}
        # Killed while a release was on its way, it is asked for once more; those of today are due at once.
        town.asked.clear()
        go(city, archive, town)
        assert len(town.asked) == 1 + with_feed


@pytest.mark.long
@given(days=DAYS, with_feed=st.booleans())
@settings(max_examples=100)
def test_nothing_is_lost_in_many_more_days(days: list[tuple[int, int | None]], with_feed: bool) -> None:
    test_nothing_is_lost_and_nothing_taken_twice.hypothesis.inner_test(days, with_feed)  # type: ignore[attr-defined]
