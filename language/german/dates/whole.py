"""A text that is a date or a period as a whole, as in a query or beside a label."""

from dataclasses import replace
from datetime import date

from language.german.calendar import day_of
from language.german.dates.days import day_at
from language.german.dates.model import Lean, Mentioned, Period
from language.german.dates.ranges import expressions_at
from language.german.dates.tokens import Scan
from language.german.dates.words import MONTH_NUMBERS, OPENING
from language.german.tokens import fold, visible


def read_period(text: str, *, today: date, lean: Lean = Lean.NEAREST) -> Period | None:
    """A whole text as one period; None if it is no such thing. `today` is what relative words are counted from."""
    found = read_mentioned(text, today=today, lean=lean)
    return found.period if found else None


def read_mentioned(text: str, *, today: date, lean: Lean = Lean.NEAREST) -> Mentioned | None:
    """As `read_period`, with what is unsure about it."""
    printed = visible(text).strip()
    scan = Scan(printed, today, prose=False, lean=lean)
    for at in range(len(scan.tokens)):
        for found, after in expressions_at(scan, at):
            if after == len(scan.tokens):
                return replace(found.joined, printed=printed, at=0, until=len(text))
        if scan.word(at) not in OPENING:
            break
    return None


def first_day_in(text: str) -> date | None:
    """The first full date (day, month and year) printed in a text, or None."""
    shown = visible(text)
    scan = Scan(shown, None, prose=True)
    for at in range(len(scan.tokens)):
        if (found := day_at(scan, at)) and found[0].year and found[0].month:
            day = day_of(found[0].year, found[0].month, found[0].day)
            if day:
                return day
    return None


def month_number(name: str) -> int:
    """1 for Januar or Jan. up to 12; raises ValueError for what is no month."""
    number = MONTH_NUMBERS.get(fold(name.rstrip(".")))
    if number is None:
        raise ValueError(f"no month: {name}")
    return number
