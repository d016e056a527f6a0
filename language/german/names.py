"""What a German name is made of: foldings under which it is found, titles, particles, offices, parties, first names."""

import re
from functools import lru_cache

from language.german.lexicon import first_name_class
from language.german.tokens import fold, fold_to_one_letter, visible

TITLES = frozenset(
    {"dr", "prof", "dipl", "ing", "med", "jur", "phil", "rer", "nat", "pol", "h", "c", "mag", "ba", "ma"}
)
PARTICLES = ("von", "van", "de", "der", "den", "dem", "zu", "zur", "zum", "vom", "ten", "ter", "da", "di", "del", "el", "al", "bin")  # fmt: skip
PARTIES = (
    "SPD", "CDU", "CSU", "FDP", "AfD", "BSW", "Die Linke", "Linke", "Bündnis 90/Die Grünen",
    "B90/Grüne", "Die Grünen", "Grüne", "Grünen", "GRÜNE", "Freie Wähler", "FWG", "FW", "DIE LINKE", "Piraten", "Volt",
    "SSW", "ÖDP", "parteilos", "fraktionslos",
)  # fmt: skip

# Children so named in Berlin, at least: rarer ones are as often surnames or words.
_LEAST_FIRST_NAME = 3
_UMLAUT_AS_TWO = (("ae", "a"), ("oe", "o"))
_UE = re.compile(r"(?<![aeq])ue")


def is_first_name(word: str) -> bool:
    """Whether a word is a known first name; of a double name (Anne-Marie) every part must be one."""
    return all(first_name_class(part) >= _LEAST_FIRST_NAME for part in word.split("-"))


@lru_cache(maxsize=50_000)
def foldings(word: str) -> frozenset[str]:
    """Every folding under which one word of a name is found: Güler and Gueler → {gueler, guler}."""
    two_letters = fold(word)
    one_letter = _UE.sub("u", two_letters)
    for pair, vowel in _UMLAUT_AS_TWO:
        one_letter = one_letter.replace(pair, vowel)
    return frozenset({two_letters, fold_to_one_letter(word), one_letter})


@lru_cache(maxsize=50_000)
def name_words(name: str) -> tuple[frozenset[str], ...]:
    """The words of a name, each as its foldings, titles left out."""
    words = re.findall(r"[^\W_]+", visible(name))
    return tuple(foldings(word) for word in words if fold(word) not in TITLES)


def name_matches(wanted: str, name: str) -> bool:
    """Whether the wanted words stand in a name, in a row: "Güler" and "Serap Gueler" both in "Serap Güler"."""
    wants, has = name_words(wanted), name_words(name)
    if not wants:
        return False
    starts = range(len(has) - len(wants) + 1)
    return any(all(want & have for want, have in zip(wants, has[at:], strict=False)) for at in starts)


def without_titles(name: str) -> str:
    """A name without the academic titles before it: Henrike Asmussen of Prof. Dr. med. Henrike Asmussen.

    An initial is none (Jörg H. Brandes), and what is all titles stays.
    """
    words = name.split()
    while words and len(words[0]) > len("H.") and fold(words[0].rstrip(".")) in TITLES:
        del words[0]
    return " ".join(words) or name
