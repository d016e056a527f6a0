"""The headline of a page that no layout describes, told from those of its menus, its section and its site."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from ingest.generic.regions import Regions, names_of
from ingest.page import is_unseen, text_of
from ingest.structured import PageFacts
from language.german.patterns import any_of
from language.german.tokens import fold, visible

_SECTION = re.compile(
    any_of(
        r"""
        (?:aktuelle )?(?:presse|medien)(?:(?:mitteilung|meldung|information)(?:en)?|stelle|archiv)?
        presse(?:dienst|portal|bereich|service|texte?)
        (?:archiv|liste(?:nseite)?|uebersicht)(?: (?:der|fuer) .{3,40})?
        (?:listenseite fuer )?(?:presse|medien)mitteilungen(?: \d{4})?
        aktuelles?(?: .{0,30})?|aktuelle (?:meldung(?:en)?|nachrichten|informationen|themen)
        news|nachrichten?|meldung(?:en)?|mitteilung(?:en)?|neuigkeiten|fachmeldungen|bekanntmachungen
        neues aus .{3,40}
        .{0,40}navigation.{0,40}|.{0,20}menue|suche|inhalt(?:sverzeichnis)?|sie sind hier:?
        service|themen|downloads?|links
        kontakt|fussbereich|startseite|(?:herzlich )?willkommen.{0,60}|social media|impressum|datenschutz
        buergerservice
        .{0,40}cookies?.{0,40}|rathaus(?: (?:&|und) .{3,30})?
        weitere .{3,60}|verwandte .{3,40}|das koennte .{3,60}
        detail(?:ansicht|seite)?|artikel|beitrag|veranstaltungen?|termine?|(?:mehr )?zum thema|ansprechpartner(?:in)?
        """
    )
)
_SEPARATOR = re.compile(r"\s+[|–—·•»/:-]+\s+|\s?\|\s?|:\s")
# What stands in a heading beside the headline: a kicker, a day, a section.
_BESIDE_NAMES = re.compile(
    r"\b(?:topline|kicker|dachzeile|spitzmarke|overline|roofline|eyebrow|date|datum|time|badge|category|kategorie|"
    r"rubrik|subline|subtitle|subheadline|unterzeile|untertitel|readtime|lesezeit)\b",
    re.IGNORECASE,
)
_KIND_OF_TEXT = re.compile(
    r"^(?:gemeinsame )?(?:presse|medien)(?:mitteilung|meldung|information)\b"
    r"(?: (?:der|des|vom|von|nr\.?) .{1,120})?\W*$"
)
_MARKED = re.compile(r"\b(?:headline|title|titel|ueberschrift|heading)\b", re.IGNORECASE)
_PROSE = 120
_LEAST_SCORE = 3
_MOST_HEADINGS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A headline, the element that prints it, and what its heading says beside it.

    `element` is None where only machines are told.
    """

    text: str
    element: Tag | None = None
    beside: tuple[str, ...] = ()


def headline_of(page: BeautifulSoup, facts: PageFacts, regions: Regions) -> Headline | None:
    """The headline: the heading that has most for it, else what machines are told; None where neither is there.

    For a heading speak that machines are told the same, that it is the last one before the text, its element and its
    place; against it, that it names the section or the site, leads elsewhere, or stands in a menu.
    """
    told = told_titles(page, facts)
    best: tuple[int, Headline] | None = None
    last = _last_before_text(page, regions)
    for element in page.find_all(["h1", "h2", "h3"], limit=_MOST_HEADINGS) + page.select(
        "[itemprop=headline]"
    ):
        if regions.is_hidden(element) or element.name == "meta":
            continue
        found = printed_headline(element, told)
        score = (
            _score(element, found.text, told, facts, regions) + (3 if element is last else 0)
            if found.text
            else 0
        )
        if score >= _LEAST_SCORE and (best is None or score > best[0]):
            best = (score, found)
    if best:
        return best[1]
    title = next((title for title in told if not names_section(title)), "")
    return Headline(text=_without_site(title, page, facts)) if title else None


def told_titles(page: BeautifulSoup, facts: PageFacts) -> list[str]:
    """What machines are told the page is called, as a whole."""
    metas = page.select(
        "meta[property='og:title'], meta[name='twitter:title'], meta[name='dcterms.title'], meta[name='DC.title']"
    )
    named = [
        facts.title,
        *(str(meta.get("content") or "") for meta in metas),
        text_of(page.title) if page.title else "",
    ]
    return list(dict.fromkeys(" ".join(title.split()) for title in named if title.strip()))


