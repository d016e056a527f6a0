"""What matches are worth.

BM25F (Robertson, Zaragoza, Taylor: Simple BM25 Extension to Multiple Weighted Fields, CIKM 2004): occurrences in all
texts of a release are added up, weighted by the text and its length, before they saturate.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.document import ALL_TEXTS
from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array, gaps
from search.engines.whoosh.segment import Postings
from search.engines.whoosh.snapshot import Mask, Snapshot, joined

_TEXT_WEIGHTS = {
    "title": 4.0,
    "lead": 2.0,
    "body": 1.0,
    "captions": 1.0,
    "contact": 0.5,
    "attached": 0.3,
    "earlier": 0.3,
    "roles": 1.0,
    "quotations": 1.0,
}
_LENGTH_MATTERS = 0.5
_SATURATION = 1.2
# What the score of a word as written counts for, beside that of all its forms.
_WRITTEN = 0.6
# What fewer than one in so many documents have is looked for in these alone.
_FEW = 16


# Which texts of a release are looked in, by their numbers.
Texts = frozenset[int]
SEARCHED: Texts = frozenset(range(layout.LAST_SEARCHED + 1))


class Use(NamedTuple):
    """Documents in which something is met, each as often as it is, and what each occurrence counts for.

    One in a text that is not looked in counts for nothing.
    """

    documents: Array
    weights: NDArray[np.float32]

    def times(self, weight: float) -> "Use":
        """The same where each occurrence counts for so much."""
        return self if weight == 1 else Use(self.documents, self.weights * np.float32(weight))


class Ranking:
    """The weights of a snapshot's rows."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._weights: dict[Texts, NDArray[np.float32]] = {}

    def _text_weights(self, texts: Texts) -> NDArray[np.float32]:
        """What one occurrence counts for: the text's weight, less in a text longer than most.

        All documents' titles come first, then all leads, and so on: most words stand in the bodies alone, whose
        weights are then near each other in memory.
        """
        known = self._weights.get(texts)
        if known is None:
            lengths = gaps(self._snapshot.starts).reshape(-1, 1 << layout.TEXT_BITS)
            weights = np.zeros((1 << layout.TEXT_BITS, self._snapshot.size), dtype=np.float32)
            for number in texts:
                own = lengths[:, number]
                mean = own[own > 0].mean() if own.any() else 1.0
                relative = 1 - _LENGTH_MATTERS + _LENGTH_MATTERS * own / mean
                weights[number] = _TEXT_WEIGHTS[ALL_TEXTS[number]] / relative
            known = self._weights[texts] = weights.ravel()
        return known

    def use(self, postings: Postings, texts: Texts) -> Use:
        """What postings count for in the texts that are looked in."""
        rows = postings.rows
        documents = rows >> layout.TEXT_BITS
        at = (rows & layout.TEXT_MASK) * rows.dtype.type(self._snapshot.size) + documents
        return Use(documents, self._text_weights(texts)[at] * postings.tf)

    def use_of_rows(self, rows: Array, texts: Texts) -> Use:
        """The same for rows, each as often as something is met in it."""
        return self.use(Postings(rows, np.ones(len(rows), dtype=np.uint8)), texts)

    def frequency(self, uses: Sequence[Use]) -> NDArray[np.float64]:
        """How much each document has of all the uses; 0 where it has none."""
        documents, weights = _joined(uses)
        frequency = np.bincount(documents, weights=weights, minlength=self._snapshot.size)
        return frequency.astype(np.float64, copy=False)

    def met(self, uses: Sequence[Use]) -> Mask:
        """The documents in which any of the uses are."""
        documents, weights = _joined(uses)
        mask = np.zeros(self._snapshot.size, dtype=bool)
        mask[documents[weights > 0]] = True
        return mask

    def score(self, uses: Sequence[Use], written: Use | None = None) -> tuple[Mask, NDArray[np.float32]]:
        """The documents in which any of the uses are, and the score of each.

        The word as `written`, in the order of documents, counts once more, by its own rarity: so a form that few texts
        have tells them from the many that have another.
        """
        all_uses = _joined(uses)
        frequency = self.frequency([all_uses])
        if len(all_uses.documents) > self._snapshot.size // _FEW:
            mask = frequency > 0
            scores = self._saturated(frequency, int(np.count_nonzero(mask)))
        else:  # memory of documents that have nothing is not even touched
            mask = self.met([all_uses])
            found = np.flatnonzero(mask)
            scores = np.zeros(self._snapshot.size, dtype=np.float32)
            scores[found] = self._saturated(frequency[found], len(found))
        if written is not None and len(written.documents):
            docs, weights = written
            first = np.flatnonzero(np.concatenate([[True], docs[1:] != docs[:-1]]))
            own = np.add.reduceat(weights, first)
            scores[docs[first]] += np.float32(_WRITTEN) * self._saturated(own, int(np.count_nonzero(own)))
        return mask, scores

    def _saturated(self, frequency: Array, having: int) -> NDArray[np.float32]:
        """What having so much is worth where so many documents have any."""
        saturated = frequency.astype(np.float32)
        worth = np.float32(rarity(self._snapshot.size, having))
        saturated *= worth / (saturated + np.float32(_SATURATION))
        return saturated


def _joined(uses: Sequence[Use]) -> Use:
    """All the uses as one."""
    used = [use for use in uses if len(use.documents)]
    if len(used) == 1:
        return used[0]
    return Use(
        joined([use.documents for use in used], np.uint32), joined([use.weights for use in used], np.float32)
    )


def rarity(size: int, having: int) -> float:
    """What a word counts for that so many of all documents have."""
    return math.log(1 + (size - having + 0.5) / (having + 0.5))
