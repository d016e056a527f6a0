"""Where in a sentence persons are named, by a linear-chain conditional random field (Lafferty et al., 2001).

The model persons.crf and its features.marisa beside this module are made by bench/train_persons.py.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import marisa_trie
import pycrfsuite

from ingest.reading.persons.features import FeatureTemplate

_MODEL = Path(__file__).with_name("persons.crf")
# The features the model has a weight for, made with it: the others need not be told it.
FEATURES = Path(__file__).with_name("features.marisa")
BEGIN, INSIDE, OUTSIDE = "B-PER", "I-PER", "O"


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words `[first, last)` of a sentence that name a person, and how sure that is, from 0 to 1."""

    first: int
    last: int
    sureness: float


# A tagger holds one sentence at a time: each thread has its own, since cities are read side by side.
_own = threading.local()


def _tagger() -> pycrfsuite.Tagger:
    if not hasattr(_own, "tagger"):
        tagger = pycrfsuite.Tagger()
        tagger.open(str(_MODEL))
        _own.tagger = tagger
    return _own.tagger


@cache
def _template() -> FeatureTemplate:
    known = marisa_trie.Trie()
    known.mmap(str(FEATURES))
    return FeatureTemplate(known.__contains__)


class Tags:
    """What the model says of one sentence."""

    def __init__(
        self,
        words: Sequence[str],
        fresh: Sequence[bool],
        tagger: pycrfsuite.Tagger | None = None,
        template: FeatureTemplate | None = None,
    ) -> None:
        self._tagger = tagger or _tagger()
        shown = [word.encode(errors="replace").decode() for word in words]  # halves of characters are no text
        self._tagger.set((template or _template()).features(shown, fresh))
        self._labels: list[str] = self._tagger.tag()

    def spans(self) -> list[Tagged]:
        """The persons named, by the likeliest labelling of the whole sentence (Viterbi)."""
        found = []
        at = 0
        while at < len(self._labels):
            if self._labels[at] == OUTSIDE:
                at += 1
                continue
            end = at + 1
            while end < len(self._labels) and self._labels[end] == INSIDE:
                end += 1
            sureness = min(self._tagger.marginal(self._labels[place], place) for place in range(at, end))
            found.append(Tagged(at, end, sureness))
            at = end
        return found

    def chance(self, first: int, last: int) -> float:
        """How likely any of the words `[first, last)` belongs to a person's name; only while no other sentence is set."""
        return max(1.0 - float(self._tagger.marginal(OUTSIDE, place)) for place in range(first, last))
