"""What a word, a beginning or a release leads to: suggestions, completions, related releases."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from rapidfuzz.distance import Levenshtein

from language.german.common import COMMON_WORDS
from language.german.tokens import exactly, fold
from search.document import TEXTS, Document
from search.engines.opensearch.fields import GROUPS, spelt_field
from search.engines.opensearch.queries import Clause
from search.engines.opensearch.wording import SPELT_AS, coded, prints_of, rows_of
from search.model import Completion, Related
from search.query import edits_allowed

Ask = Callable[[dict[str, Any]], dict[str, Any]]
# Several searches in one request.
AskAll = Callable[[Sequence[dict[str, Any]]], Sequence[dict[str, Any]]]

# So many words are looked at for each that is suggested. Of a beginning, so many times as many spellings are drawn as
# are wanted, and so many times as many words are counted.
_LIKELY, _TIMES, _TIMES_COUNTED = 100, 4, 2
# Beginnings are completed from so many releases of each shard, drawn by lot, always the same of the same ones; how
# many have a word is then counted in all.
_SAMPLE, _LOT = 500, 1
# So many releases of each shard tell how a word is spelt most often.
_SPELLERS = 100
# A release is described by so many of its words; one that more of all releases have tells nothing of it.
_TELLING = 25
# Lucene takes so many clauses; longer releases ask several times.
_MOST_CLAUSES = 1_000


def suggest(ask: AskAll, word: str, limit: int) -> tuple[str, ...]:
    """See search.engine.Engine."""
    wanted = exactly(word)
    edits = max(1, edits_allowed(wanted))
    near = {
        "field": "exact",
        "analyzer": "keyword",
        "suggest_mode": "always",
        "max_edits": edits,
        "prefix_length": 1,
        "min_word_length": 1,
        "size": _LIKELY,
        "shard_size": 5 * _LIKELY,
        "accuracy": 0.01,
        "max_inspections": 1000,
        "string_distance": "levenshtein",
    }
    (answer,) = ask([{"size": 0, "suggest": {"near": {"text": coded(wanted), "term": near}}}])
    likely = {
        option["text"]: distance
        for entry in answer["suggest"]["near"]
        for option in entry["options"]
        if 0 < (distance := Levenshtein.distance(wanted, option["text"])) <= edits
    }
    spelt = _spelt(ask, list(likely))
    ranked = sorted((likely[one], -count, one) for one, (_, count) in spelt.items() if count)
    return tuple(spelt[one][0] for *_, one in ranked[:limit])


def complete(ask: AskAll, beginning: str, limit: int) -> tuple[Completion, ...]:
    """See search.engine.Engine."""
    start = coded(fold(beginning)) if fold(beginning) else ""
    if not start:
        return ()
    begins = f"{_escaped(start)}[^{_escaped(SPELT_AS)}]*{_escaped(SPELT_AS)}.*"
    fields = {"named": "person_by_word", "exact": spelt_field(start)}
    drawn = [
        _sampled(_by_lot({"prefix": {field: start}}), _SAMPLE, by, begins, _TIMES * limit)
        for field, by in fields.items()
    ]
    forms, words = ([key.split(SPELT_AS, 1) for key in _values(answer)] for answer in ask(drawn))
    likely = _TIMES_COUNTED * limit
    counted = _counted(ask, "person", list(dict.fromkeys(name for _, name in forms))[:likely])
    persons = sorted((-count, name) for name, count in counted.items() if count)
    completed = [Completion("person", name, -count) for count, name in persons[:limit]]
    if len(completed) < limit:
        spelt = _spelt(ask, list(dict.fromkeys(exact for exact, _ in words))[:likely])
        ranked = sorted((-count, spelling) for spelling, count in spelt.values() if count)
        completed += [Completion("word", word, -count) for count, word in ranked[: limit - len(completed)]]
    return tuple(completed)


def similar(ask: Ask, document: Document, limit: int) -> tuple[Related, ...]:
    """See search.engine.Engine."""
    stems = " ".join(
        coded(token.stem)
        for name in TEXTS
        for token in document.tokens[name]
        if token.exact not in COMMON_WORDS and not token.exact.isdigit()
    )
    like = {
        "min_term_freq": 1,
        "min_doc_freq": 2,
        "max_query_terms": _TELLING,
        "minimum_should_match": 1,
        "boost_terms": 1,
    }
    fields = [f"stem_{group}" for group in GROUPS]
    alike = [{"more_like_this": {"fields": [field], "like": stems, **like}} for field in fields]
    return _related(ask, {"bool": {"should": alike}}, document.id, limit)


def sharing(ask: Ask, document: Document, limit: int) -> tuple[Related, ...]:
    """See search.engine.Engine."""
    prints = prints_of(rows_of(document))
    weights: dict[int, float] = {}
    for first in range(0, len(prints), _MOST_CLAUSES):
        some = prints[first : first + _MOST_CLAUSES]
        one_each = [{"constant_score": {"filter": {"term": {"print": one}}}} for one in some]
        most = limit if len(prints) <= _MOST_CLAUSES else _MOST_CLAUSES
        for related in _related(ask, {"bool": {"should": one_each}}, document.id, most):
            weights[related.id] = weights.get(related.id, 0) + related.weight
    nearest = sorted((-weight, -record) for record, weight in weights.items())[:limit]
    return tuple(Related(-record, -weight) for weight, record in nearest)


def _related(ask: Ask, query: Clause, own: int, limit: int) -> tuple[Related, ...]:
    others = {"bool": {"must": [query], "must_not": [{"term": {"record": own}}]}}
    body = {"query": others, "size": limit, "sort": ["_score", {"record": "desc"}], "_source": False}
    return tuple(Related(hit["sort"][1], hit["sort"][0]) for hit in ask(body)["hits"]["hits"])


def _by_lot(query: Clause) -> Clause:
    """The same releases in an order that has nothing to do with their age."""
    lot = {"seed": _LOT, "field": "record"}
    return {"function_score": {"query": query, "random_score": lot, "boost_mode": "replace"}}


def _sampled(query: Clause, most: int, field: str, pattern: str, values: int) -> dict[str, Any]:
    """The most frequent values of a field that look so, of some releases that a query finds."""
    told = {"terms": {"field": field, "size": values, "include": pattern, "execution_hint": "map"}}
    sample = {"sampler": {"shard_size": most}, "aggs": {"by": told}}
    return {"size": 0, "track_total_hits": True, "query": query, "aggs": {"sample": sample}}


def _values(answer: dict[str, Any]) -> list[str]:
    """The values of such a sample."""
    return [bucket["key"] for bucket in answer["aggregations"]["sample"]["by"]["buckets"]]


def _spelt(ask: AskAll, exact: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Each word as it is spelt most often, and how many releases have it."""
    answers = ask(
        [
            _sampled(_having("exact", one), _SPELLERS, spelt_field(one), f"{_escaped(one + SPELT_AS)}.*", 1)
            for one in exact
        ]
    )
    return {
        one: (values[0].partition(SPELT_AS)[2] if (values := _values(answer)) else one, _total(answer))
        for one, answer in zip(exact, answers, strict=True)
    }


def _counted(ask: AskAll, field: str, values: Sequence[str]) -> dict[str, int]:
    answers = ask([{"size": 0, "track_total_hits": True, "query": _having(field, one)} for one in values])
    return dict(zip(values, map(_total, answers), strict=True))


def _having(field: str, value: str) -> Clause:
    return {"constant_score": {"filter": {"term": {field: value}}}}


def _total(answer: dict[str, Any]) -> int:
    return int(answer["hits"]["total"]["value"])


def _escaped(text: str) -> str:
    """A text as Lucene's regular expressions take it literally."""
    return re.sub(r'([.?+*|{}\[\]()"\\#@&<>~^$-])', r"\\\1", text)
