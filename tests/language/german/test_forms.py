"""What form a release has, apart from what it is about."""

import pytest

from language.german.forms import FORMS, find_form, form, forms_of


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Vollsperrung der Bahnhofstraße", "", ("closure",)),
        ("Bürgerbüro bleibt am Freitag geschlossen", "", ("closure",)),
        ("Wochenmarkt fällt an Karfreitag aus", "", ("closure",)),
        ("Bürgermeisterin lädt zum Neujahrsempfang ein", "", ("invitation",)),
        ("Stadt trauert um Altbürgermeister Sander", "", ("obituary",)),
        ("Förderbescheid über 2 Millionen Euro für die Kita", "", ("grant",)),
        ("Goldene Ehrennadel für Imker", "", ("honour",)),
        ("Sachbearbeitung (m/w/d) gesucht", "", ("vacancy",)),
        ("Gesundheitsamt warnt vor Hitze", "", ("warning",)),
        ("Allgemeinverfügung zur Geflügelpest", "", ("notice",)),
        ("Konzert im Park", "Die Stadt lädt alle herzlich ein. Der Eintritt ist frei.", ("invitation",)),
        ("Konzert im Park", "Der Eintritt ist frei.", ()),
        (
            "Bürgerbeteiligung",
            "Die Stadt lädt zur Versammlung am 3. Mai in die Aula ein. Es gibt Tee.",
            ("invitation",),
        ),
        ("Bürgerbeteiligung", "Alle Familien sind zum Fest auf dem Anger eingeladen.", ("invitation",)),
        ("Bürgerbeteiligung", "Es geht um die Ortsmitte. Der Verein lädt im Anschluss zu Kaffee ein.", ()),
        ("Neuer Radweg an der Bahn", "Er ist drei Kilometer lang.", ()),
        ("Preise im Schwimmbad steigen", "", ()),
    ],
)
def test_forms(title: str, body: str, expected: tuple[str, ...]) -> None:
    assert forms_of(title, "", body) == expected


def test_a_form_is_found_by_key_and_by_name() -> None:
    assert find_form("Sperrung") == find_form("closure") == form("closure")
    assert find_form("Radweg") is None


def test_no_two_forms_share_a_name() -> None:
    names = [name for one in FORMS for name in one.names]
    assert len(names) == len(set(names))


def test_a_long_text_costs_no_more_than_its_beginning() -> None:
    assert forms_of("lädt " * 20_000, "", "bleibt " * 50_000) == ()
