"""Trees of queries and filters → the query language of OpenSearch."""

from collections.abc import Iterable, Sequence
from typing import Any

from language.german.dates import Period
from language.german.spellings import signed_figures, understood
from language.german.tokens import exactly, words
from search.document import EARLIER, QUOTATIONS, ROLES
from search.engines.opensearch.fields import FOLDINGS, GROUPS, TEXT_GAP, name_forms, place_words
from search.engines.opensearch.wording import coded, value
from search.model import FILTERS, Filters
from search.query import (
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
    edits_allowed,
    sought,
)

Clause = dict[str, Any]

EVERYTHING: Clause = {"match_all": {}}
NOTHING: Clause = {"match_none": {}}
# What a word as written counts for besides its stem, a part of a compound, a synonym, a person of that name.
_WRITTEN, _PART, _SYNONYM, _NAMED = 0.6, 0.4, 0.3, 2.0
# What words of earlier versions count for.
_EARLIER = 0.3
# Of more words than these none is ranked by: Lucene takes 1,024 clauses, and a word is up to thirty.
_MOST_RANKED = 24
# Lucene compares words within two edits.
_MOST_EDITS = 2
_LARGEST = 2**63 - 1


def query_of(node: Node) -> Clause:
    """The query of a tree. Every leaf that is no text counts for nothing in the order of hits."""
    return _Tree(earlier=asks_earlier(node), ranked=len(sought(node)) <= _MOST_RANKED).clause(node)


def first_of(node: Node, *, earlier: bool, boost: float, name: str) -> Clause:
    """What comes before all other hits, named so that a hit tells whether it does."""
    tree = _Tree(earlier=earlier, ranked=False).clause(node)
    return {"constant_score": {"filter": tree, "boost": boost, "_name": name}}


def all_of(clauses: Sequence[Clause]) -> Clause:
    """All of the clauses, none of them counting in the order."""
    return {"bool": {"filter": list(clauses)}} if clauses else EVERYTHING


def narrowed(filters: Filters) -> dict[str, Clause]:
    """The filters that facets of the same field are counted without, by their field."""
    found: dict[str, Clause] = {
        name: {"terms": {name: [value(one) for one in filters.of(name)]}}
        for name in FILTERS
        if filters.of(name) and name not in filters.together
    }
    if filters.published:
        found["published"] = {"range": {"day": _bounds(filters.published)}}
    return found


def required(filters: Filters) -> list[Clause]:
    """What every hit and every count obeys: values wanted together, values excluded."""
    wanted = [{"term": {name: value(one)}} for name in filters.together for one in filters.of(name)]
    unwanted = [{"term": {name: value(one)}} for name, one in filters.excluded]
    return wanted + ([{"bool": {"must_not": unwanted}}] if unwanted else [])


class _Tree:
    """One query: whether earlier versions are looked in, and whether its words are ranked by."""

    def __init__(self, *, earlier: bool, ranked: bool) -> None:
        self._earlier = earlier
        self._ranked = ranked

    def clause(self, node: Node) -> Clause:
        """The query of a node."""
        match node:
            case And(parts):
                return {"bool": {"must": [self.clause(part) for part in parts]}} if parts else EVERYTHING
            case Or(parts):
                return _any(self.clause(part) for part in parts)
            case Not(part):
                return {"bool": {"must_not": [self.clause(part)]}}
            case Word() | Phrase() | Prefix() | Fuzzy() | Near():
                return self._text(node)
            case Quoted(text, exact):
                if exact:
                    return _any(_phrase(text, QUOTATIONS))
                return _any(_met(text, QUOTATIONS, (QUOTATIONS,), ranked=self._ranked))
            case NumberIs(printed=printed) if printed:
                return _any([self._text(Word(printed)), all_of([_leaf(node)])])
            case _:
                return all_of([_leaf(node)])

    def _text(self, node: Text) -> Clause:
        """A text of a query, wherever it is looked for."""
        places = ["title"] if node.title else ["", *([EARLIER] if self._earlier else [])]
        found: list[Clause] = []
        for place in places:
            boost = _EARLIER if place == EARLIER else 1.0
            groups = tuple(GROUPS) if not place else (place,)
            match node:
                case Word(text, _, also):
                    found += _met(text, place, groups, ranked=self._ranked, boost=boost)
                    for other in also:
                        found += _met(other, place, groups, ranked=self._ranked, boost=boost * _SYNONYM)
                case Phrase(text):
                    found += _phrase(text, place, boost)
                case Prefix(text):
                    found.append(_beginning(text, _field("exact", place), boost))
                case Fuzzy(text, _, edits):
                    found.append(_misprint(text, edits, _field("exact", place), boost))
                case Near(text, distance):
                    found.append(_near(text, distance, _field("exact", place), boost))
        if isinstance(node, Word) and not node.title:
            found.append(_constant({"term": {"named": coded(exactly(node.text))}}, _NAMED))
        return _any(found)


def _any(clauses: Iterable[Clause]) -> Clause:
    held = [clause for clause in clauses if clause is not NOTHING]
    if not held:
        return NOTHING
    return held[0] if len(held) == 1 else {"bool": {"should": held, "minimum_should_match": 1}}


def _constant(clause: Clause, boost: float = 1.0) -> Clause:
    return {"constant_score": {"filter": clause, "boost": boost}}


def _field(view: str, place: str) -> str:
    return f"{view}_{place}" if place else view


# -- texts ---------------------------------------------------------------------------------------------------


