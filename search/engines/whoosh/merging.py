"""Several segments → the arrays of one, in pieces, without what was deleted. No text is analysed again.

The lists of a term come one source after another, as their documents do: nothing is sorted but which term each belongs
to, and no more is in memory than some twenty thousand terms, or one very common term, have.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array, gaps
from search.engines.whoosh.builder import sorted_prints
from search.engines.whoosh.lexicon import Lexicon, lexicon_arrays
from search.engines.whoosh.segment import Segment

_HALF = np.uint64(32)
GONE = np.uint32(0xFFFFFFFF)
# At once: so many terms of the largest source, so many postings unless one term has more, so many documents.
_TERMS, _POSTINGS, _DOCUMENTS = 20_000, 2_000_000, 50_000

Chunks = Iterator[tuple[str, Array]]
_Mask = NDArray[np.bool_]


class Source:
    """A segment to be merged: what of it is kept, and which numbers it gets."""

    def __init__(self, segment: Segment, kept: _Mask, first_doc: int, first_place: int) -> None:
        self.file, self.segment, self.kept = segment.file, segment, kept
        self.size = int(kept.sum())
        # The new number of each document, GONE for one that was deleted.
        self.docs = np.full(segment.size, GONE, dtype=np.uint32)
        self.docs[kept] = np.arange(first_doc, first_doc + self.size, dtype=np.uint32)
        deleted = np.flatnonzero(~kept)
        # Where the words of deleted documents begin and end, and how many there are before.
        self._gone_from = segment.starts[deleted << layout.TEXT_BITS].astype(np.int64)
        self._gone_to = segment.starts[(deleted + 1) << layout.TEXT_BITS].astype(np.int64)
        self._gone_before = np.concatenate(
            [np.zeros(1, np.int64), np.cumsum(self._gone_to - self._gone_from)]
        )
        self._first_place = first_place
        self.words = int(segment.starts[-1]) - int(self._gone_before[-1])

    def rows(self, rows: Array) -> tuple[Array, _Mask]:
        """The new numbers of rows, and which of them are kept."""
        docs = self.docs[rows >> layout.TEXT_BITS]
        return (docs << layout.TEXT_BITS) | (rows & layout.TEXT_MASK), docs != GONE

    def places(self, places: Array) -> tuple[Array, _Mask]:
        """The new numbers of places, and which of them are kept."""
        before = np.searchsorted(self._gone_from, places, side="right")
        if not len(self._gone_to):
            return places + np.uint32(self._first_place), np.ones(len(places), dtype=bool)
        kept = (before == 0) | (places >= self._gone_to[before - 1])
        return (places + (self._first_place - self._gone_before[before])).astype(np.uint32), kept


class _Block(NamedTuple):
    """Terms in a row, of all sources together; of each source its own span of terms, and which of all they are."""

    terms: list[bytes]
    spans: list[tuple[int, int]]
    numbers: list[Array]

    def part(self, first: int, last: int) -> "_Block":
        """The terms `[first, last)` of it."""
        cuts = [np.searchsorted(own, (first, last)).tolist() for own in self.numbers]
        return _Block(
            self.terms[first:last],
            [(start + low, start + high) for (start, _), (low, high) in zip(self.spans, cuts, strict=True)],
            [own[low:high] - first for own, (low, high) in zip(self.numbers, cuts, strict=True)],
        )


class _Offsets:
    """Counts that come in pieces → where each one's elements end."""

    def __init__(self) -> None:
        self._end = 0

    def beginning(self) -> Array:
        """The offset before all others."""
        return np.zeros(1, dtype=np.uint32)

    def after(self, counts: Array) -> Array:
        """The offsets behind these."""
        ends = self._end + np.cumsum(counts, dtype=np.int64)
        self._end = int(ends[-1]) if len(ends) else self._end
        return ends.astype(np.uint32)


def sources_of(segments: Sequence[tuple[Segment, _Mask]]) -> list[Source]:
    """Segments, each with the mask of the documents it keeps, as one row of documents."""
    sources: list[Source] = []
    docs = words = 0
    for segment, kept in segments:
        source = Source(segment, kept, docs, words)
        sources.append(source)
        docs += source.size
        words += source.words
    return sources


