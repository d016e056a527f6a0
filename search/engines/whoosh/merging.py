"""Several segments → the arrays of one, without what was deleted. No text is analysed again."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array, gaps
from search.engines.whoosh.builder import facet_arrays, placed_postings, postings, sorted_prints
from search.engines.whoosh.lexicon import lexicon_arrays
from search.engines.whoosh.segment import Segment

_HALF = np.uint64(32)
_GONE = np.uint32(0xFFFFFFFF)


class _Source:
    """A segment to be merged: what of it is kept, and which numbers it gets."""

    def __init__(self, segment: Segment, kept: NDArray[np.bool_], first_doc: int, first_place: int) -> None:
        self.segment = segment
        self.kept = kept
        self.size = int(kept.sum())
        self.docs = np.full(segment.size, _GONE, dtype=np.uint32)
        self.docs[kept] = np.arange(first_doc, first_doc + self.size, dtype=np.uint32)
        counts = gaps(segment.starts)
        self.kept_rows = np.repeat(kept, 1 << layout.TEXT_BITS)
        self.counts = counts[self.kept_rows]
        # By how much the places of a row move, counted round 2^32, as places are.
        moved = np.zeros(len(counts), dtype=np.int64)
        moved[self.kept_rows] = first_place + np.cumsum(self.counts) - self.counts
        self._shift = (moved - segment.starts[:-1]).astype(np.uint32)
        self.words = int(self.counts.sum())

    def rows(self, rows: Array) -> tuple[Array, NDArray[np.bool_]]:
        """The new numbers of rows, and which of them are kept."""
        docs = self.docs[rows >> layout.TEXT_BITS]
        return (docs << layout.TEXT_BITS) | (rows & layout.TEXT_MASK), docs != _GONE

    def places(self, places: Array) -> tuple[Array, NDArray[np.bool_]]:
        """The new numbers of places, and which of them are kept."""
        counts = gaps(self.segment.starts)
        return places + np.repeat(self._shift, counts)[places], np.repeat(self.kept_rows, counts)[places]


def merge(segments: Sequence[tuple[Segment, NDArray[np.bool_]]]) -> dict[str, Array]:
    """The arrays of one segment out of several, each with the mask of the documents it keeps."""
    sources: list[_Source] = []
    docs = words = 0
    for segment, kept in segments:
        source = _Source(segment, kept, docs, words)
        sources.append(source)
        docs += source.size
        words += source.words
    starts = np.zeros((docs << layout.TEXT_BITS) + 1, dtype=np.int64)
    np.cumsum(
        np.concatenate([np.empty(0, dtype=np.int64), *(source.counts for source in sources)]), out=starts[1:]
    )
    row_of = np.repeat(np.arange(len(starts) - 1, dtype=np.uint32), gaps(starts))
    arrays: dict[str, Array] = {"starts": starts.astype(np.uint32)}
    exact, numbers = _lexicon(sources, layout.EXACT)
    arrays |= lexicon_arrays(layout.EXACT, exact) | _spelt(sources, numbers, len(exact))
    arrays |= placed_postings(layout.EXACT, _place_keys(sources, layout.EXACT, numbers), row_of, len(exact))
    pairs, numbers = _lexicon(sources, layout.PAIR)
    arrays |= lexicon_arrays(layout.PAIR, pairs)
    arrays |= placed_postings(layout.PAIR, _place_keys(sources, layout.PAIR, numbers), row_of, len(pairs))
    for view in (layout.STEM, layout.PART):
        terms, numbers = _lexicon(sources, view)
        arrays |= lexicon_arrays(view, terms) | _rows(sources, view, numbers, len(terms))
    for facet in layout.LISTED:
        arrays |= _facet(sources, facet)
    for name in (layout.RECORD, layout.DAY, layout.RUNNING, layout.YEAR):
        arrays[name] = np.concatenate([source.segment.file[name][source.kept] for source in sources])
    return arrays | _mentions(sources) | _prints(sources)


def _lexicon(sources: Sequence[_Source], name: str) -> tuple[list[bytes], list[Array]]:
    """The terms of all, and for each source the new numbers of its own."""
    lexicons = [source.segment.lexicon(name) for source in sources]
    terms = [lexicon.between(0, len(lexicon)) for lexicon in lexicons]
    together = sorted({term for some in terms for term in some})
    number = {term: at for at, term in enumerate(together)}
    return together, [np.array([number[term] for term in some], dtype=np.uint64) for some in terms]


def _spelt(sources: Sequence[_Source], numbers: Sequence[Array], terms: int) -> dict[str, Array]:
    """Each term as the source that has it most often spells it."""
    best: list[bytes] = [b""] * terms
    most = [-1] * terms
    for source, known in zip(sources, numbers, strict=True):
        off = source.segment.file[f"{layout.EXACT}.place_off"]
        spelt = source.segment.lexicon(layout.SPELT)
        spellings = spelt.between(0, len(spelt))
        for number, uses, spelling in zip(known.tolist(), gaps(off).tolist(), spellings, strict=True):
            if uses > most[number]:
                most[number], best[number] = uses, spelling
    return lexicon_arrays(layout.SPELT, best)


def _place_keys(sources: Sequence[_Source], view: str, numbers: Sequence[Array]) -> NDArray[np.uint64]:
    keys = []
    for source, known in zip(sources, numbers, strict=True):
        file = source.segment.file
        places, kept = source.places(file[f"{view}.places"])
        found = np.repeat(known, gaps(file[f"{view}.place_off"]))
        found <<= _HALF
        found |= places
        keys.append(found if kept.all() else found[kept])
    together = np.concatenate([np.empty(0, dtype=np.uint64), *keys])
    together.sort()
    return together


def _rows(sources: Sequence[_Source], view: str, numbers: Sequence[Array], terms: int) -> dict[str, Array]:
    keys, frequencies = [np.empty(0, dtype=np.uint64)], [np.empty(0, dtype=np.uint8)]
    for source, known in zip(sources, numbers, strict=True):
        file = source.segment.file
        rows, kept = source.rows(file[f"{view}.rows"])
        term = np.repeat(known, gaps(file[f"{view}.off"]))
        keys.append((term << _HALF | rows)[kept])
        frequencies.append(file[f"{view}.tf"][kept])
    together = np.concatenate(keys)
    order = np.argsort(together)
    found = postings(view, together[order], terms)
    found[f"{view}.tf"] = np.concatenate(frequencies)[order]
    return found


def _facet(sources: Sequence[_Source], facet: str) -> dict[str, Array]:
    values, numbers = _lexicon(sources, facet)
    counts, codes = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.uint32)]
    for source, known in zip(sources, numbers, strict=True):
        file = source.segment.file
        held = gaps(file[f"{facet}.codes_at"])
        counts.append(held[source.kept])
        codes.append(known[file[f"{facet}.codes"]][np.repeat(source.kept, held)].astype(np.uint32))
    at = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.concatenate(counts))])
    together = np.concatenate(codes)
    used, renumbered = np.unique(together, return_inverse=True)
    return facet_arrays(facet, [values[number] for number in used.tolist()], at, renumbered.astype(np.uint32))


def _mentions(sources: Sequence[_Source]) -> dict[str, Array]:
    docs, starts, ends = [], [], []
    for source in sources:
        file = source.segment.file
        new = source.docs[file[layout.MENTION_DOC]]
        kept = new != _GONE
        docs.append(new[kept])
        starts.append(file[layout.MENTION_START][kept])
        ends.append(file[layout.MENTION_END][kept])
    return {
        layout.MENTION_DOC: np.concatenate(docs),
        layout.MENTION_START: np.concatenate(starts),
        layout.MENTION_END: np.concatenate(ends),
    }


def _prints(sources: Sequence[_Source]) -> dict[str, Array]:
    keys = []
    for source in sources:
        file = source.segment.file
        docs = source.docs[file[layout.PRINT_DOC]]
        kept = docs != _GONE
        keys.append(file[layout.PRINT_HASH][kept].astype(np.uint64) << _HALF | docs[kept])
    return sorted_prints(np.concatenate(keys))
