"""Compounds and their parts: Verkehrskonzept = Verkehr + Konzept.

Parts are learnt from the nouns in the lexicon: what many of them begin or end with is a part (after Koehn and Knight,
Empirical Methods for Compound Splitting, EACL 2003, with counts of words in place of counts of uses).
"""

from functools import lru_cache
from typing import NamedTuple

from language.german.adjectives import bare, is_verb
from language.german.lemmas import lemma, masculine, noun_of, with_sharp_s
from language.german.lexicon import (
    PART_CLASSES,
    SHORT_PARTS,
    SHORTEST_PART,
    LexiconBits,
    entry,
    head_class,
    is_german,
    is_noun,
    is_place,
    is_word,
    modifier_class,
)

_SHORTEST_COMPOUND = 6
_LONGEST_COMPOUND = 48
# A part that hardly any known compound has is one all the same if it is a noun of this length: Glasfaserausbau.
_SURELY_A_WORD = 6

# Prefixes and particles: what begins with them is no compound.
_PREFIXES = frozenset(
    """durch hinter miss nach nieder über unter wider wieder zurück zusammen voraus voran vorbei heraus herein hinaus
    hinein daher davor dazu inter trans kontra konter pseudo super hyper extra ultra infra semi poly mono mega giga kilo
    dezi zenti milli anti proto meta para nicht eine einer eines keine seine aller alle diese jeder immer ante tran konus
    same verb besen kate lien bete kombi mare schi wiede mini elle best eins weitern gleich viel wiederauf wiederein
    """.split()
)
# A woman's office may be a part though no dictionary has it: Platzwartin.
_FEMININE = ("in", "innen")
# Of three letters, and parts all the same; `german.lexicon.SHORT_PARTS` are too.
_SHORT_MODIFIERS = frozenset(
    "alt neu nah erd eis gas ost süd öko bio ski tor tee ehe tat zoll fuß bau kfz".split()
)
_SHORTEST_MODIFIERS = SHORT_PARTS | _SHORT_MODIFIERS
# They stand for themselves, whatever word they look like a form of.
_BOUND = frozenset(
    """alt neu nah ost süd haupt rück gegen neben innen außen ober vorder sonder gesamt einzel halb viertel weiter fern fest
    erst hanse frei groß klein hoch tief lang kurz früh spät voll laut grün rot blau schwarz weiß stief fehl not bio öko jung ski
    quer hell""".split()
)
# What a beginning is of, where a noun that has nothing to do with it is spelt alike: Backe, Schale, Wart.
_VERBAL = {"back": "backen", "schalt": "schalten", "warte": "warten"}
# Nouns too, but at a word's end a suffix, or there by chance.
_NO_HEADS = frozenset(
    """achter adel alien ante anten arier bart durst eiche eichen eier eile eilen eilung eisen elle ende enge erde eren
    erie erle esche esser fern graphie haber heit igel igung iler inge ingen ische ismus jährigkeit kation keit lässigkeit
    ler lernen liger ligist loge logen los lose losen lunge mäßigkeit miere motte nische nomen ragen rast ration rauch
    raucher rechen reiten riff robe rinne rinnen ritt sage schaft schaften seitigkeit seligkeit sequenz serum sichtigkeit
    sein stag ständigkeit ster takt tand teer teller thek toffel tritt tum tung unter versal verständlichkeit weiser
    wendigkeit widrigkeit willigkeit zehn ziger zügigkeit""".split()
)
# Ends of adjectives that tell what for, how far, whose: barrierefrei, stadtweit, kindgerecht.
_ADJECTIVES = frozenset(
    """frei freundlich gerecht weit eigen intern reich arm politisch rechtlich wirtschaftlich technisch städtisch fähig
    pflichtig fertig nah fern tauglich sicher neutral bedingt bezogen übergreifend gebunden""".split()
)
# Short, hardly in any dictionary's compounds, and everyday in a town hall.
_OURS = frozenset({"kita", "hort", "mensa", "corona"})
# Whose letters only look like parts.
_WHOLE = frozenset(
    """augenblick barometer biografie biographie dienstag discounter donnerstag ebenbild ebenholz eichhörnchen fotograf
    fotografie freitag friedhof gegenstand gegenteil gegenwart gestalter gestaltung haushalt hinterhalt hochzeit
    geschwindigkeit hashtag industrie katastrophe kommunion kontakt kontinent kontrast kontrolle kontrolleur mainstream
    mittwoch mitteilung montag niederlage niederlassung niederschlagung omnibus passage pentagon plattform portfolio
    quadrat quadratmeter quecksilber rapport rathausen rechtfertigung reichweite samstag sehnsucht gründung schlacht
    schlegel außenseiter aussenseiter lieferant diktator hinterziehung vollendung vollzug wettbewerb zweifelsfrei beatles
    nahles photoshop hardware schokolade sonnabend stegreif sonntag support uniform universum weihnacht weihnachten
    wiederholung wissenschaftler zugriff""".split()
)
# No form of theirs begins with other letters than they do.
_BEGINNING = 4
_WHOLE_BEGINNINGS = frozenset(word[:_BEGINNING] for word in _WHOLE)

