"""A request answered from a snapshot: sets of documents as masks, scores as arrays, put together in NumPy."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from language.german.dates import Period
from language.german.spellings import signed_figures, understood
from language.german.tokens import exactly, words
from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array
from search.engines.whoosh.misprints import Misprints
from search.engines.whoosh.neighbours import Neighbours
from search.engines.whoosh.phrases import rows_near, starts_of
from search.engines.whoosh.ranking import SEARCHED, Ranking, Texts, Use
from search.engines.whoosh.repeated import repeated
from search.engines.whoosh.snapshot import Mask, Snapshot
from search.fields import FACETS_BY_KEY
from search.model import (
    FILTERS,
    FacetCount,
    Filters,
    Found,
    Histogram,
    Request,
    SharedPrints,
    Sort,
    Span,
    span_of,
)
from search.query import (
    LONGEST_CONCERNED,
    AlsoEarlier,
    And,
    Changed,
    Everything,
    FieldIs,
    Fuzzy,
    Leaf,
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
    Quoted,
    Role,
    Text,
    Word,
    asks_earlier,
)

# What a part of a compound counts for, in occurrences of the word itself; and the word as written, besides its stem.
_PART, _AS_WRITTEN = 0.4, 0.5
# And a synonym.
_SYNONYM = 0.3
# More than any score.
_FIRST = np.float32(1024)
# So many answers about passages are kept: each one goes through all fingerprints.
_KEPT_ANSWERS = 8
# A person of this name counts as much as the name in the headline would.
_NAMED = 2.0

_TITLE: Texts = frozenset({layout.TITLE})
_ROLES: Texts = frozenset({layout.ROLES_TEXT})
_QUOTATIONS: Texts = frozenset({layout.QUOTATIONS_TEXT})
_WITH_EARLIER: Texts = SEARCHED | {layout.EARLIER_TEXT}

Numbers = NDArray[np.int64]
Scores = NDArray[np.float32]


class Executor:
    """Answers requests from one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._ranking = Ranking(snapshot)
        self._misprints = Misprints(snapshot)
        self.neighbours = Neighbours(snapshot, self._ranking, self._misprints)
        self._newest: Array | None = None
        self._oldest: Array | None = None
        self._repeated: LRUCache[tuple[Node, Filters, int], tuple[SharedPrints, ...]] = LRUCache(
            _KEPT_ANSWERS
        )

    def search(self, request: Request) -> Found:
        """The answer to a request, by the contract of search.engine.Engine."""
        ranked = request.sort is Sort.RELEVANCE
        question = self._question(request)
        mask, scores = question.ask(request.query, ranked)
        matching = question.required(request.filters, mask & self._snapshot.live)
        filtered = ((name, question.filtered(request.filters, name)) for name in (*FILTERS, "published"))
        narrowed = {name: rows for name, rows in filtered if rows is not None}
        chosen = _all_but(matching, narrowed, "")
        hits = np.flatnonzero(chosen)
        order = scores
        if ranked and request.first is not None:
            lifted = question.ask(request.first, False)[0] * _FIRST
            order = lifted if scores is None else scores + lifted
        page = self._page(hits, order, request)
        return Found(
            ids=tuple(self._snapshot.records[page].tolist()),
            scores=tuple((np.zeros(len(page)) if scores is None else scores[page]).tolist()),
            total=len(hits),
            undated=self._undated(matching, narrowed) if request.filters.published else 0,
            facets={
                facet: self._count(
                    facet,
                    hits
                    if _own(facet) not in narrowed
                    else np.flatnonzero(_all_but(matching, narrowed, _own(facet))),
                    request.values,
                )
                for facet in request.facets
            },
            histogram=self._histogram(hits) if request.facets else Histogram(),
        )

    def repeated(self, request: Request, limit: int) -> tuple[SharedPrints, ...]:
        """See search.engine.Engine; the last answers are kept."""
        asked = (request.query, request.filters, limit)
        if asked not in self._repeated:
            self._repeated[asked] = self._repeated_anew(request, limit)
        return self._repeated[asked]

    def _repeated_anew(self, request: Request, limit: int) -> tuple[SharedPrints, ...]:
        question = self._question(request)
        found = question.ask(request.query, False)[0] & self._snapshot.live
        chosen = question.required(request.filters, found)
        for name in (*FILTERS, "published"):
            rows = question.filtered(request.filters, name)
            chosen = chosen if rows is None else chosen & rows
        return repeated(self._snapshot, chosen, limit)

    def _question(self, request: Request) -> "_Question":
        return _Question(self._snapshot, self._ranking, self._misprints, earlier=asks_earlier(request.query))

    def _undated(self, matching: Mask, narrowed: dict[str, Mask]) -> int:
        outside = _all_but(matching, narrowed, "published") & (self._snapshot.days == layout.NO_DAY)
        return int(np.count_nonzero(outside))

    # -- order ----------------------------------------------------------------------------------------------

    def _page(self, hits: Numbers, scores: Scores | None, request: Request) -> Numbers:
        """The documents of the page asked for, in their order."""
        wanted = request.page * request.size
        if wanted - request.size >= len(hits):
            return hits[:0]
        ranks = self._ranks(request.sort)[hits]
        if scores is not None and request.sort is Sort.RELEVANCE:
            of_hits = scores[hits]
            if wanted < len(hits):
                least = np.partition(of_hits, len(hits) - wanted)[len(hits) - wanted]
                near = np.flatnonzero(of_hits >= least)
                hits, ranks, of_hits = hits[near], ranks[near], of_hits[near]
            order = np.lexsort((ranks, -of_hits))
        else:
            if wanted < len(hits):
                near = np.argpartition(ranks, wanted)[:wanted]
                hits, ranks = hits[near], ranks[near]
            order = np.argsort(ranks)
        return hits[order[wanted - request.size : wanted]]

    def _ranks(self, sort: Sort) -> Array:
        if sort is Sort.ARRIVED:
            return -self._snapshot.records
        return self._oldest_first if sort is Sort.OLDEST else self._newest_first

    @property
    def _newest_first(self) -> Array:
        """Each document's rank by date, the newest first, the undated last, of one date the highest record first."""
        if self._newest is None:
            days, records = self._snapshot.days, self._snapshot.records
            self._newest = _ranks(np.lexsort((-records, -days.astype(np.int64), days == layout.NO_DAY)))
        return self._newest

    @property
    def _oldest_first(self) -> Array:
        if self._oldest is None:
            days, records = self._snapshot.days, self._snapshot.records
            self._oldest = _ranks(np.lexsort((-records, days, days == layout.NO_DAY)))
        return self._oldest

    # -- counts ---------------------------------------------------------------------------------------------

    def _count(self, facet: str, hits: Numbers, most: int) -> tuple[FacetCount, ...]:
        if facet in ("year", "month"):
            return self._count_by_date(hits, Span.YEAR if facet == "year" else Span.MONTH)
        borne = self._snapshot.facet(facet)
        counts = borne.counts(hits)
        found = np.flatnonzero(counts)
        if len(found) > most:
            least = np.partition(counts[found], len(found) - most)[len(found) - most]
            found = found[counts[found] >= least]
        first = found[np.lexsort((found, -counts[found]))[:most]]  # values are in their order
        return tuple(map(FacetCount, borne.named(first), counts[first].tolist()))

    def _count_by_date(self, hits: Numbers, span: Span) -> tuple[FacetCount, ...]:
        length = len("2026") if span is Span.YEAR else len("2026-11")
        counted = sorted((-count, first.isoformat()[:length]) for first, count in self._bars(hits, span))
        return tuple(FacetCount(value, -count) for count, value in counted)

    def _histogram(self, hits: Numbers) -> Histogram:
        days = self._snapshot.days[hits]
        dated = days[days != layout.NO_DAY]
        if not len(dated):
            return Histogram()
        span = span_of(date.fromordinal(int(dated.min())), date.fromordinal(int(dated.max())))
        return Histogram(span, tuple(self._bars(hits, span)))

    def _bars(self, hits: Numbers, span: Span) -> list[tuple[date, int]]:
        """The first day of each day, month or year of any hits, and how many; undated ones are left out."""
        units = (self._snapshot.days if span is Span.DAY else self._snapshot.months)[hits]
        units = units[units != layout.NO_DAY]
        if not len(units):
            return []
        units = units // 12 if span is Span.YEAR else units
        least = int(units.min())
        counts = np.bincount(units - least)
        filled = np.flatnonzero(counts)
        firsts = (_first_day(least + at, span) for at in filled.tolist())
        return list(zip(firsts, counts[filled].tolist(), strict=True))


