"""The index on disk: segments come together, damage is told, a crash leaves the last commit."""

import errno
import random
import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from search.document import Document
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.arrays import Array, ArrayFile, ArrayFileDamaged, write_arrays, write_chunks
from search.engines.whoosh.builder import build
from search.engines.whoosh.merging import Chunks, Source, merge, sources_of
from search.engines.whoosh.segment import Segment
from search.errors import IndexDamaged, IndexOutdated, IndexUnwritable
from search.model import Request
from search.query import Phrase, Word
from tests.search.test_engines import DOCUMENTS

# isort: split
from whoosh.index import TOC


def engine_of(directory: Path, batches: Sequence[tuple[Document, ...]]) -> WhooshEngine:
    engine = WhooshEngine(directory)
    for cursor, batch in enumerate(batches, 1):
        with engine.writer() as writer:
            for document in batch:
                writer.put(document)
            writer.commit(cursor)
    return engine


def put(engine: WhooshEngine, document: Document, *, cursor: int) -> None:
    with engine.writer() as writer:
        writer.put(document)
        writer.commit(cursor)


def array_files(directory: Path) -> list[Path]:
    return sorted(directory.rglob("*.arrays"))


class TestArrays:
    def test_what_was_written_is_read(self, tmp_path: Path) -> None:
        arrays: dict[str, Array] = {
            "a": np.arange(100_000, dtype=np.uint32),
            "none": np.empty(0, dtype=np.int64),
            "b": np.array([7.5]),
        }
        write_arrays(tmp_path / "x", arrays)
        file = ArrayFile(tmp_path / "x")
        for name, array in arrays.items():
            assert np.array_equal(file[name], array)
            assert file[name].dtype == array.dtype
        assert file.part("a", 10, 12).tolist() == [10, 11]

    def test_an_array_cannot_be_changed(self, tmp_path: Path) -> None:
        write_arrays(tmp_path / "x", {"a": np.arange(3)})
        with pytest.raises(ValueError, match="read-only"):
            ArrayFile(tmp_path / "x")["a"][0] = 1

    @pytest.mark.parametrize("seed", range(20))
    def test_any_changed_byte_is_noticed(self, tmp_path: Path, seed: int) -> None:
        path = tmp_path / "x"
        write_arrays(path, {"a": np.arange(200_000, dtype=np.uint32)})
        content = bytearray(path.read_bytes())
        content[random.Random(seed).randrange(len(content))] ^= 0x40
        path.write_bytes(bytes(content))
        with pytest.raises(ArrayFileDamaged):
            ArrayFile(path)["a"]

    @pytest.mark.parametrize("kept", [0, 10, 1_000])
    def test_a_file_cut_short_is_noticed(self, tmp_path: Path, kept: int) -> None:
        path = tmp_path / "x"
        write_arrays(path, {"a": np.arange(2_000)})
        path.write_bytes(path.read_bytes()[:kept])
        with pytest.raises(ArrayFileDamaged):
            ArrayFile(path)


