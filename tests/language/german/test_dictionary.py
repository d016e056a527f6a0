"""The shipped table of base forms says what the library says that it was made from."""

import subprocess
import sys
from pathlib import Path

import pytest
import simplemma
from hypothesis import given
from hypothesis import strategies as st
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

from language.german.dictionary import base_form, decoded, dictionary, encoded, lemmatize

GOLD = Path(__file__).parents[3] / "bench" / "gold" / "releases" / "open"
WORDS = st.text("abeinrstuüßAEN-'’ \u0308\x00\ud800", min_size=1, max_size=24)


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("Häuser", "Haus"),
        ("häuser", "Haus"),
        ("Gegangen", "gehen"),
        ("Ha\u0308user", "Haus"),  # decomposed
        ("Konzeptes", "Konzept"),
    ],
)
def test_base_forms(form: str, base: str) -> None:
    assert lemmatize(form) == base


@pytest.mark.parametrize("form", ["", "\x00", "Haus\x00", "\ud800", "Qwrtz", "haus haus", "Haus\u00ad"])
def test_unknown_words(form: str) -> None:
    assert base_form(form) is None


@pytest.mark.parametrize(
    "form", ["Brückensanierungen", "klimaneutralem", "Ver-kehr", "Zwitscherinnen", "abgeqwertzt", "42", "Xyz"]
)
def test_what_no_dictionary_has_is_found_by_rules(form: str) -> None:
    assert lemmatize(form) == simplemma.lemmatize(form, lang="de")


def test_words_of_releases_have_the_librarys_base_forms() -> None:
    words = {word for path in GOLD.glob("*.txt") for word in path.read_text(encoding="utf-8").split()}
    assert len(words) > 5_000
    for word in words:
        for form in (word, word.strip(".,:;!?()„“"), word.lower(), word.capitalize()):
            if form and "’" not in form:
                assert lemmatize(form) == simplemma.lemmatize(form, lang="de"), form
                assert (base_form(form) is not None) == simplemma.is_known(form, "de"), form


@given(WORDS, WORDS)
def test_every_pair_can_be_said(form: str, base: str) -> None:
    base = base.replace("\ud800", "")
    assert decoded(form, encoded(form, base)) == base


def test_every_form_of_the_library_is_in_the_table() -> None:
    known = DEFAULT_DICTIONARY_FACTORY.get_dictionary("de")
    shipped = dictionary()
    forms = [form for form in known if form.isprintable()]
    assert len(shipped) == len(forms) > 1_000_000
    assert all(shipped[form] == known[form] for form in forms[::7])


def test_a_known_word_needs_no_library() -> None:
    script = "import sys; from language.german.lemmas import lemma; print(lemma('Häuser'), 'simplemma' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["haus", "False"]
