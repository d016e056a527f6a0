from hypothesis import given
from hypothesis import strategies as st

from german.tokens import fold, fold_to_one_letter, stem, tokenize, visible


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


@given(st.text(alphabet=st.characters(categories=["L", "N"])))
def test_folding_is_idempotent(word: str) -> None:
    assert fold(fold(word)) == fold(word)
