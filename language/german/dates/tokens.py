"""One text taken apart into tokens, with what its reading has to remember."""

import re
from collections.abc import Callable
from datetime import date
from functools import cached_property, wraps
from typing import Any, TypeVar

from language.german.dates.model import Lean, Mentioned, Unit
from language.german.tense import Tense, tense_of
from language.german.tokens import fold

_Read = TypeVar("_Read")


class Token:
    """A word, figure or sign of a text; `glued` where nothing parts it from the one before, `low` as it is compared."""

    __slots__ = ("end", "glued", "low", "start", "text")

    def __init__(self, text: str, start: int, end: int, glued: bool) -> None:
        self.text, self.start, self.end, self.glued = text, start, end, glued
        self.low = fold(text)


_TOKENS = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")


class Scan:
    """The tokens of one text, and from when its relative words are counted.

    `prose` is whether the text is running prose, where a figure or a word needs more around it to be a date than in
    a query. The forms of dates are functions of a scan and a place in its tokens; each gives what it read and the
    place after, or None.
    """

    def __init__(self, text: str, today: date | None, *, prose: bool, lean: Lean = Lean.NEAREST) -> None:
        self.text = text
        self.today = today
        self.prose = prose
        self.lean = lean
        # Where the expression being read begins, the day named last, and the tenses of clauses found so far.
        self.place = 0
        self.remembered: date | None = None
        # Whether what is read looks ahead by its own word (bis, ab), where no verb tells the tense.
        self.ahead = False
        # A coming day or month that the sentence named with its year: what follows without one comes after it.
        self.dated: date | None = None
        self.tenses: dict[int, Tense | None] = {}
        tokens = []
        end = 0
        for match in _TOKENS.finditer(text):
            tokens.append(Token(match.group(), match.start(), match.end(), match.start() == end))
            end = match.end()
        self.tokens = tokens
        self._lows = [token.low for token in tokens]
        self._count = len(tokens)
        # What each form that many expressions begin with reads at a place (`once`).
        self.known: dict[tuple[str, int], Any] = {}

    def word(self, at: int) -> str:
        """A token as it is compared; empty beyond the ends of the text."""
        return self._lows[at] if 0 <= at < self._count else ""

    def glued(self, at: int) -> bool:
        """Whether nothing parts a token from the one before."""
        return 0 <= at < len(self.tokens) and self.tokens[at].glued

    def number(self, at: int, most_digits: int = 4) -> int | None:
        """A figure of at most so many digits; None for what is none."""
        word = self.word(at)
        return int(word) if len(word) <= most_digits and word.isdigit() and word.isascii() else None

    def remember(self, named: Mentioned) -> None:
        """What a day counted from another one ("am Tag darauf") is counted from."""
        self.remembered = named.start if named.unit is Unit.DAY else None

    def follow(self, named: Mentioned) -> None:
        """Remember what the sentence named; what it names later without a year comes after a coming day with one."""
        self.remember(named)
        start, today = named.start, self.today
        with_year = start is not None and str(start.year) in named.printed
        if (
            start is not None
            and with_year
            and named.unit in (Unit.DAY, Unit.MONTH)
            and today
            and start > today
        ):
            self.dated = start

    @cached_property
    def tells_hours(self) -> bool:
        """Whether a sentence tells opening hours."""
        return any(
            token.low in {"uhr", "jeweils", "taeglich", "geoeffnet", "montags"} for token in self.tokens
        )

    @cached_property
    def whole_tense(self) -> Tense | None:
        """The tense of the whole sentence."""
        return tense_of(self.text)


def once(form: Callable[[Scan, int], _Read]) -> Callable[[Scan, int], _Read]:
    """Read a form at each place of a scan once, where nothing but the tokens and the day decides what it is."""
    name = form.__name__

    @wraps(form)
    def read(scan: Scan, at: int) -> _Read:
        if (name, at) not in scan.known:
            scan.known[name, at] = form(scan, at)
        found: _Read = scan.known[name, at]
        return found

    return read
