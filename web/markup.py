"""Text from outside, made harmless for HTML and for Streamlit's Markdown."""

import re
from html import escape

from search.model import Snippet

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=@/])")


def html_of(snippet: Snippet) -> str:
    """A snippet as HTML: escaped, then marked."""
    pieces, at = [], 0
    for start, end in snippet.marks:
        pieces += [escape(snippet.text[at:start]), "<mark>", escape(snippet.text[start:end]), "</mark>"]
        at = end
    return "".join([*pieces, escape(snippet.text[at:])])


def markdown_of(snippet: Snippet) -> str:
    """A snippet as Markdown on one line, for a label that takes no HTML."""
    pieces, at = [], 0
    for start, end in snippet.marks:
        pieces += [plain(snippet.text[at:start]), ":yellow-background[", plain(snippet.text[start:end]), "]"]
        at = end
    return "".join([*pieces, plain(snippet.text[at:])])


def plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKDOWN.sub(r"\\\1", re.sub(r"\s+", " ", text))


def paragraphs(text: str) -> str:
    """Text as HTML paragraphs; single line breaks stay."""
    parts = (escape(part).replace("\n", "<br>") for part in text.split("\n\n") if part.strip())
    return "".join(f"<p>{part}</p>" for part in parts)


def safe_link(url: str) -> str | None:
    """The address if it is one a browser may be sent to, else None."""
    return url if re.match(r"https?://", url) else None
