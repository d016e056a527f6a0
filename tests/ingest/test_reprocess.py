"""A better reader over what is on record: offline, whole, told to the index, and nothing learnt elsewhere lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from archive.model import EventKind, Reading, Release, ReleaseNumber, Source
from archive.origins import PublishedFrom
from archive.person_merging import DecisionKind, PersonDecision
from archive.store import Archive
from ingest.city import City, unknown_city
from ingest.files import capture_file
from ingest.layout import ExtractedPage
from ingest.reading import READER, read
from ingest.reprocess import reread
from search.engines.memory import MemoryEngine
from search.finder import Finder
from search.indexer import catch_up
from search.params import Search

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "data") as opened:
        opened.put_source(Source(key="a", name="Stadt Rosenau"))
        yield opened


def deposit(archive: Archive, body: str, reading: Reading, title: str = "Titel") -> int:
    release = Release(city="a", url=f"https://x.example/{title}", title=title, body=body)
    return archive.deposit(release, reading, capture_id=None, layout="text", at=NOW).record_id


def run(archive: Archive) -> tuple[int, int]:
    done = reread(
        archive, {"a": replace(unknown_city(), source=Source(key="a", name="Stadt Rosenau"))}, lambda *_: None
    )
    return done.read, done.changed


def test_what_an_older_reader_read_is_read_again_once(archive: Archive) -> None:
    record = deposit(archive, "Bürgermeisterin Anna Berger kam.", Reading(reader=1))
    deposit(archive, "Nichts.", Reading(reader=READER), title="Neu")
    assert run(archive) == (1, 1)
    (version,) = archive.versions(record)
    assert version.reading.reader == READER
    assert [person.name for person in version.reading.persons] == ["Anna Berger"]
    assert [event.kind for event in archive.events(2)] == [EventKind.REREAD]
    assert run(archive) == (0, 0)


def test_what_says_the_same_leaves_no_event(archive: Archive) -> None:
    record = deposit(archive, "Bürgermeisterin Anna Berger kam.", Reading(reader=1), title="Nr. 1")
    run(archive)
    told = archive.versions(record)[0].reading
    other = deposit(archive, "Bürgermeisterin Anna Berger kam.", replace(told, reader=1), title="Nr. 2")
    before = archive.last_event()
    assert run(archive) == (1, 0)
    assert archive.last_event() == before
    assert archive.versions(other)[0].reading.reader == READER


def test_a_date_from_a_feed_and_a_numbers_year_are_kept(archive: Archive) -> None:
    known = Reading(
        reader=1,
        number=ReleaseNumber(running=7, year=2019, sign="pe", printed="7/pe"),
        published=date(2019, 5, 1),
        published_from=PublishedFrom.FEED,
    )
    record = deposit(archive, "Der Text.", known)
    run(archive)
    reading = archive.versions(record)[0].reading
    assert (reading.published, reading.published_from) == (date(2019, 5, 1), PublishedFrom.FEED)
    assert reading.number == known.number


def test_erased_releases_are_left_alone(archive: Archive) -> None:
    record = deposit(archive, "Bürgermeisterin Anna Berger kam.", Reading(reader=1))
    archive.erase(record, "so", NOW, by="Staff")
    assert run(archive) == (0, 0)


def test_what_stood_beside_the_words_is_kept(archive: Archive) -> None:
    later = datetime(2126, 1, 1, tzinfo=UTC)
    known = Reading(
        reader=1,
        published=date(2019, 5, 1),
        published_time=time(10, 30),
        published_from=PublishedFrom.PAGE,
        sign="ekö",
        embargo=later,
        categories=("Verkehr",),
    )
    record = deposit(archive, "Der Text.", known)
    run(archive)
    reading = archive.versions(record)[0].reading
    assert (reading.published_time, reading.sign, reading.embargo) == (time(10, 30), "ekö", later)
    assert [topic.key for topic in reading.topics] == ["transport"]
    assert archive.record(record).hidden(NOW)


def test_what_was_shown_is_not_hidden_by_a_better_reader(archive: Archive) -> None:
    record = deposit(
        archive, "Sperrfrist: 12. Januar 2126\n\nDer Text.", Reading(reader=1, published=date(2126, 1, 1))
    )
    run(archive)
    assert archive.versions(record)[0].reading.embargo is not None
    assert not archive.record(record).hidden(NOW)


def test_one_text_the_reader_stumbles_over_keeps_no_other_from_it(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    deposit(archive, "Böse.", Reading(reader=1), title="A")
    deposit(archive, "Bürgermeisterin Anna Berger kam.", Reading(reader=1), title="B")

    def stumbling(printed: ExtractedPage, city: City, *, seen: date | None = None) -> Reading:
        if printed.release.body == "Böse.":
            raise OverflowError("zu weit")
        return read(printed, city, seen=seen)

    monkeypatch.setattr("ingest.reprocess.read", stumbling)
    done = reread(archive, {}, lambda *_: None)
    assert (done.read, done.changed, [fault.code for fault in done.faults]) == (2, 1, ["reader-fault"])


def test_erasing_takes_decisions_about_its_persons_with_it(archive: Archive) -> None:
    record = deposit(archive, "Anna Berger kam.", Reading(reader=READER))
    archive.record_decision(
        PersonDecision(
            kind=DecisionKind.SPLIT,
            city="a",
            name="Anna Berger",
            record_id=record,
            label="Opfer",
            note="x",
            decided_at=NOW,
        ),
        by="Staff",
    )
    archive.erase(record, "so", NOW, by="Staff")
    assert archive.person_decisions() == ()


def found(archive: Archive, engine: MemoryEngine) -> list[int]:
    catch_up(archive, engine, lambda *_: None)
    return [hit.record.id for hit in Finder(archive, engine).find(Search(text="Anna")).hits]


def test_a_release_under_embargo_stays_hidden_until_its_end(archive: Archive) -> None:
    later = datetime(2126, 1, 1, tzinfo=UTC)
    record = deposit(archive, "Anna Berger kam.", Reading(reader=READER, embargo=later))
    engine = MemoryEngine()
    assert found(archive, engine) == []
    assert archive.record(record).hidden(NOW)
    archive.follow_persons(now=NOW)
    assert archive.persons_named(limit=9) == (0, ())
    assert archive.end_embargoes(NOW) == 0
    assert archive.end_embargoes(later) == 1
    assert archive.events(1)[-1].kind is EventKind.RELEASED
    assert not archive.record(record).hidden(NOW)
    assert found(archive, engine) == [record]


def test_an_embargo_that_was_over_when_the_release_came_hides_nothing(archive: Archive) -> None:
    record = deposit(
        archive, "Anna Berger kam.", Reading(reader=READER, embargo=datetime(2020, 1, 1, tzinfo=UTC))
    )
    assert found(archive, MemoryEngine()) == [record]


def test_a_stored_file_says_again_what_stands_beside_its_words(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Stadt Rosenau\nPM 45-26 vom 3. März 2026\n\nNeuer Radweg\n\nDer Radweg ist fertig.\n\nAlle freuen sich.",
        encoding="utf-8",
    )
    capture = capture_file(tmp_path / "a.txt")
    release = Release(
        city="a", url=None, title="Neuer Radweg", lead="Der Radweg ist fertig.", body="Alle freuen sich."
    )
    record = archive.deposit(
        release, Reading(reader=1), capture_id=archive.store_capture(capture), layout="text", at=NOW
    ).record_id
    assert run(archive) == (1, 1)
    (version,) = archive.versions(record)
    assert version.release == release
    assert version.reading.number is not None
    assert (version.reading.number.running, version.reading.published) == (45, date(2026, 3, 3))
