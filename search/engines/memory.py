"""The oracle: every document looked at for every request, so plainly that its answers can be trusted."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from german.names import name_matches
from german.tokens import tokenize
from search.document import TEXTS, Document
from search.model import FACETS, FILTERS, FacetCount, Filters, Found, Request, Sort
from search.query import (
    And,
    CityIs,
    Everything,
    Fuzzy,
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
    sought,
)


class MemoryEngine:
    """An index that is a dictionary and is gone with the process."""

    def __init__(self, directory: Path | None = None) -> None:
        """`directory` is what other engines keep theirs in; this one has nothing to keep."""
        self._documents: dict[int, Document] = {}
        self._cursor = 0

    @property
    def cursor(self) -> int:
        """See Engine."""
        return self._cursor

    def search(self, request: Request) -> Found:
        """See Engine."""
        matching = [doc for doc in self._documents.values() if matches(doc, request.query)]
        hits = [doc for doc in matching if _passes(doc, request.filters)]
        scores = {doc.id: _score(doc, request.query) for doc in hits}
        hits.sort(key=lambda doc: _sort_key(doc, request.sort, scores[doc.id]))
        start = (request.page - 1) * request.size
        page = hits[start : start + request.size]
        undated = [doc for doc in matching if doc.published is None]
        outside = [doc for doc in undated if _passes(doc, request.filters, but="published")]
        return Found(
            ids=tuple(doc.id for doc in page),
            scores=tuple(scores[doc.id] for doc in page),
            total=len(hits),
            undated=len(outside) if request.filters.published else 0,
            facets={facet: _count(_without_own_filter(matching, request, facet), facet) for facet in FACETS},
        )

    @contextmanager
    def writer(self) -> Iterator["_Writer"]:
        """See Engine."""
        yield _Writer(self, dict(self._documents))

    @contextmanager
    def rebuild(self) -> Iterator["_Writer"]:
        """See Engine."""
        beside = MemoryEngine()
        yield _Writer(beside, {})
        self._documents, self._cursor = beside._documents, beside._cursor

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

    def commit(self, cursor: int) -> None:
        self._engine._documents = dict(self._documents)
        self._engine._cursor = cursor


def matches(doc: Document, node: Node) -> bool:
    """Whether a document answers a query: what every engine has to agree with."""
    match node:
        case Everything():
            return True
        case And(parts):
            return all(matches(doc, part) for part in parts)
        case Or(parts):
            return any(matches(doc, part) for part in parts)
        case Not(part):
            return not matches(doc, part)
        case Word(text, title):
            word = next(iter(tokenize(text)))
            stems = (token.stem for name in _texts(title) for token in doc.tokens[name])
            return word.stem in stems or (not title and word.exact in doc.name_forms)
        case Phrase(text, title):
            wanted = [token.exact for token in tokenize(text)]
            return any(_in_a_row(wanted, [t.exact for t in doc.tokens[name]]) for name in _texts(title))
        case Prefix(text, title):
            start = next(iter(tokenize(text))).exact
            return any(token.exact.startswith(start) for name in _texts(title) for token in doc.tokens[name])
        case Fuzzy(text, title):
            word = next(iter(tokenize(text)))
            return any(
                is_misprint(word.exact, token.exact) for name in _texts(title) for token in doc.tokens[name]
            )
        case Person(name):
            return any(name_matches(name, person) for person in doc.persons)
        case TopicIs(key):
            return key in doc.topics
        case CityIs(name):
            return doc.city == name
        case SignIs(sign):
            return doc.sign == sign
        case NumberIs(running, sign, year):
            return doc.running == running and sign in (None, doc.sign) and year in (None, doc.year)
        case Published(period):
            return doc.published is not None and doc.published in period
        case Mentions(period):
            return any(concerns(mentioned, period) for mentioned in doc.mentioned)


def _texts(title: bool) -> tuple[str, ...]:
    return ("title",) if title else TEXTS


def _in_a_row(wanted: list[str], words: list[str]) -> bool:
    length = len(wanted)
    return any(words[at : at + length] == wanted for at in range(len(words) - length + 1))


def _without_own_filter(matching: list[Document], request: Request, facet: str) -> list[Document]:
    own = "published" if facet in ("year", "month") else facet
    return [doc for doc in matching if _passes(doc, request.filters, but=own)]


def _passes(doc: Document, filters: Filters, but: str = "") -> bool:
    for name in FILTERS:
        chosen = filters.of(name)
        if name != but and chosen and not set(chosen) & set(doc.values(name)):
            return False
    if but == "published" or filters.published is None:
        return True
    return doc.published is not None and doc.published in filters.published


def _count(documents: list[Document], facet: str) -> tuple[FacetCount, ...]:
    counts = Counter(value for doc in documents for value in set(doc.values(facet)))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetCount(value, count) for value, count in ranked)


def _score(doc: Document, node: Node) -> float:
    return float(sum(matches(doc, leaf) for leaf in sought(node)))


def _sort_key(doc: Document, sort: Sort, score: float) -> tuple[float, int, int]:
    day = doc.published.toordinal() if doc.published else None
    newest = -day if day is not None else 1
    if sort is Sort.RELEVANCE:
        return (-score, newest, -doc.id)
    if sort is Sort.OLDEST:
        return (day if day is not None else float("inf"), 0, -doc.id)
    return (newest, 0, -doc.id)
