"""The base form under which all forms of a word are found."""

import pytest

from language.german.lemmas import lemma, umlauted
from language.german.lexicon import is_german


@pytest.mark.parametrize(
    ("forms", "base"),
    [
        ("Haus Hauses Häuser häusern HÄUSER", "haus"),
        ("Museum Museums Museen", "museum"),
        ("Kita Kitas", "kita"),
        ("Rat Rates Räte", "rat"),
        ("Schule Schulen", "schule"),
        ("Schüler Schülern Schülerin Schülerinnen", "schüler"),
        ("Bau Baus", "bau"),
        ("Bauer Bauern Bäuerin", "bauer"),
        ("Arzt Ärzte Ärztin Ärztinnen", "arzt"),
        ("Bürgermeister Bürgermeisterin", "bürgermeister"),
        ("Experte Expertin", "experte"),
        ("Kämmerer Kämmerin Kämmerinnen", "kämmerer"),
        ("sprechen spricht sprach gesprochen", "sprechen"),
        ("eröffnet eröffnete eröffnen", "eröffnen"),
        ("kommunal kommunale kommunalen", "kommunal"),
        ("Straße Straßen Strassen", "straße"),
        ("Jugendliche Jugendlichen", "jugendlich"),
        ("Vorsitzende Vorsitzender Vorsitzenden", "vorsitzende"),
        ("Beauftragte Beauftragter Beauftragten", "beauftragte"),
        ("Abgeordnete Abgeordneter Abgeordneten", "abgeordnete"),
        ("Leiter Leiters Leiterin", "leiter"),
        ("Beamter Beamte Beamten Beamtin Beamtinnen", "beamte"),
        ("Erwachsener Erwachsene Erwachsenen", "erwachsene"),
        ("Kranker Kranke Kranken krank", "krank"),
        ("Kasten Kästen", "kasten"),
        ("Malte", "malte"),
        ("Martin", "martin"),
        ("Tim", "tim"),
        ("Wetter Wetters", "wetter"),
        ("Gärtner Gärtners Gärtnerin Gärtnerinnen", "gärtner"),
        ("Leder Leders", "leder"),
        ("Becher Bechers", "becher"),
        ("Platte Platten", "platte"),
        ("Stifter Stifters Stifterin", "stifter"),
        ("schicken schickt schickte", "schicken"),
        ("gehören gehört gehörte", "gehören"),
    ],
)
def test_all_forms_have_one_base(forms: str, base: str) -> None:
    assert {lemma(form) for form in forms.split()} == {base}


@pytest.mark.parametrize("word", ["Termin", "Benzin", "Berlin", "Verein", "Medizin"])
def test_what_only_ends_like_a_feminine_is_none(word: str) -> None:
    assert lemma(word) == word.lower()


def test_an_unknown_word_comes_back_as_it_is() -> None:
    assert lemma("Xylqrz") == "xylqrz"
    assert not is_german("Xylqrz")


def test_letters_that_may_stand_for_umlauts() -> None:
    assert umlauted("gruenflaechen") == "grünflächen"
    assert umlauted("rathaus") is None
    assert umlauted("frauen") is None
