"""What a word, a beginning or a release leads to: suggestions, completions, related releases."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from rapidfuzz.distance import Levenshtein

from language.german.common import COMMON_WORDS
from language.german.tokens import exactly, fold
from search.document import TEXTS, Document
from search.engines.opensearch.fields import GROUPS
from search.engines.opensearch.queries import Clause
from search.engines.opensearch.wording import SPELT_AS, coded, prints_of, rows_of
from search.model import Completion, Related
from search.query import edits_allowed

Ask = Callable[[dict[str, Any]], dict[str, Any]]

# So many words are looked at for each that is suggested, and as many times as many as are wanted for a beginning.
_LIKELY, _TIMES = 100, 4
# Beginnings of words are completed from so many releases of each shard; how many have the word is then counted in all.
_SAMPLE = 2_000
# A release is described by so many of its words; one that more of all releases have tells nothing of it.
_TELLING = 25
# Lucene takes so many clauses; longer releases ask several times.
_MOST_CLAUSES = 1_000


def suggest(ask: Ask, word: str, limit: int) -> tuple[str, ...]:
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
    found = ask({"size": 0, "suggest": {"near": {"text": coded(wanted), "term": near}}})["suggest"]["near"]
    likely = {
        option["text"]: distance
        for entry in found
        for option in entry["options"]
        if 0 < (distance := Levenshtein.distance(wanted, option["text"])) <= edits
    }
    spelt = _spelt(ask, list(likely))
    ranked = sorted((likely[one], -count, one) for one, (_, count) in spelt.items() if count)
    return tuple(spelt[one][0] for *_, one in ranked[:limit])


def complete(ask: Ask, beginning: str, limit: int) -> tuple[Completion, ...]:
    """See search.engine.Engine."""
    start = coded(fold(beginning)) if fold(beginning) else ""
    if not start:
        return ()
    begins = f"{_escaped(start)}[^{_escaped(SPELT_AS)}]*{_escaped(SPELT_AS)}.*"
    asked = {
        name: _sampled({"prefix": {field: start}}, by, begins, limit)
        for name, field, by in (("persons", "named", "person_by_word"), ("words", "exact", "spelt"))
    }
    found = ask({"size": 0, "aggs": asked})["aggregations"]
    likely = {
        name: list(dict.fromkeys(bucket["key"] for bucket in found[name]["sample"]["by"]["buckets"]))
        for name in asked
    }
    names = list(dict.fromkeys(key.partition(SPELT_AS)[2] for key in likely["persons"]))
    persons = sorted((-count, name) for name, count in _counted(ask, "person", names).items() if count)
    completed = [Completion("person", name, -count) for count, name in persons[:limit]]
    if len(completed) < limit:
        spelt = _spelt(ask, list(dict.fromkeys(key.partition(SPELT_AS)[0] for key in likely["words"])))
        words = sorted((-count, spelling) for spelling, count in spelt.values() if count)
        completed += [Completion("word", word, -count) for count, word in words[: limit - len(completed)]]
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


def _sampled(query: Clause, field: str, pattern: str, limit: int) -> dict[str, Any]:
    """The most frequent values of a field that look so, of some releases that a query finds."""
    values = {"field": field, "size": _TIMES * limit, "include": pattern, "execution_hint": "map"}
    return {
        "filter": query,
        "aggs": {"sample": {"sampler": {"shard_size": _SAMPLE}, "aggs": {"by": {"terms": values}}}},
    }


def _spelt(ask: Ask, exact: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Each word as it is spelt most often, and how many releases have it."""
    if not exact:
        return {}
    wanted = {
        str(number): _sampled({"term": {"exact": one}}, "spelt", f"{_escaped(one + SPELT_AS)}.*", 1)
        for number, one in enumerate(exact)
    }
    found = ask({"size": 0, "aggs": wanted})["aggregations"]
    spelt = {}
    for number, one in enumerate(exact):
        answer = found[str(number)]
        buckets = answer["sample"]["by"]["buckets"]
        spelling = buckets[0]["key"].partition(SPELT_AS)[2] if buckets else one
        spelt[one] = spelling, answer["doc_count"]
    return spelt


def _counted(ask: Ask, field: str, values: Sequence[str]) -> dict[str, int]:
    if not values:
        return {}
    wanted = {str(number): {"filter": {"term": {field: one}}} for number, one in enumerate(values)}
    found = ask({"size": 0, "aggs": wanted})["aggregations"]
    return {one: found[str(number)]["doc_count"] for number, one in enumerate(values)}


def _escaped(text: str) -> str:
    """A text as Lucene's regular expressions take it literally."""
    return re.sub(r'([.?+*|{}\[\]()"\\#@&<>~^$-])', r"\\\1", text)
