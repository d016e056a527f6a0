"""A search ⇄ URL parameters, everywhere the same: pages, links, feeds, saved searches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from language.german.dates import Period
from language.messages import Language, Message
from search.model import FILTERS, Filters, Sort
from search.syntax import LONGEST_QUERY

PARAMETERS = ("q", *FILTERS, "all", "not", "from", "to", "on", "mentions", "sort", "page", "size")
SIZES = range(1, 101)
DEFAULT_SIZE = 10
_MOST_VALUES = 50
_LONGEST_VALUE = 200
_HIGHEST_PAGE = 100_000

_BAD_DATE = Message(
    "„{value}“ ist kein Datum (JJJJ-MM-TT); „{name}“ wird nicht beachtet.",
)
_BAD_PERIOD = Message(
    "„{value}“ ist kein Zeitraum (JJJJ-MM-TT oder JJJJ-MM-TT/JJJJ-MM-TT); „{name}“ wird nicht beachtet.",
)
_BAD_NUMBER = Message(
    "„{value}“ ist für „{name}“ keine Zahl von {low} bis {high}; es gilt {default}.",
)
_BAD_SORT = Message(
    "Eine Sortierung „{value}“ gibt es nicht; sortiert wird nach Treffergenauigkeit.",
)
_BAD_FIELD = Message(
    "„{value}“ nennt keine Angabe, nach der gefiltert werden kann; „{name}“ wird nicht beachtet. Möglich sind {known}.",
)
_REVERSED = Message(
    "Der Zeitraum endet vor seinem Anfang; Anfang und Ende wurden getauscht.",
)
_TOO_LONG = Message(
    "„{name}“ ist zu lang oder zu oft angegeben; was zu viel war, wird nicht beachtet.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search as a user states it: the words of the box, the filters, the period the text has to name, order, page."""

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    mentions: Period | None = None
    sort: Sort | None = None
    page: int = 1
    size: int = DEFAULT_SIZE

    @property
    def order(self) -> Sort:
        """The order asked for; of a search without words the newest first."""
        return self.sort or (Sort.RELEVANCE if self.text.strip() else Sort.NEWEST)


@dataclass(frozen=True, slots=True)
class BadValue:
    """A parameter whose value could not be used, and the sentence that says so."""

    name: str
    value: str
    message: Message
    facts: tuple[tuple[str, object], ...] = ()

    def text(self, language: Language) -> str:
        """The sentence in one language."""
        return self.message.text(language, name=self.name, value=self.value, **dict(self.facts))


def encode(search: Search) -> dict[str, list[str]]:
    """The parameters of a search; what is as it is by default is left out."""
    published = search.filters.published
    start, end = (published.start, published.end) if published else (None, None)
    same_day = bool(start and start == end)
    parameters = {
        "q": [search.text] if search.text.strip() else [],
        **{name: list(search.filters.of(name)) for name in FILTERS},
        "all": list(search.filters.together),
        "not": [f"{name}:{value}" for name, value in search.filters.excluded],
        "from": [start.isoformat()] if start and not same_day else [],
        "to": [end.isoformat()] if end and not same_day else [],
        "on": [start.isoformat()] if start and same_day else [],
        "mentions": [_interval(search.mentions)] if search.mentions else [],
        "sort": [str(search.sort)] if search.sort else [],
        "page": [str(search.page)] if search.page > 1 else [],
        "size": [str(search.size)] if search.size != DEFAULT_SIZE else [],
    }
    return {name: values for name, values in parameters.items() if values}


def decode(parameters: Mapping[str, Sequence[str]]) -> tuple[Search, tuple[BadValue, ...]]:
    """The search that parameters ask for, and what in them could not be used."""
    bad: list[BadValue] = []
    text = _first(parameters, "q")
    if len(text) > LONGEST_QUERY:
        bad.append(BadValue("q", text[:20], _TOO_LONG))
    sort = _sort(_first(parameters, "sort"), bad)
    search = Search(
        text=text[:LONGEST_QUERY],
        filters=Filters(
            **{name: _values(parameters, name, bad) for name in FILTERS},
            together=_fields(parameters, bad),
            excluded=_excluded(parameters, bad),
            published=_period(parameters, bad),
        ),
        mentions=_mentions(parameters, bad),
        sort=sort,
        page=_number(parameters, "page", 1, range(1, _HIGHEST_PAGE + 1), bad),
        size=_number(parameters, "size", DEFAULT_SIZE, SIZES, bad),
    )
    return search, tuple(bad)


