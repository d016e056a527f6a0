"""Captures as objects of a store that speaks S3: the same promises as files keep."""

import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from archive.backup import back_up, restore
from archive.captures import CaptureFiles, Place, Recorded
from archive.errors import (
    CaptureDamaged,
    CaptureErased,
    CapturesAddressUnfit,
    CapturesDenied,
    CapturesMissing,
    CapturesUnreachable,
    CapturesUnsafe,
)
from archive.objects import ObjectCaptures
from archive.store import Archive
from tests.archive.test_backup import fill
from tests.archive.test_captures import capture
from tests.archive.test_store import NOW, SOURCE, reading, release
from tests.command import run
from tests.conftest import free_port, quiet

pytestmark = pytest.mark.sqlite
NOTHING = Recorded(end=0, newest=None)


@pytest.fixture
def store(in_objects: str) -> ObjectCaptures:
    return ObjectCaptures(in_objects)


def test_nothing_is_sent_that_only_amazons_own_store_knows(store: ObjectCaptures) -> None:
    sent: list[dict[str, str]] = []

    def note(request: Any, **_: object) -> None:
        sent.append({name.lower(): str(value) for name, value in request.headers.items()})

    store._client.meta.events.register("before-send.s3.PutObject", note)
    one = capture(b"<p>Radweg</p>", "https://a.example/1")
    packed = store.packed(store.append(one, lambda _: NOTHING))
    assert sent
    for headers in sent:
        assert not [
            name for name in headers if name.startswith(("x-amz-checksum", "x-amz-trailer", "x-amz-sdk"))
        ]
        assert "content-encoding" not in headers
    assert hashlib.sha256(packed).hexdigest() in [
        re.sub(r"^b'|'$", "", one["x-amz-content-sha256"]) for one in sent
    ]


def test_what_is_put_is_read_back_and_never_there_twice(store: ObjectCaptures) -> None:
    one = capture(b"<p>Radweg</p>", "https://a.example/1")
    place = store.append(one, lambda _: NOTHING)
    assert store.read(place) == one.body
    assert store.append(one, lambda _: NOTHING) == place
    store.verify(place, one.digest)
    assert store.find({one.digest, "0" * 64}) == {one.digest: place}
    assert store.short({place.file: [place], "00/nowhere": [Place("00/nowhere", 0, 3)]}) == {"00/nowhere": 1}
    assert store.names() == [place.file]


@pytest.mark.parametrize("answer", ["ignores it", "NotImplemented"])
def test_a_store_that_writes_over_what_is_there_is_refused(store: ObjectCaptures, answer: str) -> None:
    put = store._client.put_object

    def without_conditions(IfNoneMatch: str = "", **more: object) -> object:  # noqa: N803 as the library calls it
        if IfNoneMatch and answer != "ignores it":
            raise ClientError({"Error": {"Code": answer}}, "PutObject")
        return put(**more)

    store._client.put_object = without_conditions
    with pytest.raises(CapturesUnsafe, match="If-None-Match"):
        store.append(capture(b"<p>Radweg</p>", "https://a.example/1"), lambda _: NOTHING)
    assert store.names() == []


def test_what_a_process_left_half_done_is_put_anew(store: ObjectCaptures) -> None:
    one = capture(b"<p>Radweg</p>", "https://a.example/1")
    place = store.append(one, lambda _: NOTHING)
    store._put(place.file, b"half", new=False)
    with pytest.raises(CaptureDamaged):
        store.read(place)
    assert store.read(store.append(one, lambda _: NOTHING)) == one.body


def test_destroyed_is_gone_and_others_stay(store: ObjectCaptures) -> None:
    one, other = capture(b"eins", "https://a.example/1"), capture(b"zwei", "https://a.example/2")
    place, kept = store.append(one, lambda _: NOTHING), store.append(other, lambda _: NOTHING)
    for _ in range(2):
        store.destroy(place, one.digest, claimed=False)
    assert store.find({one.digest}) == {}
    with pytest.raises(CaptureDamaged):
        store.destroy(kept, one.digest, claimed=False)
    assert store.read(kept) == other.body


@pytest.mark.parametrize(
    "text",
    [
        "s3://",
        "s3://captures",
        "s3://captures/",
        "https://captures/x",
        "s3://A/x",
        "s3://captures/x?key=1",
        "s3://captures/x?endpoint=127.0.0.1:9000",
        "s3://captures/x?endpoint=ftp://h",
        "s3://captures/x?endpoint=",
        "s3://captures/x?region=",
        "s3://captures/x?region=a&region=b",
    ],
)
def test_an_address_that_cannot_be_understood_is_told(text: str) -> None:
    with pytest.raises(CapturesAddressUnfit, match="PRESSEARCHIV_CAPTURES"):
        ObjectCaptures(text)


def test_a_bucket_or_a_server_that_is_not_there_is_told(object_server: str, in_objects: str) -> None:
    with pytest.raises(CapturesMissing, match="Eimer „nirgends“ gibt es dort nicht"):
        ObjectCaptures(in_objects.replace("s3://captures", "s3://nirgends")).names()
    with pytest.raises(CapturesUnreachable, match="nicht zu erreichen"):
        ObjectCaptures(f"s3://captures/x?endpoint=http://127.0.0.1:{free_port()}&region=us-east-1").names()


