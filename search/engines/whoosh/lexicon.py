"""Sorted terms in two arrays: their UTF-8 bytes, one after another, and where each begins."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from search.engines.whoosh.arrays import Array, ArrayFile

# So many terms are remembered with their numbers.
_MOST_REMEMBERED = 50_000


def lexicon_arrays(name: str, terms: Sequence[bytes]) -> dict[str, Array]:
    """The arrays of a list of terms: sorted for a lexicon, in any order for texts that stand beside one."""
    ends = np.zeros(len(terms) + 1, dtype=np.uint32)
    np.cumsum([len(term) for term in terms], out=ends[1:])
    return {f"{name}.text": np.frombuffer(b"".join(terms), dtype=np.uint8), f"{name}.at": ends}


class Lexicon:
    """The terms of one name in a file of arrays, found by bisection."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name
        self._at = file[f"{name}.at"]
        self._found: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, number: int) -> bytes:
        return self._file.part(
            f"{self._name}.text", int(self._at[number]), int(self._at[number + 1])
        ).tobytes()

    def between(self, first: int, last: int) -> list[bytes]:
        """The terms `[first, last)`."""
        if first >= last:
            return []
        at = self._at[first : last + 1].tolist()
        text = self._file.part(f"{self._name}.text", at[0], at[-1]).tobytes()
        return [text[a - at[0] : b - at[0]] for a, b in pairwise(at)]

    def of(self, numbers: Array) -> list[bytes]:
        """The terms of these numbers."""
        if not len(numbers):
            return []
        first, last = self._at[numbers].tolist(), self._at[numbers + 1].tolist()
        start = min(first)
        text = self._file.part(f"{self._name}.text", start, max(last)).data
        return [bytes(text[a - start : b - start]) for a, b in zip(first, last, strict=True)]

    def place(self, term: bytes) -> int:
        """How many terms sort before this one."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < term:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, term: bytes) -> int:
        """The number of a term, -1 for one that is not there."""
        known = self._found.get(term)
        if known is None:
            at = self.place(term)
            known = at if at < len(self) and self[at] == term else -1
            if len(self._found) < _MOST_REMEMBERED:
                self._found[term] = known
        return known

    def beginning(self, prefix: bytes) -> tuple[int, int]:
        """The span `[first, last)` of the terms that begin so."""
        return self.place(prefix), self.place(prefix + b"\xff")
