"""Adjectives and participles in their bare form: geplanten → geplant, erste → erst, brennendes → brennend."""

from functools import lru_cache

from language.german.dictionary import dictionary

_ENDINGS = ("en", "em", "er", "es", "e")
# No other words end so: what the dictionary has with it is an adjective.
_TELLING = "em"
_SHORTEST = 3
_PRESENT_PARTICIPLE = "end"


@lru_cache(maxsize=100_000)
def is_adjective(low: str) -> bool:
    """Whether a word in small letters is an adjective or a participle without its ending."""
    return len(low) >= _SHORTEST and low + _TELLING in dictionary()


@lru_cache(maxsize=100_000)
def bare(low: str) -> str | None:
    """The bare form of an inflected adjective or participle, in small letters; None for any other word.

    What the dictionary has as a verb of its own (planen, heilen) is one, though there is an adjective plan, and heil.
    """
    if is_verb(low):
        return None
    known = dictionary().get(low)
    for ending in _ENDINGS:
        root = low.removesuffix(ending)
        if root != low and (is_adjective(root) or _is_said_to_be(low, root, known)):
            return root
    return None


def is_verb(low: str) -> bool:
    """Whether a word in small letters is the base form of a verb: its third person is known to be its form."""
    if not low.endswith("n") or dictionary().get(low) != low:
        return False
    root = low.removesuffix("n").removesuffix("e")
    return any(dictionary().get(root + ending) == low for ending in ("t", "et", "te", "ete", "end"))


def _is_said_to_be(low: str, root: str, known: str | None) -> bool:
    """The dictionary has the bare word for it, or the bare word alone and this one as a noun at most."""
    return len(root) >= _SHORTEST and (
        known == root or (known is None and dictionary().get(root) == root and root.isalpha())
    )


def is_present_participle(low: str) -> bool:
    """Whether a word in small letters is one, without its ending: brennend."""
    return low.endswith(_PRESENT_PARTICIPLE) and is_adjective(low)
