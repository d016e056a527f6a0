"""Parts of dates → days of the calendar, with the year that fits best where none is written."""

from collections.abc import Callable
from datetime import date

from language.german.calendar import Span, day_of, distance, last_or_next_year, nearest_year
from language.german.dates.context import is_past_here, tense_here
from language.german.dates.model import Doubt, Unit
from language.german.dates.parts import Day, Part, Resolved, Yearly
from language.german.dates.tokens import Scan
from language.german.dates.words import NEAR


def resolved(scan: Scan, part: Part) -> Resolved | None:
    """A part as a span, with the year that fits best where none is written."""
    if isinstance(part, Resolved):
        return part
    if isinstance(part, Yearly):
        if part.year is not None:
            span = part.span_in(part.year)
        else:
            span = fitting_span(scan, part.span_in) if scan.today else None
        return Resolved(span, part.unit) if span else None
    if part.month is None:
        return None
    return resolved_day(scan, part)


def resolved_day(scan: Scan, part: Day) -> Resolved | None:
    """A day with the year that is written or fits best; in doubt where its weekday is another one."""
    month = part.month or 1
    if part.year is not None:
        day = day_of(part.year, month, part.day)
    elif scan.today is None:
        return None
    else:
        day = nearest_day(scan, part, month, scan.today)
    if day is None:
        return None
    wrong = part.weekday is not None and part.weekday != day.weekday()
    return Resolved((day, day), Unit.DAY, Doubt.WEEKDAY if wrong else None)


def nearest_day(scan: Scan, part: Day, month: int, today: date) -> date | None:
    """The day in the year that its weekday tells, else in the one that fits best."""

    def in_year(year: int, weekday: int | None) -> Span | None:
        day = day_of(year, month, part.day)
        return (day, day) if day and weekday in (None, day.weekday()) else None

    # A weekday tells the year, where one of the two neighbours fits.
    if part.weekday is not None:
        near = [in_year(year, part.weekday) for year in range(today.year - 1, today.year + 2)]
        fitting = [span for span in near if span]
        if fitting:
            return min(fitting, key=lambda span: abs((span[0] - today).days))[0]
    found = fitting_span(scan, lambda year: in_year(year, None))
    return found[0] if found else None


def fitting_span(scan: Scan, span_in: Callable[[int], Span | None]) -> Span | None:
    """Of what comes once a year the nearest; in prose, where that is far off, the one the clause's tense tells."""
    assert scan.today is not None
    if scan.dated is not None:
        following = (span_in(year) for year in (scan.dated.year, scan.dated.year + 1))
        return next((span for span in following if span and span[0] >= scan.dated), None)
    near = nearest_year(span_in, scan.today)
    if not scan.prose or near is None or distance(near, scan.today) <= NEAR:
        return near
    if tense_here(scan) is None:
        return last_or_next_year(span_in, scan.today, past=False) or near if scan.ahead else near
    return last_or_next_year(span_in, scan.today, past=is_past_here(scan)) or near
