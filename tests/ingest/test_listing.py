from datetime import UTC, date, datetime

import pytest

from archive.model import Capture
from ingest.errors import NoLinks
from ingest.families import families
from ingest.listing import Get, Listing, lists_of, read_feed, walk

MARKUP = families()["typo3-news"].html_list
BASE = "https://a.example"


def page(*slugs: str, following: str = "") -> str:
    items = "".join(f'<div class="article"><a href="/presse/{slug}">{slug}</a></div>' for slug in slugs)
    more = f'<li class="next"><a href="{following}">Weiter</a></li>' if following else ""
    return f'<div class="news-list-view">{items}</div>{more}'


def served(pages: dict[str, str], asked: list[str] | None = None) -> Get:
    def get(url: str) -> Capture:
        if asked is not None:
            asked.append(url)
        return capture(pages[url.removeprefix(BASE)], url)

    return get


def capture(text: str, url: str = f"{BASE}/feed") -> Capture:
    return Capture(
        url=url,
        final_url=url,
        fetched_at=datetime.now(UTC),
        status=200,
        content_type="text/html",
        body=text.encode(),
    )


def links(pages: dict[str, str], asked: list[str] | None = None) -> list[str]:
    listing = Listing(html_url=f"{BASE}/presse", html_list=MARKUP)
    (one,) = lists_of(listing)
    found = walk(one, "A", served(pages, asked))
    return [link.url.rpartition("/")[2] for part in found for link in part.links]


def test_a_list_is_walked_to_its_end_and_each_release_is_named_once() -> None:
    pages = {"/presse": page("c", "b", following="/presse?p=2"), "/presse?p=2": page("b", "a")}
    assert links(pages) == ["c", "b", "a"]


def test_a_list_that_leads_in_circles_ends() -> None:
    asked: list[str] = []
    pages = {"/presse": page("a", following="/presse?p=2"), "/presse?p=2": page("b", following="/presse")}
    assert links(pages, asked) == ["a", "b"]
    assert len(asked) == 2


def test_endless_paging_over_the_same_releases_ends() -> None:
    asked: list[str] = []
    endless = {f"/presse?p={n}": page("a", following=f"/presse?p={n + 1}") for n in range(2, 99)}
    assert links({"/presse": page("a", following="/presse?p=2"), **endless}, asked) == ["a"]
    assert len(asked) == 2


def test_a_list_without_a_release_is_an_error_with_city_and_address() -> None:
    with pytest.raises(NoLinks, match=r"A: .*https://a\.example/presse"):
        links({"/presse": "<h1>Wartungsarbeiten</h1>"})


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>
<item><title>Erste</title><link>/presse/1</link><pubDate>Tue, 31 Dec 2024 23:30:00 GMT</pubDate></item>
<item><title>Zweite</title><link>https://a.example/presse/2?utm_source=rss</link></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry>
<title>Dritte</title><id>https://a.example/presse/3</id><link href="https://a.example/presse/3"/>
<updated>2024-03-28T16:21:14Z</updated></entry></feed>"""


def test_feeds_give_addresses_titles_and_german_days() -> None:
    first, second = read_feed(capture(RSS)).links
    assert (first.url, first.title, first.published) == (
        "https://a.example/presse/1",
        "Erste",
        date(2025, 1, 1),
    )
    assert (second.url, second.published) == ("https://a.example/presse/2", None)
    (third,) = read_feed(capture(ATOM)).links
    assert (third.url, third.published) == ("https://a.example/presse/3", date(2024, 3, 28))


@pytest.mark.parametrize(
    "text", ["", "<html><h1>Bitte warten</h1></html>", '<rss version="2.0"><channel></channel></rss>']
)
def test_a_feed_without_entries_is_an_error(text: str) -> None:
    (one,) = lists_of(Listing(feed_url=f"{BASE}/feed"))
    with pytest.raises(NoLinks, match=r"A: .*https://a\.example/feed"):
        list(walk(one, "A", served({"/feed": text})))
