import gzip
import multiprocessing
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from archive.amendments import AmendedField
from archive.errors import NoSuchRecord
from archive.model import EventKind, Reading, Release, ReleaseNumber, Run, Source
from archive.origins import PublishedFrom
from archive.store import Archive
from language.german.dates import Period
from tests.archive.test_captures import capture
from tests.servers import postgresql

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
SOURCE = Source(key="stadt", name="Stadt Beispiel")


def release(
    title: str = "Neuer Radweg fertig", body: str = "Am Montag.", url: str | None = "https://a.example/1"
) -> Release:
    return Release(city="stadt", url=url, title=title, body=body)


def reading(running: int | None = 12, sign: str = "pe", year: int | None = 2025, **more: object) -> Reading:
    number = ReleaseNumber(running=running, sign=sign, year=year) if running else None
    return Reading(reader=1, number=number, **more)  # type: ignore[arg-type]


def deposit(archive: Archive, one: Release, said: Reading, at: datetime = NOW) -> tuple[int, list[EventKind]]:
    archive.put_source(SOURCE)
    done = archive.deposit(one, said, capture_id=None, layout="test", at=at)
    return done.record_id, [event.kind for event in done.events]


def test_new_changed_and_known(archive: Archive) -> None:
    record, kinds = deposit(archive, release(), reading())
    assert kinds == [EventKind.ADDED]
    assert deposit(archive, release(), reading()) == (record, [])
    assert deposit(archive, release(body="Am Dienstag."), reading()) == (record, [EventKind.CHANGED])
    assert [version.release.body for version in archive.versions(record)] == ["Am Montag.", "Am Dienstag."]
    assert [event.seq for event in archive.events(0)] == [1, 2]


def test_a_record_comes_back_as_it_went_in(archive: Archive) -> None:
    said = reading(published=date(2025, 3, 1), published_from=PublishedFrom.META)
    record, _ = deposit(archive, release(), said)
    (version,) = archive.versions(record)
    assert (version.release, version.reading, version.recorded_at) == (release(), said, NOW)
    assert archive.record(record).addresses == ("https://a.example/1",)
    with pytest.raises(NoSuchRecord):
        archive.record(record + 1)


class TestIdentity:
    def test_the_same_address_is_the_same_release(self, archive: Archive) -> None:
        record, _ = deposit(archive, release(), reading())
        spelt = release("Ganz anderer Titel", "Anderes", "HTTPS://A.example:443/1#top")
        assert deposit(archive, spelt, reading(None)) == (record, [EventKind.CHANGED])

    def test_the_same_number_with_a_matching_headline_under_a_new_address(self, archive: Archive) -> None:
        record, _ = deposit(archive, release(), reading())
        moved = release("Neuer Radweg ist fertig", url="https://a.example/neu")
        assert deposit(archive, moved, reading()) == (record, [EventKind.CHANGED])
        assert len(archive.record(record).addresses) == 2

    def test_the_same_number_with_another_headline_is_a_double(self, archive: Archive) -> None:
        record, _ = deposit(archive, release(), reading())
        other, kinds = deposit(
            archive, release("Hallenbad geschlossen", "X", "https://a.example/2"), reading()
        )
        assert (kinds, other != record) == ([EventKind.ADDED], True)
        assert archive.ids_with_number("stadt", 2025, 12, "pe") == (record, other)

    @pytest.mark.parametrize("other", [reading(sign="mk"), reading(year=2024), reading(13)])
    def test_another_sign_year_or_number_is_another_release(self, archive: Archive, other: Reading) -> None:
        record, _ = deposit(archive, release(), reading())
        assert deposit(archive, release(body="Y", url="https://a.example/2"), other)[0] != record

    def test_equal_words_without_an_address_are_one_release(self, archive: Archive) -> None:
        record, _ = deposit(archive, release(url=None), reading(None))
        assert deposit(archive, release(url=None), reading(None)) == (record, [])

    def test_equal_words_on_two_days_are_two_releases(self, archive: Archive) -> None:
        first, _ = deposit(archive, release(), reading(None, published=date(2024, 5, 1)))
        again = release(url="https://a.example/2")
        assert deposit(archive, again, reading(None, published=date(2025, 5, 1)))[0] != first

    def test_another_city_never_shares(self, archive: Archive) -> None:
        record, _ = deposit(archive, release(url=None), reading())
        archive.put_source(Source(key="dorf", name="Dorf"))
        elsewhere = replace(release(url=None), city="dorf")
        assert archive.deposit(elsewhere, reading(), capture_id=None, layout="t", at=NOW).record_id != record


