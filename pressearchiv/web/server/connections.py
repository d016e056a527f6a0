"""Connections that are bounded in number and time: nobody keeps one by sending or reading as slowly as possible."""

import asyncio
from ipaddress import ip_address

from uvicorn.protocols.http.h11_impl import H11Protocol

# Seconds in which a request has to be there as a whole, its body included, and in which a full answer has to be read.
REQUEST_SECONDS, READING_SECONDS = 30.0, 120.0
# So many connections a process holds, and of them one address that is not this machine's; a visitor has two or three.
MOST_CONNECTIONS, MOST_OF_ONE = 500, 150


class BoundedProtocol(H11Protocol):
    """HTTP/1.1 of uvicorn with the bounds above; what becomes a WebSocket is bounded no more."""

    _due: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _is_websocket = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, or close it where there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS or self._has_too_many():
            transport.abort()
            return
        self._wait_for_the_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection."""
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what was sent; the time a request has does not begin anew with each byte."""
        super().data_received(data)
        under_way = self.cycle is not None and not self.cycle.response_complete
        if under_way and not self.cycle.more_body:
            self._cancel_request_timer()
        elif under_way or self.timeout_keep_alive_task is None:
            self._wait_for_the_request()

    def handle_websocket_upgrade(self, event: object) -> None:
        """Hand the connection on."""
        self._is_websocket = True  # what has brought the upgrade is still being taken
        self._disarm()
        super().handle_websocket_upgrade(event)  # type: ignore[arg-type]

    def on_response_complete(self) -> None:
        """Wait for the next request, in the time of an idle connection."""
        self._cancel_request_timer()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """The other side does not read."""
        super().pause_writing()
        if self._unread is None:
            self._unread = self.loop.call_later(READING_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _has_too_many(self) -> bool:
        peer = self.client[0] if self.client else ""
        try:
            if not peer or ip_address(peer).is_loopback:
                return False  # a proxy on this machine
        except ValueError:
            return False
        peers = [(getattr(other, "client", None) or ("",))[0] for other in self.connections]
        return peers.count(peer) > MOST_OF_ONE

    def _wait_for_the_request(self) -> None:
        if self._due is None and not self._is_websocket and not self.transport.is_closing():
            self._due = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)

    def _cancel_request_timer(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _disarm(self) -> None:
        self._cancel_request_timer()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
