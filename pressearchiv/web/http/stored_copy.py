"""The stored page of a version to look at: without scripts, pictures and styles, asking nobody for anything.

Two walls: the markup is cleaned to what text is made of, and the answer bears a policy of its own under which a
browser would run and fetch nothing even so (Content Security Policy Level 3, `sandbox` and `default-src 'none'`).
"""

from urllib.parse import urljoin

import nh3
from bs4 import UnicodeDammit
from markupsafe import Markup
from starlette.responses import Response

from archive.errors import ArchiveError, CaptureErased
from archive.model import Capture, Record, Version
from pressearchiv.web.http.render import page
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.citation import SHOWN_TYPES, moment_and_hour, permanent
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import safe_link

# What is longer is not shown, in bytes; the WARC record holds all of it.
_LONGEST = 5_000_000
_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-downloads; default-src 'none'; style-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {"content-security-policy": _POLICY, "x-robots-tag": "noindex"}
_TAGS = frozenset(
    """a abbr article aside b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
    figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark nav ol p pre q s samp section small span strong sub
    summary sup table tbody td tfoot th thead time tr u ul var""".split()
)
_DROPPED_WHOLE = {
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "math",
    "title",
    "select",
}


def stored_copy(context: AppContext, record: Record, version: Version) -> Response | None:
    """The copy of a version that may be shown; None where there is none to look at."""
    if version.capture_id is None or not context.archive.capture_info(version.capture_id).public:
        return None
    try:
        capture = context.archive.capture(version.capture_id)
    except CaptureErased:
        return None
    except ArchiveError as error:
        return _notice(context, 500, error.text(context.language))
    shown = _shown(capture)
    if shown is None:
        return _notice(context, 200, context.text(messages.COPY_NOT_SHOWN, kind=capture.content_type[:100]))
    return page(
        context,
        "copy.html",
        headers=_HEADERS,
        title=version.headline,
        fetched=moment_and_hour(capture.fetched_at),
        address=safe_link(capture.final_url),
        digest=capture.digest,
        release=permanent(context, record, version),
        warc=context.links.capture(record.id, version.number),
        shown=shown,
    )


def _notice(context: AppContext, status: int, said: str) -> Response:
    return page(context, "notice.html", status=status, title=said, lines=(), choices=())


def _shown(capture: Capture) -> Markup | None:
    kind, _, parameters = capture.content_type.partition(";")
    if kind.strip().lower() not in SHOWN_TYPES or len(capture.body) > _LONGEST:
        return None
    stated = parameters.partition("charset=")[2].strip(" \"'")
    decoded = UnicodeDammit(capture.body, known_definite_encodings=[stated] if stated else [], is_html=True)
    text = decoded.unicode_markup or ""
    if kind.strip().lower() == "text/plain":
        return Markup("<pre>{}</pre>").format(text)
    return Markup(_cleaned(text, capture.final_url))  # noqa: S704 cleaned of all but harmless markup


def _cleaned(page_text: str, address: str) -> str:
    def attribute(tag: str, name: str, value: str) -> str | None:
        if (tag, name) == ("a", "href"):
            return safe_link(_joined(address, value))
        return value

    return nh3.clean(
        page_text,
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED_WHOLE),
        attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        attribute_filter=attribute,
        link_rel="noopener noreferrer nofollow",
        url_schemes={"http", "https"},
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def _joined(address: str, link: str) -> str:
    try:
        return urljoin(address, link)
    except ValueError:  # an address with half a pair of brackets
        return ""
