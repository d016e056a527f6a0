"""The text of a release on a page nobody described: what follows its headline in the box that holds most of the prose.

Where no heading prints the headline, or the box holds less than an extractor finds on the whole page (trafilatura),
that is taken.
"""

import re
from collections import defaultdict

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from ingest.generic.headline import Headline
from ingest.generic.maintext import ends_text, is_furniture, main_text, opens_contact
from ingest.generic.regions import Regions, names_of
from ingest.page import is_within, paragraphs_of, text_of

# A paragraph as long as this is prose, wherever it stands; a box is that of the text with so much of all prose.
_MARKER = "\ue000"
_PROSE = 80
_MOST_OF_PROSE = 0.6
_AS_MUCH = 0.7
_NO_TEXT = frozenset(
    {"figure", "figcaption", "form", "nav", "aside", "dialog", "audio", "video", "picture", "object"}
)
_BESIDE_TEXT = re.compile(
    r"kontakt|contact|ansprech|download|anhang|anhaenge|attachment|enclosure|dateien|\b(?:weitere|mehr|related|artmore|"
    r"tools?|drucken?|print|vorlesen|readspeaker|back|zurueck|tags?|schlagworte?|keywords|zugehoerige|cta|share|sharing|"
    r"social|teilen|pager|pagination|breadcrumbs?|bildunterschrift|caption|annotation|copyright|newsletter|rating|kommentare?|"
    r"comments?)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"kontakt|contact|ansprech", re.IGNORECASE)
_MOST_IN_LINKS = 0.8
_MOST_CONTACT = 15
_LONGEST_CAPTION, _LONGEST_LEAD = 400, 1_200
_CAPTION = re.compile(r"©|^(?:Foto|Bild|Quelle|Grafik)\w{0,8}\s?:|zum Vergrößern|Hochauflösendes Bild")


def article_text(
    page: BeautifulSoup, headline: Headline, regions: Regions, within: Tag | None = None
) -> tuple[str, ...]:
    """The paragraphs of a release; `within` is the box that holds it, where that is known. () where none are found."""
    headings = {text_of(heading) for heading in page.find_all(["h1", "h2", "h3"])}
    for anchor in page.find_all("a", href=False):  # a place to jump to, whose text extractors lose
        anchor.unwrap()
    extracted = main_text(page, headline.text) if within is None else ()
    box = within or (_box(headline.element, page, regions) if headline.element else None)
    found = _text_in(box, headline, regions) if box is not None else []
    if within is None:
        found = _trimmed(found, set(extracted))
    text = tuple(found) if sum(map(len, found)) >= _AS_MUCH * sum(map(len, extracted)) else extracted
    return () if set(text) <= headings else text


def _trimmed(found: list[str], extracted: set[str]) -> list[str]:
    """The paragraphs without captions, and without short ones at the end, of which an extractor knows nothing."""
    kept = [text for text in found if text in extracted or not _is_caption(text)]
    while kept and kept[-1] not in extracted and len(kept[-1]) <= _PROSE and not _is_address(kept[-1]):
        kept.pop()
    return kept


def _is_caption(text: str) -> bool:
    return len(text) <= _LONGEST_CAPTION and bool(_CAPTION.search(text))


def contact_beside(page: BeautifulSoup, headline: Headline, regions: Regions) -> list[str]:
    """The paragraphs of a box that is called one of contact, beside the text of a release."""
    box = _box(headline.element, page, regions) if headline.element else None
    for element in box.find_all(["div", "section", "aside", "address", "dl"]) if box is not None else []:
        if _CONTACT.search(names_of(element)):
            return paragraphs_of(element)[:_MOST_CONTACT]
    return []


def _box(headline: Tag, page: BeautifulSoup, regions: Regions) -> Tag | None:
    """The smallest box around a headline with most of the prose of its page."""
    prose = [
        (element, len(text))
        for element in (page.body or page).find_all(["p", "li", "td", "div", "blockquote", "dd"])
        if (text := _own_prose(element)) and not regions.is_around(element)
    ]
    whole = sum(length for _, length in prose)
    inside: dict[int, int] = defaultdict(int)
    for element, length in prose:
        for parent in element.parents:
            inside[id(parent)] += length
    for box in headline.parents:
        if box.name == "[document]":
            return None
        if whole and inside[id(box)] >= _MOST_OF_PROSE * whole:
            return box
    return None


def _own_prose(element: Tag) -> str:
    """The text of an element that stands in no block of its own inside it, if it is prose."""
    if element.name in ("p", "dd"):
        text = element.get_text(" ", strip=True)
    else:
        text = " ".join(
            str(child).strip() for child in element.children if not isinstance(child, Tag)
        ).strip()
    return text if len(text) >= _PROSE else ""


def _text_in(box: Tag, headline: Headline, regions: Regions) -> list[str]:
    """The paragraphs of a box behind its headline, without what only stands beside them; the box is taken apart."""
    heading = headline.element if headline.element is not None and is_within(headline.element, box) else None
    for element in box.find_all(True):
        if element.parent is not None and _is_beside(element, heading):
            element.extract()
    blocks = paragraphs_of(box)
    if heading is not None:
        heading.insert(0, NavigableString(_MARKER))
        marked = paragraphs_of(box)
        # A heading that nobody sees, as in a navigation, parts nothing.
        at = next((at for at, block in enumerate(marked) if _MARKER in block), -1)
        heading.contents[0].extract()
        blocks = blocks[at + 1 :]
    kept: list[str] = []
    for at, text in enumerate(blocks):
        if kept and (ends_text(text) or (opens_contact(text) and len(blocks) - at <= _MOST_CONTACT)):
            break
        if not is_furniture(text) and text != headline.text:
            kept.append(text)
    return kept


def _is_beside(element: Tag, headline: Tag | None) -> bool:
    if headline is not None and (element is headline or is_within(headline, element)):
        return False
    if element.name in _NO_TEXT:
        return True
    named = element.name in (
        "div",
        "section",
        "ul",
        "ol",
        "p",
        "footer",
        "span",
        "dl",
        "details",
    ) and names_of(element)
    if named and _BESIDE_TEXT.search(named) and len(_prose_in(element)) < 3:
        return True
    return element.name in ("p", "div", "ul", "footer", "article") and _is_links(element)


def _prose_in(element: Tag) -> list[Tag]:
    return [paragraph for paragraph in element.find_all("p") if len(paragraph.get_text()) >= _PROSE * 2]


def _is_links(element: Tag) -> bool:
    """Whether a block is nothing but links: teasers, tools, a way back."""
    links = element.find_all("a", href=True)
    text = element.get_text("", strip=True)
    if not links or not text:
        return False
    inside = sum(len(link.get_text("", strip=True)) for link in links)
    return (
        inside >= _MOST_IN_LINKS * len(text) and len(text) < _PROSE * len(links) * 2 and not _is_address(text)
    )


def _is_address(text: str) -> bool:
    """Whether a link prints where it leads, as texts do: "www.stadt.example/haushalt"."""
    return bool(re.match(r"^(?:https?://|www\.)\S+$", text)) or "@" in text


def opens_as_lead(first: str, page: BeautifulSoup, description: str) -> bool:
    """Whether the first paragraph of a text is its lead: all in bold, or what machines are told of it."""
    words = "".join(first.split())
    if not words or len(first) > _LONGEST_LEAD:
        return False
    if words == "".join(description.split()):
        return True
    for bold in page.find_all(["strong", "b"]):
        block = bold.find_parent(["p", "div", "td"])
        if block is not None and "".join(block.get_text().split()) == words:
            inside = (
                part for part in block.find_all(["strong", "b"]) if not part.find_parent(["strong", "b"])
            )
            return "".join("".join(part.get_text().split()) for part in inside) == words
    return False
