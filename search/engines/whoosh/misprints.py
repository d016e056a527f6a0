"""Words of the index that may be meant by another: for `wort~` and for suggestions."""

from collections.abc import Iterator

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from search.engines.whoosh import layout
from search.engines.whoosh.snapshot import Snapshot
from search.query import edits_allowed


class Misprints:
    """The words of a snapshot by beginning and length, gathered when first asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._words: dict[str, dict[int, list[str]]] = {}

    def of(self, word: str, edits: int | None = None) -> list[str]:
        """The terms a word may stand for, as `search.query.is_misprint` says."""
        return [term for term, _ in self.near(word, edits_allowed(word) if edits is None else edits)]

    def near(self, word: str, edits: int) -> Iterator[tuple[str, int]]:
        """The terms with the same first letter within so many edits, with their distance."""
        by_length = self._beginning(word[0])
        for length in range(len(word) - edits, len(word) + edits + 1):
            terms = by_length.get(length)
            if terms:
                distances = cdist(
                    [word], terms, scorer=Levenshtein.distance, score_cutoff=edits, dtype=np.uint8
                )[0]
                for at in np.flatnonzero(distances <= edits).tolist():
                    yield terms[at], int(distances[at])

    def _beginning(self, letter: str) -> dict[int, list[str]]:
        known = self._words.get(letter)
        if known is None:
            known = self._words[letter] = {}
            encoded = letter.encode("utf-8", "surrogatepass")
            found: set[bytes] = set()
            for _, lexicon in self._snapshot.lexicons(layout.EXACT):
                found.update(lexicon.between(*lexicon.beginning(encoded)))
            for term in found:
                text = term.decode("utf-8", "surrogatepass")
                known.setdefault(len(text), []).append(text)
        return known
