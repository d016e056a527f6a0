"""Whether a sentence tells of what was or what comes."""

import pytest

from language.german.tense import Tense, tense_of


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Die Bürgermeisterin übergab den Scheck.", Tense.PAST),
        ("Der Rat hat den Haushalt beschlossen.", Tense.PAST),
        ("Er arbeitete von Mai bis September.", Tense.PAST),
        ("Die Brücke ist gesperrt worden.", Tense.PAST),
        ("Am Freitag lädt die Stadt ein.", Tense.AHEAD),
        ("Die Brücke ist am Freitag gesperrt.", Tense.AHEAD),
        ("Der Kurs wird am Montag fortgesetzt.", Tense.AHEAD),
        ("Weitere Schulen könnten sich bewerben.", Tense.AHEAD),
        ("Dorfputzete am Samstag", None),
    ],
)
def test_tense(text: str, tense: Tense | None) -> None:
    assert tense_of(text) is tense