def _first(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(parameters.get(name, ())), "")


def _values(parameters: Mapping[str, Sequence[str]], name: str, bad: list[BadValue]) -> tuple[str, ...]:
    given = [value for value in parameters.get(name, ()) if value.strip()]
    kept = [value for value in given if len(value) <= _LONGEST_VALUE][:_MOST_VALUES]
    if len(kept) < len(given):
        bad.append(BadValue(name, given[-1][:20], _TOO_LONG))
    return tuple(dict.fromkeys(kept))


def _fields(parameters: Mapping[str, Sequence[str]], bad: list[BadValue]) -> tuple[str, ...]:
    """The fields all of whose values are wanted."""
    given = _values(parameters, "all", bad)
    bad += [_no_field("all", name) for name in given if name not in FILTERS]
    return tuple(name for name in given if name in FILTERS)


def _excluded(parameters: Mapping[str, Sequence[str]], bad: list[BadValue]) -> tuple[tuple[str, str], ...]:
    """Values that are not wanted: the field, a colon, the value."""
    excluded: list[tuple[str, str]] = []
    for given in _values(parameters, "not", bad):
        name, _, value = given.partition(":")
        if name in FILTERS and value.strip():
            excluded.append((name, value))
        else:
            bad.append(_no_field("not", given))
    return tuple(excluded)


def _no_field(name: str, value: str) -> BadValue:
    return BadValue(name, value[:40], _BAD_FIELD, (("known", ", ".join(FILTERS)),))


def _period(parameters: Mapping[str, Sequence[str]], bad: list[BadValue]) -> Period | None:
    if on := _date(parameters, "on", bad):
        return Period(start=on, end=on)
    start, end = _date(parameters, "from", bad), _date(parameters, "to", bad)
    if start and end and end < start:
        bad.append(BadValue("to", end.isoformat(), _REVERSED))
        start, end = end, start
    return Period(start=start, end=end) if start or end else None


def _mentions(parameters: Mapping[str, Sequence[str]], bad: list[BadValue]) -> Period | None:
    """A day, or the two ends of a period with a stroke between them (ISO 8601-1, 5.5); none of them open."""
    value = _first(parameters, "mentions")
    if not value:
        return None
    start, _, end = value.partition("/")
    try:
        period = Period(start=date.fromisoformat(start), end=date.fromisoformat(end or start))
    except ValueError:
        bad.append(BadValue("mentions", value[:21], _BAD_PERIOD))
        return None
    assert period.start
    assert period.end
    if period.end < period.start:
        bad.append(BadValue("mentions", value[:21], _REVERSED))
        period = Period(start=period.end, end=period.start)
    return replace(period, printed=_interval(period))


def _interval(period: Period) -> str:
    start, end = str(period.start), str(period.end)
    return start if start == end else f"{start}/{end}"


def _date(parameters: Mapping[str, Sequence[str]], name: str, bad: list[BadValue]) -> date | None:
    value = _first(parameters, name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        bad.append(BadValue(name, value[:20], _BAD_DATE))
        return None


def _number(
    parameters: Mapping[str, Sequence[str]], name: str, default: int, allowed: range, bad: list[BadValue]
) -> int:
    value = _first(parameters, name)
    if not value:
        return default
    if value.isascii() and value.isdigit() and len(value) < 10 and int(value) in allowed:
        return int(value)
    facts = (("low", allowed[0]), ("high", allowed[-1]), ("default", default))
    bad.append(BadValue(name, value[:20], _BAD_NUMBER, facts))
    return default


def _sort(value: str, bad: list[BadValue]) -> Sort | None:
    if not value:
        return None
    try:
        return Sort(value)
    except ValueError:
        bad.append(BadValue("sort", value[:20], _BAD_SORT))
        return None
