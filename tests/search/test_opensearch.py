"""What only an engine elsewhere has: several processes that write, and the limits of a cluster."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from opensearchpy import OpenSearch
from opensearchpy.exceptions import TransportError

from search.engines.opensearch import OpenSearchEngine, writer
from search.engines.opensearch.fields import MAPPING
from search.engines.opensearch.generations import Generations
from search.engines.opensearch.wording import coded
from search.engines.opensearch.writer import OpenSearchWriter
from search.errors import (
    EngineDegraded,
    EngineFull,
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
from tests.search.engines import address_of
from tests.search.test_engines import DOCUMENTS, put
from tests.servers import opensearch


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
