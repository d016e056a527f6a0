"""What a process leaves that is killed while it writes the index: gone when the index is next followed, or never."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from search.document import Document
from search.engine import Writer
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.files import MERGED, MERGING_LOCK, NEXT, NEXT_LIST
from search.engines.whoosh.left_over import left_over
from search.model import Request
from tests.search.test_engines import DOCUMENTS
from tests.search.test_whoosh_files import array_files, engine_of, held_merge

# isort: split
from whoosh.util.filelock import FileLock


def _put_all(writer: Writer) -> None:
    for document in DOCUMENTS:
        writer.put(document)
    writer.commit(9)


def _commit(directory: Path) -> None:
    with WhooshEngine(directory).writer() as writer:
        _put_all(writer)


def _rebuild(directory: Path) -> None:
    with WhooshEngine(directory).rebuild() as writer:
        _put_all(writer)


def _merge(directory: Path) -> None:
    engine = WhooshEngine(directory)
    for number in range(8):
        with engine.writer() as writer:
            writer.put(DOCUMENTS[0])
            writer.commit(number)
    engine.close()


# What is done, the function that is never come back from, and what is left there.
MOMENTS: list[tuple[Callable[[Path], None], str, str]] = [
    (_commit, "search.engines.whoosh.segment_writer.write_contents", "*.arrays"),
    (_commit, "search.engines.whoosh.files.GenerationStorage.rename_file", NEXT_LIST),
    (_rebuild, "search.engines.whoosh.engine.WhooshEngine._swap_in", "generation-000002"),
    (_merge, "search.engines.whoosh.merge_scheduler.SegmentWriter.replace_segments", MERGED),
    (_rebuild, "pathlib.Path.replace", NEXT),
]


@pytest.mark.parametrize(("work", "moment", "left"), MOMENTS, ids=[moment for _, moment, _ in MOMENTS])
def test_what_was_left_is_removed(
    work: Callable[[Path], None], moment: str, left: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_of(tmp_path, [DOCUMENTS[:2]])

    def killed(*_: object, **__: object) -> NoReturn:
        os._exit(9)

    if not (child := os.fork()):
        try:
            monkeypatch.setattr(moment, killed)
            work(tmp_path)
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    found = left_over(tmp_path, "generation-000001")
    assert any(place.match(left) for path in found for place in (path, *path.rglob("*")))
    assert engine.search(Request()).total == 2, "what was committed is searched"
    engine.tidy()
    assert left_over(tmp_path, "generation-000001") == ()
    assert engine.search(Request()).total == 2
    engine.close()


@pytest.fixture
def written(tmp_path: Path) -> Iterator[WhooshEngine]:
    engine = engine_of(tmp_path, [DOCUMENTS[number : number + 1] * 2 for number in range(4)])
    yield engine
    engine.close()


def test_what_others_write_stays(written: WhooshEngine, tmp_path: Path) -> None:
    with WhooshEngine(tmp_path).rebuild() as writer:
        written.tidy()
        _put_all(writer)
    assert written.search(Request()).total == len(DOCUMENTS)
    merging = FileLock(str(tmp_path / "generation-000002" / MERGING_LOCK))
    assert merging.acquire()
    being_merged = tmp_path / "generation-000002" / MERGED
    being_merged.write_bytes(b"...")
    written.tidy()
    assert being_merged.exists()
    merging.release()
    written.tidy()
    assert not being_merged.exists()


def test_a_merge_goes_on_while_it_is_tidied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_of(tmp_path, [DOCUMENTS[:1]] * 7)
    may_go_on = held_merge(engine, monkeypatch)
    engine.tidy()
    may_go_on.set()
    engine.close()
    assert WhooshEngine(tmp_path).search(Request()).total == 2
    assert left_over(tmp_path, "generation-000001") == ()


def words_in(directory: Path, word: str) -> list[str]:
    return [
        path.name
        for path in directory.rglob("*")
        if path.is_file() and word.encode() in path.read_bytes().lower()
    ]


def test_what_was_deleted_is_in_no_file_once_it_is_expunged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else a commit that leaves a third of a segment deleted has it merged, beside what is looked at here.
    monkeypatch.setattr("search.engines.whoosh.merge_scheduler.to_merge", lambda _: [])
    secret = Document(
        id=99, city="a", title="Zeppelinhafen", body="Ein Zeppelinhafen.", persons=("Ida Quast",)
    )
    engine = engine_of(tmp_path, [(*DOCUMENTS[:2], secret), DOCUMENTS[2:3], (secret,), DOCUMENTS[3:]])
    with engine.writer() as writer:
        writer.delete(99)
        writer.commit(5, "fünf")
    assert words_in(tmp_path, "zeppelinhafen")
    untouched = [path for path in array_files(tmp_path) if b"quast" not in path.read_bytes()]
    assert len(untouched) == 2
    before = engine.search(Request())
    assert engine.expunge()
    assert (words_in(tmp_path, "zeppelinhafen"), words_in(tmp_path, "quast")) == ([], [])
    assert (engine.search(Request()), engine.reached) == (before, (5, "fünf"))
    assert all(path.exists() for path in untouched), "a segment without deleted documents stays"
    engine.verify()
    engine.close()


def test_an_index_of_which_everything_was_deleted_is_empty_and_keeps_its_cursor(tmp_path: Path) -> None:
    engine = engine_of(tmp_path, [DOCUMENTS[:2], DOCUMENTS[2:]])
    with engine.writer() as writer:
        for document in DOCUMENTS:
            writer.delete(document.id)
        writer.commit(3, "drei")
    assert engine.expunge()
    assert (engine.search(Request()).total, engine.reached) == (0, (3, "drei"))
    assert words_in(tmp_path, "radweg") == []
    engine.close()


def test_half_a_generation_is_expunged_too_and_a_merge_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_of(tmp_path, [DOCUMENTS[:1]] * 7)
    half = tmp_path / "generation-000009"
    half.mkdir()
    (half / "MAIN_x.arrays").write_bytes(b"zeppelin")
    may_go_on = held_merge(engine, monkeypatch)
    with engine.writer() as writer:
        writer.delete(99)
        writer.commit(9)
    threading.Timer(0.5, may_go_on.set).start()
    assert engine.expunge()
    assert words_in(tmp_path, "zeppelin") == []
    assert engine.search(Request()).total == 1
    engine.close()


def test_nothing_but_the_index_is_there_after_a_commit(written: WhooshEngine, tmp_path: Path) -> None:
    names = {path.name for path in tmp_path.rglob("*") if path.suffix not in (".arrays", ".toc")}
    assert names == {"CURRENT", "LOCK", "FINGERPRINT", "MAIN_WRITELOCK", "generation-000001"}


def test_where_nothing_may_be_written_nothing_is_removed(
    written: WhooshEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stray = tmp_path / NEXT
    stray.write_bytes(b"generation-000009")

    def forbidden(*_: object, **__: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", forbidden)
    written.tidy()
    assert stray.exists()
