"""What only an engine elsewhere has: addresses, what a cluster can answer but hits, several processes that write."""

import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opensearchpy import OpenSearch
from opensearchpy.exceptions import TransportError

from search.engines.opensearch import OpenSearchEngine, connection, writer
from search.engines.opensearch.address import parse_address
from search.engines.opensearch.fields import MAPPING
from search.engines.opensearch.generations import Generations
from search.engines.opensearch.wording import coded
from search.engines.opensearch.writer import OpenSearchWriter
from search.errors import (
    EngineAddressUnfit,
    EngineDegraded,
    EngineDenied,
    EngineForeign,
    EngineFull,
    EngineOverloaded,
    EngineTooOld,
    EngineUnreachable,
    IndexBusy,
    IndexMissing,
    IndexOfNewerProgram,
    IndexOutdated,
    IndexUnwritable,
    SearchError,
    TooManyToCompare,
)
from search.model import Request, Sort
from search.query import And, Everything, Or, Phrase, Prefix, Word
from tests.conftest import free_port
from tests.search.engines import address_of
from tests.search.test_engines import DOCUMENTS, put
from tests.servers import opensearch


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


@contextmanager
def answering(status: int, body: Any, port: int = 0) -> Iterator[str]:
    """A server that answers everything alike, a text as a page; yields the address of an index there."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_page = isinstance(body, str)
            data = (body if is_page else json.dumps(body)).encode()
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


@pytest.fixture
def engine(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenSearchEngine]:
    opened = OpenSearchEngine(address_of(tmp_path, opensearch.node(tmp_path_factory)))
    yield opened
    opened.remove()
    opened.close()


@pytest.fixture
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenSearch]:
    opened = OpenSearch([f"http://{opensearch.node(tmp_path_factory)}"])
    yield opened
    opened.close()


@pytest.mark.parametrize("times", [1, 3])
def test_a_cluster_that_refuses_a_whole_request_as_busy_is_asked_again(
    times: int, engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, bulk = [], OpenSearch.bulk

    def busy(self: OpenSearch, *arguments: Any, **named: Any) -> Any:
        asked.append(1)
        if 1 < len(asked) <= 1 + times:  # amid a batch
            raise TransportError(429, "circuit_breaking_exception", {"error": "[parent] Data too large"})
        return bulk(self, *arguments, **named)

    monkeypatch.setattr(writer, "_CHUNK", 2)
    monkeypatch.setattr(writer, "_WAITS", (0.0,) * 3)
    monkeypatch.setattr(OpenSearch, "bulk", busy)
    put(engine, DOCUMENTS[:5], 1)
    assert engine.search(Request()).total == 5
    asked.clear()
    monkeypatch.setattr(writer, "_WAITS", ())
    with pytest.raises(IndexUnwritable, match="Data too large"):
        put(engine, DOCUMENTS[:4], 2)


def another(engine: OpenSearchEngine) -> OpenSearchEngine:
    """The same index as another process opens it."""
    address = engine._address
    hosts = ",".join(node.partition("://")[2] for node in address.nodes)
    return OpenSearchEngine(f"opensearch://{hosts}/{address.prefix}?shards=3&replicas=0")


class TestVersions:
    def test_without_an_index_the_user_is_told_what_to_do(self, engine: OpenSearchEngine) -> None:
        with pytest.raises(IndexMissing, match="pressearchiv index"):
            engine.search(Request())
        assert engine.cursor == 0

    def test_an_index_that_was_taken_away_is_missing_for_several_searches_at_once_too(
        self, engine: OpenSearchEngine, client: OpenSearch
    ) -> None:
        put(engine, DOCUMENTS, 5)
        assert engine.complete("R", 1)
        client.indices.delete(index=f"{engine._address.prefix}-*")
        with pytest.raises(IndexMissing, match="pressearchiv index"):
            engine.complete("R", 1)

    def test_one_of_several_searches_that_goes_wrong_is_told(
        self, engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(engine, DOCUMENTS, 5)
        monkeypatch.setattr("search.engines.opensearch.neighbours.spelt_field", lambda _: "title")
        monkeypatch.setattr("search.engines.opensearch.neighbours._escaped", lambda text: f"({text}")
        with pytest.raises(EngineDegraded):
            engine.complete("R", 1)

    def test_an_index_of_another_analysis_is_made_anew(
        self, engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old = {**MAPPING, "_meta": {"fingerprint": "analysis 1, document 1, opensearch schema 1"}}
        monkeypatch.setattr("search.engines.opensearch.generations.MAPPING", old)
        with pytest.raises(IndexOutdated):
            put(engine, DOCUMENTS, 5)
        monkeypatch.undo()
        with pytest.raises(IndexOutdated):
            engine.search(Request())
        with engine.rebuild() as writer:
            writer.put(DOCUMENTS[0])
            writer.commit(1)
        assert engine.search(Request()).total == 1

    def test_an_index_of_a_newer_program_is_left_alone(
        self, engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(engine, DOCUMENTS, 5)
        other = another(engine)
        ours = "analysis 0, document 0, passages 7/12, opensearch schema 0"
        monkeypatch.setattr("search.engines.opensearch.generations.FINGERPRINT", ours)
        for ask in (lambda: other.search(Request()), lambda: other.cursor):
            with pytest.raises(IndexOfNewerProgram, match="neueren Fassung"):
                ask()
        other.close()

    def test_a_word_longer_than_lucene_takes_is_found_and_no_other_with_its_beginning(
        self, engine: OpenSearchEngine
    ) -> None:
        long, other = "donau" * 100, "donau" * 99 + "rhein"
        documents = (replace(DOCUMENTS[0], title=long), replace(DOCUMENTS[1], title=other))
        put(engine, documents, 1)
        assert engine.search(Request(query=Phrase(long))).ids == (1,)
        assert set(engine.search(Request(query=Prefix("donaudonau"))).ids) == {1, 2}
        assert len(coded("𝒳" * 500).encode("utf-16-le")) < 2 * 255


class TestSeveralWriters:
    def test_of_two_who_write_at_once_one_is_told(self, engine: OpenSearchEngine) -> None:
        put(engine, DOCUMENTS[:1], 1)
        other = another(engine)
        with engine.writer() as first, other.writer() as second:
            first.put(DOCUMENTS[1])
            first.commit(2)
            second.put(DOCUMENTS[1])
            second.put(DOCUMENTS[2])
            with pytest.raises(IndexBusy):
                second.commit(3)
        assert engine.cursor == 2
        with other.writer() as again:  # what was written without its event is written once more
            again.put(DOCUMENTS[2])
            again.commit(3)
        assert set(engine.search(Request()).ids) == {1, 2, 3}
        other.close()

    def test_a_straggler_does_not_bring_back_what_was_taken_out(
        self, engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(engine, DOCUMENTS[:2], 5)
        other = another(engine)
        with other.writer() as straggler, engine.writer() as writer:
            straggler.put(DOCUMENTS[0])
            writer.delete(1)
            writer.commit(9)
            with pytest.raises(IndexBusy):
                straggler.commit(7)
        assert engine.search(Request()).ids == (2,)
        other.close()

    def test_a_batch_that_broke_off_is_written_once_more_by_another(
        self, engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(engine, DOCUMENTS[:2], 2)

        def killed(*args: object, **more: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("search.engines.opensearch.generations.Generations.reach", killed)
        with pytest.raises(KeyboardInterrupt):
            put(engine, DOCUMENTS[2:], 5)
        monkeypatch.undo()
        other = another(engine)
        assert other.cursor == 2
        put(other, DOCUMENTS[2:], 5)
        assert (other.cursor, other.search(Request()).total) == (5, 5)
        other.close()

    def test_an_index_made_anew_by_another_is_no_longer_written(self, engine: OpenSearchEngine) -> None:
        put(engine, DOCUMENTS[:2], 2)
        other = another(engine)
        with engine.writer() as writer:
            with other.rebuild() as anew:
                anew.put(DOCUMENTS[4])
                anew.commit(5)
            writer.put(DOCUMENTS[3])
            with pytest.raises(SearchError):
                writer.commit(6)
        assert engine.search(Request()).ids == (5,)
        other.close()

    def test_of_two_who_make_it_anew_one_is_told_and_nothing_is_left_over(
        self, engine: OpenSearchEngine, client: OpenSearch
    ) -> None:
        put(engine, DOCUMENTS, 5)
        other = another(engine)
        with pytest.raises(IndexBusy), engine.rebuild() as slow:  # noqa: PT012
            slow.put(DOCUMENTS[0])
            slow.commit(1)
            with other.rebuild() as quick:
                quick.put(DOCUMENTS[1])
                quick.commit(2)
        assert engine.search(Request()).ids == (2,)
        assert len(client.indices.get(index=f"{engine._address.prefix}-g*")) == 1
        other.close()

    def test_an_index_of_somebody_else_with_the_name_is_told_before_anything_is_written(
        self, engine: OpenSearchEngine, client: OpenSearch
    ) -> None:
        name = engine._address.prefix
        client.indices.create(index=name)
        with pytest.raises(IndexUnwritable, match=f"fremden Index „{name}“"), engine.rebuild():
            pytest.fail("nothing is read for an index that cannot take its place")
        assert not client.indices.get(index=f"{name}-g*")
        client.indices.delete(index=name)
        put(engine, DOCUMENTS, 5)
        assert engine.search(Request()).total == 5


class TestLimits:
    def test_full_disks_are_told_and_it_goes_on_when_there_is_room(
        self, engine: OpenSearchEngine, client: OpenSearch
    ) -> None:
        put(engine, DOCUMENTS[:1], 1)
        held = f"{engine._address.prefix}-g*"
        client.indices.put_settings(index=held, body={"index.blocks.read_only_allow_delete": True})
        with pytest.raises(EngineFull, match="voll"):
            put(engine, DOCUMENTS, 5)
        assert engine.search(Request()).total == 1
        assert engine.cursor == 1
        client.indices.put_settings(index=held, body={"index.blocks.read_only_allow_delete": None})
        put(engine, DOCUMENTS, 5)
        assert engine.search(Request()).total == 5

    def test_pages_beyond_the_window_go_on_where_the_last_one_ended(
        self, engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        documents = tuple(
            replace(DOCUMENTS[3], id=number, title=f"Radweg {number}") for number in range(1, 40)
        )
        put(engine, documents, 1)
        monkeypatch.setattr("search.engines.opensearch.engine.DEEPEST", 10)
        for sort in Sort:
            pages = [
                engine.search(Request(query=Word("Radweg"), sort=sort, page=page, size=7)).ids
                for page in range(1, 8)
            ]
            assert sum(map(len, pages)) == 39
            assert sum(pages, ()) == engine.search(Request(query=Word("Radweg"), sort=sort, size=100)).ids

    def test_as_many_words_as_a_query_takes(self, engine: OpenSearchEngine) -> None:
        put(engine, DOCUMENTS, 5)
        also = ("Gehweg", "Straßen", "Wege")
        words = [Word(f"Radweg{'e' * (number % 3)}", also=also) for number in range(63)]
        query = And((*words, Or((Word("Bahnhof"), Prefix("bahn")))))
        assert engine.search(Request(query=query, first=Phrase("Radweg am Bahnhof"))).ids == (2,)

    def test_passages_of_too_many_releases_are_told_not_guessed(
        self, engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(engine, DOCUMENTS, 5)
        monkeypatch.setattr("search.engines.opensearch.repeated.MOST_COMPARED", 4)
        with pytest.raises(TooManyToCompare, match="enger"):
            engine.repeated(Request(query=Everything()), 5)

    def test_a_facet_of_many_values_says_how_much_it_may_be_off(
        self, engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("search.engines.opensearch.searching._LEAST_TOLD", 1)
        monkeypatch.setattr("search.engines.opensearch.searching._TIMES_TOLD", 1)
        documents = tuple(
            replace(DOCUMENTS[3], id=number, persons=(f"Person {number % 17}",)) for number in range(1, 200)
        )
        put(engine, documents, 1)
        found = engine.search(Request(values=3))
        assert found.uncounted["person"] > 0
        for count in found.facets["person"]:
            true = sum(count.value in document.persons for document in documents)
            assert count.count <= true <= count.count + found.uncounted["person"]
        assert "city" not in found.uncounted

    def test_what_a_client_sends_is_kept_until_it_is_committed(self, engine: OpenSearchEngine) -> None:
        with engine.writer() as writer:
            assert isinstance(writer, OpenSearchWriter)
            writer.put(replace(DOCUMENTS[0], published=date(1, 1, 1), running=2**62, year=-5))
            writer.commit(1)
        assert engine.search(Request(sort=Sort.OLDEST)).ids == (1,)


def test_what_was_deleted_is_in_no_segment_once_it_is_expunged(
    engine: OpenSearchEngine, client: OpenSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.writer() as writer:
        for document in DOCUMENTS:
            writer.put(document)
        writer.commit(1, "eins")
        writer.delete(DOCUMENTS[0].id)
        writer.put(DOCUMENTS[1])
        writer.commit(2, "zwei")
    generations = Generations(engine._address)
    current = generations.current(client)
    half_made = generations.make(client, current)
    before = engine.search(Request())
    monkeypatch.setattr("search.engines.opensearch.generations._ABANDONED", -1)
    assert engine.expunge(patient=True)
    copies = client.indices.stats(index=current, params={"level": "shards"})["indices"][current]["shards"]
    assert [copy["docs"]["deleted"] for shard in copies.values() for copy in shard] == [0] * len(copies)
    assert not client.indices.exists(index=half_made)
    assert (engine.search(Request()), engine.reached) == (before, (2, "zwei"))


def test_an_index_that_is_made_anew_meanwhile_is_left_alone_and_expunged_once_it_is_searched(
    engine: OpenSearchEngine, client: OpenSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engine, DOCUMENTS, 1)
    other = another(engine)
    with other.rebuild() as writer:
        for document in DOCUMENTS:
            writer.put(document)
        writer.commit(1)
        assert not engine.expunge(patient=True), "words may stand in what is made there"
        writer.delete(DOCUMENTS[0].id)
        writer.commit(2)
    assert engine.search(Request()).total == len(DOCUMENTS) - 1
    assert engine.expunge(patient=True)
    other.close()


def test_what_says_nothing_of_itself_is_left_over(engine: OpenSearchEngine, client: OpenSearch) -> None:
    put(engine, DOCUMENTS, 1)
    generations = Generations(engine._address)
    half_made = generations.make(client, generations.current(client))
    client.delete(index=f"{engine._address.prefix}-state", id=half_made)
    assert generations.remove_abandoned(client, generations.current(client))
    assert not client.indices.exists(index=half_made)
