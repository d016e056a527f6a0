"""The one analysis of German text, used for the index, the query and the snippet alike.

Each word has two views: `exact`, only folded, for "quotes"; and what it is understood as: one `stem`, and the `parts`
of a compound. Where a query's stem is a word's stem or one of its parts, the word is found.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from language.german.adjectives import bare, is_adjective
from language.german.compounds import parts as parts_of
from language.german.lemmas import lemma, lemma_of_small, umlauted
from language.german.lexicon import first_name_class, is_german, is_last_name, is_word
from language.german.vocabulary import Vocabulary

# Part of every index's fingerprint: raise it whenever a token of any text would come out differently.
ANALYSIS_VERSION = 4

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DROP_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
# Letters and digits make a word, all else parts words: fractions and raised figures too (1½, Radweg¹, m²; but CO₂).
_FIGURES = "²³¹¼-¾⁰⁴-⁹⅐-⅟"
_RAISED = re.compile(f"([{_FIGURES}])")
_LETTER, _WITHIN = rf"[^\W_{_FIGURES}]", rf"[\u0300-\u036f{_INVISIBLE}]"
IN_WORD = re.compile(rf"{_LETTER}|{_WITHIN}")
# A letter and whatever is in a word behind it; in runs, the usual letters first, that is found faster than one by one.
WORD = re.compile(rf"(?:[0-9A-Za-zÄÖÜäöüß]++|{_LETTER})(?:{_LETTER}++|{_WITHIN})*+")
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe"})
_ONE_LETTER = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "æ": "a", "ø": "o", "œ": "o"})
_NO_DECOMPOSITION = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})

# What this process and those before it understood words as.
VOCABULARY = Vocabulary(ANALYSIS_VERSION)
_stemmer = Stemmer.Stemmer("german")
# Names and nouns nobody knows have no forms but a genitive or plural in -s.
_SHORTEST_WITH_GENITIVE = 5


# Between the parts of a compound's stem; no word holds it.
JOINT = "+"


class Token(NamedTuple):
    """A word of a text: its place in the row of words, its characters `[start, end)`, its two views."""

    position: int
    start: int
    end: int
    exact: str
    stem: str
    parts: tuple[str, ...]


class Word(NamedTuple):
    """What a word is, wherever it stands: as written, as understood, and the stems of what it is put together from.

    `verb` is the stem it would have in small letters, where that is another one: pflanzen for Pflanzen.
    """

    exact: str
    stem: str
    parts: tuple[str, ...]
    verb: str = ""


def visible(text: str) -> str:
    """The text as a reader sees it: NFKC (Unicode Annex 15), without soft hyphens and zero-width characters."""
    if text.isascii():
        return text
    shown = text.translate(_DROP_INVISIBLE) if _HIDDEN.search(text) else text
    return shown if unicodedata.is_normalized("NFKC", shown) else unicodedata.normalize("NFKC", shown)


def plain(text: str) -> str:
    """As `visible`, with raised figures and fractions left as they are: m² is no m2."""
    return "".join(bit if at % 2 else visible(bit) for at, bit in enumerate(_RAISED.split(text)))


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Lower case without diacritics, an umlaut as two letters: Güler → gueler, Preuß → preuss, Yılmaz → yilmaz."""
    return _fold(word, _TWO_LETTERS)


def fold_to_one_letter(word: str) -> str:
    """As `fold`, an umlaut as its bare vowel: Güler → guler."""
    return _fold(word, _ONE_LETTER)


def _fold(word: str, umlauts: dict[int, str]) -> str:
    simple = word.lower() if word.isascii() else word.lower().translate(umlauts)
    if simple.isascii():  # as nearly every word is
        return simple
    lowered = visible(word).lower().replace("i̇", "i").translate(umlauts).translate(_NO_DECOMPOSITION)
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def stem(word: str) -> str:
    """What a word is understood as: verkehr+konzept for Verkehrskonzepte, haus for Häuser, eroffn for eröffnen."""
    return analyse(word).stem


