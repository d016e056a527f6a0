"""What is known of single words."""

from language.german.lexicon import first_name_class, gender_of, is_last_name, is_noun, is_place, is_word


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
