"""What one line of a document is, by what it says: an ordered table of named kinds, the first that fits counts.

A line belongs to the letterhead where nothing is left of it once names of the house, words for a release, labels,
number, date, sign and address are taken away.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from archive.model import ReleaseNumber
from ingest.city import City
from ingest.reading.embargo import says_embargo
from ingest.reading.number import read_printed_number
from ingest.zones import vocabulary
from language.german.dates.printed import printed_days
from language.german.page_noise import is_noise
from language.german.tokens import visible


class LineKind(StrEnum):
    """What a line is."""

    EMPTY = "empty"
    EMBARGO = "embargo"
    SUBJECT = "subject"
    STATED = "stated"
    KIND = "kind"
    HOUSE = "house"
    LABEL = "label"
    ADDRESS = "address"
    SALUTATION = "salutation"
    REQUEST = "request"
    GREETING = "greeting"
    CONTACT = "contact"
    CAPTION = "caption"
    FURNITURE = "furniture"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class House:
    """Who publishes: its name ("" where it is not known) and the form of its numbers."""

    name: str
    number: re.Pattern[str] | None = None


def house_of(city: City) -> House:
    """Who publishes what a city publishes; a city of which nothing is known has no name."""
    return House(city.source.name if city.key else "", city.number)


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line and what it says; `value` is what stands behind a label that names the headline."""

    text: str
    kind: LineKind
    number: ReleaseNumber | None = None
    days: tuple[date, ...] = ()
    value: str = ""


# No line of a letterhead is longer, and no line that is anything but text.
_LONGEST, _LONGEST_OF_ALL = 160, 400
_PAGE_OF = re.compile(r"^Seite\s\d+\s(?=\D)|\s*[–|·-]?\s*\bSeite\s\d+(?:\s(?:von|/)\s\d+)?\s*$")
# Without a figure, an address or names alone a line is no letterhead, whatever else it says.
_MAY_STATE = re.compile(r"\d|@|www\.|://|\.\w{2,7}\b|:\s*$")
_LETTERS = re.compile(r"[^\W_]")
_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?][)“”\"«]?\s*$")


@lru_cache(maxsize=20_000)
def look_at(text: str, house: House) -> SeenLine:
    """What a line is and what it states."""
    shown = " ".join(visible(text).split())
    if not shown:
        return SeenLine(text, LineKind.EMPTY)
    if len(shown) > _LONGEST_OF_ALL:
        return SeenLine(text, LineKind.TEXT)
    for kind, fits in _RULES:
        if fits(shown):
            subject = vocabulary.SUBJECT.match(shown)
            value = subject["value"] if subject and kind is LineKind.SUBJECT else ""
            return SeenLine(text, kind, value=value, days=_days(shown) if kind is LineKind.CAPTION else ())
    if len(shown) > _LONGEST or (_SENTENCE.search(shown) and len(shown) > 60):
        return SeenLine(text, LineKind.TEXT)
    if not _MAY_STATE.search(shown) and not _names_only(shown) and not vocabulary.SPACED.match(shown):
        return SeenLine(text, LineKind.TEXT)
    return _letterhead(text, shown, house)


_RULES: tuple[tuple[LineKind, Callable[[str], bool]], ...] = (
    (LineKind.EMBARGO, says_embargo),
    (LineKind.SUBJECT, lambda text: vocabulary.SUBJECT.match(text) is not None),
    (LineKind.SALUTATION, lambda text: vocabulary.SALUTATION.match(text) is not None),
    (LineKind.GREETING, lambda text: vocabulary.GREETING.match(text) is not None and len(text) < 60),
    (LineKind.FURNITURE, lambda text: vocabulary.FURNITURE.match(text) is not None or is_noise(text)),
    (LineKind.CAPTION, lambda text: vocabulary.CAPTION.match(text) is not None),
    (LineKind.LABEL, lambda text: vocabulary.LABELLED_VALUE.match(text) is not None),
    (LineKind.CONTACT, lambda text: vocabulary.CONTACT.match(text) is not None),
    (LineKind.REQUEST, lambda text: vocabulary.REQUEST.search(text) is not None and len(text) < 300),
)


