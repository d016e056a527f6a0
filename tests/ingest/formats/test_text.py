"""Plain texts in any charset, and lines that were only wrapped."""

import pytest

from ingest.formats.text import decode_text
from ingest.formats.wrapping import unwrapped

TEXT = "Grüße „zum“ Fest – 5 €"


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252"]
)
def test_a_text_is_read_in_its_charset(charset: str) -> None:
    body = TEXT.encode(charset)
    if charset in ("utf-16-le", "utf-16-be"):
        body = (TEXT + " und noch viel mehr Text, der deutsch ist.").encode(charset)
    assert decode_text(body).startswith(TEXT)


def test_control_characters_are_the_marks_they_stood_for() -> None:
    assert decode_text("\x84Ja\x93, \x96 5\x80".encode()) == "„Ja“, – 5€"


def test_all_ends_of_lines_are_one() -> None:
    assert decode_text("a\r\nb\rc\x85d\u2028e".encode()) == "a\nb\nc\nd\ne"


WRAPPED = (
    "Zum Fest der Stadt auf dem Markt lädt die Bürgermeisterin Jördis\n"
    "Münkel am Samstag ein. Dort stellt sich auch die neue Kinder-\n"
    "und Jugendarbeit vor, ebenso das lange erwartete Verkehrs-\n"
    "konzept."
)


def test_names_and_words_parted_at_the_end_of_a_line_are_whole() -> None:
    (paragraph,) = unwrapped([WRAPPED])
    assert "Jördis Münkel" in paragraph
    assert "Kinder- und Jugendarbeit" in paragraph
    assert "Verkehrskonzept" in paragraph
    assert "\n" not in paragraph


def test_lines_that_end_early_stay_lines() -> None:
    address = "Pressestelle\nAnna Berger\nTelefon 01234 5"
    assert unwrapped([WRAPPED, address])[1] == address
    assert unwrapped([address]) == [address]
