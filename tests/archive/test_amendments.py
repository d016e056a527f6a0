"""What staff know better lies over every reading of a release, until it is taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select

from archive import schema
from archive.amendments import AmendedField, Amendment
from archive.errors import AmendmentUnfit, NoSuchRecord
from archive.journal import AuditAction
from archive.model import Contact, EventKind, Reading, Release, ReleaseNumber, Source
from archive.origins import NumberFrom, PublishedFrom
from archive.store import Archive
from language.german.dates import Period

NOW = datetime(2026, 1, 2, 10, tzinfo=UTC)
LATER = datetime(2026, 2, 3, 10, tzinfo=UTC)
RELEASE = Release(city="a", url="https://x.example/1", title="Seite drucken", body="Der Radweg ist fertig.")
READING = Reading(
    reader=1,
    number=ReleaseNumber(running=45, sign="pe", printed="45/pe"),
    published=date(2025, 1, 1),
    published_time=time(9),
    published_from=PublishedFrom.PAGE,
    published_otherwise=date(2025, 1, 3),
    contact=Contact(name="Telefon"),
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path) as opened:
        opened.put_source(Source(key="a", name="Stadt a"))
        yield opened


def put(archive: Archive, release: Release = RELEASE, reading: Reading = READING) -> int:
    return archive.deposit(release, reading, capture_id=None, layout="x", at=NOW).record_id


def amend(archive: Archive, record: int, field: AmendedField, value: object) -> None:
    archive.amend(record, field, value, "Anruf", LATER, by="anna")  # type: ignore[arg-type]


class TestEachField:
    def test_number(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.NUMBER, ReleaseNumber(running=450, sign="pf", year=2025))
        (version,) = archive.versions(record)
        assert version.reading.number == ReleaseNumber(running=450, sign="pf", year=2025)
        assert version.reading.sign == "pf"
        assert version.reading.number_from is NumberFrom.STAFF
        assert version.as_read == READING
        assert archive.ids_with_number("a", 2025, 450) == (record,)

    def test_no_number(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.NUMBER, None)
        assert archive.versions(record)[0].reading.number is None

    def test_date(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.PUBLISHED, date(2025, 1, 3))
        reading = archive.versions(record)[0].reading
        assert (reading.published, reading.published_time) == (date(2025, 1, 3), None)
        assert reading.published_from is PublishedFrom.STAFF
        assert reading.published_otherwise is None
        january = Period(start=date(2025, 1, 3), end=date(2025, 1, 3))
        assert [held.id for held, _ in archive.published_in("a", january)] == [record]

    def test_a_date_that_nobody_knows(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.PUBLISHED, None)
        assert archive.versions(record)[0].reading.published is None
        assert archive.coverage("a").undated == 1

    def test_sign(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.SIGN, "pf")
        reading = archive.versions(record)[0].reading
        assert reading.sign == "pf"
        assert reading.number
        assert reading.number.shown == "45/pf"

    def test_headline(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.HEADLINE, "Radweg ist fertig")
        (version,) = archive.versions(record)
        assert version.headline == "Radweg ist fertig"
        assert version.release.title == "Seite drucken", "what was printed stays"

    def test_contact_and_topics(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.CONTACT, Contact(name="Eva Kranz", phone="0212 1"))
        amend(archive, record, AmendedField.TOPICS, ("transport", "sport"))
        reading = archive.versions(record)[0].reading
        assert reading.contact == Contact(name="Eva Kranz", phone="0212 1")
        assert [topic.key for topic in reading.topics] == ["transport", "sport"]
        assert [one.field for one in archive.amendments(record)] == [
            AmendedField.CONTACT,
            AmendedField.TOPICS,
        ]


class TestItOutlasts:
    def test_a_better_reader(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.PUBLISHED, date(2024, 5, 5))
        (version,) = archive.versions(record)
        better = replace(READING, reader=2, published=date(2025, 1, 2), sign="zz")
        archive.replace_reading(version, better, LATER)
        (version,) = archive.versions(record)
        assert (version.reading.published, version.reading.sign) == (date(2024, 5, 5), "zz")
        assert version.read.published == date(2025, 1, 2)
        assert archive.count_read_by_older(2) == 0
        # The same again is no news.
        assert archive.replace_reading(version, better, LATER) is None

    def test_the_same_page_fetched_again(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.NUMBER, ReleaseNumber(running=450))
        before = archive.last_event()
        assert put(archive) == record
        assert archive.last_event() == before, "what was read before is read again"
        assert archive.versions(record)[0].reading.number == ReleaseNumber(running=450)

    def test_the_same_text_from_another_address(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.NUMBER, ReleaseNumber(running=450))
        amend(archive, record, AmendedField.PUBLISHED, date(2024, 5, 5))
        assert put(archive, replace(RELEASE, url="https://x.example/other")) == record
        # Another number on equal words is another release, as ever.
        other = replace(READING, number=ReleaseNumber(running=46, sign="pe"))
        assert put(archive, replace(RELEASE, url="https://x.example/46"), other) != record

    def test_an_edited_text_from_another_address_that_bears_the_number_that_was_read(
        self, archive: Archive
    ) -> None:
        said = replace(READING, number=ReleaseNumber(running=45, sign="pe", year=2025))
        record = put(archive, reading=said)
        amend(archive, record, AmendedField.NUMBER, ReleaseNumber(running=450, year=2025))
        amend(archive, record, AmendedField.PUBLISHED, date(2024, 5, 5))
        edited = replace(RELEASE, url="https://x.example/again", body="Der Radweg ist seit gestern fertig.")
        assert put(archive, edited, said) == record
        assert [version.reading.number for version in archive.versions(record)] == [
            ReleaseNumber(running=450, year=2025)
        ] * 2
        other = Release(city="a", url="https://x.example/o", title="Bad zu", body="Das Bad bleibt zu.")
        assert put(archive, other, said) != record, "a number alone makes no release the same"

    def test_an_edit_of_the_publisher(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.NUMBER, ReleaseNumber(running=450))
        amend(archive, record, AmendedField.HEADLINE, "Radweg ist fertig")
        put(archive, replace(RELEASE, body="Der Radweg ist seit gestern fertig."))
        assert [version.headline for version in archive.versions(record)] == ["Radweg ist fertig"] * 2
        put(archive, replace(RELEASE, title="Radweg eröffnet", body="Der Radweg ist seit gestern fertig."))
        newest = archive.versions(record)[-1]
        assert newest.headline == "Radweg eröffnet", "an edited headline is not hidden"
        assert newest.reading.number == ReleaseNumber(running=450)

    def test_a_date_bounded_by_the_series(self, archive: Archive) -> None:
        for running, day in ((44, date(2025, 1, 1)), (451, date(2025, 1, 9))):
            number = ReleaseNumber(running=running, year=2025)
            one = Release(city="a", url=f"https://x.example/{running}", title=f"T{running}", body="b")
            put(archive, one, Reading(reader=1, number=number, published=day))
        record = put(archive, reading=Reading(reader=1))
        amend(archive, record, AmendedField.NUMBER, ReleaseNumber(running=450, year=2025, printed="450/2025"))
        assert archive.date_by_series("a", LATER) == 1
        (version,) = archive.versions(record)
        assert version.reading.number == ReleaseNumber(running=450, year=2025, printed="450/2025")
        assert version.reading.published_span == Period(start=date(2025, 1, 1), end=date(2025, 1, 9))


class TestTakingBack:
    def test_what_was_read_holds_again(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.NUMBER, None)
        amend(archive, record, AmendedField.PUBLISHED, date(2024, 5, 5))
        archive.withdraw_amendment(record, AmendedField.NUMBER, LATER, by="anna")
        (version,) = archive.versions(record)
        assert version.reading.number == READING.number
        assert version.reading.published == date(2024, 5, 5)
        archive.withdraw_amendment(record, AmendedField.PUBLISHED, LATER, by="anna")
        (version,) = archive.versions(record)
        assert (version.reading, version.as_read) == (READING, None)
        with pytest.raises(AmendmentUnfit, match="nicht berichtigt"):
            archive.withdraw_amendment(record, AmendedField.NUMBER, LATER, by="anna")

    def test_a_later_amendment_takes_the_place_of_an_earlier_one(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.SIGN, "aa")
        amend(archive, record, AmendedField.SIGN, "bb")
        assert archive.amendments(record) == (
            Amendment(field=AmendedField.SIGN, value="bb", note="Anruf", amended_at=LATER),
        )
        archive.withdraw_amendment(record, AmendedField.SIGN, LATER, by="anna")
        assert archive.versions(record)[0].reading == READING

    def test_all_of_it_is_in_the_journal_and_the_index_hears_of_it(self, archive: Archive) -> None:
        record = put(archive)
        amend(archive, record, AmendedField.SIGN, "aa")
        archive.withdraw_amendment(record, AmendedField.SIGN, LATER, by="ole")
        assert [(one.kind, one.by, one.subject, one.note) for one in archive.audit_log()] == [
            (AuditAction.UNAMEND, "ole", f"{record}: sign", "Anruf"),
            (AuditAction.AMEND, "anna", f"{record}: sign", "Anruf"),
        ]
        assert [event.kind for event in archive.events(0)] == [
            EventKind.ADDED,
            EventKind.REREAD,
            EventKind.REREAD,
        ]


def test_an_embargo_that_was_read_stays(archive: Archive) -> None:
    held = replace(READING, embargo=datetime(2026, 1, 5, tzinfo=UTC))
    record = put(archive, reading=held)
    amend(archive, record, AmendedField.SIGN, "aa")
    assert archive.record(record).embargo == held.embargo
    archive.end_embargoes(LATER)
    amend(archive, record, AmendedField.SIGN, "bb")
    assert archive.record(record).embargo is None, "what was shown is not hidden again"


def test_of_an_erased_release_no_amendment_stays(archive: Archive) -> None:
    record = put(archive)
    amend(archive, record, AmendedField.HEADLINE, "Geheime Worte")
    amend(archive, record, AmendedField.CONTACT, Contact(name="Geheime Person"))
    archive.erase(record, "x", LATER, by="anna")
    with archive._backend.engine.begin() as connection:
        rows = [
            str(row)
            for table in (schema.amendments, schema.versions)
            for row in connection.execute(select(table))
        ]
    assert not any("Geheime" in row for row in rows)
    with pytest.raises(AmendmentUnfit, match="gelöscht"):
        amend(archive, record, AmendedField.SIGN, "aa")


def test_a_release_that_is_not_there(archive: Archive) -> None:
    with pytest.raises(NoSuchRecord):
        amend(archive, 9, AmendedField.SIGN, "aa")
