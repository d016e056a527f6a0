"""The one analysis of German text, used for the index, the query and the snippet alike.

Each word has two views: `exact`, only folded, for "quotes"; and `stem`, for understanding.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

# Part of every index's fingerprint: raise it whenever a token of any text would come out differently.
ANALYSIS_VERSION = 1

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DROP_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])*")
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe"})
_ONE_LETTER = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "æ": "a", "ø": "o", "œ": "o"})
_NO_DECOMPOSITION = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})

_stemmer = Stemmer.Stemmer("german")


class Token(NamedTuple):
    """A word of a text: its place in the row of words, its characters `[start, end)`, its two views."""

    position: int
    start: int
    end: int
    exact: str
    stem: str


def visible(text: str) -> str:
    """The text as a reader sees it: NFKC (Unicode Annex 15), without soft hyphens and zero-width characters."""
    return unicodedata.normalize("NFKC", text.translate(_DROP_INVISIBLE))


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Lower case without diacritics, an umlaut as two letters: Güler → gueler, Preuß → preuss, Yılmaz → yilmaz."""
    return _fold(word, _TWO_LETTERS)


def fold_to_one_letter(word: str) -> str:
    """As `fold`, an umlaut as its bare vowel: Güler → guler."""
    return _fold(word, _ONE_LETTER)


def _fold(word: str, umlauts: dict[int, str]) -> str:
    lowered = visible(word).lower().replace("i̇", "i").translate(umlauts).translate(_NO_DECOMPOSITION)
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Snowball stem (snowballstem.org, `german`, which reads ae, oe, ue as umlauts), folded."""
    return fold_to_one_letter(_stemmer.stemWord(visible(word).lower()))


def tokenize(text: str) -> Iterator[Token]:
    """The words of a text in their order; letters and digits make a word, all else parts words."""
    for position, match in enumerate(_WORD.finditer(text)):
        word = match.group()
        yield Token(position, match.start(), match.end(), fold(word), stem(word))
