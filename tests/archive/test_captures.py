import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captures import CaptureFiles, Recorded
from archive.errors import CaptureDamaged
from archive.model import Capture
from archive.store import Archive


def capture(body: bytes = b"<p>Text</p>", url: str = "https://a.example/1", **more: object) -> Capture:
    values = {
        "url": url,
        "final_url": url,
        "fetched_at": datetime(2025, 1, 2, 3, 4, tzinfo=UTC),
        "status": 200,
        "content_type": "text/html",
        "headers": (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("ETag", '"x"')),
        "etag": '"x"',
    }
    return Capture(body=body, **{**values, **more})  # type: ignore[arg-type]


def warcio_check(directory: Path) -> subprocess.CompletedProcess[str]:
    files = [str(path) for path in sorted(directory.glob("*.warc.gz"))]
    command = [sys.executable, "-m", "warcio.cli", "check", *files]
    return subprocess.run(command, capture_output=True, text=True, check=False)


NOTHING = Recorded(end=0, newest=None)


def test_bytes_come_back_as_they_were_served(archive: Archive) -> None:
    kept = archive.store_capture(capture(b"\x00\xff\r\n binary \x1f\x8b"))
    found = archive.capture(kept)
    assert found.body == b"\x00\xff\r\n binary \x1f\x8b"
    assert (found.url, found.status, found.etag) == ("https://a.example/1", 200, '"x"')
    assert found.digest == capture(b"\x00\xff\r\n binary \x1f\x8b").digest


def test_equal_bytes_are_stored_once(archive: Archive) -> None:
    one = archive.store_capture(capture())
    assert archive.store_capture(capture()) == one
    other = archive.store_capture(capture(url="https://a.example/2"))
    assert other != one
    sizes = [path.stat().st_size for path in (archive.directory / "captures").iterdir()]
    archive.store_capture(capture(url="https://a.example/3"))
    assert [path.stat().st_size for path in (archive.directory / "captures").iterdir()] == sizes


def test_warcio_accepts_the_files_of_pages_and_of_imports(archive: Archive) -> None:
    archive.store_capture(capture())
    archive.store_capture(
        capture(b"Solingen", url="file:///450-pe.txt", headers=(), content_type="text/plain")
    )
    archive.store_capture(capture(b"x", url="https://a.example/mit leer und ü", status=410))
    checked = warcio_check(archive.directory / "captures")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_torn_end_is_cut_and_whole_records_stay(archive: Archive) -> None:
    first = archive.store_capture(capture(b"first"))
    (file,) = (archive.directory / "captures").iterdir()
    whole = file.read_bytes()
    orphan = CaptureFiles(archive.directory / "other").append(capture(b"orphan"), lambda name: NOTHING)
    orphaned = (archive.directory / "other" / orphan.file).read_bytes()
    file.write_bytes(whole + orphaned + orphaned[: len(orphaned) // 2])
    second = archive.store_capture(capture(b"second", url="https://a.example/2"))
    assert file.read_bytes().startswith(whole + orphaned)
    assert archive.capture(first).body == b"first"
    assert archive.capture(second).body == b"second"
    assert warcio_check(archive.directory / "captures").returncode == 0


def test_a_new_file_is_begun_when_one_is_full(tmp_path: Path) -> None:
    files = CaptureFiles(tmp_path, rotate_at=10)
    places = [files.append(capture(bytes([n])), lambda name: NOTHING) for n in range(3)]
    assert [place.file for place in places] == [f"captures-00000{n}.warc.gz" for n in (1, 2, 3)]


def test_damaged_bytes_are_told_never_served(archive: Archive) -> None:
    kept = archive.store_capture(capture(b"what the city said" * 50))
    (file,) = (archive.directory / "captures").iterdir()
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    with pytest.raises(CaptureDamaged):
        archive.capture(kept)


@given(tail=st.binary(max_size=200))
def test_any_torn_end_is_survived(tail: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("captures")
    files = CaptureFiles(directory)
    first = files.append(capture(b"first"), lambda name: NOTHING)
    path = directory / first.file
    path.write_bytes(path.read_bytes() + tail)
    second = files.append(capture(b"second"), lambda name: Recorded(first.offset + first.length, first.file))
    assert files.read(first) == b"first"
    assert files.read(second) == b"second"
