"""The spans of the calendar that German texts name: weeks, months and their parts, quarters, seasons, years."""

import calendar
from collections.abc import Callable, Iterable
from datetime import date, timedelta

Span = tuple[date, date]

SEASONS = ("spring", "summer", "autumn", "winter")
EARLIEST, LATEST = 1000, 2199


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none such (31 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Span:
    """The first and the last day of a month; `month` from 1 to 12."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def part_of_month(year: int, month: int, part: int) -> Span:
    """Anfang (0), the 1st to 10th, Mitte (1), the 11th to 20th, or Ende (2), the 21st to the last."""
    first, last = month_of(year, month)
    return first.replace(day=1 + 10 * part), last if part == 2 else first.replace(day=10 + 10 * part)


def months_of(year: int, first: int, count: int) -> Span:
    """So many whole months of a year from one on."""
    return date(year, first, 1), month_of(year, first + count - 1)[1]


def year_of(year: int) -> Span:
    """A whole year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_of(year: int, week: int) -> Span | None:
    """An ISO 8601 week, Monday to Sunday; None where the year has no such week."""
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)


def week_around(day: date) -> Span:
    """The ISO 8601 week of a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def season_of(year: int, season: int) -> Span:
    """A meteorological season by its place in SEASONS; a winter belongs to the year of its December."""
    if season == SEASONS.index("winter"):
        return date(year, 12, 1), month_of(year + 1, 2)[1]
    return months_of(year, 3 + 3 * season, 3)


def shifted_month(day: date, months: int) -> date:
    """The first day of the month so many months later (or earlier, below zero)."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def same_day(day: date, *, months: int) -> date:
    """The same day of the month so many months later; the last one where that month is shorter."""
    first = shifted_month(day, months)
    return first.replace(day=min(day.day, month_of(first.year, first.month)[1].day))


def distance(span: Span, day: date) -> int:
    """How many days lie between a span and a day; 0 inside it."""
    return max((span[0] - day).days, (day - span[1]).days, 0)


def nearest(spans: Iterable[Span | None], day: date) -> Span | None:
    """Of several spans the one nearest to a day, of equals the later; None where there are none."""
    there = [span for span in spans if span]
    return min(there, key=lambda span: (distance(span, day), -span[0].toordinal()), default=None)


def nearest_year(span_in: Callable[[int], Span | None], day: date) -> Span | None:
    """Of what comes once a year the one nearest to a day; years that lack it (29 February) are passed over."""
    for reach in (1, 4, 8):
        if found := nearest((span_in(year) for year in range(day.year - reach, day.year + reach + 1)), day):
            return found
    return None


def last_or_next_year(span_in: Callable[[int], Span | None], day: date, *, past: bool) -> Span | None:
    """Of what comes once a year the last that has begun by a day, or the next that has not ended; None for neither."""
    years = range(day.year, day.year - 9, -1) if past else range(day.year - 1, day.year + 9)
    for year in years:
        span = span_in(year)
        if span and (span[0] <= day if past else span[1] >= day):
            return span
    return None
