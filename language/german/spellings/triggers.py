"""Which kinds of spellings a text may hold, told from its pieces between spaces: most texts hold few of them.

A piece is judged once and remembered; that costs a fraction of what looking for every kind in every text would.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from enum import IntFlag
from typing import NamedTuple

from language.german.lexicon import is_noun
from language.german.spellings import abbreviations, figures, gendered, hyphens
from language.german.spellings.hyphens import HYPHENS, may_join, of_nouns
from language.german.spellings.model import Variant
from language.german.tokens import JOINT, words


class Trigger(IntFlag):
    """What a piece of text may be part of, together with others."""

    PAIR = 1
    SUSPENDED = 2
    LETTERS = 4
    GROUPED = 8
    PHONE = 16
    IBAN = 32
    SIGN = 64


class Piece(NamedTuple):
    """What is known of a piece: its triggers, and the variants that it holds whole, counted from its beginning.

    A `noun` may be one word with the nouns beside it, unless a mark stands between them: before it where the piece is
    `opened`, behind it where it is `closed`. The last of such nouns is a `head`. `word` is set where it holds nothing
    else than a word of letters and marks around it.
    """

    triggers: int
    variants: tuple[Variant, ...]
    word: str = ""
    noun: str = ""
    opened: bool = False
    closed: bool = False

    @property
    def is_head(self) -> bool:
        """Whether the noun may end such a row of them."""
        return bool(self.noun) and is_noun(self.noun)


_TESTS: tuple[tuple[Trigger, re.Pattern[str]], ...] = (
    (Trigger.PAIR, re.compile(r"[^\W\d_]{2}innen(?:/|$)")),
    (Trigger.SUSPENDED, re.compile(rf"[^\W_][{HYPHENS}](?:[,/)]|$)|(?:^|/)[{HYPHENS}][^\W\d_]")),
    (Trigger.LETTERS, re.compile(r"(?:^|[^\w])[A-ZÄÖÜ]{1,3}$")),
    (
        Trigger.GROUPED,
        re.compile(r"\d[.'’]\d{3}|^\d{3}(?!\d)|^(?:Tsd|Tausend|Mio|Million|Mrd|Milliarde)", re.IGNORECASE),
    ),
    (Trigger.PHONE, re.compile(r"(?:^|[^\w.,])(?:0\d|0$|\+49)")),
    (Trigger.IBAN, re.compile(r"[A-Z]{2}\d{2}")),
    (
        Trigger.SIGN,
        re.compile(r"[%€$°§²³]|\b(?:Prozent|Euro|EUR|Dollar|Grad|qk?m|cbm|\w+meter)n?\b", re.IGNORECASE),
    ),
)
# Letters alone, with marks before and behind: of these only few words can be more than words.
_PLAIN = re.compile(r"[(\"'„“‚‘»«›‹]*(?P<word>[^\W\d_]+)[.,;:!?)\"'“”‘’«»›‹]*")
_TELLING_WORD = re.compile(
    r"innen$|^(?:Tsd|Tausend|Mio|Million|Mrd|Milliarde)|^(?:Prozent|Euro|EUR|Dollar|Grad|qk?m|cbm|\w+meter)n?$",
    re.IGNORECASE,
)
_LONGEST_LETTERS = 3
# What stands in one piece; abbreviations are last, for few pieces hold one and looking for them takes long.
_IN_ONE = (gendered.marked, hyphens.variants, figures.times, abbreviations.variants)
_PIECE = re.compile(r"\S+")
# So many pieces are remembered, and none that is longer.
_MOST, _LONGEST = 200_000, 80
# A piece in one byte: a noun alone, before a mark, behind a mark, between marks; and whether something stands in it or
# begins with it. So a text is looked through by the regular expressions of bytes, and most pieces of it not at all.
_ALONE, _CLOSED, _OPENED, _BETWEEN, _TELLS = 1, 2, 3, 4, 8
_RUN = re.compile(rb"[\x01\x03\x09\x0b][\x01\x09]*[\x01\x02\x09\x0a]")
_TELLING = re.compile(rb"[\x08-\x0f]")


class _Codes(dict[str, int]):
    """Pieces as bytes, each judged when first met."""

    def __missing__(self, piece: str) -> int:
        known = judged(piece)
        code = _noun_code(known) | (_TELLS if known.triggers or known.variants else 0)
        if len(piece) <= _LONGEST:
            self[piece] = code
            if code:
                _known[piece] = known
        return code


class _Nouns(dict[str, str | None]):
    """Words of letters as nouns that may be one with the nouns beside them, else ""; None where a word tells more."""

    def __missing__(self, word: str) -> str | None:
        found = None
        if not (
            len(word) <= _LONGEST_LETTERS
            or not word.isalpha()  # raised figures
            or abbreviations.may_be(word)
            or _TELLING_WORD.search(word)
        ):
            found = word if word[0].isupper() and may_join(word) else ""
        if len(self) >= _MOST:
            self.clear()
        if len(word) <= _LONGEST:
            self[word] = found
        return found


_codes = _Codes()
_nouns = _Nouns()
_known: dict[str, Piece] = {}


class Pieces:
    """The pieces of a text, and which of them tell something."""

    def __init__(self, text: str) -> None:
        if len(_codes) > _MOST:
            _codes.clear()
            _known.clear()
        self._text = text
        self._pieces = text.split()
        codes = bytes(map(_codes.__getitem__, self._pieces))
        self._telling = [(match.start(), self._piece(match.start())) for match in _TELLING.finditer(codes)]
        self._runs = [match.span() for match in _RUN.finditer(codes)]

    @property
    def triggers(self) -> int:
        """What the text may hold, as the bits of `Trigger`: plain numbers, since enumerations are slow."""
        found = 0
        for _, known in self._telling:
            found |= known.triggers
        return found

    def variants(self) -> Iterator[Variant]:
        """The variants in single pieces, and of nouns in a row."""
        return self._variants(self._telling, self._runs)

    def variants_wanted(self, wanted: Collection[str]) -> Iterator[Variant]:
        """Those of them that may be understood as one of the stems."""
        telling = [
            (at, known)
            for at, known in self._telling
            if any(stem in wanted for variant in known.variants for stem in (*variant.stems, *variant.parts))
        ]
        # Nouns in a row are one stem of several, and nothing else.
        return self._variants(telling, self._runs if any(JOINT in stem for stem in wanted) else ())

    def _variants(
        self, telling: Sequence[tuple[int, Piece]], runs: Sequence[tuple[int, int]]
    ) -> Iterator[Variant]:
        if not telling and not runs:
            return
        starts = [match.start() for match in _PIECE.finditer(self._text)]
        for at, known in telling:
            begin = starts[at]
            for start, end, stems, parts in known.variants:
                yield Variant(start + begin, end + begin, stems, parts)
        for first, last in runs:
            yield from of_nouns(
                [(starts[at] + offset, noun) for at, offset, noun in self._nouns(first, last)]
            )

    def _nouns(self, first: int, last: int) -> Iterator[tuple[int, int, str]]:
        for at in range(first, last):
            if noun := self._piece(at).noun:
                yield at, self._pieces[at].index(noun), noun

    def _piece(self, at: int) -> Piece:
        return _known.get(self._pieces[at]) or judged(self._pieces[at])


def judged(piece: str) -> Piece:
    """What is known of a piece of a text between spaces."""
    plain = _PLAIN.fullmatch(piece)
    noun = _nouns[plain["word"]] if plain else None
    if plain is None or noun is None:
        return _judged_by_all(piece)
    if not noun:
        return Piece(0, (), plain["word"])
    start, end = plain.span("word")
    return Piece(0, (), noun, noun, opened=start > 0, closed=end < len(piece))


def _judged_by_all(piece: str) -> Piece:
    found = sum(int(trigger) for trigger, test in _TESTS if test.search(piece))
    said = words(piece)
    noun = said[0] if len(said) == 1 and said[0][:1].isupper() and may_join(said[0]) else ""
    finders = _IN_ONE if any(map(abbreviations.may_be, said)) else _IN_ONE[:-1]
    return Piece(
        found,
        tuple(variant for find in finders for variant in find(piece)),
        noun=noun,
        opened=bool(noun) and not piece.startswith(noun),
        closed=bool(noun) and not piece.endswith(noun),
    )


def _noun_code(known: Piece) -> int:
    if not known.noun:
        return 0
    if known.opened:
        return _BETWEEN if known.closed else _OPENED
    return _CLOSED if known.closed else _ALONE
