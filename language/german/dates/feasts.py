"""Forms of holidays and of weekdays that are counted within a month: Ostermontag 2026, letzter Samstag im Mai."""

from datetime import date, timedelta
from functools import partial

from language.german.calendar import Span, month_of
from language.german.dates.days import day_at, month_at, ordinal_at, year_after
from language.german.dates.model import Unit
from language.german.dates.parts import Part, Resolved, Yearly
from language.german.dates.tokens import Scan
from language.german.dates.words import COUNTS, EVERY, NTH, NTH_WORD, WEEKDAY_NUMBERS
from language.german.holidays import LONGEST, NAMES, advent, holiday

_WEEKEND = "wochenende"
_FIRST_WORDS = frozenset(name.split()[0] for name in NAMES)
_ANY_YEAR = 2001
# What names the day of a holiday stands behind one of these; "vor Ostern" and "wie Ostern" name none.
_BEFORE_HOLIDAYS = frozenset(
    {
        "an",
        "am",
        "zu",
        "zum",
        "ueber",
        "bis",
        "seit",
        "ab",
        "auf",
        "von",
        "vom",
        "den",
        "dem",
        "diesem",
        "kommenden",
        "naechsten",
    }
)
_DAYS_OF_A_WEEK = 7
# German counts both ends: "in acht Tagen" is a week from today, "in vierzehn Tagen" two weeks.
_AS_SAID = {8: 7, 15: 14}


def holiday_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """ "Ostermontag 2026", "Buß- und Bettag", "1. Advent", "zwischen den Jahren"."""
    number, after = ordinal_at(scan, at)
    if number is not None and 1 <= number <= 4 and scan.word(after) in {"advent", "adventssonntag"}:
        if (day := _day_behind(scan, after + 1)) is not None:
            return day
        year, end = year_after(scan, after + 1)
        return Yearly(partial(_advent, number=number), year, Unit.DAY), end
    if scan.word(at) not in _FIRST_WORDS:
        return None
    for length in range(LONGEST, 0, -1):
        name = " ".join(scan.word(at + step) for step in range(length))
        if name in NAMES and _is_named(scan, at, at + length):
            return _dated_holiday(scan, name, at + length)
    return None


def _is_named(scan: Scan, at: int, after: int) -> bool:
    """Whether a text names the day and does not only speak of it: "wie Weihnachten und Ostern", "Mariä Himmelfahrt"."""
    if not scan.prose:
        return True
    before = scan.word(at - 1)
    if scan.word(at) == "zwischen":
        return True
    if not scan.tokens[at].text[0].isupper() or before in {"mariae", "maria"}:
        return False
    year, _ = year_after(scan, after)
    dated = year is not None or _day_behind(scan, after) is not None
    return dated or before in _BEFORE_HOLIDAYS


def _day_behind(scan: Scan, at: int) -> tuple[Part, int] | None:
    """The day that says which one it is: "Palmsonntag, 9. April", "Pfingstmontag, den 9. Juni"."""
    place = at + (scan.word(at) in {",", "("})
    place += scan.word(place) in {"den", "dem", "der", "am"}
    found = day_at(scan, place) if place > at else None
    return found if found and found[0].month is not None else None


def _dated_holiday(scan: Scan, name: str, after: int) -> tuple[Part, int]:
    if (day := _day_behind(scan, after)) is not None:
        return day
    year, end = year_after(scan, after)
    days = holiday(name)
    first, last = days(_ANY_YEAR)
    return Yearly(days, year, Unit.DAY if first == last else Unit.SPAN), end


def _advent(year: int, number: int) -> Span:
    day = advent(year, number)
    return day, day


def nth_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """ "letzten Samstag im Mai", "vorletztes Wochenende im Juni", "ersten Freitag des Monats"."""
    match = NTH_WORD.fullmatch(scan.word(at))
    number = NTH[match[1]] if match else None
    after = at + 1
    if number is None:
        number, after = ordinal_at(scan, at)
    weekday = WEEKDAY_NUMBERS.get(scan.word(after))
    if number is None or (weekday is None and scan.word(after) != _WEEKEND):
        return None
    place = after + 1
    if scan.word(place) not in {"im", "des"}:
        return None
    if scan.word(place + 1) in {"monats", "monat"}:
        if scan.today is None:
            return None
        span = _nth(scan.today.year, scan.today.month, number, weekday, scan.today)
        return (Resolved(span, _unit(weekday)), place + 2) if span else None
    month, end = month_at(scan, place + 1)
    if month is None:
        return None
    year, end = year_after(scan, end)
    span_in = partial(_nth, month=month, number=number, weekday=weekday, today=scan.today)
    return Yearly(span_in, year, _unit(weekday)), end


def recurs_until(scan: Scan, at: int) -> int | None:
    """The place behind what recurs: "jeden letzten Freitag im Monat"; None where something else stands."""
    if scan.word(at) not in EVERY:
        return None
    begin = at + 1
    while scan.word(begin) in {"am", "an"}:
        begin += 1
    found = nth_part(scan, begin)
    return found[1] if found else None


def no_nth_until(scan: Scan, at: int) -> int | None:
    """The place behind a weekday that its month has not: a fifth Friday in a February of four."""
    found = nth_part(scan, at) if scan.today else None
    if scan.today is None or found is None or not isinstance(found[0], Yearly):
        return None
    years = [found[0].year] if found[0].year is not None else [scan.today.year, scan.today.year + 1]
    return None if any(found[0].span_in(year) for year in years) else found[1]


def _unit(weekday: int | None) -> Unit:
    return Unit.SPAN if weekday is None else Unit.DAY


def _nth(year: int, month: int, number: int, weekday: int | None, today: date | None) -> Span | None:
    """The nth weekday of a month from its beginning, from its end where `number` is below 0, the next one for 0."""
    first, last = month_of(year, month)
    wanted = 5 if weekday is None else weekday
    days = [
        first + timedelta(days=step)
        for step in range((last - first).days + 1)
        if (first + timedelta(days=step)).weekday() == wanted
    ]
    if number == 0:
        days = [day for day in days if today is None or day > today][:1]
        number = 1
    if abs(number) > len(days):
        return None
    day = days[number - 1] if number > 0 else days[number]
    return day, day + timedelta(days=weekday is None)


def hence_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """ "heute in acht Tagen", "Dienstag in einer Woche"."""
    if scan.today is None or scan.word(at + 1) != "in":
        return None
    weekday = WEEKDAY_NUMBERS.get(scan.word(at))
    if scan.word(at) != "heute" and weekday is None:
        return None
    count = scan.number(at + 2, 2) or COUNTS.get(scan.word(at + 2))
    unit = scan.word(at + 3)
    if count is None or unit not in {"tagen", "woche", "wochen"} or (weekday is not None and unit == "tagen"):
        return None
    days = _AS_SAID.get(count, count) if unit == "tagen" else count * _DAYS_OF_A_WEEK
    day = scan.today + timedelta(days=days)
    if weekday is not None:
        day = scan.today + timedelta(days=(weekday - scan.today.weekday()) % 7 + days)
    return Resolved((day, day), Unit.DAY), at + 4
