"""Any search as an Atom feed (RFC 4287), in the order in which releases came in, the newest first."""

from dataclasses import replace
from datetime import UTC, datetime, time

from lxml import etree
from starlette.requests import Request
from starlette.responses import Response

from pressearchiv.web.http.permalinks import notice, spoken
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import without_controls
from search.errors import SearchError
from search.model import Hit, Sort
from search.params import PARAMETERS, Search, decode

_ATOM = "http://www.w3.org/2005/Atom"
_ENTRIES = 50


def feed(context: AppContext, request: Request) -> Response:
    """The feed of the search that the parameters state; 400 for a query that cannot be understood."""
    context = spoken(context, request)
    search, bad = decode({name: request.query_params.getlist(name) for name in PARAMETERS})
    if bad:
        return notice(
            context, 400, context.text(messages.BAD_SEARCH), *(error.text(context.language) for error in bad)
        )
    search = replace(search, page=1, size=_ENTRIES, sort=Sort.ARRIVED)
    try:
        found = context.find(search)
    except SearchError as error:
        return notice(context, 400, context.text(messages.BAD_SEARCH), error.text(context.language))
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "de")
    address = _address(context, replace(search, sort=None))
    page = context.links.public_url + context.links.search(search).removeprefix(context.links.root)
    asked = search.text.strip() or context.text(messages.NEWEST)
    # As it was while feeds were in the order of publication: a reader knows the feed again by it (RFC 4287, 4.2.6).
    _text(root, "id", _address(context, replace(search, sort=Sort.NEWEST)))
    _text(root, "title", f"{context.text(messages.SITE)}: {asked}")
    _link(root, "self", address)
    _link(root, "alternate", page)
    updated = max((_changed(hit) for hit in found.hits), default=datetime(1970, 1, 1, tzinfo=UTC))
    _text(root, "updated", updated.isoformat())
    names = context.archive.city_names()
    for hit in found.hits:
        _entry(root, context, hit, names.get(hit.record.city, hit.record.city))
    body = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return Response(
        body, media_type="application/atom+xml; charset=utf-8", headers={"cache-control": "max-age=300"}
    )


def _address(context: AppContext, search: Search) -> str:
    path = context.links.search(search, "/feed.atom").removeprefix(context.links.root)
    return context.links.public_url + path


def _entry(root: etree._Element, context: AppContext, hit: Hit, publisher: str) -> None:
    entry = etree.SubElement(root, f"{{{_ATOM}}}entry")
    # The address by id stays even where a number turns out to be double.
    _text(entry, "id", context.links.absolute(f"/m/id/{hit.record.id}"))
    _text(entry, "title", hit.version.release.title)
    _link(entry, "alternate", context.links.absolute(hit.permalink))
    if hit.published:
        _text(entry, "published", datetime.combine(hit.published, time(), UTC).isoformat())
    _text(entry, "updated", _changed(hit).isoformat())
    author = etree.SubElement(entry, f"{{{_ATOM}}}author")
    _text(author, "name", publisher)
    _text(entry, "summary", hit.snippet.text)
    for topic in hit.version.reading.topics:
        etree.SubElement(entry, f"{{{_ATOM}}}category").set("term", topic.key)


def _changed(hit: Hit) -> datetime:
    return max(hit.version.recorded_at, hit.record.withdrawn_at or hit.version.recorded_at)


def _text(parent: etree._Element, name: str, said: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = without_controls(said)


def _link(parent: etree._Element, relation: str, address: str) -> None:
    link = etree.SubElement(parent, f"{{{_ATOM}}}link")
    link.set("rel", relation)
    link.set("href", without_controls(address))
