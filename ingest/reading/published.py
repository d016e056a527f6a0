"""When a release was published, and where that was learnt."""

import re
from collections.abc import Iterable
from datetime import date, time

from archive.model import PublishedFrom
from german.dates import first_day_in
from german.tokens import visible

_ISO = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<time>\d{2}:\d{2}))?")
_CLOCK = re.compile(r"\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2})\s*Uhr")


def read_published(
    dated: Iterable[tuple[PublishedFrom, str]],
) -> tuple[date | None, time | None, PublishedFrom]:
    """The first of the texts that holds a full date decides; NONE where none does.

    A text is what stands where a page dates its release, never the body: the date of an event is no date of
    publication.
    """
    for origin, text in dated:
        seen = visible(text)
        day, clock = _iso(seen) if origin is not PublishedFrom.PAGE else (None, None)
        if day is None:
            day, clock = first_day_in(seen), _clock(seen)
        if day:
            return day, clock, origin
    return None, None, PublishedFrom.NONE


def _iso(text: str) -> tuple[date | None, time | None]:
    match = _ISO.search(text)
    if not match:
        return None, None
    try:
        return (
            date.fromisoformat(match["day"]),
            time.fromisoformat(match["time"]) if match["time"] else None,
        )
    except ValueError:
        return None, None


def _clock(text: str) -> time | None:
    match = _CLOCK.search(text)
    try:
        return time(int(match["hour"]), int(match["minute"])) if match else None
    except ValueError:
        return None
