"""Feed and HTML list → links: what releases a city says it has."""

import calendar
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import feedparser

from archive.identity import canonical_address
from archive.model import Capture
from ingest.errors import NoLinks
from ingest.page import parse, text_of

# A list that goes on for more pages than this leads in circles.
MOST_PAGES = 2_000
_GERMANY = ZoneInfo("Europe/Berlin")

Get = Callable[[str], Capture]


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlList:
    """How a list page is marked up, as CSS selectors: an item, the link inside it, the link to the next page."""

    item: str
    link: str
    next_page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Where a city lists its releases: an HTML list with paging, a feed, or both."""

    html_url: str | None = None
    html_list: HtmlList | None = None
    feed_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The address of a release, and what the list tells of it."""

    url: str
    title: str = ""
    published: date | None = None


def list_links(listing: Listing, city: str, get: Get) -> list[Iterator[Link]]:
    """The releases of each of a city's lists, in their order; the feed, whose entries bear dates, first.

    Each iterator fetches as it goes on, and raises NoLinks for a list without a release, and what `get` raises.
    """
    parts = []
    if listing.feed_url:
        parts.append(_walk_feed(listing.feed_url, city, get))
    if listing.html_url and listing.html_list:
        parts.append(_walk(listing.html_url, listing.html_list, city, get))
    return parts


def _walk_feed(url: str, city: str, get: Get) -> Iterator[Link]:
    yield from read_feed(get(url), city)


def read_feed(capture: Capture, city: str) -> list[Link]:
    """The entries of an RSS or Atom feed; raises NoLinks for one without any."""
    feed = feedparser.parse(io.BytesIO(capture.body), response_headers={"content-type": capture.content_type})
    found = []
    for entry in feed.entries:
        url = canonical_address(urljoin(capture.final_url, entry.get("link", "") or entry.get("id", "")))
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        published = None
        if moment:
            published = datetime.fromtimestamp(calendar.timegm(moment), UTC).astimezone(_GERMANY).date()
        if url:
            found.append(Link(url=url, title=str(entry.get("title", "")), published=published))
    if not found:
        raise NoLinks(city=city, place=capture.url)
    return found


def _walk(start: str, markup: HtmlList, city: str, get: Get) -> Iterator[Link]:
    url: str | None = start
    visited: set[str] = set()
    known: set[str] = set()
    while url and url not in visited and len(visited) < MOST_PAGES:
        visited.add(url)
        links, following = read_list(get(url), markup)
        new = [link for link in links if link.url not in known]
        if not links and len(visited) == 1:
            raise NoLinks(city=city, place=url)
        if not new:  # a page past the end shows the last one again, or nothing
            return
        known.update(link.url for link in new)
        yield from new
        url = following


def read_list(capture: Capture, markup: HtmlList) -> tuple[list[Link], str | None]:
    """The releases of one list page, and the address of the next page if there is one."""
    page = parse(capture.body, capture.content_type)
    links = []
    for item in page.select(markup.item):
        anchor = item.select_one(markup.link)
        href = anchor.get("href") if anchor else None
        url = canonical_address(urljoin(capture.final_url, href)) if isinstance(href, str) else None
        if anchor and url:
            links.append(Link(url=url, title=text_of(anchor)))
    following = page.select_one(markup.next_page)
    href = following.get("href") if following else None
    return links, canonical_address(urljoin(capture.final_url, href)) if isinstance(href, str) else None
