"""Words that say what a person is: in the singular, in compounds, beside a name, with a misprint."""

import pytest

from language.german.roles import (
    corrected,
    head_of,
    is_council,
    is_kin,
    is_plural,
    is_role,
    may_describe,
    role_of,
    singular,
)


@pytest.mark.parametrize(
    "word",
    "Stadtdirektor Integrationsstaatssekretärin Stadtdienstleiterin KIZ-Leiterin Baumgutachter Hebamme Kämmerin "
    "Orgelbauer Stadtverordnetenvorsteher Auszubildende Bundesministerin OB POK Pastor".split(),
)
def test_offices_and_occupations(word: str) -> None:
    assert is_role(word)
    assert role_of(word) == word


@pytest.mark.parametrize(
    "word",
    "Fenster Sommer Berliner Hamburgerin Museum Rathaus Montag Zimmer Computer Christine Martin".split(),
)
def test_other_words_are_none(word: str) -> None:
    assert not is_role(word)


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("Stadträtinnen", "Stadträtin"),
        ("Stadträte", "Stadtrat"),
        ("Ratsmitglieder", "Ratsmitglied"),
        ("Beigeordneten", "Beigeordnete"),
        ("Kollegen", "Kollege"),
        ("Feuerwehrmänner", "Feuerwehrmann"),
    ],
)
def test_the_singular_of_a_plural(plural: str, one: str) -> None:
    assert singular(plural) == one
    assert is_plural(plural)
    assert role_of(plural) == one


def test_a_misprint_of_a_long_office_is_mended() -> None:
    assert corrected("Staatssekretäring") == "Staatssekretärin"
    assert role_of("Landtagsabgesordneter") == "Landtagsabgeordneter"
    assert corrected("Geraderobe") == "Geraderobe"


def test_any_agentive_noun_describes_who_stands_beside_it() -> None:
    for word in ("Akkordeonist", "Schweißer", "Tagesvater", "Gewässerökologin", "Straßenreiniger"):
        assert may_describe(word), word
    for word in ("Dokument", "Rathaus", "Sommer"):
        assert not may_describe(word), word


def test_one_office_in_all_its_forms_has_one_head() -> None:
    assert len({head_of(word) for word in ("Vorsitzende", "Vorsitzender", "Vorsitzenden")}) == 1
    assert head_of("Stadträtin") == head_of("Stadtrat")
    assert head_of("Amtsärztin") == head_of("Amtsarzt")


def test_councils_and_kin() -> None:
    assert is_council("Stadtrat")
    assert not is_council("Stadtbaurat")
    assert is_kin("Tochter")
