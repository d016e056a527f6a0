"""Holidays and their kin by the year: fixed ones, those counted from Easter, those counted from Advent."""

from collections.abc import Callable
from datetime import date, timedelta

Days = tuple[date, date]

# Days after Easter Sunday, first and last.
_FROM_EASTER = {
    "weiberfastnacht": (-52, -52), "altweiber": (-52, -52), "rosenmontag": (-48, -48),
    "faschingsdienstag": (-47, -47), "fastnachtsdienstag": (-47, -47), "veilchendienstag": (-47, -47),
    "aschermittwoch": (-46, -46), "palmsonntag": (-7, -7),
    "gruendonnerstag": (-3, -3), "karfreitag": (-2, -2), "karsamstag": (-1, -1), "ostersamstag": (-1, -1),
    "ostern": (0, 1),
    "ostersonntag": (0, 0), "ostermontag": (1, 1), "osterwochenende": (-1, 1), "christi himmelfahrt": (39, 39),
    "himmelfahrt": (39, 39), "himmelfahrtstag": (39, 39), "pfingsten": (49, 50), "pfingstwochenende": (48, 50),
    "pfingstsonntag": (49, 49), "pfingstmontag": (50, 50), "fronleichnam": (60, 60),
}  # fmt: skip
# Month and day, first and last.
_FIXED = {
    "neujahr": (1, 1, 1), "neujahrstag": (1, 1, 1), "dreikoenigstag": (1, 6, 6), "maifeiertag": (5, 1, 1),
    "tag der arbeit": (5, 1, 1), "tag der deutschen einheit": (10, 3, 3), "reformationstag": (10, 31, 31),
    "allerheiligen": (11, 1, 1), "allerseelen": (11, 2, 2), "martinstag": (11, 11, 11), "nikolaustag": (12, 6, 6),
    "heiligabend": (12, 24, 24), "heilig abend": (12, 24, 24), "weihnachten": (12, 24, 26),
    "weihnachtstag": (12, 25, 25), "weihnachtsfeiertag": (12, 25, 25), "silvester": (12, 31, 31),
    "zwischen den jahren": (12, 27, 30),
}  # fmt: skip
# Days before the first Sunday in Advent.
_BEFORE_ADVENT = {"volkstrauertag": 14, "totensonntag": 7, "ewigkeitssonntag": 7, "buss - und bettag": 11}
NAMES = frozenset([*_FROM_EASTER, *_FIXED, *_BEFORE_ADVENT])
# The most words that a name has.
LONGEST = max(len(name.split()) for name in NAMES)


def holiday(name: str) -> Callable[[int], Days]:
    """The days of a holiday in a year, by its folded name; raises KeyError for what is none."""
    if name in _FROM_EASTER:
        first, last = _FROM_EASTER[name]
        return lambda year: (easter(year) + timedelta(first), easter(year) + timedelta(last))
    if name in _BEFORE_ADVENT:
        back = timedelta(_BEFORE_ADVENT[name])
        return lambda year: (advent(year, 1) - back, advent(year, 1) - back)
    month, begins, ends = _FIXED[name]
    return lambda year: (date(year, month, begins), date(year, month, ends))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leaps, left = divmod(century, 4)
    moon = (century + 8) // 25
    epact = (19 * golden + century - leaps - (century - moon + 1) // 3 + 15) % 30
    quarter, rest = divmod(in_century, 4)
    weekday = (32 + 2 * left + 2 * quarter - epact - rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def advent(year: int, number: int) -> date:
    """A Sunday in Advent; the fourth is the last one before Christmas Day."""
    christmas = date(year, 12, 25)
    fourth = christmas - timedelta(days=christmas.weekday() + 1)
    return fourth - timedelta(weeks=4 - number)
