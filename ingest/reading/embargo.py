"""Until when a release is not to be published: the Sperrfrist."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from archive.model import Release
from language.german.dates import Lean
from language.german.dates.prose import find_periods
from language.german.dates.whole import read_period
from language.german.tokens import visible

_GERMANY = ZoneInfo("Europe/Berlin")
# An embargo is an instruction, at the beginning of its line and never a part of a sentence about something else.
_SAID = re.compile(
    r"^\W{0,5}(?:Achtung\W{1,3})?(?:Sperr(?:frist|vermerk)\b\s{0,3}(?:bis\b|endet\b|:|–|-)?"
    r"|Bitte nicht vor\b(?=[^\n]{0,80}ver[öo]ffentlich))\s{0,3}(?P<rest>[^\n]{0,120})",
    re.IGNORECASE | re.MULTILINE,
)
_CLOCK = re.compile(r"(?<!\d)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?Uhr")
_SENTENCE_END = re.compile(r"(?<=[^\W\d]{2})[.!](?=\s)|(?<=\d{4})\.(?=\s)|[)\]]")
_WEEKDAY = re.compile(
    r"\b(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag\b|\bMittwoch\b|\bSonnabend\b", re.IGNORECASE
)
# Beside the text and in so many paragraphs at its beginning it may stand, and at its end.
_OPENING = 3
# No embargo is longer: what is said of a day farther off is about something else.
_LONGEST = timedelta(days=92)


def read_embargo(release: Release, beside: str, today: date | None) -> datetime | None:
    """The moment (with its time zone) at which an embargo ends; None where none is said.

    `beside` is what the page prints where it dates and counts the release, `today` the day it is from. A day without a time of day ends the
    embargo as it begins.
    """
    paragraphs = release.body.split("\n\n")
    for text in (
        beside.replace(" Sperr", "\nSperr"),
        release.title,
        release.lead,
        *paragraphs[:_OPENING],
        paragraphs[-1],
    ):
        for said in _SAID.finditer(visible(text)):
            end = _SENTENCE_END.search(said["rest"])
            moment = _moment(said["rest"][: end.start()] if end else said["rest"], today)
            if moment and (today is None or moment.date() - today <= _LONGEST):
                return moment
    return None


def _moment(text: str, today: date | None) -> datetime | None:
    days = [
        find_period.start
        for find_period in find_periods(text, today=today)
        if find_period.start and find_period.end in (find_period.start, None)
    ]
    weekday = _WEEKDAY.search(text)
    if not days and weekday and today:
        ahead = read_period(weekday.group(), today=today, lean=Lean.NEXT)
        days = [ahead.start] if ahead and ahead.start else []
    if not days:
        return None
    clock = _CLOCK.search(text)
    hour, minute = (int(clock["hour"]), int(clock["minute"] or 0)) if clock else (0, 0)
    if hour > 24 or minute > 59:
        return None
    midnight = datetime.combine(days[0], time(0), _GERMANY)
    return midnight + timedelta(days=1) if hour == 24 else midnight.replace(hour=hour, minute=minute)
