"""Points and periods of time, read from German text: whole expressions and those in running prose.

The conventions (what "Anfang August" or "letzte Woche" is) are told in docs/query-language.md.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, partial

from language.german.calendar import (
    EARLIEST,
    LATEST,
    Span,
    day_of,
    distance,
    last_or_next_year,
    month_of,
    months_of,
    nearest_year,
    part_of_month,
    same_day,
    season_of,
    shifted_month,
    week_around,
    week_of,
    year_of,
)
from language.german.lexicon import is_word
from language.german.sentences import sentences
from language.german.tense import Tense, tense_of
from language.german.tokens import fold, visible

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A date or a span, both ends included; an open end is None; `printed` is how it was written."""

    start: date | None
    end: date | None
    printed: str = ""

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def touches(self, other: "Period") -> bool:
        """Whether the two have a day in common."""
        return (self.start is None or other.end is None or self.start <= other.end) and (
            self.end is None or other.start is None or other.start <= self.end
        )


class Unit(StrEnum):
    """What a text names: a day, a unit of the calendar, or a span of them."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    SPAN = "span"


class Doubt(StrEnum):
    """What is unsure about a period: its weekday is another one, or of two likely days the nearer was taken."""

    WEEKDAY = "weekday"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """A period that a text names, in characters `[at, until)` of it; `clock` is the time of day it begins."""

    start: date | None
    end: date | None
    printed: str
    at: int
    until: int
    unit: Unit
    clock: time | None = None
    doubt: Doubt | None = None

    @property
    def period(self) -> Period:
        """The period alone."""
        return Period(start=self.start, end=self.end, printed=self.printed)


class Lean(StrEnum):
    """Which way a bare weekday is looked for: the last one, the next one, or the nearest (today counts for all)."""

    LAST = "last"
    NEXT = "next"
    NEAREST = "nearest"


def read_period(text: str, *, today: date, lean: Lean = Lean.NEAREST) -> Period | None:
    """A whole text as one period; None if it is no such thing. `today` is what relative words are counted from."""
    found = read_mentioned(text, today=today, lean=lean)
    return found.period if found else None


def read_mentioned(text: str, *, today: date, lean: Lean = Lean.NEAREST) -> Mentioned | None:
    """As `read_period`, with what is unsure about it."""
    printed = visible(text).strip()
    grammar = _Grammar(printed, today, prose=False, lean=lean)
    for at in range(len(grammar.tokens)):
        for found, after in grammar.expressions(at):
            if after == len(grammar.tokens):
                return replace(found.joined, printed=printed, at=0, until=len(text))
        if grammar.word(at) not in _OPENING:
            break
    return None


def find_periods(text: str, *, today: date | None) -> tuple[Mentioned, ...]:
    """The dates and periods named in a text, in their order; amounts, times of day and opening hours are none.

    `today` is the day of publication; without it, only what carries its own year can be told.
    """
    if not _MAY_NAME.search(text):
        return ()
    shown, places = _without_invisible(text)
    if today and not _FIRST_DAY <= today <= _LAST_DAY:
        today = None
    found: list[Mentioned] = []
    for start, end in _stretches(shown):
        grammar = _Grammar(shown[start:end], today, prose=True)
        if found and start - found[-1].until <= _REMEMBERED:
            grammar.remember(found[-1])
        for one in grammar.in_prose():
            at, until = places(one.at + start), places(one.until + start - 1) + 1
            found.append(replace(one, at=at, until=until, printed=text[at:until]))
    return tuple(found)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The sentences, those longer than any author's cut."""
    for start, end in sentences(text):
        for begin in range(start, end, _LONGEST_SENTENCE):
            yield begin, min(end, begin + _LONGEST_SENTENCE)


def first_day_in(text: str) -> date | None:
    """The first full date (day, month and year) printed in a text, or None."""
    shown = visible(text)
    grammar = _Grammar(shown, None, prose=True)
    for at in range(len(grammar.tokens)):
        if (found := grammar.day(at)) and found[0].year and found[0].month:
            day = day_of(found[0].year, found[0].month, found[0].day)
            if day:
                return day
    return None


