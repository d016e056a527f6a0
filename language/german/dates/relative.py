"""Forms that are counted from today or from the day named last: gestern, letzte Woche, am Montag, eine Woche später."""

from datetime import date, timedelta
from functools import partial

from language.german.calendar import (
    Span,
    month_of,
    months_of,
    same_day,
    season_of,
    shifted_month,
    week_around,
    year_of,
)
from language.german.dates.context import is_morning, is_single_weekday, lean_at
from language.german.dates.days import month_at, year_after
from language.german.dates.model import Doubt, Lean, Unit
from language.german.dates.parts import Part, Resolved, Yearly
from language.german.dates.tokens import Scan
from language.german.dates.words import (
    BEFORE_UNITS,
    COUNTS,
    DAY_SHIFT,
    DAYTIME,
    LATER,
    RELATIVE_DAYS,
    SEASON_NUMBERS,
    SHIFT,
    SHIFTS,
    UNITS,
    WEEKDAY_NUMBERS,
)


def relative_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """gestern, Vorjahr, gestriger Samstag, letzte Woche."""
    if scan.today is None:
        return None
    word = scan.word(at)
    if word in RELATIVE_DAYS and not is_morning(scan, at):
        day = scan.today + timedelta(days=RELATIVE_DAYS[word])
        return Resolved((day, day), Unit.DAY), at + 1
    if word in BEFORE_UNITS:
        return Resolved(unit_span(scan, BEFORE_UNITS[word], -1), unit_of(BEFORE_UNITS[word])), at + 1
    if match := DAY_SHIFT.fullmatch(word):
        day = scan.today + timedelta(days=RELATIVE_DAYS[match[1]])
        after = at + 1
        if scan.word(after) in WEEKDAY_NUMBERS or scan.word(after) in {"tag", "tage"}:
            weekday = WEEKDAY_NUMBERS.get(scan.word(after))
            wrong = weekday is not None and weekday != day.weekday()
            return Resolved((day, day), Unit.DAY, Doubt.WEEKDAY if wrong else None), after + 1
        return None
    if match := SHIFT.fullmatch(word):
        return shifted_part(scan, SHIFTS[match[1]], at + 1)
    return None


def shifted_part(scan: Scan, by: int, at: int) -> tuple[Part, int] | None:
    """ "letzte Woche", "kommenden Samstag", "nächsten Sommer", "letzten 7 Tage"."""
    assert scan.today is not None
    word = scan.word(at)
    unit = UNITS.get(word)
    if unit in {"woche", "monat", "quartal", "jahr", "halbjahr", "wochenende"} and word not in {
        "wochen", "monate", "monaten", "jahre", "jahren",
    }:  # fmt: skip
        if by == 0 and scan.prose and scan.word(at - 1) in {"diesen", "diese"} and word == "jahren":
            return None
        return Resolved(unit_span(scan, unit, by), unit_of(unit)), at + 1
    if word in WEEKDAY_NUMBERS:
        return Resolved(weekday_span(scan, WEEKDAY_NUMBERS[word], by), Unit.DAY), at + 1
    if word in SEASON_NUMBERS:
        return shifted_season_part(scan, SEASON_NUMBERS[word], by, at)
    month, after = month_at(scan, at)
    if month is not None:
        year, end = year_after(scan, after)
        if year is not None:
            return Yearly(partial(month_of, month=month), year, Unit.MONTH), end
        return shifted_month_part(scan, month, by, after)
    count = scan.number(at) or COUNTS.get(word)
    unit = UNITS.get(scan.word(at + 1))
    if count and unit in {"tag", "woche", "monat", "jahr"} and by in (-1, 1) and not scan.prose:
        return Resolved(stretch_of(scan, count, unit, by), Unit.SPAN), at + 2
    return None


def shifted_season_part(scan: Scan, season: int, by: int, at: int) -> tuple[Part, int] | None:
    """nächsten Sommer."""
    assert scan.today is not None
    if by == 0:
        return Resolved(season_of(scan.today.year, season), Unit.SEASON), at + 1
    around = sorted(season_of(year, season) for year in range(scan.today.year - 3, scan.today.year + 4))
    return Resolved(recurring(around, scan.today, by), Unit.SEASON), at + 1


def shifted_month_part(scan: Scan, month: int, by: int, after: int) -> tuple[Part, int] | None:
    """letzten Mai."""
    assert scan.today is not None
    around = [month_of(year, month) for year in range(scan.today.year - 3, scan.today.year + 4)]
    return Resolved(recurring(around, scan.today, by), Unit.MONTH), after


def stretch_of(scan: Scan, count: int, unit: str, by: int) -> Span:
    """So many units before or after today, today included."""
    assert scan.today is not None
    today = scan.today
    if unit in {"tag", "woche"}:
        days = timedelta(days=count * (7 if unit == "woche" else 1) - 1)
        return (today - days, today) if by < 0 else (today, today + days)
    months = count * (12 if unit == "jahr" else 1)
    if by < 0:
        return same_day(today, months=-months) + timedelta(days=1), today
    return today, same_day(today, months=months) - timedelta(days=1)


