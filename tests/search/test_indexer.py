"""The index follows its archive, and notices when it is another one."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.errors import ArchiveError, ArchiveNotOwned, ArchiveStillRead
from archive.integrity import Fault
from archive.store import Archive
from search import indexer
from search.engine import Engine
from search.engines.memory import MemoryEngine
from search.engines.opensearch import OpenSearchEngine
from search.engines.whoosh import WhooshEngine
from search.errors import IndexOfAnotherArchive
from search.indexer import catch_up, rebuild
from search.integrity import of_index
from search.model import Request
from search.query import Word
from search.zero_results import FILE as MISSES
from search.zero_results import ZeroResultLog
from tests.archive.test_store import NOW, SOURCE, deposit, reading, release
from tests.conftest import free_port, quiet


class SharedEngine(MemoryEngine):
    """An index that others can write to."""

    @property
    def shared(self) -> str:
        return "https://index.example (presse)"


@pytest.fixture(params=[MemoryEngine, WhooshEngine])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    made: Engine = request.param(tmp_path / "index")
    return made


def fill(archive: Archive, *words: str) -> None:
    archive.put_source(SOURCE)
    for number, word in enumerate(words, 1):
        one = release(f"Über {word}", f"Ein {word}.", f"https://a.example/{number}")
        deposit(archive, one, reading(number), at=datetime.now(UTC))


def found(engine: Engine, word: str) -> int:
    engine.refresh()
    return engine.search(Request(query=Word(word), size=1, facets=())).total


def test_an_index_that_followed_another_archive_is_made_anew(engine: Engine, tmp_path: Path) -> None:
    """Whether that one has fewer events, as many, or more."""
    with Archive(tmp_path / "one") as one, Archive(tmp_path / "two") as two:
        fill(one, "Radweg")
        fill(two, "Hallenbad", "Turnhalle")
        for archive, there, gone in ((one, "Radweg", "Hallenbad"), (two, "Turnhalle", "Radweg")) * 2:
            catch_up(archive, engine, quiet)
            assert (found(engine, there), found(engine, gone)) == (1, 0)
            assert catch_up(archive, engine, quiet) == 0


def test_a_copy_that_went_on_by_itself_is_another_archive(engine: Engine, tmp_path: Path) -> None:
    with Archive(tmp_path / "one") as one:
        fill(one, "Radweg")
    shutil.copytree(tmp_path / "one", tmp_path / "copy")
    with Archive(tmp_path / "one") as one, Archive(tmp_path / "copy") as copy:
        catch_up(one, engine, quiet)
        assert catch_up(copy, engine, quiet) == 0, "so far they are the same"
        fill(one, "Radweg", "Hallenbad")
        catch_up(one, engine, quiet)
        fill(copy, "Radweg", "Turnhalle")
        catch_up(copy, engine, quiet)
        assert (found(engine, "Turnhalle"), found(engine, "Hallenbad")) == (1, 0)


def test_one_that_others_can_write_to_is_left_to_them(tmp_path: Path) -> None:
    engine = SharedEngine()
    with Archive(tmp_path / "one") as one, Archive(tmp_path / "two") as two:
        fill(one, "Radweg")
        fill(two, "Hallenbad", "Turnhalle")
        catch_up(one, engine, quiet)
        with pytest.raises(IndexOfAnotherArchive, match=r"index\.example.*index --rebuild"):
            catch_up(two, engine, quiet)
        assert found(engine, "Radweg") == 1
        rebuild(two, engine, quiet)
        assert (found(engine, "Radweg"), found(engine, "Turnhalle")) == (0, 1)
        with pytest.raises(IndexOfAnotherArchive):
            catch_up(one, engine, quiet)


class TestChecked:
    def test_an_index_of_another_archive_is_a_fault(self, engine: Engine, tmp_path: Path) -> None:
        with Archive(tmp_path / "one") as one, Archive(tmp_path / "two") as two:
            fill(one, "Radweg")
            fill(two, "Hallenbad")
            catch_up(one, engine, quiet)
            assert list(of_index(one, engine, "index", now=NOW, quick=True)) == []
            (found,) = of_index(two, engine, "index", now=NOW, quick=True)
            assert found.fault is Fault.INDEX
            assert "anderen Archiv" in found.text("de")

    def test_one_that_others_can_write_to_is_not_for_this_one_to_mend(self, tmp_path: Path) -> None:
        engine = SharedEngine()
        with Archive(tmp_path / "one") as one, Archive(tmp_path / "two") as two:
            fill(one, "Radweg")
            fill(two, "Hallenbad")
            catch_up(one, engine, quiet)
            (found,) = of_index(two, engine, "index", now=NOW, quick=True)
        assert (found.fault, found.place) == (Fault.INDEX_ELSEWHERE, engine.shared)

    def test_one_that_is_away_is_told_where_it_is(self, tmp_path: Path) -> None:
        engine = OpenSearchEngine(f"opensearch://127.0.0.1:{free_port()}/presse")
        with Archive(tmp_path) as archive:
            fill(archive, "Radweg")
            (found,) = of_index(archive, engine, str(tmp_path / "index"), now=NOW, quick=False)
        assert found.fault is Fault.INDEX_ELSEWHERE
        said = found.text("de")
        assert "antwortet nicht" in said
        assert str(tmp_path) not in said
        assert "--rebuild" not in said


class KeepingEngine(MemoryEngine):
    """An index that does not let go of words yet."""

    keeps = True

    def expunge(self, *, patient: bool = False) -> bool:
        return not self.keeps


def test_an_erasure_is_at_its_end_once_the_index_has_let_go_of_its_words(tmp_path: Path) -> None:
    engine = KeepingEngine()
    with Archive(tmp_path) as archive:
        fill(archive, "Radweg", "Hallenbad")
        catch_up(archive, engine, quiet)
        ZeroResultLog(tmp_path, keep=True).note("Radweg", NOW.date())
        archive.erase(1, "Urteil", datetime.now(UTC), by="Staff")
        for _ in range(2):
            catch_up(archive, engine, quiet)
            assert (found(engine, "Radweg"), found(engine, "Hallenbad")) == (0, 1)
            assert [erasure.in_index for erasure in archive.erasures()] == [True]
        engine.keeps = False
        assert catch_up(archive, engine, quiet) == 0
        assert archive.erasures() == ()
        assert not (tmp_path / MISSES).exists()


def test_words_that_cannot_be_destroyed_keep_nobody_from_finding_what_is_new(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = ArchiveNotOwned(place="db:5432/presse", table="version")
    with Archive(tmp_path / "data") as archive:
        fill(archive, "Radweg", "Hallenbad")
        monkeypatch.setattr(Archive, "finish_erasing", lambda self: (refused,))
        with pytest.raises(ArchiveNotOwned):
            catch_up(archive, engine, quiet)
        assert found(engine, "Hallenbad") == 1


@pytest.mark.parametrize(
    "told", [ArchiveStillRead(place="db"), ArchiveNotOwned(place="db", table="vocabulary")]
)
def test_known_words_that_others_still_read_are_forgotten_later(
    told: ArchiveError, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forget() -> None:
        raise told

    with Archive(tmp_path / "data") as archive:
        fill(archive, "Radweg", "Hallenbad")
        archive.erase(1, "Urteil", datetime.now(UTC), by="Staff")
        with monkeypatch.context() as patched:
            patched.setattr(indexer, "forget_words", forget)
            for follow in (rebuild, catch_up):
                follow(archive, engine, quiet)
                assert (found(engine, "Radweg"), found(engine, "Hallenbad")) == (0, 1)
                assert [erasure.in_index for erasure in archive.erasures()] == [True]
        catch_up(archive, engine, quiet)
        assert archive.erasures() == ()


def test_an_erasure_writes_no_other_release_anew(engine: Engine, tmp_path: Path) -> None:
    with Archive(tmp_path / "data") as archive:
        fill(archive, "Radweg", "Hallenbad", "Turnhalle")
        catch_up(archive, engine, quiet)
        archive.erase(1, "Urteil", datetime.now(UTC), by="Staff")
        assert catch_up(archive, engine, quiet) == 1
        assert archive.erasures() == ()
        assert [found(engine, word) for word in ("Radweg", "Hallenbad", "Turnhalle")] == [0, 1, 1]
        assert list(of_index(archive, engine, "index", now=datetime.now(UTC), quick=False)) == []