def _key(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", fold(visible(text))))


def printed_headline(element: Tag, told: Iterable[str]) -> Headline:
    """A heading without what stands beside the headline in it: what it calls so, or what machines are not told."""
    pieces = [(child, text) for child in _pieces(element) if (text := _text_of_piece(child))]
    whole = text_of(element)
    keys = [_key(text) for _, text in pieces]
    titles = {_key(part) for title in told for part in (title, *_SEPARATOR.split(title))} - {""}
    chosen = next(
        (
            range(start, end)
            for start in range(len(pieces))
            for end in range(len(pieces), start, -1)
            if "".join(keys[start:end]) in titles
        ),
        None,
    ) or [at for at, (child, text) in enumerate(pieces) if not _stands_beside(child, text)]
    text = " ".join(" ".join(pieces[at][1] for at in chosen).split())
    if not text or len(chosen) == len(pieces):
        return Headline(text=whole, element=element)
    beside = tuple(text for at, (_, text) in enumerate(pieces) if at not in chosen)
    return Headline(text=_as_printed(whole, text), element=element, beside=beside)


def _text_of_piece(piece: Tag | NavigableString) -> str:
    if isinstance(piece, Tag):
        return "" if is_unseen(piece) else text_of(piece)
    return str(piece).strip()


def _stands_beside(piece: Tag | NavigableString, text: str) -> bool:
    if not isinstance(piece, Tag):
        return False
    named = piece.name in ("time", "small") or _BESIDE_NAMES.search(names_of(piece))
    return bool(named or _KIND_OF_TEXT.match(fold(text)))


def _as_printed(whole: str, text: str) -> str:
    at = "".join(whole.split()).find("".join(text.split()))
    if at < 0:
        return text
    letters = [place for place, letter in enumerate(whole) if not letter.isspace()]
    return whole[letters[at] : letters[at + len("".join(text.split())) - 1] + 1]


def _pieces(element: Tag) -> Iterator[Tag | NavigableString]:
    """The children of a heading; those of the one box that holds all of it where there is one."""
    children = [child for child in element.children if isinstance(child, Tag) or str(child).strip()]
    if len(children) == 1 and isinstance(children[0], Tag):
        yield from _pieces(children[0])
        return
    for child in children:
        if isinstance(child, Tag) or type(child) is NavigableString:
            yield child


def _score(element: Tag, text: str, told: list[str], facts: PageFacts, regions: Regions) -> int:
    key = _key(text)
    score = {"h1": 3, "h2": 1}.get(element.name, 0)
    score += 3 if element.get("itemprop") == "headline" else 0
    score += 1 if _MARKED.search(names_of(element)) else 0
    if any(key == _key(title) for title in told):
        score += 9
    elif any(key == _key(part) for title in told for part in _SEPARATOR.split(title)):
        score += 6
    elif len(key) >= 12 and any(key in _key(title) for title in told):
        score += 4
    score += 2 if regions.in_content(element) else 0
    score -= 5 if regions.is_around(element) else 0
    score -= 6 if names_section(text) or key == _key(facts.publisher) else 0
    score -= 5 if _leads_elsewhere(element) else 0
    return score


def names_section(text: str) -> bool:
    """Whether a text is the name of a section of a site, as "Pressemitteilungen" or "Aktuelles", and no headline."""
    return bool(_SECTION.fullmatch(fold(visible(text)).strip(" .:!»›")))


def _leads_elsewhere(element: Tag) -> bool:
    """Whether a heading is that of a teaser, or the way to the home page."""
    link = element.find("a", href=True) or element.find_parent("a", href=True)
    return isinstance(link, Tag) and not str(link["href"]).startswith("#") and link.get("rel") != ["bookmark"]


def _last_before_text(page: BeautifulSoup, regions: Regions) -> Tag | None:
    """The last heading of the first two ranks before the first long paragraph of the content."""
    last: Tag | None = None
    for element in page.find_all(["h1", "h2", "p", "div", "td", "section"]):
        if element.name in ("h1", "h2"):
            if (
                not regions.is_hidden(element)
                and not regions.is_around(element)
                and text_of(element)
                and not _leads_elsewhere(element)
            ):
                last = element
        elif (
            last is not None
            and len(_own_text(element)) >= _PROSE
            and not regions.is_around(element)
            and not regions.is_hidden(element)
        ):
            return last
    return last


def _own_text(element: Tag) -> str:
    """The text of an element that is no block inside it."""
    if element.name == "p":
        return text_of(element)
    return " ".join(str(child) for child in element.children if type(child) is NavigableString).strip()


def _without_site(title: str, page: BeautifulSoup, facts: PageFacts) -> str:
    """A headline that machines were told, without the names of section and site that systems glue to it."""
    parts = [part for part in re.split(r"\s+[|–—·•»/]\s+|\s+-\s+|\s?\|\s?", title) if part.strip()]
    site = {_key(facts.publisher)} - {""}
    kept = [part for part in parts if not names_section(part) and _key(part) not in site]
    if len(parts) > 1 and len(kept) == len(parts):
        # Nothing names the site: the longest part is the headline, the others are short.
        longest = max(kept, key=len)
        kept = (
            [longest]
            if all(len(part) * 2 <= len(longest) for part in kept if part is not longest)
            else [title]
        )
    return " – ".join(kept).strip() if kept else title
