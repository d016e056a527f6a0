"""To what body a person belongs, and in what form an office is told."""

import pytest

from archive.model import MentionKind, PersonMention, Release
from ingest.reading.persons import read_persons


def person(body: str, name: str) -> PersonMention:
    read = read_persons(Release(city="x", url=None, title="Meldung", body=body))
    return next(one for one in read.persons if one.name == name)


@pytest.mark.parametrize(
    ("body", "name", "role", "affiliation"),
    [
        ("Kamens Bürgermeisterin Elke Sander kam.", "Elke Sander", "Bürgermeisterin", "Kamen"),
        ("Es kam EMBL-Generaldirektorin Edith Sander.", "Edith Sander", "Generaldirektorin", "EMBL"),
        ("Es kam Bürgermeister Benno Sander aus der Partnerstadt Montreuil-Juigné.", "Benno Sander", "Bürgermeister", "Montreuil-Juigné"),
        ("Es kam Karla Sander, Leiterin des Jugendamtes.", "Karla Sander", "Leiterin", "Jugendamt"),
        ("Es kam Karla Sander, Leiterin der Stabsstelle Jugendhilfe-, Sozial- und Gesundheitsplanung.", "Karla Sander", "Leiterin", "Stabsstelle Jugendhilfe-, Sozial- und Gesundheitsplanung"),
        ("Sie begrüßte die Leiterin des Fachbereiches 2, Jugend und Soziales, Karla Sander.", "Karla Sander", "Leiterin", "Fachbereich 2"),
        ("Es kam Karla Sander, Dezernentin für Soziales und Klima.", "Karla Sander", "Dezernentin", None),
        ("Das sagte Oberbürgermeister Klaus Sander beim Empfang im Saal.", "Klaus Sander", "Oberbürgermeister", None),
        ("Das sah OB Klaus Sander beim Vor-Ort-Termin.", "Klaus Sander", "Oberbürgermeister", None),
        ("Neue Kämmerin wird Ulla Sander.", "Ulla Sander", "designierte Kämmerin", None),
        ("Ulla Sander, Leiterin des Jugendamtes, wird Bürgermeisterin.", "Ulla Sander", "Leiterin", "Jugendamt"),
        ("Es sprach der stellv. Landrat Ulf Sander.", "Ulf Sander", "stellvertretender Landrat", None),
        ("Sie gedachten des verstorbenen Mitgliedes Fred Sander.", "Fred Sander", "Mitglied", None),
        ("Es kam Nachfolgerin Ina Sander.", "Ina Sander", None, None),
    ],
)  # fmt: skip
def test_office_and_body(body: str, name: str, role: str | None, affiliation: str | None) -> None:
    read = person(body, name)
    assert (read.role, read.affiliation) == (role, affiliation)


def test_who_becomes_something_is_told_so_beside_what_the_person_is() -> None:
    read = person("Ulla Sander, Leiterin des Jugendamtes, wird Bürgermeisterin.", "Ulla Sander")
    assert [held.role for held in read.roles] == ["Leiterin", "designierte Bürgermeisterin"]


def test_an_office_without_a_name_is_nobodys_who_has_another() -> None:
    read = person(
        "Es sprach Bürgermeisterin Ulla Sander. Die Historikerin hat viel erforscht.", "Ulla Sander"
    )
    assert [held.role for held in read.roles] == ["Bürgermeisterin"]


def test_who_is_shown_is_no_photographer() -> None:
    read = person("Auf dem Bild: Karla Sander und Hinnerk Lang.", "Karla Sander")
    assert MentionKind.PHOTOGRAPHER not in read.kinds


def test_a_telephone_that_somebody_speaks_on_makes_no_contact() -> None:
    assert MentionKind.CONTACT not in person("Sie fragte Benno Sander am Telefon.", "Benno Sander").kinds
    assert (
        MentionKind.CONTACT in person("Auskunft gibt Benno Sander, Telefon 0123 456.", "Benno Sander").kinds
    )
