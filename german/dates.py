"""Points and periods of time, read from German text."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from german.tokens import fold, visible

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip

_MONTH = r"(?P<month>Jan(?:uar|\.)?|Feb(?:ruar|\.)?|März|Maerz|Mrz\.?|Apr(?:il|\.)?|Mai|Jun[ij]?\.?|Jul[iy]?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Okt(?:ober|\.)?|Nov(?:ember|\.)?|Dez(?:ember|\.)?)"
_DAY_NUMERIC = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})")
_DAY_NAMED = re.compile(rf"(?P<day>\d{{1,2}})\.\s?{_MONTH}\s(?P<year>\d{{4}})", re.IGNORECASE)
_DAY_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[T ]\d{2}:\d{2}.*)?")
_MONTH_NAMED = re.compile(rf"{_MONTH}\s(?P<year>\d{{4}})", re.IGNORECASE)
_MONTH_NUMERIC = re.compile(r"(?:(?P<month>\d{1,2})[./](?P<year>\d{4})|(?P<year2>\d{4})-(?P<month2>\d{2}))")
_AGO = re.compile(r"vor (?:\w+) (?:Tag(?:en)?|Wochen?|Monat(?:en)?|Jahr(?:en)?)", re.IGNORECASE)
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})")
_PRINTED_DAY = re.compile(rf"(?<![\d.]){_DAY_NUMERIC.pattern}(?!\d)|(?<![\d.]){_DAY_NAMED.pattern.replace('?P<', '?P<n_')}(?!\d)", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A date or a span, both ends included; an open end is None; `printed` is how it was written."""

    start: date | None
    end: date | None
    printed: str = ""

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def read_period(text: str, *, today: date) -> Period | None:
    """A whole text as one period (a day, a month, a year, heute, gestern, vor 3 Wochen); None if it is no such thing."""
    printed = visible(text).strip()
    relative = {"heute": today, "gestern": today - timedelta(days=1)}.get(printed.casefold())
    if relative:
        return Period(start=relative, end=relative, printed=printed)
    if day := _whole_day(printed) or (_AGO.fullmatch(printed) and _days_ago(printed, today)):
        return Period(start=day, end=day, printed=printed)
    if match := _MONTH_NUMERIC.fullmatch(printed):
        return _month(int(match["year"] or match["year2"]), int(match["month"] or match["month2"]), printed)
    if match := _MONTH_NAMED.fullmatch(printed):
        return _month(int(match["year"]), month_number(match["month"]), printed)
    if match := _YEAR.fullmatch(printed):
        year = int(match["year"])
        return Period(start=date(year, 1, 1), end=date(year, 12, 31), printed=printed)
    return None


def first_day_in(text: str) -> date | None:
    """The first full date (day, month and year) printed in a text, or None."""
    for match in _PRINTED_DAY.finditer(visible(text)):
        if day := _whole_day(match.group()):
            return day
    return None


def german_date(day: date) -> str:
    """A date as German texts print it: 22. Juni 2025."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def month_number(name: str) -> int:
    """1 for Januar or Jan. up to 12; raises ValueError for what is no month."""
    key = fold(name.rstrip("."))[:3]
    key = {"mrz": "mae"}.get(key, key)
    return [fold(month)[:3] for month in MONTHS].index(key) + 1


def _whole_day(printed: str) -> date | None:
    if match := _DAY_ISO.fullmatch(printed) or _DAY_NUMERIC.fullmatch(printed):
        return _day(int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _DAY_NAMED.fullmatch(printed):
        return _day(int(match["year"]), month_number(match["month"]), int(match["day"]))
    return None


def _days_ago(printed: str, today: date) -> date | None:
    # Imported here: loading its language data takes longer than answering most commands.
    import dateparser

    base = datetime(today.year, today.month, today.day)
    found = dateparser.parse(printed, languages=["de"], settings={"RELATIVE_BASE": base})
    return found.date() if found else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int, printed: str) -> Period | None:
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return None
    after = date(year + month // 12, month % 12 + 1, 1)
    return Period(start=date(year, month, 1), end=after - timedelta(days=1), printed=printed)
