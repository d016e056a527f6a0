"""One entry of an HTML list: which of its links leads to the release, what it is called, which day it prints."""

import re
from collections.abc import Iterable
from datetime import date

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from ingest.listing.days import calendar_day, heading_day, only_day, stated_day, without_day
from ingest.page import is_within, paragraphs_of, text_of
from language.german.patterns import any_of
from language.german.tokens import fold, visible

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Of a link's title, what says where it leads and not what it is called.
_LEADS_TO = re.compile(
    "^"
    + any_of(
        r"""
        weiterlesen|weiter ?lesen|mehr ?lesen|lesen sie mehr|jetzt lesen|weiter
        mehr(?: (?:zu|ueber|dazu|erfahren|informationen|infos))?(?: zu[mr]?)?(?: meldung| artikel| beitrag)?
        (?:zur|zum|zu) (?:meldung|nachricht|artikel|beitrag|pressemitteilung|pressemeldung|detailseite|detailansicht)
        details?(?: zu[mr]?)?|detailansicht|detailseite|ansehen|anzeigen
        (?:oeffnet|oeffnen)(?: [^:]{0,40}?)?(?:link|fenster|tab|seite|pdf|datei)(?: [^:]{0,40})?
        (?:interner|externer) link(?: [^:]{0,40})?|link(?: zu[mr]?)?|permalink(?: zu[mr]?)?
        (?:startet (?:den )?)?(?:datei)?download|herunterladen
        """
    )
    + r"\s?[:.…»›>-]*\s?(?=\W|$)"
)
_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
_ONCLICK = re.compile(r"""location(?:\.href)?\s*=\s*['"](?P<address>[^'"]{1,2000})['"]""")
_NO_PAGE = re.compile(r"^\s*(?:#|mailto:|tel:|javascript:|data:|$)", re.IGNORECASE)
_LONGEST_TITLE = 300


def address_in(element: Tag) -> str | None:
    """The address that an element leads to: its link, its `data-url`, or what a click on it opens."""
    for name in ("href", "data-url", "data-href"):
        address = element.get(name)
        if isinstance(address, str) and not _NO_PAGE.match(address):
            return address
    clicked = _ONCLICK.search(str(element.get("onclick") or ""))
    return clicked["address"] if clicked else None


class Links:
    """The links of one page, each looked at once: where entries lie within entries, they have the same ones."""

    def __init__(self) -> None:
        self._headed: dict[int, bool] = {}
        self._telling: dict[int, bool] = {}

    def is_headed(self, link: Tag) -> bool:
        """Whether a link is that of a headline."""
        known = self._headed.get(id(link))
        if known is None:
            named = link.get("itemprop") == "url"
            known = self._headed[id(link)] = named or bool(
                link.find_parent(_HEADINGS) or link.find(_HEADINGS)
            )
        return known

    def says_something(self, link: Tag) -> bool:
        """Whether a link has words of its own."""
        known = self._telling.get(id(link))
        if known is None:
            known = self._telling[id(link)] = not _says_nothing(text_of(link))
        return known


def release_link(item: Tag, selector: str, known: Links) -> Tag | None:
    """The link of an entry to its release: that of its headline, else the first with words, else the first."""
    named = item.select(selector) if selector else []
    links = [link for link in named if address_in(link)]
    if not links:
        return item if address_in(item) else None
    headed = next(filter(known.is_headed, links), None)
    return headed or next(filter(known.says_something, links), links[0])


def _says_nothing(text: str) -> bool:
    """Whether a link's words are none, or those of every link: "Weiterlesen"."""
    said = fold(visible(text)).strip(" .…»›>→:-")
    return not said or not _LEADS_TO.sub("", said, count=1)


def title_of(item: Tag, link: Tag, selector: str, dates: Iterable[Tag]) -> str:
    """What an entry is called.

    Its own element for the title, else a heading, else what the link is called where its words are none, are cut off
    or hold the whole entry, else the link's words; the day that stands before or behind it is no part of it.
    """
    for element in dates:
        # The page is read once: what dates an entry is no part of any title.
        if element is not link and element is not item and link not in element.descendants:
            element.extract()
    for element in item.select(selector) if selector else []:
        if title := without_day(text_of(element)):
            return title
    heading = _heading(item, link)
    if heading and not _says_nothing(text := without_day(text_of(heading))) and not _CUT_OFF.search(text):
        return text
    lines = [line for line in paragraphs_of(link) if only_day(line) is None]
    words = without_day(" ".join(" ".join(lines).split()))
    called = _called(link)
    if called and (
        _says_nothing(words) or _is_cut_off(words, called) or (len(lines) > 1 and called in " ".join(lines))
    ):
        return called
    if not _says_nothing(words):
        return words[:_LONGEST_TITLE]
    if heading:
        return without_day(text_of(heading))
    shown = [without_day(line) for line in paragraphs_of(item) if only_day(line) is None]
    return next((line for line in shown if not _says_nothing(line)), "")[:_LONGEST_TITLE]


