"""Dates that feeds and pages state for machines: moments (ISO 8601), and days in no standard form ("April 20, 2026").

A moment with a zone is the day and hour it is in Germany. What dateparser reads of other forms counts only where day,
month and year stand in the text, and where nobody could read another day out of it (04/05/2026).
"""

import re
from datetime import date, datetime, time, timedelta, timezone
from email.utils import parsedate_tz
from zoneinfo import ZoneInfo

_GERMANY = ZoneInfo("Europe/Berlin")
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<clock>\d{2}:\d{2})(?::\d{2})?(?:[.,]\d{1,9})?\s?(?P<zone>Z|[+-]\d{2}(?::?\d{2})?(?!\d))?)?"
)
# What systems print where they know no date (0001-01-01, 9999-12-31) is none.
_OLDEST, _NEWEST = 1950, 2100
# "Mon, 20 Apr 2026 23:30:00 CEST"; a year of two figures is none (RFC 2822, 3.3).
_RFC_822 = re.compile(r"(?:[A-Za-z]{2,9},?\s)?\d{1,2}[\s-][A-Za-z]{3,9}[\s-]\d{4}\b")
_ZONES = {"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "CET": 3600, "MEZ": 3600, "CEST": 7200, "MESZ": 7200}
_LONGEST = 60
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# A time of day, a zone: none of their figures is one of the date.
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|[+-]\d{2}:?\d{2}\b")
# Two figures beside the year, of which either may be the day: 04/05/2026.
_SHORT = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_LANGUAGES = ["de", "en"]
_HIGHEST_MONTH = 12


def machine_moment(text: str) -> tuple[date | None, time | None]:
    """The day and the hour of the first ISO 8601 date in a text, in German time where it has a zone."""
    match = _MOMENT.search(text)
    if match is None:
        return None, None
    try:
        day = date.fromisoformat(match["day"])
        clock = time.fromisoformat(match["clock"]) if match["clock"] else None
        if clock and match["zone"]:
            moment = datetime.fromisoformat(f"{day}T{clock:%H:%M}{_zone(match['zone'])}").astimezone(_GERMANY)
            day, clock = moment.date(), moment.time()
    except (ValueError, OverflowError):
        return None, None
    return (day, clock) if _OLDEST <= day.year <= _NEWEST else (None, None)


def _zone(text: str) -> str:
    """A zone as Python reads it: +0200 and +02 as +02:00."""
    if text == "Z":
        return "+00:00"
    figures = text[1:].replace(":", "")
    return f"{text[0]}{figures[:2]}:{figures[2:] or '00'}"


def machine_date(text: str) -> date | None:
    """The day a text states in words or figures; None where a part is missing or the order of figures is open."""
    stated = " ".join(_CLOCK.sub(" ", text).split())
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


def feed_day(text: str) -> date | None:
    """The day that dates a feed's entry, in German time: RFC 822 (without a zone: local), ISO 8601, or another form."""
    stated = " ".join(text.split())
    if _MOMENT.match(stated):
        return machine_moment(stated)[0]
    if _RFC_822.match(stated):
        return _rfc_822(stated)
    return machine_date(stated)


def _rfc_822(text: str) -> date | None:
    parsed = parsedate_tz(text)
    if parsed is None:
        return machine_date(text)
    year, month, day, hour, minute = parsed[:5]
    last = text.rsplit(" ", 1)[-1].strip("()").upper()
    offset = _ZONES.get(last, parsed[9] if re.fullmatch(r"[+-]\d{4}", last) else None)
    try:
        moment = datetime(year, month, day, hour, minute)
        if offset is not None:
            moment = moment.replace(tzinfo=timezone(timedelta(seconds=offset))).astimezone(_GERMANY)
    except (ValueError, OverflowError):
        return None
    return moment.date() if _OLDEST <= moment.year <= _NEWEST else None
