"""Fingerprints of passages that several of the releases a request finds have, by the releases that have them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from search.engines.opensearch.queries import Clause
from search.engines.opensearch.searching import found_by
from search.errors import TooManyToCompare
from search.model import Request, SharedPrints, first_and_newest

Ask = Callable[[dict[str, Any]], dict[str, Any]]

# Of more releases fingerprints are not compared: a cluster has no list of those that several have, and each is asked
# for.
MOST_COMPARED = 20_000
_AT_ONCE = 2_000


def repeated(ask: Ask, request: Request, limit: int) -> tuple[SharedPrints, ...]:
    """See search.engine.Engine; raises TooManyToCompare for more than MOST_COMPARED releases."""
    query = found_by(request.query, request.filters)
    total = ask({"query": query, "size": 0, "track_total_hits": True})["hits"]["total"]["value"]
    if total > MOST_COMPARED:
        raise TooManyToCompare(found=total, most=MOST_COMPARED)
    having: defaultdict[int, list[int]] = defaultdict(list)
    for record, prints in _by_date(ask, query):
        for fingerprint in prints:
            having[fingerprint].append(record)
    shared: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for fingerprint, records in having.items():
        if len(records) > 1:
            shared[tuple(records)].append(fingerprint)
    groups = [
        SharedPrints(len(records), first_and_newest(records), tuple(sorted(prints)))
        for records, prints in shared.items()
    ]
    groups.sort(key=lambda group: (-group.total, -len(group.prints), group.prints))
    return tuple(groups[:limit])


def _by_date(ask: Ask, query: Clause) -> Iterator[tuple[int, list[int]]]:
    """The releases found, the earliest first, those without a date last, each with its fingerprints."""
    body: dict[str, Any] = {
        "query": query,
        "size": _AT_ONCE,
        "sort": [{"day": {"order": "asc", "missing": date.max.toordinal()}}, {"record": "asc"}],
        "docvalue_fields": ["print"],
        "_source": False,
    }
    while True:
        hits = ask(body)["hits"]["hits"]
        for hit in hits:
            yield hit["sort"][1], hit.get("fields", {}).get("print", [])
        if len(hits) < _AT_ONCE:
            return
        body["search_after"] = hits[-1]["sort"]
