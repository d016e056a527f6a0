"""Text from outside, made harmless for HTML and for Streamlit's Markdown."""

import re
from html import escape

from markupsafe import Markup

from search.model import Snippet

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=@/])")

# GitHub's Markdown makes links of addresses without a mark, also of escaped ones (GFM 0.29, 6.9): only a sign that is
# not to be seen keeps them apart.
_LIVE = re.compile(r"https?(?=:)|(?<!\w)www(?=\.)|[-.\w+](?=@)", re.IGNORECASE)
_JOINER = "\u2060"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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
    """Text that Markdown shows as it is; addresses in it are no links."""
    return _MARKDOWN.sub(r"\\\1", _LIVE.sub(f"\\g<0>{_JOINER}", re.sub(r"\s+", " ", text)))


def paragraphs(text: str) -> Markup:
    """Text as HTML paragraphs; single line breaks stay."""
    parts = (part for part in text.split("\n\n") if part.strip())
    return Markup("").join(Markup("<p>{}</p>").format(lines(part)) for part in parts)


def marked_paragraphs(snippet: Snippet) -> Markup:
    """The same as `paragraphs`, with what matches marked; marks do not reach from one paragraph into the next."""
    found, at = [], 0
    for part in snippet.text.split("\n\n"):
        end = at + len(part)
        marks = tuple(
            (max(start, at) - at, min(stop, end) - at)
            for start, stop in snippet.marks
            if start < end and stop > at
        )
        if part.strip():
            shown = Markup(html_of(Snippet(part, marks)).replace("\n", "<br>"))  # noqa: S704 escaped by html_of
            found.append(Markup("<p>{}</p>").format(shown))
        at = end + 2
    return Markup("").join(found)


def lines(text: str) -> Markup:
    """Text as HTML whose line breaks stay."""
    return Markup("<br>").join(text.split("\n"))


def safe_link(url: str) -> str | None:
    """The address if it is one a browser may be sent to, else None."""
    return url if re.match(r"https?://", url) else None


def without_controls(text: str) -> str:
    """Text that XML can hold: without the characters that it forbids (XML 1.0, 2.2)."""
    return _FORBIDDEN.sub("", text)
