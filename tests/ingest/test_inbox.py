"""A watched folder: a file counts once it is whole, belongs to a city by its folder, and is taken in once."""

import os
from pathlib import Path

import pytest

from archive.model import Run, Source
from archive.store import Archive
from ingest.city import City
from ingest.errors import InboxUnusable
from ingest.inbox import FILE, Arrived, Inbox, take_in

TEXT = "Stadt A\nPressemitteilung Nr. {n}/2025\n3. März 2025\n\nRadweg {n} eröffnet\n\nDer Radweg {n} ist fertig."
A, B = (City(source=Source(key=key, name=f"Stadt {key.upper()}"), layout=None) for key in "ab")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    directory = tmp_path / "inbox"
    directory.mkdir()
    return directory


def drop(folder: Path, name: str, n: int = 1) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(TEXT.format(n=n), encoding="utf-8")
    return file


class TestWhatArrives:
    def test_a_file_counts_once_it_is_whole(self, folder: Path, tmp_path: Path) -> None:
        inbox = Inbox(folder, tmp_path)
        file = drop(folder, "1.txt")
        assert inbox.arrived(["a"]) == Arrived()
        file.write_text("noch mehr, der Kopierer schreibt noch", encoding="utf-8")
        assert inbox.arrived(["a"]) == Arrived()
        assert inbox.arrived(["a"]) == Arrived({"a": (file,)})

    def test_what_lay_there_at_the_start_counts_at_the_first_look(self, folder: Path, tmp_path: Path) -> None:
        file = drop(folder, "1.txt")
        assert Inbox(folder, tmp_path).arrived(["a"]) == Arrived({"a": (file,)})

    def test_of_which_city(self, folder: Path, tmp_path: Path) -> None:
        of_a, of_b, of_none = drop(folder, "a/1.txt"), drop(folder, "b/deep/2.txt"), drop(folder, "3.txt")
        assert Inbox(folder, tmp_path).arrived(["a", "b"]) == Arrived(
            {"a": (of_a,), "b": (of_b,)}, (of_none,)
        )
        assert Inbox(folder, tmp_path).arrived(["a"]) == Arrived({"a": (of_none, of_a, of_b)})

    def test_what_was_noted_is_known_after_a_restart_until_it_changes(
        self, folder: Path, tmp_path: Path
    ) -> None:
        file = drop(folder, "1.txt")
        inbox = Inbox(folder, tmp_path)
        inbox.arrived(["a"])
        inbox.note([file])
        assert inbox.arrived(["a"]) == Arrived()
        again = Inbox(folder, tmp_path)
        assert again.arrived(["a"]) == Arrived()
        file.write_text("etwas anderes", encoding="utf-8")
        again.arrived(["a"])
        assert again.arrived(["a"]) == Arrived({"a": (file,)})

    @pytest.mark.parametrize("damaged", [b"", b"{", b'{"1.txt": 3}', b"\xff\xfe"])
    def test_damaged_notes_are_no_notes(self, folder: Path, tmp_path: Path, damaged: bytes) -> None:
        file = drop(folder, "1.txt")
        (tmp_path / FILE).write_bytes(damaged)
        assert Inbox(folder, tmp_path).arrived(["a"]) == Arrived({"a": (file,)})

    def test_a_name_that_is_no_text_is_taken_in_all_the_same(self, folder: Path, tmp_path: Path) -> None:
        file = Path(os.fsdecode(os.fsencode(folder) + b"/\xe4rger.txt"))
        file.write_text("x", encoding="utf-8")
        inbox = Inbox(folder, tmp_path)
        assert inbox.arrived(["a"]) == Arrived({"a": (file,)})
        inbox.note([file])
        assert inbox.arrived(["a"]) == Arrived()

    @pytest.mark.parametrize(
        "name",
        [
            "~$Meldung.docx",
            "1.pdf.filepart",
            "1.txt.part",
            "Thumbs.db",
            "desktop.ini",
            "x.crdownload",
            "1.txt~",
        ],
    )
    def test_what_programs_leave_beside_files_is_no_file(
        self, folder: Path, tmp_path: Path, name: str
    ) -> None:
        drop(folder, name)
        assert Inbox(folder, tmp_path).arrived(["a"]) == Arrived()

    def test_a_folder_that_is_none_is_told(self, folder: Path, tmp_path: Path) -> None:
        with pytest.raises(InboxUnusable, match="PRESSEARCHIV_INBOX"):
            Inbox(tmp_path / "nothing", tmp_path)
        with pytest.raises(InboxUnusable):
            Inbox(drop(folder, "1.txt"), tmp_path)
        inbox = Inbox(folder, tmp_path)
        (folder / "1.txt").unlink()
        folder.rmdir()
        with pytest.raises(InboxUnusable):
            inbox.arrived(["a"])


class TestTakingIn:
    def taken(self, archive: Archive, inbox: Inbox, *cities: City) -> list[Run]:
        return take_in(inbox, cities or (A,), archive)

    def test_a_file_is_imported_once_and_stays(self, folder: Path, tmp_path: Path) -> None:
        file = drop(folder, "1.txt")
        with Archive(tmp_path / "data") as archive:
            inbox = Inbox(folder, tmp_path)
            (run,) = self.taken(archive, inbox)
            assert (run.kind, run.added, run.failed) == ("import", 1, 0)
            assert self.taken(archive, inbox) == []
            assert file.exists()
            assert archive.versions(1)[0].release.title == "Radweg 1 eröffnet"

    def test_what_cannot_be_read_and_what_belongs_nowhere_is_on_record(
        self, folder: Path, tmp_path: Path
    ) -> None:
        drop(folder, "a/1.txt")
        (folder / "a" / "2.pdf").write_bytes(b"%PDF-1.4 damaged")
        drop(folder, "3.txt")
        with Archive(tmp_path / "data") as archive:
            inbox = Inbox(folder, tmp_path)
            runs = self.taken(archive, inbox, A, B)
            assert [run.failed for run in runs] == [1, 1]
            assert self.taken(archive, inbox, A, B) == [], "told once"
            told = [problem.message for run in archive.imports(10) for problem in run.problems]
            assert any("3.txt" in one and "Schlüssel der Stadt" in one for one in told)
            assert any("2.pdf" in one for one in told)

    def test_without_any_city_it_waits(self, folder: Path, tmp_path: Path) -> None:
        drop(folder, "1.txt")
        with Archive(tmp_path / "data") as archive:
            inbox = Inbox(folder, tmp_path)
            assert take_in(inbox, (), archive) == []
            assert len(take_in(inbox, (A,), archive)) == 1
