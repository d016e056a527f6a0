"""Searches side by side over time."""

from datetime import date

from search.comparison import compare
from search.model import Span
from search.params import Search

ONE, OTHER = Search(text="Radweg"), Search(text="Parken")


def month(year: int, number: int) -> date:
    return date(year, number, 1)


def test_months_from_the_first_hit_of_any_to_the_last_none_left_out() -> None:
    found = compare(
        [(ONE, {month(2024, 11): 2}, 3), (OTHER, {month(2025, 2): 1, month(2024, 12): 4}, 5)],
        {month(2020, 1): 9, month(2024, 11): 10, month(2024, 12): 8, month(2025, 2): 2},
    )
    assert found.span is Span.MONTH
    assert found.starts == (month(2024, 11), month(2024, 12), month(2025, 1), month(2025, 2))
    assert [one.counts for one in found.searches] == [(2, 0, 0, 0), (0, 4, 0, 1)]
    assert [one.undated for one in found.searches] == [1, 0]
    assert found.everything == (10, 8, 0, 2)
    assert found.share(found.searches[1], 1) == 0.5
    assert found.share(found.searches[1], 2) is None


def test_years_where_months_would_be_too_many() -> None:
    found = compare(
        [(ONE, {month(2018, 5): 1, month(2018, 6): 1, month(2025, 1): 3}, 5)],
        {month(2019, 3): 7, month(2025, 2): 6},
    )
    assert found.span is Span.YEAR
    assert [start.year for start in found.starts] == list(range(2018, 2026))
    assert found.searches[0].counts == (2, 0, 0, 0, 0, 0, 0, 3)
    assert found.everything[1] == 7


def test_a_date_centuries_off_makes_no_endless_table() -> None:
    found = compare([(ONE, {month(1025, 1): 1, month(2025, 1): 3}, 4)], {})
    assert [start.year for start in found.starts] == [1025, 2025]


def test_nothing_found_has_no_periods() -> None:
    found = compare([(ONE, {}, 0), (OTHER, {}, 2)], {month(2025, 1): 3})
    assert (found.starts, [one.undated for one in found.searches]) == ((), [0, 2])
