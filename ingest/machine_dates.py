"""Dates that feeds and pages state for machines: ISO 8601, RFC 822, and days in no standard form ("April 20, 2026").

A moment with a zone is the day and hour it is in Germany, one without a zone is German already, and one in a zone that
is not known is none. What dateparser reads of other forms counts only where day, month and year stand in the text, and
where nobody could read another day out of it (04/05/2026).
"""

import re
from datetime import date, datetime, time, timedelta, timezone
from email.utils import parsedate

from language.german.zone import GERMANY

_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
# 20260415T221500Z
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(?!\d)")
# "Mon, 20 Apr 2026": a year of two figures is none.
_RFC_822 = re.compile(r"(?:[A-Za-z]{2,9},?\s)?\d{1,2}[\s-][A-Za-z]{3,9}[\s-]\d{4}\b")
_CLOCK = re.compile(
    r"(?P<exact>T)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?P<seconds>:\d{2}(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<offset>[Zz]|[+-]\d{2}(?::?\d{2})?)(?![\d:A-Za-z])|\s\(?(?P<name>(?!UHR\b|[AP]M\b)[A-Z]{1,5})\)?(?![\w.]))?"
)
_TWELVE_HOURS = re.compile(r"(?<=\d)\s?[AaPp]\.?[Mm]\b\.?")
# RFC 822, 5, and what German systems write.
_ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
# What systems print where they know no date (0001-01-01, 9999-12-31) is none.
_OLDEST, _NEWEST = 1950, 2100
_LONGEST = 60
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# A time of day in German: none of its figures is one of the date.
_GERMAN_CLOCK = re.compile(r"\b\d{1,2}(?:[.:]\d{2})?\s?Uhr\b")
# Two figures beside the year, of which either may be the day: 04/05/2026.
_SHORT = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_LANGUAGES = ["de", "en"]
_HIGHEST_MONTH = 12


def machine_moment(text: str) -> tuple[date | None, time | None]:
    """The day and the hour that a text states for machines; (None, None) where it states no whole date."""
    stated = _COMPACT.sub(r"\1-\2-\3T\4:\5", " ".join(text.split()))
    if match := _ISO.search(stated):
        day = _day(int(match["year"]), int(match["month"]), int(match["day"]))
        behind = stated[match.end() :]
    elif _RFC_822.match(stated) and (parts := parsedate(stated)):
        day, behind = _day(*parts[:3]), stated
    else:
        day, behind = machine_date(stated), stated
    if day is None:
        return None, None
    clock = None if _TWELVE_HOURS.search(behind) else _CLOCK.search(behind)
    return _in_germany(day, clock) if clock else (day, None)


def _in_germany(day: date, clock: re.Match[str]) -> tuple[date | None, time | None]:
    """A day and the time of day stated with it, in German time; none where the zone is not known."""
    try:
        local = time(int(clock["hour"]), int(clock["minute"]))
    except ValueError:
        return day, None
    offset, name = clock["offset"], clock["name"]
    if offset and offset[0] == "-" and not (clock["exact"] or clock["seconds"]):
        return day, local  # 10:00-12:00 is a time from and to
    if not (offset or name):
        return day, local
    if name and name not in _ZONES:
        return None, None
    try:
        zone = timezone(_offset(offset) if offset else timedelta(hours=_ZONES[name]))
        moment = datetime.combine(day, local, zone).astimezone(GERMANY)
    except (ValueError, OverflowError):
        return None, None
    return moment.date(), moment.time()


def _offset(text: str) -> timedelta:
    """+0200, +02:00 and +02 as what they are ahead of UTC; raises ValueError for what no zone is."""
    if text in "Zz":
        return timedelta(0)
    figures = text[1:].replace(":", "")
    ahead = timedelta(hours=int(figures[:2]), minutes=int(figures[2:] or 0))
    return -ahead if text[0] == "-" else ahead


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _OLDEST <= year <= _NEWEST else None
    except ValueError:
        return None


def machine_date(text: str) -> date | None:
    """The day that a text states in words or figures; None where a part is missing or the order of figures is open."""
    stated = " ".join(_GERMAN_CLOCK.sub(" ", _CLOCK.sub(" ", _TWELVE_HOURS.sub(" ", text))).split())
    years = _YEAR.findall(stated)
    if len(text) > _LONGEST or len(years) != 1:
        return None
    figures = [int(figure) for figure in _SHORT.findall(stated)]
    if len(figures) == 2 and max(figures) <= _HIGHEST_MONTH and figures[0] != figures[1]:
        return None
    if not 1 <= len(figures) <= 2:
        return None
    # Imported here: loading its language data takes longer than answering most commands.
    import dateparser

    found: datetime | None = dateparser.parse(
        stated,
        languages=_LANGUAGES,
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "DMY",
        },
    )
    if found is None or found.year != int(years[0]) or found.day not in figures:
        return None
    return found.date()
