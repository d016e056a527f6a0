"""A city from one address: which content system, where its releases are listed, how its pages read."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from archive.identity import absolute_address, canonical_address
from archive.model import Capture, Reading, Source
from ingest.city import City
from ingest.errors import FieldMissing, IngestError, ListUnreadable, NoReleasesFound
from ingest.families import GENERIC, Family, families, recognise
from ingest.interstitials import check_answer
from ingest.layout import ExtractedPage, read_with_first
from ingest.listing.api import read_api
from ingest.listing.feed import read_feed
from ingest.listing.html_list import HtmlList, read_list
from ingest.listing.model import Link, ListPage
from ingest.listing.repeated import repeated_markup
from ingest.listing.sitemap import read_sitemap
from ingest.page import base_of, parse, text_of
from ingest.reading import read
from ingest.scope import Reach, host_of
from ingest.site_name import SiteName, imprint_link, site_name
from language.german.tokens import fold
from language.german.zone import GERMANY
from language.messages import FilledMessage, Message

PREVIEWS = 5
# A list shows at least so many releases; so many pages are looked at in search of one.
_LEAST = 3
_MOST_PAGES = 8
_MOST_FEEDS = 8
_MOST_SITEMAPS = 4
_KEYS_TO_ADD = "# ags and state: please add the official key (8 digits, a Kreis 5) and the Land."
# How likely a link leads to the press releases, by its words or its address; the first that fits counts.
_PRESS = tuple(
    re.compile(pattern)
    for pattern in (
        r"pressemitteilung|pressemeldung|presseinformation|pressedienst|medieninformation|pressearchiv",
        r"\bpresse\b|/presse|pressestelle|press[- ]?releases",
        r"meldungen|nachrichten|mitteilungen",
        r"aktuelles|aktuell\b|news",
    )
)
_FEED_ADDRESS = re.compile(r"rss|feed|atom", re.IGNORECASE)
_ROBOTS_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)

_NAME = Message("Der Name „{name}“ ist nur dem Titel der Seite entnommen; mit --name lässt er sich angeben.")
_NO_SYSTEM = Message(
    "Das Inhaltssystem ist nicht erkannt; gelesen wird nach dem, was wo auf der Seite steht."
)
_EXPERIMENTAL = Message("{system} ist noch an keiner echten Seite erprobt.")
_NO_LIST = Message("Eine Seite mit der Liste der Meldungen ist nicht gefunden, nur Feed oder Sitemap.")
_GUESSED = Message(
    "Die Liste ist daran erkannt, was sich auf der Seite wiederholt ({count} mal „{item}“): sind es die Meldungen?"
)
_UNDATED = Message("Die Liste nennt bei {dated} von {count} Meldungen einen Tag.")
_ONE_PAGE = Message(
    "{place} hat keine weitere Seite, und eine Sitemap nennt die Meldungen nicht: Älteres fehlt."
)
_NO_DATE = Message("{undated} von {count} gelesenen Meldungen haben kein Datum.")
_UNREAD = Message("{failed} von {count} Meldungen ließen sich nicht lesen.")

Get = Callable[[str], Capture]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One release as the found layout reads it, or the error that says why not."""

    url: str
    printed: ExtractedPage | None = None
    reading: Reading | None = None
    capture: Capture | None = None
    error: IngestError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What was found of a city: enough to write its file.

    `markup` is set where the list is marked up otherwise than the family's. `pages` says that the list has a next
    page. `sitemap` is one that names the releases, found beside the list; `only` what their addresses match. `doubts`
    are what a person has to look at before the file is used.
    """

    key: str
    name: str
    homepage: str
    family: Family
    list_url: str | None = None
    markup: HtmlList | None = None
    pages: bool = False
    feed_url: str | None = None
    api_url: str | None = None
    sitemap_url: str | None = None
    only: str | None = None
    previews: tuple[Preview, ...] = ()
    doubts: tuple[FilledMessage, ...] = ()


def discover(key: str, url: str, get: Get, *, name: str | None = None) -> Discovery:
    """Look at a site from one of its addresses on.

    Raises NoReleasesFound where no list, feed or sitemap of releases is found, and what `get` raises for the
    address itself.
    """
    return _Search(key, url, get).run(name)


def reach_of(url: str, *, loopback: bool = False) -> Reach:
    """Where a site of this address may be looked at: on its own host."""
    hosts = frozenset({host_of(url)})
    return Reach(hosts=hosts, delay=0, loopback=True) if loopback else Reach(hosts=hosts)


def is_loopback(url: str) -> bool:
    """Whether an address lies on this machine, as the demo city's does."""
    host = urlsplit(url).hostname or ""
    return host == "localhost" or bool(re.fullmatch(r"127(\.\d{1,3}){3}|::1", host))


