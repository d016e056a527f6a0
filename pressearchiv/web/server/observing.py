"""What is known of each request when it is over: its surface, how it ended, how long it took; never who asked."""

import logging
import time
from collections.abc import Callable

from pressearchiv.logs import note
from pressearchiv.web.server.middleware import App, Message, Receive, Scope, Send
from pressearchiv.web.shared.links import PAGE_PATHS

_LOG = logging.getLogger("pressearchiv")
_METHODS = frozenset({"GET", "HEAD", "POST"})
# The first part of a path that is a surface of ours; any other is "other", so that nobody can make more of them.
_SURFACES = frozenset({*PAGE_PATHS.values(), *(
    "suche", "m", "api", "feed.atom", "export.csv", "export.json", "vergleich.csv", "aenderungen.atom", "assets",
    "opensearch.xml", "sitemap.xml", "robots.txt", "healthz", "metrics", "sprache", "impressum", "datenschutz",
    "anmelden", "abmelden", "abonnieren", "abo", "static", "_stcore",
)})  # fmt: skip
# Told of each request: method, surface, status, seconds.
Observer = Callable[[str, str, int, float], None]


def surface_of(path: str) -> str:
    """What of the site a path belongs to, out of a bounded number."""
    first = path.strip("/").split("/", 1)[0]
    if first not in _SURFACES:
        return "other"
    return first or "start"


def observed(app: App, observers: tuple[Observer, ...]) -> App:
    """The app, each of its answers told to the observers once it is sent."""

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await app(scope, receive, sent)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "other"
            for observer in observers:
                observer(method, surface_of(scope["path"]), status, time.perf_counter() - began)

    return watched


def logged(method: str, surface: str, status: int, seconds: float) -> None:
    """Write a line about a request."""
    if _LOG.isEnabledFor(logging.INFO):
        note(
            f"{method} {surface} {status} {seconds * 1000:.0f} ms",
            event="request",
            method=method,
            surface=surface,
            status=status,
            seconds=round(seconds, 4),
        )
