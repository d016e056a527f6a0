"""What Streamlit's one HTML page lacks: language, title, feed and search links, our script."""

import re
from collections.abc import Callable
from html import escape
from urllib.parse import parse_qs

from starlette.requests import Request, cookie_parser
from starlette.responses import Response

from language.messages import Language
from pressearchiv.web.server.middleware import App, Message, Receive, Scope, Send
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.language import language_of
from pressearchiv.web.shared.links import PAGE_PATHS, Links

# Streamlit's own files; everything else that it answers is the page.
_FILES = ("/_stcore", "/static", "/media", "/component")
_OF_STREAMLIT = ("/favicon.png", "/manifest.json")
_SCRIPTS = ("search.js", "place.js", "labels.js")
# So that the page comes as it is, and anew for each language.
_ASKED_FOR_PACKED = (b"accept-encoding", b"if-none-match", b"if-modified-since")
_OF_THE_FILE = (b"content-length", b"etag", b"last-modified", b"cache-control")


def only_pages(app: App, otherwise: Callable[[Request], Response]) -> App:
    """Streamlit's app for its own files and for our pages alone: it would answer any address with a page."""
    pages = {f"/{path}" for path in PAGE_PATHS.values()}

    async def bounded(scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        files = path.startswith(_FILES) or "/_stcore/" in path or path in _OF_STREAMLIT
        if scope["type"] != "http" or files or path.rstrip("/") in pages or path == "/":
            await app(scope, receive, send)
            return
        await otherwise(Request(scope, receive))(scope, receive, send)

    return bounded


def html_head(app: App, links: Links, default: Language, *, index_persons: bool) -> App:
    """Streamlit's app with a page head of our own."""

    async def headed(scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or path.startswith(_FILES) or "." in path.rpartition("/")[2]:
            await app(scope, receive, send)
            return
        language = _language(scope, default)
        noindex = path.startswith("/person") and not index_persons
        inside = {
            **scope,
            "headers": [header for header in scope["headers"] if header[0] not in _ASKED_FOR_PACKED],
        }
        start: Message = {}
        body = b""

        async def collected(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            page = _headed(body, links, language, noindex=noindex)
            page = _without_script(page, links, language, path, scope.get("query_string", b""))
            headers = [header for header in start["headers"] if header[0].lower() not in _OF_THE_FILE]
            headers += [
                (b"content-length", str(len(page)).encode()),
                (b"cache-control", b"no-cache"),
                (b"vary", b"cookie"),
            ]
            await send({**start, "headers": headers})
            await send({"type": "http.response.body", "body": page})

        await app(inside, receive, collected)

    return headed


def _headed(page: bytes, links: Links, language: Language, *, noindex: bool) -> bytes:
    site = escape(messages.SITE.text(language))
    head = (
        f"<title>{site}</title>"
        f'<meta name="description" content="{escape(messages.DESCRIPTION.text(language))}">'
        + ('<meta name="robots" content="noindex">' if noindex else "")
        + f'<link rel="search" type="application/opensearchdescription+xml" title="{site}" '
        f'href="{escape(links.to("/opensearch.xml"))}">'
        f'<link rel="alternate" type="application/atom+xml" title="{escape(messages.NEWEST.text(language))}" '
        f'href="{escape(links.to("/feed.atom"))}">'
        + "".join(
            f'<script src="{escape(links.to(f"/assets/{script}"))}" data-root="{escape(links.root)}" defer></script>'
            for script in _SCRIPTS
        )
    )
    page = re.sub(rb'<html lang="[^"]*"', f'<html lang="{language}"'.encode(), page, count=1)
    page = re.sub(
        rb"<script>.*?</script>", b"", page, count=1, flags=re.DOTALL
    )  # the policy forbids it anyway
    return re.sub(rb"<title>[^<]*</title>", lambda _: head.encode(), page, count=1)


def _without_script(page: bytes, links: Links, language: Language, path: str, query: bytes) -> bytes:
    """The page with a way on for browsers that run no script: to the plain search, or to the permalink of a release."""
    asked = query.decode("latin-1")
    there = links.to("/suche")
    if path == "/":
        there = f"{there}?{asked}" if asked else there
    elif path == "/meldung" and (record := parse_qs(asked).get("id", [""])[0]).isdecimal():
        there = links.to(f"/m/id/{record}")
    leads_on = (
        f'<noscript><meta http-equiv="refresh" content="0; url={escape(there)}"></noscript>'
        if path in ("/", "/meldung")
        else ""
    )
    said = f'{escape(messages.NEEDS_SCRIPT.text(language))} <a href="{escape(there)}">{escape(there)}</a>'
    page = re.sub(
        rb"<noscript>.*?</noscript>",
        lambda _: f"<noscript><p>{said}</p></noscript>".encode(),
        page,
        count=1,
        flags=re.DOTALL,
    )
    return page.replace(b"</head>", f"{leads_on}</head>".encode(), 1)


def _language(scope: Scope, default: Language) -> Language:
    held = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"), "")
    return language_of(cookie_parser(held), default)
