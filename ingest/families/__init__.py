"""Content systems: one file each, and by which key a city names its own."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from bs4 import BeautifulSoup

from ingest.layout import Layout
from ingest.listing.html_list import HtmlList

# What a trace of a system on a page weighs: its own word for it most.
_BY_GENERATOR, _BY_MARKUP, _BY_ADDRESS = 4, 2, 2


class KnownBy(StrEnum):
    """What is known of a markup, the strongest first."""

    REAL_PAGE = "real page"
    DOCUMENTED = "documented selectors"
    HEARSAY = "hearsay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One content system: how its lists and its release pages are marked up, and how it is recognised.

    `generator` is a pattern of what its pages call their generator, `marks` are selectors that match on its pages
    alone, `addresses` a pattern of addresses that only it has: what several systems share is no mark. `identity` finds
    in an address what names the release, in the group `id`: the rest changes with the list it was reached from.
    `feeds` are where its sites serve a feed, relative to the list.
    `pages_known_by` and `lists_known_by` say what the selectors of its release pages and of its lists go back to: a
    real one that was read, selectors that the system's own templates or a working scraper document, or hearsay.
    """

    key: str
    name: str
    html_list: HtmlList
    layout: Layout
    generator: str = ""
    marks: tuple[str, ...] = ()
    addresses: str = ""
    identity: str = ""
    feeds: tuple[str, ...] = ()
    api: str = ""
    pages_known_by: KnownBy = KnownBy.HEARSAY
    lists_known_by: KnownBy = KnownBy.HEARSAY

    @property
    def experimental(self) -> bool:
        """Whether no release page of it was ever read."""
        return self.pages_known_by is not KnownBy.REAL_PAGE

    def likeness(self, page: BeautifulSoup, url: str) -> int:
        """How strongly a page looks like one of this system; 0 for not at all."""
        said = " ".join(str(meta.get("content", "")) for meta in page.select("meta[name=generator]"))
        found = sum(_BY_MARKUP for mark in self.marks if page.select_one(mark))
        if self.generator and re.search(self.generator, said, re.IGNORECASE):
            found += _BY_GENERATOR
        if self.addresses and re.search(self.addresses, url):
            found += _BY_ADDRESS
        return found


GENERIC = "generic"


@cache
def families() -> dict[str, Family]:
    """Every family by its key: each module beside this one is one, found by being there."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return {module.FAMILY.key: module.FAMILY for module in modules}


def recognise(page: BeautifulSoup, url: str) -> Family:
    """The family a page looks most like; the generic one where it looks like none."""
    known = families()
    scored = [(family.likeness(page, url), family) for family in known.values()]
    best = max(score for score, _ in scored)
    return next(family for score, family in scored if score == best) if best else known[GENERIC]
