"""What every request passes: the path below which the site lies, headers only a proxy may set, headers of answers."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from pressearchiv.web.shared.config import WebConfig
from pressearchiv.web.shared.links import Links

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# Scripts come from here alone and none stands in a page; Streamlit's own styles and those of its charts are inline.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-src 'none'; frame-ancestors 'self'; "
    "form-action 'self'; base-uri 'self'; object-src 'none'"
)
_HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}
# Figures about the process are no business of those who ask; and no page takes files.
_CLOSED = ("/_stcore/metrics", "/_stcore/upload_file")


def middleware(app: App, config: WebConfig) -> App:
    """The app behind the gate."""
    root, secure = Links(config.public_url.rstrip("/")).root, config.public_url.startswith("https:")
    believed, public_host = frozenset(config.proxies), urlsplit(config.public_url).netloc
    forwarded: Any = ProxyHeadersMiddleware(app, trusted_hosts=list(config.proxies))  # type: ignore[arg-type]
    staff_header = config.staff_header.lower().encode()

    async def gated(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await app(scope, receive, send)
            return
        scope = dict(scope)
        peer = scope["client"][0] if scope.get("client") else ""
        if staff_header and peer not in believed:
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name != staff_header]
        path = str(scope["path"])
        # A proxy hands paths on with or without the part that the site lies below; both lead to the same.
        if root and (path == root or path.startswith(f"{root}/")):
            scope["path"] = path[len(root) :] or "/"
            scope["raw_path"] = scope["path"].encode()
        if scope["path"].startswith(_CLOSED) and scope["type"] == "http":
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        if scope["type"] == "websocket" and not _from_here(scope["headers"], public_host):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await forwarded(scope, receive, _with_headers(send, secure))

    return gated


def _from_here(headers: list[tuple[bytes, bytes]], public_host: str) -> bool:
    """Whether a WebSocket was opened by one of our own pages (RFC 6455, 10.2), or by no browser."""
    held = {name: value.decode("latin-1") for name, value in headers}
    origin = held.get(b"origin")
    return origin is None or urlsplit(origin).netloc in (held.get(b"host"), public_host)


def _with_headers(send: Send, secure: bool) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            held = {name.lower() for name, _ in message.get("headers", ())}
            added = [(name, value) for name, value in _HEADERS.items() if name not in held]
            if secure:
                added.append((b"strict-transport-security", b"max-age=31536000"))
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return sent
