"""Sealing hides, erasing destroys, and the number stays either way."""

import gzip
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from archive.captures import CaptureFiles
from archive.errors import CaptureErased, NoSuchRecord, SealUnfit
from archive.model import Attachment, EventKind
from archive.origins import PublishedFrom
from archive.store import Archive
from archive.strays import strays
from tests.archive.tampering import altered
from tests.archive.test_captures import NOTHING, capture, warcio_check
from tests.archive.test_store import NOW, SOURCE, deposit, reading, release

LATER = NOW + timedelta(days=1)
SECRET = "Geheimer Absatz über Kunigunde Beispielfrau"


def sealed_bytes(archive: Archive) -> bytes:
    """Everything the archive has on disk, its compressed captures unpacked, and what is in its tables."""
    copied = archive.directory.parent / f"tables-{len(list(archive.directory.parent.iterdir()))}.sqlite"
    archive._backend.copy_into(copied)
    found = copied.read_bytes()
    for path in archive.directory.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found += gzip.decompress(content) if path.suffix == ".gz" else content
    return found


def taken(archive: Archive, *, body: str = SECRET, number: int = 7, at: int = 1) -> int:
    archive.put_source(SOURCE)
    url = f"https://a.example/{at}"
    kept = archive.store_capture(capture(f"<p>{body}</p>".encode(), url))
    deposited = archive.deposit(
        release(f"Meldung {number}", body, url), reading(number), capture_id=kept, layout="t", at=NOW
    )
    return deposited.record_id


def erased(archive: Archive, record: int, reason: str = "x") -> None:
    """Erase a release to the end, as the command does that also makes the index anew."""
    archive.erase(record, reason, LATER, by="Staff")
    assert archive.finish_erasing(patient=True) == ()
    archive.index_is_clean(archive.erasures())
    assert archive.erasures() == ()


def test_a_sealed_release_is_hidden_and_comes_back(archive: Archive) -> None:
    record = taken(archive)
    assert archive.seal(record, "Persönlichkeitsrecht", LATER, by="Staff").kind is EventKind.SEALED
    seal = archive.record(record).seal
    assert seal is not None
    assert (seal.reason, seal.sealed_at, seal.erased_at) == ("Persönlichkeitsrecht", LATER, None)
    assert archive.versions(record)[0].release.body == SECRET
    assert archive.unseal(record, LATER, by="Staff").kind is EventKind.UNSEALED
    assert archive.record(record).seal is None


def test_what_does_not_fit_is_told(archive: Archive) -> None:
    record = taken(archive)
    with pytest.raises(NoSuchRecord):
        archive.seal(99, "x", NOW, by="Staff")
    with pytest.raises(SealUnfit, match="nicht gesperrt"):
        archive.unseal(record, NOW, by="Staff")
    archive.seal(record, "x", NOW, by="Staff")
    with pytest.raises(SealUnfit, match="schon gesperrt"):
        archive.seal(record, "y", NOW, by="Staff")
    erased(archive, record)
    with pytest.raises(SealUnfit, match="nicht zurücknehmen"):
        archive.unseal(record, NOW, by="Staff")
    with pytest.raises(SealUnfit, match="schon gelöscht"):
        archive.erase(record, "z", NOW, by="Staff")


def test_erasing_leaves_a_tombstone_and_no_trace_of_the_words(archive: Archive) -> None:
    record, other = taken(archive), taken(archive, body="Harmloser Text", number=8, at=2)
    assert SECRET.encode() in sealed_bytes(archive)
    erased(archive, record, "Gerichtsbeschluss")
    left = sealed_bytes(archive)
    for word in ("Kunigunde", "Beispielfrau", "Meldung 7"):
        assert word.encode() not in left, word
    found = archive.record(record)
    assert found.seal is not None
    assert (found.seal.reason, found.seal.erased_at) == ("Gerichtsbeschluss", LATER)
    (version,) = archive.versions(record)
    assert (version.release.title, version.release.body) == ("", "")
    assert version.reading.number is not None
    assert version.reading.number.running == 7
    with pytest.raises(CaptureErased):
        archive.capture(version.capture_id or 0)
    assert archive.capture(archive.versions(other)[0].capture_id or 0).body == b"<p>Harmloser Text</p>"
    assert warcio_check(archive.directory / "captures").returncode == 0


