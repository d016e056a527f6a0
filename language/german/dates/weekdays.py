"""Spans from one weekday to another: "von Freitag, 22 Uhr, bis Montag, 5 Uhr", "Mittwoch bis Freitag geschlossen"."""

from datetime import timedelta

from language.german.dates.context import lean_at
from language.german.dates.model import Doubt, Lean, Unit
from language.german.dates.parts import Part, Resolved
from language.german.dates.tokens import Scan
from language.german.dates.words import DASHES, SHORT_WEEKDAYS, WEEKDAY_NUMBERS


def weekday_span_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """The days from one weekday to the next of another name; opening hours are none."""
    if scan.today is None or scan.word(at) not in WEEKDAY_NUMBERS:
        return None
    read = _span_at(scan, at)
    if read is None:
        return None
    after, timed = read
    if scan.prose and scan.tells_hours and not timed:
        return None
    weekdays = WEEKDAY_NUMBERS[scan.word(at)], WEEKDAY_NUMBERS[scan.word(_last_weekday(scan, at))]
    lean = lean_at(scan, at)
    ahead, back = (weekdays[0] - scan.today.weekday()) % 7, (scan.today.weekday() - weekdays[0]) % 7
    first = scan.today + timedelta(days=-back if lean is Lean.LAST else ahead)
    last = first + timedelta(days=(weekdays[1] - first.weekday()) % 7)
    return Resolved((first, last), Unit.SPAN, Doubt.NEAREST if lean is Lean.NEAREST else None), after


def opening_hours_until(scan: Scan, at: int) -> int | None:
    """The place behind weekdays that tell when something is open: "Dienstag bis Donnerstag geöffnet"."""
    if not scan.prose or not scan.tells_hours or scan.word(at) not in {*WEEKDAY_NUMBERS, *SHORT_WEEKDAYS}:
        return None
    read = _span_at(scan, at)
    return read[0] if read and not read[1] else None


def _span_at(scan: Scan, at: int) -> tuple[int, bool] | None:
    """The place behind a span of weekdays, and whether it names hours inside it; None where there is none."""
    middle, begins = past_clock(scan, at + 1)
    if scan.word(middle) != "bis" and scan.word(middle) not in DASHES:
        return None
    last = middle + 1 + (scan.word(middle + 1) in {"zum", "einschliesslich"})
    if scan.word(last) not in WEEKDAY_NUMBERS or scan.number(last + 1, 2) is not None:
        return None
    after, ends = past_clock(scan, last + 1)
    return (after if ends else last + 1), begins and ends


def _last_weekday(scan: Scan, at: int) -> int:
    middle, _ = past_clock(scan, at + 1)
    return middle + 1 + (scan.word(middle + 1) in {"zum", "einschliesslich"})


def past_clock(scan: Scan, at: int) -> tuple[int, bool]:
    """The place behind ", 22.30 Uhr,", and whether a time of day stood there."""
    place = at + (scan.word(at) in {",", "("})
    place += scan.word(place) in {"um", "ab"}
    if scan.number(place, 2) is None:
        return at, False
    place += 1
    with_minutes = scan.word(place) in {".", ":"} and scan.number(place + 1, 2) is not None
    place += 2 * with_minutes
    if with_minutes and scan.word(place - 2) == ":" and scan.word(place) == "bis":
        return place, True
    if scan.word(place) != "uhr":
        return at, False
    return place + 1 + (scan.word(place + 1) in {",", ")"}), True
