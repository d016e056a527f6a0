from datetime import date

import pytest

from language.german.dates import Period, german_date
from language.german.dates.whole import first_day_in, month_number, read_period

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("15.08.2017", date(2017, 8, 15), date(2017, 8, 15)),
        ("5. 8. 2017", date(2017, 8, 5), date(2017, 8, 5)),
        ("15. August 2017", date(2017, 8, 15), date(2017, 8, 15)),
        ("1. März 2021", date(2021, 3, 1), date(2021, 3, 1)),
        ("1. Maerz 2021", date(2021, 3, 1), date(2021, 3, 1)),
        ("2017-08-15", date(2017, 8, 15), date(2017, 8, 15)),
        ("August 2017", date(2017, 8, 1), date(2017, 8, 31)),
        ("Februar 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("08.2017", date(2017, 8, 1), date(2017, 8, 31)),
        ("2017-12", date(2017, 12, 1), date(2017, 12, 31)),
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("heute", TODAY, TODAY),
        ("gestern", date(2026, 1, 14), date(2026, 1, 14)),
        ("vor 3 Wochen", date(2025, 12, 25), date(2025, 12, 25)),
        ("vor zwei Tagen", date(2026, 1, 13), date(2026, 1, 13)),
    ],
)
def test_periods_a_user_types(text: str, start: date, end: date) -> None:
    assert read_period(text, today=TODAY) == Period(start=start, end=end, printed=text)


@pytest.mark.parametrize(
    "text",
    ["die", "39,4", "31.2.2017", "13.2017", "Zwei Stunden", "", "450/pe", "0000-00", "12345", "32. Mai 2020"],
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_period(text, today=TODAY) is None


def test_a_date_with_zero_width_characters_is_read() -> None:
    assert first_day_in("vom 1\u200b2.03.\u200b2020") == date(2020, 3, 12)


def test_the_first_full_date_of_a_line() -> None:
    assert first_day_in("Pressemitteilung Nr. 2021-012 vom 01.07.2021") == date(2021, 7, 1)
    assert first_day_in("Mittwoch, 31. März 2010") == date(2010, 3, 31)
    assert first_day_in("Ausgabe 89, ohne Datum, 3.14.15") is None


def test_a_period_holds_its_ends_and_open_ends_hold_all() -> None:
    day = date(2020, 5, 1)
    assert day in Period(start=day, end=day)
    assert day in Period(start=None, end=day)
    assert day not in Period(start=date(2020, 5, 2), end=None)


def test_every_month_is_known_long_and_short() -> None:
    assert [month_number(name) for name in ("Januar", "Feb.", "Mrz", "März", "Mai", "Dez.")] == [
        1,
        2,
        3,
        3,
        5,
        12,
    ]


def test_dates_are_shown_as_germans_write_them() -> None:
    assert german_date(date(2025, 6, 22)) == "22. Juni 2025"