def test_what_was_erased_does_not_come_back_by_another_door(archive: Archive) -> None:
    record = taken(archive)
    erased(archive, record)
    assert taken(archive) == record  # the same address
    assert taken(archive, at=5) == record  # the same words from elsewhere
    assert b"Kunigunde" not in sealed_bytes(archive)
    assert archive.addresses("stadt")["https://a.example/1"].erased


def test_the_number_of_a_sealed_release_is_no_gap(archive: Archive) -> None:
    records = [taken(archive, body=f"Text {n}", number=n, at=n) for n in (1, 2, 3)]
    archive.seal(records[1], "x", LATER, by="Staff")
    erased(archive, records[2])
    (series,) = archive.series("stadt")
    assert (series.first, series.last, series.gaps, series.complete) == (1, 3, (), 1.0)


def test_bytes_that_another_release_shares_are_kept(archive: Archive, tmp_path: Path) -> None:
    archive.put_source(SOURCE)
    same = b"%PDF shared"
    first = archive.store_capture(capture(same, "https://a.example/plan.pdf"))
    second = archive.store_capture(capture(same, "https://a.example/other.pdf"))
    one = archive.deposit(
        release("Eins", "A", "https://a.example/1"), reading(1), capture_id=first, layout="t", at=NOW
    )
    archive.deposit(
        release("Zwei", "B", "https://a.example/2"), reading(2), capture_id=second, layout="t", at=NOW
    )
    erased(archive, one.record_id)
    assert archive.capture(second).body == same


def test_events_of_sealing_are_events_for_the_index(archive: Archive) -> None:
    record, _ = deposit(archive, release(), reading())
    archive.seal(record, "x", NOW, by="Staff")
    archive.unseal(record, NOW, by="Staff")
    assert [event.kind for event in archive.events(0)] == [
        EventKind.ADDED, EventKind.SEALED, EventKind.UNSEALED,
    ]  # fmt: skip


def test_every_capture_a_release_was_read_from_is_destroyed(archive: Archive) -> None:
    """Also the bytes of another file with the same words, which made no version of their own."""
    record = taken(archive)
    again = archive.store_capture(capture(f"<p>{SECRET}</p>\r\n".encode(), "file:///anderer%20Name.txt"))
    same = archive.deposit(
        release("Meldung 7", SECRET, None), reading(7), capture_id=again, layout="t", at=NOW
    )
    assert (same.record_id, same.events) == (record, ())
    erased(archive, record)
    assert b"Kunigunde" not in sealed_bytes(archive)


def test_an_erased_release_is_known_again_by_its_number_and_headline(archive: Archive) -> None:
    record = taken(archive)
    erased(archive, record)
    assert taken(archive, body=f"{SECRET}!", at=9) == record
    assert b"Kunigunde" not in sealed_bytes(archive)


def test_an_erased_release_without_a_date_stays_erased_when_the_series_dates_it(archive: Archive) -> None:
    for number, day in ((6, 1), (8, 3)):
        said = reading(number, published=date(2025, 3, day), published_from=PublishedFrom.PAGE)
        deposit(archive, release(f"Nummer {number}", "Text", f"https://a.example/{number}"), said)
    record = taken(archive)
    erased(archive, record)
    archive.date_by_series("stadt", LATER)
    assert taken(archive, number=7, at=20) == record


def test_a_document_that_another_release_links_to_is_spared(archive: Archive) -> None:
    archive.put_source(SOURCE)
    plan = archive.store_capture(capture(b"%PDF plan", "https://a.example/plan.pdf"))
    document = Attachment(url="https://a.example/plan.pdf", text="Plan", capture_id=plan)
    ids = []
    for number in (1, 2):
        one = replace(
            release(f"Meldung {number}", f"Text {number}", f"https://a.example/{number}"),
            attachments=(document,),
        )
        ids.append(archive.deposit(one, reading(number), capture_id=None, layout="t", at=NOW).record_id)
    erased(archive, ids[1])
    assert archive.capture(plan).body == b"%PDF plan"
    erased(archive, ids[0])
    with pytest.raises(CaptureErased):
        archive.capture(plan)