def _met(word: str, place: str, groups: tuple[str, ...], *, ranked: bool, boost: float = 1.0) -> list[Clause]:
    """A word as written, in any of its forms and spellings, and as a part of compounds."""
    known = understood(word)
    field = _field("exact", place)
    as_written = (_WRITTEN if known.stems else 1 + _WRITTEN) * boost
    found = [_in_a_row([coded(one) for one in row], field, as_written) for row in known.rows]
    stems = [coded(stem) for stem in known.stems]
    for group in groups if stems else ():
        weight = boost * (GROUPS[group][1] if group in GROUPS else 1.0)
        for view, counts in (("stem", 1.0), ("part", _PART)):
            if ranked:
                found += [_term(f"{view}_{group}", stem, weight * counts) for stem in stems]
            else:
                found.append({"terms": {f"{view}_{group}": stems, "boost": weight * counts}})
    return found


def _term(field: str, term: str, boost: float) -> Clause:
    return {"term": {field: {"value": term, "boost": boost}}}


def _in_a_row(row: Sequence[str], field: str, boost: float = 1.0) -> Clause:
    if not row:
        return EVERYTHING
    if len(row) == 1:
        return _term(field, row[0], boost)
    return {"match_phrase": {field: {"query": " ".join(row), "boost": boost}}}


def _phrase(text: str, place: str, boost: float = 1.0) -> list[Clause]:
    """Words in a row, in a text that has their figures with the same signs."""
    row = [coded(exactly(word)) for word in words(text)]
    signed = [coded(stem) for stem in dict.fromkeys(signed_figures(text))]
    if not signed:
        return [_in_a_row(row, _field("exact", place), boost)]
    field = _field("signed", place)
    # What figures are understood as stands at the end of the text that has them.
    clauses = [_span_row([[(field, word)] for word in row], field), *(_span(field, stem) for stem in signed)]
    return [{"span_near": {"clauses": clauses, "slop": TEXT_GAP // 2, "in_order": False, "boost": boost}}]


def _beginning(text: str, field: str, boost: float) -> Clause:
    return {"prefix": {field: {"value": coded(exactly(text)), "boost": boost, "rewrite": "constant_score"}}}


def _misprint(text: str, edits: int | None, field: str, boost: float) -> Clause:
    word = exactly(text)
    allowed = min(edits_allowed(word) if edits is None else edits, _MOST_EDITS)
    if not allowed:
        return _term(field, coded(word), boost)
    how = {"fuzziness": allowed, "prefix_length": 1, "transpositions": False}
    return {"fuzzy": {field: {"value": coded(word), "boost": boost, "rewrite": "constant_score", **how}}}


def _near(text: str, distance: int, field: str, boost: float) -> Clause:
    wanted = [coded(word) for word in dict.fromkeys(map(exactly, words(text)))]
    if not wanted:
        return NOTHING
    if len(wanted) == 1:
        return _term(field, wanted[0], boost)
    clauses = [_span(field, word) for word in wanted]
    slop = min(distance, TEXT_GAP // 2)
    return {"span_near": {"clauses": clauses, "slop": slop, "in_order": False, "boost": boost}}


# -- names and other values ----------------------------------------------------------------------------------


def _span(field: str, term: str) -> Clause:
    return {"span_term": {field: term}}


def _span_row(row: Sequence[Sequence[tuple[str, str]]], field: str) -> Clause:
    """Words in a row, each any of some terms, each in a field whose words have the places of those of `field`."""
    steps: list[Clause] = []
    for terms in row:
        spans = [
            _span(own, term)
            if own == field
            else {"field_masking_span": {"query": _span(own, term), "field": field}}
            for own, term in terms
        ]
        steps.append(spans[0] if len(spans) == 1 else {"span_or": {"clauses": spans}})
    return steps[0] if len(steps) == 1 else {"span_near": {"clauses": steps, "slop": 0, "in_order": True}}


def _name(name: str, field: str) -> Clause:
    """A name that has these words in a row, each in any of its foldings."""
    forms = name_forms(name)
    if not forms:
        return NOTHING
    fields = [f"{field}_{number}" for number in range(FOLDINGS)]
    row = [[(own, form) for own in fields for form in dict.fromkeys(word)] for word in forms]
    return _span_row(row, fields[0])


def _leaf(node: Leaf) -> Clause:
    match node:
        case Everything() | AlsoEarlier():
            return EVERYTHING
        case Person(name):
            return _name(name, "called")
        case FieldIs("quoted", name):
            return _name(name, "speaking")
        case FieldIs("place", place):
            row = place_words(place).split()
            return _in_a_row(row, "place_words") if row else NOTHING
        case FieldIs(field, held):
            return {"term": {field: value(held)}}
        case Role(text):
            return all_of([_any(_met(word, ROLES, (ROLES,), ranked=False)) for word in words(text)])
        case NumberIs(running, sign, year):
            return _number(running, sign, year)
        case Published(period):
            return {"range": {"day": _bounds(period)}}
        case Changed(period):
            return {"range": {"changed": _bounds(period)}}
        case Mentions(period):
            return _mentions(period)
        case _:
            raise TypeError(f"no leaf of a query: {node}")


def _number(running: int, sign: str | None, year: int | None) -> Clause:
    if abs(running) > _LARGEST or abs(year or 0) > _LARGEST:
        return NOTHING
    wanted: dict[str, Any] = {"running": running, "sign": sign, "year": year}
    return all_of([{"term": {field: held}} for field, held in wanted.items() if held is not None])


def _mentions(period: Period) -> Clause:
    bounds = _bounds(period)
    return _any(
        [
            {"range": {"mentioned_short": {**bounds, "relation": "intersects"}}},
            {"range": {"mentioned_long": {**bounds, "relation": "within"}}},
            {"range": {"mentioned_edge": bounds}},
        ]
    )


def _bounds(period: Period) -> dict[str, int]:
    first = {"gte": period.start.toordinal()} if period.start else {}
    return first | ({"lte": period.end.toordinal()} if period.end else {})
