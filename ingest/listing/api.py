"""The REST API of WordPress → links."""

import json
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from archive.identity import absolute_address
from archive.model import Capture
from ingest.errors import ListUnreadable
from ingest.listing.model import Link, ListPage
from ingest.page import parse, text_of, whole


def read_api(capture: Capture) -> ListPage:
    """The posts of a WordPress REST API answer (`/wp-json/wp/v2/posts`), and the address of the next page.

    Raises ListUnreadable for an answer that is no list of posts.
    """
    try:
        posts = json.loads(capture.body)
        if not isinstance(posts, list):
            raise TypeError(type(posts).__name__)
        links = tuple(link for post in posts if (link := _post(post, capture.final_url)))
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ListUnreadable(place=capture.url, reason=f"JSON: {error}") from error
    parts = urlsplit(capture.url)
    query = dict(parse_qsl(parts.query))
    page = int(query.get("page", "1")) if query.get("page", "1").isdecimal() else 1
    pages = capture.header("x-wp-totalpages") or "0"
    more = page < int(pages) if pages.isdecimal() else False
    following = urlunsplit(parts._replace(query=urlencode({**query, "page": page + 1})))
    return ListPage(url=capture.url, links=links, following=(following,) if more else ())


def _post(post: dict[str, object], base: str) -> Link | None:
    url = absolute_address(base, whole(str(post.get("link") or "")))
    title = post.get("title")
    rendered = title.get("rendered", "") if isinstance(title, dict) else title
    try:
        published = date.fromisoformat(str(post.get("date"))[:10])
    except ValueError:
        published = None
    if not url:
        return None
    content = post.get("content")
    full = whole(str(content.get("rendered") or "")) if isinstance(content, dict) else ""
    return Link(
        url=url, title=text_of(parse(whole(str(rendered or "")).encode())), published=published, html=full
    )
