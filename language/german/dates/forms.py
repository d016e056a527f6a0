"""Forms of months, quarters, seasons, weeks, years and decades: a new phrase of the calendar is a function here."""

from datetime import date
from functools import partial

from language.german.calendar import (
    EARLIEST,
    LATEST,
    month_of,
    months_of,
    part_of_month,
    season_of,
    shifted_month,
    week_of,
    year_of,
)
from language.german.dates.context import may_be_month, may_be_year
from language.german.dates.days import month_at, ordinal_at, year_after
from language.german.dates.model import Unit
from language.german.dates.parts import Part, Resolved, Yearly
from language.german.dates.tokens import Scan
from language.german.dates.words import (
    DASHES,
    DECADES,
    MONTH_PARTS,
    NO_YEAR_AFTER,
    PARTS,
    PREPOSITIONS,
    ROMAN,
    SEASON_NUMBERS,
    SHIFT,
    SHIFTS,
    WEEK_NAMES,
    YEAR_PARTS,
)


def month_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """ "August 2017", "Anfang August", "8/2017", "2017-08"."""
    part, place = part_word(scan, at)
    if part is None and (numeric := numeric_month(scan, at)):
        return numeric
    month, after = month_at(scan, place)
    if month is None:
        return month_by_word(scan, part, at, place)
    if part is None and scan.prose and not may_be_month(scan, at, after):
        return None
    if scan.prose and scan.word(at - 1) == "." and (scan.number(at - 2, 2) or 0) > 27:
        return None  # "31. April" is no day, nor all of April
    year, after = year_after(scan, after)
    span_in = (
        partial(part_of_month, month=month, part=part) if part is not None else partial(month_of, month=month)
    )
    return Yearly(span_in, year, Unit.MONTH if part is None else Unit.SPAN), after


def part_word(scan: Scan, at: int) -> tuple[int | None, int]:
    """Anfang, Mitte, Ende as 0, 1, 2, with the article after it; None and the same place without one."""
    if scan.word(at) in PARTS:
        place = at + 1
        if scan.word(place) in {"des", "der", "vom"}:
            place += 1
        return PARTS[scan.word(at)], place
    return None, at


def month_by_word(scan: Scan, part: int | None, at: int, place: int) -> tuple[Part, int] | None:
    """ "Monatsende", "Ende des Monats", "Ende letzten Monats"."""
    if scan.today is None:
        return None
    if scan.word(at) in MONTH_PARTS:
        month = scan.today.replace(day=1)
        return Resolved(part_of_month(month.year, month.month, MONTH_PARTS[scan.word(at)]), Unit.SPAN), at + 1
    if part is None:
        return None
    shift = SHIFT.fullmatch(scan.word(place))
    by = SHIFTS[shift[1]] if shift else 0
    after = place + 1 if shift else place
    if scan.word(after) not in {"monats", "monat"}:
        return None
    month = shifted_month(scan.today, by)
    return Resolved(part_of_month(month.year, month.month, part), Unit.SPAN), after + 1


def numeric_month(scan: Scan, at: int) -> tuple[Part, int] | None:
    """8/2017, 08.2017, in a query also 2017-08."""
    first, last = scan.number(at), scan.number(at + 2)
    between = scan.word(at + 1)
    if first is None or last is None or not (scan.glued(at + 1) and scan.glued(at + 2)):
        return None
    if scan.glued(at) and scan.word(at - 1) in {"/", ".", "-", ","}:
        return None
    after = at + 3
    if scan.glued(after) and scan.word(after) in {"/", "-"} and scan.number(after + 1) is not None:
        return None
    if between in {"/", "."} and len(scan.word(at)) <= 2 and len(scan.word(at + 2)) == 4:
        month, year = first, last
        if between == "." and scan.prose and not (1900 <= year <= LATEST):
            return None
    elif between == "-" and len(scan.word(at)) == 4 and len(scan.word(at + 2)) == 2 and not scan.prose:
        year, month = first, last
    else:
        return None
    if not (1 <= month <= 12 and EARLIEST <= year <= LATEST):
        return None
    if scan.prose and (scan.word(at - 1) in {"nr", "nummer", "."} or scan.word(at - 1) in NO_YEAR_AFTER):
        return None
    return Yearly(partial(month_of, month=month), year, Unit.MONTH), after


def quarter_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """ "drittes Quartal 2017", "Q3 2017", "1. Halbjahr 2018", "zweite Jahreshälfte"."""
    number, after = ordinal_at(scan, at)
    if number is None and scan.word(at) in ROMAN and scan.word(at + 1) in {".", "quartal"}:
        number, after = ROMAN[scan.word(at)], at + 1 + (scan.word(at + 1) == ".")
    if number is None and scan.word(at) in {"quartal", "halbjahr"}:
        trailing = scan.number(at + 1, 1) or ROMAN.get(scan.word(at + 1))
        if trailing:
            return part_of_year(scan, scan.word(at), trailing, at + 2)
    if number is None and scan.word(at) == "q" and scan.glued(at + 1) and scan.number(at + 1, 1):
        place = at + 2
        if scan.word(place) in {"/", ","}:
            place += 1
        return part_of_year(scan, "quartal", scan.number(at + 1, 1) or 0, place)
    return part_of_year(scan, scan.word(after).removesuffix("s"), number, after + 1) if number else None


