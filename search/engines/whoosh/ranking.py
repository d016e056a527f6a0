"""What matches are worth.

BM25F (Robertson, Zaragoza, Taylor: Simple BM25 Extension to Multiple Weighted Fields, CIKM 2004): occurrences in all
texts of a release are added up, weighted by the text and its length, before they saturate.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.document import ALL_TEXTS
from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array, gaps
from search.engines.whoosh.segment import Postings
from search.engines.whoosh.snapshot import Mask, Snapshot

_TEXT_WEIGHTS = {
    "title": 4.0,
    "lead": 2.0,
    "body": 1.0,
    "captions": 1.0,
    "contact": 0.5,
    "attached": 0.3,
    "earlier": 0.3,
    "roles": 1.0,
}
_LENGTH_MATTERS = 0.5
_SATURATION = 1.2


class Use(NamedTuple):
    """Documents in which something is met, each as often as it is, and what each occurrence counts for."""

    documents: Array
    weights: NDArray[np.float32]


class Ranking:
    """The weights of a snapshot's rows."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @cached_property
    def _row_weights(self) -> NDArray[np.float32]:
        """What one occurrence in a row counts for: the text's weight, less in a text longer than most."""
        lengths = gaps(self._snapshot.starts).reshape(-1, 1 << layout.TEXT_BITS)
        weights = np.zeros(lengths.shape, dtype=np.float32)
        for number, name in enumerate(ALL_TEXTS):
            own = lengths[:, number]
            mean = own[own > 0].mean() if own.any() else 1.0
            weights[:, number] = _TEXT_WEIGHTS[name] / (1 - _LENGTH_MATTERS + _LENGTH_MATTERS * own / mean)
        return weights.ravel()

    def use(self, postings: Postings, weight: float, allowed: Mask) -> Use:
        """What postings count for in the texts that are looked in."""
        rows, counts = postings
        inside = allowed[rows & layout.TEXT_MASK]
        if not inside.all():
            rows, counts = rows[inside], counts[inside]
        return Use(rows >> layout.TEXT_BITS, self._row_weights[rows] * counts * np.float32(weight))

    def use_of_rows(self, rows: Array, weight: float, allowed: Mask) -> Use:
        """The same for rows, each as often as something is met in it."""
        return self.use(Postings(rows, np.ones(len(rows), dtype=np.uint8)), weight, allowed)

    def score(self, uses: list[Use]) -> tuple[Mask, NDArray[np.float32]]:
        """The documents in which any of the uses are, and the score of each."""
        size = self._snapshot.size
        frequency = np.zeros(size)
        for use in uses:
            if len(use.documents):
                frequency += np.bincount(use.documents, weights=use.weights, minlength=size)
        mask = frequency > 0
        having = int(np.count_nonzero(mask))
        rarity = np.log(1 + (size - having + 0.5) / (having + 0.5))
        return mask, (rarity * frequency / (frequency + _SATURATION)).astype(np.float32)