class _Question:
    """What a request asks of a snapshot: nodes of its tree → masks and scores."""

    def __init__(self, snapshot: Snapshot, ranking: Ranking, misprints: Misprints, *, earlier: bool) -> None:
        self._snapshot = snapshot
        self._ranking = ranking
        self._misprints = misprints
        self._earlier = earlier
        self._asked: dict[tuple[Node, bool], tuple[Mask, Scores | None]] = {}
        self._used: dict[tuple[str, str, Texts], Use] = {}

    def ask(self, node: Node, ranked: bool) -> tuple[Mask, Scores | None]:
        """The documents that match, and what their match is worth; None where nothing in the node is ranked."""
        match node:
            case And(parts):
                return _together([self.ask(part, ranked) for part in parts], np.logical_and)
            case Or(parts):
                return _together([self.ask(part, ranked) for part in parts], np.logical_or)
            case Not(part):
                return ~self.ask(part, False)[0], None
            case Mentions(period) if ranked:
                return self._nearness(period)
            case NumberIs(printed=printed) if printed:
                number = self._matching(replace(node, printed="")), None
                return _together([self.ask(Word(printed), ranked), number], np.logical_or)
            case Word() | Phrase() | Prefix() | Fuzzy() | Near() | Role() | Quoted():
                if (node, ranked) not in self._asked:  # a word said twice is looked up once
                    uses = self._uses(node)
                    self._asked[node, ranked] = (
                        self._ranking.score(uses, self._written(node))
                        if ranked
                        else (self._ranking.met(uses), None)
                    )
                return self._asked[node, ranked]
            case _:
                return self._matching(node), None

    def filtered(self, filters: Filters, name: str) -> Mask | None:
        """The documents that bear any of a filter's values; None where it is not set, or wants all of them."""
        if name == "published":
            return self._matching(Published(filters.published)) if filters.published else None
        chosen = () if name in filters.together else filters.of(name)
        return (
            self._mask([self._snapshot.documents_with(name, value) for value in chosen]) if chosen else None
        )

    def required(self, filters: Filters, matching: Mask) -> Mask:
        """Those of the documents that bear all the values wanted together, and none that is excluded."""
        for name in filters.together:
            for value in filters.of(name):
                matching = matching & self._mask([self._snapshot.documents_with(name, value)])
        for name, value in filters.excluded:
            matching = matching & ~self._mask([self._snapshot.documents_with(name, value)])
        return matching

    def _matching(self, leaf: Leaf) -> Mask:
        snapshot = self._snapshot
        match leaf:
            case Everything() | AlsoEarlier():
                return np.ones(snapshot.size, dtype=bool)
            case Person(name):
                return self._mask([snapshot.documents_with_person(name)])
            case FieldIs(field, value):
                same = FACETS_BY_KEY[field].matches
                if same is None:
                    return self._mask([snapshot.documents_with(field, value)])
                return self._mask([snapshot.documents_matching(field, partial(same, value))])
            case NumberIs(running, sign, year):
                mask: Mask = snapshot.running == running
                if sign is not None:
                    mask &= self._matching(FieldIs("sign", sign))
                return mask & (snapshot.years == year) if year is not None else mask
            case Published(period):
                first = period.start.toordinal() if period.start else layout.NO_DAY + 1
                last = period.end.toordinal() if period.end else layout.LATEST_DAY
                return (snapshot.days >= first) & (snapshot.days <= last)
            case Changed(period):
                docs, days = snapshot.changes
                first, last = _ordinals(period)
                return self._mask([docs[(days >= first) & (days <= last)]])
            case Mentions(period):
                docs, starts, ends = snapshot.mentions
                return self._mask([docs[_concerns(starts, ends, *_ordinals(period))]])
            case _:
                raise TypeError(f"no leaf of a query: {leaf}")

    def _nearness(self, period: Period) -> tuple[Mask, Scores]:
        """The documents that name the period, and more for one that is named exactly than for the season it is in."""
        start, end = _ordinals(period)
        docs, starts, ends = self._snapshot.mentions
        concerned = _concerns(starts, ends, start, end)
        # An open end is farther off than 32 bits hold twice.
        first, last = starts[concerned].astype(np.int64), ends[concerned].astype(np.int64)
        beyond = np.abs(first - start) + np.abs(last - end)
        scores = np.zeros(self._snapshot.size, dtype=np.float32)
        np.maximum.at(
            scores, docs[concerned], (1 / (1 + np.log1p(beyond.astype(np.float64)))).astype(np.float32)
        )
        return scores > 0, scores

    def _mask(self, documents: list[Array]) -> Mask:
        mask = np.zeros(self._snapshot.size, dtype=bool)
        for some in documents:
            mask[some] = True
        return mask

    # -- words ----------------------------------------------------------------------------------------------

    def _uses(self, node: Text | Role | Quoted) -> list[Use]:
        """Where a text of the query is met, and what each occurrence counts for."""
        if isinstance(node, Role):
            return self._role(node.text)
        if isinstance(node, Quoted):
            if not node.exact:
                return self._met(node.text, _QUOTATIONS)
            return [self._phrase(node.text, _QUOTATIONS)]
        texts = self._texts(node.title)
        match node:
            case Word(text, _, also):
                uses = self._met(text, texts)
                uses += [use.times(_SYNONYM) for word in also for use in self._met(word, texts)]
                if not node.title:
                    named = self._snapshot.documents_naming(exactly(text))
                    uses.append(Use(named, np.full(len(named), _NAMED, np.float32)))
                return uses
            case Phrase(text):
                return [self._phrase(text, texts)]
            case Prefix(text):
                beginning = self._snapshot.postings_beginning(layout.EXACT, exactly(text))
                return [self._ranking.use(beginning, texts)]
            case Near(text, distance):
                near = rows_near(self._snapshot, list(dict.fromkeys(map(exactly, words(text)))), distance)
                return [self._ranking.use_of_rows(near, texts)]
            case Fuzzy(text, _, edits):
                terms = self._misprints.of(exactly(text), edits)
                return [self._use(layout.EXACT, term, texts) for term in terms]

    def _role(self, text: str) -> list[Use]:
        """All the words in the offices that one release gives people."""
        mask = np.ones(self._snapshot.size, dtype=bool)
        for word in words(text):
            mask &= self._ranking.met(self._met(word, _ROLES))
        documents = np.flatnonzero(mask)
        return [Use(documents, np.ones(len(documents), np.float32))]

    def _met(self, word: str, texts: Texts) -> list[Use]:
        """Where a word is met as written, in any of its forms and spellings, and as a part of compounds."""
        known = understood(word)
        # What is no more than words in a row counts as a word does that is there as written, stem and all.
        as_written = _AS_WRITTEN if known.stems else 1 + _AS_WRITTEN
        return [
            *(self._in_a_row(list(row), texts).times(as_written) for row in known.rows),
            *(
                self._use(view, stem, texts).times(weight)
                for stem in known.stems
                for view, weight in ((layout.STEM, 1.0), (layout.PART, _PART))
            ),
        ]

    def _written(self, node: Leaf) -> Use | None:
        """Where a single word stands as it was typed."""
        rows = understood(node.text).rows if isinstance(node, Word) else ()
        if not rows or len(rows[0]) != 1 or not isinstance(node, Word):
            return None
        return self._use(layout.EXACT, rows[0][0], self._texts(node.title))

    def _use(self, view: str, term: str, texts: Texts) -> Use:
        known = self._used.get((view, term, texts))
        if known is None:
            known = self._ranking.use(self._snapshot.postings(view, term), texts)
            self._used[view, term, texts] = known
        return known

    def _phrase(self, text: str, texts: Texts) -> Use:
        """Words in a row, in a text that has their figures with the same signs."""
        said, signed = list(map(exactly, words(text))), signed_figures(text)
        if not signed:
            return self._in_a_row(said, texts)
        if len(said) == 1:
            rows = self._snapshot.postings(layout.EXACT, said[0]).rows
        else:
            rows = starts_of(self._snapshot, said)
        for stem in signed:
            rows = rows[np.isin(rows, self._snapshot.postings(layout.STEM, stem).rows)]
        return self._ranking.use_of_rows(rows, texts)

    def _in_a_row(self, words: list[str], texts: Texts) -> Use:
        if len(words) == 1:
            return self._use(layout.EXACT, words[0], texts)
        return self._ranking.use_of_rows(starts_of(self._snapshot, words), texts)

    def _texts(self, title: bool) -> Texts:
        """Which texts of a release are looked in."""
        if title:
            return _TITLE
        return _WITH_EARLIER if self._earlier else SEARCHED


