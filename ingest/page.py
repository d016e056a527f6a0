"""An HTML page, parsed, and its text as a reader sees it."""

import re
from collections.abc import Iterator
from email.message import Message

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

_BLOCKS = frozenset(
    """
    address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr li main ol p pre section table tbody td tfoot th thead tr ul
    """.split()
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "button", "nav"})
_LINE_BREAK = "\v"


def parse(body: bytes, content_type: str = "") -> BeautifulSoup:
    """The page in a body of bytes; the charset named by the server goes before what the page says of itself."""
    message = Message()
    message["content-type"] = content_type
    return BeautifulSoup(body, "lxml", from_encoding=message.get_content_charset())


def text_of(element: Tag) -> str:
    """All text of an element on one line."""
    return " ".join(" ".join(paragraphs_of(element)).split())


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
    """Strings in their order; None where a block begins or ends."""
    for child in element.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, PreformattedString):  # comments, declarations and their like
                yield str(child)
        elif isinstance(child, Tag) and child.name == "br":
            yield _LINE_BREAK
        elif isinstance(child, Tag) and child.name not in _UNSEEN:
            block = child.name in _BLOCKS
            if block:
                yield None
            yield from _pieces(child)
            if block:
                yield None


def _close(current: list[str], found: list[str]) -> None:
    one_space = re.sub(r"[^\S\v]+", " ", "".join(current))
    text = re.sub(r" ?\v ?", "\n", one_space).strip()
    if text:
        found.append(text)
    current.clear()
