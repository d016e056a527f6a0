"""One committed state of the index: its segments put together as one row of documents.

Documents, rows and places are numbered through all segments; what was deleted is masked. Nothing in it changes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from language.german.names import name_matches, name_words
from search.engine import Reached
from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array
from search.engines.whoosh.lexicon import Lexicon
from search.engines.whoosh.segment import Postings, Segment

Mask = NDArray[np.bool_]
# Day numbers count from 0001-01-01 in Python and from 1970-01-01 in NumPy.
_EPOCH = date(1970, 1, 1).toordinal()


class _Held(NamedTuple):
    """A segment, and the numbers of its first document, row and place."""

    segment: Segment
    doc: int
    row: int
    place: int


class Facet(NamedTuple):
    """The values of a facet, sorted, and each document's: `codes[at[document]:at[document + 1]]` are their numbers."""

    values: list[bytes] | Lexicon
    at: Array
    codes: Array

    def named(self, numbers: Array) -> list[str]:
        """The values of these numbers."""
        values = self.values
        found = values.of(numbers) if isinstance(values, Lexicon) else [values[at] for at in numbers.tolist()]
        return [value.decode("utf-8", "surrogatepass") for value in found]

    def counts(self, documents: Array) -> NDArray[np.int64]:
        """How many of the documents bear each value."""
        if len(documents) == len(self.at) - 1:
            codes = self.codes
        else:
            first, last = self.at[documents].astype(np.int64), self.at[documents + 1].astype(np.int64)
            ends = np.cumsum(last - first)
            within = np.arange(ends[-1] if len(ends) else 0)
            codes = self.codes[np.repeat(last - ends, last - first) + within]
        return np.bincount(codes, minlength=len(self.values))


