"""Points and periods of time, as types; how German texts print a date."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A date or a span, both ends included; an open end is None; `printed` is how it was written."""

    start: date | None
    end: date | None
    printed: str = ""

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def touches(self, other: "Period") -> bool:
        """Whether the two have a day in common."""
        return (self.start is None or other.end is None or self.start <= other.end) and (
            self.end is None or other.start is None or other.start <= self.end
        )


class Unit(StrEnum):
    """What a text names: a day, a unit of the calendar, or a span of them."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    SPAN = "span"


class Doubt(StrEnum):
    """What is unsure about a period: its weekday is another one, or of two likely days the nearer was taken."""

    WEEKDAY = "weekday"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """A period that a text names, in characters `[at, until)` of it; `clock` is the time of day it begins."""

    start: date | None
    end: date | None
    printed: str
    at: int
    until: int
    unit: Unit
    clock: time | None = None
    doubt: Doubt | None = None

    @property
    def period(self) -> Period:
        """The period alone."""
        return Period(start=self.start, end=self.end, printed=self.printed)


class Lean(StrEnum):
    """Which way a bare weekday is looked for: the last one, the next one, or the nearest (today counts for all)."""

    LAST = "last"
    NEXT = "next"
    NEAREST = "nearest"


def german_date(day: date) -> str:
    """A date as German texts print it: 22. Juni 2025."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
