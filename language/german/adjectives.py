"""Adjectives and participles in their bare form: geplanten → geplant, erste → erst, brennendes → brennend."""

import re
from functools import lru_cache

from language.german.dictionary import dictionary

_ENDINGS = ("en", "em", "er", "es", "e")
# No other words end so: what the dictionary has with it is an adjective.
_TELLING = "em"
_SHORTEST = 3
_PRESENT_PARTICIPLE = "end"
_PAST_PARTICIPLE = re.compile(
    r"(?:\w*ge|ver|er|be|ent|zer|emp|über|unter|um|miss|durch|hinter|wider)\w{3,}t|\w{3,}iert"
)


@lru_cache(maxsize=50_000)
def is_adjective(low: str) -> bool:
    """Whether a word in small letters is an adjective or a participle without its ending."""
    known = dictionary().get(low + _TELLING)
    return known is not None and len(low) >= _SHORTEST and known.lower() != low + _TELLING  # vordem, System


@lru_cache(maxsize=50_000)
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
    if len(root) < _SHORTEST:
        return False
    if known == root:
        return True
    forms = (dictionary().get(root + ending) for ending in _ENDINGS)
    return known is None and dictionary().get(root) == root and any(form == root for form in forms)


def verb_of(participle: str) -> str | None:
    """The verb of a past participle in its bare form: überlebt → überleben; None for any other word."""
    known = dictionary().get(participle)
    if participle.endswith("st") and not _PAST_PARTICIPLE.fullmatch(participle):
        return None  # the most sure is none of "you secure"
    if known == participle and _PAST_PARTICIPLE.fullmatch(participle):
        known = dictionary().get(
            participle + "e"
        )  # the dictionary has some participles as words of their own
    return known if known is not None and known != participle and known.endswith("n") else None


def is_present_participle(low: str) -> bool:
    """Whether a word in small letters is one, without its ending: brennend."""
    return low.endswith(_PRESENT_PARTICIPLE) and is_adjective(low)
