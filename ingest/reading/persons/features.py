"""What a tagger is told of each word of a sentence: its form, what is known of it, and its neighbours."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from language.german.lexicon import LexiconBits, entry
from language.german.names import PARTICLES, TITLES
from language.german.roles import is_role
from language.german.tokens import fold

CAMERA = frozenset(
    "foto fotos fotograf fotografin fotografen bild bilder aufnahme copyright © quelle bildquelle fotoquelle "
    "bildnachweis fotonachweis fotografie".split()
)
HONORIFICS = frozenset("herr herrn frau fräulein familie ehepaar eheleute geschwister".split())
_UPPER, _LOWER, _DIGIT = (
    re.compile(r"[^\W\d_a-zäöüßà-öø-ÿ]"),
    re.compile(r"[a-zäöüßà-öø-ÿ]"),
    re.compile(r"\d"),
)
# No word of German is longer, whatever it is put together of.
_LONGEST_WORD = 60
_RUN = re.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def _shape(word: str) -> str:
    shaped = _DIGIT.sub("d", _LOWER.sub("x", _UPPER.sub("X", word)))
    return _RUN.sub(r"\1", shaped)


def _as_common_word(word: str, bits: int) -> list[str]:
    """What a capitalised word is beside a name: noun, other word, compound, unknown; a role."""
    found = []
    if bits & LexiconBits.NOUN:
        found.append("N")
    elif bits & LexiconBits.WORD:
        found.append("W")
    elif _is_compound(word):
        found.append("C")
    elif word[0].isalpha():
        found.append("O")
    return [*found, "R"] if is_role(word) else found


@lru_cache(maxsize=100_000)
def known_of(word: str) -> tuple[str, ...]:
    """The classes of a word: first name (by how common), last name, place, noun, word, compound, role, title."""
    bits = entry(word)
    found = []
    first = bits >> LexiconBits.FIRST_NAME_AT & 7
    capital = word[0].isupper()
    if first:
        found.append(f"F{first}")
    elif (
        "-" in word
        and capital
        and all(entry(part) >> LexiconBits.FIRST_NAME_AT & 7 for part in word.split("-") if part)
    ):
        found.append("FH")
    if bits & LexiconBits.LAST_NAME:
        found.append("L")
    elif capital and word[-1:] == "s" and entry(word[:-1]) & LexiconBits.LAST_NAME:
        found.append("Lg")
    if bits & LexiconBits.PLACE:
        found.append("P")
    if capital:
        found += _as_common_word(word, bits)
    folded = fold(word.rstrip("."))
    if folded in TITLES and word[-1] == ".":
        found.append("T")
    if folded in HONORIFICS:
        found.append("H")
    if folded in PARTICLES:
        found.append("p")
    if folded in CAMERA:
        found.append("K")
    return tuple(found)


def _is_compound(word: str) -> bool:
    """Whether an unknown word ends in a known noun: Integrationsstaatssekretärin ends in Sekretärin."""
    low = word.lower()
    if len(low) > _LONGEST_WORD:
        return False
    if "-" in low:
        return bool(entry(low.rsplit("-", 1)[1]) & LexiconBits.WORD)
    return any(
        entry(low[at:]) & LexiconBits.NOUN and entry(low[:at].removesuffix("s")) & LexiconBits.WORD
        for at in range(3, len(low) - 3)
    )


class _Told(NamedTuple):
    """What the model is told of a word: by itself, to the words beside it, to those two places off; its joint class."""

    own: tuple[str, ...]
    behind: tuple[str, ...]
    before: tuple[str, ...]
    second_behind: tuple[str, ...]
    second_before: tuple[str, ...]
    joint: str


def _told(word: str) -> _Told:
    """Every feature a word may give."""
    low = word.lower()
    known = known_of(word)
    joint = "".join(known) or _shape(word)
    own = (
        "w=" + low, "s=" + _shape(word), "2=" + low[:2], "3=" + low[:3], "4=" + low[:4], "-2=" + low[-2:],
        "-3=" + low[-3:], "-4=" + low[-4:], "j=" + joint, *("g" + feature for feature in known),
    )  # fmt: skip
    near = (
        "w=" + low,
        "s=" + _shape(word),
        "-3=" + low[-3:],
        "j=" + joint,
        *("g" + feature for feature in known),
    )
    far = ("w=" + low, "j=" + joint)
    marked = (
        (mark + feature for feature in row)
        for mark, row in (("-", near), ("+", near), ("--", far), ("++", far))
    )
    behind, before, second_behind, second_before = map(tuple, marked)
    return _Told(own, behind, before, second_behind, second_before, joint)


Knows = Callable[[str], bool]


class FeatureTemplate:
    """Makes the features of sentences; those that `knows` denies are left out, for a model that has no weight for them."""

    def __init__(self, knows: Knows = lambda feature: True) -> None:
        self._knows = lru_cache(maxsize=100_000)(knows)
        self._of = lru_cache(maxsize=100_000)(self._of_word)

    def _of_word(self, word: str) -> _Told:
        told = _told(word)
        kept = (
            tuple(filter(self._knows, row))
            for row in (told.own, told.behind, told.before, told.second_behind, told.second_before)
        )
        own, behind, before, second_behind, second_before = kept
        return _Told(own, behind, before, second_behind, second_before, told.joint)

    def features(self, words: Sequence[str], fresh: Sequence[bool]) -> list[list[str]]:
        """The features of each word of a sentence; `fresh` tells which begin a line."""
        told_of = [self._of(word) for word in words]
        knows = self._knows
        count = len(words)
        camera = count
        found = []
        for at, word in enumerate(told_of):
            told = ["b", *word.own]
            joint = word.joint
            if at == 0:
                told.append("first")
            elif fresh[at]:
                told.append("line")
            if at == count - 1:
                told.append("last")
            elif fresh[at + 1]:
                told.append("eol")
            joined = []
            if at > 0:
                before = told_of[at - 1]
                told += before.behind
                joined.append(f"-j|j={before.joint}|{joint}")
                if at > 1:
                    told += told_of[at - 2].second_behind
            if at + 1 < count:
                after = told_of[at + 1]
                told += after.before
                joined.append(f"j|+j={joint}|{after.joint}")
                if at > 0:
                    joined.append(f"-j|j|+j={told_of[at - 1].joint}|{joint}|{after.joint}")
                if at + 2 < count:
                    told += told_of[at + 2].second_before
            told += filter(knows, joined)
            if camera < at <= camera + 6:
                told.append("camera")
            if fold(words[at].rstrip(".")) in CAMERA:
                camera = at
            found.append(told)
        return found
