"""Days as they are printed (15.08.2017, Dienstag, 15. August, 2017-08-15), months and years beside them."""

from dataclasses import replace
from datetime import date

from language.german.calendar import EARLIEST, LATEST, day_of
from language.german.dates.parts import Day, Part
from language.german.dates.tokens import Scan, once
from language.german.dates.words import (
    BEFORE_DAYS,
    COUNTED,
    DASHES,
    DAY_SHIFT,
    MONTH_NUMBERS,
    NO_YEAR_AFTER,
    ORDINAL_NUMBERS,
    ROOMS,
    SHIFT,
    SHIFTS,
    SHORT_WEEKDAYS,
    WEEKDAY_NUMBERS,
)

_LEAP_YEAR = 2024


def day_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """A day as a part of an expression."""
    return day_at(scan, at)


@once
def day_at(scan: Scan, at: int) -> tuple[Day, int] | None:
    """A day by its number, with what is written of weekday, month and year."""
    start = at
    if (shift := weekday_shift(scan, at)) is not None:
        at = shift
    weekday, at = weekday_at(scan, at)
    iso = iso_day_at(scan, at)
    if iso:
        day, at = iso
        return replace(day, weekday=weekday), at
    number, after = ordinal_at(scan, at)
    if number is None or not 1 <= number <= 31:
        return None
    if (this_month := _this_month(scan, after)) is not None and scan.today:
        return Day(number, scan.today.month, scan.today.year, weekday), this_month
    month, after_month = month_at(scan, after)
    if month is None and scan.number(after, 2) and scan.word(after + 1) == "." and scan.glued(after + 1):
        month, after_month = scan.number(after, 2), after + 2
        if not dotted_is_date(scan, at, after_month):
            return None
    if month is None or not 1 <= month <= 12:
        # "3." alone is only part of a date where another day follows with its month.
        return (Day(number, weekday=weekday), after) if start <= at else None
    year, end = year_after(scan, after_month, glued=scan.word(after_month - 1) == ".")
    return Day(number, month, year, weekday), end


def no_day_until(scan: Scan, at: int) -> int | None:
    """The place behind a day that no calendar has: "29. Februar 2025" is nothing, never the whole year."""
    found = day_at(scan, at)
    if found is None or not isinstance(found[0], Day) or found[0].month is None:
        return None
    day, after = found
    year = day.year if day.year is not None else _LEAP_YEAR
    return None if day_of(year, day.month or 1, day.day) else after


def _this_month(scan: Scan, at: int) -> int | None:
    """The place behind "d. M." (dieses Monats); None where something else stands."""
    if scan.word(at) != "d":
        return None
    found = [scan.word(at + step) for step in range(1, 4)]
    return at + 4 if found == [".", "m", "."] and scan.tokens[at + 2].text == "M" else None


def iso_day_at(scan: Scan, at: int) -> tuple[Day, int] | None:
    """2017-08-15."""
    if scan.word(at + 1) != "-" or scan.word(at + 3) != "-":
        return None
    words = [scan.word(at + step) for step in range(5)]
    if [len(words[step]) for step in (0, 2, 4)] == [4, 2, 2] and all(
        scan.glued(at + step) for step in range(1, 5)
    ):
        year, month, day = (scan.number(at + step) for step in (0, 2, 4))
        if year and month and day and EARLIEST <= year <= LATEST and 1 <= month <= 12:
            return Day(day, month, year), at + 5
    return None


def weekday_at(scan: Scan, at: int) -> tuple[int | None, int]:
    """A weekday before a date, with comma, full stop and article; None and the same place without one."""
    word = scan.word(at)
    weekday = WEEKDAY_NUMBERS.get(word)
    if weekday is None:
        weekday = SHORT_WEEKDAYS.get(word)
    if weekday is None:
        return None, at
    after = at + 1
    for mark in (".", ",", "("):
        if scan.word(after) == mark:
            after += 1
    if scan.word(after) in {"den", "dem", "der"}:
        after += 1
    number, _ = ordinal_at(scan, after)
    return (weekday, after) if number or iso_day_at(scan, after) else (None, at)


def weekday_shift(scan: Scan, at: int) -> int | None:
    """ "kommenden Samstag, 19. August": the date says it all, the word before it nothing more."""
    word = scan.word(at)
    if scan.word(at + 1) in WEEKDAY_NUMBERS and (SHIFT.fullmatch(word) or DAY_SHIFT.fullmatch(word)):
        return at + 1
    if word in {"heute", "morgen", "gestern", "uebermorgen", "vorgestern"}:
        after = at + 1
        if scan.word(after) in {",", "am", "("}:
            after += 1
        if weekday_at(scan, after)[0] is not None:
            return after
    return None