class TestKnowledge:
    def test_a_date_learnt_later_is_a_reread(self, archive: Archive) -> None:
        record, _ = deposit(archive, release(url=None), reading(year=None))
        dated = reading(published=date(2025, 3, 1), published_from=PublishedFrom.GIVEN)
        assert deposit(archive, release(url=None), dated) == (record, [EventKind.REREAD])
        assert archive.versions(record)[-1].reading.published == date(2025, 3, 1)

    def test_what_was_known_is_not_lost(self, archive: Archive) -> None:
        dated = reading(published=date(2025, 3, 1), published_from=PublishedFrom.GIVEN)
        record, _ = deposit(archive, release(url=None), dated)
        assert deposit(archive, release(url=None), reading(None)) == (record, [])
        assert archive.versions(record)[-1].reading == dated


class TestWithdrawal:
    def test_gone_and_back(self, archive: Archive) -> None:
        record, _ = deposit(archive, release(), reading())
        event = archive.mark_gone("stadt", "https://a.example/1", NOW + timedelta(days=1), LATER)
        assert event is not None
        assert (event.kind, event.record_id) == (EventKind.WITHDRAWN, record)
        assert archive.record(record).withdrawn_at == NOW + timedelta(days=1)
        assert archive.mark_gone("stadt", "https://a.example/1", NOW, LATER) is None
        assert deposit(archive, release(), reading()) == (record, [EventKind.RESTORED])
        assert archive.record(record).withdrawn_at is None

    def test_one_of_two_addresses_gone_is_no_withdrawal(self, archive: Archive) -> None:
        record, _ = deposit(archive, release(), reading())
        deposit(archive, release(url="https://a.example/neu"), reading())
        assert archive.mark_gone("stadt", "https://a.example/1", NOW, LATER) is None
        assert archive.mark_gone("stadt", "https://a.example/neu", NOW, LATER) is not None
        assert archive.record(record).withdrawn_at == NOW

    def test_an_address_never_seen_is_nothing(self, archive: Archive) -> None:
        assert archive.mark_gone("stadt", "https://a.example/never", NOW, LATER) is None


def test_validators_are_kept_with_the_deposit_not_before(archive: Archive) -> None:
    archive.put_source(SOURCE)
    kept = archive.store_capture(capture())
    assert archive.addresses("stadt") == {}
    archive.deposit(release(), reading(), capture_id=kept, layout="t", at=NOW)
    assert archive.addresses("stadt")["https://a.example/1"].etag == '"x"'


def test_runs_are_remembered(archive: Archive) -> None:
    archive.put_source(SOURCE)
    run = archive.begin_run(Run(city="stadt", started=NOW))
    done = Run(city="stadt", started=NOW, finished=NOW, listed=3, added=2, failed=1, status="partial")
    archive.end_run(run, done)
    assert archive.crawls("stadt")[0] == done
    assert archive.crawls("dorf") == ()


def test_a_failed_transaction_leaves_no_hole_in_the_events(archive: Archive) -> None:
    deposit(archive, release(), reading())
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        archive.deposit(release(url="https://a.example/2"), reading(13), capture_id=77, layout="t", at=NOW)
    deposit(archive, release(body="Z", url="https://a.example/3"), reading(14))
    assert [event.seq for event in archive.events(0)] == [1, 2]