def city_file(found: Discovery, *, fictional: bool = False, known: City | None = None) -> str:
    """The city's TOML file; what nobody has seen in a live run stays `confirmed = false`.

    `known` is the city as it comes with the program: its name, keys and number pattern are kept.
    """
    facts = [f"name = {_quoted(found.name)}", _KEYS_TO_ADD]
    if known:
        source, number = known.source, known.number
        facts = [f"name = {_quoted(source.name)}"]
        facts += [f"ags = {_quoted(source.ags)}"] if source.ags else []
        facts += [f"state = {_quoted(source.state)}"] if source.state else []
        facts += [f"number = {_quoted(number.pattern)}"] if number else []
    lines = [
        f"key = {_quoted(found.key)}",
        *facts,
        f"homepage = {_quoted(found.homepage)}",
        *(["fictional = true", "delay = 0"] if fictional else []),
        "confirmed = false",
        f"family = {_quoted(found.family.key)}",
        "",
        "[listing]",
    ]
    places = {"html": found.list_url, "feed": found.feed_url, "api": found.api_url}
    uses_sitemap = found.sitemap_url and not found.api_url and not (found.list_url and found.pages)
    if uses_sitemap:
        places |= {"sitemap": found.sitemap_url, "only": found.only}
    lines += [f"{name} = {_quoted(value)}" for name, value in places.items() if value]
    if found.markup:
        markup = found.markup
        lines += ["", "[listing.markup]", f"item = {_quoted(markup.item)}", f"link = {_quoted(markup.link)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML (toml.io, 1.0.0)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(letter for letter in escaped if letter.isprintable()) + '"'


class _Search:
    """One look at one site."""

    def __init__(self, key: str, url: str, get: Get) -> None:
        self._key = key
        self._url = url
        self._get = get
        self._seen: dict[str, Capture | None] = {}

    def run(self, name: str | None) -> Discovery:
        first = self._fetched(self._url)
        page = parse(first.body, first.content_type)
        parts = urlsplit(first.final_url)
        homepage = f"{parts.scheme}://{parts.netloc}/"
        place, family, shown, markup = self._list(first, page)
        found_name = self._name(page, first.final_url)
        source = Source(key=self._key, name=name or found_name.text)
        api = self._api(homepage, family)
        feed = self._feed(first, place, family, shown)
        links = shown.links if shown else ()
        if feed and not links:
            links = feed.links
        if api and not links:
            links = api.links
        sitemap, only = self._sitemap(homepage, links)
        if not links and sitemap:
            links = tuple(link for link in sitemap.links if only and re.search(only, link.url))
        if not links:
            raise NoReleasesFound(place=self._url)
        family, previews = self._previews(source, family, links)
        found = Discovery(
            key=self._key,
            name=source.name,
            homepage=homepage,
            family=family,
            list_url=place if shown else None,
            markup=markup,
            pages=bool(shown and shown.following),
            feed_url=feed.url if feed else None,
            api_url=api.url if api else None,
            sitemap_url=sitemap.url if sitemap else None,
            only=only,
            previews=previews,
        )
        return replace(found, doubts=tuple(_doubts(found, shown, sure_name=bool(name) or found_name.sure)))

    def _name(self, page: BeautifulSoup, base: str) -> SiteName:
        address = imprint_link(page, base)
        capture = self._try(address) if address else None
        imprint = parse(capture.body, capture.content_type) if capture else None
        return site_name(page, imprint, host_of(base))

    # -- where releases are listed ---------------------------------------------------------------------------

    def _list(
        self, first: Capture, page: BeautifulSoup
    ) -> tuple[str, Family, ListPage | None, HtmlList | None]:
        """The page that lists releases: the address given, or one it links to, the likeliest first."""
        family = recognise(page, first.final_url)
        for address in (first.final_url, *_press_links(page, first.final_url)):
            capture = self._try(address)
            if capture is None:
                continue
            candidate = parse(capture.body, capture.content_type)
            own = recognise(candidate, capture.final_url)
            own = family if own.key == GENERIC else own
            if own.key != GENERIC:
                shown = read_list(capture, own.html_list)
                if len(shown.links) >= _LEAST:
                    return capture.url, own, shown, None
            today = capture.fetched_at.astimezone(GERMANY).date()
            repeated = repeated_markup(candidate, capture.final_url, today)
            asked_for = address == first.final_url and urlsplit(address).path.strip("/")
            if repeated and (asked_for or _is_press(capture.final_url, candidate)):
                markup = HtmlList(item=repeated.item)
                shown = read_list(capture, markup)
                if len(shown.links) >= _LEAST:
                    return capture.url, own, shown, markup
        return first.final_url, family, None, None

    def _api(self, homepage: str, family: Family) -> ListPage | None:
        capture = self._try(urljoin(homepage, family.api)) if family.api else None
        try:
            found = read_api(capture) if capture else None
        except ListUnreadable:
            return None
        return found if found and found.links else None

    def _feed(self, first: Capture, place: str, family: Family, shown: ListPage | None) -> ListPage | None:
        """The feed that names what the list shows; where there is no list, the first that names anything."""
        listed = {link.url for link in shown.links} if shown else set()
        for address in list(self._feed_addresses(first, place, family))[:_MOST_FEEDS]:
            capture = self._try(address)
            try:
                found = read_feed(capture) if capture else None
            except ListUnreadable:
                continue
            if found and found.links and (not listed or any(link.url in listed for link in found.links)):
                return replace(found, url=address)
        return None

    def _feed_addresses(self, first: Capture, place: str, family: Family) -> Iterator[str]:
        named: dict[str | None, None] = {}
        for address in dict.fromkeys((place, first.final_url)):
            capture = self._seen.get(address)
            if capture is None:
                continue
            page = parse(capture.body, capture.content_type)
            base = base_of(page, capture.final_url)
            for element in page.select(
                "link[rel=alternate][href][type*=rss], link[rel=alternate][href][type*=atom]"
            ):
                named.setdefault(absolute_address(base, str(element["href"])))
            for anchor in page.find_all("a", href=_FEED_ADDRESS):
                named.setdefault(absolute_address(base, str(anchor["href"])))
        query = urlsplit(place).query.replace("ps_id=", "p=")
        for template in family.feeds:
            named.setdefault(absolute_address(place, template.replace("{query}", query)))
        yield from (address for address in named if address)

    def _sitemap(self, homepage: str, links: tuple[Link, ...]) -> tuple[ListPage | None, str | None]:
        """A sitemap that names most of the releases known, and what their addresses have in common."""
        robots = self._try(urljoin(homepage, "/robots.txt"))
        named = _ROBOTS_SITEMAP.findall(robots.body.decode("utf-8", "replace")) if robots else []
        waiting = [*named, urljoin(homepage, "/sitemap.xml")]
        only = _common_path([link.url for link in links])
        for _ in range(_MOST_SITEMAPS):
            if not waiting:
                break
            capture = self._try(waiting.pop(0))
            try:
                found = read_sitemap(capture) if capture else None
            except ListUnreadable:
                continue
            if found is None:
                continue
            waiting = [*found.following, *waiting]
            if not links:
                only = _press_path([link.url for link in found.links])
                if only:
                    return found, only
            elif only:
                named_here = {link.url for link in found.links}
                if sum(link.url in named_here for link in links) * 2 >= len(links):
                    return found, only
        return None, None

    # -- how its pages read ----------------------------------------------------------------------------------

    def _previews(
        self, source: Source, family: Family, links: tuple[Link, ...]
    ) -> tuple[Family, tuple[Preview, ...]]:
        """The newest releases, read with the family's layout; with the generic one, if that reads more of them."""
        chosen = links[:PREVIEWS]
        previews = [self._preview(source, family, link) for link in chosen]
        failed = sum(isinstance(preview.error, FieldMissing) for preview in previews)
        if failed and family.key != GENERIC:
            generic = families()[GENERIC]
            others = [self._preview(source, generic, link) for link in chosen]
            if sum(isinstance(other.error, FieldMissing) for other in others) < failed:
                return generic, tuple(others)
        return family, tuple(previews)

    def _preview(self, source: Source, family: Family, link: Link) -> Preview:
        try:
            capture = self._fetched(link.url)
            printed, _ = read_with_first(
                capture.body,
                capture.content_type,
                (family.layout,),
                source=source,
                url=capture.final_url,
                place=link.url,
                entry_html=link.html,
            )
        except IngestError as error:
            return Preview(url=link.url, error=error)
        city = City(source=source, layout=family.layout)
        reading = read(printed, city, feed_date=link.published, feed_categories=link.categories)
        return Preview(url=link.url, printed=printed, reading=reading, capture=capture)

    # -- fetching --------------------------------------------------------------------------------------------

    def _fetched(self, url: str) -> Capture:
        address = canonical_address(url) or url
        known = self._seen.get(address)
        if known is None:
            known = self._get(address)
            check_answer(known, city=self._key, place=address)
            self._seen[address] = self._seen[known.final_url] = known
        return known

    def _try(self, url: str) -> Capture | None:
        """What an address serves, None where it cannot be had: a guess that fails is no error."""
        try:
            return self._fetched(url)
        except IngestError:
            return None


def _doubts(found: Discovery, shown: ListPage | None, *, sure_name: bool) -> Iterator[FilledMessage]:
    """What was found and may be wrong, or was not found, each as a sentence that says what to do."""
    if not sure_name:
        yield _NAME.filled(name=found.name)
    if found.family.key == GENERIC:
        yield _NO_SYSTEM.filled()
    elif found.family.experimental:
        yield _EXPERIMENTAL.filled(system=found.family.name)
    if shown is None:
        yield _NO_LIST.filled()
    else:
        dated = sum(link.published is not None for link in shown.links)
        if found.markup:
            yield _GUESSED.filled(item=found.markup.item, count=len(shown.links))
        if dated < len(shown.links):
            yield _UNDATED.filled(dated=dated, count=len(shown.links))
        if not shown.following and not found.sitemap_url and not found.api_url:
            yield _ONE_PAGE.filled(place=shown.url)
    read = [preview for preview in found.previews if preview.reading]
    undated = sum(preview.reading is not None and preview.reading.published is None for preview in read)
    if undated:
        yield _NO_DATE.filled(undated=undated, count=len(read))
    failed = len(found.previews) - len(read)
    if failed:
        yield _UNREAD.filled(failed=failed, count=len(found.previews))


def _press_links(page: BeautifulSoup, base: str) -> list[str]:
    """Links of a page that may lead to its press releases, the likeliest first."""
    ranked: dict[str, int] = {}
    stated = base_of(page, base)
    for anchor in page.find_all("a", href=True):
        address = absolute_address(stated, str(anchor["href"]))
        if address is None or host_of(address) != host_of(base):
            continue
        said = f"{fold(text_of(anchor))} {urlsplit(address).path.lower()}"
        rank = next((at for at, pattern in enumerate(_PRESS) if pattern.search(said)), None)
        if rank is not None:
            ranked[address] = min(rank, ranked.get(address, rank))
    return sorted(ranked, key=lambda address: (ranked[address], len(address)))[:_MOST_PAGES]


def _is_press(url: str, page: BeautifulSoup) -> bool:
    heading = page.find("h1")
    said = f"{urlsplit(url).path.lower()} {fold(text_of(heading)) if isinstance(heading, Tag) else ''}"
    return any(pattern.search(said) for pattern in _PRESS)


def _common_path(urls: list[str]) -> str | None:
    """A pattern of the path that all addresses begin with, None where they have none in common."""
    if len(urls) < _LEAST:
        return None
    folders = [urlsplit(url).path.split("/")[1:-1] for url in urls]
    common = []
    for names in zip(*folders, strict=False):
        if len(set(names)) > 1 or re.fullmatch(r"(19|20)\d{2}", names[0]):
            break
        common.append(names[0])
    return "^https?://[^/]+/" + "".join(f"{re.escape(name)}/" for name in common) + "." if common else None


def _press_path(urls: list[str]) -> str | None:
    """A pattern of the addresses in a sitemap that look like press releases."""
    for pattern in _PRESS:
        chosen = [url for url in urls if pattern.search(urlsplit(url).path.lower())]
        if len(chosen) >= _LEAST and (common := _common_path(chosen)):
            return common
    return None
