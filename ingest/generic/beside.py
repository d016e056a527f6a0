"""The short lines around a headline, where pages that nobody described print day and number of a release."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from ingest.generic.headline import Headline
from ingest.generic.regions import Regions
from ingest.listing.days import only_day
from ingest.page import paragraphs_of, text_of
from language.german.dates.printed import printed_days
from language.german.page_noise import is_noise
from language.german.tokens import fold, visible

_MARKER = "\ue000"
_LONGEST_LINE = 100
_LONG_TEXT = 140
_TEXT_OF_A_RELEASE = 600
_FEW = 8
_MOST_BEFORE, _MOST_BEHIND = 4, 6
_DIGIT = re.compile(r"\d")
# What a day does that is none of publication: it is one of an event, or of an edit.
_OTHER_DAY = re.compile(
    r"\b(?:stand|zuletzt|letzte|aktualisiert|geaendert|bis|ab|am|termin|beginn|ende|einlass|anmeldeschluss|frist|"
    r"gueltig|heute)\b"
)
_DATED = re.compile(
    r"\b(?:veroeffentlicht|veroeffentlichung|erscheinungsdatum|meldungsdatum|datum|publiziert|erstellt|"
    r"(?:presse|medien)?(?:mitteilung|meldung|information)(?: nr\.? ?[\d/-]{1,9},?)?)\s?(?:am|vom)?\s?:?\s"
)

_LABEL = re.compile(
    r"(?:veroeffentlichung|veroeffentlicht|erscheinungsdatum|meldungsdatum|datum)(?: (?:am|vom))?\s?:?"
)
# Small words of a letterhead: "Pressemitteilung der Stadt vom 3. Mai, Nr. 12". A line with any other is a sentence.
_SMALL_WORDS = frozenset("vom von der des die am im an und für in nr no pm uhr lfd laufende".split())
_FIGURES = re.compile(r"\d[\d.:]*(?:\s?[/|–-]\s?[A-Za-zäöü\d]{1,5}\b)*|\([A-Za-zäöü]{1,5}\)")
_SMALL_WORD = re.compile(r"(?<![\w/])[a-zäöü]{2,}(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The lines around a headline in their order, and the one that dates the release, "" where none does."""

    lines: tuple[str, ...] = ()
    dated: str = ""

    @property
    def letterhead(self) -> str:
        """The lines that may print a number: those that are no sentence."""
        return " ".join(line for line in self.lines if _is_letterhead(line))


def _is_letterhead(line: str) -> bool:
    words = _SMALL_WORD.findall(_FIGURES.sub(" ", visible(line)))
    return _SMALL_WORDS.issuperset(words)


def beside_headline(page: BeautifulSoup, headline: Headline, regions: Regions) -> Beside:
    """The lines beside a headline; what a box elsewhere says of when the release was published comes last."""
    around = _around(page, headline.element, headline.text)
    lines = tuple(
        line
        for text in (*headline.beside, *around)
        for line in text.split("\n")
        if len(line) <= _LONGEST_LINE and _DIGIT.search(line) and not is_noise(line)
    )
    return Beside(
        lines=lines, dated=_dated(lines) or _labelled(page, regions) or _only_one(headline.element, regions)
    )


def _around(page: BeautifulSoup, element: Tag | None, title: str) -> list[str]:
    body = page.body or page
    if element is not None:
        element.insert(0, NavigableString(_MARKER))
    blocks = paragraphs_of(body)
    if element is not None:
        at = next((at for at, block in enumerate(blocks) if _MARKER in block), None)
        first = element.contents[0]
        first.extract()
    else:
        squeezed = "".join(title.split())
        at = next(
            (at for at, block in enumerate(blocks) if squeezed and squeezed in "".join(block.split())), None
        )
    if at is None:
        return []
    before: list[str] = []
    for block in reversed(blocks[max(0, at - _MOST_BEFORE) : at]):
        if len(block) > _LONG_TEXT:
            break
        before.insert(0, block)
    behind: list[str] = []
    for block in blocks[at + 1 : at + 1 + _MOST_BEHIND]:
        if len(block) > _LONG_TEXT:
            break
        behind.append(block)
    return [*behind, *before]


def _dated(lines: tuple[str, ...]) -> str:
    """The line that dates a release: one that is a day, else one with a single day that nothing else happens on."""
    alone = next((line for line in lines if only_day(line)), "")
    if alone:
        return alone
    for line in lines:
        days = printed_days(line)
        if len(days) == 1 and not _OTHER_DAY.search(fold(visible(line))):
            return line
    return ""


def _labelled(page: BeautifulSoup, regions: Regions) -> str:
    """What a line in the content says of when the release was published, if one alone says so."""
    found = dict.fromkeys(_below_label(page, regions))
    for element in page.find_all(["p", "span", "div", "li", "dd", "td", "small", "time"]):
        if len(element.contents) > 12:
            continue
        text = text_of(element)
        if not (8 <= len(text) <= _LONGEST_LINE) or not _DATED.search(f"{fold(visible(text))} "):
            continue
        days = printed_days(text)
        if (
            len(days) == 1
            and not is_noise(text)
            and only_day(text)
            and not regions.is_around(element)
            and not regions.is_hidden(element)
        ):
            found.setdefault(days[0].day.isoformat(), None)
    return next(iter(found)) if len(found) == 1 else ""


def _below_label(page: BeautifulSoup, regions: Regions) -> Iterator[str]:
    """The days below headings that say "Veröffentlichung"."""
    for heading in page.find_all(["h2", "h3", "h4", "h5", "h6", "dt"]):
        below = heading.find_next_sibling()
        if (
            below is not None
            and _LABEL.fullmatch(fold(visible(text_of(heading))))
            and not regions.is_around(heading)
        ):
            days = printed_days(text_of(below)[:_LONGEST_LINE])
            if len(days) == 1:
                yield days[0].day.isoformat()


def _only_one(headline: Tag | None, regions: Regions) -> str:
    """The only day in the box of the release that stands by itself: in no text, list, table or link."""
    box = headline
    while box is not None and len(box.get_text()) < _TEXT_OF_A_RELEASE:
        box = box.parent
    days: set[date] = set()
    for element in box.find_all(["time", "span", "p", "div", "small", "dd"]) if box is not None else []:
        if (
            len(element.contents) <= _FEW
            and len(text := text_of(element)) <= _LONGEST_LINE
            and (day := only_day(text))
        ):
            within = {parent.name for parent in element.parents}
            if within.isdisjoint(("li", "table", "a", "figure")) and not regions.is_around(element):
                days.add(day)
    return days.pop().isoformat() if len(days) == 1 else ""