class Snapshot:
    """The segments of one commit, each with the documents deleted from it."""

    def __init__(self, segments: Sequence[tuple[Segment, Iterable[int]]], reached: Reached) -> None:
        self.reached = reached
        self._held: list[_Held] = []
        docs = places = 0
        gone: list[int] = []
        for segment, deleted in segments:
            self._held.append(_Held(segment, docs, docs << layout.TEXT_BITS, places))
            gone.extend(docs + number for number in deleted)
            docs += segment.size
            places += int(segment.starts[-1])
        self.size = docs
        self.live: Mask = np.ones(docs, dtype=bool)
        self.live[gone] = False
        self._facets: dict[str, Facet] = {}

    # -- postings -------------------------------------------------------------------------------------------

    def postings(self, view: str, term: str) -> Postings:
        """The postings of one term."""
        wanted = term.encode("utf-8", "surrogatepass")
        return self._postings(view, lambda lexicon: _one(lexicon.find(wanted)))

    def postings_beginning(self, view: str, prefix: str) -> Postings:
        """The postings of all terms that begin so, one term after another."""
        wanted = prefix.encode("utf-8", "surrogatepass")
        return self._postings(view, lambda lexicon: lexicon.beginning(wanted))

    def _postings(self, view: str, span: Callable[[Lexicon], tuple[int, int]]) -> Postings:
        rows, counts = [], []
        for segment, _, row, _ in self._held:
            first, last = span(segment.lexicon(view))
            if first < last:
                found = segment.postings(view, first, last)
                rows.append(found.rows + np.uint32(row) if row else found.rows)
                counts.append(found.tf)
        return Postings(joined(rows, np.uint32), joined(counts, np.uint8))

    def places(self, view: str, term: str) -> Array:
        """The places of a term, in their order."""
        wanted = term.encode("utf-8", "surrogatepass")
        found = []
        for segment, _, _, place in self._held:
            number = segment.lexicon(view).find(wanted)
            if number >= 0:
                places = segment.places(view, number)
                found.append(places + np.int64(place) if place else places)
        return joined(found, np.uint32)

    def frequencies(self, view: str, terms: Sequence[str]) -> NDArray[np.int64]:
        """In how many rows each of the terms stands, those of deleted documents included."""
        wanted = [term.encode("utf-8", "surrogatepass") for term in terms]
        counts = np.zeros(len(wanted), dtype=np.int64)
        for segment, *_ in self._held:
            numbers = np.array(list(map(segment.lexicon(view).find, wanted)), dtype=np.int64)
            known = np.flatnonzero(numbers >= 0)
            off = segment.file[f"{view}.off"]
            counts[known] += off[numbers[known] + 1].astype(np.int64) - off[numbers[known]]
        return counts

    def rows_of(self, places: Array) -> Array:
        """The row in which each place is."""
        # Of another kind of number, all the starts would be copied for it.
        wanted = places.astype(self.starts.dtype, copy=False)
        return np.searchsorted(self.starts, wanted, side="right") - 1

    def segments(self) -> list[tuple[Segment, int]]:
        """The segments, each with the number of its first row."""
        return [(held.segment, held.row) for held in self._held]

    def lexicons(self, view: str) -> list[tuple[Segment, Lexicon]]:
        """The terms of a view, segment by segment."""
        return [(held.segment, held.segment.lexicon(view)) for held in self._held]

    @cached_property
    def starts(self) -> Array:
        """The place of the first word of each row; one more at the end."""
        if len(self._held) == 1:
            return self._held[0].segment.starts
        parts = [held.segment.starts[:-1].astype(np.int64) + held.place for held in self._held]
        end = self._held[-1].place + int(self._held[-1].segment.starts[-1]) if self._held else 0
        return np.concatenate([*parts, np.array([end], dtype=np.int64)])

    # -- persons and other values ---------------------------------------------------------------------------

    def documents_with(self, facet: str, value: str) -> Array:
        """The documents that bear a value."""
        wanted = value.encode("utf-8", "surrogatepass")
        found = []
        for segment, doc, _, _ in self._held:
            code = segment.lexicon(facet).find(wanted)
            if code >= 0:
                found.append(segment.documents_of(facet, code).astype(np.int64) + doc)
        return joined(found, np.int64)

    def documents_matching(self, facet: str, means: Callable[[str], bool]) -> Array:
        """The documents that bear a value which `means` accepts: every value is looked at."""
        found = []
        for segment, doc, _, _ in self._held:
            values = segment.lexicon(facet)
            codes = [
                code for code in range(len(values)) if means(values[code].decode("utf-8", "surrogatepass"))
            ]
            found += [segment.documents_of(facet, code).astype(np.int64) + doc for code in codes]
        return joined(found, np.int64)

    def documents_naming(self, word: str) -> Array:
        """The documents with a person whose name has this word, in one of its foldings."""
        found = []
        for segment, doc, _, _ in self._held:
            persons = segment.persons_named(word)
            if len(persons):
                found.append(segment.documents_of_any("person", persons).astype(np.int64) + doc)
        return joined(found, np.int64)

    def documents_with_person(self, name: str) -> Array:
        """The documents with a person whose name holds these words in a row."""
        found = [
            segment.documents_of("person", code).astype(np.int64) + doc
            for segment, doc, _, _ in self._held
            for code in _named(segment, name)
        ]
        return joined(found, np.int64)

    def persons_beginning(self, start: str) -> Iterator[tuple[Segment, Array]]:
        """The numbers of the persons with a word in their name that begins so, segment by segment."""
        prefix = start.encode("utf-8", "surrogatepass")
        for held in self._held:
            first, last = held.segment.lexicon(layout.NAME).beginning(prefix)
            off = held.segment.file[f"{layout.NAME}.off"]
            codes = held.segment.file.part(f"{layout.NAME}.codes", int(off[first]), int(off[last]))
            is_named = np.zeros(len(held.segment.lexicon("person")), dtype=bool)
            is_named[codes] = True
            yield held.segment, np.flatnonzero(is_named)

    def facet(self, name: str) -> Facet:
        """What the documents bear of a listed facet."""
        known = self._facets.get(name)
        if known is None:
            known = self._facets[name] = self._facet(name)
        return known

    def _facet(self, name: str) -> Facet:
        if len(self._held) == 1:
            segment = self._held[0].segment
            return Facet(
                segment.lexicon(name), segment.file[f"{name}.codes_at"], segment.file[f"{name}.codes"]
            )
        lexicons = [segment.lexicon(name) for segment, *_ in self._held]
        values = [lexicon.between(0, len(lexicon)) for lexicon in lexicons]
        together = sorted({value for own in values for value in own})
        number = {value: at for at, value in enumerate(together)}
        ends, codes, before = [np.zeros(1, dtype=np.int64)], [], 0
        for (segment, *_), own in zip(self._held, values, strict=True):
            numbers = np.array([number[value] for value in own], dtype=np.uint32)
            codes.append(numbers[segment.file[f"{name}.codes"]])
            ends.append(before + segment.file[f"{name}.codes_at"][1:].astype(np.int64))
            before += len(codes[-1])
        return Facet(together, np.concatenate(ends), joined(codes, np.uint32))

    # -- columns --------------------------------------------------------------------------------------------

    @cached_property
    def records(self) -> Array:
        """Each document's record."""
        return self._column(layout.RECORD)

    @cached_property
    def days(self) -> Array:
        """Each document's day of publication, as date.toordinal; NO_DAY where there is none."""
        return self._column(layout.DAY)

    @cached_property
    def months(self) -> Array:
        """Each document's month of publication, counted from January of the year 0; NO_DAY where there is none."""
        days = self.days.astype(np.int64) - _EPOCH
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 12 * 1970
        return np.where(self.days == layout.NO_DAY, layout.NO_DAY, months).astype(np.int32)

    @cached_property
    def running(self) -> Array:
        """Each document's running number."""
        return self._column(layout.RUNNING)

    @cached_property
    def years(self) -> Array:
        """The year each document's number is of."""
        return self._column(layout.YEAR)

    def _column(self, name: str) -> Array:
        return joined([held.segment.file[name] for held in self._held], np.int64)

    @cached_property
    def mentions(self) -> tuple[Array, Array, Array]:
        """Documents, first days and last days of the dates and periods named."""
        docs = [held.segment.file[layout.MENTION_DOC].astype(np.int64) + held.doc for held in self._held]
        starts = [held.segment.file[layout.MENTION_START] for held in self._held]
        ends = [held.segment.file[layout.MENTION_END] for held in self._held]
        return joined(docs, np.int64), joined(starts, np.int32), joined(ends, np.int32)

    @cached_property
    def changes(self) -> tuple[Array, Array]:
        """Documents and the days on which it was noticed that they were edited or withdrawn."""
        docs = [held.segment.file[layout.CHANGE_DOC].astype(np.int64) + held.doc for held in self._held]
        days = [held.segment.file[layout.CHANGE_DAY] for held in self._held]
        return joined(docs, np.int64), joined(days, np.int32)

    def sharing(self, prints: Array) -> Array:
        """The documents that have a fingerprint, as often as they have any of these."""
        found = []
        wanted = np.unique(prints).astype(np.uint32)
        for segment, doc, _, _ in self._held:
            hashes = segment.file[layout.PRINT_HASH]
            first, last = np.searchsorted(hashes, wanted), np.searchsorted(hashes, wanted, side="right")
            docs = segment.file[layout.PRINT_DOC]
            found += [docs[a:b].astype(np.int64) + doc for a, b in zip(first, last, strict=True) if b > a]
        return joined(found, np.int64)

    def prints(self, documents: Mask, first: int, last: int) -> tuple[Array, Array]:
        """The fingerprints from `first` to `last` that documents have, ascending, and each one's document."""
        keys = []
        for segment, doc, _, _ in self._held:
            hashes = segment.file[layout.PRINT_HASH]
            # Of another type than the hashes' the bounds would have all of them copied.
            start = int(np.searchsorted(hashes, np.uint32(first)))
            end = int(np.searchsorted(hashes, np.uint32(last), side="right"))
            of_docs = segment.file[layout.PRINT_DOC][start:end].astype(np.uint64) + np.uint64(doc)
            wanted = documents[of_docs]
            keys.append(hashes[start:end][wanted].astype(np.uint64) << np.uint64(32) | of_docs[wanted])
        together = joined(keys, np.uint64)
        if len(keys) > 1:
            together.sort()
        return (together >> np.uint64(32)).astype(np.uint32), (together & np.uint64(0xFFFFFFFF)).astype(
            np.int64
        )

    @property
    def print_count(self) -> int:
        """How many fingerprints there are in all, those of deleted documents included."""
        return sum(len(held.segment.file[layout.PRINT_HASH]) for held in self._held)


def _named(segment: Segment, name: str) -> list[int]:
    """The persons whose name holds the words of another in a row: of those that have all, the ones looked at."""
    candidates: set[int] | None = None
    for forms in name_words(name):
        having = {code for form in forms for code in segment.persons_named(form).tolist()}
        candidates = having if candidates is None else candidates & having
    persons = segment.lexicon("person")
    return [
        code
        for code in sorted(candidates or ())
        if name_matches(name, persons[code].decode("utf-8", "surrogatepass"))
    ]


def _one(number: int) -> tuple[int, int]:
    return (number, number + 1) if number >= 0 else (0, 0)


def joined(arrays: Sequence[Array], kind: type) -> Array:
    """Arrays end to end; of this kind where there is none."""
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=kind)