def test_an_address_that_leads_to_another_release_leaves_the_first_one_withdrawn(archive: Archive) -> None:
    first, _ = deposit(archive, release("Eins", "A", "https://a.example/1"), reading(1))
    second, _ = deposit(archive, release("Zwei", "B", "https://a.example/2"), reading(2))
    moved = release("Zwei", "B", "https://a.example/2")
    again = archive.deposit(
        moved, reading(2), capture_id=None, layout="t", at=NOW, also_at="https://a.example/1"
    )
    assert again.record_id == second
    event = archive.withdraw_if_silent(first, LATER)
    assert event is not None
    assert event.kind is EventKind.WITHDRAWN
    assert archive.withdraw_if_silent(second, LATER) is None


class TestErasingIsAPromise:
    """Whatever ends the process that erases, what is left to do is noted and done by whoever comes by."""

    def test_what_is_left_is_noted_with_the_words_that_go(self, archive: Archive) -> None:
        record = taken(archive)
        archive.erase(record, "x", LATER, by="Staff")
        (left,) = archive.erasures()
        assert (left.record_id, len(left.captures), left.in_log, left.in_index) == (record, 1, True, True)
        assert archive.finish_erasing() == ()
        (left,) = archive.erasures()
        assert (left.captures, left.in_log, left.in_index) == ((), False, True)
        assert b"Kunigunde" not in sealed_bytes(archive)
        archive.index_is_clean(archive.erasures())
        assert archive.erasures() == ()

    def test_asked_again_it_is_finished_and_then_it_is_told(self, archive: Archive) -> None:
        record = taken(archive)
        first = archive.erase(record, "x", LATER, by="Staff")
        assert archive.erase(record, "x", LATER, by="Staff") == first
        archive.finish_erasing()
        archive.index_is_clean(archive.erasures())
        with pytest.raises(SealUnfit, match="schon gelöscht"):
            archive.erase(record, "x", LATER, by="Staff")

    def test_who_reads_is_not_waited_for_and_the_log_is_emptied_later(self, archive: Archive) -> None:
        record = taken(archive)
        with archive._backend.engine.connect() as reader, reader.begin() as reading_on:
            reader.execute(text("SELECT * FROM record")).all()
            archive.erase(record, "x", LATER, by="Staff")
            assert archive.finish_erasing() == ()
            assert [left.in_log for left in archive.erasures()] == [True]
            reading_on.rollback()
        archive.finish_erasing()
        assert [left.in_log for left in archive.erasures()] == [False]
        assert b"Kunigunde" not in sealed_bytes(archive)

    def test_an_index_made_before_is_not_the_one_that_counts(self, archive: Archive) -> None:
        one, other = taken(archive), taken(archive, body="Anderes", number=8, at=2)
        archive.erase(one, "x", LATER, by="Staff")
        begun = archive.erasures()
        archive.erase(other, "x", LATER, by="Staff")
        archive.finish_erasing()
        archive.index_is_clean(begun)
        assert [left.record_id for left in archive.erasures()] == [other]

    def test_bytes_that_are_missing_are_told_and_the_rest_goes(self, archive: Archive) -> None:
        record = taken(archive)
        (file,) = (archive.directory / "captures").iterdir()
        file.unlink()
        archive.erase(record, "x", LATER, by="Staff")
        (missing,) = archive.finish_erasing()
        assert file.name in missing.text("de")
        assert [left.in_index for left in archive.erasures()] == [True]
        assert b"Kunigunde" not in sealed_bytes(archive)

    def test_bytes_that_are_damaged_or_cut_short_go_too(self, archive: Archive) -> None:
        def cut_short(held: bytes) -> bytes:
            return held[:-20]

        def flipped(held: bytes) -> bytes:
            return held[:60] + bytes([held[60] ^ 0xFF]) + held[61:]

        for number, damage in ((7, cut_short), (8, flipped)):
            record = taken(archive, body=f"{SECRET} {number}", number=number, at=number)
            file = max((archive.directory / "captures").iterdir())
            file.write_bytes(damage(file.read_bytes()))
            archive.erase(record, "x", LATER, by="Staff")
            assert archive.finish_erasing() == ()
            for path in (archive.directory / "captures").iterdir():
                assert b"Kunigunde" not in gzip.decompress(path.read_bytes())


