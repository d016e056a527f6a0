"""Fingerprints of passages, by which releases that share wording are found.

Winnowing after Schleimer, Wilkerson and Aiken (Winnowing: Local Algorithms for Document Fingerprinting, SIGMOD 2003):
of the hashes of all runs of RUN words, the smallest in each window of WINDOW is kept. Two texts with RUN + WINDOW - 1
words in common share a fingerprint.
"""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RUN = 7
WINDOW = 12

Hashes = NDArray[np.uint64]
_ROOM = WINDOW - 1
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)


def hash_of(word: str) -> int:
    """A number of 64 bits for a folded word, the same in every process."""
    data = word.encode()
    return zlib.crc32(data) << 32 | zlib.adler32(data)


def fingerprints(
    hashes: Hashes, starts: Sequence[int] | NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The fingerprints of texts laid end to end, and the place of each one's first word.

    `hashes` are those of the words; `starts` the places of the texts' first words and, last, the number of words.
    """
    starts = np.unique(np.asarray(starts, dtype=np.int64))
    # Texts are laid out with room between them, so that no window sees two of them.
    text = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    laid = np.arange(len(hashes)) + text * _ROOM
    spread = np.zeros(len(hashes) + len(starts) * _ROOM, dtype=np.uint64)
    spread[laid] = hashes
    is_word = np.zeros(len(spread), dtype=bool)
    is_word[laid] = True
    count = len(spread) - RUN + 1
    runs, whole = _runs(spread, count), np.ones(count, dtype=bool)
    for offset in range(RUN):
        whole &= is_word[offset : offset + count]
    runs[~whole] = _NONE
    padded = np.full(count + 2 * (WINDOW - 1), _NONE, dtype=np.uint64)
    padded[WINDOW - 1 : WINDOW - 1 + count] = runs
    # A hash is the smallest of some window where the opening of the row (the largest of the smallest) leaves it be.
    opened = _sliding(np.maximum, _sliding(np.minimum, padded))
    chosen = np.flatnonzero((runs == opened) & whole)
    place = np.zeros(len(spread), dtype=np.int64)
    place[laid] = np.arange(len(hashes))
    return (runs[chosen] >> np.uint64(32)).astype(np.uint32), place[chosen]


def fingerprints_of(words: Sequence[str]) -> frozenset[int]:
    """The fingerprints of one text, given its folded words."""
    hashes = np.array([hash_of(word) for word in words], dtype=np.uint64)
    return frozenset(fingerprints(hashes, (0, len(words)))[0].tolist())


def fingerprints_of_runs(words: Sequence[str]) -> list[int]:
    """The fingerprint that the run of words from each place on has, or would have, of one text's folded words."""
    hashes = np.array([hash_of(word) for word in words], dtype=np.uint64)
    runs = _runs(hashes, max(0, len(hashes) - RUN + 1))
    return (runs >> np.uint64(32)).astype(np.uint32).tolist()  # type: ignore[no-any-return]


def _runs(hashes: Hashes, count: int) -> Hashes:
    """The hashes of the first `count` runs of RUN words."""
    runs = np.zeros(count, dtype=np.uint64)
    for offset in range(RUN):
        runs = runs * _FACTOR + hashes[offset : offset + count]
    runs ^= runs >> np.uint64(29)
    runs *= _FACTOR
    runs[runs == _NONE] = _NONE - np.uint64(1)
    return runs


def _sliding(choose: np.ufunc, values: Hashes) -> Hashes:
    """The smallest or largest of each window of WINDOW values."""
    reached, current = 1, values
    while reached < WINDOW:
        step = min(reached, WINDOW - reached)
        current = choose(current[:-step], current[step:])
        reached += step
    return current
