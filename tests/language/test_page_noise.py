import pytest

from language.german.page_noise import is_noise, without_noise


@pytest.mark.parametrize(
    "line",
    ["Stand: 28.11.2026, 14:02 Uhr", "Stand: 28.11.2026", "Aufrufe: 124", "zuletzt geändert am 3. März 2026", "Seite drucken",
     "Letzte Aktualisierung: Mo, 02.03.2026 10:15", "1.234 Aufrufe", "Gelesen: 34 x", "Zuletzt aktualisiert am 03.03.2026 von A. Berger",
     "Besucher seit 01.01.2003: 48112", "Video überspringen", "Hochauflösendes Bild (jpeg, 1 MB)",
     "Hinweis: Wenn Sie dieses Video abspielen, erfolgt eine Datenübertragung an den Anbieter Filmhaus.",
     "Mit dem Klick auf das Video werden Daten an YouTube übertragen."],
)  # fmt: skip
def test_what_a_page_says_of_itself_is_noise(line: str) -> None:
    assert is_noise(line)
    assert without_noise(f"Der Text.\n{line}\nMehr.") == "Der Text.\nMehr."


@pytest.mark.parametrize(
    "line",
    [
        "Stand: Oktober 2026",
        "Der Stand vom 3. März 2026 zeigt Arbeiten",
        "Stand 12 auf dem Markt",
        "124 Bäume",
        "Am 3. März 2026 um 10 Uhr",
        "Die Stadt gibt Google keine Daten.",
        "Ein Video über das Freibad zeigt die Stadt auf YouTube; Daten werden nicht gespeichert.",
        "Hochauflösendes Bild der Erde im Rathaus zu sehen",
    ],
)
def test_what_a_release_says_is_none(line: str) -> None:
    assert not is_noise(line)
    assert without_noise(line) == line
