"""A request as OpenSearch is asked it, and its answer read."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from search.engines.opensearch.queries import (
    Clause,
    all_of,
    first_of,
    narrowed,
    query_of,
    required,
)
from search.model import FacetCount, Filters, Found, Histogram, Request, Sort, Span, span_of
from search.query import Node, asks_earlier

# A cluster pages so far by itself (index.max_result_window); what lies deeper is walked to.
DEEPEST = 10_000
# More than any score, and the name of what has it.
_FIRST, _FIRST_NAME = 1024.0, "first"
# So many values of a facet each shard tells at least: rare ones may be counted too low else.
_LEAST_TOLD, _TIMES_TOLD = 2_000, 10
# More months than any archive has, and more days than a histogram shows.
_MOST_MONTHS, _MOST_DAYS = 12_000, 100

_BY_RECORD: dict[str, Any] = {"record": "desc"}
_NEWEST: list[Any] = [{"day": {"order": "desc", "missing": "_last"}}, _BY_RECORD]
_ORDERS: dict[Sort, list[Any]] = {
    Sort.RELEVANCE: ["_score", *_NEWEST],
    Sort.NEWEST: _NEWEST,
    Sort.OLDEST: [{"day": {"order": "asc", "missing": "_last"}}, _BY_RECORD],
    Sort.ARRIVED: [_BY_RECORD],
}


def found_by(query: Node, filters: Filters) -> Clause:
    """What a request finds, without order."""
    return all_of([query_of(query), *required(filters), *narrowed(filters).values()])


def body_of(request: Request) -> dict[str, Any]:
    """The body of a search, without its page."""
    query = query_of(request.query)
    if request.sort is Sort.RELEVANCE and request.first is not None:
        earlier = asks_earlier(request.query)
        lift = first_of(request.first, earlier=earlier, boost=_FIRST, name=_FIRST_NAME)
        query = {"bool": {"must": [query], "should": [lift]}}
    if held := required(request.filters):
        query = {"bool": {"must": [query], "filter": held}}
    filters = narrowed(request.filters)
    body: dict[str, Any] = {
        "query": query,
        "track_total_hits": True,
        "_source": False,
        "stored_fields": "_none_",
        "sort": _ORDERS[request.sort],
        "aggs": _counts(request, filters),
    }
    return body | ({"post_filter": all_of(list(filters.values()))} if filters else {})


def _counts(request: Request, filters: Mapping[str, Clause]) -> dict[str, Any]:
    """What is counted: each facet as if its own filter were not set, and the days of the hits."""
    counts: dict[str, Any] = {}
    for facet in request.facets:
        # Years are counted by their months.
        field = "month" if facet == "year" else facet
        counts[field] = _all_but(filters, own_filter(facet), _values(field, request.values))
    if request.filters.published:
        undated = {"filter": {"bool": {"must_not": [{"exists": {"field": "day"}}]}}}
        counts["undated"] = _all_but(filters, "published", undated)
    if request.facets:
        bars = {
            "first": {"min": {"field": "day"}},
            "last": {"max": {"field": "day"}},
            "days": {"terms": {"field": "day", "size": _MOST_DAYS, "shard_size": _MOST_DAYS}},
            "months": _values("month", 0),
        }
        counts["hits"] = {"filter": all_of(list(filters.values())), "aggs": bars}
    return counts


def _all_but(filters: Mapping[str, Clause], name: str, counted: dict[str, Any]) -> dict[str, Any]:
    others = [clause for own, clause in filters.items() if own != name]
    return {"filter": all_of(others), "aggs": {"counted": counted}}


def _values(field: str, most: int) -> dict[str, Any]:
    if field == "month":
        return {"terms": {"field": field, "size": _MOST_MONTHS, "shard_size": _MOST_MONTHS}}
    return {"terms": {"field": field, "size": most, "shard_size": max(_LEAST_TOLD, _TIMES_TOLD * most)}}


def own_filter(facet: str) -> str:
    """The filter that a facet is counted without."""
    return "published" if facet in ("year", "month") else facet


def answer_of(request: Request, answer: Mapping[str, Any], hits: list[Mapping[str, Any]]) -> Found:
    """What a cluster answered, with the hits of the page asked for."""
    counts = answer.get("aggregations", {})
    undated = counts["undated"]["counted"]["doc_count"] if "undated" in counts else 0
    told = {facet: counts["month" if facet == "year" else facet]["counted"] for facet in request.facets}
    return Found(
        ids=tuple(hit["sort"][-1] for hit in hits),
        scores=tuple(_score(hit, request.sort) for hit in hits),
        total=answer["hits"]["total"]["value"],
        undated=undated,
        facets={facet: _facet(one, facet, request.values) for facet, one in told.items()},
        uncounted={
            facet: most for facet, one in told.items() if (most := one["doc_count_error_upper_bound"])
        },
        histogram=_histogram(counts["hits"]) if request.facets else Histogram(),
    )


def _score(hit: Mapping[str, Any], sort: Sort) -> float:
    if sort is not Sort.RELEVANCE:
        return 0.0
    score: float = hit["sort"][0]
    return score - (_FIRST if _FIRST_NAME in hit.get("matched_queries", ()) else 0)


def _facet(counted: Mapping[str, Any], facet: str, most: int) -> tuple[FacetCount, ...]:
    if facet == "month":
        most = _MOST_MONTHS
    counts: Counter[str] = Counter()
    for bucket in counted["buckets"]:
        counts[bucket["key"][:4] if facet == "year" else bucket["key"]] += bucket["doc_count"]
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    kept = ranked if facet == "year" else ranked[:most]
    return tuple(FacetCount(value, count) for value, count in kept)


def _histogram(counted: Mapping[str, Any]) -> Histogram:
    if counted["first"]["value"] is None:
        return Histogram()
    first, last = (date.fromordinal(int(counted[end]["value"])) for end in ("first", "last"))
    span = span_of(first, last)
    bars: Counter[date] = Counter()
    for bucket in counted["days" if span is Span.DAY else "months"]["buckets"]:
        bars[_bar(bucket["key"], span)] += bucket["doc_count"]
    return Histogram(span, tuple(sorted(bars.items())))


def _bar(key: Any, span: Span) -> date:
    """The first day of the bar of a day by its number, or of a month."""
    if span is Span.DAY:
        return date.fromordinal(int(key))
    month = date.fromisoformat(f"{key}-01")
    return month.replace(month=1) if span is Span.YEAR else month