# Nouns that say nothing at a verb's beginning: teilnehmen, stattfinden.
_NO_NOUNS = frozenset("verein teil statt heim preis haus acht wort hand stand halt rück".split())


# No way to part a word is surer than this, or has fewer parts.
_SUREST, _FEWEST = len(PART_CLASSES), 2


class _Split(NamedTuple):
    """A way to part a word: how sure it is, and the parts' base forms."""

    sureness: int
    parts: tuple[str, ...]


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[str, ...]:
    """The base forms of a compound's parts, in lower case and in their order; empty for any other word.

    Together with the letters that link them they are the word: nothing is left over, nothing is guessed.
    """
    low = with_sharp_s(word.lower())
    if not _SHORTEST_COMPOUND <= len(low) <= _LONGEST_COMPOUND or not low.isalpha() or _is_name(low):
        return ()
    nominal = True
    if is_verb(low):
        return _of_noun_and_verb(low)
    if (root := bare(low)) is not None and not is_noun(low):
        low, nominal = root, False
    elif is_german(low):
        # A known word is parted in its base form: Konsumenten are no ducks, Warnwesten no points of the compass.
        base = lemma(low)
        nominal = is_noun(base) or noun_of(low) is not None
        low = base
    found = _best(low)
    return found.parts if found and (nominal or found.parts[-1] in _ADJECTIVES) else ()


def _of_noun_and_verb(low: str) -> tuple[str, ...]:
    """Of a verb only a noun and a verb are parts, as printed: radfahren; aussteigen is no dough outside."""
    found = _best(low)
    if found is None or len(found.parts) != 2 or not low.endswith(found.parts[1]):
        return ()
    noun, verb = low.removesuffix(found.parts[1]), found.parts[1]
    return (noun, verb) if is_noun(noun) and noun not in _BOUND | _NO_NOUNS and is_verb(verb) else ()


@lru_cache(maxsize=50_000)
def boundaries(word: str) -> tuple[int, ...]:
    """Where a compound's parts meet, in letters from its beginning: 7 and 15 for Straßenverkehrsamt."""
    whole = parts(word)
    low = with_sharp_s(word.lower())
    found = []
    for at in range(3, len(low) - 2) if whole else ():
        modifier, head = _as_modifier(low[:at]), _as_head(low[at:])
        if modifier and head and modifier.parts + head.parts == whole:
            found.append(at)
    return tuple(found)


def _is_name(low: str) -> bool:
    bits = entry(low)
    if low.endswith(("er", "ern", "ers")):
        place = low[: low.rindex("er")]
        if is_place(place) or (place.endswith("städt") and is_place(f"{place.removesuffix('städt')}stadt")):
            return True  # of Freiburg, and no burger; of Darmstadt
    if low.endswith("mann") and bits & LexiconBits.LAST_NAME:
        return True  # Zimmermann is more often a name than somebody with a room
    return bool(bits & (LexiconBits.LAST_NAME | LexiconBits.PLACE)) and not bits & LexiconBits.NOUN


