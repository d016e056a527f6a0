"""Which part of a page an element stands in: its content, or what stands around it on every page."""

import re
from functools import cached_property

from bs4 import BeautifulSoup, Tag

from ingest.page import is_only_spoken

# Menus and frames of a page in elements (HTML, 4.3), in roles (WAI-ARIA 1.2), and in names that systems give to boxes.
_AROUND = frozenset({"nav", "header", "footer", "aside", "dialog", "form"})
_AROUND_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog"})
_AROUND_NAMES = re.compile(
    r"\b(?:nav|navi|navigation|navbar|menu|menue|breadcrumbs?|footer|header|sidebar|marginal|marginalie|servicelinks|"
    r"quicklinks|metanav|skiplinks?|cookies?|cookiebanner|consent|share|sharing|social|pagination|pager|paginator|"
    r"aside|rechts|links|related|modal|newsletter|widget|kopf|fuss)\b",
    re.IGNORECASE,
)
_TEASER = re.compile(r"\b(?:teasers?|weitere|artmore)\b", re.IGNORECASE)
_CAMEL = re.compile(r"[-_]|(?<=[a-z])(?=[A-Z])")
_CONTENT_NAMES = re.compile(r"\b(?:main|content|inhalt)\b")
_ARTICLE_NAMES = re.compile(r"\b(?:article|artikel|beitrag|singleview|single|detail)\b", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# These frame content where they stand inside of it: an article has a header of its own.
_CONTENT = frozenset({"main", "article"})
_FRAMES_OF_CONTENT = frozenset({"header", "footer"})
# A box that holds more of a page's text than this is no frame, whatever it is called ("with-sidebar").
_MOST_OF_TEXT = 0.5


def names_of(element: Tag) -> str:
    """The classes and the id of an element as words."""
    return _CAMEL.sub(" ", " ".join([*(element.get("class") or ()), str(element.get("id") or "")]))


class Regions:
    """The parts of one page."""

    def __init__(self, page: BeautifulSoup) -> None:
        self._page = page

    @cached_property
    def _frames(self) -> frozenset[int]:
        """The boxes that frame a page's content, by their identity."""
        body = self._page.body or self._page
        most = len(body.get_text()) * _MOST_OF_TEXT
        return frozenset(
            id(element)
            for element in body.find_all(True)
            if _is_frame(element) and len(element.get_text()) <= most
        )

    def is_around(self, element: Tag) -> bool:
        """Whether an element belongs to what stands around the content: menus, head and foot of the page, teasers."""
        for parent in (element, *element.parents):
            heads_content = _heads_content(parent) and any(_is_content(outer) for outer in parent.parents)
            if id(parent) in self._frames and not heads_content:
                return True
        return False

    def is_hidden(self, element: Tag) -> bool:
        """Whether readers do not see an element: hidden, or there for screen readers alone."""
        return any(
            parent.has_attr("hidden")
            or parent.get("aria-hidden") == "true"
            or _NOT_SHOWN.search(str(parent.get("style") or ""))
            or is_only_spoken(parent)
            for parent in (element, *element.parents)
        )

    def in_content(self, element: Tag) -> bool:
        """Whether an element stands in the box that a page calls its content."""
        return any(
            parent.name in _CONTENT or parent.get("role") == "main" or _CONTENT_NAMES.search(names_of(parent))
            for parent in element.parents
            if parent.name not in ("body", "html", "[document]")
        )


def _is_content(element: Tag) -> bool:
    return element.name in _CONTENT or bool(_ARTICLE_NAMES.search(names_of(element)))


def _heads_content(element: Tag) -> bool:
    """Whether a box is a head or a foot, which an article has as well as a page."""
    return element.name in _FRAMES_OF_CONTENT or bool(re.search(r"\b(?:header|footer)\b", names_of(element)))


def _is_frame(element: Tag) -> bool:
    if element.name in ("body", "html", *_CONTENT):
        return False
    named = names_of(element)
    if _TEASER.search(named) and element.find("a", href=True):
        return True
    return bool(
        element.name in _AROUND or element.get("role") in _AROUND_ROLES or _AROUND_NAMES.search(named)
    )
