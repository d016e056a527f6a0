"""One thing under several spellings: what is found in any text, and what a query's word may be."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.german.spellings import abbreviations, understood, variants, wholes_of
from language.german.tokens import words

SIGNS = "aäbBSÜ019-–/:*().,%€§²½ \n"
texts = st.text(alphabet=SIGNS, max_size=40) | st.lists(
    st.sampled_from(
        ["Kita-Platz", "B", "224", "Haupt-", "und", "-rat", "Finanzausschuss", "10", "000", "1,5", "Mio.", "%", "St.",
         "Bürger:innen", "Bürgerinnen", "Bürger", "+49", "(0)211", "0211", "DE07", "1234", "§", "34a", "Open",
         "Air", "Kino"]
    ),
    max_size=8,
).map(" ".join)  # fmt: skip


@given(texts)
def test_a_variant_lies_in_its_text_and_says_something(text: str) -> None:
    for start, end, stems, parts in variants(text):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()
        assert stems
        assert all(stems)
        assert all(parts)


@given(texts)
def test_a_piece_of_a_text_is_told_alike_wherever_it_stands(text: str) -> None:
    alone = {stem for variant in variants(text) for stem in variant.stems}
    behind = {stem for variant in variants(f"vorne,\n\n{text}\n\n, hinten") for stem in variant.stems}
    assert alone <= behind


@given(texts)
def test_what_is_one_thing_in_a_query_does_not_overlap(text: str) -> None:
    wholes = wholes_of(text)
    assert all(end <= start for (_, end, _), (start, _, _) in pairwise(wholes))
    assert all(said and all(map(words, said)) for _, _, said in wholes)


@given(texts)
def test_every_word_of_a_query_is_understood(text: str) -> None:
    known = understood(text)
    if words(text):
        assert known.rows or known.stems


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Kita-Plätze", "kita+platz"),
        ("B 224", "b224"),
        ("10 000", "10000"),
        ("1,5 Mio.", "1500000"),
        ("2 Mrd.", "2000000000"),
        ("+49 (0)211 8993131", "02118993131"),
        ("9.30", "9:30"),
        ("09:30", "9:30"),
        ("Ärzt*innen", "arzt"),
        ("Bahnhofstr.", "bahn+hof+strasse"),
        ("-5 °C", "-5°"),
        ("§ 34 a", "§34a"),
        ("Kita-Platz/Schul-Höfe", "kita+platz"),
        ("Kita-Platz/Schul-Höfe", "schule+hof"),
    ],
)
def test_what_it_is_understood_as(text: str, stem: str) -> None:
    assert stem in {stem for variant in variants(text) for stem in variant.stems}


@pytest.mark.parametrize(
    "text", ["12.06.2025", "29/2017", "am 3. 4. Mai", "Karla Osterloh", "Stadt Solingen", "1.2.3.4"]
)
def test_what_is_one_thing_already_has_no_variant(text: str) -> None:
    assert list(variants(text)) == []


def test_the_table_of_abbreviations_is_read_whole() -> None:
    assert len(abbreviations.table()) > 40
    assert all(short and word for short, word in abbreviations.table().items())


@pytest.mark.parametrize(
    "text",
    [
        "a-" * 50_000, "-a," * 30_000, "1." * 50_000, "0 " * 50_000, "(" * 90_000, "B 1 " * 25_000, "a- " * 30_000,
        "a-b/" * 25_000, "a -b " * 20_000, "a- und b " * 10_000, "aa:innen/" * 10_000,
    ],
)  # fmt: skip
def test_hostile_texts_are_read_in_one_walk(text: str) -> None:
    assert sum(1 for _ in variants(text)) <= len(text)
