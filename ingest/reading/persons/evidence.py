"""What shows that a name is a person's: capitals alone do not, streets, villages, cars and headlines have them too."""

import itertools
import re
from collections.abc import Callable, Mapping, Sequence

from ingest.reading.persons.features import CAMERA, known_of
from ingest.reading.persons.linking import Individual
from ingest.reading.persons.mentions import Mention
from ingest.reading.persons.mentions.beside import is_title
from ingest.reading.persons.mentions.vocabulary import (
    COMMON_FIRST_NAME,
    INITIAL,
    SIGNED,
    SURE,
    VERY_COMMON_FIRST_NAME,
)
from ingest.reading.persons.role_scan import Said
from ingest.reading.persons.saying import SPEAKS
from ingest.reading.words import Word
from language.german.lexicon import first_name_class, is_last_name, is_noun, is_place, is_word
from language.german.names import PARTICLES, PARTIES
from language.german.roles import is_council
from language.german.tokens import fold

_SMALL = frozenset({"kleine", "kleinen", "kleiner", "junge", "jungen"})
_POLITE = frozenset({"frau", "herr", "herrn", "fräulein"})
# Adjectives as often as nouns: "Freiwillige Feuerwehr", "Ehrenamtliche Richter gesucht".
_ATTRIBUTIVE = re.compile(r"(?:freiwillige|ehrenamtliche|jugendliche|toter?$)", re.IGNORECASE)
_JOINS = frozenset({",", "und", "sowie", "&", "/", "•", "·"})
# What stands before a number or an address at which somebody is reached.
ASKED = frozenset("telefon tel tel. fax mobil durchwahl mail e-mail rufnummer".split())
# How many words behind a name its telephone number, its age or its party may stand.
_NEAR = 3
_SURE_OF_SURNAME = 0.9
_SURE_OF_FIRST_NAME = 0.9

Rule = Callable[[Mention, Sequence[Said]], bool]


def supported(people: Sequence[Individual], said: Mapping[int, Sequence[Said]]) -> list[Individual]:
    """The persons of whom anything beside their capitals says that they are persons.

    `said` are the roles of each mention by its first character. Who stands in a row with one of them is one too.
    """
    supports = [_is_supported(person, said) for person in people]
    known = {
        mention.start
        for person, is_supported in zip(people, supports, strict=True)
        if is_supported
        for mention in person.mentions
    }
    places = sorted(
        (mention for person in people for mention in person.mentions), key=lambda mention: mention.start
    )
    rows = [(before, after) for before, after in itertools.pairwise(places) if _in_a_row(before, after)]
    listed = _reached(known, [(before.start, after.start) for before, after in rows])
    listed |= _reached(known | listed, [(after.start, before.start) for before, after in reversed(rows)])
    return [
        person
        for person, is_supported in zip(people, supports, strict=True)
        if is_supported
        or any(mention.start in listed and _may_be_listed(mention) for mention in person.mentions)
    ]


def _reached(known: set[int], neighbours: Sequence[tuple[int, int]]) -> set[int]:
    """What stands next to a known place, or to one reached so, by pairs of places in the order of the walk."""
    found: set[int] = set()
    for place, neighbour in neighbours:
        if place in known or place in found:
            found.add(neighbour)
    return found


def _is_supported(person: Individual, said: Mapping[int, Sequence[Said]]) -> bool:
    if len(person.mentions) > 1 and len({mention.printed for mention in person.mentions}) > 1:
        return True  # in full, and again by the surname
    if has_a_first_name(person.words):
        return True
    return any(
        rule(mention, said.get(mention.start, ())) for mention in person.mentions for rule in _EVIDENCE
    )


def has_a_first_name(words: Sequence[str]) -> bool:
    """ "Henrike Asmussen", "K. Vossberg" """
    first, last = words[0], words[-1]
    if len([word for word in words if word not in PARTICLES]) < 2 or last[-1] == "-":
        return False
    known = first_name_class(first) > 0 or "FH" in known_of(first) or INITIAL.fullmatch(first) is not None
    # "Junger Mann", "Schöne Aussicht": a word that only few are called, before a noun.
    rare = first_name_class(first) < COMMON_FIRST_NAME and is_word(first) and is_noun(last)
    return known and not rare


def is_inverted(mention: Mention, said: Sequence[Said]) -> bool:
    """ "Beckhoff, Lena" """
    return any(word.text == "," for word in mention.words)


def has_an_office(mention: Mention, said: Sequence[Said]) -> bool:
    """ "Landrätin Vossberg", "Asmussen, Leiterin des Bauamts"; a council is no office: "Ortsbeirat Wehnsdorf" """
    return any(
        not is_council(statement.role) and not _ATTRIBUTIVE.match(statement.role) for statement in said
    )