class TestWhoseBytesAreThey:
    """Files of captures that were cut short or are missing: no record is written where another one is said to lie."""

    def test_after_a_file_was_cut_short_a_new_one_is_begun(self, archive: Archive) -> None:
        taken(archive)
        (file,) = (archive.directory / "captures").iterdir()
        file.write_bytes(file.read_bytes()[:50])
        other = taken(archive, body="Anderes", number=8, at=2)
        assert len(list((archive.directory / "captures").iterdir())) == 2
        assert archive.capture(archive.versions(other)[0].capture_id or 0).body == b"<p>Anderes</p>"
        assert file.stat().st_size == 50

    def test_the_name_of_a_missing_file_is_not_used_again(self, archive: Archive) -> None:
        taken(archive)
        (file,) = (archive.directory / "captures").iterdir()
        file.unlink()
        taken(archive, body="Anderes", number=8, at=2)
        assert [path.name for path in (archive.directory / "captures").iterdir()] == [
            "captures-000002.warc.gz"
        ]

    def test_records_that_took_the_place_of_others_outlive_their_erasing(self, archive: Archive) -> None:
        """As an earlier version of the program wrote them after a file had been cut short."""
        first = taken(archive)
        (file,) = (archive.directory / "captures").iterdir()
        file.write_bytes(b"")
        others = [CaptureFiles(file.parent).append(capture(b"%d" % n), lambda _: NOTHING) for n in range(3)]
        before = file.read_bytes()
        altered(
            archive.directory,
            *(
                f"INSERT INTO blob VALUES ('{capture(b'%d' % n).digest}', '{place.file}', {place.offset}, "
                f"{place.length}, FALSE)"
                for n, place in enumerate(others)
            ),
        )
        archive.erase(first, "x", LATER, by="Staff")
        (missing,) = archive.finish_erasing()
        assert "not there any more" in missing.text("de")
        assert file.read_bytes() == before

    def test_bytes_that_lie_elsewhere_are_found_and_destroyed(self, archive: Archive) -> None:
        record, other = taken(archive), taken(archive, body="Anderes", number=8, at=2)
        (file,) = (archive.directory / "captures").iterdir()
        with archive._backend.engine.connect() as connection:
            rows = connection.execute(
                text('SELECT digest, "offset", length FROM blob ORDER BY "offset"')
            ).all()
        # The rows of the two have changed places.
        altered(
            archive.directory,
            *(
                f"UPDATE blob SET \"offset\" = {offset}, length = {length} WHERE digest = '{digest}'"
                for (digest, *_), (_, offset, length) in zip(rows, reversed(rows), strict=True)
            ),
        )
        archive.erase(record, "x", LATER, by="Staff")
        assert archive.finish_erasing() == ()
        unpacked = gzip.decompress(file.read_bytes())
        assert b"Kunigunde" not in unpacked
        assert b"Anderes" in unpacked
        assert archive.record(other).seal is None


def test_copies_that_nobody_reads_are_named(archive: Archive) -> None:
    taken(archive)
    (captures,) = (archive.directory / "captures").iterdir()
    copies = ("archive (1).sqlite", "archive (Kopie von PRESSE-PC in Konflikt 2026-03-02).sqlite")
    for name in (*copies, "misses - Kopie.sqlite", "desktop.ini", "cities.toml"):
        (archive.directory / name).write_bytes(b"x")
    (captures.parent / "captures-000001 (1).warc.gz").write_bytes(b"x")
    assert archive.strays() == (*copies, "captures/captures-000001 (1).warc.gz", "misses - Kopie.sqlite")


def test_what_a_move_has_left_is_a_copy_too(tmp_path: Path) -> None:
    object_of_old = f"captures/ab/{'ab' * 32}.warc.gz"
    left = ("archive.sqlite", "captures/captures-000001.warc.gz", object_of_old)
    for name in (*left, "cities/dorf.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert strays(tmp_path, "captures") == ()
    assert strays(tmp_path, "captures", tables_elsewhere=True) == left[:1]
    assert set(strays(tmp_path, "captures", captures_elsewhere=True)) == set(left[1:])