def german_date(day: date) -> str:
    """A date as German texts print it: 22. Juni 2025."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def month_number(name: str) -> int:
    """1 for Januar or Jan. up to 12; raises ValueError for what is no month."""
    number = _MONTH_NUMBERS.get(fold(name.rstrip(".")))
    if number is None:
        raise ValueError(f"no month: {name}")
    return number


# --- the words ----------------------------------------------------------------------------------------------

_MONTH_NUMBERS = {fold(name): number for number, name in enumerate(MONTHS, 1)} | {
    "jan": 1, "jaenner": 1, "feb": 2, "febr": 2, "feber": 2, "maer": 3, "mrz": 3, "maerz": 3, "apr": 4, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
_WEEKDAY_NUMBERS = {fold(name): number for number, name in enumerate(WEEKDAYS)} | {"sonnabend": 5}
_SHORT_WEEKDAYS = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
_PARTS = {"anfang": 0, "beginn": 0, "mitte": 1, "ende": 2}
_YEAR_PARTS = {
    "jahresanfang": 0, "jahresbeginn": 0, "jahresmitte": 1, "jahresende": 2,
}  # fmt: skip
_MONTH_PARTS = {"monatsanfang": 0, "monatsbeginn": 0, "monatsmitte": 1, "monatsende": 2}
_SEASON_NUMBERS = {
    "fruehjahr": 0, "fruehling": 0, "fruehjahrs": 0, "fruehlings": 0, "sommer": 1, "sommers": 1, "herbst": 2,
    "herbstes": 2, "herbsts": 2, "winter": 3, "winters": 3,
}  # fmt: skip
_ORDINALS = (
    "erst zweit dritt viert fuenft sechst siebt acht neunt zehnt elft zwoelft dreizehnt vierzehnt fuenfzehnt "
    "sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst einundzwanzigst zweiundzwanzigst dreiundzwanzigst "
    "vierundzwanzigst fuenfundzwanzigst sechsundzwanzigst siebenundzwanzigst achtundzwanzigst neunundzwanzigst "
    "dreissigst einunddreissigst"
).split()
_ORDINAL_NUMBERS = {
    stem + ending: number for number, stem in enumerate(_ORDINALS, 1) for ending in ("e", "en", "er", "es")
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNTS = {
    word: number
    for number, word in enumerate(
        "ein zwei drei vier fuenf sechs sieben acht neun zehn elf zwoelf dreizehn vierzehn".split(), 1
    )
} | {"einer": 1, "einem": 1, "eine": 1, "einen": 1, "paar": 3}
_DECADES = {
    "zwanziger": 1920, "dreissiger": 1930, "vierziger": 1940, "fuenfziger": 1950, "sechziger": 1960,
    "siebziger": 1970, "achtziger": 1980, "neunziger": 1990,
}  # fmt: skip
_RELATIVE_DAYS = {
    "vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "uebermorgen": 2,
    "gestrig": -1, "heutig": 0, "morgig": 1,
}  # fmt: skip
_SHIFTS = {
    "vorletzt": -2, "letzt": -1, "vergangen": -1, "vorig": -1, "verflossen": -1, "dies": 0, "laufend": 0,
    "aktuell": 0, "jetzig": 0, "gegenwaertig": 0, "naechst": 1, "kommend": 1, "folgend": 1, "uebernaechst": 2,
}  # fmt: skip
_SHIFT = re.compile(rf"({'|'.join(sorted(_SHIFTS, key=len, reverse=True))})(?:e[nmrs]?)")
_DAY_SHIFT = re.compile(r"(gestrig|heutig|morgig)e[nmrs]?")
_BEFORE_UNITS = {
    "vorjahr": "jahr",
    "vorjahres": "jahr",
    "vormonat": "monat",
    "vormonats": "monat",
    "vorwoche": "woche",
}
_UNITS = {
    "tag": "tag", "tage": "tag", "tagen": "tag", "woche": "woche", "wochen": "woche", "monat": "monat",
    "monats": "monat", "monate": "monat", "monaten": "monat", "quartal": "quartal", "quartals": "quartal",
    "jahr": "jahr", "jahres": "jahr", "jahre": "jahr", "jahren": "jahr", "jahrs": "jahr", "halbjahr": "halbjahr",
    "wochenende": "wochenende", "wochenendes": "wochenende",
}  # fmt: skip
_PREPOSITIONS = {
    "im", "in", "am", "an", "ab", "seit", "bis", "von", "vom", "zum", "zur", "zu", "des", "den", "dem", "der", "vor",
    "nach", "fuer", "gegen", "zwischen", "ueber", "und", "oder", "sowie", "auf", "ende", "anfang", "mitte", "beginn",
    "jahr", "jahre", "jahres", "jahren", "monat", "monate", "monaten", "sommer", "herbst", "winter", "fruehjahr", "spaet", "spaetestens",
}  # fmt: skip
# What may stand before a whole expression without changing it.
_OPENING = frozenset({"am", "im", "in", "der", "die", "das", "den", "dem", "des", "vom", "von", "zum", "zur", "an", "jahr", "jahre", "monat", "zu", "um"})  # fmt: skip
_FROM, _UNTIL = frozenset({"ab", "seit"}), frozenset({"bis"})
_LINKS = frozenset({"dem", "den", "der", "zum", "zur", "spaetestens", "einschliesslich", "einschl", "mindestens", "inklusive", "in", "im", "das", "die", "zu", "am", "etwa", "circa"})  # fmt: skip
_DASHES = frozenset("-–—−")
_AND = frozenset({"und", "sowie", "oder", "&", "u"})
# A figure after such a word is none of the calendar's.
_NO_YEAR_AFTER = frozenset(
    """
    raum zimmer nr nummer telefon tel fax durchwahl agenda expo euro din iso linie paragraf paragraph artikel art abs
    hausnummer postfach plz konto blz mobil ziffer rund etwa ca circa fast knapp mehr insgesamt jeweils
    zirka ungefaehr bild foto band heft seite schuljahr schuljahres spielzeit saison wintersemester sommersemester
    session usk fsk typ modell richtlinie version drucksache beschluss kapitel abschnitt kurs punkt
    """.split()
)
_SCHOOL_YEARS = frozenset("schuljahr schuljahres spielzeit saison wintersemester sommersemester session kita-jahr kindergartenjahr ausbildungsjahr".split())  # fmt: skip
_WEEK_NAMES = frozenset({"kw", "kalenderwoche", "kalenderwochen"})
_MOST_LISTED = 12
# A sentence is looked through in stretches of so many characters: without an end, it is no sentence.
_LONGEST_SENTENCE = 2_000
# Days of publication outside of these are mistakes of a system; nothing is counted from them.
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)
# What lies farther off than this (days) is looked for where the tense of its clause points.
_NEAR = 45
# How far back (characters) a day may be named that "eine Woche später" is counted from.
_REMEMBERED = 300
_LATER = {"spaeter": 1, "darauf": 1, "danach": 1, "zuvor": -1, "davor": -1, "vorher": -1}
_CLAUSE_END = re.compile(
    r"[;:–„“”»«]|,(?=\s(?:und|aber|doch|der|die|das|dass|weil|wo|wenn|als|wie|um|[A-ZÄÖÜ]))|\n"
)
# A number beside such a word is a room's.
_BEFORE_DAYS = (
    _PREPOSITIONS | set(_WEEKDAY_NUMBERS) | set(_SHORT_WEEKDAYS) | {",", "(", ":", "/", ".", "sowie", ";"}
)
_ROOMS = frozenset({"raum", "zimmer", "saal", "büro", "buero", "halle", "haus"})
_COUNTED = re.compile(
    r"(?:euro|menschen|personen|besuch|einwohn|buerger|quadratmeter|kilometer|meter|tonnen|kubik|kilo|liter|stueck|"
    r"plaetze|teilnehm|mitglieder|schueler|kinder|baeume|wohnungen|haushalte|gaeste|stunden|exemplar|unterschrift|uhr|"
    r"prozent|jahre|kilowatt|watt|millionen|hektar|zuschauer|fahrzeug|stimmen|wahlberecht|"
    r"laeufer|anmeldung|mitarbeit|beschaeftigt|arbeitspl|sitzpl|stellpl|jaehrig|dollar|(?:km|qm|m|kg|eur|mio|mrd|mal|mark|dm)$)"
)
_MAY_NAME = re.compile(
    r"\d|heute|morgen|gestern|[Ww]oche|[Mm]onat|Jahr|jahr|tag\b|abend\b|Sommer|Herbst|Winter|Früh|Quartal|"
    + "|".join(MONTHS)
)


# --- the parts of a date -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as far as it is written: month, year and weekday may be left out."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A stretch of tokens read as a span; `pending` is what a later part has to complete."""

    span: tuple[date | None, date | None]
    unit: Unit
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class _Yearly:
    """What comes once a year (a month, a season, a week) with its year, where it is written."""

    span_in: Callable[[int], Span | None]
    year: int | None
    unit: Unit


_Part = _Day | _Yearly | _Read


class _Token:
    __slots__ = ("end", "glued", "low", "start", "text")

    def __init__(self, text: str, start: int, end: int, glued: bool) -> None:
        self.text, self.start, self.end, self.glued = text, start, end, glued
        self.low = fold(text)


_TOKENS = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class _Expression:
    """One or several periods read in a row (a list of days has several)."""

    items: tuple[Mentioned, ...]

    @property
    def joined(self) -> Mentioned:
        """From the first to the last of them."""
        first, last = self.items[0], self.items[-1]
        if len(self.items) == 1:
            return first
        return replace(first, end=last.end, until=last.until, unit=Unit.SPAN)


