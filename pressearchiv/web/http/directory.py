"""What machines ask a site for: how to search it, what it holds, what they may ask, whether it is well."""

from datetime import UTC, datetime

from lxml import etree
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from pressearchiv.last_check import last_check
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from search.permalink import permalink

_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The sitemap protocol allows 50,000 addresses a file.
_ADDRESSES = 20_000


def opensearch(context: AppContext, request: Request) -> Response:
    """How browsers search here (OpenSearch 1.1)."""
    root = etree.Element(f"{{{_OPENSEARCH}}}OpenSearchDescription", nsmap={None: _OPENSEARCH})
    for name, said in (
        ("ShortName", context.text(messages.SITE)),
        ("Description", context.text(messages.DESCRIPTION)),
        ("InputEncoding", "UTF-8"),
        ("Language", "de"),
    ):
        etree.SubElement(root, f"{{{_OPENSEARCH}}}{name}").text = said
    for media_type, path in (("text/html", "/"), ("application/atom+xml", "/feed.atom")):
        url = etree.SubElement(root, f"{{{_OPENSEARCH}}}Url")
        url.set("type", media_type)
        url.set("template", context.links.absolute(path) + "?q={searchTerms}")
    return _xml(root, "application/opensearchdescription+xml")


def sitemap(context: AppContext, request: Request) -> Response:
    """The files that list all releases (sitemaps.org, index)."""
    root = etree.Element(f"{{{_SITEMAP}}}sitemapindex", nsmap={None: _SITEMAP})
    for after in range(0, max(context.archive.last_id(), 1), _ADDRESSES):
        entry = etree.SubElement(root, f"{{{_SITEMAP}}}sitemap")
        etree.SubElement(entry, f"{{{_SITEMAP}}}loc").text = context.links.absolute(f"/sitemap-{after}.xml")
    return _xml(root, "application/xml")


def sitemap_from(context: AppContext, request: Request) -> Response:
    """The permanent addresses of the releases from an id on that may be shown (sitemaps.org)."""
    after = min(request.path_params["after"], context.archive.last_id())
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap={None: _SITEMAP})
    for entry in context.archive.shown_entries(after, _ADDRESSES, now=datetime.now(UTC)):
        if entry.id > after + _ADDRESSES:
            break
        url = etree.SubElement(root, f"{{{_SITEMAP}}}url")
        # By id: whether a number means one release alone is not asked for each of them.
        path = permalink(entry.id, entry.city, None, unique=False)
        etree.SubElement(url, f"{{{_SITEMAP}}}loc").text = context.links.absolute(path)
        etree.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = f"{entry.changed_at:%Y-%m-%d}"
    return _xml(root, "application/xml")


def robots(context: AppContext, request: Request) -> Response:
    """What crawlers may ask (RFC 9309): releases, not searches without end."""
    root = context.links.root
    lines = [
        "User-agent: *",
        f"Allow: {root}/m/",
        f"Disallow: {root}/api/",
        f"Disallow: {root}/export.",
        f"Disallow: {root}/_stcore/",
        f"Disallow: {root}/*?",
        f"Sitemap: {context.links.absolute('/sitemap.xml')}",
    ]
    return PlainTextResponse("\n".join(lines) + "\n")


def healthz(context: AppContext, request: Request) -> Response:
    """Whether this process can answer: 200, or 503 where the archive or the index cannot be read.

    What the last `check` found is told beside it.
    """
    behind = -1
    try:
        context.archive.check_in_place()
        context.engine.refresh()
        behind = context.archive.last_event() - context.engine.cursor
        well = True
    except Exception:  # noqa: BLE001 whatever it is, this process cannot answer
        well = False
    answer: dict[str, object] = {"status": "ok" if well else "failing", "behind": behind}
    if checked := last_check(context.config.data):
        answer["checked"] = {"at": checked.at.isoformat(), "done": checked.done, "faults": checked.faults}
    return JSONResponse(answer, status_code=200 if well else 503, headers={"cache-control": "no-store"})


def _xml(root: etree._Element, media_type: str) -> Response:
    return Response(etree.tostring(root, xml_declaration=True, encoding="utf-8"), media_type=media_type)
