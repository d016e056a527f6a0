"""Edits and withdrawals as an Atom feed (RFC 4287), by when they were noticed, the newest first."""

from datetime import UTC, datetime

from lxml import etree
from starlette.requests import Request
from starlette.responses import Response

from archive.model import EventKind
from pressearchiv.web.http.atom import answer, element, feed_of, link
from pressearchiv.web.http.permalinks import not_understood, spoken
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.noticed import ToldChange, told
from search.params import PARAMETERS, decode

_ENTRIES = 50


def noticed_feed(context: AppContext, request: Request) -> Response:
    """The newest changes that the parameters ask for; 400 for one that cannot be understood."""
    context = spoken(context, request)
    search, bad = decode({name: request.query_params.getlist(name) for name in PARAMETERS})
    if bad:
        return not_understood(context, bad)
    found = told(context, search, _ENTRIES)
    address = context.links.absolute_search(search, "/aenderungen.atom")
    root = feed_of(
        identity=address,
        title=f"{context.text(messages.SITE)}: {context.text(messages.CHANGES_PAGE)}",
        itself=address,
        page=context.links.absolute_search(search, "/aenderungen"),
        updated=max((one.noticed.at for one in found), default=datetime(1970, 1, 1, tzinfo=UTC)),
    )
    for one in found:
        _entry(root, context, one)
    return answer(root)


def _entry(root: etree._Element, context: AppContext, one: ToldChange) -> None:
    record, version = one.noticed.record, one.noticed.version
    entry = element(root, "entry")
    release = context.links.absolute(f"/m/id/{record.id}")
    element(entry, "id", f"{release}#{one.noticed.seq}")
    element(entry, "title", f"{one.happened}: {version.headline}")
    edited = one.noticed.kind is EventKind.CHANGED
    link(entry, "alternate", f"{release}/v/{version.number}" if edited else release)
    element(entry, "updated", one.noticed.at.isoformat())
    element(element(entry, "author"), "name", context.source(record.city).name)
    element(entry, "summary", one.words)
