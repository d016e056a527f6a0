"""A city's lists, and the way through one from its start to its oldest page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.errors import EntriesWithoutPages, IngestError, ListGoesOn, NoLinks
from ingest.listing.api import read_api
from ingest.listing.feed import read_feed
from ingest.listing.html_list import HtmlList, read_list
from ingest.listing.model import Get, ListPage, ReadList
from ingest.listing.sitemap import read_sitemap

# A list that goes on for more pages than this leads in circles.
MOST_PAGES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Where a city lists its releases; several kinds may stand together.

    `only` is a pattern that the address of every release matches: a sitemap names other pages too.
    """

    html_url: str | None = None
    html_list: HtmlList | None = None
    feed_url: str | None = None
    sitemap_url: str | None = None
    api_url: str | None = None
    only: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkableList:
    """One list of a city: where it begins, and how a page of it is read."""

    start: str
    read: ReadList


def lists_of(listing: Listing) -> list[WalkableList]:
    """A city's lists, the feed first: its entries bear dates."""
    found = []
    if listing.feed_url:
        found.append(WalkableList(start=listing.feed_url, read=read_feed))
    if listing.api_url:
        found.append(WalkableList(start=listing.api_url, read=read_api))
    if listing.html_url and listing.html_list:
        markup = listing.html_list
        found.append(WalkableList(start=listing.html_url, read=lambda capture: read_list(capture, markup)))
    if listing.sitemap_url:
        found.append(WalkableList(start=listing.sitemap_url, read=read_sitemap))
    return found


def walk(
    walkable_list: WalkableList,
    city: str,
    get: Get,
    *,
    told: Callable[[IngestError], None],
    only: re.Pattern[str] | None = None,
) -> Iterator[ListPage]:
    """The pages of a list from its start, each fetched when it is asked for.

    `told` hears of a part of a sitemap that could not be read, and of a list that says it goes on and shows no way.

    Ends with the last page, before a page seen already, and after one that shows nothing new. Raises NoLinks for a
    list without a release, ListUnreadable, and what `get` raises.
    """
    waiting = [walkable_list.start]
    visited: set[str] = set()
    known: set[str] = set()
    found, folded = False, 0
    while waiting and len(visited) < MOST_PAGES:
        url = waiting.pop(0)
        if url in visited:
            continue
        visited.add(url)
        try:
            page = walkable_list.read(get(url))
        except IngestError as error:
            if url == walkable_list.start or walkable_list.read is not read_sitemap:
                raise
            told(error)  # one bad part of a sitemap costs none of the others
            continue
        folded = folded or page.folded
        new = tuple(link for link in page.links if link.url not in known)
        known.update(link.url for link in new)
        if (
            new or walkable_list.read is read_sitemap
        ):  # a page past the end shows the last one again, or nothing
            waiting += page.following
        if page.more and new:
            told(ListGoesOn(place=url, said=page.more))
        if links := tuple(link for link in new if not only or only.search(link.url)):
            found = True
            yield ListPage(url=url, links=links, following=page.following)
    if not found:
        raise without_releases(city, walkable_list.start, folded)


def without_releases(city: str, place: str, folded: int) -> NoLinks:
    """The error of a list that names no release: because all it shows unfolds in place, or for no reason known."""
    if folded:
        return EntriesWithoutPages(city=city, place=place, count=folded)
    return NoLinks(city=city, place=place)
