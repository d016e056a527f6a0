"""What `check` finds: nothing in a whole archive, and each fault by its kind, its place and what to do."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from archive.integrity import Fault, Finding
from archive.store import Archive
from search.engine import Engine, open_engine
from search.indexer import catch_up
from search.integrity import of_index
from tests.archive.tampering import altered
from tests.archive.test_captures import capture
from tests.archive.test_store import NOW, SOURCE, reading, release
from tests.conftest import quiet

RELEASES = 12


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    with Archive(tmp_path / "data") as archive:
        archive.put_source(SOURCE)
        for number in range(1, RELEASES + 1):
            url = f"https://a.example/{number}"
            kept = archive.store_capture(capture(f"<p>Text {number}</p>".encode(), url))
            one = release(f"Meldung {number}", f"Text {number} über den Radweg.", url)
            archive.deposit(one, reading(number, published=NOW.date()), capture_id=kept, layout="t", at=NOW)
        changed = release("Meldung 1", "Text 1 ist jetzt anders.", "https://a.example/1")
        archive.deposit(changed, reading(1), capture_id=None, layout="t", at=NOW)
        with_index(archive, tmp_path / "data")
    return tmp_path / "data"


def with_index(archive: Archive, directory: Path) -> None:
    engine = open_engine("whoosh", directory / "index")
    catch_up(archive, engine, quiet)
    engine.close()


def findings(directory: Path, *, quick: bool = False) -> list[Finding]:
    with Archive(directory) as archive:
        found = [finding for some, _ in archive.verify(quiet, quick=quick) for finding in some]
        engine: Engine = open_engine("whoosh", directory / "index")
        found += of_index(archive, engine, "index", now=NOW, quick=quick)
        engine.close()
    return found


@pytest.mark.parametrize("quick", [True, False])
def test_nothing_is_found_in_what_is_whole(directory: Path, quick: bool) -> None:
    assert findings(directory, quick=quick) == []


@pytest.mark.parametrize(
    ("statement", "fault", "place"),
    [
        ("DELETE FROM event WHERE seq = 5", Fault.EVENTS, "5"),
        ("DELETE FROM event WHERE seq = 1", Fault.EVENTS, "1"),
        ("UPDATE record SET version_id = (SELECT min(id) FROM version WHERE record_id = 1) WHERE id = 1",
         Fault.NEWEST, "1"),
        ("UPDATE record SET version_id = 99 WHERE id = 2", Fault.NEWEST, "2"),
        ("UPDATE version SET release = '{' WHERE record_id = 3", Fault.ENTRY, "3"),
        ("UPDATE version SET release = replace(release, 'Radweg', 'Radwek') WHERE record_id = 3", Fault.ENTRY, "3"),
        ("UPDATE version SET recorded_at = '2426-01-01T00:00:00.000000+00:00' WHERE record_id = 3", Fault.ENTRY, "3"),
        ("UPDATE record SET first_seen = '2426-01-01T00:00:00.000000+00:00' WHERE id = 4", Fault.RECORD, "4"),
        ("UPDATE record SET published = '2020-01-01' WHERE id = 5", Fault.RECORD, "5"),
        ("UPDATE version SET capture_id = 999 WHERE record_id = 4", Fault.REFERENCE, "version"),
        ('UPDATE blob SET "offset" = "offset" + 1 WHERE "offset" = 0', Fault.CAPTURE, "captures-000001.warc.gz (1)"),
        ("UPDATE blob SET length = 999999 WHERE \"offset\" = 0", Fault.FILE_MISSING, "captures-000001.warc.gz"),
    ],
)  # fmt: skip
def test_each_fault_of_the_database_by_its_place(
    directory: Path, statement: str, fault: Fault, place: str
) -> None:
    altered(directory, statement)
    found = [finding for finding in findings(directory) if finding.fault is fault]
    assert [finding.place for finding in found] == [place]
    for language in ("de", "en"):
        assert place in found[0].text(language)


def test_stored_bytes_that_were_flipped_or_cut_short(directory: Path) -> None:
    (file,) = (directory / "captures").iterdir()
    whole = file.read_bytes()
    dice = random.Random(450)
    for _ in range(10):
        content = bytearray(whole)
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        file.write_bytes(content)
        # A flip in the name or the day of a record is none of the bytes that were served.
        assert {finding.fault for finding in findings(directory)} <= {Fault.CAPTURE}
    content = bytearray(whole)
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    assert [finding.fault for finding in findings(directory)] == [Fault.CAPTURE]
    assert findings(directory, quick=True) == []
    file.write_bytes(whole[: len(whole) // 2])
    (missing,) = findings(directory)
    assert (missing.fault, missing.place) == (Fault.FILE_MISSING, file.name)
    assert 4 <= int(str(missing.detail)) <= 8
    file.unlink()
    (missing,) = findings(directory)
    assert (missing.fault, missing.detail) == (Fault.FILE_MISSING, str(RELEASES))


def test_a_check_goes_on_behind_the_capture_it_reached(directory: Path) -> None:
    (file,) = (directory / "captures").iterdir()
    content = bytearray(file.read_bytes())
    content[len(content) // 4] ^= 0xFF
    file.write_bytes(content)
    with Archive(directory) as archive:
        (found,) = [finding for some, _ in archive.verify(quiet) for finding in some]
        offset = int(found.place.rpartition("(")[2].rstrip(")"))
        again = [finding for some, _ in archive.verify(quiet, after=(file.name, offset)) for finding in some]
    assert again == []


def test_an_erasure_that_is_not_at_its_end(directory: Path) -> None:
    with Archive(directory) as archive:
        archive.erase(3, "x", NOW, by="Staff")
    assert Finding(Fault.ERASURE, "3") in findings(directory)


def _lacks_one(engine: Engine) -> None:
    with engine.writer() as writer:
        writer.delete(3)
        writer.commit(engine.cursor)


class TestIndex:
    def test_a_release_that_is_missing_and_one_that_is_too_many(self, directory: Path) -> None:
        engine = open_engine("whoosh", directory / "index")
        _lacks_one(engine)
        engine.close()
        assert findings(directory) == [Finding(Fault.INDEX_LACKS, "3")]
        altered(directory, f"INSERT INTO seal VALUES (4, 'x', '{NOW.isoformat()}', NULL)")
        assert findings(directory, quick=True) == [
            Finding(Fault.INDEX_LACKS, "3"),
            Finding(Fault.INDEX_SHOWS, "4"),
        ]

    def test_one_that_is_behind_is_no_fault(self, directory: Path) -> None:
        with Archive(directory) as archive:
            archive.seal(3, "x", NOW + timedelta(days=1), by="Staff")
        assert findings(directory) == []

    @pytest.mark.parametrize(
        "damage",
        [
            lambda file: file.write_bytes(file.read_bytes()[:-1]),
            lambda file: file.write_bytes(bytes([file.read_bytes()[0] ^ 1]) + file.read_bytes()[1:]),
            lambda file: file.unlink(),
        ],
        ids=["cut short", "flipped", "gone"],
    )
    def test_a_damaged_segment(self, directory: Path, damage: Callable[[Path], object]) -> None:
        (segment,) = directory.rglob("*.arrays")
        damage(segment)
        (found,) = findings(directory)
        assert found.fault is Fault.INDEX
        assert "pressearchiv index --rebuild" in found.text("de")
