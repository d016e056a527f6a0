"""The day that an entry of a list prints: which lines are one, and which only speak of one."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bs4 import Tag

from ingest.machine_dates import machine_moment
from ingest.page import paragraphs_of
from language.german.calendar import day_of
from language.german.dates.printed import PrintedDay, printed_days
from language.german.dates.whole import first_day_in, month_number
from language.german.patterns import any_of
from language.german.tokens import fold, visible
from language.german.zone import GERMANY

# So many rows that all bear the day of the visit bear it because it is the day of the visit.
MOST_OF_TODAY = 8
_OLDEST = 1990
_EPOCH = re.compile(r"\d{12,13}")
_LONGEST = 160
_WEEKDAY = r"(?:(?:mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)\.?,?\s?)"
_NAMED = any_of(
    r"""
    (?:presse|medien)(?:mitteilung|meldung|information|info|dienst|text)|meldung|mitteilung|nachricht|news|aktuelles|beitrag|artikel
    datum|meldungsdatum|erscheinungsdatum|veroeffentlichungsdatum
    (?:veroeffentlicht|erstellt|publiziert|eingestellt|erschienen)
    """
)
_BEFORE = re.compile(
    rf"(?:{_NAMED}(?:\snr\.?\s?\d{{1,4}}(?:/\d{{2,4}})?)?\W{{0,3}}\s?)?(?:(?:vom|am|den)\s?:?\s?)?{_WEEKDAY}?[\W]{{0,3}}"
)
_CLOCK = re.compile(r"\d{1,2}[.:]\d{2}|\buhr\b")
# Behind a day that heads a line: a sign that parts, or a headline or sentence of its own.
_PARTED = re.compile(r"\s?(?:[:|•·]|\s[–—-])\s?(?=\S)")
_OF_ITS_OWN = re.compile(r"\s(?=[„“\"»(A-ZÄÖÜ\d])")


def stated_day(element: Tag) -> date | None:
    """The day of an element that dates an entry: what it says to machines, or else prints."""
    for name in ("datetime", "data-date", "content"):
        if said := element.get(name):
            day = _epoch_day(str(said)) or machine_moment(str(said))[0]
            if day and plausible(day):
                return day
    text = visible(" ".join(paragraphs_of(element)))
    days = printed_days(text)
    day = days[0].day if days else first_day_in(text)
    return day if day and plausible(day) else None


def _epoch_day(said: str) -> date | None:
    """The German day of a number of milliseconds since 1970, as scripts state it."""
    if not _EPOCH.fullmatch(said.strip()):
        return None
    return datetime.fromtimestamp(int(said) / 1000, GERMANY).date()


def plausible(day: date) -> bool:
    """Whether a day can be one of publication; 1970-01-01 is what systems print where they know none."""
    return day.year >= _OLDEST


def only_day(line: str) -> date | None:
    """The day of a line that says nothing else: "Mo, 04. Mai 2026", "Datum 07.05.2026", "(07.05.2026)"; else None."""
    text = visible(line).strip()
    day = _single(text)
    if day is None:
        return None
    behind = fold(text[day.end :]).strip(" \t.,;:|()[]-–—/•·")
    rest_is_clock = not behind or bool(_CLOCK.match(behind) and len(behind) <= len("00:00:00 uhr"))
    return day.day if _BEFORE.fullmatch(fold(text[: day.start])) and rest_is_clock else None


def heading_day(line: str) -> PrintedDay | None:
    """The day that opens a line and is parted from what follows: "07.05.2026: Die Sitzung beginnt"; else None.

    A time of day behind it, or a second day without a colon between them, makes it the day of what is told.
    """
    text = visible(line)
    days = printed_days(text[:_LONGEST])
    day = days[0] if days and plausible(days[0].day) else None
    if day is None or not _BEFORE.fullmatch(fold(text[: day.start])):
        return None
    behind = text[day.end :].lstrip(")].")
    if _CLOCK.match(fold(behind).strip(" ,;:|–—-(")):
        return None
    if len(days) > 1 and not re.match(r"\s?:\s", behind):
        return None
    if _PARTED.match(behind):
        return day
    figures = text[day.start : day.end].replace(".", "").replace(" ", "").isdigit()
    return day if figures and _OF_ITS_OWN.match(behind) else None


def without_day(text: str) -> str:
    """A headline without the day that a list prints before or behind it."""
    seen = visible(text)
    if day := heading_day(seen):
        return seen[day.end :].lstrip(" )].:|•·–—-")
    if (days := printed_days(seen)) and len(days) == 1 and days[0].start > 0:
        before, behind = seen[: days[0].start], seen[days[0].end :]
        if not behind.strip(" )]") and (match := re.search(r"\s?(?:[|(\[•·]|\s[–—])\s?(?:vom\s)?$", before)):
            return before[: match.start()].strip()
    return text


def _single(text: str) -> PrintedDay | None:
    """The only day of a short text, if it can be one of publication."""
    days = printed_days(text) if len(text) <= _LONGEST else printed_days(text[:_LONGEST])
    return days[0] if len(days) == 1 and plausible(days[0].day) else None


def calendar_day(box: Tag, today: date) -> date | None:
    """The day of a box that shows day and month alone: the last such day up to `today`; with a year, that day."""
    text = visible(" ".join(paragraphs_of(box)))
    if days := printed_days(text):
        return days[0].day
    words = re.findall(r"[A-Za-zäöü]{3,9}", text)
    figures = [int(figure) for figure in re.findall(r"\d+", text)]
    months = [number for word in words if (number := _month(word))]
    if len(months) != 1 or not figures:
        return None
    if len(figures) > 1:
        return day_of(max(figures), months[0], min(figures)) if max(figures) >= _OLDEST else None
    this_year = day_of(today.year, months[0], figures[0])
    return this_year if this_year and this_year <= today else day_of(today.year - 1, months[0], figures[0])


def _month(word: str) -> int | None:
    try:
        return month_number(word)
    except ValueError:
        return None


def untold_today(days: Iterable[date | None], today: date) -> tuple[date | None, ...]:
    """Days without those of the visit, where so many rows bear it that it dates none of them.

    The rule of a monitor of Swiss municipal lists (eight rows), whose Weblication sites print the day of the visit.
    """
    listed = tuple(days)
    near = {today, today + timedelta(days=1), today - timedelta(days=1)}
    told = Counter(day for day in listed if day in near)
    many = {day for day, times in told.items() if day == today and times >= MOST_OF_TODAY}
    return tuple(None if day in many else day for day in listed)
