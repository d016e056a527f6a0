"""How a cluster is spoken to: its address, what it can answer but hits, and what happens while it hangs."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from search.engines.opensearch import OpenSearchEngine, connection
from search.engines.opensearch.address import parse_address
from search.errors import (
    EngineAddressUnfit,
    EngineDegraded,
    EngineDenied,
    EngineForeign,
    EngineOverloaded,
    EngineTooOld,
    EngineUnreachable,
    IndexMissing,
    SearchError,
)
from search.model import Request
from tests.conftest import free_port
from tests.waiting import HANG


class TestAddress:
    def test_nodes_user_and_spread(self) -> None:
        address = parse_address(
            "opensearchs://archiv:p%40ss%2Fwort@a.example:9201,10.0.0.7,[::1]:9/presse?shards=3"
        )
        assert address.nodes == ("https://a.example:9201", "https://10.0.0.7:9200", "https://[::1]:9")
        assert (address.user, address.password, address.prefix) == ("archiv", "p@ss/wort", "presse")
        assert (address.shards, address.replicas) == (3, 1)

    def test_a_slash_behind_the_name_is_no_part_of_it(self) -> None:
        assert parse_address("opensearch://h/presse/") == parse_address("opensearch://h/presse")

    def test_the_password_may_stand_in_a_file_and_is_never_shown(self, tmp_path: Path) -> None:
        (tmp_path / "password").write_text("geheim\r\n")
        address = parse_address(f"opensearch://archiv@h/p?password_file={tmp_path}/password")
        assert (address.user, address.password) == ("archiv", "geheim")
        assert "geheim" not in f"{address} {address!r} {address.shown}"

    @pytest.mark.parametrize("content", ["", "\n", "geheim\nzweite Zeile\n"])
    @pytest.mark.parametrize("option", ["user_file", "password_file"])
    def test_a_file_holds_one_line(self, option: str, content: str, tmp_path: Path) -> None:
        (tmp_path / "held").write_text(content)
        with pytest.raises(EngineAddressUnfit, match="einzigen Zeile") as caught:
            parse_address(f"opensearch://h/p?{option}={tmp_path}/held")
        assert "geheim" not in str(caught.value)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("http://h/p", "opensearch://"),
            ("opensearch:/h/p", "opensearch://"),
            ("opensearch://h", "name of the index"),
            ("opensearch://h/", "name of the index"),
            ("opensearch://h/Presse", "name of the index"),
            ("opensearch://h/a/b", "name of the index"),
            ("opensearch:///p", "“”"),
            ("opensearch://h:99999/p", "h:99999"),
            ("opensearch://h,/p", "“”"),
            ("opensearch://h x/p", "h x"),
            ("opensearch://h/p?shard=3", "shard"),
            ("opensearch://h/p?shards=0", "shards"),
            ("opensearch://h/p?shards=drei", "shards"),
            ("opensearch://h/p?replicas=99999999999999999999", "replicas"),
            ("opensearch://h/p?password_file=/nirgends", "/nirgends"),
            ("opensearch://h/p?ca=/etc/hostname", "opensearchs://"),
            ("opensearchs://h/p?ca=/nirgends", "/nirgends"),
            (f"opensearchs://h/p?ca={__file__}", __file__),
            ("opensearchs://h/p?ca=", "“ca” has no value"),
            ("opensearch://h/p?shards=3&shards=5", "“shards” is there twice"),
            ("opensearch://u:geheim@h/p?password_file=/etc/hostname", "the address itself"),
            ("opensearch://u@h/p?user_file=/etc/hostname", "the address itself"),
        ],
    )
    def test_what_cannot_be_understood_is_told(self, text: str, told: str) -> None:
        with pytest.raises(EngineAddressUnfit) as caught:
            parse_address(text)
        said = caught.value.text("en")
        assert told in said
        assert "PRESSEARCHIV_SEARCH" in said

    def test_a_password_is_not_said_where_the_rest_is_wrong(self) -> None:
        with pytest.raises(EngineAddressUnfit) as caught:
            parse_address("opensearch://archiv:geheim@h:x/p")
        assert "geheim" not in str(caught.value)


def answering(status: int, body: Any, port: int = 0) -> AbstractContextManager[str]:
    """A server that answers everything alike, a text as a page; yields the address of an index there."""
    return answered_by(lambda path: (status, body), port)


@contextmanager
def answered_by(answer: Callable[[str], tuple[int, Any]], port: int = 0) -> Iterator[str]:
    """A server that answers each path so, a text as a page; yields the address of an index there."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answer(self.path)
            is_page = isinstance(body, str)
            data = (body if is_page else json.dumps(body)).encode()
            with suppress(OSError):  # who asked has gone
                self.send_response(status)
                self.send_header("Content-Type", "text/html" if is_page else "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        do_POST = do_PUT = do_HEAD = do_GET  # noqa: N815 named so by http.server

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"opensearch://archiv:geheim@127.0.0.1:{server.server_port}/presse"
        finally:
            server.shutdown()
            thread.join()


ELASTIC = {"version": {"number": "8.14.0", "build_flavor": "default"}}
OLD = {"version": {"number": "1.3.20", "distribution": "opensearch"}}


class TestTrouble:
    def test_nobody_there(self) -> None:
        engine = OpenSearchEngine(f"opensearch://127.0.0.1:{free_port()}/presse")
        for ask in (lambda: engine.search(Request()), lambda: engine.cursor, engine.verify):
            with pytest.raises(EngineUnreachable, match="antwortet nicht"):
                ask()

    @pytest.mark.parametrize(
        ("status", "body", "error"),
        [
            (200, ELASTIC, EngineTooOld),
            (200, OLD, EngineTooOld),
            (200, {}, EngineForeign),
            (200, [1], EngineForeign),
            (200, "<html>It works!</html>", EngineForeign),
            (302, "<html>Moved</html>", EngineForeign),
            (404, "<html>Nothing here</html>", EngineForeign),
            (405, "", EngineForeign),
            (502, "<html>Bad gateway</html>", EngineDegraded),
            (401, {"error": "Unauthorized"}, EngineDenied),
            (403, {"error": {"type": "security_exception", "reason": "no permissions"}}, EngineDenied),
            (429, {"error": {"type": "circuit_breaking_exception"}}, EngineOverloaded),
            (503, {"error": {"type": "cluster_manager_not_discovered_exception"}}, EngineDegraded),
            (500, {"error": {"type": "null_pointer_exception"}}, EngineDegraded),
        ],
    )
    def test_every_answer_that_is_none_is_told(
        self, status: int, body: Any, error: type[SearchError]
    ) -> None:
        with answering(status, body) as address:
            engine = OpenSearchEngine(address)
            with pytest.raises(error) as caught:
                engine.search(Request())
            engine.close()
        assert "geheim" not in str(caught.value)
        assert "Traceback" not in str(caught.value)


class Silent:
    """A node that lets everybody in and never answers."""

    def __init__(self, socket: socket.socket) -> None:
        self._socket = socket
        self.address = f"opensearch://127.0.0.1:{socket.getsockname()[1]}/presse"

    def asked(self) -> int:
        """By how many connections since the last time."""
        self._socket.setblocking(False)
        asked = 0
        with suppress(BlockingIOError):
            while True:
                self._socket.accept()[0].close()
                asked += 1
        return asked


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Silent]:
    monkeypatch.setattr(connection, "_TIMEOUT", 0.2)
    monkeypatch.setattr(connection, "_TIMEOUT_OF_WRITERS", 0.3)
    monkeypatch.setattr(connection, "_AT_ONCE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield Silent(listening)


class TestNodeThatNeverAnswers:
    def test_it_is_waited_for_once_and_then_by_nobody_for_a_while(
        self, silent: Silent, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(connection, "_REST", 3600.0)
        engine = OpenSearchEngine(silent.address)
        for _ in range(3):
            with pytest.raises(EngineUnreachable, match="lange auf eine Antwort"):
                engine.search(Request())
            with pytest.raises(EngineUnreachable, match="lange auf eine Antwort"), engine.writer():
                pytest.fail("nobody is there")
        assert silent.asked() == 1
        engine.close()

    def test_many_who_ask_at_once_wait_for_one_answer(
        self, silent: Silent, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(connection, "_REST", 3600.0)
        engine = OpenSearchEngine(silent.address)
        with ThreadPoolExecutor(20) as pool:
            told = [pool.submit(engine.search, Request()) for _ in range(20)]
        assert all(isinstance(one.exception(), EngineUnreachable) for one in told)
        assert silent.asked() == 1
        engine.close()

    def test_after_a_while_it_is_asked_again(self, silent: Silent, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connection, "_REST", 0.0)
        engine = OpenSearchEngine(silent.address)
        for _ in range(2):
            with pytest.raises(EngineUnreachable):
                engine.search(Request())
        assert silent.asked() == 2
        engine.close()

    def test_one_that_refuses_is_asked_each_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connection, "_REST", 3600.0)
        port = free_port()
        engine = OpenSearchEngine(f"opensearch://127.0.0.1:{port}/presse")
        with pytest.raises(EngineUnreachable, match="keine Verbindung"):
            engine.search(Request())
        with answering(503, {"error": {"type": "starting"}}, port), pytest.raises(EngineDegraded):
            engine.search(Request())
        engine.close()


class Hanging:
    """A node that falls silent, to all or to those alone who ask for something; others are told that it has nothing."""

    def __init__(self) -> None:
        self.silent_to: Callable[[str], bool] = lambda path: False
        self.asked: list[str] = []
        self.reached, self.go_on = threading.Event(), threading.Event()

    def __call__(self, path: str) -> tuple[int, object]:
        """What is answered to a path."""
        self.asked.append(path)
        if self.silent_to(path):
            self.reached.set()
            self.go_on.wait()
        if path == "/":
            return 200, {"version": {"distribution": "opensearch", "number": "2.19.6"}}
        return 404, {"error": {"type": "index_not_found_exception"}}


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Hanging, OpenSearchEngine]]:
    """Such a node, and an engine that has asked it before."""
    node = Hanging()
    with answered_by(node) as address:
        engine = OpenSearchEngine(address)
        with pytest.raises(IndexMissing):
            engine.search(Request())
        engine._cluster._reader = engine._cluster._connected(0.3)
        monkeypatch.setattr(connection, "_AT_ONCE", 0.2)
        monkeypatch.setattr(connection, "_REST", 3600.0)
        yield node, engine
        node.go_on.set()
        engine.close()


