"""Dates for machines in no standard form: read where day, month and year stand there, and never guessed."""

from datetime import date, time

import pytest

from archive.origins import PublishedFrom
from ingest.machine_dates import machine_date, machine_moment
from ingest.reading.published import read_published

THE_DAY = date(2026, 4, 20)


@pytest.mark.parametrize(
    "text",
    [
        "April 20, 2026", "20 April 2026", "Mon, 20 Apr 2026 10:00:00 CEST", "20. Apr. 2026 14:30", "2026/04/20",
        "2026-20-04T10:00:00", "20/04/2026", "4/20/2026", "20.04.2026", "2026-04-20 10:00:00 +0200",
        "Montag, 20.April 2026",
    ],
)  # fmt: skip
def test_a_date_with_all_its_parts_is_read(text: str) -> None:
    assert machine_date(text) == THE_DAY


@pytest.mark.parametrize(
    "text",
    [
        "", "200426", "1776672000", "04/05/2026", "April 2026", "20 April", "gestern", "in 3 Tagen", "2026",
        "heute 2026",
        "31 February 2026", "20 Apr 26", "vor 2 Stunden 2026", "20.04.2026 - 21.04.2027",
        "Nr. 5 2026", "20 April 2026 " * 9,
    ],
)  # fmt: skip
def test_what_lacks_a_part_or_may_be_another_day_is_none(text: str) -> None:
    assert machine_date(text) is None


def test_a_meta_in_english_dates_a_release() -> None:
    assert read_published([(PublishedFrom.META, "April 20, 2026")]) == (THE_DAY, None, PublishedFrom.META)


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("2024-12-31T23:30:00Z", date(2025, 1, 1), time(0, 30)),
        ("2025-06-30T22:00:00+00:00", date(2025, 7, 1), time(0, 0)),
        ("2025-06-30T22:30:15.123+0000", date(2025, 7, 1), time(0, 30)),
        ("2025-07-01T00:30:00+02:00", date(2025, 7, 1), time(0, 30)),
        ("2025-07-01T00:30+02", date(2025, 7, 1), time(0, 30)),
        ("2025-07-01T00:30:00", date(2025, 7, 1), time(0, 30)),
        ("2025-07-01 23:59", date(2025, 7, 1), time(23, 59)),
        ("2025-07-01", date(2025, 7, 1), None),
        ("2025-03-30T01:30:00Z", date(2025, 3, 30), time(3, 30)),
        ("0001-01-01T00:00:00Z", None, None),
        ("2025-13-01T00:00:00Z", None, None),
        ("2025-07-01T25:00:00Z", date(2025, 7, 1), None),
        ("9999-12-31T23:59:59-10:00", None, None),
    ],
)  # fmt: skip
def test_a_moment_is_the_day_it_is_in_germany(text: str, day: date | None, clock: time | None) -> None:
    assert machine_moment(text) == (day, clock)
    if day:
        assert read_published([(PublishedFrom.META, text)]) == (day, clock, PublishedFrom.META)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mon, 20 Apr 2026 23:30:00 CEST", THE_DAY),
        ("Mon, 20 Apr 2026 23:30:00 +0200", THE_DAY),
        ("Mon, 20 Apr 2026 23:30:00 GMT", date(2026, 4, 21)),
        ("Mon, 20 Apr 2026 23:30:00 -0500", date(2026, 4, 21)),
        ("Mon, 20 Apr 2026 00:30:00", THE_DAY),
        ("20 Apr 2026 00:30:00 MESZ", THE_DAY),
        ("2026-04-20T00:30:00", THE_DAY),
        ("2026-04-19T22:30:00Z", THE_DAY),
        ("2026/04/20", THE_DAY),
        ("2026-20-04T10:00:00", None),
        ("Mo, 20 Apr 2026 10:00", THE_DAY),
        ("20. April 2026", THE_DAY),
        ("Montag, 20.\xa0April 2026, 9.30 Uhr", THE_DAY),
        ("20260419T221500Z", THE_DAY),
        ("2026-04-19 22:30:00 UTC", THE_DAY),
        ("Sun, 19 Apr 2026 22:00:00 +00:00", THE_DAY),
        ("Sun, 19 Apr 2026 20:30:00 EST", THE_DAY),
        ("Sun, 19 Apr 2026 23:30:00 (GMT)", THE_DAY),
        ("Di, 20. April 2026 23:30 GMT", date(2026, 4, 21)),
        ("Mon, 20 Apr 2026 23:30:00 XYZ", None),
        ("20.04.2026 23:30 UHR", THE_DAY),
        ("20.04.2026 10:00-12:00", THE_DAY),
        ("2026-04-20 18:00-20:00", THE_DAY),
        ("2026-04-19T22:30:00z", THE_DAY),
        ("2026-04-20T24:00:00", THE_DAY),
        ("2026-04-20T10:00:00+25:00", None),
        ("April 20, 2026 11:30 PM", THE_DAY),
        ("20 April 2026 11:30 p.m.", THE_DAY),
        ("200426", None), ("1776672000", None), ("", None),
        ("Thu, 01 Jan 1 00:00:00 GMT", None), ("31 Feb 2026 10:00", None),
    ],
)  # fmt: skip
def test_the_day_of_a_feeds_entry(text: str, day: date | None) -> None:
    assert machine_moment(text)[0] == day


def test_what_is_printed_is_read_as_german_alone() -> None:
    assert read_published([(PublishedFrom.PAGE, "April 20, 2026")])[0] is None
