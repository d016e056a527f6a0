"""A backup is the archive, byte for byte; a restore never overwrites and never believes a damaged file."""

import hashlib
import io
import tarfile
import threading
from pathlib import Path

import pytest

from archive.backup import back_up, restore
from archive.errors import BackupDamaged, BackupUnwritable, RestoreRefused
from archive.store import Archive
from tests.archive.test_captures import capture
from tests.archive.test_store import NOW, SOURCE, reading, release
from tests.conftest import quiet

pytestmark = pytest.mark.sqlite


def fill(archive: Archive, start: int, count: int) -> None:
    archive.put_source(SOURCE)
    for n in range(start, start + count):
        url = f"https://a.example/{n}"
        kept = archive.store_capture(capture(f"Text {n}".encode() * 50, url))
        archive.deposit(
            release(f"Meldung {n}", f"Text {n}", url), reading(n), capture_id=kept, layout="t", at=NOW
        )


def contents(archive: Archive) -> dict[str, tuple[str, str]]:
    """Every release with the digest of its captured bytes, read back and compared on the way."""
    found = {}
    for record, version in archive.current(range(1, 1_000)).values():
        stored = archive.capture(version.capture_id or 0)
        found[version.release.title] = (record.addresses[0], hashlib.sha256(stored.body).hexdigest())
    return found


def test_every_digest_comes_back(archive: Archive, tmp_path: Path) -> None:
    fill(archive, 1, 30)
    (archive.directory / "cities").mkdir()
    (archive.directory / "cities" / "dorf.toml").write_text('key = "dorf"\nname = "Dorf"\n')
    (archive.directory / "synonyms.txt").write_text("Lauerbad = Hallenbad\n")
    size = back_up(archive.directory, tmp_path / "b.tar", quiet)
    assert size == (tmp_path / "b.tar").stat().st_size
    assert restore(tmp_path / "b.tar", tmp_path / "new", quiet) == 4
    assert (tmp_path / "new" / "synonyms.txt").read_text() == "Lauerbad = Hallenbad\n"
    with Archive(tmp_path / "new") as restored:
        assert contents(restored) == contents(archive)
        assert restored.events(0) == archive.events(0)
        fill(restored, 100, 3)
        assert len(contents(restored)) == 33
    assert (tmp_path / "new" / "cities" / "dorf.toml").read_text().startswith("key")


def test_it_is_consistent_while_releases_come_in(archive: Archive, tmp_path: Path) -> None:
    fill(archive, 1, 20)
    stop = threading.Event()

    def keep_filling() -> None:
        n = 100
        while not stop.is_set():
            fill(archive, n, 1)
            n += 1

    writer = threading.Thread(target=keep_filling)
    writer.start()
    try:
        for at in range(5):
            back_up(archive.directory, tmp_path / f"{at}.tar", quiet)
    finally:
        stop.set()
        writer.join()
    sizes = []
    for at in range(5):
        restore(tmp_path / f"{at}.tar", tmp_path / f"new{at}", quiet)
        with Archive(tmp_path / f"new{at}") as restored:
            found = contents(restored)
            events = restored.events(0)
            assert [event.seq for event in events] == list(range(1, len(events) + 1))
            assert len(found) == restored.count() == len(events)
            sizes.append(len(found))
    assert sizes[0] >= 20
    assert sizes == sorted(sizes)


def test_nothing_is_backed_up_while_bytes_of_an_erased_release_are_left(
    archive: Archive, tmp_path: Path
) -> None:
    fill(archive, 1, 1)
    archive.erase(1, "x", NOW, by="Staff")
    with pytest.raises(BackupUnwritable, match="Löschung ist noch nicht zu Ende"):
        back_up(archive.directory, tmp_path / "b.tar", quiet)
    assert list(tmp_path.glob("*.tar*")) == []
    archive.finish_erasing()
    assert back_up(archive.directory, tmp_path / "b.tar", quiet) > 0


def test_a_backup_overwrites_nothing_and_leaves_no_half_one(archive: Archive, tmp_path: Path) -> None:
    fill(archive, 1, 1)
    (tmp_path / "b.tar").write_bytes(b"important")
    with pytest.raises(BackupUnwritable, match="gibt es schon"):
        back_up(archive.directory, tmp_path / "b.tar", quiet)
    assert (tmp_path / "b.tar").read_bytes() == b"important"
    with pytest.raises(BackupUnwritable):
        back_up(archive.directory, tmp_path / "nowhere" / "b.tar", quiet)
    with pytest.raises(BackupUnwritable, match="kein Archiv"):
        back_up(tmp_path / "empty", tmp_path / "c.tar", quiet)
    assert not list(tmp_path.glob(".*part"))


def test_a_restore_refuses_to_overwrite(archive: Archive, tmp_path: Path) -> None:
    fill(archive, 1, 1)
    back_up(archive.directory, tmp_path / "b.tar", quiet)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thing").touch()
    with pytest.raises(RestoreRefused, match="nicht leer"):
        restore(tmp_path / "b.tar", tmp_path / "full", quiet)
    (tmp_path / "empty").mkdir()
    restore(tmp_path / "b.tar", tmp_path / "empty", quiet)


@pytest.mark.parametrize("damage", ["cut", "flipped", "no manifest", "letter", "path"])
def test_a_damaged_backup_is_told_and_nothing_is_restored(
    damage: str, archive: Archive, tmp_path: Path
) -> None:
    fill(archive, 1, 5)
    good = tmp_path / "b.tar"
    back_up(archive.directory, good, quiet)
    body = good.read_bytes()
    if damage == "cut":
        good.write_bytes(body[: len(body) // 2])
    elif damage == "flipped":
        at = body.index(b"Meldung 3")
        good.write_bytes(body[:at] + b"Meldung 4" + body[at + 9 :])
    elif damage == "letter":
        good.write_bytes(b"Sehr geehrte Damen und Herren")
    else:
        bad = io.BytesIO()
        with tarfile.open(fileobj=bad, mode="w") as tar:
            info = tarfile.TarInfo("../evil" if damage == "path" else "archive.sqlite")
            tar.addfile(info, io.BytesIO(b""))
        good.write_bytes(bad.getvalue())
    with pytest.raises(BackupDamaged, match="nichts wiederhergestellt"):
        restore(good, tmp_path / "new", quiet)
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("left", [0, 40])
def test_what_is_missing_is_named_and_no_backup_made(archive: Archive, tmp_path: Path, left: int) -> None:
    fill(archive, 1, 3)
    (file,) = (archive.directory / "captures").iterdir()
    if left:
        file.write_bytes(file.read_bytes()[:left])
    else:
        file.unlink()
    with pytest.raises(BackupUnwritable, match=file.name):
        back_up(archive.directory, tmp_path / "copy.tar", quiet)
    assert not (tmp_path / "copy.tar").exists()
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_no_backup_is_made_of_a_damaged_database(archive: Archive, tmp_path: Path) -> None:
    fill(archive, 1, 40)
    file = archive.directory / "archive.sqlite"
    archive.close()
    pages = bytearray(file.read_bytes())
    for at in range(4096 * 3, len(pages), 4096 * 2):
        pages[at : at + 16] = b"\x0d\xff" * 8
    file.write_bytes(pages)
    with pytest.raises(BackupUnwritable, match=r"malformed|beschädigt"):
        back_up(archive.directory, tmp_path / "b.tar", quiet)
    assert not (tmp_path / "b.tar").exists()
