"""Forms for all genders: Bürger:innen, Ärzt*innen, Pendler/-innen, Bürgerinnen und Bürger, Bürger*innenrat."""

import re
from collections.abc import Iterator

from language.german.spellings.model import Variant
from language.german.tokens import analyse

_SIGNS = ":*_·/("
_MARKED = re.compile(
    r"(?<![^\W_])(?P<root>[^\W\d_]{3,})(?:[:*_·]|/-?|\(|-)(?P<ending>in(?:nen)?(?P<more>[^\W\d_]*))(?![^\W_])\)?"
)
_PAIR = re.compile(
    r"(?<![^\W_])(?P<first>[^\W\d_]{3,})\s(?:und|oder|bzw\.|sowie|/)\s(?P<second>[^\W\d_]{3,})(?![^\W_])"
)
_FEMININE = ("in", "innen")


def variants(text: str) -> Iterator[Variant]:
    """Such forms in a text."""
    if any(sign in text for sign in _SIGNS) or "-in" in text:
        for match in _MARKED.finditer(text):
            if match["more"] and not match["ending"].startswith("innen"):
                continue
            understood = analyse(match["root"] + match["ending"])
            yield Variant(match.start(), match.end(), (understood.stem,), understood.parts)
    if "innen" in text:
        for match in _PAIR.finditer(text):
            if is_pair(match["first"], match["second"]):
                yield Variant(match.start(), match.end(), (analyse(match["first"]).stem,))


def is_gendered(text: str) -> bool:
    """Whether a text is such a form and nothing else."""
    return any(variant.start == 0 and variant.end == len(text) for variant in variants(text))


def is_pair(first: str, second: str) -> bool:
    """Whether two words are one office in both genders: Bürgerinnen und Bürger."""
    feminine = [word for word in (first, second) if word.lower().endswith(_FEMININE)]
    return len(feminine) == 1 and analyse(first).stem == analyse(second).stem
