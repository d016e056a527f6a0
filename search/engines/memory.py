"""The oracle: every document looked at for every request, so plainly that its answers can be trusted."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from language.german.names import name_words
from language.german.tokens import Token, exactly, fold
from search.document import PASSAGE_TEXTS, TEXTS, Document
from search.engine import Reached
from search.judging import matches, passes
from search.model import (
    Completion,
    FacetCount,
    Found,
    Histogram,
    Related,
    Request,
    SharedPrints,
    Sort,
    Span,
    first_and_newest,
    span_of,
)
from search.passages import fingerprints_of
from search.query import (
    Node,
    edits_allowed,
    sought,
)


class MemoryEngine:
    """An index that is a dictionary and is gone with the process."""

    def __init__(self, directory: Path | None = None) -> None:
        """`directory` is what other engines keep theirs in; this one has nothing to keep."""
        self._documents: dict[int, Document] = {}
        self._reached = Reached(0, "")

    @property
    def cursor(self) -> int:
        """See Engine."""
        return self._reached.cursor

    @property
    def reached(self) -> Reached:
        """See Engine."""
        return self._reached

    @property
    def shared(self) -> str:
        """See Engine."""
        return ""

    def search(self, request: Request) -> Found:
        """See Engine."""
        matching = [doc for doc in self._documents.values() if matches(doc, request.query)]
        hits = [doc for doc in matching if passes(doc, request.filters)]
        scores = {doc.id: _score(doc, request.query) for doc in hits}
        first = request.first
        hits.sort(key=lambda doc: _sort_key(doc, request.sort, scores[doc.id]))
        if first is not None and request.sort is Sort.RELEVANCE:
            hits.sort(key=lambda doc: not matches(doc, first))
        start = (request.page - 1) * request.size
        page = hits[start : start + request.size]
        undated = [doc for doc in matching if doc.published is None]
        outside = [doc for doc in undated if passes(doc, request.filters, but="published")]
        return Found(
            ids=tuple(doc.id for doc in page),
            scores=tuple(scores[doc.id] for doc in page),
            total=len(hits),
            undated=len(outside) if request.filters.published else 0,
            facets={
                facet: _count(_without_own_filter(matching, request, facet), facet, request.values)
                for facet in request.facets
            },
            histogram=_histogram(hits) if request.facets else Histogram(),
        )

    def suggest(self, word: str, limit: int) -> tuple[str, ...]:
        """See Engine."""
        wanted = exactly(word)
        if not wanted:
            return ()
        edits = max(1, edits_allowed(wanted))
        uses = Counter(token.exact for doc in self._documents.values() for token in _spoken(doc))
        near = [
            (Levenshtein.distance(wanted, other), -count, other)
            for other, count in uses.items()
            if other[0] == wanted[0] and 0 < Levenshtein.distance(wanted, other, score_cutoff=edits) <= edits
        ]
        return tuple(self._spelling(other) for _, _, other in sorted(near)[:limit])

    def complete(self, beginning: str, limit: int) -> tuple[Completion, ...]:
        """See Engine."""
        start = fold(beginning)
        if not start:
            return ()
        named = Counter(name for doc in self._documents.values() for name in set(doc.persons))
        persons = [
            (-count, name)
            for name, count in named.items()
            if any(form.startswith(start) for forms in name_words(name) for form in forms)
        ]
        having = Counter(
            word for doc in self._documents.values() for word in {token.exact for token in _spoken(doc)}
        )
        words = [(-count, self._spelling(word)) for word, count in having.items() if word.startswith(start)]
        found = [Completion("person", name, -count) for count, name in sorted(persons)[:limit]]
        return (
            *found,
            *(Completion("word", word, -count) for count, word in sorted(words)[: limit - len(found)]),
        )

    def similar(self, document: Document, limit: int) -> tuple[Related, ...]:
        """See Engine."""
        wanted = {token.stem for token in _spoken(document)}
        near = [
            Related(other.id, float(len(wanted & {token.stem for token in _spoken(other)})))
            for other in self._documents.values()
            if other.id != document.id
        ]
        return _nearest([related for related in near if related.weight], limit)

    def sharing(self, document: Document, limit: int) -> tuple[Related, ...]:
        """See Engine."""
        prints = _prints(document)
        near = [
            Related(other.id, float(len(prints & _prints(other))))
            for other in self._documents.values()
            if other.id != document.id
        ]
        return _nearest([related for related in near if related.weight], limit)

    def repeated(self, request: Request, limit: int) -> tuple[SharedPrints, ...]:
        """See Engine."""
        having: defaultdict[int, list[Document]] = defaultdict(list)
        for doc in self._documents.values():
            if matches(doc, request.query) and passes(doc, request.filters):
                for fingerprint in _prints(doc):
                    having[fingerprint].append(doc)
        shared: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
        for fingerprint, documents in having.items():
            if len(documents) > 1:
                documents.sort(key=lambda doc: (doc.published or date.max, doc.id))
                shared[tuple(doc.id for doc in documents)].append(fingerprint)
        found = [
            SharedPrints(len(ids), first_and_newest(ids), tuple(sorted(prints)))
            for ids, prints in shared.items()
        ]
        found.sort(key=lambda group: (-group.total, -len(group.prints), group.prints))
        return tuple(found[:limit])

    def _spelling(self, exact: str) -> str:
        spellings = Counter(
            getattr(doc, name)[token.start : token.end]
            for doc in self._documents.values()
            for name in TEXTS
            for token in doc.tokens[name]
            if token.exact == exact
        )
        return str(spellings.most_common(1)[0][0])

    @contextmanager
    def writer(self) -> Iterator["_Writer"]:
        """See Engine."""
        yield _Writer(self, dict(self._documents))

    @contextmanager
    def rebuild(self) -> Iterator["_Writer"]:
        """See Engine."""
        beside = MemoryEngine()
        yield _Writer(beside, {})
        self._documents, self._reached = beside._documents, beside._reached

    def verify(self) -> None:
        """See Engine; what is in memory is what it is."""

    def expunge(self, *, patient: bool = False) -> bool:
        """See Engine: what was taken out is nowhere."""
        return True

    def tidy(self) -> None:
        """See Engine."""

    def refresh(self) -> None:
        """See Engine."""

    def close(self) -> None:
        """See Engine."""


class _Writer:
    def __init__(self, engine: MemoryEngine, documents: dict[int, Document]) -> None:
        self._engine = engine
        self._documents = documents

    def put(self, document: Document) -> None:
        self._documents[document.id] = document

    def delete(self, record_id: int) -> None:
        self._documents.pop(record_id, None)

    def commit(self, cursor: int, mark: str = "") -> None:
        self._engine._documents = dict(self._documents)
        self._engine._reached = Reached(cursor, mark)


def _without_own_filter(matching: list[Document], request: Request, facet: str) -> list[Document]:
    own = "published" if facet in ("year", "month") else facet
    return [doc for doc in matching if passes(doc, request.filters, but=own)]


def _spoken(doc: Document) -> list[Token]:
    return [token for name in TEXTS for token in doc.tokens[name]]


def _prints(doc: Document) -> set[int]:
    return {
        fingerprint
        for name in PASSAGE_TEXTS
        for fingerprint in fingerprints_of([token.exact for token in doc.tokens[name]])
    }


def _nearest(found: list[Related], limit: int) -> tuple[Related, ...]:
    return tuple(sorted(found, key=lambda related: (-related.weight, -related.id))[:limit])


def _histogram(hits: list[Document]) -> Histogram:
    dated = [doc.published for doc in hits if doc.published]
    if not dated:
        return Histogram()
    span = span_of(min(dated), max(dated))
    starts = {
        Span.DAY: lambda day: day,
        Span.MONTH: lambda day: day.replace(day=1),
        Span.YEAR: lambda day: day.replace(month=1, day=1),
    }
    return Histogram(span, tuple(sorted(Counter(map(starts[span], dated)).items())))


def _count(documents: list[Document], facet: str, most: int) -> tuple[FacetCount, ...]:
    counts = Counter(value for doc in documents for value in set(doc.values(facet)))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    kept = ranked if facet in ("year", "month") else ranked[:most]
    return tuple(FacetCount(value, count) for value, count in kept)


def _score(doc: Document, node: Node) -> float:
    return float(sum(matches(doc, leaf) for leaf in sought(node)))


def _sort_key(doc: Document, sort: Sort, score: float) -> tuple[float, int, int]:
    day = doc.published.toordinal() if doc.published else None
    newest = -day if day is not None else 1
    if sort is Sort.RELEVANCE:
        return (-score, newest, -doc.id)
    if sort is Sort.ARRIVED:
        return (-doc.id, 0, 0)
    if sort is Sort.OLDEST:
        return (day if day is not None else float("inf"), 0, -doc.id)
    return (newest, 0, -doc.id)
