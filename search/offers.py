"""What may have been meant by a query that finds nothing, or that cannot be understood; never done unasked.

Pure: a text in, other searches out; which of them find something, `search.finder` knows.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz, process

from language.german.dates import Lean, Period
from language.german.dates.whole import read_period
from language.german.tokens import fold, words
from search.errors import QuerySyntaxError
from search.fields import KEY_OF_NAME, RENDERED_NAME
from search.lexer import OPERATORS, Token, tokens
from search.params import Search
from search.syntax import parse


class OfferKind(StrEnum):
    """What is offered: the words alone, a field, either word, a period or a day, an exclusion, a question's words."""

    WORDS = "words"
    FIELD = "field"
    EITHER = "either"
    PUBLISHED = "published"
    MENTIONED = "mentioned"
    EXCLUDED = "excluded"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Offer:
    """Another search: its text, and the period it is narrowed to, of publication or named in the text."""

    kind: OfferKind
    text: str
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer that finds something: the whole search with its filters, and how many releases it finds."""

    offer: Offer
    search: Search
    total: int


def searches_for(search: Search, today: date) -> tuple[tuple[Offer, Search], ...]:
    """What may have been meant by a search, each as a search that keeps the filters."""
    return tuple((offer, _applied(offer, search)) for offer in offers_for(search.text, today))


def _applied(offer: Offer, search: Search) -> Search:
    other = replace(search, text=offer.text, page=1)
    if offer.kind is OfferKind.PUBLISHED:
        return replace(other, filters=replace(other.filters, published=offer.period))
    return replace(other, mentions=offer.period) if offer.kind is OfferKind.MENTIONED else other


# Said in a question, and not asked about.
_FUNCTION_WORDS = frozenset(
    """wer was wann wo wie warum wieso weshalb wohin woher womit wodurch welche welcher welches welchen welchem wessen
    wem wen der die das den dem des ein eine einen einem einer eines im in ins am an auf aus bei beim zu zum zur
    von vom mit nach ueber um fuer gegen durch ohne ist sind war waren wird werden wurde wurden worden hat haben
    hatte hatten kann koennen konnte soll sollen sollte muss muessen darf duerfen will wollen gibt gab es ich du
    er sie wir ihr man mein meine meinen meinem meiner unser unsere unseren sich und oder denn eigentlich bitte
    alles etwas mal so da dort hier""".split()
)
_BEFORE_ADJECTIVE = re.compile(
    r"\bwie\s+(?:hoch|viele?|lange?|oft|weit|gross|groß|teuer|spät)\b", re.IGNORECASE
)
_ABOUT = re.compile(
    r"^\s*(?:alles|infos?|informationen|neues|meldung(?:en)?|pressemitteilung(?:en)?|pressemeldung(?:en)?|nachrichten)"
    r"\s+(?:über|zu[mr]?|vom|von|zum thema|rund um)\s+",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:^|\s)-(\d\S*)")
_COLON = re.compile(r"(?:^|\s)(?P<name>[^\W\d_]{3,}):\s*(?P<value>\S+)")
_NAMED = re.compile(r"(?P<name>[^\W\d_]+):")
_LIKELY_FIELD = 70
_LONGEST_DATE = 4


def offers_for(text: str, today: date) -> tuple[Offer, ...]:
    """What may have been meant, the likeliest first; empty where a query leaves nothing open."""
    try:
        parse(text, today=today)
    except QuerySyntaxError:
        return tuple(_words_alone(text))
    found = (offer for rule in _RULES for offer in rule(text, today))
    return tuple(dict.fromkeys(offer for offer in found if offer.text != text or offer.period))


def _words_alone(text: str) -> Iterator[Offer]:
    bare = _NAMED.sub(lambda named: "" if fold(named["name"]) in KEY_OF_NAME else named.group(), text)
    said = [word.lower() if word in OPERATORS else word for word in words(bare)]
    if said:
        yield Offer(OfferKind.WORDS, " ".join(said))


def _field(text: str, today: date) -> Iterator[Offer]:
    for match in _COLON.finditer(text):
        name = fold(match["name"])
        if name not in KEY_OF_NAME:
            likely = process.extractOne(
                name, list(KEY_OF_NAME), scorer=fuzz.ratio, score_cutoff=_LIKELY_FIELD
            )
            if likely:
                meant = f"{RENDERED_NAME[KEY_OF_NAME[likely[0]]]}:{match['value']}"
                yield Offer(OfferKind.FIELD, text[: match.start("name")] + meant + text[match.end() :])


def _either(text: str, today: date) -> Iterator[Offer]:
    other = re.sub(r"(?<=\s)oder(?=\s)", "ODER", text)
    if other != text:
        yield Offer(OfferKind.EITHER, other)


def _dashes(text: str, today: date) -> Iterator[Offer]:
    """A dash that stands where a minus would: Tischtennis -Spieler."""
    other = re.sub(r"(?<=\s)-(?=[^\W\d_])", "", text)
    if other != text:
        yield Offer(OfferKind.WORDS, other)


def _excluded(text: str, today: date) -> Iterator[Offer]:
    if _SIGNED.search(text):
        yield Offer(OfferKind.EXCLUDED, _SIGNED.sub(r" NICHT \1", text).strip())


def _dates(text: str, today: date) -> Iterator[Offer]:
    """The longest date or period in the words, as that of publication and as one named in the text."""
    spoken = [token for token in tokens(text) if token.kind in ("word", "number")]
    for first, last in _runs(len(spoken)):
        start, end = spoken[first].start, spoken[last].end
        said = text[start:end]
        if said.isdigit() and len(said) < 4:
            continue
        past, coming = (read_period(said, today=today, lean=lean) for lean in (Lean.LAST, Lean.NEXT))
        if past is None or coming is None:
            continue
        rest = f"{_without_edges(spoken[:first], text[:start])} {text[end:].strip()}".strip()
        rest = "" if _ABOUT.fullmatch(f"{rest} über ") else rest
        yield Offer(OfferKind.PUBLISHED, rest, past)
        yield Offer(OfferKind.MENTIONED, rest, coming)
        return


def _runs(length: int) -> Iterator[tuple[int, int]]:
    """The first and last of so many words in a row, the longest first."""
    for count in range(min(_LONGEST_DATE, length), 0, -1):
        for first in range(length - count + 1):
            yield first, first + count - 1


def _without_edges(before: Sequence[Token], text: str) -> str:
    """The text before a date without the function words that lead to it: "am", "im", "vom"."""
    end = len(text)
    for token in reversed(before):
        if fold(token.text) not in _FUNCTION_WORDS:
            break
        end = token.start
    return text[:end].strip()


def _is_function(word: str) -> bool:
    return {fold(one) for one in words(word)} <= _FUNCTION_WORDS


def _question(text: str, today: date) -> Iterator[Offer]:
    bare = _BEFORE_ADJECTIVE.sub(" ", _ABOUT.sub("", text))
    kept = [word for word in bare.split() if not words(word) or not _is_function(word)]
    rest = " ".join(kept).rstrip("?! ")
    if words(rest):
        yield Offer(OfferKind.QUESTION, rest)


_Rule = Callable[[str, date], Iterator[Offer]]
_RULES: tuple[_Rule, ...] = (_field, _either, _dashes, _dates, _excluded, _question)