def _heading(item: Tag, link: Tag) -> Tag | None:
    """The heading of an entry: around its link or in it, else the first one in the entry that says anything."""
    own = link.find_parent(_HEADINGS) or link.find(_HEADINGS) or link.select_one("[itemprop=headline]")
    if isinstance(own, Tag) and (own is item or is_within(own, item)):
        return own
    if item is link:
        return None
    named = item.find_all(_HEADINGS) or item.select("[itemprop=headline], [itemprop=name]")
    return next((element for element in named if text_of(element)), None)


def _is_cut_off(words: str, called: str) -> bool:
    head = _CUT_OFF.sub("", words)
    return head != words and called.startswith(head)


def _called(link: Tag) -> str:
    """The title that a link, or the picture in it, bears; "" where it only says where the link leads."""
    picture = link.find("img", alt=True)
    for said in (
        link.get("title"),
        link.get("aria-label"),
        picture.get("alt") if isinstance(picture, Tag) else "",
    ):
        text = " ".join(visible(str(said or "")).split())
        match = _LEADS_TO.match(fold(text))
        if match and match.end() >= len(fold(text)):
            continue
        if match and ":" in (prefix := text[: text.find(":") + 1]) and len(fold(prefix)) <= match.end() + 1:
            text = text[len(prefix) :].strip()
        if text:
            return without_day(text).strip('„“"»«') if match else without_day(text)
    return ""


def day_of_entry(
    item: Tag, link: Tag, selector: str, calendar: str, today: date
) -> tuple[date | None, list[Tag]]:
    """The day that an entry prints as its own, and the elements that print it.

    A calendar box goes first, then the element that dates entries, then a line that is a day and nothing else, then
    the day that opens a line. Where lines name several days, none of them dates the entry.
    """
    boxes = item.select(calendar) if calendar else []
    for box in boxes:
        if day := calendar_day(box, today):
            return day, [*boxes, *_dating(item, selector)]
    dating = _dating(item, selector)
    for element in dating:
        if day := stated_day(element):
            return day, dating
    lines = [line for text in paragraphs_of(item) for line in text.split("\n")]
    words = text_of(link)
    # A day before or behind the link, in its line.
    lines += [line.replace(words, " ", 1) for line in lines if words and words in line]
    alone = {day for line in lines if (day := only_day(line))}
    if alone:
        return (alone.pop() if len(alone) == 1 else None), dating
    opening = {heading.day for line in lines if (heading := heading_day(line))}
    return (opening.pop() if len(opening) == 1 else None), dating


def _dating(item: Tag, selector: str) -> list[Tag]:
    return [element for element in item.select(selector) if not _of_an_edit(element)] if selector else []


def _of_an_edit(element: Tag) -> bool:
    """Whether an element tells when an entry was edited, not when it was published."""
    around = (element, *list(element.parents)[:2])
    return any(
        parent.get("itemprop") == "dateModified"
        or {"modified", "updated"} & set(parent.get("class") or ()) - {"published"}
        for parent in around
        if "published" not in (parent.get("class") or ())
    )


def day_behind(item: Tag, selector: str) -> date | None:
    """The day in the description of an entry that is a term (HTML, 4.4.8), where the selector of days names it."""
    sibling = item.find_next_sibling("dd") if item.name == "dt" and selector else None
    return stated_day(sibling) if sibling is not None and sibling.css.match(selector) else None


def day_beside(item: Tag, *, before: bool) -> date | None:
    """The day in what stands directly before or after an entry, if that is a day and nothing else."""
    beside: PageElement | None = item
    while beside is not None:
        beside = beside.previous_sibling if before else beside.next_sibling
        if isinstance(beside, Tag):
            day = only_day(" ".join(paragraphs_of(beside)))
            return day or (stated_day(beside) if beside.name == "time" else None)
        if isinstance(beside, NavigableString) and beside.strip():
            return only_day(str(beside))
    return None
