"""One thing under several spellings: Kita-Platz and Kitaplatz, B 224 and B224, Haupt- und Finanzausschuss, 10.000.

Some words belong together, or stand for another: `variants` finds them in a text, with what they are understood as
there. `understood` says the same of what a query asks for. The words themselves stay what they are for phrases.
"""

from collections.abc import Iterator
from functools import lru_cache

from language.german.spellings import abbreviations, figures, gendered, hyphens, suspended
from language.german.spellings.model import Understood, Variant
from language.german.tokens import exactly, meanings, words

__all__ = ["Understood", "Variant", "understood", "variants"]

_KINDS = (gendered.variants, suspended.variants, hyphens.variants, figures.variants, abbreviations.variants)


def variants(text: str) -> Iterator[Variant]:
    """What stands in a text under another spelling than the words of its own."""
    for find in _KINDS:
        yield from find(text)


@lru_cache(maxsize=10_000)
def understood(text: str) -> Understood:
    """What a word of a query may be in a text; it may have several pieces: Kita-Platz, B 224, 10 000."""
    pieces = words(text)
    if len(pieces) == 1:
        split = hyphens.letters_and_digits(pieces[0])
        rows = [(exactly(pieces[0]),), *([tuple(map(exactly, split))] if split else [])]
        stems = [*meanings(pieces[0])]
    else:
        rows = [tuple(map(exactly, pieces))]
        if len(joined := exactly("".join(pieces))) > 0 and not gendered.is_gendered(text):
            rows.append((joined,))
        stems = []
    first, last = text.find(pieces[0]), text.rfind(pieces[-1]) + len(pieces[-1])
    for variant in variants(text):
        if variant.start <= first and variant.end >= last:
            stems += variant.stems
    return Understood(tuple(rows), tuple(dict.fromkeys(stems)))