def merge(sources: Sequence[Source]) -> Chunks:
    """The arrays of one segment, each in pieces, those of several in turn."""
    yield from _starts(sources)
    yield from _placed(sources, layout.EXACT)
    yield from _placed(sources, layout.PAIR)
    yield from _rows(sources, layout.STEM)
    yield from _rows(sources, layout.PART)
    for facet in layout.LISTED:
        yield from _facet(sources, facet)
    for name in (layout.RECORD, layout.DAY, layout.RUNNING, layout.YEAR):
        for source in sources:
            yield name, source.file[name][source.kept]
    yield from _days(sources, layout.MENTION_DOC, layout.MENTION_START, layout.MENTION_END)
    yield from _days(sources, layout.CHANGE_DOC, layout.CHANGE_DAY)
    yield from _prints(sources)


def _starts(sources: Sequence[Source]) -> Chunks:
    offsets = _Offsets()
    yield "starts", offsets.beginning()
    for source in sources:
        for first in range(0, source.segment.size, _DOCUMENTS):
            kept = source.kept[first : first + _DOCUMENTS]
            rows = source.segment.starts[
                first << layout.TEXT_BITS : ((first + len(kept)) << layout.TEXT_BITS) + 1
            ]
            yield "starts", offsets.after(gaps(rows)[np.repeat(kept, 1 << layout.TEXT_BITS)])


# -- terms -------------------------------------------------------------------------------------------------


def _blocks(sources: Sequence[Source], name: str) -> Iterator[_Block]:
    """All terms of a lexicon in their order, some thousand at a time."""
    lexicons = [source.segment.lexicon(name) for source in sources]
    largest = max(lexicons, key=len)
    cuts = [largest[at] for at in range(_TERMS, len(largest), _TERMS)]
    firsts = [0] * len(lexicons)
    for cut in (*cuts, None):
        lasts = [len(lexicon) if cut is None else lexicon.place(cut) for lexicon in lexicons]
        own = [lexicon.between(*span) for lexicon, *span in zip(lexicons, firsts, lasts, strict=True)]
        together = sorted({term for terms in own for term in terms})
        number = {term: at for at, term in enumerate(together)}
        numbers = [np.array([number[term] for term in terms], dtype=np.uint32) for terms in own]
        yield _Block(together, list(zip(firsts, lasts, strict=True)), numbers)
        for source in sources:
            source.file.release()
        firsts = lasts


def _small(block: _Block, sources: Sequence[Source], offsets: str) -> Iterator[_Block]:
    """A block in parts whose terms have no more postings than are to be in memory, or are one term."""
    counts = np.zeros(len(block.terms), dtype=np.int64)
    for source, span, numbers in zip(sources, block.spans, block.numbers, strict=True):
        counts[numbers] += _gaps_of(source, offsets, span)
    ends = np.cumsum(counts)
    first = 0
    while first < len(ends):
        reached = int(ends[first] - counts[first]) + _POSTINGS
        last = max(first + 1, int(np.searchsorted(ends, reached, side="right")))
        yield block.part(first, last)
        first = last


def _gaps_of(source: Source, offsets: str, span: tuple[int, int]) -> NDArray[np.int64]:
    return gaps(source.file.part(offsets, span[0], span[1] + 1))


# The elements `[start, end)` of a source under their new numbers, a column or more; and which of them are kept.
_Take = Callable[[Source, int, int], tuple[tuple[Array, ...], _Mask]]


def _gathered(
    block: _Block, sources: Sequence[Source], offsets: str, take: _Take
) -> tuple[NDArray[np.int64], tuple[Array, ...]]:
    """How many elements each term of a block has of all sources, and the elements, one term after another."""
    terms: list[Array] = []
    columns: list[tuple[Array, ...]] = []
    for source, span, numbers in zip(sources, block.spans, block.numbers, strict=True):
        off = source.file.part(offsets, span[0], span[1] + 1)
        found, kept = take(source, int(off[0]), int(off[-1]))
        terms.append(np.repeat(numbers, gaps(off))[kept])
        columns.append(tuple(column[kept] for column in found))
    term = np.concatenate(terms)
    together = tuple(np.concatenate(parts) for parts in zip(*columns, strict=True))
    if len(block.terms) > 1:
        order = np.argsort(term, kind="stable")
        together = tuple(column[order] for column in together)
    return np.bincount(term, minlength=len(block.terms)), together


