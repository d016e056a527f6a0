"""The German dictionary of base forms: some 1.1 million forms, mapped into memory and never parsed.

The table is german/lemmas.marisa, made by bench/distil_lemmas.py from the dictionary of the package `simplemma`; what
that library finds by rules for words no dictionary has (endings, prefixes, hyphens) is still found by it, over this
table. It is loaded with the first such word: its rules for all languages take longer to load than a search takes.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import marisa_trie

# The version of simplemma that the table was made from, and whose rules go with it.
MADE_FROM = "2.0.0"
TABLE = Path(__file__).with_name("lemmas.marisa")


class Dictionary(Mapping[str, str]):
    """Base forms by word form, as spelt and case-sensitive: Häuser → Haus.

    A value in the table is one byte, how many letters of the form to cut off, and what to put there (UTF-8).
    """

    def __init__(self, trie: marisa_trie.BytesTrie) -> None:
        self._trie = trie

    def __getitem__(self, form: str) -> str:
        if not form.isprintable():  # what ends a key in the table, and halves of characters
            raise KeyError(form)
        found = self._trie.get(form)
        if not found:
            raise KeyError(form)
        return decoded(form, found[0])

    def get(self, form: str, default: Any = None) -> Any:
        """What a mapping answers, without an exception for each of the many forms that are not there."""
        found = self._trie.get(form) if form.isprintable() else None
        return decoded(form, found[0]) if found else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._trie.keys())

    def __len__(self) -> int:
        return len(self._trie)


def encoded(form: str, base: str) -> bytes:
    """How the table says a base form; raises ValueError where more than 255 letters would have to go."""
    kept = next(
        (at for at, (letter, other) in enumerate(zip(form, base, strict=False)) if letter != other),
        min(len(form), len(base)),
    )
    return bytes([len(form) - kept]) + base[kept:].encode()


def decoded(form: str, value: bytes) -> str:
    """The base form a value of the table stands for."""
    return form[: len(form) - value[0]] + value[1:].decode()


@cache
def dictionary() -> Dictionary:
    """The dictionary that ships with the program."""
    trie = marisa_trie.BytesTrie()
    trie.mmap(str(TABLE))
    return Dictionary(trie)


@lru_cache(maxsize=50_000)
def base_form(form: str) -> str | None:
    """The base form of a word as spelt or else with the other case of its first letter; None for an unknown word."""
    form = unicodedata.normalize("NFC", form)
    known = dictionary()
    found: str | None = known.get(form)
    return (
        found if found is not None else known.get(form.lower() if form[:1].isupper() else form.capitalize())
    )


@lru_cache(maxsize=50_000)
def lemmatize(form: str) -> str:
    """The base form by the dictionary, else by rules; the word itself where neither knows it."""
    found = base_form(form) if form.isalpha() else None
    return found if found is not None else _by_rules()(form)


@cache
def _by_rules() -> Callable[[str], str]:
    """The library's steps; of a word of letters those that do anything for German alone, since they are asked often."""
    from simplemma import Lemmatizer
    from simplemma.strategies import (
        DefaultStrategy,
        DictionaryLookupStrategy,
        PrefixDecompositionStrategy,
        RulesStrategy,
    )

    class Shipped:
        """The dictionary in the shape simplemma asks for."""

        def get_dictionary(self, lang: str) -> Mapping[str, str]:
            return dictionary()

    lemmatizer = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=Shipped()))
    endings = RulesStrategy()
    prefixes = PrefixDecompositionStrategy(dictionary_lookup=DictionaryLookupStrategy(Shipped()))

    def by_rules(form: str) -> str:
        if not form.isalpha():
            return lemmatizer.lemmatize(form, "de")
        return endings.get_lemma(form, "de") or prefixes.get_lemma(form, "de") or form

    return by_rules
