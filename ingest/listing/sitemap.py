"""Sitemaps and indexes of sitemaps → links."""

import gzip
import io
import re
import zlib

from lxml import etree

from archive.identity import absolute_address
from archive.model import Capture
from ingest.errors import ListUnreadable
from ingest.listing.model import Link, ListPage

# A packed sitemap may unpack to so many bytes; the protocol (sitemaps.org) allows 50 MB.
_MOST_UNPACKED = 52_428_800
# An ampersand that nobody escaped, as in ?id=5&art=2: parsers drop it with the word behind it.
_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)")


def read_sitemap(capture: Capture) -> ListPage:
    """The pages of a sitemap, or the sitemaps of a sitemap index (sitemaps.org, protocol 0.9).

    Raises ListUnreadable for what is no XML, or unpacks to more than the protocol allows.
    """
    body = _BARE_AMPERSAND.sub(b"&amp;", _unpacked(capture))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
        if root is None:
            raise ListUnreadable(place=capture.url, reason="XML")
        return _page(capture, root)
    # Half a character beyond the first 65,536, written as a number, is found where the text is asked for.
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ListUnreadable(place=capture.url, reason=str(error)) from error


def _page(capture: Capture, root: etree._Element) -> ListPage:
    links, following = [], []
    for entry in root:
        if not isinstance(entry.tag, str):
            continue
        kind = _local(entry)
        where = next((child.text for child in entry if _local(child) == "loc"), None)
        url = absolute_address(capture.final_url, where.strip()) if where else None
        if url and kind == "sitemap":
            following.append(url)
        elif url and kind == "url":
            links.append(Link(url=url))
    return ListPage(url=capture.url, links=tuple(links), following=tuple(following))


def _local(element: etree._Element) -> str:
    """The name of an element without its namespace, which may be none that XML allows."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _unpacked(capture: Capture) -> bytes:
    if not capture.body.startswith(b"\x1f\x8b"):
        return capture.body
    try:
        with gzip.open(io.BytesIO(capture.body)) as packed:
            body = packed.read(_MOST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ListUnreadable(place=capture.url, reason=str(error)) from error
    if len(body) > _MOST_UNPACKED:
        raise ListUnreadable(place=capture.url, reason=f"> {_MOST_UNPACKED} bytes")
    return body
