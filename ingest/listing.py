"""Feed, HTML list, sitemap and API → links: what releases a city says it has."""

import gzip
import io
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from bs4 import Tag
from lxml import etree

from archive.identity import absolute_address, canonical_address
from archive.model import Capture
from ingest.errors import IngestError, ListGoesOn, ListUnreadable, NoLinks
from ingest.machine_dates import machine_moment
from ingest.page import base_of, parse, text_of, whole
from ingest.paging import called_next, goes_on
from ingest.structured import MOST_CATEGORIES
from language.german.dates.whole import first_day_in

# A list that goes on for more pages than this leads in circles.
MOST_PAGES = 2_000
# A packed sitemap may unpack to so many bytes; the protocol (sitemaps.org) allows 50 MB.
_MOST_UNPACKED = 52_428_800
_GERMANY = ZoneInfo("Europe/Berlin")
_LONGEST_CATEGORY = 100
_PAGE_PARAMETER = re.compile(r"^p$|page|seite|offset|start|pointer", re.IGNORECASE)
# An ampersand that nobody escaped, as in ?id=5&art=2: parsers drop it with the word behind it.
_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)")
Get = Callable[[str], Capture]
# A character by its number, however long that is written; the last character there is has so many digits.
_MOST_DIGITS = 7
_REFERENCE = re.compile(rb"&#([xX][0-9a-fA-F]+|[0-9]+);")


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlList:
    """How a list page is marked up, as CSS selectors: an item, the link inside it, the link to the next page.

    `link` may be empty where the item itself is the link, or bears the address in an attribute (`data-url`).
    `date` is what dates an item, if anything does. Where `next_page` finds nothing, a link called "weiter" is taken.
    """

    item: str
    link: str = "a[href]"
    next_page: str = "a[rel=next][href]"
    date: str = ""


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
class Link:
    """The address of a release, and what the list tells of it; `html` is its full text where a feed holds it,
    `categories` what a feed files it under.
    """

    url: str
    title: str = ""
    published: date | None = None
    html: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of a list: its own address, its releases, and the pages that follow it.

    `more` is what the page says of further ones where no link to them was found.
    """

    url: str
    links: tuple[Link, ...]
    following: tuple[str, ...] = ()
    more: str = ""


ReadList = Callable[[Capture], ListPage]


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
    found = False
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
        raise NoLinks(city=city, place=walkable_list.start)


def read_feed(capture: Capture) -> ListPage:
    """The entries of an RSS (0.9x to 2.0, RDF) or Atom feed, and the next page it names (RFC 5005).

    An entry's address is its `link`, or its `guid` where the link is missing or only leads to the list.
    """
    import feedparser  # slow to load, and only feeds need it

    feed = feedparser.parse(
        io.BytesIO(_readable(capture.body)), response_headers={"content-type": capture.content_type}
    )
    home = absolute_address(capture.final_url, feed.feed.get("link", "") or "/")
    times = Counter(entry.get("link", "") for entry in feed.entries)
    found = []
    for entry in feed.entries:
        link, guid = entry.get("link", ""), entry.get("id", "")
        useless = not link or times[link] > 1 or canonical_address(link) == home
        chosen = guid if useless and canonical_address(guid) else link
        url = absolute_address(capture.final_url, chosen) if chosen else None
        # Looked up as a plain dict: feedparser warns of its own mapping from the one to the other. The days it reads
        # itself are not taken: it makes one of 2026/04/20 and of 1776672000 too.
        published = machine_moment(str(dict.get(entry, "published") or dict.get(entry, "updated") or ""))[0]
        if url:
            full = next((str(part.get("value", "")) for part in entry.get("content", ())), "")
            filed = (whole(" ".join(str(tag.get("term") or "").split())) for tag in entry.get("tags", ()))
            found.append(
                Link(
                    url=url,
                    title=str(entry.get("title", "")),
                    published=published,
                    html=full,
                    categories=tuple(dict.fromkeys(label[:_LONGEST_CATEGORY] for label in filed if label))[
                        :MOST_CATEGORIES
                    ],
                )
            )
    following = (link.get("href") for link in feed.feed.get("links", ()) if link.get("rel") == "next")
    addresses = (absolute_address(capture.final_url, href) for href in following if href)
    return ListPage(
        url=capture.url, links=tuple(found), following=tuple(address for address in addresses if address)
    )


def _readable(body: bytes) -> bytes:
    """A feed without references to characters that do not exist (&#x110000;), at which parsers give up."""
    return _REFERENCE.sub(lambda match: match[0] if _exists(match[1]) else b"&#xFFFD;", body)


def _exists(figures: bytes) -> bool:
    digits = figures.lstrip(b"xX").lstrip(b"0") or b"0"
    if len(digits) > _MOST_DIGITS:
        return False
    code = int(digits, 16 if figures[:1] in b"xX" else 10)
    return code <= sys.maxunicode and not 0xD800 <= code <= 0xDFFF


def read_list(capture: Capture, markup: HtmlList) -> ListPage:
    """The releases of one HTML list page, and the address of the next page if there is one."""
    page = parse(capture.body, capture.content_type)
    here, base = canonical_address(capture.final_url), base_of(page, capture.final_url)
    links = []
    for item in page.select(markup.item):
        anchor = (item.select_one(markup.link) if markup.link else item) or item
        href = anchor.get("href") or item.get("data-url")
        url = absolute_address(base, href) if isinstance(href, str) else None
        if url and url != here:  # a link to a place on the list itself is no release
            dated = item.select_one(markup.date) if markup.date else None
            links.append(Link(url=url, title=text_of(anchor), published=_date_of(dated) if dated else None))
    following = page.select_one(markup.next_page) if markup.next_page else None
    address = _next_address(following, base) if following else None
    if not address:
        releases = {link.url for link in links}
        named = (_next_address(anchor, base) for anchor in called_next(page))
        address = next((url for url in named if url and url not in releases), None)
    following_pages = (address,) if address else ()
    more = "" if address else goes_on(page)
    return ListPage(url=capture.url, links=tuple(links), following=following_pages, more=more)


def _date_of(element: Tag) -> date | None:
    return machine_moment(str(element.get("datetime") or ""))[0] or first_day_in(text_of(element))


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


def read_sitemap(capture: Capture) -> ListPage:
    """The pages of a sitemap, or the sitemaps of a sitemap index (sitemaps.org, protocol 0.9).

    Raises ListUnreadable for what is no XML, or unpacks to more than the protocol allows.
    """
    body = _BARE_AMPERSAND.sub(b"&amp;", _unpacked(capture))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ListUnreadable(place=capture.url, reason=str(error)) from error
    if root is None:
        raise ListUnreadable(place=capture.url, reason="XML")
    links, following = [], []
    for entry in root:
        if not isinstance(entry.tag, str):
            continue
        kind = etree.QName(entry).localname
        where = next((child.text for child in entry if _local(child) == "loc"), None)
        url = absolute_address(capture.final_url, where.strip()) if where else None
        if url and kind == "sitemap":
            following.append(url)
        elif url and kind == "url":
            links.append(Link(url=url))
    return ListPage(url=capture.url, links=tuple(links), following=tuple(following))


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _unpacked(capture: Capture) -> bytes:
    if not capture.body.startswith(b"\x1f\x8b"):
        return capture.body
    try:
        with gzip.open(io.BytesIO(capture.body)) as packed:
            body = packed.read(_MOST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ListUnreadable(place=capture.url, reason=str(error)) from error
    if len(body) > _MOST_UNPACKED:
        raise ListUnreadable(place=capture.url, reason=f"> {_MOST_UNPACKED} bytes")
    return body


def read_api(capture: Capture) -> ListPage:
    """The posts of a WordPress REST API answer (`/wp-json/wp/v2/posts`), and the address of the next page.

    Raises ListUnreadable for an answer that is no list of posts.
    """
    try:
        posts = json.loads(capture.body)
        if not isinstance(posts, list):
            raise TypeError(type(posts).__name__)
        links = tuple(link for post in posts if (link := _post(post, capture.final_url)))
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ListUnreadable(place=capture.url, reason=f"JSON: {error}") from error
    parts = urlsplit(capture.url)
    query = dict(parse_qsl(parts.query))
    page = int(query.get("page", "1")) if query.get("page", "1").isdecimal() else 1
    pages = capture.header("x-wp-totalpages") or "0"
    more = page < int(pages) if pages.isdecimal() else False
    following = urlunsplit(parts._replace(query=urlencode({**query, "page": page + 1})))
    return ListPage(url=capture.url, links=links, following=(following,) if more else ())


def _post(post: dict[str, object], base: str) -> Link | None:
    url = absolute_address(base, whole(str(post.get("link") or "")))
    title = post.get("title")
    rendered = title.get("rendered", "") if isinstance(title, dict) else title
    try:
        published = date.fromisoformat(str(post.get("date"))[:10])
    except ValueError:
        published = None
    if not url:
        return None
    content = post.get("content")
    full = whole(str(content.get("rendered") or "")) if isinstance(content, dict) else ""
    return Link(
        url=url, title=text_of(parse(whole(str(rendered or "")).encode())), published=published, html=full
    )
