"""What is known of single words."""

from itertools import islice

import pytest

from language.german.dictionary import dictionary
from language.german.lexicon import (
    LexiconBits,
    entries,
    entry,
    first_name_class,
    gender_of,
    is_german,
    is_last_name,
    is_noun,
    is_place,
    is_word,
)


def test_words_nouns_names_places() -> None:
    assert is_noun("Stadtdirektor")
    assert is_word("Häuser")
    assert is_word("Straßen")  # the source spells word forms with ss
    assert not is_word("Hoferichter")
    assert first_name_class("Anna") > first_name_class("Serap") > 0
    assert is_last_name("Schulze")
    assert is_place("Solingen")


def test_a_first_name_that_both_bear_has_no_gender() -> None:
    assert gender_of("Anna") == "f"
    assert gender_of("Hans-Dietrich") == "m"
    assert gender_of("Kim") is None


def test_every_form_of_the_dictionary_is_german_and_nothing_that_neither_table_has() -> None:
    """The table of words is made anew whenever the dictionary is."""
    forms = {form for form in dictionary() if form in (form.lower(), form.capitalize())}
    assert [form for form in islice(sorted(forms), 0, None, 97) if not is_german(form)] == []
    only_there = [word for word, bits in entries() if bits == LexiconBits.FORM]
    assert len(only_there) > 300_000
    assert [word for word in only_there[::97] if word not in forms and word.capitalize() not in forms] == []


@pytest.mark.parametrize("word", ["Strasze", "xylqrz", "rathaus\0", "\ud800"])
def test_what_is_no_german_word(word: str) -> None:
    assert not is_german(word)


def test_ss_for_sharp_s_makes_no_form_of_another_word() -> None:
    assert entry("wasser") & LexiconBits.FORM
    assert not entry("waßer") & LexiconBits.FORM