@lru_cache(maxsize=50_000)
def _best(low: str) -> _Split | None:
    if len(low) < _SHORTEST_COMPOUND:
        return None
    whole = 0
    if low[:_BEGINNING] in _WHOLE_BEGINNINGS:
        if low in _WHOLE or lemma(low) in _WHOLE:
            return None
        whole = max((len(word) for word in _WHOLE if low.startswith(word)), default=0)
    best: _Split | None = None
    for at in range(max(3, whole), len(low) - 2):
        modifier = _as_modifier(low[:at])
        if modifier is None or (best and modifier.sureness < best.sureness):
            continue
        head = _as_head(low[at:])
        if head is None:
            continue
        found = _Split(min(head.sureness, modifier.sureness), modifier.parts + head.parts)
        # Of two that are as sure the one of fewer parts: Zweifel + frei, not Zwei + Fels + frei.
        if best is None or (found.sureness, -len(found.parts)) > (best.sureness, -len(best.parts)):
            best = found
            if best.sureness == _SUREST and len(best.parts) == _FEWEST:
                break
    return best


@lru_cache(maxsize=50_000)
def _as_head(low: str) -> _Split | None:
    if low in _NO_HEADS:
        return None
    if not is_german(low) and not low.endswith(_FEMININE):
        return _best(low)
    base = lemma(low)
    if base not in _ADJECTIVES and is_noun(low):
        base = masculine(low)  # as it is: "streifen" at an end is no form of Streife
    nominal = is_noun(base) or (len(base) >= _SURELY_A_WORD and noun_of(low) is not None)
    if _is_long_enough(base) and (base in _ADJECTIVES or (base not in _NO_HEADS and nominal)):
        known = _SUREST if base in _ADJECTIVES else head_class(base)
        inner = _best(low)
        if known or len(base) >= _SURELY_A_WORD:
            return _Split(max(known, 1), inner.parts if inner else (base,))
    return _best(low)


@lru_cache(maxsize=50_000)
def _as_modifier(low: str) -> _Split | None:
    if low in _PREFIXES or (len(low) < SHORTEST_PART and low not in _SHORTEST_MODIFIERS):
        return None
    if low in _BOUND:
        return _Split(_SUREST, (low,))
    base = _VERBAL.get(low) or _base_of_modifier(low)
    if base is None:
        linked = low[:-1] if low.endswith("s") else low
        return _best(linked)
    known = modifier_class(low)
    inner = _best(base)
    if known or len(base) >= _SURELY_A_WORD or inner or base in _OURS:
        return _Split(max(known, 1), inner.parts if inner else (base,))
    return None


def _base_of_modifier(low: str) -> str | None:
    """The word a beginning is of: verkehrs → verkehr, straßen → straße, schul → schule, fahr → fahren."""
    if not entry(low) and not low.endswith("s"):
        return None  # as most beginnings are
    known = modifier_class(low) > 0
    if is_noun(low) and (_is_long_enough(low) or low in _SHORT_MODIFIERS):
        return masculine(low)
    if is_german(low) and _is_long_enough(form := lemma(low)) and (is_noun(form) or form.endswith("lose")):
        return form  # a plural or a genitive: kinder, straßen, gefahren
    for linking in ("s", "es", "ens") if low.endswith("s") else ():
        base = low.removesuffix(linking)
        if base != low and _is_long_enough(base) and is_noun(base):
            return base
    if not known or len(low) < 3:
        return None
    noun, verb = low + "e", low + "en"
    if is_noun(noun) and (head_class(noun) or not is_word(verb)):
        return noun
    for ending in () if low.endswith("o") else ("en", "n"):  # Elektro- is of no Elektron
        if is_word(low + ending):
            return low + ending
    if is_word(low) and _is_long_enough(low):
        return low
    return low if modifier_class(low) > 1 and _is_long_enough(low) else None


def _is_long_enough(part: str) -> bool:
    return len(part) >= SHORTEST_PART or part in SHORT_PARTS