def _letterhead(text: str, shown: str, house: House) -> SeenLine:
    """A line of the letterhead by what it states, or text where words are left over."""
    if vocabulary.SPACED.match(shown) or vocabulary.JOINT.match(shown):
        return SeenLine(text, LineKind.KIND)
    shown = _PAGE_OF.sub("", shown)
    number = read_printed_number(shown, house.number)
    days = printed_days(shown)
    said = shown
    for printed in reversed(days):
        said = f"{said[: printed.start]} {said[printed.end :]}"
    if number is not None:
        said = said.replace(number.printed, " ")
    stated = bool(days or number)
    place = vocabulary.PLACE.match(said) if days else None
    rest = _without_house(said[place.end() :] if place else said, house)
    rest = " ".join(rest.split())
    kind_said = vocabulary.KIND.search(rest) is not None
    for taken in (
        vocabulary.AUTHOR,
        vocabulary.KIND,
        vocabulary.CLOCK,
        vocabulary.SIGN,
        vocabulary.OFFICIAL,
        vocabulary.LABELS,
    ):
        rest = taken.sub(" ", rest)
    if not _LETTERS.search(rest):
        if stated:
            return SeenLine(text, LineKind.STATED, number, tuple(day.day for day in days))
        if kind_said:
            return SeenLine(text, LineKind.KIND)
        return SeenLine(text, LineKind.HOUSE if _is_named(shown, house) else LineKind.LABEL)
    if vocabulary.WHOLE_LABEL.match(shown):
        return SeenLine(text, LineKind.LABEL)
    by = re.sub(r"^\W*(?:von|durch)?\W*", "", rest)
    facts = tuple(day.day for day in days)
    if stated and not _has_address(said) and _names_only(by) and vocabulary.UNIT.match(by):
        return SeenLine(text, LineKind.STATED, number, facts)
    if _has_address(shown) and _is_address(shown, house):
        return SeenLine(text, LineKind.ADDRESS, number if kind_said else None, facts)
    if _names_only(shown) and vocabulary.UNIT.match(shown):
        named = _without_house(shown, house) != shown
        kind = LineKind.HOUSE if named else LineKind.LABEL
        return SeenLine(text, kind, number, facts)
    return SeenLine(text, LineKind.TEXT)


def _has_address(text: str) -> bool:
    forms = (vocabulary.REACHED, vocabulary.TOWN, vocabulary.STREET)
    return any(form.search(text) for form in forms)


def _is_address(text: str, house: House) -> bool:
    """Whether every part of a line is a street, a town, a number to call, the house or a unit of it, or nothing."""
    for part in re.split(r"\s*[·|•;]\s*|,\s|\s[-–]\s", text):
        rest = vocabulary.FURNITURE.sub(
            " ", vocabulary.TOWN.sub(" ", vocabulary.STREET.sub(" ", vocabulary.REACHED.sub(" ", part)))
        )
        rest = re.sub(r"\bSeite\s\d+(?:\s(?:von|/)\s\d+)?", " ", rest)
        rest = vocabulary.OFFICIAL.sub(" ", _without_house(rest, house))
        if _LETTERS.search(rest) and not (vocabulary.UNIT.match(rest.strip()) and _names_only(rest)):
            return False
    return True


def _days(shown: str) -> tuple[date, ...]:
    return tuple(day.day for day in printed_days(shown))


def _without_house(text: str, house: House) -> str:
    """A line without the name of who publishes, in any letters, and without what it is: "der Großen Kreisstadt"."""
    for name in _names(house):
        what = rf"(?:(?:der|des|die) )?(?:{vocabulary.KINDS_OF_TOWN} )?"
        text = re.sub(rf"(?<!\w){what}{re.escape(name)}s?(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _names(house: House) -> list[str]:
    """The names of the house, the longest first: "Stadt Bad Lauer", "Bad Lauer"."""
    if not house.name:
        return []
    bare = vocabulary.KIND_OF_TOWN.sub("", house.name)
    return sorted({house.name, bare}, key=len, reverse=True)


def _is_named(shown: str, house: House) -> bool:
    return _without_house(shown, house) != shown


def _names_only(text: str) -> bool:
    """Whether a line consists of names and what joins them: no verb, no sentence."""
    words = re.findall(r"[^\s,;·|]+", text)
    named = [
        word for word in words if _LETTERS.search(word) and word.casefold() not in vocabulary.FUNCTION_WORDS
    ]
    return (
        len(words) <= 14
        and all(word.lstrip("(„\"'-–·&/")[:1].isupper() or word.lstrip("(")[:1].isdigit() for word in named)
        and not re.search(r"[:!?]", text)
    )