@once
def ordinal_at(scan: Scan, at: int) -> tuple[int | None, int]:
    """15., dritte, in a query also 15 before a month; None and the same place without one."""
    number = scan.number(at, 2)
    if number is not None and scan.word(at + 1) == "." and scan.glued(at + 1):
        return number, at + 2
    if number is not None and scan.word(at + 1) == "." and scan.word(at + 2) in MONTH_NUMBERS:
        return number, at + 2  # "22 . April"
    if (
        number is not None
        and scan.word(at + 1) in MONTH_NUMBERS
        and (not scan.prose or _year_behind_month(scan, at + 1))
    ):
        return (
            number,
            at + 1,
        )  # who types a query leaves the full stop out, and some texts do: "13 November 2023"
    if scan.word(at) in ORDINAL_NUMBERS:
        return ORDINAL_NUMBERS[scan.word(at)], at + 1
    return None, at


def _year_behind_month(scan: Scan, at: int) -> bool:
    year = scan.number(at + 1)
    return year is not None and len(scan.word(at + 1)) == 4 and EARLIEST <= year <= LATEST


def month_at(scan: Scan, at: int) -> tuple[int | None, int]:
    """A month by its name or the short form of it."""
    word = scan.word(at)
    number = MONTH_NUMBERS.get(word)
    if number is None and word.endswith("s"):
        number = MONTH_NUMBERS.get(word[:-1])
    if number is None or (not scan.tokens[at].text[0].isupper() and scan.prose):
        return None, at
    if scan.word(at + 1) == "-" and scan.glued(at + 1) and scan.prose and not scan.word(at + 2).isdigit():
        return None, at  # August-Bebel-Straße
    short = len(word) <= 4 and word not in {"mai", "juni", "juli"}
    after = at + 1
    if short and scan.word(after) == "." and scan.glued(after):
        after += 1
    return number, after


def year_after(scan: Scan, at: int, *, glued: bool = False) -> tuple[int | None, int]:
    """The year that belongs to what stands before; None and the same place without one."""
    word = scan.word(at)
    if word.isdigit() and len(word) == 4 and EARLIEST <= int(word) <= LATEST:
        if scan.prose and counts_what_follows(scan, at):
            return None, at
        return int(word), at + 1
    if glued and len(word) == 2 and word.isdigit() and scan.glued(at) and not is_clock(scan, at):
        return full_year(scan, int(word)), at + 1
    if word in {"'", "’", "‘", "´", "`"} and len(scan.word(at + 1)) == 2 and scan.number(at + 1) is not None:
        return full_year(scan, int(scan.word(at + 1))), at + 2
    after = at
    if scan.word(after) in {"des", "im"} and scan.word(after + 1) not in MONTH_NUMBERS:
        after += 1
    if scan.word(after) in {"jahres", "jahre", "jahr"} and after > at:
        year = scan.number(after + 1)
        if year and EARLIEST <= year <= LATEST:
            return year, after + 2
    shift = SHIFT.fullmatch(scan.word(after))
    if shift and scan.word(after + 1) in {"jahres", "jahrs"} and scan.today:
        return scan.today.year + SHIFTS[shift[1]], after + 2
    if after > at and scan.word(after) in {"vorjahres", "vorjahrs"} and scan.today:
        return scan.today.year - 1, after + 1
    return None, at


def is_clock(scan: Scan, at: int) -> bool:
    """Whether a figure is a time of day."""
    return scan.word(at + 1) in {"uhr", ":"}


def full_year(scan: Scan, year: int) -> int:
    """The year that two figures mean: 17 is 2017, 85 is 1985."""
    reach = (scan.today.year if scan.today else date.today().year) + 20
    return 2000 + year if 2000 + year <= reach else 1900 + year


def counts_what_follows(scan: Scan, at: int) -> bool:
    """Whether a figure counts what follows it: 2000 Besucher."""
    after = scan.tokens[at + 1] if at + 1 < len(scan.tokens) else None
    return bool(after and (COUNTED.match(after.low) or after.text in {"€", "%", "m²"}))


def _another_day_follows(scan: Scan, at: int) -> bool:
    """Whether a range goes on with another day in figures: "Ausstellung 04.05. bis 08.05."."""
    if scan.word(at) != "bis" and scan.word(at) not in DASHES:
        return False
    day, dot, month = scan.number(at + 1, 2), scan.word(at + 2), scan.number(at + 3, 2)
    return day is not None and dot == "." and month is not None and scan.glued(at + 2) and scan.glued(at + 3)


def dotted_is_date(scan: Scan, at: int, after: int) -> bool:
    """Whether "3.8." is a date and not the beginning of 3.8.1 or the end of § 5.3.8."""
    before = scan.word(at - 1)
    if scan.glued(at) and before in {".", ",", "-", "/", "§"} and scan.number(at - 2) is not None:
        return before in {"-", "/"}
    if before == "§" or before in ROOMS or before in NO_YEAR_AFTER or before == "um":
        return False
    year = scan.number(after)
    if year is None and scan.prose and not (before in BEFORE_DAYS or before in DASHES or at == 0):
        return _another_day_follows(scan, after)
    if year is None:
        return True
    return not scan.glued(after) or len(scan.word(after)) in (2, 4)