def _together(
    parts: list[tuple[Mask, Scores | None]], combine: Callable[..., Mask]
) -> tuple[Mask, Scores | None]:
    mask = parts[0][0]
    scores: Scores | None = parts[0][1]
    for other, more in parts[1:]:
        mask = combine(mask, other)
        scores = more if scores is None else scores if more is None else scores + more
    return mask, scores


def _ordinals(period: Period) -> tuple[int, int]:
    start = period.start.toordinal() if period.start else layout.EARLIEST_DAY
    return start, period.end.toordinal() if period.end else layout.LATEST_DAY


def _all_but(matching: Mask, narrowed: dict[str, Mask], name: str) -> Mask:
    for own, mask in narrowed.items():
        if own != name:
            matching = matching & mask
    return matching


def _own(facet: str) -> str:
    return "published" if facet in ("year", "month") else facet


def _ranks(order: Numbers) -> Array:
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return ranks


def _first_day(unit: int, span: Span) -> date:
    """Of a day by its number, a month by its number, a year."""
    if span is Span.DAY:
        return date.fromordinal(unit)
    return date(unit, 1, 1) if span is Span.YEAR else date(unit // 12, unit % 12 + 1, 1)


def _concerns(starts: Array, ends: Array, start: int, end: int) -> Mask:
    """`search.query.concerns` for many periods at once."""
    touches = (starts <= end) & (ends >= start)
    open_start, open_end = starts == layout.EARLIEST_DAY, ends == layout.LATEST_DAY
    edge = np.where(open_start, ends, starts)
    short = ends.astype(np.int64) - starts < LONGEST_CONCERNED
    within = (starts >= start) & (ends <= end)
    closed = touches & (short | within)
    half_open = touches & (open_start != open_end) & (edge >= start) & (edge <= end)
    concerned: Mask = np.where(open_start | open_end, half_open, closed)
    return concerned