def test_who_asks_without_credentials_is_told_which(
    in_objects: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it remembers those of before
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    with pytest.raises(CapturesDenied, match="AWS_ACCESS_KEY_ID"):
        ObjectCaptures(in_objects).names()


def test_an_archive_keeps_shows_checks_and_erases_them(in_objects: str, tmp_path: Path) -> None:
    with Archive(tmp_path / "data", "", in_objects) as archive:
        archive.put_source(SOURCE)
        for number in (1, 2):
            url = f"https://a.example/{number}"
            kept = archive.store_capture(capture(f"<p>Text {number}</p>".encode(), url))
            archive.deposit(
                release(f"Titel {number}", f"Text {number}", url),
                reading(number),
                capture_id=kept,
                layout="t",
                at=NOW,
            )
        assert archive.capture(1).body == b"<p>Text 1</p>"
        assert archive.warc_record(1).startswith(b"\x1f\x8b")
        assert [fault for some, _ in archive.verify(quiet) for fault in some] == []
        archive.erase(1, "Wunsch", NOW, by="Staff")
        assert archive.finish_erasing() == ()
        with pytest.raises(CaptureErased):
            archive.capture(1)
        again = archive.store_capture(capture(b"<p>Text 1</p>", "https://a.example/neu"))
        assert archive.capture(again).body == b"<p>Text 1</p>", "the same bytes, legitimately met again"
        assert len(ObjectCaptures(in_objects).names()) == 2
        assert not (tmp_path / "data" / "captures").exists()
        store = ObjectCaptures(in_objects)
        store.destroy(
            next(iter(store.find({archive.capture(2).digest}).values())),
            archive.capture(2).digest,
            claimed=False,
        )
        faults = [fault for some, _ in archive.verify(quiet) for fault in some]
        assert {fault.fault for fault in faults} >= {"file missing"}


def test_files_and_objects_change_places_as_they_are(in_objects: str, tmp_path: Path) -> None:
    """A file of many records is read by ranges; an object is a file in a folder of its own."""
    files, objects = CaptureFiles(tmp_path / "files"), ObjectCaptures(in_objects)
    captures = [capture(b"%d" % number, f"https://a.example/{number}") for number in range(4)]
    placed = {one.digest: files.append(one, lambda _: NOTHING) for one in captures[:2]}
    placed |= {one.digest: objects.append(one, lambda _: NOTHING) for one in captures[2:]}
    for source, target in ((files, objects), (objects, files)):
        for name, size in source.whole():
            content = source.whole_of(name)
            assert len(content) == size
            target.put_whole(name, content)
    for store in (files, objects):
        assert len(list(store.whole())) == 3
        for one in captures:
            store.verify(placed[one.digest], one.digest)
            assert store.read(placed[one.digest]) == one.body
        store.destroy(placed[captures[0].digest], captures[0].digest, claimed=False)
        store.destroy(placed[captures[2].digest], captures[2].digest, claimed=False)
        assert store.read(placed[captures[1].digest]) == captures[1].body
        assert store.read(placed[captures[3].digest]) == captures[3].body
        with pytest.raises(CaptureDamaged):
            store.verify(placed[captures[0].digest], captures[0].digest)


def test_a_backup_of_either_is_restored_into_either(in_objects: str, tmp_path: Path) -> None:
    with Archive(tmp_path / "data", "", in_objects) as archive:
        fill(archive, 1, 5)
        archive.erase(2, "Wunsch", NOW, by="Staff")
        archive.finish_erasing()
        archive.index_is_clean(archive.erasures())
    back_up(tmp_path / "data", tmp_path / "of-objects.tar", quiet, captures=in_objects)
    restore(tmp_path / "of-objects.tar", tmp_path / "files", quiet)
    back_up(tmp_path / "files", tmp_path / "of-files.tar", quiet)
    other = in_objects.replace("?", "-other?")
    restore(tmp_path / "of-files.tar", tmp_path / "objects", quiet, captures=other)
    assert not (tmp_path / "objects" / "captures").exists()
    for directory, captures in (("files", ""), ("objects", other)):
        with Archive(tmp_path / directory, "", captures) as archive:
            assert [fault for some, _ in archive.verify(quiet) for fault in some] == []
            assert archive.capture(1).body == b"Text 1" * 50
            with pytest.raises(CaptureErased):
                archive.capture(2)


def test_move_brings_them_there_and_back(in_objects: str, tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        fill(archive, 1, 5)
    done = run(tmp_path, "move", "--captures", in_objects)
    assert done.returncode == 0
    assert "1 Dateien sind umgezogen" in done.stdout
    assert "PRESSEARCHIV_CAPTURES=s3://…" in done.stdout
    shutil.rmtree(tmp_path / "captures")
    with Archive(tmp_path, "", in_objects) as archive:
        assert archive.lost_captures(quiet) == ()
        fill(archive, 6, 2)
