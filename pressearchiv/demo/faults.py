"""How a server misbehaves: each kind of bad answer that the site can give in the place of a page."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

_BOMB = 400 * 1024 * 1024


class Fault(StrEnum):
    """What a page is answered with instead."""

    BUSY = "429, come back never"
    UNAVAILABLE = "503"
    BROKEN = "500"
    FORBIDDEN = "403"
    DRIP = "a byte now and then"
    CUT_OFF = "fewer bytes than promised"
    WRONG_CHARSET = "windows-1252 that calls itself UTF-8"
    REDIRECT_LOOP = "a redirect to itself"
    REDIRECT_AWAY = "a redirect to another host"
    REDIRECT_INSIDE = "a redirect to a private address"
    REDIRECT_HOME = "a redirect to the front page"
    BOMB = "a few kilobytes that unpack to hundreds of megabytes"
    HUGE = "a page without end"
    LOGIN = "a login page"
    BOT_PAGE = "a test for humans"
    SOFT_404 = "200, and a page that says there is none"
    EMPTY = "200, and nothing"
    NESTED = "tags in tags in tags"
    NO_ARTICLE = "a page without headline and text"


async def answer(fault: Fault, request: Request, page: str) -> Response:
    """The bad answer; `page` is what a good one would have held."""
    return await _ANSWERS[fault](request, page)


async def _status(status: int, headers: dict[str, str] | None = None) -> Response:
    return Response("<h1>Bitte nicht so hastig</h1>", status, headers=headers, media_type="text/html")


async def _drip(request: Request, page: str) -> Response:
    async def drops() -> AsyncIterator[bytes]:
        while True:
            yield b"<!-- -->"
            await asyncio.sleep(0.05)

    return StreamingResponse(drops(), media_type="text/html")


async def _endless(request: Request, page: str) -> Response:
    async def pages() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield b"<p>und noch ein Absatz</p>" * 40_000

    return StreamingResponse(pages(), media_type="text/html")


class _Short(Response):
    """Breaks off in the middle of what its Content-Length has promised."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/html"), (b"content-length", str(len(self.body) * 2).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})


async def _cut_off(request: Request, page: str) -> Response:
    return _Short(page)


async def _bomb(request: Request, page: str) -> Response:
    packed = gzip.compress(b"0" * _BOMB, compresslevel=1)
    return Response(packed, media_type="text/html", headers={"Content-Encoding": "gzip"})


async def _html(text: str) -> Response:
    return HTMLResponse(text)


_LOGIN = (
    "<!doctype html><title>Anmelden | Intranet</title><h1>Anmelden</h1>"
    '<form method="post"><input name="user"><input type="password" name="password"></form>'
)
_BOT = (
    "<!doctype html><title>Einen Moment, bitte …</title><h1>Bitte bestätigen Sie, dass Sie kein Roboter sind</h1>"
    '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script>'
)
_ANSWERS: dict[Fault, Callable[[Request, str], Awaitable[Response]]] = {
    Fault.BUSY: lambda request, page: _status(429, {"Retry-After": "86400"}),
    Fault.UNAVAILABLE: lambda request, page: _status(503),
    Fault.BROKEN: lambda request, page: _status(500),
    Fault.FORBIDDEN: lambda request, page: _status(403),
    Fault.DRIP: _drip,
    Fault.CUT_OFF: _cut_off,
    Fault.WRONG_CHARSET: lambda request, page: _bytes(page.encode("windows-1252", "replace")),
    Fault.REDIRECT_LOOP: lambda request, page: _redirect(str(request.url)),
    Fault.REDIRECT_AWAY: lambda request, page: _redirect("https://anderswo.example/"),
    Fault.REDIRECT_INSIDE: lambda request, page: _redirect("http://192.168.0.1/"),
    Fault.REDIRECT_HOME: lambda request, page: _redirect("/"),
    Fault.BOMB: _bomb,
    Fault.HUGE: _endless,
    Fault.LOGIN: lambda request, page: _html(_LOGIN),
    Fault.BOT_PAGE: lambda request, page: _html(_BOT),
    Fault.SOFT_404: lambda request, page: _html("<title>Tellbrück</title><h1>Seite nicht gefunden</h1>"),
    Fault.EMPTY: lambda request, page: _html(""),
    Fault.NESTED: lambda request, page: _html("<main>" + "<div>" * 100_000 + "tief"),
    Fault.NO_ARTICLE: lambda request, page: _html("<title>Tellbrück</title><h1>Willkommen</h1>"),
}


async def _bytes(body: bytes) -> Response:
    return Response(body, headers={"Content-Type": "text/html; charset=utf-8"})


async def _redirect(url: str) -> Response:
    return RedirectResponse(url, 302)