class _Grammar:
    """Recursive descent over the tokens of one text; every method takes a place and gives what it read and the place after."""

    def __init__(self, text: str, today: date | None, *, prose: bool, lean: Lean = Lean.NEAREST) -> None:
        self.text = text
        self.today = today
        self.prose = prose
        self.lean = lean
        self._at = 0
        self._remembered: date | None = None
        self._tenses: dict[int, Tense | None] = {}
        tokens = []
        end = 0
        for match in _TOKENS.finditer(text):
            tokens.append(_Token(match.group(), match.start(), match.end(), match.start() == end))
            end = match.end()
        self.tokens = tokens

    # -- tokens --

    def word(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def glued(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].glued

    def number(self, at: int, most_digits: int = 4) -> int | None:
        word = self.word(at)
        return int(word) if word.isdigit() and word.isascii() and len(word) <= most_digits else None

    # -- whole expressions --

    def remember(self, named: Mentioned) -> None:
        """What a day counted from another one ("am Tag darauf") is counted from."""
        self._remembered = named.start if named.unit is Unit.DAY else None

    def in_prose(self) -> Iterator[Mentioned]:
        at = 0
        while at < len(self.tokens):
            best = next(iter(self.expressions(at)), None)
            if best is None:
                at += 1
                continue
            found, after = best
            yield from found.items
            self.remember(found.items[-1])
            at = max(after, at + 1)

    def expressions(self, at: int) -> list[tuple[_Expression, int]]:
        """What can be read from a place on, the longest first."""
        self._at = at
        found: list[tuple[_Expression, int]] = []
        word = self.word(at)
        if word == "zwischen":
            found += self._between(at)
        elif word in _FROM or word in _UNTIL:
            found += self._open(at)
        else:
            found += self._series(at)
        found.sort(key=lambda pair: -pair[1])
        return found

    def _between(self, at: int) -> Iterator[tuple[_Expression, int]]:
        for part, after in self.parts(self._past_links(at + 1)):
            if self.word(after) == "und":
                for other, end in self.parts(self._past_links(after + 1)):
                    yield from self._ranged(part, other, at, end)

    def _past_links(self, at: int) -> int:
        while self.word(at) in _LINKS or (self.word(at) == "." and self.word(at - 1) == "einschl"):
            at += 1
        return at

    def _open(self, at: int) -> Iterator[tuple[_Expression, int]]:
        if self.word(at) in _FROM and self.word(at + 1) == "sofort" and self.today and not self.prose:
            yield self._expression((self.today, None), Unit.SPAN, at, at + 2), at + 2
        inside = self._past_links(at + 1)
        for one, after in self.parts(inside):
            if self.word(at) in _FROM:
                yield from self._to_the_end(one, after, at)
            if self.word(at) == "seit":
                one = self._begun(one)
            if read := self.resolved(one):
                span = (read.span[0], None) if self.word(at) in _FROM else (None, read.span[1])
                yield self._expression(span, Unit.SPAN, at, after, read.doubt), after

    def _begun(self, part: _Part) -> _Part:
        """Since when: of what comes every year, the last that has begun."""
        if self.today is None or isinstance(part, _Read) or part.year is not None:
            return part
        for year in range(self.today.year, self.today.year - 9, -1):
            dated = replace(part, year=year)
            if (read := self.resolved(dated)) and read.span[0] and read.span[0] <= self.today:
                return dated
        return part

    def _series(self, at: int) -> Iterator[tuple[_Expression, int]]:
        for part, after in self.parts(at):
            if read := self.resolved(part):
                yield self._expression(read.span, read.unit, at, after, read.doubt), after
                if self.word(after) == "an" and self.word(at - 1) in {"vom", "von", "ab"}:
                    yield self._expression((read.span[0], None), Unit.SPAN, at, after + 1), after + 1
            yield from self._to_the_end(part, after, at)
            if self.word(after) == "und" and isinstance(part, _Read) and not self.prose:
                for other, end in self.parts(self._past_links(after + 1)):
                    yield from self._ranged(part, other, at, end)
        yield from self._weeks_to_the_end(at)
        yield from self._parts_to_the_end(at)
        yield from self._listed(at)

    def _weeks_to_the_end(self, at: int) -> Iterator[tuple[_Expression, int]]:
        """ "KW 30 bis 32 2018", "30. bis 32. KW"."""
        place = at + 1 if self.word(at) in _WEEK_NAMES else at
        first = self.number(place, 2)
        middle = place + 1 + (self.word(place + 1) == ".")
        if first is None or not (self.word(middle) == "bis" or self.word(middle) in _DASHES):
            return
        last, after = self.number(middle + 1, 2), middle + 2
        if place == at:
            after += self.word(after) == "."
            if self.word(after) not in _WEEK_NAMES:
                return
            after += 1
        year, end = self._year_after(after)
        if last is None:
            return
        until = self.resolved(_Yearly(partial(week_of, week=last), year, Unit.WEEK))
        if until and until.span[1]:
            begun = week_of(until.span[1].isocalendar().year, first)
            if begun and begun[0] <= until.span[1]:
                yield self._expression((begun[0], until.span[1]), Unit.SPAN, at, end), end

    def _parts_to_the_end(self, at: int) -> Iterator[tuple[_Expression, int]]:
        """ "Anfang bis Mitte August 2019"."""
        part = _PARTS.get(self.word(at))
        if part is None or self.word(at + 1) not in {"bis", "/", *_DASHES}:
            return
        last, place = self._part_word(at + 2)
        month, after = self.month(place)
        if last is None or month is None:
            return
        year, end = self._year_after(after)
        known = self.resolved(_Yearly(partial(part_of_month, month=month, part=last), year, Unit.SPAN))
        if known and known.span[0]:
            first = part_of_month(known.span[0].year, month, part)[0]
            yield self._expression((first, known.span[1]), Unit.SPAN, at, end), end

    def _to_the_end(self, part: _Part, after: int, at: int) -> Iterator[tuple[_Expression, int]]:
        """ "… bis zum 5. August", "… – 5. August", "3./4. Juni"."""
        word = self.word(after)
        middle = after
        if word == "," and self.word(after + 1) == "bis":
            middle = after + 2
        elif word == "bis" or word in _DASHES or word == "/" or (word == "auf" and self._by_night(at)):
            middle = after + 1
        else:
            return
        if word in _DASHES and self.word(middle) == "bis":
            middle += 1
        for other, end in self.parts(self._past_links(middle)):
            yield from self._ranged(part, other, at, end)

    def _by_night(self, at: int) -> bool:
        """ "in der Nacht vom 1. auf den 2. Mai"; what is put off "vom 1. auf den 2. Mai" is no span."""
        return self.word(at - 1) in {"vom", "von"} and self.word(at - 2) == "nacht"

    def _ranged(self, part: _Part, other: _Part, at: int, end: int) -> Iterator[tuple[_Expression, int]]:
        part, other = self._completed(part, other)
        first, last = self.resolved(part), self.resolved(other)
        if not (first and last and first.span[0] and last.span[1]) or first.span[0] > last.span[1]:
            return
        yield (
            self._expression((first.span[0], last.span[1]), Unit.SPAN, at, end, first.doubt or last.doubt),
            end,
        )

    def _completed(self, part: _Part, other: _Part) -> tuple[_Part, _Part]:
        """What one end of a range leaves out is what the other says: 3. bis 5. August 2017."""
        if isinstance(part, _Day) and isinstance(other, _Day):
            if part.month is None:
                part = replace(part, month=other.month)
            if other.year is None and part.year is not None:
                other = replace(other, year=part.year + (self._runs_back(part, other)))
            elif part.year is None and other.year is not None:
                part = replace(part, year=other.year - (self._runs_back(part, other)))
            elif part.year is None and other.year is None and self._runs_back(part, other) and part.month:
                known = self.resolved(other)
                if known and known.span[0]:
                    part = replace(part, year=known.span[0].year - 1)
            elif part.year is None and other.year is None:
                known = self.resolved(part)
                if known and known.span[0] and part.month:
                    part = replace(part, year=known.span[0].year)
                    other = replace(other, year=known.span[0].year)
            return part, other
        if (
            isinstance(part, _Yearly)
            and isinstance(other, _Day | _Yearly)
            and part.year is None
            and other.year
        ):
            same = part.span_in(other.year)
            last = self.resolved(other)
            back = bool(same and last and last.span[1] and same[0] > last.span[1])
            return replace(part, year=other.year - back), other
        if (
            isinstance(part, _Yearly)
            and isinstance(other, _Yearly)
            and part.year is None
            and other.year is None
        ):
            last = self.resolved(other)
            if last and last.span[0] and last.span[1]:
                year = last.span[0].year
                same = part.span_in(year)
                back = bool(same and same[0] > last.span[1])
                return replace(part, year=year - back), replace(other, year=year)
        if isinstance(other, _Yearly) and other.year is None:
            known = self.resolved(part)
            if known and known.span[0]:
                year = known.span[0].year
                same = other.span_in(year)
                return part, replace(other, year=year + bool(same and same[1] < known.span[0]))
        return part, other

    @staticmethod
    def _runs_back(day: _Day, other: _Day) -> int:
        """1 where the first day comes after the second within a year, by month: 30. Dezember bis 2. Januar."""
        return int(bool(day.month and other.month and day.month > other.month))

    def _listed(self, at: int) -> Iterator[tuple[_Expression, int]]:
        """ "3., 10. und 17. Mai", "Juni und Juli 2019": what comes first shares the month and the year of the last."""
        read: list[tuple[_Day | _Yearly, int, int]] = []
        place = at
        while len(read) < _MOST_LISTED:
            one: tuple[_Part, int] | None = self.day(place) or self._month_part(place)
            if one is None:
                return
            part, after = one
            if isinstance(part, _Read):
                return
            read.append((part, place, after))
            if (isinstance(part, _Yearly) and part.year is not None) or (
                isinstance(part, _Day) and part.month is not None
            ):
                break
            place = self._past_comma(after)
            if place == after:
                return
        last = read[-1][0]
        if len(read) < 2 or any(type(part) is not type(last) for part, _, _ in read):
            return
        items: list[Mentioned] = []
        for part, begin, after in read:
            if isinstance(part, _Day) and isinstance(last, _Day):
                part = replace(part, month=last.month, year=part.year or last.year)
            else:
                part = replace(part, year=part.year or last.year)
            known = self.resolved(part)
            if known is None:
                return
            items += self._expression(known.span, known.unit, begin, after, known.doubt).items
        yield _Expression(tuple(items)), read[-1][2]

    def _past_comma(self, at: int) -> int:
        """Past what parts the members of a list: a comma, "und", both; the same place where nothing does."""
        after = at + (self.word(at) == ",")
        after += self.word(after) in _AND or self.word(after) == "/"
        return self._past_links(after) if after > at else at

    def _expression(
        self,
        span: tuple[date | None, date | None],
        unit: Unit,
        at: int,
        after: int,
        doubt: Doubt | None = None,
    ) -> _Expression:
        begin, end = self.tokens[at].start, self.tokens[after - 1].end
        return _Expression(
            (
                Mentioned(
                    start=span[0],
                    end=span[1],
                    printed=self.text[begin:end],
                    at=begin,
                    until=end,
                    unit=unit,
                    clock=self._clock(end) if unit is Unit.DAY else None,
                    doubt=doubt,
                ),
            )
        )

    def _clock(self, after: int) -> time | None:
        match = _CLOCK_AFTER.match(self.text, after)
        if match is None:
            return None
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        return time(hour, minute) if hour < 24 and minute < 60 else None

    # -- resolving --

    def resolved(self, part: _Part) -> _Read | None:
        """A part as a span, with the year that fits best where none is written."""
        if isinstance(part, _Read):
            return part
        if isinstance(part, _Yearly):
            if part.year is not None:
                span = part.span_in(part.year)
            else:
                span = self._fitting(part.span_in) if self.today else None
            return _Read(span, part.unit) if span else None
        if part.month is None:
            return None
        return self._resolved_day(part)

    def _resolved_day(self, part: _Day) -> _Read | None:
        month = part.month or 1
        if part.year is not None:
            day = day_of(part.year, month, part.day)
        elif self.today is None:
            return None
        else:
            day = self._nearest_day(part, month, self.today)
        if day is None:
            return None
        wrong = part.weekday is not None and part.weekday != day.weekday()
        return _Read((day, day), Unit.DAY, Doubt.WEEKDAY if wrong else None)

    def _nearest_day(self, part: _Day, month: int, today: date) -> date | None:
        def in_year(year: int, weekday: int | None) -> Span | None:
            day = day_of(year, month, part.day)
            return (day, day) if day and weekday in (None, day.weekday()) else None

        # A weekday tells the year, where one of the two neighbours fits.
        if part.weekday is not None:
            near = [in_year(year, part.weekday) for year in range(today.year - 1, today.year + 2)]
            fitting = [span for span in near if span]
            if fitting:
                return min(fitting, key=lambda span: abs((span[0] - today).days))[0]
        found = self._fitting(lambda year: in_year(year, None))
        return found[0] if found else None

    def _fitting(self, span_in: Callable[[int], Span | None]) -> Span | None:
        """Of what comes once a year the nearest; in prose, where that is far off, the one the clause's tense tells."""
        assert self.today is not None
        near = nearest_year(span_in, self.today)
        if not self.prose or near is None or distance(near, self.today) <= _NEAR or self._tense() is None:
            return near
        return last_or_next_year(span_in, self.today, past=self._past()) or near

    # -- parts --

    def parts(self, at: int) -> list[tuple[_Part, int]]:
        """Every reading of one part from a place on, the longest first."""
        if at >= len(self.tokens):
            return []
        found = []
        for form in _FORMS:
            try:
                read = form(self, at)
            except (ValueError, OverflowError):
                continue  # beyond what a calendar holds: "die letzten 9999 Jahre"
            if read is not None:
                found.append(read)
        return sorted(found, key=lambda pair: -pair[1])

    def day(self, at: int) -> tuple[_Day, int] | None:
        """A day by its number, with what is written of weekday, month and year."""
        start = at
        if (shift := self._weekday_shift(at)) is not None:
            at = shift
        weekday, at = self._weekday(at)
        iso = self._iso(at)
        if iso:
            day, at = iso
            return replace(day, weekday=weekday), at
        number, after = self._ordinal(at)
        if number is None or not 1 <= number <= 31:
            return None
        month, after_month = self.month(after)
        if month is None and self.number(after, 2) and self.word(after + 1) == "." and self.glued(after + 1):
            month, after_month = self.number(after, 2), after + 2
            if not self._dotted_is_date(at, after_month):
                return None
        if month is None or not 1 <= month <= 12:
            # "3." alone is only part of a date where another day follows with its month.
            return (_Day(number, weekday=weekday), after) if start <= at else None
        year, end = self._year_after(after_month, glued=self.word(after_month - 1) == ".")
        return _Day(number, month, year, weekday), end

    def _dotted_is_date(self, at: int, after: int) -> bool:
        """Whether "3.8." is a date and not the beginning of 3.8.1 or the end of § 5.3.8."""
        before = self.word(at - 1)
        if self.glued(at) and before in {".", ",", "-", "/", "§"} and self.number(at - 2) is not None:
            return before in {"-", "/"}
        if before == "§" or before in _ROOMS or before in _NO_YEAR_AFTER or before == "um":
            return False
        year = self.number(after)
        if year is None and self.prose and not (before in _BEFORE_DAYS or before in _DASHES or at == 0):
            return False
        if year is None:
            return True
        return not self.glued(after) or len(self.word(after)) in (2, 4)

    def _iso(self, at: int) -> tuple[_Day, int] | None:
        words = [self.word(at + step) for step in range(5)]
        if (
            [words[1], words[3]] == ["-", "-"]
            and [len(words[step]) for step in (0, 2, 4)] == [4, 2, 2]
            and all(self.glued(at + step) for step in range(1, 5))
        ):
            year, month, day = (self.number(at + step) for step in (0, 2, 4))
            if year and month and day and EARLIEST <= year <= LATEST and 1 <= month <= 12:
                return _Day(day, month, year), at + 5
        return None

    def _weekday(self, at: int) -> tuple[int | None, int]:
        """A weekday before a date, with comma, full stop and article; None and the same place without one."""
        word = self.word(at)
        weekday = _WEEKDAY_NUMBERS.get(word)
        if weekday is None:
            weekday = _SHORT_WEEKDAYS.get(word)
        if weekday is None:
            return None, at
        after = at + 1
        for mark in (".", ",", "("):
            if self.word(after) == mark:
                after += 1
        if self.word(after) in {"den", "dem", "der"}:
            after += 1
        number, _ = self._ordinal(after)
        return (weekday, after) if number or self._iso(after) else (None, at)

    def _weekday_shift(self, at: int) -> int | None:
        """ "kommenden Samstag, 19. August": the date says it all, the word before it nothing more."""
        if (_SHIFT.fullmatch(self.word(at)) or _DAY_SHIFT.fullmatch(self.word(at))) and self.word(
            at + 1
        ) in _WEEKDAY_NUMBERS:
            return at + 1
        if self.word(at) in {"heute", "morgen", "gestern", "uebermorgen", "vorgestern"}:
            after = at + 1
            if self.word(after) in {",", "am", "("}:
                after += 1
            if self._weekday(after)[0] is not None:
                return after
        return None

    def _ordinal(self, at: int) -> tuple[int | None, int]:
        number = self.number(at, 2)
        if number is not None and self.word(at + 1) == "." and self.glued(at + 1):
            return number, at + 2
        if number is not None and not self.prose and self.word(at + 1) in _MONTH_NUMBERS:
            return number, at + 1  # who types a query leaves the full stop out
        if self.word(at) in _ORDINAL_NUMBERS:
            return _ORDINAL_NUMBERS[self.word(at)], at + 1
        return None, at

    def month(self, at: int) -> tuple[int | None, int]:
        """A month by its name or the short form of it."""
        word = self.word(at)
        number = _MONTH_NUMBERS.get(word)
        if number is None and word.endswith("s"):
            number = _MONTH_NUMBERS.get(word[:-1])
        if number is None or (not self.tokens[at].text[0].isupper() and self.prose):
            return None, at
        if self.word(at + 1) == "-" and self.glued(at + 1) and self.prose and not self.word(at + 2).isdigit():
            return None, at  # August-Bebel-Straße
        short = len(word) <= 4 and word not in {"mai", "juni", "juli"}
        after = at + 1
        if short and self.word(after) == "." and self.glued(after):
            after += 1
        return number, after

    def _year_after(self, at: int, *, glued: bool = False) -> tuple[int | None, int]:
        """The year that belongs to what stands before; None and the same place without one."""
        word = self.word(at)
        if word.isdigit() and len(word) == 4 and EARLIEST <= int(word) <= LATEST:
            if self.prose and self._counts_something(at):
                return None, at
            return int(word), at + 1
        if glued and len(word) == 2 and word.isdigit() and self.glued(at) and not self._is_clock(at):
            return self._century(int(word)), at + 1
        if (
            word in {"'", "’", "‘", "´", "`"}
            and len(self.word(at + 1)) == 2
            and self.number(at + 1) is not None
        ):
            return self._century(int(self.word(at + 1))), at + 2
        after = at
        if self.word(after) in {"des", "im"} and self.word(after + 1) not in _MONTH_NUMBERS:
            after += 1
        if self.word(after) in {"jahres", "jahre", "jahr"} and after > at:
            year = self.number(after + 1)
            if year and EARLIEST <= year <= LATEST:
                return year, after + 2
        shift = _SHIFT.fullmatch(self.word(after))
        if shift and self.word(after + 1) in {"jahres", "jahrs"} and self.today:
            return self.today.year + _SHIFTS[shift[1]], after + 2
        if after > at and self.word(after) in {"vorjahres", "vorjahrs"} and self.today:
            return self.today.year - 1, after + 1
        return None, at

    def _is_clock(self, at: int) -> bool:
        return self.word(at + 1) in {"uhr", ":", "."} and self.word(at + 1) != "."

    def _century(self, year: int) -> int:
        reach = (self.today.year if self.today else date.today().year) + 20
        return 2000 + year if 2000 + year <= reach else 1900 + year

    def _counts_something(self, at: int) -> bool:
        """Whether a figure counts what follows it: 2000 Besucher."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return bool(after and (_COUNTED.match(after.low) or after.text in {"€", "%", "m²"}))

    # -- forms of parts --

    def _day_part(self, at: int) -> tuple[_Part, int] | None:
        return self.day(at)

    def _month_part(self, at: int) -> tuple[_Part, int] | None:
        """ "August 2017", "Anfang August", "8/2017", "2017-08"."""
        part, place = self._part_word(at)
        if part is None and (numeric := self._numeric_month(at)):
            return numeric
        month, after = self.month(place)
        if month is None:
            return self._month_by_word(part, at, place)
        if part is None and self.prose and not self._may_be_month(at, after):
            return None
        if self.prose and self.word(at - 1) == "." and (self.number(at - 2, 2) or 0) > 27:
            return None  # "31. April" is no day, nor all of April
        year, after = self._year_after(after)
        span_in = (
            partial(part_of_month, month=month, part=part)
            if part is not None
            else partial(month_of, month=month)
        )
        return _Yearly(span_in, year, Unit.MONTH if part is None else Unit.SPAN), after

    def _may_be_month(self, at: int, after: int) -> bool:
        """Whether a bare month's name in prose is one: Frau Mai and August Bebel are none."""
        if self._year_after(after)[0] is not None:
            return True
        before = self.word(at - 1)
        if self._begins_name(after):
            return False
        if (
            before in _PREPOSITIONS
            or before in _DASHES
            or _SHIFT.fullmatch(before)
            or before in {"ganzen", "gesamten"}
        ):
            return True
        return before in {",", "/"} and self.word(at - 2) in _MONTH_NUMBERS

    def _begins_name(self, at: int) -> bool:
        """Whether a capitalised word follows that is no noun: August Macke."""
        if at >= len(self.tokens):
            return False
        text = self.tokens[at].text
        return text[0].isupper() and text.isalpha() and not is_word(text)

    def _part_word(self, at: int) -> tuple[int | None, int]:
        if self.word(at) in _PARTS:
            place = at + 1
            if self.word(place) in {"des", "der", "vom"}:
                place += 1
            return _PARTS[self.word(at)], place
        return None, at

    def _month_by_word(self, part: int | None, at: int, place: int) -> tuple[_Part, int] | None:
        """ "Monatsende", "Ende des Monats", "Ende letzten Monats"."""
        if self.today is None:
            return None
        if self.word(at) in _MONTH_PARTS:
            month = self.today.replace(day=1)
            return _Read(
                part_of_month(month.year, month.month, _MONTH_PARTS[self.word(at)]), Unit.SPAN
            ), at + 1
        if part is None:
            return None
        shift = _SHIFT.fullmatch(self.word(place))
        by = _SHIFTS[shift[1]] if shift else 0
        after = place + 1 if shift else place
        if self.word(after) not in {"monats", "monat"}:
            return None
        month = shifted_month(self.today, by)
        return _Read(part_of_month(month.year, month.month, part), Unit.SPAN), after + 1

    def _numeric_month(self, at: int) -> tuple[_Part, int] | None:
        first, last = self.number(at), self.number(at + 2)
        between = self.word(at + 1)
        if first is None or last is None or not (self.glued(at + 1) and self.glued(at + 2)):
            return None
        if self.glued(at) and self.word(at - 1) in {"/", ".", "-", ","}:
            return None
        after = at + 3
        if self.glued(after) and self.word(after) in {"/", "-"} and self.number(after + 1) is not None:
            return None
        if between in {"/", "."} and len(self.word(at)) <= 2 and len(self.word(at + 2)) == 4:
            month, year = first, last
            if between == "." and self.prose and not (1900 <= year <= LATEST):
                return None
        elif between == "-" and len(self.word(at)) == 4 and len(self.word(at + 2)) == 2 and not self.prose:
            year, month = first, last
        else:
            return None
        if not (1 <= month <= 12 and EARLIEST <= year <= LATEST):
            return None
        if self.prose and (self.word(at - 1) in {"nr", "nummer", "."} or self.word(at - 1) in _NO_YEAR_AFTER):
            return None
        return _Yearly(partial(month_of, month=month), year, Unit.MONTH), after

    def _quarter_part(self, at: int) -> tuple[_Part, int] | None:
        """ "drittes Quartal 2017", "Q3 2017", "1. Halbjahr 2018", "zweite Jahreshälfte"."""
        number, after = self._ordinal(at)
        if number is None and self.word(at) in _ROMAN and self.word(at + 1) in {".", "quartal"}:
            number, after = _ROMAN[self.word(at)], at + 1 + (self.word(at + 1) == ".")
        if number is None and self.word(at) in {"quartal", "halbjahr"}:
            trailing = self.number(at + 1, 1) or _ROMAN.get(self.word(at + 1))
            if trailing:
                return self._part_of_year(self.word(at), trailing, at + 2)
        if number is None and self.word(at) == "q" and self.glued(at + 1) and self.number(at + 1, 1):
            place = at + 2
            if self.word(place) in {"/", ","}:
                place += 1
            return self._part_of_year("quartal", self.number(at + 1, 1) or 0, place)
        return self._part_of_year(self.word(after).removesuffix("s"), number, after + 1) if number else None

    def _part_of_year(self, unit: str, number: int, after: int) -> tuple[_Part, int] | None:
        count = {"quartal": 3, "halbjahr": 6, "jahreshaelfte": 6, "jahresviertel": 3}.get(unit)
        if unit == "haelfte" and self.word(after) in {"des", "dieses"}:
            count = 6
        if count is None or not 1 <= number <= 12 // count:
            return None
        year, end = self._year_after(after)
        if unit == "haelfte" and year is None:
            return None
        if self.word(end) == "/" and self.prose:
            return None  # "1. Halbjahr 2019/20" is a school's
        return _Yearly(partial(months_of, first=1 + count * (number - 1), count=count), year, Unit.SPAN), end

    def _season_part(self, at: int) -> tuple[_Part, int] | None:
        place = at
        season = _SEASON_NUMBERS.get(self.word(place))
        if season is None or (self.prose and not self.tokens[place].text[0].isupper()):
            return None
        year, after = self._year_after(place + 1)
        if year is not None and self.word(after) in {"/", *_DASHES} and self.glued(after):
            following = self.number(after + 1)
            if season == 3 and following is not None and following % 100 == (year + 1) % 100:
                after += 2
            elif following is not None:
                return None
        if year is None and self.prose:
            before = self.word(at - 1)
            if before not in _PREPOSITIONS - {"der", "des", "den", "dem", "und", "oder", "sowie"}:
                return None
        return _Yearly(partial(season_of, season=season), year, Unit.SEASON), after

    def _week_part(self, at: int) -> tuple[_Part, int] | None:
        """ "KW 33", "33. KW 2017", "Kalenderwoche 33"."""
        year = self.number(at)
        if year and self.word(at + 1) == "-" and self.word(at + 2) == "w" and self.glued(at + 3):
            iso_week = self.number(at + 3, 2)
            return (_Yearly(partial(week_of, week=iso_week), year, Unit.WEEK), at + 4) if iso_week else None
        if self.word(at) in _WEEK_NAMES and (week := self.number(at + 1, 2)):
            after = at + 2
        else:
            number, place = self._ordinal(at)
            if number is None and (number := self.number(at, 2)) is not None:
                place = at + 1
            if number is None or self.word(place) not in _WEEK_NAMES:
                return None
            week, after = number, place + 1
        place = after
        if self.word(place) in {"/", ",", "-"}:
            place += 1
        if self.word(place) == "in" and self.number(place + 1):
            place += 1
        year, end = self._year_after(place)
        if year is None:
            end = after
        return _Yearly(partial(week_of, week=week), year, Unit.WEEK), end

    def _year_part(self, at: int) -> tuple[_Part, int] | None:
        """ "2015", "Ende 2018", "Jahresende 2020", "Ende des Jahres", "2014/15"."""
        if self.word(at) in _YEAR_PARTS:
            year, after = self._year_after(at + 1)
            year = year or (self.today.year if self.today else None)
            return (self._third(year, _YEAR_PARTS[self.word(at)]), after) if year else None
        part, place = self._part_word(at)
        if part is not None:
            year, after = self._year_after(place)
            if year is None:
                year, after = self._year_by_word(place)
            return (self._third(year, part), after) if year else None
        year = self.number(at)
        if year is None or len(self.word(at)) != 4 or not EARLIEST <= year <= LATEST:
            return None
        if self.prose and not self._may_be_year(at, year):
            return None
        after = at + 1
        if self.word(after) == "/" and self.glued(after) and self.glued(after + 1):
            following = self.number(after + 1)
            if following is None or following % 100 != (year + 1) % 100:
                return None
            return _Read((date(year, 1, 1), date(year + 1, 12, 31)), Unit.SPAN), after + 2
        return _Read(year_of(year), Unit.YEAR), after

    def _year_by_word(self, at: int) -> tuple[int | None, int]:
        """ "(Ende) des Jahres", "(Ende) nächsten Jahres"."""
        if self.today is None:
            return None, at
        shift = _SHIFT.fullmatch(self.word(at))
        after = at + 1 if shift else at
        if self.word(after) in {"jahres", "jahrs"}:
            if not shift and (year := self._year_after(after + 1)[0]):
                return year, after + 2
            return self.today.year + (_SHIFTS[shift[1]] if shift else 0), after + 1
        return None, at

    @staticmethod
    def _third(year: int, part: int) -> _Read:
        return _Read(months_of(year, 1 + 4 * part, 4), Unit.SPAN)

    def _may_be_year(self, at: int, year: int) -> bool:
        """Whether four figures in prose are a year, and no amount, number or part of one."""
        before, after = self.word(at - 1), self.word(at + 1)
        if before in _NO_YEAR_AFTER or before.isdigit() or self._counts_something(at):
            return False
        if before.startswith(("schuljahr", "ausbildungsjahr", "kitajahr")):
            return False
        if (
            self.glued(at)
            and before in _DASHES
            and self.word(at - 2).isdigit()
            and len(self.word(at - 2)) != 4
        ):
            return False
        if (self.glued(at) and before in {".", ",", "-", "/", ":", "#", "–", "+", "@"}) and not (
            before in _DASHES and self.number(at - 2) is not None and len(self.word(at - 2)) == 4
        ):
            return False
        if self.glued(at + 1) and (
            after in {",", "."} and self.glued(at + 2) and self.number(at + 2) is not None
        ):
            return False
        if (
            self.glued(at + 1)
            and after in {"-", "@", "°"}
            and self.glued(at + 2)
            and len(self.word(at + 2)) != 4
        ):
            return False
        if (
            before in {"telefon", "tel"}
            or self.number(at - 1) is not None
            or (before == "." and self.word(at - 2) in {"tel", "nr", "fax", "art", "abs"})
        ):
            return False
        if before in {"€", "$"} or after in {"€", "%"}:
            return False
        said = before in {"jahr", "jahre", "jahres", "jahren", "seit", "anno", "*", "†"}
        follows = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        noun = bool(follows and follows.text[0].isupper() and follows.text.isalpha())
        if not 1900 <= year <= 2099:
            return said or not (noun or (self.glued(at) and before in _DASHES) or year % 100 == 0)
        return not (year % 50 == 0 and noun and not said)

    def _decade_part(self, at: int) -> tuple[_Part, int] | None:
        """ "1990er Jahre", "90er-Jahren", "Neunzigerjahre"."""
        number = self.number(at)
        if number is not None and self.word(at + 1) == "er" and self.glued(at + 1) and number % 10 == 0:
            start = number if len(self.word(at)) == 4 else 1900 + number if len(self.word(at)) == 2 else None
            after = at + 2
            if self.word(after) == "-":
                after += 1
            if start is None or self.word(after) not in {"jahre", "jahren", "jahrn"}:
                return None
            return _Read((date(start, 1, 1), date(start + 9, 12, 31)), Unit.SPAN), after + 1
        word = self.word(at)
        for name, start in _DECADES.items():
            if word in {name + "jahre", name + "jahren"}:
                return _Read((date(start, 1, 1), date(start + 9, 12, 31)), Unit.SPAN), at + 1
            if word == name and self.word(at + 1) in {"jahre", "jahren"}:
                return _Read((date(start, 1, 1), date(start + 9, 12, 31)), Unit.SPAN), at + 2
        return None

    # -- what is counted from today --

    def _relative_part(self, at: int) -> tuple[_Part, int] | None:
        if self.today is None:
            return None
        word = self.word(at)
        if word in _RELATIVE_DAYS and not self._is_morning(at):
            day = self.today + timedelta(days=_RELATIVE_DAYS[word])
            return _Read((day, day), Unit.DAY), at + 1
        if word in _BEFORE_UNITS:
            return _Read(self._unit_span(_BEFORE_UNITS[word], -1), self._unit_of(_BEFORE_UNITS[word])), at + 1
        if match := _DAY_SHIFT.fullmatch(word):
            day = self.today + timedelta(days=_RELATIVE_DAYS[match[1]])
            after = at + 1
            if self.word(after) in _WEEKDAY_NUMBERS or self.word(after) == "tag":
                weekday = _WEEKDAY_NUMBERS.get(self.word(after))
                wrong = weekday is not None and weekday != day.weekday()
                return _Read((day, day), Unit.DAY, Doubt.WEEKDAY if wrong else None), after + 1
            return None
        if match := _SHIFT.fullmatch(word):
            return self._shifted(_SHIFTS[match[1]], at + 1)
        return self._weekend(at) or self._bare_weekday(at)

    def _is_morning(self, at: int) -> bool:
        """ "am Morgen" is no tomorrow, nor is "guten Morgen"; "morgens" is another word."""
        if self.word(at) != "morgen":
            return False
        text = self.tokens[at].text
        before = self.word(at - 1)
        if before in {
            "am",
            "guten",
            "jeden",
            "frueh",
            "den",
            "vom",
            "der",
            "dem",
            "einem",
            "gestern",
            "heute",
        }:
            return True
        return before in _WEEKDAY_NUMBERS or (
            self.prose and text[0].isupper() and at > 0 and self.word(at - 1) not in {".", ":", "„"}
        )

    def _shifted(self, by: int, at: int) -> tuple[_Part, int] | None:
        """ "letzte Woche", "kommenden Samstag", "nächsten Sommer", "letzten 7 Tage"."""
        assert self.today is not None
        word = self.word(at)
        unit = _UNITS.get(word)
        if unit in {"woche", "monat", "quartal", "jahr", "halbjahr", "wochenende"} and word not in {
            "wochen", "monate", "monaten", "jahre", "jahren",
        }:  # fmt: skip
            if by == 0 and self.prose and self.word(at - 1) in {"diesen", "diese"} and word == "jahren":
                return None
            return _Read(self._unit_span(unit, by), self._unit_of(unit)), at + 1
        if word in _WEEKDAY_NUMBERS:
            return _Read(self._weekday_span(_WEEKDAY_NUMBERS[word], by), Unit.DAY), at + 1
        if word in _SEASON_NUMBERS:
            return self._shifted_season(_SEASON_NUMBERS[word], by, at)
        month, after = self.month(at)
        if month is not None:
            year, end = self._year_after(after)
            if year is not None:
                return _Yearly(partial(month_of, month=month), year, Unit.MONTH), end
            return self._shifted_month(month, by, after)
        count = self.number(at) or _COUNTS.get(word)
        unit = _UNITS.get(self.word(at + 1))
        if count and unit in {"tag", "woche", "monat", "jahr"} and by in (-1, 1) and not self.prose:
            return _Read(self._stretch(count, unit, by), Unit.SPAN), at + 2
        return None

    def _shifted_season(self, season: int, by: int, at: int) -> tuple[_Part, int] | None:
        assert self.today is not None
        if by == 0:
            return _Read(season_of(self.today.year, season), Unit.SEASON), at + 1
        around = sorted(season_of(year, season) for year in range(self.today.year - 3, self.today.year + 4))
        return _Read(_counted(around, self.today, by), Unit.SEASON), at + 1

    def _shifted_month(self, month: int, by: int, after: int) -> tuple[_Part, int] | None:
        assert self.today is not None
        around = [month_of(year, month) for year in range(self.today.year - 3, self.today.year + 4)]
        return _Read(_counted(around, self.today, by), Unit.MONTH), after

    def _stretch(self, count: int, unit: str, by: int) -> Span:
        assert self.today is not None
        today = self.today
        if unit in {"tag", "woche"}:
            days = timedelta(days=count * (7 if unit == "woche" else 1) - 1)
            return (today - days, today) if by < 0 else (today, today + days)
        months = count * (12 if unit == "jahr" else 1)
        if by < 0:
            return same_day(today, months=-months) + timedelta(days=1), today
        return today, same_day(today, months=months) - timedelta(days=1)

    def _unit_span(self, unit: str, by: int) -> Span:
        assert self.today is not None
        today = self.today
        if unit == "woche":
            return week_around(today + timedelta(days=7 * by))
        if unit == "monat":
            month = shifted_month(today, by)
            return month_of(month.year, month.month)
        if unit in {"quartal", "halbjahr"}:
            count = 3 if unit == "quartal" else 6
            first = shifted_month(today, count * by - (today.month - 1) % count)
            return months_of(first.year, first.month, count)
        if unit == "wochenende":
            return self._weekend_span(by)
        return year_of(today.year + by)

    @staticmethod
    def _unit_of(unit: str) -> Unit:
        return {"woche": Unit.WEEK, "monat": Unit.MONTH, "jahr": Unit.YEAR}.get(unit, Unit.SPAN)

    def _weekend_span(self, by: int) -> Span:
        """The weekend of this week (0), the last one that is over (-1), the one that begins next (1)."""
        assert self.today is not None
        today = self.today
        saturday = today + timedelta(days=5 - today.weekday())
        if by < 0:
            saturday += timedelta(days=7 * by)
        elif by > 0:
            if today >= saturday:
                saturday += timedelta(days=7)
            saturday += timedelta(days=7 * (by - 1))
        return saturday, saturday + timedelta(days=1)

    def _weekend(self, at: int) -> tuple[_Part, int] | None:
        """ "(am) Wochenende", "Wochenende 5./6. Mai"."""
        if self.word(at) != "wochenende":
            return None
        if (dated := self._dated_weekend(at + 1)) is not None:
            return dated
        if self.prose and self.word(at - 1) != "am":
            return None
        by = -1 if self.prose and self._past() else 0
        return _Read(self._weekend_span(by), Unit.SPAN), at + 1

    def _dated_weekend(self, at: int) -> tuple[_Part, int] | None:
        place = at + (self.word(at) == ",")
        place += self.word(place) in {"vom", "am", "des"}
        return next(
            (
                (_Read((found.joined.start, found.joined.end), Unit.SPAN), after)
                for found, after in sorted(self._series(place), key=lambda pair: -pair[1])
            ),
            None,
        )

    def _weekday_span(self, weekday: int, by: int) -> Span:
        assert self.today is not None
        today = self.today
        ahead = (weekday - today.weekday()) % 7
        if by > 0:
            day = today + timedelta(days=(ahead or 7) + 7 * (by - 1))
        elif by < 0:
            day = today - timedelta(days=((today.weekday() - weekday) % 7 or 7) + 7 * (-by - 1))
        else:
            day = today - timedelta(days=today.weekday()) + timedelta(days=weekday)
        return day, day

    def _bare_weekday(self, at: int) -> tuple[_Part, int] | None:
        """ "am Montag": by the lean of the query or the tense of the clause, else the nearest, which is told."""
        assert self.today is not None
        word = self.word(at)
        weekday = _WEEKDAY_NUMBERS.get(word)
        if weekday is None and self.prose and (match := _DAYTIME.fullmatch(word)):
            weekday = _WEEKDAY_NUMBERS[match[1]]
        if weekday is None:
            return None
        if self.prose and not self._is_single_weekday(at):
            return None
        if (shift := _SHIFT.fullmatch(self.word(at + 1))) and self.word(at + 2) == "woche":
            monday = week_around(self.today + timedelta(days=7 * _SHIFTS[shift[1]]))[0]
            day = monday + timedelta(days=weekday)
            return _Read((day, day), Unit.DAY), at + 3
        if self.prose and self.word(at - 1) in {"bis", "auf"} and self.word(at - 3) == "von":
            begun = self._bare_weekday(at - 2)
            if begun and isinstance(begun[0], _Read) and (first := begun[0].span[0]):
                day = first + timedelta(days=(weekday - first.weekday()) % 7)
                return _Read((day, day), Unit.DAY, begun[0].doubt), at + 1
        lean = self._lean(at)
        ahead, back = (weekday - self.today.weekday()) % 7, (self.today.weekday() - weekday) % 7
        if lean is Lean.NEXT:
            by, doubt = ahead, None
        elif lean is Lean.LAST:
            by, doubt = -back, None
        else:
            by = ahead if ahead <= back else -back
            doubt = Doubt.NEAREST if by else None
        day = self.today + timedelta(days=by)
        return _Read((day, day), Unit.DAY, doubt), at + 1

    def _is_single_weekday(self, at: int) -> bool:
        """ "am Montag (und Dienstag)", "von Montag bis Mittwoch" are days; "montags", "jeden Montag" and opening hours are none."""
        if not self.tokens[at].text[0].isupper():
            return False
        before = self.word(at - 1)
        if before == "und" and self.word(at - 2) in _WEEKDAY_NUMBERS:
            return self._is_single_weekday(at - 2)
        if (
            before in {"bis", "einschliesslich"}
            and self.word(at - 2) in _WEEKDAY_NUMBERS
            and self.word(at - 3) == "von"
        ):
            return not self._hours
        if before == "von" and self.word(at + 1) == "bis":
            return not self._hours
        if before == "auf" and self.word(at - 2) in _WEEKDAY_NUMBERS:
            return self._by_night(at - 2)
        if before == "von" and self.word(at + 1) == "auf":
            return self._by_night(at)
        if before not in {"am", "ab", "bis", "seit", "vom", "zum", "fuer", "einschliesslich"}:
            return False
        return self.word(at + 1) not in {"bis", *_DASHES, "/"} or self.word(at + 2) not in _WEEKDAY_NUMBERS

    @cached_property
    def _hours(self) -> bool:
        """Whether a sentence tells opening hours."""
        return any(
            token.low in {"uhr", "jeweils", "taeglich", "geoeffnet", "montags"} for token in self.tokens
        )

    def _lean(self, at: int) -> Lean:
        if not self.prose:
            return self.lean
        before = self.word(at - 1)
        if before in {"seit", "ab", "bis", "einschliesslich"}:
            return Lean.LAST if before == "seit" else Lean.NEXT
        tense = self._tense()
        if tense is None:
            # A line that only names the hour announces it.
            return Lean.NEXT if _CLOCK_AFTER.match(self.text, self.tokens[at].end) else Lean.NEAREST
        return Lean.LAST if tense is Tense.PAST else Lean.NEXT

    def _tense(self) -> Tense | None:
        """The tense of the clause around the words being read, of the whole sentence where the clause has none."""
        if self._at not in self._tenses:
            place = self.tokens[min(self._at, len(self.tokens) - 1)].start
            begin = max((mark.end() for mark in _CLAUSE_END.finditer(self.text, 0, place)), default=0)
            end = _CLAUSE_END.search(self.text, place)
            tense = tense_of(self.text[begin : end.start() if end else len(self.text)])
            self._tenses[self._at] = tense or self._whole_tense
        return self._tenses[self._at]

    @cached_property
    def _whole_tense(self) -> Tense | None:
        return tense_of(self.text)

    def _past(self) -> bool:
        return self._tense() is Tense.PAST

    def _counted_on(self, at: int) -> tuple[_Part, int] | None:
        """ "eine Woche später", "am Tag zuvor", "in der Woche darauf": counted from the day named last."""
        if not self.prose or self._remembered is None:
            return None
        count = self.number(at, 2) or _COUNTS.get(self.word(at))
        place = at + (count is not None)
        unit, towards = _UNITS.get(self.word(place)), _LATER.get(self.word(place + 1))
        if unit not in {"tag", "woche"} or towards is None or not self.tokens[place].text[0].isupper():
            return None
        days = timedelta(days=(count or 1) * towards * (7 if unit == "woche" else 1))
        day = self._remembered + days
        if unit == "woche" and count is None:
            return _Read(week_around(day), Unit.WEEK), place + 2
        return _Read((day, day), Unit.DAY), place + 2

    def _counted_part(self, at: int) -> tuple[_Part, int] | None:
        """ "vor drei Wochen", "in zwei Monaten", read by dateparser; in prose they are durations."""
        if self.today is None or self.prose or self.word(at) not in {"vor", "in"}:
            return None
        count = self.number(at + 1) or _COUNTS.get(self.word(at + 1))
        unit = _UNITS.get(self.word(at + 2))
        if not count or unit not in {"tag", "woche", "monat", "jahr"}:
            return None
        plural = {"tag": "Tagen", "woche": "Wochen", "monat": "Monaten", "jahr": "Jahren"}[unit]
        day = _parsed_by_dateparser(f"{self.word(at)} {count} {plural}", self.today)
        return (_Read((day, day), Unit.DAY), at + 3) if day else None


_DAYTIME = re.compile(
    rf"({'|'.join(_WEEKDAY_NUMBERS)})(?:abend|morgen|nachmittag|vormittag|mittag|nacht|frueh)s?"
)
_CLOCK_AFTER = re.compile(
    r"\)?\s*[,;–-]?\s*(?:um|ab|von|gegen|jeweils|zwischen|\s)*\s*(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?"
    r"(?:\s*(?:bis|und|–|-)\s*\d{1,2}(?:[.:]\d{2})?)?\s*Uhr\b"
)
_FORMS: tuple[Callable[[_Grammar, int], tuple[_Part, int] | None], ...] = (
    _Grammar._day_part,
    _Grammar._month_part,
    _Grammar._quarter_part,
    _Grammar._season_part,
    _Grammar._week_part,
    _Grammar._decade_part,
    _Grammar._year_part,
    _Grammar._relative_part,
    _Grammar._counted_part,
    _Grammar._counted_on,
)


def _counted(spans: list[Span], today: date, by: int) -> Span:
    """Of what recurs: the one that goes on or comes next (0), the last one that is over (-1), the next to begin (1)."""
    if by < 0:
        return [span for span in spans if span[1] < today][by]
    if by > 0:
        return [span for span in spans if span[0] > today][by - 1]
    return next(span for span in spans if span[1] >= today)


def _parsed_by_dateparser(words: str, today: date) -> date | None:
    # Imported here: loading its language data takes longer than answering most commands.
    import dateparser

    base = datetime(today.year, today.month, today.day)
    found = dateparser.parse(words, languages=["de"], settings={"RELATIVE_BASE": base})
    return found.date() if found else None


_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


def _without_invisible(text: str) -> tuple[str, Callable[[int], int]]:
    """The text without characters nobody sees, and where each of its places was before."""
    if not _INVISIBLE.search(text):
        return text, lambda place: place
    kept = [place for place, letter in enumerate(text) if not _INVISIBLE.match(letter)]
    return "".join(text[place] for place in kept), lambda place: kept[place]
