"""Which kinds of spellings a text may hold, told from its pieces between spaces: most texts hold few of them.

A piece is judged once and remembered; that costs a fraction of what looking for every kind in every text would.
"""

import re
from enum import IntFlag
from typing import NamedTuple

from language.german.spellings import abbreviations, figures, gendered, hyphens
from language.german.spellings.hyphens import HYPHENS, may_join, of_nouns
from language.german.spellings.model import Variant
from language.german.tokens import words


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

    A `noun` may be one word with the nouns beside it; `opens` and `closes` tell that it stands at the very edge.
    """

    triggers: int
    variants: tuple[Variant, ...]
    noun: str
    opens: bool
    closes: bool


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
# What stands in one piece.
_IN_ONE = (gendered.marked, hyphens.variants, figures.times, abbreviations.variants)
_PIECE = re.compile(r"\S+")
# So many pieces are remembered, and none that is longer.
_MOST, _LONGEST = 200_000, 80
_known: dict[str, Piece] = {}


def pieces_of(text: str) -> tuple[int, list[Variant]]:
    """What a text may hold, as the bits of `Trigger`, and the variants in its single pieces.

    The bits are plain numbers: enumerations are slow.
    """
    if len(_known) > _MOST:
        _known.clear()
    found = 0
    variants: list[Variant] = []
    run: list[tuple[int, str]] = []
    for match in _PIECE.finditer(text):
        piece = match.group()
        known = _known.get(piece)
        if known is None:
            known = _judged(piece)
            if len(piece) <= _LONGEST:
                _known[piece] = known
        found |= known.triggers
        if run and not (known.noun and known.opens):
            variants += of_nouns(run)
            run = []
        if known.noun:
            run.append((match.start() + piece.index(known.noun), known.noun))
            if not known.closes:
                variants += of_nouns(run)
                run = []
        if known.variants:
            at = match.start()
            variants += [
                Variant(start + at, end + at, stems, parts) for start, end, stems, parts in known.variants
            ]
    return found, [*variants, *of_nouns(run)]


def _judged(piece: str) -> Piece:
    found = sum(int(trigger) for trigger, test in _TESTS if test.search(piece))
    said = words(piece)
    noun = said[0] if len(said) == 1 and said[0][:1].isupper() and may_join(said[0]) else ""
    return Piece(
        found,
        tuple(variant for find in _IN_ONE for variant in find(piece)),
        noun,
        piece.startswith(noun),
        piece.endswith(noun),
    )
