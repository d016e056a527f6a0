"""Completeness where there are no running numbers: by what the lists named, and by a city's own past."""

from datetime import UTC, date, datetime, timedelta

import pytest

from archive.by_list import ByList, by_list, thin_months, thin_spans
from archive.model import Pending, Problem, Run

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


def listed(*, taken: int = 0, codes: tuple[str, ...] = (), followed: bool = True, said: str = "") -> ByList:
    pending = [
        Pending(
            url=f"https://a.example/{at}",
            tries=1,
            known_since=NOW - timedelta(days=at),
            due_at=NOW,
            code=code,
        )
        for at, code in enumerate(codes)
    ]
    problems = (Problem(code=said, place=None, message="?"),) if said else ()
    return by_list(
        "stadt",
        taken=taken,
        pending=pending,
        followed_at=NOW if followed else None,
        last_run=Run(city="stadt", started=NOW, problems=problems),
        months={},
        today=NOW.date(),
    )


def test_what_was_listed_is_held_against_what_is_on_record() -> None:
    found = listed(taken=7, codes=("field-missing", "bad-answer", "field-missing"))
    assert (found.listed, found.share, found.missing) == (10, 0.7, {"bad-answer": 1, "field-missing": 2})
    assert found.missing_since == NOW - timedelta(days=2)
    assert found.whole


def test_a_city_of_files_alone_has_no_share() -> None:
    assert (listed().share, listed().missing_since) == (None, None)


@pytest.mark.parametrize(
    ("followed", "said", "whole"),
    [(True, "", True), (False, "", False), (True, "list-goes-on", False), (True, "field-missing", True)],
)
def test_a_list_not_followed_to_its_end_is_said(followed: bool, said: str, whole: bool) -> None:
    assert listed(taken=5, followed=followed, said=said).whole is whole


def months(*counts: int, first: date = date(2020, 1, 1)) -> dict[date, int]:
    return {
        date(first.year + (first.month - 1 + at) // 12, (first.month - 1 + at) % 12 + 1, 1): count
        for at, count in enumerate(counts)
        if count
    }


def thin(*counts: int, today: date | None = None) -> list[tuple[str, int, int]]:
    end = date(2020 + len(counts) // 12, len(counts) % 12 + 1, 15)
    found = thin_months(months(*counts), today or end)
    return [(f"{month.month:%Y-%m}", month.count, month.usual) for month in found]


YEAR = (30, 28, 31, 29, 30, 33, 20, 18, 30, 31, 30, 24)


def test_a_month_far_below_the_year_before_it_is_thin_and_one_with_nothing_too() -> None:
    assert thin(*YEAR, 30, 5, 31, 0, 29) == [("2021-02", 5, 30), ("2021-04", 0, 30)]


def test_holidays_and_a_start_in_the_middle_of_the_year_are_not_thin() -> None:
    assert thin(*YEAR, *YEAR) == []
    assert thin(30, 2, 30, 1, 30) == []


def test_the_month_that_is_not_over_says_nothing() -> None:
    assert thin(*YEAR, 2, today=date(2021, 1, 20)) == []


def test_a_long_gap_is_thin_to_its_end_and_is_no_measure_for_what_follows() -> None:
    found = thin(*YEAR, *[0] * 20, 30)
    assert [month for month, _, _ in found] == [
        *(f"2021-{month:02}" for month in range(1, 13)),
        *(f"2022-{month:02}" for month in range(1, 9)),
    ]


def test_a_city_that_writes_less_by_now_is_measured_by_that_after_a_year() -> None:
    found = thin(*YEAR, *[6] * 30)
    assert [month for month, _, _ in found] == [f"2021-{month:02}" for month in range(1, 13)]


def test_a_city_that_writes_seldom_has_no_thin_months() -> None:
    assert thin(*[3] * 12, 0, 3, 0, 0) == []


def test_thin_months_that_follow_each_other_are_told_as_one_span() -> None:
    spans = thin_spans(tuple(thin_months(months(*YEAR, 30, 5, 0, 31, 0, 29), date(2021, 7, 15))))
    assert [(f"{first:%Y-%m}", f"{last:%Y-%m}", count, usual) for first, last, count, usual in spans] == [
        ("2021-02", "2021-03", 5, 60),
        ("2021-05", "2021-05", 0, 30),
    ]
