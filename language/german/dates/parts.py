"""The parts that dates and periods are put together from, as far as they are written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from language.german.calendar import Span
from language.german.dates.model import Doubt, Mentioned, Unit


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is written: month, year and weekday may be left out."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A stretch of tokens read as a span; `pending` is what a later part has to complete."""

    span: tuple[date | None, date | None]
    unit: Unit
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Yearly:
    """What comes once a year (a month, a season, a week) with its year, where it is written."""

    span_in: Callable[[int], Span | None]
    year: int | None
    unit: Unit


Part = Day | Yearly | Resolved


@dataclass(frozen=True, slots=True)
class Expression:
    """One or several periods read in a row (a list of days has several)."""

    items: tuple[Mentioned, ...]

    @property
    def joined(self) -> Mentioned:
        """From the first to the last of them."""
        first, last = self.items[0], self.items[-1]
        if len(self.items) == 1:
            return first
        return replace(first, end=last.end, until=last.until, unit=Unit.SPAN)