@lru_cache(maxsize=200_000)
def analyse(word: str) -> Word:
    """The views of one word, a run of letters and digits.

    The stem of a compound is its parts' stems, joined; its `parts` are every run of them that is not the whole:
    Integrationsstaatssekretärin is found by Integration, Staat, Sekretär, Staatssekretär. Of a known word the stem is
    the lemma (so that Schule and Schüler stay apart), of any other the Snowball stem (snowballstem.org, `german`).
    Small letters tell a verb (pflanzen) from a noun (Pflanzen); `meanings` is for words whose case tells nothing.
    """
    seen = visible(word)
    exact = exactly(word)
    if not seen.isalpha():
        return Word(exact, exact, ())
    small = seen[0].islower()
    key = seen.lower() if small else seen.lower().capitalize()
    known = VOCABULARY.get(key)
    if known is None:
        known = _understood(_spelt(seen.lower()), small=small)
        VOCABULARY.add(key, *known)
    return Word(exact, *known)


def exactly(word: str) -> str:
    """A word as written, folded: what `analyse` has as `exact`.

    A mark that counts as a letter (U+FF9E), of which nothing is left then, stands for itself.
    """
    folded = fold(word)
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded)) or word


@lru_cache(maxsize=10_000)
def meanings(word: str) -> tuple[str, ...]:
    """The stems a word of a query may have: "pflanzen" is to plant, and plants, for people type in small letters.

    An inflected adjective in capitals is a noun: Beauftragte, but "beauftragte" is of beauftragen too.
    """
    known = analyse(word.lower().capitalize())
    if known.verb and (known.verb == known.exact or not word[0].isupper() or word.isupper()):
        return known.stem, known.verb
    return (known.stem,)


def _understood(seen: str, *, small: bool) -> tuple[str, tuple[str, ...], str]:
    members = [_simple_stem(part) for part in parts_of(seen)]
    if not members:
        stem = _simple_stem(seen, small=small)
        return stem, (), "" if small else _other_reading(seen, stem)
    runs = [
        JOINT.join(members[start:end])
        for start in range(len(members))
        for end in range(start + 1, len(members) + 1)
        if end - start < len(members)
    ]
    return JOINT.join(members), tuple(dict.fromkeys(runs)), ""


def _other_reading(seen: str, stem: str) -> str:
    """The stem a word would have in small letters, if another one, of a base form or an adjective."""
    other = _simple_stem(seen, small=True)
    is_base = other == fold(seen) and is_german(seen)
    return other if other != stem and (is_base or bare(seen) is not None or is_adjective(seen)) else ""


def _spelt(seen: str) -> str:
    """With umlauts where that makes a known word of an unknown one: Gruenflaechen, but Neue and Frauen stay."""
    other = umlauted(seen)
    if other is None or is_german(seen) or parts_of(seen) or not (is_german(other) or parts_of(other)):
        return seen
    return other


def _simple_stem(word: str, *, small: bool = False) -> str:
    if is_german(word) and not _is_only_a_name(word):
        return fold(lemma_of_small(word) if small else lemma(word))
    if small:  # an adjective or a verb nobody knows
        return fold_to_one_letter(_stemmer.stemWord(word))
    if (
        len(word) >= _SHORTEST_WITH_GENITIVE
        and word.endswith("s")
        and not word.endswith("ss")
        and not is_last_name(word)
    ):
        word = word[:-1]
    return fold_to_one_letter(word)


def _is_only_a_name(word: str) -> bool:
    return (is_last_name(word) or first_name_class(word) > 0) and not is_word(word)


def forget_words() -> None:
    """Keep nothing of the words met so far."""
    VOCABULARY.forget()
    analyse.cache_clear()


def words(text: str) -> list[str]:
    """The words of a text in their order, as spelt."""
    return WORD.findall(text)


def tokenize(text: str) -> Iterator[Token]:
    """The words of a text in their order, with their places and views."""
    for position, match in enumerate(WORD.finditer(text)):
        word = analyse(match.group())
        yield Token(position, match.start(), match.end(), word.exact, word.stem, word.parts)
