"""What is known of single words: that they are German, a first name, a last name, a place.

The table is german/lexicon.marisa, made by bench/distil_lexicon.py, which names its sources and their licences.
"""

from collections.abc import Iterator
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path

import marisa_trie

TABLE = Path(__file__).with_name("lexicon.marisa")


class LexiconBits(IntEnum):
    """The bits of a word's entry; three bits from FIRST_NAME_AT on tell how common a first name it is (0: none).

    Two bits each from MODIFIER_AT and HEAD_AT on tell how many known compounds begin and end with it. FORM is set for
    what the dictionary of base forms has, as it is or with a capital: one table is to be asked then, and not two.
    """

    WORD = 1
    NOUN = 2
    LAST_NAME = 4
    PLACE = 8
    FIRST_NAME_AT = 4
    MAN = 128
    WOMAN = 256
    MODIFIER_AT = 9
    HEAD_AT = 11
    FORM = 1 << 13


# A first name's class is the first whose count (children so named, Berlin 2012 to 2024) is not exceeded.
FIRST_NAME_CLASSES = (5, 20, 200, 1_000, 1_000_000)
# The class of a part of compounds is how many of these counts it reaches.
PART_CLASSES = (3, 10, 40)
# A part has at least this many letters, or is one of the short ones.
SHORTEST_PART = 4
SHORT_PARTS = frozenset(
    {
        "amt",
        "bad",
        "bau",
        "bus",
        "eis",
        "hof",
        "not",
        "ort",
        "rad",
        "rat",
        "see",
        "tag",
        "tor",
        "uni",
        "weg",
        "zoo",
        "zug",
    }
)


@cache
def _trie() -> marisa_trie.RecordTrie:
    trie = marisa_trie.RecordTrie("<H")
    trie.mmap(str(TABLE))
    return trie


def entries() -> Iterator[tuple[str, int]]:
    """Every word with its bits."""
    for word, (bits,) in _trie().items():
        yield word, int(bits)


@lru_cache(maxsize=50_000)
def entry(word: str) -> int:
    """The bits of a word, in upper or lower case; 0 for an unknown one. The source spells word forms with ss for ß."""
    low = word.lower()
    if "\0" in low or not low.isprintable():  # what ends a key in the table, and halves of characters
        return 0
    found = _trie().get(low, ((0,),))[0][0]
    if "ß" in low:
        found |= _trie().get(low.replace("ß", "ss"), ((0,),))[0][0] & ~LexiconBits.FORM
    return int(found)


def is_word(word: str) -> bool:
    """Whether it is a form of a German word."""
    return bool(entry(word) & LexiconBits.WORD)


def is_german(word: str) -> bool:
    """Whether it is a form of a German word, or a word of the dictionary of base forms."""
    return bool(entry(word) & (LexiconBits.WORD | LexiconBits.FORM))


def is_noun(word: str) -> bool:
    """Whether it is the base form of a German noun."""
    return bool(entry(word) & LexiconBits.NOUN)


def is_last_name(word: str) -> bool:
    """Whether it is a known last name."""
    return bool(entry(word) & LexiconBits.LAST_NAME)


def is_place(word: str) -> bool:
    """Whether it is a town of the German-speaking countries or a city of the world."""
    return bool(entry(word) & LexiconBits.PLACE)


def first_name_class(word: str) -> int:
    """How common a first name it is, from 1 to 5; 0 for none."""
    return entry(word) >> LexiconBits.FIRST_NAME_AT & 7


def modifier_class(word: str) -> int:
    """How many known compounds begin with it, as printed there (Verkehrs-, Schul-): 0 for hardly any, to 3."""
    return entry(word) >> LexiconBits.MODIFIER_AT & 3


def head_class(word: str) -> int:
    """How many known compounds end with this base form: 0 for hardly any, to 3."""
    return entry(word) >> LexiconBits.HEAD_AT & 3


def gender_of(first_name: str) -> str | None:
    """ "m" or "f" for a first name that only men or only women bear; None for others."""
    bits = entry(first_name.split("-")[0]) & (LexiconBits.MAN | LexiconBits.WOMAN)
    return "m" if bits == LexiconBits.MAN else "f" if bits == LexiconBits.WOMAN else None