class TestNodeThatFallsSilent:
    def test_it_is_waited_for_once_and_then_by_nobody_for_a_while(
        self, hanging: tuple[Hanging, OpenSearchEngine]
    ) -> None:
        node, engine = hanging
        node.silent_to = lambda path: True
        with pytest.raises(EngineUnreachable, match="lange auf eine Antwort"):
            engine.search(Request())
        node.asked.clear()
        for _ in range(3):
            with pytest.raises(EngineUnreachable, match="lange auf eine Antwort"):
                engine.search(Request())
        assert node.asked == []

    def test_one_question_that_takes_too_long_keeps_no_other_from_being_asked(
        self, hanging: tuple[Hanging, OpenSearchEngine]
    ) -> None:
        node, engine = hanging
        node.silent_to = lambda path: path != "/"
        with pytest.raises(EngineUnreachable, match="lange auf eine Antwort"):
            engine.search(Request())
        node.silent_to = lambda path: False
        with pytest.raises(IndexMissing):
            engine.search(Request())

    def test_after_a_while_one_tries_and_the_others_do_not_wait_for_it(
        self, hanging: tuple[Hanging, OpenSearchEngine], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        node, engine = hanging
        monkeypatch.setattr(connection, "_REST", 0.0)
        node.silent_to = lambda path: True
        with pytest.raises(EngineUnreachable):
            engine.search(Request())
        monkeypatch.setattr(connection, "_AT_ONCE", HANG)
        node.reached.clear()
        with ThreadPoolExecutor(1) as pool:
            tries = pool.submit(engine.search, Request())
            assert node.reached.wait(HANG)
            node.asked.clear()
            for _ in range(3):
                with pytest.raises(EngineUnreachable):
                    engine.search(Request())
            assert node.asked == []
            node.silent_to = lambda path: False
            node.go_on.set()
            assert isinstance(tries.exception(HANG), IndexMissing)
        with pytest.raises(IndexMissing):
            engine.search(Request())
