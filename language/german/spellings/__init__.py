"""One thing under several spellings: Kita-Platz and Kitaplatz, B 224 and B224, Haupt- und Finanzausschuss, 10.000.

Some words belong together, or stand for another: `variants` finds them in a text, with what they are understood as
there. `understood` says the same of what a query asks for, and `wholes_of` what is one thing in it. The words
themselves stay what they are for phrases.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from language.german.spellings import (
    abbreviations,
    figures,
    gendered,
    hyphens,
    organisations,
    signs,
    suspended,
)
from language.german.spellings.abbreviations import is_abbreviation
from language.german.spellings.model import Understood, Variant
from language.german.spellings.triggers import Piece, Pieces, Trigger, judged
from language.german.tokens import JOINT, exactly, meanings, words

__all__ = [
    "Piece",
    "Understood",
    "Variant",
    "is_abbreviation",
    "judged",
    "of_several",
    "signed_figures",
    "understood",
    "variants",
    "wholes_of",
]

_KINDS = tuple(
    (int(trigger), find)
    for trigger, find in (
        (Trigger.PAIR, gendered.pairs),
        (Trigger.SUSPENDED, suspended.variants),
        (Trigger.LETTERS, hyphens.numbered),
        (Trigger.GROUPED, figures.grouped),
        (Trigger.PHONE, figures.phones),
        (Trigger.IBAN, figures.ibans),
        (Trigger.SIGN, signs.variants),
    )
)
# Of these nothing comes but what has a figure.
_OF_FIGURES = int(Trigger.LETTERS | Trigger.GROUPED | Trigger.PHONE | Trigger.IBAN | Trigger.SIGN)
_HAS_FIGURE = re.compile(r"\d")
# What is one word of a query though it has several pieces.
_TOGETHER = (
    hyphens.numbered, gendered.marked, gendered.pairs, figures.grouped, figures.times, figures.phones, figures.ibans,
    signs.variants,
)  # fmt: skip


def variants(text: str, wanted: Collection[str] | None = None) -> Iterator[Variant]:
    """What stands in a text under another spelling than the words of its own.

    Where only some stems are `wanted`, kinds that cannot be understood as one of them are passed over: that takes a
    fraction of the time.
    """
    pieces = Pieces(text)
    triggers = pieces.triggers
    if wanted is None:
        yield from pieces.variants()
    else:
        yield from pieces.variants_wanted(wanted)
        if not any(map(_HAS_FIGURE.search, wanted)):
            triggers &= ~_OF_FIGURES
    yield from of_several(text, triggers)


def of_several(text: str, triggers: int) -> Iterator[Variant]:
    """What reaches over several pieces; `triggers` are those of all of them."""
    for trigger, find in _KINDS if triggers else ():
        if trigger & triggers:
            yield from find(text)


def wholes_of(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """What is one thing in a query, in its order: characters `[start, end)`, and the words that are meant by it."""
    likely = [*suspended.wholes(text), *organisations.wholes(text)]
    likely += [
        (variant.start, variant.end, (text[variant.start : variant.end],))
        for find in _TOGETHER
        for variant in find(text)
    ]
    likely.sort(key=lambda one: (one[0], -one[1]))
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for one in likely:
        if not found or one[0] >= found[-1][1]:
            found.append(one)
    return found


def signed_figures(text: str) -> tuple[str, ...]:
    """What the figures with a sign in a text are understood as: 5% for "5 %"."""
    return tuple(stem for variant in signs.variants(text) for stem in variant.stems)


@lru_cache(maxsize=10_000)
def understood(text: str) -> Understood:
    """What a word of a query may be in a text; it may have several pieces: Kita-Platz, B 224, 10 000, 5 %."""
    if bare := organisations.without_form(text):
        return understood(bare)
    pieces = words(text)
    if not pieces:
        return Understood((), ())
    if len(pieces) == 1:
        split = hyphens.letters_and_digits(pieces[0])
        rows = [(exactly(pieces[0]),), *([tuple(map(exactly, split))] if split else [])]
        stems = [*meanings(pieces[0])]
    else:
        rows = [tuple(map(exactly, pieces)), (exactly("".join(pieces)),)]
        base = "" if any(map(str.isdigit, pieces)) else meanings(pieces[-1])[0]
        if base and JOINT not in base and base != rows[0][-1]:  # Open-Air-Kinos: Open Air Kino
            rows.append((*rows[0][:-1], base))
        stems = []
    first, last = text.find(pieces[0]), text.rfind(pieces[-1]) + len(pieces[-1])
    signed = [variant for variant in signs.variants(text) if variant.start <= first and variant.end >= last]
    if signed:  # the sign belongs to it: 5 % is not 5
        return Understood((), signed[0].stems)
    if gendered.is_gendered(text):
        rows = rows[:1]
    if len(pieces) == 1 and abbreviations.is_in_capitals(text):
        rows, stems = [], []  # OB is no "ob"
    for variant in variants(text):
        if variant.start <= first and variant.end >= last:
            stems += variant.stems
    return Understood(tuple(rows), tuple(dict.fromkeys(stems)))
