import pytest

from language.german.names import is_first_name, name_matches
from language.german.roles import is_council, is_role


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Serap Güler", "Serap Güler"),
        ("Güler", "Serap Güler"),
        ("Gueler", "Serap Güler"),
        ("Guler", "Serap Güler"),
        ("Guler", "Serap Gueler"),
        ("serap güler", "Serap Güler"),
        ("Dr. Asmussen", "Dr. Henrike Asmussen"),
        ("Müller-Lüdenscheidt", "Paul Müller-Lüdenscheidt"),
        ("Kilinc", "Emre Kılınç"),
        ("von der Leyden", "Gesine von der Leyden-Küpper"),
    ],
)
def test_a_name_is_found_under_every_spelling(wanted: str, name: str) -> None:
    assert name_matches(wanted, name)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Güler Serap", "Serap Güler"),
        ("Gül", "Serap Güler"),
        ("Bauer", "Paul Baur"),
        ("Neuer", "Manuel Neur"),
        ("Dr.", "Dr. Henrike Asmussen"),
        ("", "Serap Güler"),
    ],
)
def test_names_that_differ_stay_apart(wanted: str, name: str) -> None:
    assert not name_matches(wanted, name)


@pytest.mark.parametrize(
    "word",
    [
        "Integrationsstaatssekretärin",
        "Stadtdirektor",
        "KIZ-Leiterin",
        "Kämmerin",
        "Kämmerer",
        "Stadträtin",
        "Senatorin",
    ],
)
def test_offices_and_occupations(word: str) -> None:
    assert is_role(word)


@pytest.mark.parametrize("word", ["Haus", "Baustelle", "stadtdirektor", "Verkehr", "Leitung"])
def test_other_nouns_are_no_role(word: str) -> None:
    assert not is_role(word)


def test_a_council_is_told_from_a_councillor() -> None:
    assert is_council("Stadtrat")
    assert not is_council("Stadtbaurat")


def test_first_names() -> None:
    assert is_first_name("Serap")
    assert is_first_name("Anne-Marie")
    assert not is_first_name("Friedrichstraße")
