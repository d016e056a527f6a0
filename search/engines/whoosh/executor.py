"""Answers from the postings of a Whoosh index, put together in NumPy.

A set of documents is a mask over document numbers. Ranking is BM25F (Robertson, Zaragoza, Taylor: Simple BM25
Extension to Multiple Weighted Fields, CIKM 2004) over stems, and once more, for words as written, over exact forms.
"""

from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader, TermNotFound

from german.names import name_matches
from german.tokens import tokenize
from search.document import TEXTS
from search.engines.whoosh.schema import LISTED, NO_DAY, exact, period_of, stems
from search.model import FACETS, FILTERS, FacetCount, Filters, Found, Request, Sort
from search.query import (
    And,
    CityIs,
    Everything,
    Fuzzy,
    Leaf,
    Mentions,
    Node,
    Not,
    NumberIs,
    Or,
    Person,
    Phrase,
    Prefix,
    Published,
    SignIs,
    TopicIs,
    Word,
    concerns,
    is_misprint,
)

_FIELD_WEIGHTS = {"title": 4.0, "lead": 2.0, "body": 1.0, "captions": 1.0, "contact": 0.5, "attached": 0.3}
_LENGTH_MATTERS = 0.5
_SATURATION = 1.2
_AS_WRITTEN = 0.5

# Day numbers count from 0001-01-01 in Python and from 1970-01-01 in NumPy.
_EPOCH = date(1970, 1, 1).toordinal()

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Scores = NDArray[np.float64]


