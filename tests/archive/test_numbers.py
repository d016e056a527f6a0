from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.numbers import Gap, GapState, Numbered, Reset, dates_between, series_of
from language.german.dates import Period


def held(*numbers: int, year: int = 2025, office: str | None = None, ids: int = 1) -> list[Numbered]:
    return [
        Numbered(record_id=ids + at, running=number, year=year, office=office)
        for at, number in enumerate(numbers)
    ]


def states(gaps: tuple[Gap, ...]) -> dict[int, str]:
    return {gap.running: str(gap.state) for gap in gaps}


def test_a_gap_is_shown_for_what_it_is() -> None:
    numbers = held(1, 2, 4, 6)
    numbers[1] = Numbered(record_id=2, running=2, year=2025, withdrawn=True)
    (series,) = series_of(numbers, {(None, 2025, 3): "beim Druck übersprungen"})
    assert (series.first, series.last) == (1, 6)
    assert states(series.gaps) == {2: "withdrawn", 3: "confirmed unused", 5: "never seen"}
    assert series.gaps[0].record_id == 2
    assert series.gaps[1].note == "beim Druck übersprungen"
    assert series.complete == 5 / 6


def test_the_same_number_twice_is_a_double() -> None:
    (series,) = series_of(held(1, 2, 2, 3))
    assert [(double.running, double.record_ids) for double in series.doubles] == [(2, (2, 3))]
    assert (series.gaps, series.complete) == ((), 1.0)


def test_a_series_begins_at_one_where_it_restarts_every_year() -> None:
    first, second = series_of([*held(4, 5), *held(40, 41, year=2026, ids=10)])
    assert (first.first, first.last, states(first.gaps)) == (1, 5, dict.fromkeys((1, 2, 3), "never seen"))
    assert (second.first, len(second.gaps)) == (1, 39)


def test_a_series_that_never_restarts_goes_on_over_the_turn_of_the_year() -> None:
    first, second = series_of([*held(1376, 1377), *held(1379, 1380, year=2026, ids=10)])
    assert (first.first, first.gaps) == (1376, ())
    assert (second.first, states(second.gaps)) == (1378, {1378: "never seen"})


def test_an_office_has_a_series_of_its_own() -> None:
    found = series_of([*held(1, 2), *held(1, 3, office="Senatsverwaltung für Finanzen", ids=10)])
    assert [(one.office, states(one.gaps)) for one in found] == [
        (None, {}),
        ("Senatsverwaltung für Finanzen", {2: "never seen"}),
    ]


def test_a_misprinted_number_makes_no_thousand_gaps() -> None:
    (series,) = series_of(held(*range(1, 46), 4500))
    assert (series.last, series.gaps, [stray.running for stray in series.strays]) == (45, (), [4500])


def day_by_day(count: int) -> list[Numbered]:
    return [
        Numbered(
            record_id=number,
            running=number,
            year=2025,
            published=date(2025, 1, 1) + timedelta(days=number // 2),
        )
        for number in range(1, count + 1)
    ]


@pytest.mark.parametrize("running", [1400, 6667, 12])
def test_a_number_far_from_those_of_its_days_is_a_misprint(running: int) -> None:
    stray = Numbered(record_id=9_999, running=running, year=2025, published=date(2025, 6, 30))
    (series,) = series_of([*day_by_day(400), stray])
    assert [found.running for found in series.strays] == [running]
    assert (series.last, series.gaps, series.complete) == (400, (), 1.0)


def test_a_number_far_beyond_all_others_is_a_misprint_without_a_date_too() -> None:
    (series,) = series_of([*held(*range(1, 401)), *held(1400, ids=9_999)])
    assert [found.running for found in series.strays] == [1400]
    assert series.gaps == ()


def test_a_hundred_releases_missing_are_a_gap_and_no_misprint() -> None:
    kept = [release for release in day_by_day(400) if not 100 <= release.running < 200]
    (series,) = series_of(kept)
    assert (len(series.gaps), series.strays) == (100, ())


def test_a_series_that_falls_back_within_a_year_says_when() -> None:
    start = date(2025, 1, 1)
    numbers = [*range(1, 31), *range(1, 6)]
    found = [
        Numbered(record_id=at, running=number, year=2025, published=start + timedelta(days=at))
        for at, number in enumerate(numbers)
    ]
    (series,) = series_of(found)
    assert series.resets == (Reset(day=start + timedelta(days=30), before=30, running=1),)
    assert len(series.doubles) == 5


def test_neighbours_bound_the_date_of_an_undated_number() -> None:
    dated = [
        Numbered(record_id=1, running=449, year=2017, published=date(2017, 8, 14)),
        Numbered(record_id=2, running=452, year=2017, published=date(2017, 8, 16)),
        Numbered(record_id=3, running=450, year=2016, published=date(2016, 7, 1)),
        Numbered(record_id=4, running=460, year=2016, published=date(2016, 7, 2)),
    ]
    undated = Numbered(record_id=9, running=450, year=None, sign="pe")
    assert dates_between(undated, dated) == (2017, Period(start=date(2017, 8, 14), end=date(2017, 8, 16)))
    # Two years have room for 451: nothing is guessed.
    assert dates_between(Numbered(record_id=9, running=451, year=None), dated) is None
    # Neighbours that contradict each other bound nothing.
    odd = [
        Numbered(record_id=1, running=1, year=2017, published=date(2017, 8, 14)),
        Numbered(record_id=2, running=3, year=2017, published=date(2017, 8, 1)),
    ]
    assert dates_between(Numbered(record_id=9, running=2, year=None), odd) is None


@given(st.lists(st.integers(1, 400), min_size=1, max_size=80), st.sets(st.integers(1, 400), max_size=5))
def test_every_number_expected_is_held_a_gap_or_unused(numbers: list[int], unused: set[int]) -> None:
    (series,) = series_of(held(*numbers), {(None, 2025, running): "" for running in unused})
    strays = {stray.running for stray in series.strays}
    there = set(numbers) - strays
    missing = {gap.running for gap in series.gaps}
    assert all(gap.state is not GapState.WITHDRAWN for gap in series.gaps)
    inside = {number for number in there if number >= series.first}
    assert inside | missing == set(range(series.first, series.last + 1))
    assert not inside & missing
    assert 0 < series.complete <= 1
