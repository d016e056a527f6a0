"""When a release was published, and where that was learnt."""

import re
from collections.abc import Iterable
from datetime import date, time

from archive.model import PublishedFrom, Release
from ingest.machine_dates import machine_moment
from language.german.calendar import day_of, month_of, year_of
from language.german.dates import Period
from language.german.dates.whole import first_day_in
from language.german.tokens import fold, visible

_CLOCK = re.compile(r"\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2})\s*Uhr")
# 180601 - 548: the day is part of the number.
_DAY_IN_NUMBER = re.compile(r"(?<!\d)(?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})\s-\s\d{1,5}\b")
_URL_DAY = re.compile(r"(?<!\d)(?P<year>20\d{2})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?!\d)")
_URL_MONTH = re.compile(r"/(?P<year>20\d{2})[/-](?P<month>\d{2})(?=[/-])")
_URL_YEAR = re.compile(r"/(?P<year>20\d{2})/")
# "Rheinau, 12. März 2019." or "Rheinau, den 12.03.2019 –" before the first sentence.
_DATELINE = re.compile(
    r"\s{0,5}(?P<place>[A-ZÄÖÜ][\w.äöüß-]{1,40}(?:[ /][A-ZÄÖÜ(][\w.äöüß)-]{1,40}){0,3}),\s?(?:den\s)?"
    r"(?P<day>\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄ][a-zä]{2,9})\s?\d{4})\s?(?:[.–—-]|\n|$)"
)
_LONGEST_DATELINE = 200
_OLDEST, _NEWEST = 1950, 2100


def read_published(
    dated: Iterable[tuple[PublishedFrom, str]],
) -> tuple[date | None, time | None, PublishedFrom]:
    """The first of the texts that holds a full date decides; NONE where none does.

    A text is what stands where a page dates its release, never the body: the date of an event is no date of
    publication.
    """
    for origin, text in dated:
        seen = visible(text)
        day, clock = machine_moment(seen) if origin is not PublishedFrom.PAGE else (None, None)
        if day is None:
            day, clock = first_day_in(seen) or _day_in_number(seen), _clock(seen)
        if day:
            return day, clock, origin
    return None, None, PublishedFrom.NONE


def dateline(release: Release, town: str = "") -> str:
    """The place and date that open a text ("Rheinau, 12. März 2019 –"), "" where it opens otherwise.

    `town` is the publisher's name; where it is known, another place opens an event's notice, and dates nothing.
    """
    opening = visible((release.lead or release.body).split("\n\n", 1)[0][:_LONGEST_DATELINE])
    match = _DATELINE.match(opening)
    if match is None or (len(town) > 1 and fold(match["place"].split(" ")[0].strip(".,")) not in fold(town)):
        return ""
    return match["day"]


def span_in_url(url: str | None) -> Period | None:
    """The day, month or year that an address carries (/2017/08/, /2017/517.html); None where it carries none."""
    if not url:
        return None
    for form in (_URL_DAY, _URL_MONTH, _URL_YEAR):
        if match := form.search(url):
            found = _span(match)
            if found:
                return found
    return None


def _span(match: re.Match[str]) -> Period | None:
    groups = {name: int(value) for name, value in match.groupdict().items()}
    year = groups["year"]
    if not _OLDEST <= year <= _NEWEST:
        return None
    if "day" in groups:
        day = day_of(year, groups["month"], groups["day"])
        return Period(start=day, end=day, printed=match.group().strip("/")) if day else None
    if "month" in groups:
        if not 1 <= groups["month"] <= 12:
            return None
        start, end = month_of(year, groups["month"])
    else:
        start, end = year_of(year)
    return Period(start=start, end=end, printed=match.group().strip("/"))


def _day_in_number(text: str) -> date | None:
    match = _DAY_IN_NUMBER.search(text)
    return day_of(2000 + int(match["year"]), int(match["month"]), int(match["day"])) if match else None


def _clock(text: str) -> time | None:
    match = _CLOCK.search(text)
    try:
        return time(int(match["hour"]), int(match["minute"])) if match else None
    except ValueError:
        return None
