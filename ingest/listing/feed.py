"""RSS and Atom feeds → links."""

import io
import re
import sys
from collections import Counter

from archive.identity import absolute_address, canonical_address
from archive.model import Capture
from ingest.errors import ListUnreadable
from ingest.listing.days import without_day
from ingest.listing.model import Link, ListPage
from ingest.machine_dates import machine_moment
from ingest.page import whole
from ingest.structured import MOST_CATEGORIES

_LONGEST_CATEGORY = 100
# A character by its number, however long that is written; the last character there is has so many digits.
_MOST_DIGITS = 7
_REFERENCE = re.compile(rb"&#([xX][0-9a-fA-F]+|[0-9]+);")


def read_feed(capture: Capture) -> ListPage:
    """The entries of an RSS (0.9x to 2.0, RDF) or Atom feed, and the next page it names (RFC 5005).

    An entry's address is its `link`, or its `guid` where the link is missing or only leads to the list. A day that
    some systems print before the title is one of an event as often as of publication: it dates nothing.

    Raises ListUnreadable for one at which the parser gives up.
    """
    import feedparser  # slow to load, and only feeds need it

    try:
        feed = feedparser.parse(
            io.BytesIO(_readable(capture.body)), response_headers={"content-type": capture.content_type}
        )
    except Exception as error:  # it promises to raise nothing, and does
        reason = f"{type(error).__name__}: {error}"
        raise ListUnreadable(place=capture.url, reason=reason) from error
    home = absolute_address(capture.final_url, feed.feed.get("link", "") or "/")
    times = Counter(entry.get("link", "") for entry in feed.entries)
    found = []
    for entry in feed.entries:
        link, guid = entry.get("link", ""), entry.get("id", "")
        useless = not link or times[link] > 1 or canonical_address(link) == home
        chosen = guid if useless and canonical_address(guid) else link
        url = absolute_address(capture.final_url, chosen) if chosen else None
        # Looked up as a plain dict: feedparser warns of its own mapping from the one to the other. The days it reads
        # itself are not taken: it makes one of 2026/04/20 and of 1776672000 too.
        published = machine_moment(str(dict.get(entry, "published") or dict.get(entry, "updated") or ""))[0]
        if url:
            full = next((str(part.get("value", "")) for part in entry.get("content", ())), "")
            filed = (whole(" ".join(str(tag.get("term") or "").split())) for tag in entry.get("tags", ()))
            found.append(
                Link(
                    url=url,
                    title=without_day(str(entry.get("title", ""))),
                    published=published,
                    html=full,
                    categories=tuple(dict.fromkeys(label[:_LONGEST_CATEGORY] for label in filed if label))[
                        :MOST_CATEGORIES
                    ],
                )
            )
    following = (link.get("href") for link in feed.feed.get("links", ()) if link.get("rel") == "next")
    addresses = (absolute_address(capture.final_url, href) for href in following if href)
    return ListPage(
        url=capture.url, links=tuple(found), following=tuple(address for address in addresses if address)
    )


def _readable(body: bytes) -> bytes:
    """A feed without references to characters that do not exist (&#x110000;), at which parsers give up."""
    return _REFERENCE.sub(lambda match: match[0] if _exists(match[1]) else b"&#xFFFD;", body)


def _exists(figures: bytes) -> bool:
    digits = figures.lstrip(b"xX").lstrip(b"0") or b"0"
    if len(digits) > _MOST_DIGITS:
        return False
    code = int(digits, 16 if figures[:1] in b"xX" else 10)
    return code <= sys.maxunicode and not 0xD800 <= code <= 0xDFFF