def is_addressed(mention: Mention, said: Sequence[Said]) -> bool:
    """ "Frau Kruse", "Dr. Vossberg", "die kleine Mila" """
    before = _before(mention)
    called = first_name_class(mention.words[0].text) > 0 and before.lower() in _SMALL
    return before.lower() in _POLITE or is_title(before) or called


def is_credited(mention: Mention, said: Sequence[Said]) -> bool:
    """ "Foto: Kreft" """
    behind = _words_behind(mention, 1)
    told = bool(behind) and behind[0].text.islower() and behind[0].text != "und"  # "Foto: Fließt wieder"
    return not told and any(
        fold(word.text) in CAMERA or word.text == "©" for word in _words_before(mention, 6)
    )


def speaks(mention: Mention, said: Sequence[Said]) -> bool:
    """ "sagt Osterloh", "Osterloh betont" """
    beside = [*_words_before(mention, 1), *_words_behind(mention, 1)]
    return any(SPEAKS.fullmatch(word.text.lower()) for word in beside)


def has_party_or_age(mention: Mention, said: Sequence[Said]) -> bool:
    """ "Osterloh (SPD)", "Osterloh (45)" """
    behind = [word.text for word in _words_behind(mention, _NEAR)]
    return len(behind) == _NEAR and behind[0] == "(" and (
        behind[1] in PARTIES or (behind[1].isdigit() and len(behind[1]) <= 2 and behind[2] == ")")
    )  # fmt: skip


def may_be_called(mention: Mention, said: Sequence[Said]) -> bool:
    """ "Vossberg, Tel. 0123" """
    behind = [word.text.lower() for word in _words_behind(mention, _NEAR)]
    return any(text in ASKED or text == "@" for text in behind)


def is_signed(mention: Mention, said: Sequence[Said]) -> bool:
    """A name behind "Im Auftrag", or alone on its line below it or in a contact block."""
    if SIGNED.search(" ".join(word.text for word in _words_before(mention, 3))):
        return True
    alone = mention.first == 0 and mention.last == len(mention.sentence.words)
    return alone and (
        mention.sureness == 1.0 or (mention.sentence.part == "contact" and mention.sureness >= SURE)
    )


def is_a_sure_surname(mention: Mention, said: Sequence[Said]) -> bool:
    """A known last name that is nothing else, where the tagger is sure of it."""
    if len(mention.words) != 1:
        return False
    text = mention.words[0].text
    only = is_last_name(text) and not is_word(text) and not is_place(text) and not text.endswith("er")
    return only and mention.sureness >= _SURE_OF_SURNAME and _before(mention).lower() not in _OF_PLACES


def is_a_sure_first_name(mention: Mention, said: Sequence[Said]) -> bool:
    """A common first name that is nothing else, where the tagger is sure of it."""
    text = mention.words[0].text
    only = first_name_class(text) >= VERY_COMMON_FIRST_NAME and not is_noun(text) and not is_place(text)
    placed = _before(mention).lower() in _OF_PLACES
    return len(mention.words) == 1 and only and not placed and mention.sureness >= _SURE_OF_FIRST_NAME


_EVIDENCE: tuple[Rule, ...] = (
    is_inverted, has_an_office, is_addressed, is_credited, speaks, has_party_or_age, may_be_called, is_signed,
    is_a_sure_surname, is_a_sure_first_name,
)  # fmt: skip
_OF_PLACES = frozenset("in nach aus bei ab über zwischen ortsteil / -".split())


def _is_full(mention: Mention) -> bool:
    return sum(word.text not in PARTICLES and word.text[0].isalpha() for word in mention.words) > 1


def _may_be_listed(mention: Mention) -> bool:
    """In full, or a first name among others: "Aaliyah, Naomie und Anton"."""
    text = mention.words[0].text
    return _is_full(mention) or (first_name_class(text) > 0 and not is_noun(text) and not is_place(text))


def _before(mention: Mention) -> str:
    before = _words_before(mention, 1)
    return before[0].text if before and not mention.words[0].fresh else ""


def _words_before(mention: Mention, count: int) -> Sequence[Word]:
    return mention.sentence.words[max(0, mention.first - count) : mention.first]


def _words_behind(mention: Mention, count: int) -> Sequence[Word]:
    return mention.sentence.words[mention.last : mention.last + count]


def _in_a_row(before: Mention, after: Mention) -> bool:
    if before.sentence is not after.sentence:
        return False
    between = before.sentence.words[before.last : after.first]
    return len(between) == 1 and between[0].text in _JOINS