class Snapshot:
    """One committed state of the index; nothing in it changes."""

    def __init__(self, reader: IndexReader, cursor_key: str) -> None:
        self._reader = reader
        self._size = reader.doc_count_all()
        self._postings: dict[tuple[str, str], tuple[Numbers, Scores]] = {}
        self._lengths: dict[str, Scores] = {}
        self.cursor = self._read_cursor(cursor_key)

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def search(self, request: Request) -> Found:
        """The answer to a request, by the contract of search.engine.Engine."""
        matching = self._mask(request.query) & self._live
        narrowed = {name: self._filter_mask(request.filters, name) for name in (*FILTERS, "published")}
        hits = np.flatnonzero(matching & _all_but(narrowed, "", self._size))
        scores = self._scores(request.query)[hits]
        order = self._order(hits, scores, request.sort)
        page = order[(request.page - 1) * request.size : request.page * request.size]
        outside = matching & _all_but(narrowed, "published", self._size) & (self._days == NO_DAY)
        return Found(
            ids=tuple(int(record) for record in self._records[hits[page]]),
            scores=tuple(float(score) for score in scores[page]),
            total=len(hits),
            undated=int(outside.sum()) if request.filters.published else 0,
            facets={
                facet: self._count(facet, matching & _all_but(narrowed, _own(facet), self._size))
                for facet in FACETS
            },
        )

    # -- sets of documents ----------------------------------------------------------------------------------

    def _mask(self, node: Node) -> Mask:
        match node:
            case Everything():
                return np.ones(self._size, dtype=bool)
            case And(parts):
                return _all([self._mask(part) for part in parts])
            case Or(parts):
                return _either([self._mask(part) for part in parts])
            case Not(part):
                return ~self._mask(part)
            case Word(text, title):
                word = next(iter(tokenize(text)))
                terms = [(stems(name), word.stem) for name in _texts(title)]
                return self._any(terms if title else [*terms, ("names", word.exact)])
            case Phrase(text, title):
                words = [token.exact for token in tokenize(text)]
                return _either([self._in_a_row(exact(name), words) for name in _texts(title)])
            case Prefix() | Fuzzy():
                return self._any(self._expand(node))
            case Person(name):
                people = (person for person in self._values("person") if name_matches(name, person))
                return self._any([("person", person) for person in people])
            case TopicIs(key):
                return self._any([("topic", key)])
            case CityIs(name):
                return self._any([("city", name)])
            case SignIs(sign):
                return self._any([("sign", sign)])
            case NumberIs(running, sign, year):
                mask = self._any([("running", str(running))])
                if sign is not None:
                    mask &= self._any([("sign", sign)])
                if year is not None:
                    mask &= self._any([("year", str(year))])
                return mask
            case Published(period):
                first = period.start.toordinal() if period.start else NO_DAY + 1
                last = period.end.toordinal() if period.end else date.max.toordinal()
                return _all([self._days >= first, self._days <= last])
            case Mentions(period):
                named = (term for term in self._values("mentioned") if concerns(period_of(term), period))
                return self._any([("mentioned", term) for term in named])

    def _any(self, terms: list[tuple[str, str]]) -> Mask:
        mask = np.zeros(self._size, dtype=bool)
        for field, term in terms:
            mask[self._posting(field, term)[0]] = True
        return mask

    def _expand(self, node: Prefix | Fuzzy) -> list[tuple[str, str]]:
        word = next(iter(tokenize(node.text))).exact
        start = word if isinstance(node, Prefix) else word[0]
        found = []
        for name in _texts(node.title):
            for term in self._reader.expand_prefix(exact(name), start):
                other = term.decode()
                if isinstance(node, Prefix) or is_misprint(word, other):
                    found.append((exact(name), other))
        return found

    def _in_a_row(self, field: str, words: list[str]) -> Mask:
        mask = _all([self._any([(field, word)]) for word in words])
        if len(words) == 1 or not mask.any():
            return mask
        starts: dict[int, set[int]] = {}
        for offset, word in enumerate(words):
            here = {
                doc: {place - offset for place in places} for doc, places in self._places(field, word, mask)
            }
            starts = here if offset == 0 else {doc: starts[doc] & here[doc] for doc in starts}
        mask = np.zeros(self._size, dtype=bool)
        mask[[doc for doc, places in starts.items() if places]] = True
        return mask

    def _places(self, field: str, word: str, among: Mask) -> list[tuple[int, list[int]]]:
        matcher = self._reader.postings(field, word)
        found = []
        while matcher.is_active():
            doc = matcher.id()
            if among[doc]:
                found.append((doc, matcher.value_as("positions")))
            matcher.next()
        return found

    def _filter_mask(self, filters: Filters, name: str) -> Mask | None:
        if name == "published":
            return self._mask(Published(filters.published)) if filters.published else None
        chosen = filters.of(name)
        return self._any([(name, value) for value in chosen]) if chosen else None

    # -- scores and order -----------------------------------------------------------------------------------

    def _scores(self, node: Node) -> Scores:
        match node:
            case And(parts) | Or(parts):
                return _sum([self._scores(part) for part in parts])
            case Not():
                return np.zeros(self._size)
            case _:
                return self._leaf_scores(node)

    def _leaf_scores(self, leaf: Leaf) -> Scores:
        match leaf:
            case Everything():
                return np.zeros(self._size)
            case Word(text, title):
                word = next(iter(tokenize(text)))
                understood = self._bm25f([(name, stems(name), word.stem) for name in _texts(title)])
                written = self._bm25f([(name, exact(name), word.exact) for name in _texts(title)])
                return understood + _AS_WRITTEN * written
            case Phrase(text, title):
                words = [token.exact for token in tokenize(text)]
                return _sum(
                    [self._bm25f([(name, exact(name), word) for name in _texts(title)]) for word in words]
                )
            case _:
                return self._mask(leaf).astype(np.float64)

    def _bm25f(self, terms: list[tuple[str, str, str]]) -> Scores:
        frequency = np.zeros(self._size)
        for name, field, term in terms:
            docs, counts = self._posting(field, term)
            if len(docs):
                relative_length = 1 - _LENGTH_MATTERS + _LENGTH_MATTERS * self._relative_length(field)[docs]
                frequency[docs] += _FIELD_WEIGHTS[name] * counts / relative_length
        having = int((frequency > 0).sum())
        rarity = np.log(1 + (self._size - having + 0.5) / (having + 0.5))
        scores: Scores = rarity * frequency / (frequency + _SATURATION)
        return scores

    def _relative_length(self, field: str) -> Scores:
        """Each document's length in a field, as a multiple of the mean of those that have it."""
        if field not in self._lengths:
            lengths = np.array(
                [self._reader.doc_field_length(doc, field) for doc in range(self._size)], dtype=np.float64
            )
            mean = lengths[lengths > 0].mean() if (lengths > 0).any() else 1.0
            self._lengths[field] = lengths / mean
        return self._lengths[field]

    def _order(self, hits: Numbers, scores: Scores, sort: Sort) -> Numbers:
        days = self._days[hits]
        highest_id = -self._records[hits]
        if sort is Sort.OLDEST:
            return np.lexsort((highest_id, days, days == NO_DAY))
        if sort is Sort.NEWEST:
            return np.lexsort((highest_id, -days, days == NO_DAY))
        return np.lexsort((highest_id, -days, days == NO_DAY, -scores))

    # -- facets ---------------------------------------------------------------------------------------------

    def _count(self, facet: str, mask: Mask) -> tuple[FacetCount, ...]:
        values, docs, which = self._facet_rows[facet]
        counts = np.bincount(which[mask[docs]], minlength=len(values))
        found = [(value, int(count)) for value, count in zip(values, counts, strict=True) if count]
        return tuple(FacetCount(value, n) for value, n in sorted(found, key=lambda item: (-item[1], item[0])))

    @cached_property
    def _facet_rows(self) -> dict[str, tuple[list[str], Numbers, Numbers]]:
        """For each facet its values, and pairs of a document and the place of one of its values among them."""
        rows = {}
        for facet in LISTED:
            values = self._values(facet)
            postings = [self._posting(facet, value)[0] for value in values]
            which = np.repeat(np.arange(len(values)), [len(docs) for docs in postings])
            rows[facet] = (values, np.concatenate([np.empty(0, dtype=np.int64), *postings]), which)
        dated = np.flatnonzero(self._days != NO_DAY)
        days = (self._days[dated] - _EPOCH).astype("datetime64[D]")
        for facet, unit in (("year", "Y"), ("month", "M")):
            units, which = np.unique(days.astype(f"datetime64[{unit}]"), return_inverse=True)
            rows[facet] = ([str(value) for value in units], dated, which)
        return rows

    def _values(self, field: str) -> list[str]:
        return [term.decode() for term in self._reader.lexicon(field)]

    # -- what the index holds -------------------------------------------------------------------------------

    def _posting(self, field: str, term: str) -> tuple[Numbers, Scores]:
        """The documents of a term and how often each has it."""
        known = self._postings.get((field, term))
        if known is not None:
            return known
        docs, counts = [], []
        try:
            matcher = self._reader.postings(field, term)
        except TermNotFound:
            matcher = None
        while matcher is not None and matcher.is_active():
            docs.append(matcher.id())
            counts.append(matcher.weight())
            matcher.next()
        posting = np.array(docs, dtype=np.int64), np.array(counts, dtype=np.float64)
        self._postings[field, term] = posting
        return posting

    @cached_property
    def _live(self) -> Mask:
        """Every document that is a release and was not replaced: those that have a city."""
        return self._any([("city", city) for city in self._values("city")])

    @cached_property
    def _records(self) -> Numbers:
        return self._column("record")

    @cached_property
    def _days(self) -> Numbers:
        return self._column("day")

    def _column(self, field: str) -> Numbers:
        values = np.zeros(self._size, dtype=np.int64)
        for leaf, offset in self._reader.leaf_readers():
            if leaf.has_column(field):
                column = leaf.column_reader(field)
                count = leaf.doc_count_all()
                values[offset : offset + count] = [column[doc] for doc in range(count)]
        return values

    def _read_cursor(self, cursor_key: str) -> int:
        try:
            matcher = self._reader.postings("key", cursor_key)
        except TermNotFound:
            return 0
        if not matcher.is_active():
            return 0
        stored: dict[str, Any] = self._reader.stored_fields(matcher.id())
        return int(stored["cursor"])


def _texts(title: bool) -> tuple[str, ...]:
    return ("title",) if title else TEXTS


def _own(facet: str) -> str:
    return "published" if facet in ("year", "month") else facet


def _all_but(masks: dict[str, Mask | None], name: str, size: int) -> Mask:
    return _all(
        [
            np.ones(size, dtype=bool),
            *(mask for own, mask in masks.items() if own != name and mask is not None),
        ]
    )


def _all(masks: list[Mask]) -> Mask:
    together: Mask = np.logical_and.reduce(masks)
    return together


def _either(masks: list[Mask]) -> Mask:
    together: Mask = np.logical_or.reduce(masks)
    return together


def _sum(scores: list[Scores]) -> Scores:
    together: Scores = np.sum(scores, axis=0, dtype=np.float64)
    return together
