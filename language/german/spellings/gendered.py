"""Forms for all genders: Bürger:innen, Ärzt*innen, Pendler/-innen, Bürgerinnen und Bürger, Bürger*innenrat."""

import re
from collections.abc import Iterator

from language.german.spellings.model import Variant
from language.german.tokens import analyse

_MARKED = re.compile(
    r"(?<![^\W_])(?P<root>[^\W\d_]{3,})(?:[:*_·]|/-?|\(|-)(?P<ending>in(?:nen)?(?P<more>[^\W\d_]*))(?![^\W_])\)?"
)
_PAIR = re.compile(
    r"(?<![^\W_])(?P<first>[^\W\d_]{3,})\s(?:und|oder|bzw\.|sowie|/)\s(?P<second>[^\W\d_]{3,})(?![^\W_])"
)
_FEMININE = ("in", "innen")


def marked(text: str) -> Iterator[Variant]:
    """Forms with a sign in the word."""
    for match in _MARKED.finditer(text):
        if match["more"] and not match["ending"].startswith("innen"):
            continue
        # A compound goes on behind it: of Bürger:innenrat a Bürgerrat is left.
        understood = analyse(match["root"] + (match["more"] or match["ending"]))
        yield Variant(match.start(), match.end(), (understood.stem,), understood.parts)


def pairs(text: str) -> Iterator[Variant]:
    """Both forms beside each other."""
    for match in _PAIR.finditer(text):
        if is_pair(match["first"], match["second"]):
            yield Variant(match.start(), match.end(), (analyse(match["first"]).stem,))


def is_gendered(text: str) -> bool:
    """Whether a text is such a form and nothing else."""
    return any(variant.start == 0 and variant.end == len(text) for variant in (*marked(text), *pairs(text)))


def is_pair(first: str, second: str) -> bool:
    """Whether two words are one office in both genders: Bürgerinnen und Bürger."""
    feminine = [word for word in (first, second) if word.lower().endswith(_FEMININE)]
    return len(feminine) == 1 and analyse(first).stem == analyse(second).stem
