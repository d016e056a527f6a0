"""What people read of a search and its parts."""

from collections.abc import Callable, Mapping
from datetime import date

from archive.model import Grade, Source
from language.german.dates import MONTHS, Period, german_date
from language.german.topics import topic
from language.messages import Language, Message
from search.params import Search
from search.parts import Part, parts_of

# How deep a version changed.
GRADES = {
    Grade.TYPOGRAPHIC: Message("Schreibweise geändert"),
    Grade.FACTUAL: Message("Angaben geändert"),
    Grade.STRUCTURAL: Message("Text dazugekommen oder entfallen"),
}
_STATES: dict[str, Message] = {
    "edited": Message("geändert"),
    **{str(grade): label for grade, label in GRADES.items()},
    "withdrawn": Message("zurückgezogen"),
}
_MENTIONS = Message("nennt {period}")
_EVERYTHING = Message("alle Meldungen")


def period_text(period: Period) -> str:
    """A period: 3. März 2025 – 5. März 2025; an open end is an ellipsis."""
    start = german_date(period.start) if period.start else "…"
    end = german_date(period.end) if period.end else "…"
    return start if start == end else f"{start} – {end}"


def facet_label(name: str, sources: Mapping[str, Source], language: Language) -> Callable[[str], str]:
    """What people read for a value of a facet."""
    if name == "topic":
        return lambda key: found.label(language) if (found := topic(key)) else key
    if name == "state":
        return lambda key: _STATES[key].text(language) if key in _STATES else key
    if name == "city":
        return lambda key: sources[key].name if key in sources else key
    if name == "month":
        return lambda month: f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"
    return lambda value: value


def part_label(part: Part, sources: Mapping[str, Source], language: Language) -> str:
    """A part by its name: words in quotation marks, the label of a filter's value, the days of a period."""
    if part.field == "q":
        return f"„{part.value}“"
    if part.period and part.field == "mentions":
        return _MENTIONS.text(language, period=period_text(part.period))
    if part.period:
        return period_text(part.period)
    return facet_label(part.field, sources, language)(part.value)


def described(search: Search, sources: Mapping[str, Source], language: Language, today: date) -> str:
    """A search on one line: „Radweg“ · Verkehr · 3. März 2025 – …"""
    labels = [part_label(part, sources, language) for part in parts_of(search, today)]
    return " · ".join(labels) or _EVERYTHING.text(language)
