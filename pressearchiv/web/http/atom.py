"""What every Atom feed is made of (RFC 4287)."""

from datetime import datetime

from lxml import etree
from starlette.responses import Response

from pressearchiv.web.shared.markup import without_controls

_ATOM = "http://www.w3.org/2005/Atom"


def feed_of(*, identity: str, title: str, itself: str, page: str, updated: datetime) -> etree._Element:
    """The feed without its entries."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "de")
    element(root, "id", identity)
    element(root, "title", title)
    link(root, "self", itself)
    link(root, "alternate", page)
    element(root, "updated", updated.isoformat())
    return root


def element(parent: etree._Element, name: str, said: str | None = None) -> etree._Element:
    """A new element, with text where there is some."""
    made = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    if said is not None:
        made.text = without_controls(said)
    return made


def link(parent: etree._Element, relation: str, address: str) -> None:
    """A link of this relation."""
    made = element(parent, "link")
    made.set("rel", relation)
    made.set("href", without_controls(address))


def answer(root: etree._Element) -> Response:
    """The feed, to be asked for again after five minutes at the earliest."""
    body = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    headers = {"cache-control": "max-age=300"}
    return Response(body, media_type="application/atom+xml; charset=utf-8", headers=headers)