def part_of_year(scan: Scan, unit: str, number: int, after: int) -> tuple[Part, int] | None:
    """The quarter or half of a year."""
    count = {"quartal": 3, "halbjahr": 6, "jahreshaelfte": 6, "jahresviertel": 3}.get(unit)
    if unit == "haelfte" and scan.word(after) in {"des", "dieses"}:
        count = 6
    if count is None or not 1 <= number <= 12 // count:
        return None
    year, end = year_after(scan, after)
    if unit == "haelfte" and year is None:
        return None
    if scan.word(end) == "/" and scan.prose:
        return None  # "1. Halbjahr 2019/20" is a school's
    return Yearly(partial(months_of, first=1 + count * (number - 1), count=count), year, Unit.SPAN), end


def season_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """Sommer 2019, Winter 2019/20."""
    place = at
    season = SEASON_NUMBERS.get(scan.word(place))
    if season is None or (scan.prose and not scan.tokens[place].text[0].isupper()):
        return None
    year, after = year_after(scan, place + 1)
    if year is not None and scan.word(after) in {"/", *DASHES} and scan.glued(after):
        following = scan.number(after + 1)
        if season == 3 and following is not None and following % 100 == (year + 1) % 100:
            after += 2
        elif following is not None:
            return None
    if year is None and scan.prose:
        before = scan.word(at - 1)
        if before not in PREPOSITIONS - {"der", "des", "den", "dem", "und", "oder", "sowie"}:
            return None
    return Yearly(partial(season_of, season=season), year, Unit.SEASON), after


def week_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """ "KW 33", "33. KW 2017", "Kalenderwoche 33"."""
    year = scan.number(at)
    if year and scan.word(at + 1) == "-" and scan.word(at + 2) == "w" and scan.glued(at + 3):
        iso_week = scan.number(at + 3, 2)
        return (Yearly(partial(week_of, week=iso_week), year, Unit.WEEK), at + 4) if iso_week else None
    if scan.word(at) in WEEK_NAMES and (week := scan.number(at + 1, 2)):
        after = at + 2
    else:
        number, place = ordinal_at(scan, at)
        if number is None and (number := scan.number(at, 2)) is not None:
            place = at + 1
        if number is None or scan.word(place) not in WEEK_NAMES:
            return None
        week, after = number, place + 1
    place = after
    if scan.word(place) in {"/", ",", "-"}:
        place += 1
    if scan.word(place) == "in" and scan.number(place + 1):
        place += 1
    year, end = year_after(scan, place)
    if year is None:
        end = after
    return Yearly(partial(week_of, week=week), year, Unit.WEEK), end


def year_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """ "2015", "Ende 2018", "Jahresende 2020", "Ende des Jahres", "2014/15"."""
    if scan.word(at) in YEAR_PARTS:
        year, after = year_after(scan, at + 1)
        year = year or (scan.today.year if scan.today else None)
        return (third_of_year(year, YEAR_PARTS[scan.word(at)]), after) if year else None
    part, place = part_word(scan, at)
    if part is not None:
        year, after = year_after(scan, place)
        if year is None:
            year, after = year_by_word(scan, place)
        return (third_of_year(year, part), after) if year else None
    year = scan.number(at)
    if year is None or len(scan.word(at)) != 4 or not EARLIEST <= year <= LATEST:
        return None
    if scan.prose and not may_be_year(scan, at, year):
        return None
    after = at + 1
    if scan.word(after) == "/" and scan.glued(after) and scan.glued(after + 1):
        following = scan.number(after + 1)
        if following is None or following % 100 != (year + 1) % 100:
            return None
        return Resolved((date(year, 1, 1), date(year + 1, 12, 31)), Unit.SPAN), after + 2
    return Resolved(year_of(year), Unit.YEAR), after


def year_by_word(scan: Scan, at: int) -> tuple[int | None, int]:
    """ "(Ende) des Jahres", "(Ende) nächsten Jahres"."""
    if scan.today is None:
        return None, at
    shift = SHIFT.fullmatch(scan.word(at))
    after = at + 1 if shift else at
    if scan.word(after) in {"jahres", "jahrs"}:
        if not shift and (year := year_after(scan, after + 1)[0]):
            return year, after + 2
        return scan.today.year + (SHIFTS[shift[1]] if shift else 0), after + 1
    return None, at


def third_of_year(year: int, part: int) -> Resolved:
    """A third of a year: its beginning, middle or end."""
    return Resolved(months_of(year, 1 + 4 * part, 4), Unit.SPAN)


def decade_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """ "1990er Jahre", "90er-Jahren", "Neunzigerjahre"."""
    number = scan.number(at)
    if number is not None and scan.word(at + 1) == "er" and scan.glued(at + 1) and number % 10 == 0:
        start = number if len(scan.word(at)) == 4 else 1900 + number if len(scan.word(at)) == 2 else None
        after = at + 2
        if scan.word(after) == "-":
            after += 1
        if start is not None and scan.word(after) in {"und", "bis"} and scan.number(after + 1) is not None:
            other = decade_part(scan, after + 1)
            if other and isinstance(other[0], Resolved) and other[0].span[1]:
                return Resolved((date(start, 1, 1), other[0].span[1]), Unit.SPAN), other[1]
        if start is None or scan.word(after) not in {"jahre", "jahren", "jahrn"}:
            return None
        return Resolved((date(start, 1, 1), date(start + 9, 12, 31)), Unit.SPAN), after + 1
    word, start, after = scan.word(at), None, at + 1
    if word.endswith(("jahre", "jahren")):
        start = DECADES.get(word.removesuffix("n").removesuffix("jahre"))
    elif scan.word(at + 1) in {"jahre", "jahren"}:
        start, after = DECADES.get(word), at + 2
    return (Resolved((date(start, 1, 1), date(start + 9, 12, 31)), Unit.SPAN), after) if start else None
