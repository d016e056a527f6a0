"""The dates and periods in running prose."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from language.german.dates.days import no_day_until
from language.german.dates.feasts import no_nth_until, recurs_until
from language.german.dates.model import Mentioned
from language.german.dates.ranges import expressions_at
from language.german.dates.tokens import Scan
from language.german.dates.weekdays import opening_hours_until
from language.german.dates.words import FIRST_DAY, LAST_DAY, LONGEST_SENTENCE, MAY_NAME, REMEMBERED, may_begin
from language.german.sentences import sentences


def find_periods(text: str, *, today: date | None) -> tuple[Mentioned, ...]:
    """The dates and periods named in a text, in their order; amounts, times of day and opening hours are none.

    `today` is the day of publication; without it, only what carries its own year can be told.
    """
    if not MAY_NAME.search(text):
        return ()
    shown, places = _without_invisible(text)
    if today and not FIRST_DAY <= today <= LAST_DAY:
        today = None
    found: list[Mentioned] = []
    for start, end in _stretches(shown):
        if not MAY_NAME.search(shown, start, end):
            continue
        scan = Scan(shown[start:end], today, prose=True)
        if found and start - found[-1].until <= REMEMBERED:
            scan.remember(found[-1])
        for named in mentioned_in(scan):
            at, until = places(named.at + start), places(named.until + start - 1) + 1
            found.append(replace(named, at=at, until=until, printed=text[at:until]))
    return tuple(found)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The sentences, those longer than any author's cut."""
    for start, end in sentences(text):
        for begin in range(start, end, LONGEST_SENTENCE):
            yield begin, min(end, begin + LONGEST_SENTENCE)


def mentioned_in(scan: Scan) -> Iterator[Mentioned]:
    """The periods of one sentence, in their order."""
    at = 0
    while at < len(scan.tokens):
        if not may_begin(scan.word(at)):
            at += 1
            continue
        if (skipped := _no_date_until(scan, at)) is not None:
            at = skipped
            continue
        best = next(iter(expressions_at(scan, at)), None)
        if best is None:
            at += 1
            continue
        found, after = best
        yield from found.items
        scan.follow(found.items[-1])
        at = max(after, at + 1)


def _no_date_until(scan: Scan, at: int) -> int | None:
    """The place behind what looks like a date and is none: what recurs, a day of no calendar, opening hours."""
    rules = (recurs_until, no_day_until, no_nth_until, opening_hours_until)
    return next((after for rule in rules if (after := rule(scan, at)) is not None), None)


_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*")


def _without_invisible(text: str) -> tuple[str, Callable[[int], int]]:
    """The text without characters nobody sees, each letter in one piece (NFC), and where its places were before."""
    composed = unicodedata.is_normalized("NFC", text)
    if composed and not _INVISIBLE.search(text):
        return text, lambda place: place
    shown: list[str] = []
    kept: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        letter = unicodedata.normalize("NFC", cluster.group())
        if not _INVISIBLE.match(letter):
            shown.append(letter)
            kept += [cluster.start()] * len(letter)
    return "".join(shown), lambda place: kept[place]
