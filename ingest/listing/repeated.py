"""The list on a page that nobody described: links that repeat in one markup, told from a menu by what they say."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from bs4 import BeautifulSoup, Tag

from archive.identity import absolute_address
from ingest.listing.days import plausible
from ingest.listing.entry import Links, address_in, day_beside, day_of_entry, release_link
from ingest.page import text_of
from language.german.tokens import fold

# Where a page keeps its menus, in elements (HTML, 4.3) and in the names that content systems give to boxes.
_ASIDE = frozenset({"nav", "header", "footer"})
_ASIDE_NAMES = re.compile(
    r"\b(?:nav|navi|navigation|navbar|menu|menue|breadcrumbs?|footer|header|sidebar|marginal|servicelinks|quicklinks|"
    r"metanav|skiplinks?|cookie|share|social|pagination|pager|paginator)\b",
    re.IGNORECASE,
)
_MAIN_NAMES = re.compile(r"\b(?:main|content|inhalt|hauptinhalt)\b", re.IGNORECASE)
_CAMEL = re.compile(r"[-_]|(?<=[a-z])(?=[A-Z])")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Classes that tell one item from another, and say nothing of the kind.
_ITS_OWN = re.compile(
    r"^(?:first|last|odd|even|active|current|topnews|row-?\d+|item-?\d+|.*\d{2,}.*)$", re.IGNORECASE
)
_CLASS = re.compile(r"[A-Za-z][\w-]*")
_LEAST = 3
_MOST_LINKS = 2_000
_HEADLINE_WORDS = 4
_TEASER = 60
_IN_MAIN = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedMarkup:
    """A selector of items, and how much they look like entries of a list: 1 and more for headlines, 3 with days."""

    item: str
    likeness: float


def repeated_markup(page: BeautifulSoup, base: str, today: date) -> RepeatedMarkup | None:
    """The markup of the items of a page that most look like releases; None where all that repeats are menus."""
    groups: dict[tuple[str, ...], list[Tag]] = defaultdict(list)
    for anchor in page.find_all("a", href=True, limit=_MOST_LINKS):
        if address_in(anchor) and absolute_address(base, str(anchor["href"])) and not _is_aside(anchor):
            groups[_signature(anchor)].append(anchor)
    best: tuple[float, str, float] | None = None
    seen: set[str] = set()
    for anchors in groups.values():
        items = _lifted(anchors)
        selector = _selector(items)
        if len(items) < _LEAST or selector in seen:
            continue
        seen.add(selector)
        likeness = _likeness(page, selector, base, today)
        if likeness < 1:
            continue
        weight = likeness * min(len(items), 30) ** 0.5 * (_IN_MAIN if _in_main(items[0]) else 1)
        if best is None or weight > best[0]:
            best = (weight, selector, likeness)
    return RepeatedMarkup(item=best[1], likeness=best[2]) if best else None


def _is_aside(element: Tag) -> bool:
    for parent in element.parents:
        if parent.name in ("main", "article"):
            return False
        if parent.name in _ASIDE or parent.get("role") in ("navigation", "banner", "contentinfo"):
            return True
        names = " ".join([*(parent.get("class") or ()), str(parent.get("id") or "")])
        if (
            names.strip()
            and parent.name not in ("body", "html")
            and _ASIDE_NAMES.search(_CAMEL.sub(" ", names))
        ):
            return True
    return False


def _in_main(element: Tag) -> bool:
    return any(
        parent.name in ("main", "article") or _MAIN_NAMES.search(str(parent.get("id") or ""))
        for parent in element.parents
    )


def _signature(anchor: Tag) -> tuple[str, ...]:
    """The kind of a link: its own markup and that of the two elements around it."""
    around = [anchor, *list(anchor.parents)[:2]]
    return tuple(element.name + "." + ".".join(_kinds(element)[:1]) for element in around)


def _kinds(element: Tag) -> list[str]:
    return [
        name for name in element.get("class") or () if _CLASS.fullmatch(name) and not _ITS_OWN.match(name)
    ]


def _lifted(anchors: list[Tag]) -> list[Tag]:
    """The largest elements around links that hold one of them each."""
    items = list({id(anchor): anchor for anchor in anchors}.values())
    while True:
        parents = [item.parent for item in items]
        if len({id(parent) for parent in parents}) < len(parents):
            return items
        tags = [
            parent
            for parent in parents
            if isinstance(parent, Tag) and parent.name not in ("body", "html", "main")
        ]
        if len(tags) < len(items) or len(items) < _LEAST:
            return items
        items = tags


def _selector(items: list[Tag]) -> str:
    """A selector of items by their names and the classes that all of them have, and of what they stand in."""
    return " > ".join(
        part
        for part in (_common([item.parent for item in items if isinstance(item.parent, Tag)]), _common(items))
        if part
    )


def _common(elements: list[Tag]) -> str:
    names = {element.name for element in elements}
    if len(names) != 1 or names <= {"body", "html", "[document]"}:
        return ""
    shared = set.intersection(*(set(_kinds(element)) for element in elements))
    kept = [name for name in _kinds(elements[0]) if name in shared][:2]
    return names.pop() + "".join(f".{name}" for name in kept)


def _likeness(page: BeautifulSoup, selector: str, base: str, today: date) -> float:
    """Points an item: three for a day, one each for a heading, for a headline of several words, for a teaser."""
    items = page.select(selector)[:60]
    points = 0.0
    openings: set[str] = set()
    known = Links()
    for item in items:
        link = release_link(item, "a[href]", known)
        if link is None or absolute_address(base, address_in(link) or "") is None:
            continue
        words = text_of(item)
        openings.add(fold(words)[:12])
        day = day_of_entry(item, link, "time[datetime], [class*=date], [class*=datum]", "", today)[0]
        day = day or day_beside(item, before=True) or day_beside(item, before=False)
        points += 3 if day and plausible(day) else 0
        points += bool(item.find(_HEADINGS) or item.name in _HEADINGS or item.find_parent(_HEADINGS))
        points += len(text_of(link).split()) >= _HEADLINE_WORDS
        points += len(words) - len(text_of(link)) >= _TEASER
    # Headlines differ; "Amt für …", "Formular …" fifty times is a directory.
    return points / max(len(items), 1) if len(openings) * 3 >= len(items) * 2 else 0.0
