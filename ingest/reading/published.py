"""When a release was published, and where that was learnt."""

import re
from collections.abc import Iterable
from datetime import date, time

from archive.model import Release
from archive.origins import PublishedFrom
from ingest.machine_dates import machine_moment
from ingest.reading.number import day_in_number
from language.german.calendar import day_of, month_of, year_of
from language.german.dates import MONTHS, Period
from language.german.dates.printed import printed_days
from language.german.dates.whole import first_day_in
from language.german.tokens import fold, visible

_CLOCK = re.compile(r"\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2})\s*Uhr")
# 180601 - 548: the day is part of the number.
_DAY_IN_NUMBER = re.compile(r"(?<!\d)(?P<figures>\d{6})(?:\s-\s?|\s?-\s)\d{1,5}\b")
_URL_DAY = re.compile(r"(?<!\d)(?P<year>20\d{2})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?!\d)")
_URL_MONTH = re.compile(r"/(?P<year>20\d{2})[/-](?P<month>\d{2})(?=[/-])")
_URL_YEAR = re.compile(r"/(?P<year>20\d{2})/")
# What stands before the day in a dateline: "Rheinau am Main, den", "RHEINAU (rn).", "Rheinau (ots) -", "rn. -", or nothing.
_PLACE = r"(?P<place>[A-ZÄÖÜ][\w.äöüß-]{1,40}(?:(?:[ /]|\s(?:am|an der|in der|im|bei|ob der|vor der)\s)[A-ZÄÖÜ(][\w.äöüß)-]{1,40}){0,3}?)"
_BEFORE_DAY = re.compile(
    rf"\s{{0,5}}(?:{_PLACE}\s?(?:\([a-zäöü/]{{2,5}}\)\s?)?(?:[,.:(–—-]|\s[–—-])\s{{0,2}}|[a-zäöü]{{2,4}}\s?[.:/]\s?(?:[–—-]\s)?|\([a-zäöü]{{2,5}}\)\s?[–—-]?\s?)?"
    r"(?:[(–—-]\s?)?(?:den\s|vom\s)?"
)
_AFTER_DAY = re.compile(
    r"\s?\)\s?(?:\([A-Za-zäöü]{2,4}\)\s?)?[.:–—|-]?(?=\s|$)|\s?[.–—|](?=\s|$)|\s?-\s|\s?\n|\s?$"
)
_WEEKDAY = re.compile(
    r"(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag\b|Mittwoch\b|Sonnabend\b|(?:Ab|Am|Bis|Seit|Vom|Zum|Termin|Beginn|Start|Anmeldeschluss)\b"
)
# "Das teilt das Presseamt der Stadt Rheinau am 12. März 2019 mit."
_TOLD = re.compile(
    r"\b(?:teilt|meldet|informiert|erklärt)\b[^.!?]{0,20}\b(?:Presse|Stadt|Gemeinde|Landkreis|Kreis)[^.!?]{0,80}\bam\s(?=\d)"
)
# A headline that ends in the day it is from: "… (12.03.2019)".
_IN_HEADLINE = re.compile(
    r"^(?P<day>.{6,20}?)\s\|\s|\((?P<bracketed>[^()]{6,20})\)\s*(?:\([A-Za-zäöü]{2,4}\))?\s*$"
)
# A kicker and a subtitle may stand before the paragraph with the dateline.
_OPENING = 4
_LONGEST_DATELINE = 200
_OLDEST, _NEWEST = 1950, 2100
_STATED_BY_PAGE = frozenset({PublishedFrom.PAGE, PublishedFrom.META})


def read_published(
    dated: Iterable[tuple[PublishedFrom, str]],
) -> tuple[date | None, time | None, PublishedFrom]:
    """The first of the texts that holds a full date decides; NONE where none does.

    A text is what stands where a page dates its release, never the body: the date of an event is no date of
    publication. The hour may be stated by another one of the same day.
    """
    stated = [(*_moment(origin, text), origin) for origin, text in dated]
    first = next(((day, origin) for day, _, origin in stated if day), None)
    if first is None:
        return None, None, PublishedFrom.NONE
    clock = next((clock for day, clock, _ in stated if day == first[0] and clock), None)
    return first[0], clock, first[1]


def stated_otherwise(dated: Iterable[tuple[PublishedFrom, str]], published: date | None) -> date | None:
    """Another day that a page states for its publication, as what machines are told may differ from what is printed."""
    days = (_moment(origin, text)[0] for origin, text in dated if origin in _STATED_BY_PAGE)
    return next((day for day in days if published and day and day != published), None)


def _moment(origin: PublishedFrom, text: str) -> tuple[date | None, time | None]:
    seen = visible(text)
    day, clock = machine_moment(seen) if origin is not PublishedFrom.PAGE else (None, None)
    if day is None:
        return _first_day(seen) or _day_in_number(seen), _clock(seen)
    return day, clock


def dateline(release: Release, town: str = "") -> str:
    """The day that the text itself prints as that of its publication, "" where it prints none.

    In order: the place and day that open the text ("Rheinau, 12. März 2019 –"), the sentence that says who told it when,
    the day in brackets at the end of the headline, where the text does not name that day as one on which something
    happens. `town` is the publisher's name; where it is known, another place opens an event's notice, and dates nothing.
    """
    text = f"{release.lead}\n\n{release.body}".strip()
    for paragraph in text.split("\n\n")[:_OPENING]:
        if day := _opening_day(visible(paragraph[:_LONGEST_DATELINE]), town):
            return day
    prose = visible(f"{release.lead}\n\n{release.body}")
    for told in _TOLD.finditer(prose):
        behind = printed_days(prose[told.end() : told.end() + 30])
        if behind and behind[0].start == 0:
            return behind[0].day.isoformat()
    return _day_in_headline(visible(release.title), prose)


def _opening_day(opening: str, town: str) -> str:
    days = printed_days(opening)
    if not days:
        return ""
    before, after = _BEFORE_DAY.fullmatch(opening[: days[0].start]), _AFTER_DAY.match(opening[days[0].end :])
    if before is None or after is None or _WEEKDAY.match(opening.lstrip(" (")):
        return ""
    bracketed = opening[: days[0].start].rstrip().endswith("(")
    if bracketed != after.group().strip().startswith(")"):
        return ""
    place = before["place"] or ""
    agency = "(ots)" in opening[: days[0].start]  # tells where it happened, not who publishes
    if place and not agency and len(town) > 1 and fold(place.split(" ")[0].strip(".,(")) not in fold(town):
        return ""
    return opening[days[0].start : days[0].end]


def _day_in_headline(title: str, prose: str) -> str:
    match = _IN_HEADLINE.search(title)
    if match is None:
        return ""
    stated = match["day"] or match["bracketed"]
    days = printed_days(stated)
    if not days or stated.strip() != stated[days[0].start : days[0].end]:
        return ""
    day = days[0].day
    on_that_day = rf"(?<!\d){day.day}\.\s?(?:{day.month}\.(?!\d)|0{day.month}\.|{MONTHS[day.month - 1]})"
    return "" if match["bracketed"] and re.search(on_that_day, prose) else day.isoformat()


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


def _first_day(text: str) -> date | None:
    printed = printed_days(text)
    return printed[0].day if printed else first_day_in(text)


def _day_in_number(text: str) -> date | None:
    match = _DAY_IN_NUMBER.search(text)
    return day_in_number(match["figures"]) if match else None


def _clock(text: str) -> time | None:
    match = _CLOCK.search(text)
    try:
        return time(int(match["hour"]), int(match["minute"])) if match else None
    except ValueError:
        return None
