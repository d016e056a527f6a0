"""The base form of a word, in whatever case it was typed: Häuser → haus, spricht → sprechen, Ärztin → arzt."""

import re
from functools import lru_cache
from pathlib import Path

from language.german.adjectives import bare, is_adjective, is_present_participle, is_verb, verb_of
from language.german.dictionary import base_form, dictionary, lemmatize
from language.german.lexicon import first_name_class, head_class, is_noun, modifier_class

_DIGRAPHS = re.compile(r"ae|oe|(?<![aeq])ue")
# Words with ß that many type with ss; others stay, since Masse and Maße, Busse and Buße are different words.
_SHARP_S = re.compile(
    r"(?<=str[aä])ss(?=e)|(?<=^gro)ss(?!i)|(?<=^grö)ss|(?<=^fu)ss(?=b|g|w|n|$)|(?<=ma)ss(?=nahm|st[aä]b)|(?<=^wei)ss(?=$|e)|(?<=^hei)ss|(?<=^sp[aä])ss|(?<=^au)ss(?=e[nr])|(?<=^äu)ss|(?<=schlie)ss|(?<=flie)ss|(?<=gie)ss|(?<=gr[uü])ss"
)
_PARTICIPLE = re.compile(r"(\w{3,}(?:end|t))e[rnsm]?")
# What the dictionary does not know, or takes for another word.
_BASES = {
    form: forms.split()[0]
    for forms in Path(__file__).with_name("bases.txt").read_text(encoding="utf-8").splitlines()
    if not forms.startswith("#")
    for form in forms.split()
}
_PARTICIPLES = ("end", "net", "igt", "agt", "ellt", "etzt", "iert")
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}
# Adjectives made nouns (Jugendliche, Alte) are their adjectives; a noun in -er (Alter) is none of them.
_ADJECTIVE_ENDINGS = ("e", "es", "en")

# Whose feminine form is the masculine's with -in: offices, occupations, members.
_MASCULINE = re.compile(
    r"(?:er|or|ör|eur|är|ent|ant|ist|at|loge|goge|graf|nom|urg|arzt|anwalt|wart|wirt|koch|chef|rat|vogt|bauer|mann|"
    r"kunde|kollege|experte|zeuge|pate|erbe|bote|schütze|gatte|nachbar|könig|freund|feind|held|gott|graf|fürst|"
    r"meister|beamte|jude|franzose|pole|russe|türke|däne|schwede|grieche|chinese|jurist|pilot|sklave|genosse|schotte|ire|"
    r"tscheche|ungar|schwabe|sachse|hesse|friese)$"
)
_NO_WOMAN = frozenset({"termin", "benzin", "latein", "ballerin"})


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The base form, in lower case; an unknown word comes back as it is.

    What may be a noun is taken for one, since a query does not tell: "reisen" is Reise.
    """
    low = with_sharp_s(word.lower())
    if low in _BASES:
        return _BASES[low]
    if first_name_class(low) and not is_noun(low):
        return low
    if nominalised := _nominalised(low):
        return nominalised
    plain = _looked_up(low)
    noun = _looked_up(low.capitalize()) if low.isalpha() else low
    if plain[:1].isupper():
        found = plain.lower()
    elif (
        noun[:1].isupper()
        and is_noun(noun)
        and len(noun) <= len(low)  # "sprach" is no Sprache
        and (
            plain != low or head_class(noun) or modifier_class(noun)
        )  # "sprechen" no rare Spreche, "reisen" Reise
        and noun.lower() not in {plain + end for end in _ADJECTIVE_ENDINGS}
    ):
        found = noun.lower()
    elif plain == f"{low}n" and low.endswith(("er", "el")) and is_noun(low):
        found = low  # Leder, of which the dictionary knows "ledern" alone
    else:
        found = _base_of_small(low).lower()
    return masculine(found)


@lru_cache(maxsize=50_000)
def lemma_of_small(word: str) -> str:
    """The base form of a word that stands in small letters in a text, and is no noun therefore: "sie pflanzen"."""
    low = with_sharp_s(word.lower())
    return _BASES.get(low) or masculine(_base_of_small(low).lower())


@lru_cache(maxsize=50_000)
def noun_of(word: str) -> str | None:
    """Its base form as a noun, that of an adjective or participle included (Beauftragte → beauftragter); None for none."""
    capitalised = word.capitalize()
    found = _looked_up(capitalised)
    return found.lower() if found[:1].isupper() and base_form(capitalised) is not None else None


def _looked_up(word: str) -> str:
    return lemmatize(word)


def _base_of_small(low: str) -> str:
    """As the dictionary has it, an adjective by its bare form, and a participle by its verb: geplanten → planen."""
    known = dictionary().get(low)
    root = bare(low)
    if is_present_participle(root or low):
        return root or low
    if (root is not None and verb_of(root)) or (
        root is not None and known in (None, low) and not (known and low.endswith("er"))
    ):
        found = root
    elif root is not None and known and is_verb(known) and dictionary().get(root) == root:
        found = root  # laute is of laut, not of lauten
    else:
        found = known or _looked_up(low)
        if found.endswith(("er", "e")):  # the dictionary has some in their inflected form
            found = bare(found) or found
    return verb_of(found) or found if is_adjective(found) else found


def umlauted(low: str) -> str | None:
    """With umlauts where two letters may stand for them: gebaeude → gebäude; None where none do."""
    if not _DIGRAPHS.search(low):
        return None
    return _DIGRAPHS.sub(lambda pair: _UMLAUTS[pair.group()], low)


def _nominalised(low: str) -> str | None:
    """Of a participle made a noun the one form for all: Vorsitzender, Vorsitzenden → vorsitzende; None for others."""
    ending = _PARTICIPLE.fullmatch(low)
    if ending is None:
        return None
    root = ending[1]
    if noun_of(root + "e") is None or noun_of(root + "er") is None:
        return None
    if dictionary().get(root) == root and is_adjective(root):
        # erste, bekannte; but Meister and Alter are nouns of their own
        return None if low.startswith(root + "er") and is_noun(root + "er") else root
    plain = _looked_up(root + "er")
    is_participle = plain == root or (
        root.endswith(_PARTICIPLES) and plain.lower() in (root + "e", root + "er")
    )
    return root + "e" if is_participle else None


def with_sharp_s(low: str) -> str:
    """With ß where ss was typed for it in a word that has no other meaning: strasse → straße."""
    return _SHARP_S.sub("ß", low)


def masculine(noun: str) -> str:
    """Of a woman's office the man's, under which both are found: Bürgermeisterin → bürgermeister."""
    if not noun.endswith("in") or noun in _NO_WOMAN or first_name_class(noun):
        return noun
    root = noun[:-2]
    forms = (root, root + "e", *([root + "er"] if root.endswith("er") else []), *_without_umlaut(root))
    for base in forms:
        if is_noun(base) and _MASCULINE.search(base):
            return lemma(base)
    return noun


def _without_umlaut(root: str) -> tuple[str, ...]:
    """Ärzt → arzt, rät → rat, anwält → anwalt, köch → koch: the last umlaut undone."""
    for at in range(len(root) - 1, -1, -1):
        if root[at] in "äöü":
            return (root[:at] + {"ä": "a", "ö": "o", "ü": "u"}[root[at]] + root[at + 1 :],)
    return ()
