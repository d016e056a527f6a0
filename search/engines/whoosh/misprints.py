"""Words of the index that may be meant by another: for `wort~` and for suggestions."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array, gaps
from search.engines.whoosh.lexicon import Lexicon
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.snapshot import Snapshot
from search.query import edits_allowed

# A term with other characters than ASCII, or longer than most: it is always compared.
_ANY = 255


class _Outline(NamedTuple):
    """The terms of a lexicon with the same first letter, each by its length and by the set of its characters.

    One edit makes a length differ by one at most, and such a set, of 32 bits, by two.
    """

    lexicon: Lexicon
    first: int
    lengths: NDArray[np.uint8]
    characters: NDArray[np.uint32]

    def likely(self, word: str, edits: int) -> Iterator[str]:
        """The terms that may be within so many edits."""
        near = np.ones(len(self.lengths), dtype=bool)
        if word.isascii():
            near = np.abs(self.lengths.astype(np.int16) - len(word)) <= edits
            own = _characters(np.frombuffer(word.encode(), dtype=np.uint8), np.zeros(1, dtype=np.int64))
            near &= np.bitwise_count(self.characters ^ own) <= 2 * edits
            near |= self.lengths == _ANY
        for at in np.flatnonzero(near).tolist():
            yield self.lexicon[self.first + at].decode("utf-8", "surrogatepass")


class Misprints:
    """The words of a snapshot, compared with others that begin with the same letter."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._outlines: dict[str, list[_Outline]] = {}

    def of(self, word: str, edits: int | None = None) -> list[str]:
        """The terms a word may stand for, as `search.query.is_misprint` says."""
        return [term for term, _ in self.near(word, edits_allowed(word) if edits is None else edits)]

    def near(self, word: str, edits: int) -> Iterator[tuple[str, int]]:
        """The terms with the same first letter within so many edits, with their distance."""
        likely = list(
            dict.fromkeys(
                term for outline in self._beginning(word[0]) for term in outline.likely(word, edits)
            )
        )
        if likely:
            distances = cdist(
                [word], likely, scorer=Levenshtein.distance, score_cutoff=edits, dtype=np.uint8
            )[0]
            for at in np.flatnonzero(distances <= edits).tolist():
                yield likely[at], int(distances[at])

    def _beginning(self, letter: str) -> list[_Outline]:
        known = self._outlines.get(letter)
        if known is None:
            lexicons = self._snapshot.lexicons(layout.EXACT)
            known = self._outlines[letter] = [_outline(*one, letter) for one in lexicons]
        return known


def _outline(segment: Segment, lexicon: Lexicon, letter: str) -> _Outline:
    first, last = lexicon.beginning(letter.encode("utf-8", "surrogatepass"))
    at = segment.file.part(f"{layout.EXACT}.at", first, last + 1).astype(np.int64)
    if first == last:
        return _Outline(lexicon, first, np.empty(0, dtype=np.uint8), np.empty(0, dtype=np.uint32))
    text = segment.file.part(f"{layout.EXACT}.text", int(at[0]), int(at[-1]))
    starts = at[:-1] - at[0]
    lengths = np.minimum(gaps(at), _ANY).astype(np.uint8)
    lengths[np.maximum.reduceat(text, starts) >= 0x80] = _ANY
    return _Outline(lexicon, first, lengths, _characters(text, starts))


def _characters(text: Array, starts: Array) -> NDArray[np.uint32]:
    """For each stretch of bytes the set of them, by their five lowest bits."""
    found: NDArray[np.uint32] = np.bitwise_or.reduceat(np.uint32(1) << (text & 31).astype(np.uint32), starts)
    return found
