import unicodedata
from datetime import date

import pytest

from language.german.dates.printed import printed_days
from language.german.dates.prose import find_periods


@pytest.mark.parametrize(
    "text",
    [
        "9. März 2026",
        "9.März 2026",
        "9 März 2026",
        "09.03.2026",
        "9.3.26",
        "9. 3. 2026",
        "2026-03-09",
        "9. III. 2026",
        "Mo., 9. Mrz. 2026",
    ],
)
def test_a_day_is_read_in_any_form_it_is_printed_in(text: str) -> None:
    (found,) = printed_days(text)
    assert found.day == date(2026, 3, 9)


@pytest.mark.parametrize(
    "text", ["März 2026", "31.02.2026", "9.3.", "12.03.2026.5", "Nr. 9/2026", "9. Mond 2026", "99.99.2026"]
)
def test_what_is_no_whole_day_is_none(text: str) -> None:
    assert printed_days(text) == []


def test_letters_in_two_pieces_are_read_as_one() -> None:
    text = unicodedata.normalize("NFD", "Ab Käfers Fest am 15. März 2027 gilt das.")
    (found,) = find_periods(text, today=date(2026, 1, 1))
    assert (found.start, found.end) == (date(2027, 3, 15), date(2027, 3, 15))
    assert unicodedata.normalize("NFC", text[found.at : found.until]) == "15. März 2027"