def held_merge(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Make the eighth commit, of a Zeppelin, so that a merge begins; it goes on when the event is set."""
    begun, may_go_on = threading.Event(), threading.Event()

    def slowly(sources: Sequence[Source]) -> Chunks:
        begun.set()
        assert may_go_on.wait(60)
        yield from merge(sources)

    monkeypatch.setattr("search.engines.whoosh.merge_scheduler.merge", slowly)
    put(engine, Document(id=99, city="a", title="Zeppelin"), cursor=8)
    assert begun.wait(60)
    return may_go_on


def merged_of(segments: Sequence[tuple[Segment, NDArray[np.bool_]]], directory: Path) -> dict[str, Array]:
    write_chunks(directory / "merged", merge(sources_of(segments)))
    file = ArrayFile(directory / "merged")
    return {name: file[name] for name in file.names()}


class TestMerging:
    def test_merged_segments_are_what_one_commit_would_have_written(self, tmp_path: Path) -> None:
        single = build(DOCUMENTS)
        sources = []
        for number, document in enumerate(DOCUMENTS):
            write_arrays(tmp_path / str(number), build([document]))
            sources.append((Segment(tmp_path / str(number)), np.ones(1, dtype=bool)))
        merged = merged_of(sources, tmp_path)
        assert set(merged) == set(single)
        for name, array in single.items():
            if name.startswith("spelt."):
                continue  # of two spellings as frequent in each segment either will do
            assert np.array_equal(merged[name], array), name

    def test_what_was_deleted_leaves_no_posting(self, tmp_path: Path) -> None:
        write_arrays(tmp_path / "all", build(DOCUMENTS))
        kept = np.array([document.id in (1, 3) for document in DOCUMENTS])
        merged = merged_of([(Segment(tmp_path / "all"), kept)], tmp_path)
        wanted = build([document for document in DOCUMENTS if document.id in (1, 3)])
        for name in (
            "starts",
            "record",
            "day",
            "exact.places",
            "mention.doc",
            "print.hash",
            "person.text",
            "person.codes",
        ):
            assert np.array_equal(merged[name], wanted[name]), name
        assert len(merged["stem.rows"]) == len(wanted["stem.rows"])

    def test_what_is_new_is_there_before_segments_are_merged(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = engine_of(tmp_path, [(Document(id=number, city="a", title="Neues"),) for number in range(7)])
        may_go_on = held_merge(engine, monkeypatch)
        # While eight segments become one, the next commit is made, and takes a release out of one of them.
        put(engine, Document(id=99, city="a", title="Luftschiff"), cursor=9)
        assert engine.search(Request(query=Word("Zeppelin"))).total == 0
        assert engine.search(Request(query=Word("Luftschiff"))).ids == (99,)
        may_go_on.set()
        engine.close()
        assert len(array_files(tmp_path)) == 2
        assert engine.search(Request(query=Word("Zeppelin"))).total == 0
        assert engine.search(Request(query=Word("Luftschiff"))).ids == (99,)
        assert engine.search(Request(query=Word("Neues"))).total == 7
        assert engine.cursor == 9
        engine.close()

    def test_an_index_that_everything_was_deleted_from_knows_how_far_it_has_followed(
        self, tmp_path: Path
    ) -> None:
        engine = engine_of(tmp_path, [DOCUMENTS])
        with engine.writer() as writer:
            for document in DOCUMENTS:
                writer.delete(document.id)
            writer.commit(7)
        engine.close()
        assert engine.cursor == 7
        assert engine.search(Request()).total == 0
        put(engine, DOCUMENTS[0], cursor=8)
        engine.close()
        assert engine.search(Request()).ids == (DOCUMENTS[0].id,)
        engine.close()

    def test_an_index_made_anew_is_one_segment(self, tmp_path: Path) -> None:
        engine = engine_of(tmp_path, [DOCUMENTS[:1]])
        with engine.rebuild() as writer:
            for cursor, document in enumerate(DOCUMENTS, 1):
                writer.put(document)
                writer.commit(cursor)
        assert len(array_files(tmp_path)) == 1
        assert engine.search(Request()).total == len(DOCUMENTS)
        assert engine.cursor == len(DOCUMENTS)
        engine.close()

    def test_what_stops_a_merge_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        engine = engine_of(tmp_path, [(Document(id=number, city="a", title="Neues"),) for number in range(7)])

        def damaged(sources: Sequence[Source]) -> Chunks:
            yield "starts", np.zeros(1, dtype=np.uint32)
            raise ArrayFileDamaged("segment")

        monkeypatch.setattr("search.engines.whoosh.merge_scheduler.merge", damaged)
        put(engine, Document(id=99, city="a", title="Zeppelin"), cursor=8)
        with pytest.raises(IndexDamaged, match="segment"):
            engine.close()
        assert not list(tmp_path.rglob("merging*"))
        monkeypatch.undo()
        assert engine.search(Request(query=Word("Zeppelin"))).total == 1  # the commit itself was made
        put(engine, Document(id=100, city="a", title="Zeppelin"), cursor=9)
        engine.close()
        assert len(array_files(tmp_path)) == 1

    def test_segments_of_an_index_made_anew_need_no_merging(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = engine_of(tmp_path, [(Document(id=number, city="a", title="Neues"),) for number in range(7)])
        may_go_on = held_merge(engine, monkeypatch)
        with engine.rebuild() as writer:
            writer.put(Document(id=1, city="a", title="Anfang"))
            writer.commit(9)
        may_go_on.set()
        engine.close()
        assert engine.search(Request()).ids == (1,)
        assert len(array_files(tmp_path)) == 1
        engine.close()

    @settings(max_examples=30, deadline=None)
    @given(data=st.data())
    def test_pieces_of_any_size_make_the_same_segment(
        self, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """Of any segments, in pieces however small, without any of the documents: what one commit had written."""
        directory = tmp_path_factory.mktemp("pieces")
        documents = data.draw(st.permutations(DOCUMENTS))
        cuts = sorted(data.draw(st.sets(st.integers(1, len(documents) - 1))))
        kept = [data.draw(st.booleans()) for _ in documents]
        sources = []
        for first, last in pairwise((0, *cuts, len(documents))):
            write_arrays(directory / str(first), build(documents[first:last]))
            sources.append((Segment(directory / str(first)), np.array(kept[first:last])))
        with pytest.MonkeyPatch.context() as patch:
            for name in ("_TERMS", "_POSTINGS", "_DOCUMENTS"):
                patch.setattr(f"search.engines.whoosh.merging.{name}", data.draw(st.integers(1, 20)))
            merged = merged_of(sources, directory)
        wanted = build([document for document, is_kept in zip(documents, kept, strict=True) if is_kept])
        assert set(merged) == set(wanted)
        for name, array in wanted.items():
            if not name.startswith("spelt."):
                assert np.array_equal(merged[name], array), name
                assert merged[name].dtype == array.dtype, name

    def test_a_merge_that_ends_while_the_index_is_opened_is_no_damage(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = engine_of(tmp_path, [(Document(id=1, city="a", title="Meldung"),)])
        read = TOC.read
        taken: list[object] = []

        def gone_once(*asked: object, **more: object) -> object:
            taken.append(asked)
            if len(taken) == 2:  # the newest commit was looked up, and Whoosh reads it again
                raise FileNotFoundError(2, "No such file or directory", "_MAIN_1.toc")
            return read(*asked, **more)

        monkeypatch.setattr(TOC, "read", gone_once)
        with engine.writer() as writer:
            writer.put(Document(id=2, city="a", title="Meldung"))
            writer.commit(2)
        assert len(taken) > 2
        assert engine.search(Request()).total == 2
        engine.close()

    def test_many_small_commits_leave_few_files(self, tmp_path: Path) -> None:
        batches = [(Document(id=number, city="a", title=f"Meldung {number}"),) for number in range(100)]
        engine = engine_of(tmp_path, batches)
        engine.close()
        assert len(array_files(tmp_path)) <= 14
        assert engine.search(Request(query=Word("Meldung"))).total == 100
        assert engine.cursor == 100
        engine.close()

    def test_a_release_changed_again_and_again_is_there_once(self, tmp_path: Path) -> None:
        batches = [(Document(id=1, city="a", title=f"Fassung {number}"),) for number in range(30)]
        engine = engine_of(tmp_path, batches)
        assert engine.search(Request()).total == 1
        assert engine.search(Request(query=Phrase("Fassung 29"))).total == 1
        engine.close()


class TestDamage:
    @pytest.mark.parametrize("seed", range(10))
    def test_a_damaged_segment_is_told_never_served(self, tmp_path: Path, seed: int) -> None:
        engine = engine_of(tmp_path, [DOCUMENTS])
        expected = engine.search(Request(query=Word("Radweg")))
        engine.close()
        (path,) = array_files(tmp_path)
        content = bytearray(path.read_bytes())
        content[random.Random(seed).randrange(len(content))] ^= 0x40
        path.write_bytes(bytes(content))
        with pytest.raises(IndexDamaged, match="pressearchiv index --rebuild"):
            # What a query reads is checked; all is read by the time every kind was asked.
            _ask_everything(engine)
        engine.close()
        with engine.rebuild() as writer:
            for document in DOCUMENTS:
                writer.put(document)
            writer.commit(1)
        assert engine.search(Request(query=Word("Radweg"))) == expected
        engine.close()

    @pytest.mark.parametrize("seed", range(10))
    def test_a_damaged_table_of_contents_is_told(self, tmp_path: Path, seed: int) -> None:
        engine = engine_of(tmp_path, [DOCUMENTS[:2], DOCUMENTS[1:]])
        engine.close()
        (path,) = tmp_path.rglob("*.toc")
        content = bytearray(path.read_bytes())
        content[random.Random(seed).randrange(len(content))] ^= 0x40
        path.write_bytes(bytes(content))
        with pytest.raises(IndexDamaged):
            engine.search(Request())
        with pytest.raises(IndexDamaged):
            _ = engine.cursor
        with pytest.raises(IndexDamaged), engine.writer():
            pass

    @pytest.mark.parametrize("name", ["CURRENT", "FINGERPRINT"])
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"17",
            b"generation-",
            b"generation-999999",
            b"\xff\xfe",
            "gen\u00f6ration".encode(),
            b"../../etc",
            b"x" * 9_999,
        ],
        ids=["empty", "digits", "no number", "gone", "no text", "umlaut", "elsewhere", "long"],
    )
    def test_a_damaged_small_file_is_told_and_an_index_made_anew_heals_it(
        self, name: str, content: bytes, tmp_path: Path
    ) -> None:
        engine = engine_of(tmp_path, [DOCUMENTS])
        engine.close()
        (path,) = tmp_path.rglob(name)
        path.write_bytes(content)
        for ask in (lambda: engine.search(Request()), lambda: engine.cursor):
            with pytest.raises((IndexDamaged, IndexOutdated)):
                ask()
        with pytest.raises((IndexDamaged, IndexOutdated)), engine.writer():
            pass
        engine.refresh()
        with engine.rebuild() as writer:
            writer.put(DOCUMENTS[0])
            writer.commit(1)
        assert engine.search(Request()).total == 1
        assert len(list(tmp_path.glob("generation-*"))) == 1
        engine.close()

    def test_a_small_file_damaged_while_it_is_searched_is_told(self, tmp_path: Path) -> None:
        engine = engine_of(tmp_path, [DOCUMENTS])
        assert engine.search(Request()).total
        (tmp_path / "CURRENT").write_bytes(b"\xff")
        engine.refresh()
        with pytest.raises(IndexDamaged):
            engine.search(Request())
        engine.close()

    def test_a_file_in_the_place_of_the_index_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "index").write_bytes(b"somebody else's")
        engine = WhooshEngine(tmp_path / "index")
        with pytest.raises(IndexDamaged):
            engine.search(Request())
        for open_to_write in (engine.writer, engine.rebuild):
            with pytest.raises(IndexUnwritable), open_to_write():
                pass
        assert (tmp_path / "index").read_bytes() == b"somebody else's"

    def test_a_lost_segment_is_told(self, tmp_path: Path) -> None:
        engine = engine_of(tmp_path, [DOCUMENTS])
        engine.close()
        array_files(tmp_path)[0].unlink()
        with pytest.raises(IndexDamaged):
            engine.search(Request())

    def test_a_segment_that_was_never_committed_is_not_seen_and_swept(self, tmp_path: Path) -> None:
        engine = engine_of(tmp_path, [DOCUMENTS[:2]])
        (known,) = array_files(tmp_path)
        stray = known.with_name("MAIN_0123456789abcdef.arrays")
        stray.write_bytes(known.read_bytes()[:100])
        assert engine.search(Request()).total == 2
        with engine.writer() as writer:
            writer.put(DOCUMENTS[2])
            writer.commit(2)
        assert engine.search(Request()).total == 3
        assert not stray.exists()
        engine.close()


def test_a_commit_that_fails_lets_go_of_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_of(tmp_path, [DOCUMENTS[:1]])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with (  # noqa: PT012
        monkeypatch.context() as patched,
        pytest.raises(IndexUnwritable, match=r"No space left.*gilt weiter"),
        engine.writer() as writer,
    ):
        patched.setattr("search.engines.whoosh.segment_writer.write_arrays", full)
        writer.put(DOCUMENTS[1])
        writer.commit(2)
    with engine.writer() as writer:
        writer.put(DOCUMENTS[1])
        writer.commit(2)
    assert engine.search(Request()).total == 2
    engine.close()


def test_a_search_while_a_new_index_is_swapped_in_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine_of(tmp_path, [DOCUMENTS[:1]]).close()
    reading, current = WhooshEngine(tmp_path), WhooshEngine._current
    swapped = False

    def swap(self: WhooshEngine) -> str:
        nonlocal swapped
        found = current(self)
        if self is reading and not swapped:
            swapped = True
            with WhooshEngine(tmp_path).rebuild() as writer:
                for document in DOCUMENTS:
                    writer.put(document)
                writer.commit(5)
        return found

    monkeypatch.setattr(WhooshEngine, "_current", swap)
    assert reading.search(Request()).total == 5
    reading.close()


def test_damage_met_while_committing_is_told(tmp_path: Path) -> None:
    engine = engine_of(tmp_path, [DOCUMENTS[:2]])
    (path,) = array_files(tmp_path)
    content = bytearray(path.read_bytes())
    content[100] ^= 0x40
    path.write_bytes(bytes(content))
    with pytest.raises(IndexDamaged), engine.writer() as writer:  # noqa: PT012
        writer.put(DOCUMENTS[1])
        writer.commit(2)
    engine.close()


def test_a_reader_goes_on_with_the_segments_it_has_opened(tmp_path: Path) -> None:
    reading = engine_of(tmp_path, [DOCUMENTS[:1]])
    assert reading.search(Request()).total == 1
    writing = WhooshEngine(tmp_path)
    for cursor in range(2, 30):
        with writing.writer() as writer:
            writer.put(Document(id=100 + cursor, city="a", title="Neues"))
            writer.commit(cursor)
    assert reading.search(Request(query=Word("Stadt"))).total == 1
    reading.refresh()
    assert reading.search(Request()).total == 29
    reading.close()
    writing.close()


def test_what_was_let_go_of_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_of(tmp_path, [DOCUMENTS])
    queries = [Request(), Request(query=Word("Radweg")), Request(query=Phrase("der Radweg"))]
    kept = [engine.search(query) for query in queries]
    monkeypatch.setattr("search.engines.whoosh.engine._MOST_MAPPED", 0)
    assert [engine.search(query) for query in queries] == kept
    _ask_everything(engine)
    engine.close()


def _ask_everything(engine: WhooshEngine) -> None:
    engine.search(Request(query=Phrase("der Radweg")))
    for word in ("Radweg", "Güler", "Stadtrat"):
        engine.search(Request(query=Word(word)))
    engine.complete("ra", 5)
    engine.suggest("Radwog", 3)
    engine.sharing(DOCUMENTS[1], 3)
