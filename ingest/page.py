"""An HTML page, parsed, and its text as a reader sees it."""

import re
from collections.abc import Iterator
from email.message import Message
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from language.german.charsets import C1_MARKS

_BLOCKS = frozenset(
    """
    address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr li main ol p pre section table tbody td tfoot th thead tr ul
    """.split()
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "button", "nav"})
# What content systems call text that only screen readers meet.
_SPOKEN = frozenset(
    {"aural", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "hide-text"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LINE_BREAK = "\v"
_HEAD = 4096
# Browsers nest no deeper (Chromium: 512); real pages have some 30 levels, and the largest met 6,800 elements.
DEEPEST = 300
MOST_ELEMENTS = 30_000
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
# What pages call Latin-1 is windows-1252 (WHATWG Encoding Standard, 4.2).
_AS_BROWSERS = dict.fromkeys(
    ("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii", "cp1252"), "windows-1252"
)


# In an address, a word behind an ampersand is a parameter and no character: ?id=5&copy=2 (HTML, 13.2.5.73).
_PARAMETER = re.compile(r"&(?=[A-Za-z]\w{0,30}=)")


class _BoundedPage(BeautifulSoup):
    """A page whose elements are bounded in depth and number: what is beyond gives its text to the element around it.

    Looking through a tree costs its size times its depth.
    """

    def __init__(self, text: str, most: int) -> None:
        self.left_out = 0
        self._most = most
        self._kept: list[bool] = []
        super().__init__(text, "lxml")

    def handle_starttag(self, name: str, *place: Any, **more: Any) -> Tag | None:
        """Open an element, where there is still room for one."""
        kept = len(self.tagStack) < DEEPEST and self._most > 0
        self._kept.append(kept)
        if not kept:
            self.left_out += self._most <= 0
            return None
        self._most -= 1
        return super().handle_starttag(name, *place, **more)

    def handle_endtag(self, name: str, nsprefix: str | None = None) -> None:
        """Close an element that was opened."""
        if not self._kept or self._kept.pop():
            super().handle_endtag(name, nsprefix)


def parse(body: bytes, content_type: str = "") -> BeautifulSoup:
    """The page in a body of bytes, without what is nested deeper or follows more elements than any page has."""
    text = _PARAMETER.sub("&amp;", _XML_DECLARATION.sub("", decode(body, content_type)))
    return _BoundedPage(text, MOST_ELEMENTS)


def has_more_elements(page: BeautifulSoup) -> bool:
    """Whether a parsed page has more elements than were read."""
    return isinstance(page, _BoundedPage) and page.left_out > 0


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a page: what the server says of its charset counts, then what the page says, if it holds.

    Where neither holds, it is UTF-8 with a few bytes broken or, as browsers guess for German, windows-1252. What C1
    control characters stood for is put in their place.
    """
    message = Message()
    message["content-type"] = content_type
    declared = _DECLARED.search(body[:_HEAD])
    for name in (message.get_content_charset(), declared and declared[1].decode("ascii"), "utf-8"):
        try:
            if name:
                text = body.decode(_AS_BROWSERS.get(str(name).lower(), str(name))).removeprefix("\ufeff")
                return text.translate(C1_MARKS)
        except (UnicodeDecodeError, LookupError):
            continue
    text = body.decode("utf-8", errors="replace").translate(C1_MARKS)
    broken = text.count("\ufffd")
    if broken <= sum(letter > "\x7f" for letter in text) // 10:
        return text
    return body.decode("windows-1252", errors="replace")


def base_of(page: Tag, url: str) -> str:
    """What the addresses on a page are relative to: its own address, or what `<base href>` says (HTML, 4.2.3)."""
    element = page.select_one("base[href]")
    try:
        base = urljoin(url, str(element["href"]).strip()) if element else url
    except ValueError:
        return url
    return base if base.startswith(("http://", "https://")) else url


def is_within(element: Tag, box: Tag) -> bool:
    """Whether an element stands inside another one; two that say the same (what `==` compares) are not one."""
    return any(parent is box for parent in element.parents)


def text_of(element: Tag) -> str:
    """All text of an element on one line."""
    return " ".join(" ".join(paragraphs_of(element)).split())


def whole(text: str) -> str:
    """A text without halves of characters (lone surrogates), which JSON and PDF can hold and nothing can store."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def paragraphs_of(element: Tag) -> list[str]:
    """The text of an element, a string for each block; a `<br>` stays a line break."""
    found: list[str] = []
    current: list[str] = []
    for piece in _pieces(element):
        if piece is None:
            _close(current, found)
        else:
            current.append(piece)
    _close(current, found)
    return found


def _pieces(element: Tag) -> Iterator[str | None]:
    """Strings in their order; None where a block begins or ends. However deep a page is nested, it is no recursion."""
    waiting: list[PageElement | None] = list(reversed(element.contents))
    while waiting:
        child = waiting.pop()
        if child is None:
            yield None
        elif isinstance(child, NavigableString):
            if not isinstance(child, PreformattedString):  # comments, declarations and their like
                yield str(child)
        elif isinstance(child, Tag) and child.name == "br":
            yield _LINE_BREAK
        elif isinstance(child, Tag) and not is_unseen(child):
            if child.name in _BLOCKS:
                yield None
                waiting.append(None)
            waiting += reversed(child.contents)


def is_unseen(element: Tag) -> bool:
    """Whether an element prints nothing where it stands: scripts and their like, menus, what is only spoken."""
    if element.name == "button" and element.parent is not None and element.parent.name in _HEADINGS:
        return False  # an accordion's heading opens its text
    return element.name in _UNSEEN or is_only_spoken(element)


def is_only_spoken(element: Tag) -> bool:
    """Whether an element is there for screen readers alone."""
    classes = element.get("class")
    return isinstance(classes, list) and not _SPOKEN.isdisjoint(classes)


def _close(current: list[str], found: list[str]) -> None:
    one_space = re.sub(r"[^\S\v]+", " ", "".join(current))
    text = re.sub(r" ?\v ?", "\n", one_space).strip()
    if text:
        found.append(text)
    current.clear()