class _Lexicons:
    """A lexicon that is written in pieces."""

    def __init__(self, name: str) -> None:
        self._name, self._offsets = name, _Offsets()

    def beginning(self) -> Chunks:
        """What stands before the first term, also where none follows."""
        yield f"{self._name}.text", np.empty(0, dtype=np.uint8)
        yield f"{self._name}.at", self._offsets.beginning()

    def after(self, terms: Sequence[bytes]) -> Chunks:
        """The terms that follow."""
        arrays = lexicon_arrays(self._name, terms)
        yield f"{self._name}.text", arrays[f"{self._name}.text"]
        yield f"{self._name}.at", self._offsets.after(gaps(arrays[f"{self._name}.at"]))


def _rows(sources: Sequence[Source], view: str) -> Chunks:
    """The terms of a view with their rows."""
    for _, chunk in _terms_with_rows(sources, view):
        yield from chunk


def _placed(sources: Sequence[Source], view: str) -> Chunks:
    """The terms of a view with their rows and places; of written words their spellings too."""

    def places(source: Source, start: int, end: int) -> tuple[tuple[Array, ...], _Mask]:
        found, kept = source.places(source.file.part(f"{view}.places", start, end))
        return (found,), kept

    offsets, spelt = _Offsets(), _Lexicons(layout.SPELT)
    yield f"{view}.place_off", offsets.beginning()
    yield f"{view}.places", np.empty(0, dtype=np.uint32)
    if view == layout.EXACT:
        yield from spelt.beginning()
    for block, chunk in _terms_with_rows(sources, view):
        yield from chunk
        if block is None:
            continue
        counts, (found,) = _gathered(block, sources, f"{view}.place_off", places)
        yield f"{view}.place_off", offsets.after(counts[counts > 0])
        yield f"{view}.places", found
        if view == layout.EXACT:
            spellings = _spellings(block, sources)
            yield from spelt.after([spellings[at] for at in np.flatnonzero(counts).tolist()])


def _terms_with_rows(sources: Sequence[Source], view: str) -> Iterator[tuple[_Block | None, Chunks]]:
    """Blocks of terms with the pieces to be written of them; a term that only deleted documents had is left out."""

    def rows(source: Source, start: int, end: int) -> tuple[tuple[Array, ...], _Mask]:
        found, kept = source.rows(source.file.part(f"{view}.rows", start, end))
        return (found, source.file.part(f"{view}.tf", start, end)), kept

    offsets, lexicon = _Offsets(), _Lexicons(view)
    yield None, lexicon.beginning()
    empty = np.empty(0, dtype=np.uint32)
    yield None, iter([(f"{view}.off", offsets.beginning()), (f"{view}.rows", empty)])
    yield None, iter([(f"{view}.tf", empty.astype(np.uint8))])
    for block in _blocks(sources, view):
        for part in _small(block, sources, f"{view}.off"):
            counts, (found, tf) = _gathered(part, sources, f"{view}.off", rows)
            left = [part.terms[at] for at in np.flatnonzero(counts).tolist()]
            written = [
                *lexicon.after(left),
                (f"{view}.off", offsets.after(counts[counts > 0])),
                (f"{view}.rows", found),
                (f"{view}.tf", tf),
            ]
            yield part, iter(written)


def _spellings(block: _Block, sources: Sequence[Source]) -> list[bytes]:
    """Each term as the source that has it most often spells it."""
    best: list[bytes] = [b""] * len(block.terms)
    most = [-1] * len(block.terms)
    for source, span, numbers in zip(sources, block.spans, block.numbers, strict=True):
        uses = _gaps_of(source, f"{layout.EXACT}.place_off", span).tolist()
        spelt: Lexicon = source.segment.lexicon(layout.SPELT)
        for number, count, spelling in zip(numbers.tolist(), uses, spelt.between(*span), strict=True):
            if count > most[number]:
                most[number], best[number] = count, spelling
    return best


# -- facets, dates, fingerprints ---------------------------------------------------------------------------


