"""Slow connections are ended, fast ones answered; how many there may be is bounded."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import uvicorn
from websockets.sync.client import connect

from pressearchiv.web.server import connections
from pressearchiv.web.server.connections import BoundedProtocol
from tests.conftest import free_port
from tests.waiting import HANG, wait_until

Connects = Callable[[int], socket.socket]
_LARGE = b"x" * 30_000_000


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the body it was sent, or with much; says back what comes over a WebSocket."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (said := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": said["text"]})
    if scope["type"] != "http":
        return
    body = b""
    while (message := await receive())["type"] == "http.request":
        body += message["body"]
        if not message["more_body"]:
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": _LARGE if scope["path"] == "/large" else body})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[uvicorn.Server, int]]:
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.5)
    monkeypatch.setattr(connections, "READING_SECONDS", 0.5)
    port = free_port()
    config = uvicorn.Config(app, port=port, http=BoundedProtocol, log_level="critical", lifespan="off")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run)
    thread.start()
    wait_until(lambda: running.started)
    yield running, port
    running.should_exit = True
    thread.join(HANG)


@pytest.fixture
def connected() -> Iterator[Callable[[int], socket.socket]]:
    """Opens connections to a port; they are closed in the end."""
    with ExitStack() as opened:
        yield lambda port: opened.enter_context(socket.create_connection(("127.0.0.1", port), HANG))


def ended(sock: socket.socket) -> bool:
    """Whether the other side ended the connection; waits for it."""
    try:
        return sock.recv(1_000) == b""
    except ConnectionError:
        return True


def test_a_visitor_who_reads_for_long_keeps_the_websocket(server: tuple[uvicorn.Server, int]) -> None:
    with connect(f"ws://127.0.0.1:{server[1]}/") as visitor:
        for _ in range(2):
            time.sleep(3 * connections.REQUEST_SECONDS)
            visitor.send("noch da")
            assert visitor.recv(HANG) == "noch da"


REQUEST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n"


@pytest.mark.parametrize(
    "sent",
    [b"", b"G", REQUEST[:20], REQUEST, REQUEST + b"ab"],
    ids=["nothing", "a letter", "half", "no body", "half a body"],
)
def test_who_does_not_send_a_whole_request_is_ended(
    server: tuple[uvicorn.Server, int], connected: Connects, sent: bytes
) -> None:
    sock = connected(server[1])
    sock.sendall(sent)
    assert ended(sock)


def test_a_byte_now_and_then_gains_no_time(server: tuple[uvicorn.Server, int], connected: Connects) -> None:
    sock = connected(server[1])
    stop = threading.Event()

    def drip() -> None:
        while not stop.wait(0.05):
            try:
                sock.sendall(b"X")
            except OSError:
                return

    sock.sendall(b"GET / HTTP/1.1\r\n")
    dripping = threading.Thread(target=drip)
    dripping.start()
    assert ended(sock)
    stop.set()
    dripping.join()


def test_a_whole_request_is_answered_and_a_half_one_behind_it_ended(
    server: tuple[uvicorn.Server, int], connected: Connects
) -> None:
    sock = connected(server[1])
    sock.sendall(REQUEST + b"abcd")
    answer = b""
    while not answer.endswith(b"0\r\n\r\n"):
        answer += sock.recv(1_000)
    sock.sendall(REQUEST[:10])
    assert ended(sock)


def test_who_does_not_read_is_ended(server: tuple[uvicorn.Server, int], connected: Connects) -> None:
    running, port = server
    sock = connected(port)
    sock.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
    wait_until(lambda: running.server_state.connections)
    wait_until(lambda: not running.server_state.connections)


def test_there_are_only_so_many(
    server: tuple[uvicorn.Server, int], connected: Connects, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, port = server
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 3)
    monkeypatch.setattr(connections, "REQUEST_SECONDS", HANG)
    held = [connected(port) for _ in range(3)]
    wait_until(lambda: len(running.server_state.connections) == 3)
    assert ended(connected(port))
    held[0].close()
    wait_until(lambda: len(running.server_state.connections) == 2)
    sock = connected(port)
    sock.sendall(REQUEST + b"abcd")
    assert sock.recv(1_000).startswith(b"HTTP/1.1 200")