def unit_span(scan: Scan, unit: str, by: int) -> Span:
    """The unit of the calendar so many before or after that of today."""
    assert scan.today is not None
    today = scan.today
    if unit == "woche":
        return week_around(today + timedelta(days=7 * by))
    if unit == "monat":
        month = shifted_month(today, by)
        return month_of(month.year, month.month)
    if unit in {"quartal", "halbjahr"}:
        count = 3 if unit == "quartal" else 6
        first = shifted_month(today, count * by - (today.month - 1) % count)
        return months_of(first.year, first.month, count)
    if unit == "wochenende":
        return weekend_span(scan, by)
    return year_of(today.year + by)


def unit_of(unit: str) -> Unit:
    """What a unit's word names."""
    return {"woche": Unit.WEEK, "monat": Unit.MONTH, "jahr": Unit.YEAR}.get(unit, Unit.SPAN)


def weekend_span(scan: Scan, by: int) -> Span:
    """The weekend of this week (0), the last one that is over (-1), the one that begins next (1)."""
    assert scan.today is not None
    today = scan.today
    saturday = today + timedelta(days=5 - today.weekday())
    if by < 0:
        saturday += timedelta(days=7 * by)
    elif by > 0:
        if today >= saturday:
            saturday += timedelta(days=7)
        saturday += timedelta(days=7 * (by - 1))
    return saturday, saturday + timedelta(days=1)


def weekday_span(scan: Scan, weekday: int, by: int) -> Span:
    """The weekday of this week (0), the last one before today (-1), the next one (1)."""
    assert scan.today is not None
    today = scan.today
    ahead = (weekday - today.weekday()) % 7
    if by > 0:
        day = today + timedelta(days=(ahead or 7) + 7 * (by - 1))
    elif by < 0:
        day = today - timedelta(days=((today.weekday() - weekday) % 7 or 7) + 7 * (-by - 1))
    else:
        day = today - timedelta(days=today.weekday()) + timedelta(days=weekday)
    return day, day


def bare_weekday_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """ "am Montag": by the lean of the query or the tense of the clause, else the nearest, which is told."""
    if scan.today is None:
        return None
    word = scan.word(at)
    weekday = WEEKDAY_NUMBERS.get(word)
    if weekday is None and scan.prose and (match := DAYTIME.fullmatch(word)):
        weekday = WEEKDAY_NUMBERS[match[1]]
    if weekday is None:
        return None
    if scan.prose and not is_single_weekday(scan, at):
        return None
    if (shift := SHIFT.fullmatch(scan.word(at + 1))) and scan.word(at + 2) == "woche":
        monday = week_around(scan.today + timedelta(days=7 * SHIFTS[shift[1]]))[0]
        day = monday + timedelta(days=weekday)
        return Resolved((day, day), Unit.DAY), at + 3
    if scan.prose and scan.word(at - 1) in {"bis", "auf"} and scan.word(at - 3) == "von":
        begun = bare_weekday_part(scan, at - 2)
        if begun and isinstance(begun[0], Resolved) and (first := begun[0].span[0]):
            day = first + timedelta(days=(weekday - first.weekday()) % 7)
            return Resolved((day, day), Unit.DAY, begun[0].doubt), at + 1
    lean = lean_at(scan, at)
    ahead, back = (weekday - scan.today.weekday()) % 7, (scan.today.weekday() - weekday) % 7
    if lean is Lean.NEXT:
        by, doubt = ahead, None
    elif lean is Lean.LAST:
        by, doubt = -back, None
    else:
        by = ahead if ahead <= back else -back
        doubt = Doubt.NEAREST if by else None
    day = scan.today + timedelta(days=by)
    return Resolved((day, day), Unit.DAY, doubt), at + 1


def counted_on_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """ "eine Woche später", "am Tag zuvor", "in der Woche darauf": counted from the day named last."""
    if not scan.prose or scan.remembered is None:
        return None
    count = scan.number(at, 2) or COUNTS.get(scan.word(at))
    place = at + (count is not None)
    unit, towards = UNITS.get(scan.word(place)), LATER.get(scan.word(place + 1))
    if unit not in {"tag", "woche"} or towards is None or not scan.tokens[place].text[0].isupper():
        return None
    days = timedelta(days=(count or 1) * towards * (7 if unit == "woche" else 1))
    day = scan.remembered + days
    if unit == "woche" and count is None:
        return Resolved(week_around(day), Unit.WEEK), place + 2
    return Resolved((day, day), Unit.DAY), place + 2


def counted_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """ "vor drei Wochen", "in zwei Monaten"; in prose they are durations."""
    if scan.today is None or scan.prose or scan.word(at) not in {"vor", "in"}:
        return None
    count = scan.number(at + 1) or COUNTS.get(scan.word(at + 1))
    unit = UNITS.get(scan.word(at + 2))
    if not count or unit not in {"tag", "woche", "monat", "jahr"}:
        return None
    by = -count if scan.word(at) == "vor" else count
    if unit in {"tag", "woche"}:
        day = scan.today + timedelta(days=by * (7 if unit == "woche" else 1))
    else:
        day = same_day(scan.today, months=by * (12 if unit == "jahr" else 1))
    return Resolved((day, day), Unit.DAY), at + 3


def recurring(spans: list[Span], today: date, by: int) -> Span:
    """Of what recurs: the one that goes on or comes next (0), the last one that is over (-1), the next to begin (1)."""
    if by < 0:
        return [span for span in spans if span[1] < today][by]
    if by > 0:
        return [span for span in spans if span[0] > today][by - 1]
    return next(span for span in spans if span[1] >= today)