def _facet(sources: Sequence[Source], facet: str) -> Chunks:
    """The values of a facet with their documents, the documents with their values, and of persons the names' words."""

    def documents(source: Source, start: int, end: int) -> tuple[tuple[Array, ...], _Mask]:
        found = source.docs[source.file.part(f"{facet}.docs", start, end)]
        return (found,), found != GONE

    offsets, lexicon = _Offsets(), _Lexicons(facet)
    renumbered = [np.full(len(source.segment.lexicon(facet)), GONE, dtype=np.uint32) for source in sources]
    values = 0
    yield from lexicon.beginning()
    yield f"{facet}.docs_at", offsets.beginning()
    yield f"{facet}.docs", np.empty(0, dtype=np.uint32)
    for block in _blocks(sources, facet):
        for part in _small(block, sources, f"{facet}.docs_at"):
            counts, (found,) = _gathered(part, sources, f"{facet}.docs_at", documents)
            is_left = counts > 0
            numbers = np.where(is_left, values + np.cumsum(is_left) - 1, GONE).astype(np.uint32)
            for own, (first, last), known in zip(renumbered, part.spans, part.numbers, strict=True):
                own[first:last] = numbers[known]
            values += int(is_left.sum())
            yield from lexicon.after([part.terms[at] for at in np.flatnonzero(is_left).tolist()])
            yield f"{facet}.docs_at", offsets.after(counts[is_left])
            yield f"{facet}.docs", found
    yield from _values_of_documents(sources, facet, renumbered)
    if facet == "person":
        yield from _name_words(sources, renumbered)


def _values_of_documents(sources: Sequence[Source], facet: str, renumbered: Sequence[Array]) -> Chunks:
    offsets = _Offsets()
    yield f"{facet}.codes_at", offsets.beginning()
    yield f"{facet}.codes", np.empty(0, dtype=np.uint32)
    for source, numbers in zip(sources, renumbered, strict=True):
        for first in range(0, source.segment.size, _DOCUMENTS):
            kept = source.kept[first : first + _DOCUMENTS]
            at = source.file.part(f"{facet}.codes_at", first, first + len(kept) + 1)
            codes = source.file.part(f"{facet}.codes", int(at[0]), int(at[-1]))
            yield f"{facet}.codes_at", offsets.after(gaps(at)[kept])
            yield f"{facet}.codes", numbers[codes[np.repeat(kept, gaps(at))]]


def _name_words(sources: Sequence[Source], renumbered: Sequence[Array]) -> Chunks:
    """The words of persons' names, each with the persons' numbers, in their order."""
    new_number = dict(zip(map(id, sources), renumbered, strict=True))

    def persons(source: Source, start: int, end: int) -> tuple[tuple[Array, ...], _Mask]:
        found = new_number[id(source)][source.file.part(f"{layout.NAME}.codes", start, end)]
        return (found,), found != GONE

    offsets, lexicon = _Offsets(), _Lexicons(layout.NAME)
    yield from lexicon.beginning()
    yield f"{layout.NAME}.off", offsets.beginning()
    yield f"{layout.NAME}.codes", np.empty(0, dtype=np.uint32)
    for block in _blocks(sources, layout.NAME):
        for part in _small(block, sources, f"{layout.NAME}.off"):
            counts, (found,) = _gathered(part, sources, f"{layout.NAME}.off", persons)
            terms = np.repeat(np.arange(len(part.terms), dtype=np.uint64), counts)
            keys = np.unique(terms << _HALF | found)  # a person whom several sources have is one
            counts = np.bincount((keys >> _HALF).astype(np.int64), minlength=len(part.terms))
            yield from lexicon.after([part.terms[at] for at in np.flatnonzero(counts).tolist()])
            yield f"{layout.NAME}.off", offsets.after(counts[counts > 0])
            yield f"{layout.NAME}.codes", keys.astype(np.uint32)  # the low half


def _days(sources: Sequence[Source], documents: str, *columns: str) -> Chunks:
    """Days that documents have several of: each with its document."""
    for source in sources:
        new = source.docs[source.file[documents]]
        kept = new != GONE
        yield documents, new[kept]
        for column in columns:
            yield column, source.file[column][kept]


def _prints(sources: Sequence[Source]) -> Chunks:
    """The fingerprints, sorted by hash and document: some of all hashes at a time."""
    hashes = [source.file[layout.PRINT_HASH] for source in sources]
    largest = max(hashes, key=len)
    step = max(1, _POSTINGS // len(sources))
    cuts = sorted(set(largest[step::step].tolist()))
    firsts = [0] * len(sources)
    for cut in (*cuts, None):
        keys = []
        for number, (source, own) in enumerate(zip(sources, hashes, strict=True)):
            first, last = firsts[number], len(own) if cut is None else int(np.searchsorted(own, cut))
            docs = source.docs[source.file.part(layout.PRINT_DOC, first, last)]
            kept = docs != GONE
            keys.append(own[first:last][kept].astype(np.uint64) << _HALF | docs[kept])
            firsts[number] = last
        yield from sorted_prints(np.concatenate(keys)).items()
        for source in sources:
            source.file.release()
