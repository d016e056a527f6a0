"""What a German name is made of: foldings under which it is found, titles, particles, offices, parties, first names."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from german.tokens import fold, fold_to_one_letter, visible

TITLES = frozenset(
    {"dr", "prof", "dipl", "ing", "med", "jur", "phil", "rer", "nat", "pol", "h", "c", "mag", "ba", "ma"}
)
PARTICLES = ("von", "van", "de", "der", "den", "dem", "zu", "zur", "zum", "vom", "ten", "ter", "da", "di", "del", "el", "al", "bin")  # fmt: skip
PARTIES = (
    "SPD", "CDU", "CSU", "FDP", "AfD", "BSW", "Die Linke", "Linke", "Bündnis 90/Die Grünen",
    "B90/Grüne", "Die Grünen", "Grüne", "Freie Wähler", "FWG", "parteilos",
)  # fmt: skip

# Heads of office and role nouns; in a compound the head decides (Integrationsstaatssekretärin).
_ROLE_HEADS = (
    "sekretär", "direktor", "meister", "leiter", "rat", "beauftragte", "beauftragter", "sprecher",
    "dezernent", "beigeordnete", "beigeordneter", "kämmerer", "minister", "präsident",
    "abgeordnete", "abgeordneter", "vorsitzende", "vorsitzender", "geschäftsführer", "referent",
    "planer", "chef", "manager", "intendant", "kurator", "dirigent", "trainer", "künstler",
    "autor", "architekt", "pfarrer", "senator", "ingenieur", "archivar", "bibliothekar",
    "wehrführer", "förster", "rektor", "lehrer", "koordinator", "moderator", "historiker",
)  # fmt: skip
_FEMININE_HEADS = ("rätin", "kämmerin")
_ROLE_END = re.compile(rf"(?:(?:{'|'.join(_ROLE_HEADS)})(?:in|s|n)?|{'|'.join(_FEMININE_HEADS)})$")
_COUNCILS = frozenset(
    {"stadtrat", "kreisrat", "gemeinderat", "ortsrat", "beirat", "landesrat", "aufsichtsrat"}
)
_UMLAUT_AS_TWO = (("ae", "a"), ("oe", "o"))
_UE = re.compile(r"(?<![aeq])ue")


def is_role(word: str) -> bool:
    """Whether a word names an office or an occupation: Stadtdirektor, KIZ-Leiterin, Kämmerer."""
    seen = visible(word)
    return seen[:1].isupper() and bool(_ROLE_END.search(seen.lower()))


def is_council(word: str) -> bool:
    """Whether the word is as often a body of people as one person's office: Stadtrat, Beirat."""
    return visible(word).lower() in _COUNCILS


@cache
def first_names() -> frozenset[str]:
    """The known first names, folded."""
    lines = files("german").joinpath("first_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line) for line in lines if line and not line.startswith("#"))


def is_first_name(word: str) -> bool:
    """Whether a word is a known first name; of a double name (Anne-Marie) every part must be one."""
    return all(fold(part) in first_names() for part in word.split("-"))


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
