"""One segment of the index, read: its postings, facets and columns, straight from the mapped file."""

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array, ArrayFile
from search.engines.whoosh.lexicon import Lexicon


class Postings(NamedTuple):
    """The rows that hold a term, in their order, and how often each does."""

    rows: Array
    tf: Array


class Segment:
    """The arrays of one segment; nothing in it changes. Raises ArrayFileDamaged where the file has changed."""

    def __init__(self, path: Path) -> None:
        self.file = ArrayFile(path)
        self.size = len(self.file[layout.RECORD])
        self._lexicons: dict[str, Lexicon] = {}

    @cached_property
    def starts(self) -> Array:
        """The place of the first word of each row; one more at the end."""
        return self.file["starts"]

    def lexicon(self, name: str) -> Lexicon:
        """The terms of a view, the values of a facet, or the words of names."""
        known = self._lexicons.get(name)
        if known is None:
            known = self._lexicons[name] = Lexicon(self.file, name)
        return known

    def postings(self, view: str, first: int, last: int) -> Postings:
        """The postings of the terms `[first, last)` of a view, one after another."""
        off = self.file[f"{view}.off"]
        start, end = int(off[first]), int(off[last])
        return Postings(self.file.part(f"{view}.rows", start, end), self.file.part(f"{view}.tf", start, end))

    def places_of(self, view: str, term: str) -> Array:
        """The places of a term by its letters, in their order; none for one that is in no text."""
        number = self.lexicon(view).find(term.encode("utf-8", "surrogatepass"))
        return self.places(view, number) if number >= 0 else np.empty(0, dtype=np.uint32)

    def rows_of(self, places: Array) -> Array:
        """The row in which each place is."""
        # Of another kind of number, all the starts would be copied for it.
        return np.searchsorted(self.starts, places.astype(self.starts.dtype), side="right") - 1

    def places(self, view: str, term: int) -> Array:
        """The places of a term, in their order."""
        off = self.file[f"{view}.place_off"]
        return self.file.part(f"{view}.places", int(off[term]), int(off[term + 1]))

    def frequency(self, view: str, term: int) -> int:
        """In how many rows a term stands."""
        off = self.file[f"{view}.off"]
        return int(off[term + 1]) - int(off[term])

    def documents_of(self, facet: str, code: int) -> Array:
        """The documents that bear a value."""
        at = self.file[f"{facet}.docs_at"]
        return self.file.part(f"{facet}.docs", int(at[code]), int(at[code + 1]))

    def documents_of_any(self, facet: str, codes: Array) -> Array:
        """The documents that bear any of the values, one value after another."""
        at = self.file[f"{facet}.docs_at"]
        first, counts = at[codes].astype(np.int64), at[codes + 1].astype(np.int64) - at[codes]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        docs: Array = self.file[f"{facet}.docs"][np.repeat(first, counts) + within]
        return docs

    def persons_named(self, word: str) -> Array:
        """The numbers of the persons whose name has this word, in one of its foldings."""
        at = self.lexicon(layout.NAME).find(word.encode("utf-8", "surrogatepass"))
        off = self.file[f"{layout.NAME}.off"]
        return self.file.part(f"{layout.NAME}.codes", int(off[at]), int(off[at + 1])) if at >= 0 else off[:0]
