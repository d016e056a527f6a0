from datetime import UTC, datetime, timedelta

import pytest

from ingest.revisits import is_due, next_try, next_visit

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "at_least", "at_most"),
    [
        (timedelta(0), timedelta(hours=1), timedelta(hours=1)),
        (timedelta(days=1), timedelta(hours=1), timedelta(hours=1)),
        (timedelta(days=5), timedelta(hours=6), timedelta(hours=6)),
        (timedelta(days=20), timedelta(hours=18), timedelta(days=1)),
        (timedelta(days=200), timedelta(days=22), timedelta(days=30)),
        (timedelta(days=2_000), timedelta(days=135), timedelta(days=180)),
        (-timedelta(days=3_000), timedelta(hours=18), timedelta(days=1)),  # a misprint
        (-timedelta(days=1), timedelta(hours=1), timedelta(hours=1)),  # dated into the future
    ],
)
def test_the_older_a_release_the_longer_until_the_next_visit(
    age: timedelta, at_least: timedelta, at_most: timedelta
) -> None:
    wait = next_visit("https://a.example/1", since=NOW - age, now=NOW) - NOW
    assert at_least <= wait <= at_most


def test_ten_thousand_old_releases_read_in_at_once_do_not_fall_due_on_one_day() -> None:
    due = [
        next_visit(f"https://a.example/{n}", since=NOW - timedelta(days=3_000), now=NOW)
        for n in range(10_000)
    ]
    days = {moment.date() for moment in due}
    assert len(days) >= 40
    assert max(sum(moment.date() == day for moment in due) for day in days) < 400


def test_the_same_address_keeps_its_place() -> None:
    since = NOW - timedelta(days=100)
    assert next_visit("https://a.example/1", since=since, now=NOW) == next_visit(
        "https://a.example/1", since=since, now=NOW
    )


def test_what_failed_is_tried_at_once_and_then_ever_more_seldom() -> None:
    now = datetime(2025, 3, 1, tzinfo=UTC)
    waits = [next_try(tries, now=now) - now for tries in range(1, 12)]
    assert waits[0] == timedelta(0)
    assert waits[1] == timedelta(hours=1)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(days=30)


def test_a_turn_that_a_clock_ahead_of_time_reckoned_is_now() -> None:
    now = datetime(2026, 11, 29, tzinfo=UTC)
    assert is_due(now, now)
    assert not is_due(now + timedelta(days=179), now)
    assert is_due(next_visit("https://a.example/1", since=now, now=now + timedelta(days=3_650)), now)
