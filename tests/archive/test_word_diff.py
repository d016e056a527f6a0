"""Whole words and whole numbers that were replaced, went or came."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.word_diff import PieceKind, word_diff
from tests.waiting import coming_to_an_end


def marked(before: str, after: str) -> str:
    """As a proof-reader would: [gone|came]."""
    signs = {PieceKind.SAME: "{}", PieceKind.GONE: "[-{}]", PieceKind.NEW: "[+{}]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in word_diff(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Es kostet 54,3 Millionen Euro.", "Es kostet 53,4 Millionen Euro.",
         "Es kostet [-54,3][+53,4] Millionen Euro."),
        ("1.500 Gäste", "1.050 Gäste", "[-1.500][+1.050] Gäste"),
        ("ab 19:30 Uhr", "ab 19.30 Uhr", "ab [-19:30][+19.30] Uhr"),
        ("Haushalt 2024/25", "Haushalt 2025/26", "Haushalt [-2024/25][+2025/26]"),
        ("5453 Euro", "5434 Euro", "[-5453][+5434] Euro"),
        ("Hausnummer 3a", "Hausnummer 3b", "Hausnummer [-3a][+3b]"),
        ("der Kita-Platz", "der Kita-Plan", "der [-Kita-Platz][+Kita-Plan]"),
        ("alle Bürger:innen", "alle Bürger", "alle [-Bürger:innen][+Bürger]"),
        ("Bürgermeister Kurt Beck", "Bürgermeister Kurt Becker", "Bürgermeister Kurt [-Beck][+Becker]"),
        ("am Montag, 3. Juni, um acht", "am Dienstag, 4. Juli, um acht",
         "am [-Montag, 3. Juni][+Dienstag, 4. Juli], um acht"),
        ("Der Rat tagt.", "Der Rat tagt nicht.", "Der Rat tagt[+ nicht]."),
        ("Der neue Rat tagt.", "Der Rat tagt.", "Der[- neue] Rat tagt."),
        ("", "Neu.", "[+Neu.]"),
        ("Alt.", "", "[-Alt.]"),
        ("", "", ""),
        ("5 %", "6 %", "[-5][+6] %"),
        ("Ein Satz", "Ein Satz.", "Ein Satz[+.]"),
    ],
)  # fmt: skip
def test_words_and_numbers_change_whole(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


@given(st.text(alphabet="ab1,. -\n", max_size=30), st.text(alphabet="ab1,. -\n", max_size=30))
def test_nothing_is_lost_and_nothing_is_added(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.NEW) == before
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.GONE) == after


def test_long_texts_are_shown_before_and_after() -> None:
    with coming_to_an_end():
        pieces = word_diff("a b " * 50_000, "b a " * 50_000)
    assert [piece.kind for piece in pieces] == [PieceKind.GONE, PieceKind.NEW]