def test_many_writers_and_readers_at_once(archive: Archive) -> None:
    archive.put_source(SOURCE)

    def write(start: int) -> None:
        for n in range(start, start + 15):
            archive.deposit(
                release(f"Meldung {n}", f"Text {n}", f"https://a.example/{n}"),
                reading(n),
                capture_id=archive.store_capture(capture(str(n).encode(), f"https://a.example/{n}")),
                layout="t",
                at=NOW,
            )
            archive.events(0)

    threads = [threading.Thread(target=write, args=(100 * n,)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert archive.count() == 60
    assert [event.seq for event in archive.events(0)] == list(range(1, 61))


def _deposit_from_another_process(directory: Path, address: str, start: int) -> None:
    with Archive(directory, address) as archive:
        for n in range(start, start + 10):
            one = release(f"Meldung {n}", f"Text {n}", f"https://a.example/{n}")
            kept = archive.store_capture(capture(str(n).encode(), f"https://a.example/{n}"))
            archive.deposit(one, reading(n), capture_id=kept, layout="t", at=NOW)


def test_two_processes_write_to_one_archive(
    archive: Archive, kept_in: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    archive.put_source(SOURCE)
    address = postgresql.address_of(archive.directory, tmp_path_factory) if kept_in == "postgresql" else ""
    spawn = multiprocessing.get_context("spawn")
    processes = [
        spawn.Process(target=_deposit_from_another_process, args=(archive.directory, address, start))
        for start in (100, 200)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    assert [event.seq for event in archive.events(0)] == list(range(1, 21))
    for record, version in archive.current(range(1, 21)).values():
        assert version.capture_id is not None
        assert archive.capture(version.capture_id).body == record.addresses[0].rpartition("/")[2].encode()


@pytest.mark.sqlite
def test_a_deposit_costs_the_same_in_a_large_archive(archive: Archive) -> None:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    event.listen(archive._backend.engine, "connect", lambda opened, _: opened.set_progress_handler(count, 50))
    archive._backend.engine.dispose()

    def cost(first: int, last: int) -> float:
        before = steps
        for number in range(first, last):
            one = release(f"Meldung {number}", f"Text {number} sagt mehr.", f"https://a.example/{number}")
            deposit(archive, one, reading(number, year=2024, published=date(2024, 3, 1)))
        return (steps - before) / (last - first)

    archive.amend(
        deposit(archive, release(), reading())[0], AmendedField.NUMBER, None, "x", LATER, by="Staff"
    )
    few = cost(1, 50)
    cost(50, 600)
    assert cost(600, 650) < 2 * few


class TestWhatPagesAsk:
    def test_what_was_published_in_a_period_in_order(self, archive: Archive) -> None:
        for number, day in ((1, date(2025, 3, 9)), (2, date(2025, 2, 1)), (3, date(2025, 3, 1)), (4, None)):
            one = release(f"Meldung {number}", f"Text {number}", f"https://a.example/{number}")
            deposit(archive, one, reading(number, published=day))
        march = Period(start=date(2025, 3, 1), end=date(2025, 3, 31))
        found = [version.reading.number for _, version in archive.published_in("stadt", march)]
        assert [one and one.running for one in found] == [3, 1]
        held = archive.coverage("stadt")
        assert (held.releases, held.undated, held.first, held.last) == (
            4,
            1,
            date(2025, 2, 1),
            date(2025, 3, 9),
        )
        assert held.fetched_at is None

    def test_a_directory_leaves_out_what_is_sealed(self, archive: Archive) -> None:
        first, _ = deposit(archive, release(), reading())
        second, _ = deposit(archive, release("Anderes", "Y", "https://a.example/2"), reading(13))
        archive.seal(first, "x", LATER, by="Staff")
        assert [(entry.id, entry.city) for entry in archive.shown_entries(0, 10, now=NOW)] == [
            (second, "stadt")
        ]
        assert archive.shown_entries(second, 10, now=NOW) == ()

    def test_what_nobody_sees_and_what_has_no_date(self, archive: Archive) -> None:
        sealed, _ = deposit(archive, release(), reading(published=date(2025, 3, 1)))
        deposit(
            archive, release("Anderes", "Y", "https://a.example/2"), reading(13, published=date(2025, 3, 1))
        )
        waiting, _ = deposit(
            archive,
            release("Bald", "Z", "https://a.example/3"),
            reading(14, embargo=LATER + timedelta(days=1)),
        )
        archive.seal(sealed, "x", LATER, by="Staff")
        assert [record.id for record, _ in archive.hidden(10, now=LATER)] == [waiting, sealed]
        assert [record.id for record, _ in archive.hidden(1, now=LATER)] == [waiting]
        assert [record.id for record, _ in archive.hidden(10, now=LATER + timedelta(days=2))] == [sealed]
        assert [record.id for record, _ in archive.undated("stadt", 10)] == [waiting]
        assert archive.undated("anderswo", 10) == ()

    def test_the_stored_bytes_are_to_be_had_as_a_warc_record(self, archive: Archive) -> None:
        kept = archive.store_capture(capture(b"<p>Radweg</p>", "https://a.example/1"))
        known = archive.capture_info(kept)
        assert known.digest == archive.capture(kept).digest
        unpacked = gzip.decompress(archive.warc_record(kept))
        assert unpacked.startswith(b"WARC/1.0")
        assert b"<p>Radweg</p>" in unpacked
        with pytest.raises(NoSuchRecord):
            archive.warc_record(99)

    def test_every_deed_is_in_the_journal_with_who_and_when(self, archive: Archive) -> None:
        record, _ = deposit(archive, release(), reading())
        archive.seal(record, "Bitte einer Bürgerin", NOW, by="anna")
        archive.unseal(record, LATER, by="bela")
        archive.confirm_unused("stadt", 2025, 3, office=None, note="Anruf", at=LATER, by="anna")
        assert archive.deny_unused("stadt", 2025, 3, office=None, note="doch", at=LATER, by="bela")
        assert not archive.deny_unused("stadt", 2025, 3, office=None, note="doch", at=LATER, by="bela")
        assert [(one.by, str(one.kind), one.subject, one.note, one.at) for one in archive.audit_log()] == [
            ("bela", "not unused", "3/2025", "doch", LATER),
            ("anna", "unused", "3/2025", "Anruf", LATER),
            ("bela", "unseal", str(record), "Bitte einer Bürgerin", LATER),
            ("anna", "seal", str(record), "Bitte einer Bürgerin", NOW),
        ]


@pytest.mark.sqlite
def test_a_directory_with_any_name_holds_its_own_archive(tmp_path: Path) -> None:
    for name in ("da?ta", "100 % #1", "Übersicht"):
        with Archive(tmp_path / name) as archive:
            archive.put_source(SOURCE)
        assert (tmp_path / name / "archive.sqlite").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["da?ta", "100 % #1", "Übersicht"])


def test_a_page_is_one_over_http_and_https(archive: Archive) -> None:
    record, _ = deposit(archive, release(url="http://stadt.example/presse/12"), reading())
    other, events = deposit(archive, release(url="https://stadt.example/presse/12"), reading())
    assert (other, events) == (record, [])
    assert archive.record(record).addresses == ("http://stadt.example/presse/12",)


WORDS = "– Radweg Schule Theater Bücherei Friedhof Wochenmarkt Schwimmbad".split()


def test_a_number_that_two_records_bear_is_double_for_both(archive: Archive) -> None:
    def put(at: int, running: int, sign: str | None, city: str = "solingen", year: int = 2025) -> int:
        one = Release(city=city, url=f"https://a.example/{at}", title=WORDS[at], body=WORDS[at] * 5)
        number = ReleaseNumber(running=running, sign=sign, year=year)
        return archive.deposit(
            one, Reading(reader=1, number=number), capture_id=None, layout="x", at=NOW
        ).record_id

    archive.put_source(Source(key="solingen", name="Solingen"))
    archive.put_source(Source(key="berlin", name="Berlin"))
    one, other, signed, bare = put(1, 7, "pe"), put(2, 7, "pe"), put(3, 8, "pe"), put(4, 8, None)
    alone, elsewhere, before = put(5, 9, "pe"), put(6, 9, "pe", "berlin"), put(7, 9, "pe", year=2024)
    everything = [one, other, signed, bare, alone, elsewhere, before]
    assert archive.with_double_number(everything) == {one, other, bare}
    for record_id in everything:
        record, (version,) = archive.record(record_id), archive.versions(record_id)
        number = version.reading.number
        assert number
        assert number.year
        bearing = archive.ids_with_number(record.city, number.year, number.running, number.sign)
        assert (len(bearing) > 1) == (record_id in archive.with_double_number(everything))


def test_publishers_are_known_as_soon_as_another_process_has_written_them(archive: Archive) -> None:
    before = archive.sources()
    with Archive(archive.directory) as other:
        other.put_source(Source(key="neu", name="Neustadt"))
        assert "neu" in archive.sources_by_key()
        other.put_source(Source(key="neu", name="Neustadt an der Aa"))
    assert archive.city_names()["neu"] == "Neustadt an der Aa"
    assert len(archive.sources()) == len(before) + 1


@pytest.mark.sqlite
def test_who_only_reads_is_kept_out_by_nobody_who_writes(archive: Archive) -> None:
    deposit(archive, release(), reading())
    with closing(sqlite3.connect(archive.directory / "archive.sqlite", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with Archive(archive.directory) as other:
            assert other.count() == 1
            assert other.current([1])[1][1].release == release()
        writer.execute("ROLLBACK")
