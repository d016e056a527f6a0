"""HTML list → links: how one page of a list is marked up, and what its entries say."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit, urlunsplit

from bs4 import BeautifulSoup, Tag

from archive.identity import absolute_address, canonical_address
from archive.model import Capture
from ingest.errors import ListUnreadable
from ingest.listing.days import stated_day, untold_today
from ingest.listing.entities import links_in
from ingest.listing.entry import (
    Links,
    address_in,
    day_behind,
    day_beside,
    day_of_entry,
    release_link,
    title_of,
)
from ingest.listing.folded import folded_entries
from ingest.listing.model import Link, ListPage
from ingest.listing.repeated import repeated_markup
from ingest.page import MOST_ELEMENTS, base_of, has_more_elements, parse
from ingest.paging import called_next, goes_on
from language.german.zone import GERMANY

_PAGE_PARAMETER = re.compile(r"^p$|page|seite|offset|start|pointer", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlList:
    """How a list page is marked up, as CSS selectors: an item, and inside it the link, the title and the day.

    `link` may be empty where the item itself is the link, or bears the address in an attribute (`data-url`). `title`
    may be empty: a heading, what the link is called and its words are tried then. Where `date` names nothing, a day
    in the item's own text dates it, or one beside it. `calendar` is a box with day and month alone, `day_heading` what
    dates all items below it. `entities` names tables that hold their rows as JSON. `repeated` takes the
    links that repeat like a list where `item` names nothing. Where `next_page` finds nothing, a
    link called "weiter" is taken.
    """

    item: str
    link: str = "a[href]"
    next_page: str = "a[rel=next][href]"
    title: str = ""
    date: str = ""
    calendar: str = ""
    day_heading: str = ""
    entities: str = ""
    repeated: bool = False


def read_list(capture: Capture, markup: HtmlList) -> ListPage:
    """The releases of one HTML list page, and the address of the next page if there is one; raises ListUnreadable."""
    page = parse(capture.body, capture.content_type)
    if has_more_elements(page):
        raise ListUnreadable(place=capture.url, reason=f"> {MOST_ELEMENTS} HTML-Elemente")
    base = base_of(page, capture.final_url)
    following = page.select_one(markup.next_page) if markup.next_page else None
    address = _next_address(following, base) if following else None
    named = [_next_address(anchor, base) for anchor in called_next(page)] if not address else []
    more = "" if address else goes_on(page)
    folded = folded_entries(page)
    links = _merged(links_of(page, capture, markup))
    if not address:
        releases = {link.url for link in links} | {canonical_address(capture.final_url)}
        address = next((url for url in named if url and url not in releases), None)
    return ListPage(
        url=capture.url,
        links=tuple(links),
        following=(address,) if address else (),
        more="" if address else more,
        folded=folded,
    )


def links_of(page: BeautifulSoup, capture: Capture, markup: HtmlList) -> list[Link]:
    """The entries of a page in their order; the page is taken apart by it."""
    here, base = canonical_address(capture.final_url), base_of(page, capture.final_url)
    today = capture.fetched_at.astimezone(GERMANY).date()
    found: list[Link] = []
    items: list[Tag] = []
    if markup.repeated and not page.select_one(markup.item):
        known = repeated_markup(page, base, today)
        markup = replace(markup, item=known.item) if known else markup
    for item, headed, link, url in _with_links(_items(page, markup), markup, base):
        if url == here:  # a link to a place on the list itself is no release
            continue
        day, dating = day_of_entry(item, link, markup.date, markup.calendar, today)
        day = day or day_behind(item, markup.date)
        found.append(Link(url=url, title=title_of(item, link, markup.title, dating), published=day or headed))
        items.append(item)
    if not any(link.published for link in found):
        found = [replace(link, published=day) for link, day in zip(found, _days_beside(items), strict=True)]
    days = untold_today((link.published for link in found), today)
    found = [replace(link, published=day) for link, day in zip(found, days, strict=True)]
    for table in page.select(markup.entities) if markup.entities else []:
        found += links_in(table, base)
    return found


def _with_links(
    items: Iterable[tuple[Tag, date | None]], markup: HtmlList, base: str
) -> Iterator[tuple[Tag, date | None, Tag, str]]:
    """The items that lead anywhere, with their links; without those that hold several others."""
    leading = []
    known_links = Links()
    for item, headed in items:
        link = release_link(item, markup.link, known_links)
        url = absolute_address(base, address_in(link) or "") if link else None
        if link is not None and url is not None:
            leading.append((item, headed, link, url))
    held: dict[int, set[str]] = defaultdict(set)
    known = {id(item) for item, *_ in leading}
    for item, _, _, url in leading:
        for parent in item.parents:
            if id(parent) in known:
                held[id(parent)].add(url)
    yield from (entry for entry in leading if len(held[id(entry[0])]) < 2)


def _items(page: BeautifulSoup, markup: HtmlList) -> Iterator[tuple[Tag, date | None]]:
    """The items, each with the day that heads it."""
    if not markup.day_heading:
        yield from ((item, None) for item in page.select(markup.item))
        return
    heading_day: date | None = None
    headings = {id(heading) for heading in page.select(markup.day_heading)}
    for element in page.select(f"{markup.item}, {markup.day_heading}"):
        if id(element) in headings:
            heading_day = stated_day(element)
        else:
            yield element, heading_day


def _days_beside(items: list[Tag]) -> list[date | None]:
    """The days that stand between items: all before their item, or all after it."""
    before = [day_beside(item, before=True) for item in items]
    after = [day_beside(item, before=False) for item in items]
    stated_before, stated_after = (sum(day is not None for day in days) for days in (before, after))
    # Of as many on both sides, the first item tells: what stands between two items is beside both.
    first = stated_before == stated_after and before and before[0] is not None
    return before if stated_before > stated_after or first else after


def _merged(links: list[Link]) -> list[Link]:
    """One entry for each address: what one of its links does not say, another does."""
    found: dict[str, Link] = {}
    for link in links:
        known = found.get(link.url)
        if known is None:
            found[link.url] = link
        else:
            found[link.url] = replace(
                known, title=known.title or link.title, published=known.published or link.published
            )
    return list(found.values())


def _next_address(anchor: Tag, base: str) -> str | None:
    """The address of the next page; of a page's parameter that some systems pile up, the last one counts."""
    href = anchor.get("href")
    url = absolute_address(base, href) if isinstance(href, str) else None
    if url is None:
        return None
    parts = urlsplit(url)
    query = parts.query.split("&")
    last = {part.partition("=")[0]: at for at, part in enumerate(query)}
    kept = [
        part
        for at, part in enumerate(query)
        if last[part.partition("=")[0]] == at or not _PAGE_PARAMETER.search(part.partition("=")[0])
    ]
    return urlunsplit(parts._replace(query="&".join(kept)))
