import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.german.tokens import analyse, fold, fold_to_one_letter, stem, tokenize, visible


def test_one_folding_for_every_spelling_of_an_umlaut() -> None:
    assert fold("Güler") == fold("Gueler") == fold("GÜLER") == fold("Gu\u0308ler") == "gueler"
    assert fold("Preuß") == fold("PREUSS") == "preuss"
    assert fold("Yılmaz") == fold("YILMAZ") == "yilmaz"
    assert fold("Altınsoy") == "altinsoy"
    assert fold("Petrović") == "petrovic"
    assert fold_to_one_letter("Güler") == "guler"


def test_words_that_differ_by_an_umlaut_stay_apart() -> None:
    assert fold("fordern") != fold("fördern")
    assert fold("schon") != fold("schön")


def test_a_compound_is_understood_as_its_parts_and_found_by_each_run_of_them() -> None:
    word = analyse("Integrationsstaatssekretärin")
    assert word.exact == "integrationsstaatssekretaerin"
    assert word.stem == "integration+staat+sekretaer"
    assert set(word.parts) == {"integration", "staat", "sekretaer", "integration+staat", "staat+sekretaer"}
    assert stem("Staatssekretär") in word.parts


@pytest.mark.parametrize(
    "pair", ["Schule Schüler", "Bau Bauer", "Masse Maße", "fordern fördern", "Reis Reise"]
)
def test_words_that_only_look_alike_have_different_stems(pair: str) -> None:
    one, other = map(analyse, pair.split())
    assert one.stem != other.stem
    assert one.stem not in other.parts
    assert other.stem not in one.parts


def test_umlauts_typed_as_two_letters_are_understood() -> None:
    assert analyse("Gruenflaechen").stem == analyse("Grünflächen").stem
    assert analyse("Neue").stem == analyse("neuer").stem
    assert analyse("Frauen").stem == "frau"


def test_stem_joins_inflections_and_spellings() -> None:
    assert stem("Staatssekretärin") == stem("Staatssekretaerin")
    assert stem("Straße") == stem("Strassen")
    assert stem("Meldung") == stem("Meldungen")


def test_soft_hyphens_and_zero_width_characters_are_not_seen() -> None:
    assert visible("Stadt\u00adrat 1\u200b2.3.") == "Stadtrat 12.3."
    assert [token.exact for token in tokenize("Ver\u00adkehrs\u00adkonzept")] == ["verkehrskonzept"]


def test_tokens_know_their_place() -> None:
    text = "Nr. 450/pe: „Müller-Lüdenscheidt“"
    tokens = list(tokenize(text))
    assert [text[t.start : t.end] for t in tokens] == ["Nr", "450", "pe", "Müller", "Lüdenscheidt"]
    assert [t.position for t in tokens] == [0, 1, 2, 3, 4]


@given(st.text())
def test_any_text_can_be_analysed(text: str) -> None:
    for token in tokenize(text):
        assert 0 <= token.start < token.end <= len(text)
        assert " " not in token.exact + token.stem
        assert "\n" not in token.exact + token.stem


@pytest.mark.parametrize("word", ["\uff9e", "\uff9f", "\u037a", "\ufc5e"])
def test_a_mark_that_counts_as_a_letter_is_a_word_all_the_same(word: str) -> None:
    (token,) = tokenize(word)
    assert token.exact
    assert " " not in token.exact + token.stem


def test_more_than_a_word_can_be_folded() -> None:
    assert fold("Ältere Meldungen ›") == "aeltere meldungen ›"


@given(st.text(alphabet=st.characters(categories=["L", "N"])))
def test_folding_is_idempotent(word: str) -> None:
    assert fold(fold(word)) == fold(word)
