"""Whole dates as they are printed where a text is dated: in more forms than in prose, and never guessed."""

import re
from dataclasses import dataclass
from datetime import date

from language.german.calendar import day_of
from language.german.dates.words import MONTH_NUMBERS
from language.german.tokens import fold, visible

_ROMAN = {name: number for number, name in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), 1)}
_YEAR = r"(?P<year>(?:19|20|21)\d{2}|’?\d{2})(?![\d.]\d|\d)"
_LONG_YEAR = r"(?P<year>(?:19|20|21)\d{2})(?!\d)"
_FORMS = (
    re.compile(rf"(?<![\d.])(?P<day>\d{{1,2}})\s?\.\s?(?P<month>\d{{1,2}})\s?\.\s?{_YEAR}"),
    re.compile(rf"(?<![\d.])(?P<day>\d{{1,2}})\s?\.?\s?(?P<name>[A-Za-zäÄ]{{3,9}})\.?,?\s?{_LONG_YEAR}"),
    re.compile(rf"(?<![\d.])(?P<day>\d{{1,2}})\s?\.\s?(?P<roman>[IVX]{{1,4}})\s?\.\s?{_LONG_YEAR}"),
    re.compile(r"(?<![\d-])(?P<year>(?:19|20|21)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])"),
)
# A year of two figures is one of these hundred years.
_FIRST_SHORT_YEAR = 1970


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day, and the characters `[start, end)` it is printed with."""

    day: date
    start: int
    end: int


def printed_days(text: str) -> list[PrintedDay]:
    """Every whole date of a text, in its order; what no calendar knows (31 February) is none.

    Places are those of `visible(text)`.
    """
    seen = visible(text)
    found: list[PrintedDay] = []
    for form in _FORMS:
        for match in form.finditer(seen):
            day = _day(match)
            if day and not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(PrintedDay(day, match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def _day(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    year = int(groups["year"].lstrip("’"))
    if year < 100:
        century = _FIRST_SHORT_YEAR // 100 * 100
        year += century if year >= _FIRST_SHORT_YEAR % 100 else century + 100
    if groups.get("name"):
        month = MONTH_NUMBERS.get(fold(groups["name"]))
    elif groups.get("roman"):
        month = _ROMAN.get(groups["roman"])
    else:
        month = int(groups["month"])
    return day_of(year, month, int(groups["day"])) if month and 1 <= month <= 12 else None
