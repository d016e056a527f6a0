"""The oracle: every document looked at for every request, so plainly that its answers can be trusted."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from language.german.names import name_matches, name_words
from language.german.spellings import understood
from language.german.tokens import Token, exactly, fold, words
from search.document import EARLIER, PASSAGE_TEXTS, ROLES, TEXTS, Document
from search.fields import FACETS_BY_KEY
from search.model import (
    FILTERS,
    Completion,
    FacetCount,
    Filters,
    Found,
    Histogram,
    Related,
    Request,
    Sort,
    Span,
    span_of,
)
from search.nearness import stretches
from search.passages import fingerprints_of
from search.query import (
    AlsoEarlier,
    And,
    Everything,
    FieldIs,
    Fuzzy,
    Mentions,
    Near,
    Node,
    Not,
    NumberIs,
    Or,
    Person,
    Phrase,
    Prefix,
    Published,
    Role,
    Text,
    Word,
    asks_earlier,
    concerns,
    edits_allowed,
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
        first = request.first
        hits.sort(key=lambda doc: _sort_key(doc, request.sort, scores[doc.id]))
        if first is not None and request.sort is Sort.RELEVANCE:
            hits.sort(key=lambda doc: not matches(doc, first))
        start = (request.page - 1) * request.size
        page = hits[start : start + request.size]
        undated = [doc for doc in matching if doc.published is None]
        outside = [doc for doc in undated if _passes(doc, request.filters, but="published")]
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


def matches(doc: Document, node: Node, *, earlier: bool | None = None) -> bool:
    """Whether a document answers a query: what every engine has to agree with."""
    earlier = asks_earlier(node) if earlier is None else earlier
    match node:
        case Everything() | AlsoEarlier():
            return True
        case And(parts):
            return all(matches(doc, part, earlier=earlier) for part in parts)
        case Or(parts):
            return any(matches(doc, part, earlier=earlier) for part in parts)
        case Not(part):
            return not matches(doc, part, earlier=earlier)
        case Word() | Phrase() | Prefix() | Fuzzy() | Near():
            names = ("title",) if node.title else (*TEXTS, EARLIER) if earlier else TEXTS
            if isinstance(node, Word) and not node.title and exactly(node.text) in doc.name_forms:
                return True
            return any(_says(doc, name, node) for name in names)
        case Role(text):
            return all(_meets(doc, ROLES, word) for word in words(text))
        case Person(name):
            return any(name_matches(name, person) for person in doc.persons)
        case FieldIs(field, value):
            same = FACETS_BY_KEY[field].matches
            return any(same(value, held) if same else value == held for held in doc.values(field))
        case NumberIs(printed=printed) if printed and matches(doc, Word(printed), earlier=earlier):
            return True
        case NumberIs(running, sign, year):
            return doc.running == running and sign in (None, doc.sign) and year in (None, doc.year)
        case Published(period):
            return doc.published is not None and doc.published in period
        case Mentions(period):
            return any(concerns(mentioned, period) for mentioned in doc.mentioned)


def _says(doc: Document, name: str, node: Text) -> bool:
    tokens = doc.tokens[name]
    match node:
        case Word(text, _, also):
            return any(_meets(doc, name, word) for word in (text, *also))
        case Phrase(text):
            return _in_a_row(list(map(exactly, words(text))), [token.exact for token in tokens])
        case Prefix(text):
            start = exactly(text)
            return any(token.exact.startswith(start) for token in tokens)
        case Fuzzy(text, _, edits):
            word = exactly(text)
            return any(is_misprint(word, token.exact, edits) for token in tokens)
        case Near(text, distance):
            wanted = dict.fromkeys(map(exactly, words(text)))
            places = [[token.position for token in tokens if token.exact == word] for word in wanted]
            return bool(stretches(places, distance))


def _meets(doc: Document, name: str, word: str) -> bool:
    """Whether a word is in a text as written, in another form or spelling, or as a part of a compound."""
    known, tokens = understood(word), doc.tokens[name]
    stems, exact = set(known.stems), [token.exact for token in tokens]
    return (
        any(_in_a_row(list(row), exact) for row in known.rows)
        or any(token.stem in stems or stems & set(token.parts) for token in tokens)
        or any(stems & {*variant.stems, *variant.parts} for variant in doc.variants[name])
    )


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
    if sort is Sort.OLDEST:
        return (day if day is not None else float("inf"), 0, -doc.id)
    return (newest, 0, -doc.id)
