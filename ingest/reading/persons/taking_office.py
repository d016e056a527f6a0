"""Offices that a release announces: who is "neuer Stadtbaurat" and takes office on a day to come holds it not yet."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.reading.persons.linking import Individual
from ingest.reading.persons.role_scan import Said, designated
from ingest.reading.words import Sentence
from language.german.lexicon import gender_of

# In the present tense and with a day: tritt ihr Amt am 1. Februar an, übernimmt zum 1. Juli die Leitung.
_TAKES = re.compile(r"\b(?:tritt|treten|übernimmt|übernehmen|beginnt|startet|folgt)\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:Amt|Amtes|Dienst|Stelle|Aufgaben?|Leitung|Nachfolge|Arbeit|Tätigkeit|Posten|Funktion|Amtsgeschäfte|Dezernat)\b"
)
_ON_A_DAY = re.compile(
    r"\b(?:am|zum|ab(?: dem)?|im)\s+(?:\w+tag\s*,?\s*(?:dem\s+)?)?(?:\d{1,2}\s?\.|(?:kommenden|nächsten)\b)"
)
_PRONOUNS = {"Er": "m", "Sie": "f"}
# By what an office is one that somebody has just got.
_NEWLY = re.compile(
    r"\b(?:neue[rnms]?|gewählt|wählte[n]?|ernannt|ernannte[n]?|bestellt|bestellte[n]?|berufen|berief|beruft|bestimmt|wird)\b"
)
# So far behind the name its pronoun may stand, in sentences.
_BEHIND = 3


def announced(
    people: Sequence[Individual], said: dict[int, list[Said]], sentences: Sequence[Sentence]
) -> None:
    """Tell offices that are only to be held as such, in place of what is said of each mention."""
    texts = {sentence.start: " ".join(word.text for word in sentence.words) for sentence in sentences}
    dated = {start for start, text in texts.items() if _says_when(text)}
    places = {sentence.start: place for place, sentence in enumerate(sentences)}
    named: dict[int, set[int]] = defaultdict(set)
    for index, person in enumerate(people):
        for mention in person.mentions:
            named[mention.sentence.start].add(index)
    for index, person in enumerate(people):
        starts = sorted({mention.sentence.start for mention in person.mentions})
        if any(
            _takes_office(person, index, places[start], sentences, texts, dated, named) for start in starts
        ):
            for mention in person.mentions:
                said[mention.start] = [
                    _to_come(statement, texts) for statement in said.get(mention.start, ())
                ]


def _takes_office(
    person: Individual,
    index: int,
    place: int,
    sentences: Sequence[Sentence],
    texts: dict[int, str],
    dated: set[int],
    named: dict[int, set[int]],
) -> bool:
    """Whether a sentence that names the person, or goes on with a pronoun, says on which day the office begins."""
    for at in range(place, min(place + _BEHIND + 1, len(sentences))):
        start = sentences[at].start
        if at > place and named.get(start, set()) - {index}:
            here = _PRONOUNS.get(texts[start].split(" ", 1)[0])
            if here is None:
                return False
        if start in dated and (at == place or _means(person, texts[start])):
            return True
    return False


def _says_when(text: str) -> bool:
    return bool(_TAKES.search(text) and _OFFICE.search(text) and _ON_A_DAY.search(text))


def _means(person: Individual, text: str) -> bool:
    """Whether a sentence begins with the pronoun of a person."""
    gender = _PRONOUNS.get(text.split(" ", 1)[0])
    return gender is not None and gender_of(person.words[0]) in (gender, None)


def _to_come(statement: Said, texts: dict[int, str]) -> Said:
    newly = _NEWLY.search(texts.get(statement.sentence[0], ""))
    if statement.former or not newly or statement.role.startswith("designiert"):
        return statement
    return replace(statement, role=designated(statement.role))
