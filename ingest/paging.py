"""Which link of a list page leads to the next one, and what the page says of how far it goes."""

import re
from collections.abc import Iterator

from bs4 import Tag

from ingest.page import text_of
from language.german.patterns import any_of
from language.german.tokens import fold

_RELEASES = any_of(
    r"""
    (?:presse)?(?:meldungen|mitteilungen)
    nachrichten|beitraege|artikel|eintraege
    treffer|ergebnisse|seiten?
    """
)
_NEXT = re.compile(
    any_of(
        rf"""
        (?:zur )?naechste[nr]?(?: (?:seite|{_RELEASES}))?
        weiter(?:blaettern)?(?: zur naechsten seite| zu seite \d+)?
        vor(?:waerts)?
        aeltere(?: {_RELEASES})?
        weitere {_RELEASES}(?: anzeigen)?
        mehr {_RELEASES}(?: anzeigen)?
        eine seite (?:vor|weiter)
        seite vor
        next(?: page)?
        older(?: posts| entries)?
        """
    )
)
_ARROWS = re.compile(r"[\s»›>→▶►⟩❯|·•:…]+")
_ONLY_ARROWS = re.compile(r"\s*(?:[»›>→▶►⟩❯]|>>|&gt;)\s*")
_PAGING = re.compile(r"pag(?:e|ing|ination)|pager|seite|blaetter|blätter|navi", re.IGNORECASE)
_CURRENT = re.compile(r"current|active|aktiv|selected|aktuell", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_OF_PAGES = re.compile(r"\bSeite\s(?P<here>\d{1,4})\s(?:von|/)\s(?P<last>\d{1,4})\b")
_OF_HITS = re.compile(
    r"\b(?P<from>\d{1,5})\s?(?:-|–|bis)\s?(?P<here>\d{1,5})\s(?:von|/)\s(?:insgesamt\s)?(?P<last>\d{1,6})\b"
    r"(?:\s(?:Treffern?|Meldungen|Einträgen?|Ergebnissen?|Artikeln?|Beiträgen?|Pressemitteilungen|Nachrichten)|(?=\W*$))"
)
_LOAD_MORE = re.compile(rf"(?:mehr|weitere(?: {_RELEASES})?|mehr {_RELEASES}) (?:laden|anzeigen)|load more")
# Nothing that tells how far a list goes is longer.
_LONGEST = 120


def called_next(page: Tag) -> Iterator[Tag]:
    """Links whose words, or whose title, say that they lead to the next page; the surest first."""
    arrows: list[Tag] = []
    for anchor in page.find_all("a", href=True):
        said = (text_of(anchor), str(anchor.get("title", "")), str(anchor.get("aria-label", "")))
        if any(_NEXT.fullmatch(_ARROWS.sub(" ", fold(words)).strip()) for words in said if words):
            yield anchor
        elif _ONLY_ARROWS.fullmatch(said[0]):
            arrows.append(anchor)
    yield from arrows
    yield from _numbered_next(page)


def _numbered_next(page: Tag) -> Iterator[Tag]:
    """The link to the number behind that of the page shown: 1 [2] 3."""
    for box in page.find_all(["nav", "ul", "ol", "div", "p", "td"]):
        named = " ".join([*(box.get("class") or ()), str(box.get("id", "")), str(box.get("aria-label", ""))])
        if not _PAGING.search(named):
            continue
        numbered = {
            int(text): anchor
            for anchor in box.find_all("a", href=True)
            if _PAGE_NUMBER.fullmatch(text := text_of(anchor))
        }
        here = _number_shown(box, numbered)
        if here is not None and here + 1 in numbered:
            yield numbered[here + 1]
            return


def _number_shown(box: Tag, numbered: dict[int, Tag]) -> int | None:
    """The number of the page shown: marked as such, or the one that is no link."""
    for element in box.find_all(["a", "span", "strong", "b", "li", "em"]):
        text = text_of(element)
        if not _PAGE_NUMBER.fullmatch(text):
            continue
        marked = _CURRENT.search(" ".join(element.get("class") or ())) or element.get("aria-current")
        unlinked = element.name != "a" and element.find("a") is None and element.find_parent("a") is None
        if marked or (unlinked and int(text) not in numbered):
            return int(text)
    return None


def goes_on(page: Tag) -> str:
    """What a page says of further pages, "" where it says nothing: "Seite 1 von 12", "1 bis 10 von 340 Meldungen"."""
    for element in page.find_all(
        ["p", "span", "div", "li", "td", "h2", "h3", "strong", "nav", "button", "a"]
    ):
        text = " ".join(element.get_text(" ", strip=True).split()) if len(element.contents) < 30 else ""
        if not text or len(text) > _LONGEST:
            continue
        for form in (_OF_PAGES, _OF_HITS):
            if (match := form.search(text)) and int(match["here"]) < int(match["last"]):
                return match.group()
        if element.name == "button" and _LOAD_MORE.fullmatch(_ARROWS.sub(" ", fold(text)).strip()):
            return text
    return ""
