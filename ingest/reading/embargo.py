"""Until when a release is not to be published: the Sperrfrist."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from archive.model import Release
from german.dates import find_periods
from german.tokens import visible

_GERMANY = ZoneInfo("Europe/Berlin")
_SAID = re.compile(
    r"\b(?:Sperr(?:frist|vermerk)|[Gg]esperrt)\b\s*(?:ist|endet|gilt)?\s*(?:bis(?:\s+zum)?|:|–|-|am)*\s*"
    r"|\bFrei(?:gegeben)?\s+(?:ab|zur Veröffentlichung ab)\s*:?\s*"
    r"|\b[Nn]icht\s+vor\s+(?:dem\s+)?(?=.{0,60}ver[öo]ffentlich)"
)
# How far behind the word its date may stand, and how many paragraphs at the beginning may say it.
_REACH, _NEXT_TO = 90, 6
_OPENING = 3
_CLOCK = re.compile(r"(?<!\d)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*Uhr")


def read_embargo(release: Release, beside: str, published: date | None) -> datetime | None:
    """The moment (with its time zone) at which an embargo ends; None where none is said.

    `beside` is what the page prints where it dates and counts the release. A day without a time of day ends the embargo
    as it begins; "Redebeginn" and the like leave it at that.
    """
    paragraphs = [
        release.title,
        release.lead,
        *release.body.split("\n\n")[:_OPENING],
        release.body.split("\n\n")[-1],
    ]
    for text in (beside, *paragraphs):
        seen = visible(text)
        for said in _SAID.finditer(seen):
            behind = seen[said.end() : said.end() + _REACH]
            days = [
                one
                for one in find_periods(behind, today=published)
                if (one.start and one.start == one.end) or (one.start and one.end is None)
            ]
            if days and days[0].at <= _NEXT_TO:
                clock = _CLOCK.search(behind)
                hour = time(int(clock["hour"]) % 24, int(clock["minute"] or 0) % 60) if clock else time(0)
                assert days[0].start is not None
                return datetime.combine(days[0].start, hour, _GERMANY)
    return None
