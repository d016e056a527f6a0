"""What a press office is told to put right: each trap in a release of our own, and nothing where nothing is wrong."""

from dataclasses import replace
from datetime import date

from archive.checks import Check, Flaw, flaws_of
from archive.model import Address, Image, Reading, Record, Release, Seal, Version
from archive.numbers import Double, Gap, GapState, Numbered, Series, series_of
from archive.origins import RECOGNISED_LAYOUT, PublishedFrom
from language.german.dates import Period
from language.german.dates.whole import read_mentioned
from tests.archive.test_store import NOW, reading, release

YEAR = Period(start=date(2025, 1, 1), end=date(2025, 12, 31))


def held(record_id: int, one: Release, said: Reading) -> tuple[Record, Version]:
    record = Record(id=record_id, city="stadt", addresses=(), first_seen=NOW, last_seen=NOW)
    version = Version(
        id=record_id,
        record_id=record_id,
        number=1,
        release=one,
        reading=replace(said, published=date(2025, 3, 1), published_from=PublishedFrom.PAGE),
        capture_id=None,
        layout="t",
        recorded_at=NOW,
    )
    return record, version


FINE = replace(release(), contact_text="Presseamt, Telefon 0123 4567")


def checks(*releases: tuple[Record, Version], series: tuple[Series, ...] = ()) -> list[Check]:
    return [flaw.check for flaw in flaws_of(releases, series, (), YEAR)]


def test_a_release_in_order_has_no_flaw() -> None:
    picture = Image(url="https://a.example/1.jpg", caption="Der Radweg", credit="Foto: Stadt")
    assert checks(held(1, replace(FINE, images=(picture,)), reading(1))) == []


def test_a_release_without_a_date_is_of_every_period() -> None:
    record, version = held(1, FINE, reading(1))
    undated = record, replace(version, reading=reading(1))
    assert flaws_of([], (), (), YEAR, [undated]) == (Flaw(check=Check.NO_DATE, record_id=1),)
    sealed = replace(record, seal=Seal(reason="x", sealed_at=NOW))
    assert flaws_of([], (), (), YEAR, [(sealed, version)]) == ()


def test_a_missing_contact_caption_and_credit() -> None:
    picture = Image(url="https://a.example/1.jpg")
    bare = held(1, replace(release(), images=(picture,)), reading(1))
    assert checks(bare) == [Check.NO_CONTACT, Check.NO_CAPTION, Check.NO_CREDIT]


def test_a_contact_that_may_be_misread_in_a_scan_is_not_missed() -> None:
    record, version = held(1, release(), reading(1))
    assert checks((record, version)) == [Check.NO_CONTACT]
    assert checks((record, replace(version, layout=RECOGNISED_LAYOUT))) == []


def test_a_weekday_that_does_not_fit_its_date() -> None:
    wrong = read_mentioned("Montag, 22. Juni 2025", today=date(2025, 3, 1))  # it is a Sunday
    assert wrong is not None
    found = flaws_of([held(1, FINE, reading(1, mentioned=(wrong,)))], (), (), YEAR)
    assert found == (Flaw(check=Check.WEEKDAY, record_id=1, detail=wrong.printed),)


def test_gaps_and_doubles_beside_the_numbers_of_the_period() -> None:
    numbered = [Numbered(record_id=at, running=at, year=2025) for at in (1, 2, 3, 5, 6, 9)]
    numbered.append(Numbered(record_id=20, running=5, year=2025))
    series = series_of(numbered)
    some = [held(at, FINE, reading(at)) for at in (3, 5, 6)]
    found = flaws_of(some, series, (), YEAR)
    assert [(flaw.check, flaw.record_id, flaw.detail) for flaw in found] == [
        (Check.DOUBLE_NUMBER, 5, "5/2025"),
        (Check.DOUBLE_NUMBER, 20, "5/2025"),
        (Check.GAP, None, "4/2025"),
        (Check.GAP, None, "7/2025"),
    ]
    assert series[0].doubles == (Double(running=5, record_ids=(5, 20)),)
    assert series[0].gaps[-1] == Gap(running=8, state=GapState.NEVER_SEEN)


def test_an_address_that_answers_no_more_unless_the_release_was_withdrawn() -> None:
    gone = [
        Address(url=f"https://a.example/{at}", record_id=at, known_since=NOW, due_at=NOW, gone=True)
        for at in (1, 2)
    ]
    first, second = held(1, FINE, reading(1)), held(2, FINE, reading(2))
    withdrawn = replace(second[0], withdrawn_at=NOW), second[1]
    found = flaws_of([first, withdrawn], (), gone, YEAR)
    assert found == (Flaw(check=Check.DEAD_LINK, record_id=1, detail="https://a.example/1"),)


def test_a_sealed_release_is_not_spoken_of() -> None:
    record, version = held(1, release(), reading(1))
    assert checks((replace(record, seal=Seal(reason="x", sealed_at=NOW)), version)) == []
