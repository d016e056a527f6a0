"""Whose site it is: the name of a town as its imprint, its publisher or its title states it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup

from archive.identity import absolute_address
from ingest.generic.headline import names_section
from ingest.page import base_of, paragraphs_of, text_of
from ingest.scope import host_of
from ingest.structured import facts_of
from language.german.tokens import visible

# How municipalities, districts and offices name themselves; what is said of the office is said of the town.
_KIND = (
    r"(?P<kind>(?:Große Kreiss|Hanse- und Universitätss|Landeshaupts|Hanses|Universitätss|Kreiss|Kurs|S)tadt|"
    r"Samtgemeinde|Verbandsgemeinde|Verwaltungsgemeinschaft|Ortsgemeinde|Gemeinde|Markt|Flecken|Landkreis|Kreis|Amt|"
    r"Stadtverwaltung|Gemeindeverwaltung|Kreisverwaltung|Amtsverwaltung)"
)
_OF_THE_OFFICE = {
    "Stadtverwaltung": "Stadt",
    "Gemeindeverwaltung": "Gemeinde",
    "Kreisverwaltung": "Kreis",
    "Amtsverwaltung": "Amt",
}
_WORD = r"[A-ZÄÖÜ][\wäöüß.-]*"
_AT = r"(?:(?:am|an der|an den|in der|im|in|bei|ob der|vor der|vor dem|auf|unter|v\. ?d\.|a\. ?d\.) )?"
_NAME = rf"(?P<name>{_WORD}(?:[ /]{_AT}(?:{_WORD}|\({_WORD}\))){{0,3}})"
_TOWN = re.compile(rf"{_KIND} {_NAME}")
# A district is often called by its own name alone: "Ennepe-Ruhr-Kreis".
_DISTRICT = re.compile(r"(?P<name>[A-ZÄÖÜ][\wäöüß-]+(?:kreis|-Kreis))")
_SEPARATOR = re.compile(r"\s+[|–—·•»:-]+\s+|\s?\|\s?")
_GREETING = re.compile(r"^(?:herzlich )?willkommen (?:in|im|bei|auf)(?: der| dem)? ", re.IGNORECASE)
_WHO = (
    "publisher",
    "dcterms.publisher",
    "dc.publisher",
    "author",
    "dcterms.creator",
    "dc.creator",
    "copyright",
)
_LONGEST = 100
_MOST_LINES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteName:
    """A name, and whether the site states it as that of its town; else it is what its title is."""

    text: str
    sure: bool


def imprint_link(page: BeautifulSoup, base: str) -> str | None:
    """The address of a site's imprint, which German law asks for (DDG, 5)."""
    stated = base_of(page, base)
    for anchor in page.find_all("a", href=True):
        if text_of(anchor).strip().casefold().startswith("impressum"):
            address = absolute_address(stated, str(anchor["href"]))
            if address and host_of(address) == host_of(base):
                return address
    return None


def site_name(page: BeautifulSoup, imprint: BeautifulSoup | None, host: str) -> SiteName:
    """The name of the town whose page and imprint these are; that of the host where nothing states one."""
    lines = list(_lines(imprint)) if imprint is not None else []
    told = [text for text in _told(page) if text and not names_section(text)]
    stated = next((name for text in (*lines, *told) if (name := _town(text))), None)
    if stated:
        return SiteName(text=stated, sure=True)
    inside = next((name for text in _titles(page) if (name := _town(text, whole=False))), None)
    if inside:
        return SiteName(text=inside, sure=False)
    named = next((text for text in (*told, *_titles(page)) if text and not names_section(text)), None)
    return SiteName(text=named or host.removeprefix("www."), sure=False)


def _town(text: str, *, whole: bool = True) -> str | None:
    """The town that a line names and nothing else; without `whole`, one that stands anywhere in it."""
    seen = visible(text).strip(" .,:;-–")
    match = _TOWN.fullmatch(seen) if whole else _TOWN.search(seen)
    if match:
        kind = _OF_THE_OFFICE.get(match["kind"], match["kind"])
        return f"{kind} {match['name']}"
    district = _DISTRICT.fullmatch(seen)
    return district["name"] if district else None


def _lines(imprint: BeautifulSoup) -> Iterator[str]:
    """The first lines of an imprint, and what each says before its first comma."""
    blocks = paragraphs_of(imprint.select_one("main, #main, #content, article") or imprint.body or imprint)
    lines = [line for block in blocks for line in block.split("\n")]
    for line in lines[:_MOST_LINES]:
        if len(line) <= _LONGEST:
            yield line
            yield re.split(r",|\s–\s|\s\|\s", line)[0]


def _told(page: BeautifulSoup) -> Iterator[str]:
    """What machines are told of who publishes a page."""
    yield facts_of(page).publisher
    for name in _WHO:
        named = page.select_one(f"meta[name='{name}' i][content]")
        yield _short(str(named["content"])) if named else ""
    named = page.select_one("meta[property='og:site_name'][content]")
    yield _short(str(named["content"])) if named else ""


def _titles(page: BeautifulSoup) -> Iterator[str]:
    """The parts of a page's title, the last first: there a site prints its own name."""
    title = _short(text_of(page.title)) if page.title else ""
    for part in reversed(_SEPARATOR.split(title)):
        yield _GREETING.sub("", part).strip()


def _short(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
