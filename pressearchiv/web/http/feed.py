"""Any search as an Atom feed (RFC 4287), in the order in which releases came in, the newest first."""

from dataclasses import replace
from datetime import UTC, datetime, time

from lxml import etree
from starlette.requests import Request
from starlette.responses import Response

from pressearchiv.web.http.atom import answer, element, feed_of, link
from pressearchiv.web.http.permalinks import not_searched, not_understood, spoken
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from search.errors import SearchError
from search.model import Hit, Sort
from search.params import PARAMETERS, decode

_ENTRIES = 50


def feed(context: AppContext, request: Request) -> Response:
    """The feed of the search that the parameters state; 400 for a query that cannot be understood."""
    context = spoken(context, request)
    search, bad = decode({name: request.query_params.getlist(name) for name in PARAMETERS})
    if bad:
        return not_understood(context, bad)
    search = replace(search, page=1, size=_ENTRIES, sort=Sort.ARRIVED)
    try:
        found = context.find(search)
    except SearchError as error:
        return not_searched(context, error)
    asked = search.text.strip() or context.text(messages.NEWEST)
    root = feed_of(
        # As it was while feeds were in the order of publication: a reader knows the feed again by it (RFC 4287, 4.2.6).
        identity=context.links.absolute_search(replace(search, sort=Sort.NEWEST), "/feed.atom"),
        title=f"{context.text(messages.SITE)}: {asked}",
        itself=context.links.absolute_search(replace(search, sort=None), "/feed.atom"),
        page=context.links.absolute_search(search),
        updated=max((_changed(hit) for hit in found.hits), default=datetime(1970, 1, 1, tzinfo=UTC)),
    )
    names = context.archive.city_names()
    for hit in found.hits:
        _entry(root, context, hit, names.get(hit.record.city, hit.record.city))
    return answer(root)


def _entry(root: etree._Element, context: AppContext, hit: Hit, publisher: str) -> None:
    entry = element(root, "entry")
    # The address by id stays even where a number turns out to be double.
    element(entry, "id", context.links.absolute(f"/m/id/{hit.record.id}"))
    element(entry, "title", hit.version.headline)
    link(entry, "alternate", context.links.absolute(hit.permalink))
    if hit.published:
        element(entry, "published", datetime.combine(hit.published, time(), UTC).isoformat())
    element(entry, "updated", _changed(hit).isoformat())
    element(element(entry, "author"), "name", publisher)
    element(entry, "summary", hit.snippet.text)
    for topic in hit.version.reading.topics:
        element(entry, "category").set("term", topic.key)


def _changed(hit: Hit) -> datetime:
    return max(hit.version.recorded_at, hit.record.withdrawn_at or hit.version.recorded_at)
