"""Persons named again: surnames alone, first names coupled with one named in full, signatures."""

import itertools
from collections.abc import Sequence

from ingest.reading.persons.features import CAMERA, HONORIFICS, known_of
from ingest.reading.persons.mentions.beside import (
    in_firm,
    is_thing,
    is_title,
    names_institution,
    polite_before,
)
from ingest.reading.persons.mentions.boundaries import with_its_particles
from ingest.reading.persons.mentions.model import Mention, TaggedSentence
from ingest.reading.persons.mentions.vocabulary import (
    BESIDE_NAMES,
    CALENDAR,
    DETERMINERS,
    SHARED_NAME,
    SIGNED,
    SURE,
)
from ingest.reading.words import Sentence, Word
from language.german.lexicon import first_name_class, is_word
from language.german.names import PARTICLES
from language.german.roles import is_role
from language.german.tokens import fold


def signatures(read: Sequence[TaggedSentence]) -> list[Mention]:
    """A surname alone on its line below "Im Auftrag" or a farewell."""
    found = []
    for before, tagged in itertools.pairwise(read):
        words = tagged.sentence.words
        if len(words) == 1 and words[0].capital:
            above = " ".join(word.text for word in before.sentence.words[-3:])
            if SIGNED.search(above):
                found += [Mention(tagged.sentence, 0, 1)] if not tagged.mentions else []
                for mention in tagged.mentions:
                    mention.sureness = 1.0
    return found


def surnames_of(found: list[Mention]) -> set[str]:
    """The surnames of all who are named in full, as printed."""
    names = set()
    for mention in found:
        texts = [word.text for word in mention.words]
        if "," in texts:
            names.add(texts[0])
        elif len(texts) > 1 and (mention.sureness >= 0.5 or first_name_class(texts[0])):
            names.add(texts[-1])
    return names


def particled_surnames(found: list[Mention]) -> set[str]:
    """The surnames with particles, and every end of them: von der Leyen, der Leyen."""
    names = set()
    for mention in found:
        texts = [word.text for word in mention.words]
        at = len(texts) - 1
        while at > 1 and texts[at - 1] in PARTICLES:
            at -= 1
            names.add(" ".join(texts[at:]).lower())
    return names


def coupled_first_names(sentence: Sentence, found: list[Mention], taken: set[int]) -> list[Mention]:
    """ "Paul und Margret Fontaine", "Anna, Max und Ida Lang": the first names before one that is named in full."""
    words = sentence.words
    more = []
    for mention in found:
        at = mention.first
        if (
            mention.last - at < 2
            or not first_name_class(words[at].text)
            or at < 2
            or words[at - 1].text not in {"und", "&"}
        ):
            continue
        while (
            at >= 2
            and words[at - 1].text in {"und", "&", ","}
            and at - 2 not in taken
            and words[at - 2].capital
            and (first_name_class(words[at - 2].text) or "FH" in known_of(words[at - 2].text))
            and not (
                at >= 3 and first_name_class(words[at - 3].text) and fold(words[at - 3].text) not in CALENDAR
            )
        ):
            at -= 2
            more.append(Mention(sentence, at, at + 1, mention.sureness))
            taken.add(at)
    return more


def named_again(tagged: TaggedSentence, surnames: set[str], particled: set[str]) -> list[Mention]:
    """Surnames of persons named in full elsewhere in the release, where the tagger saw none."""
    words = tagged.sentence.words
    again = []
    for at, chance in tagged.chances.items():
        text = words[at].text
        base = next(
            (
                form
                for form in (text, text.rstrip("’'"), text[:-1] if text[-1:] == "s" else "")
                if form in surnames
            ),
            "",
        )
        if not base:
            continue
        before = words[at - 1].text if at and not words[at].fresh else ""
        low = before.lower()
        if before.endswith("-") or before in {"&", "+"} or fold(low) in SHARED_NAME:
            continue
        if (
            text == base
            and is_thing(before)
            and not polite_before(low, before)
            and fold(before) not in BESIDE_NAMES
        ):
            continue  # "Küchenstudio Malink"
        if names_institution(words, at, at + 1) or (text == base and in_firm(words, at, at + 1)):
            continue
        if at and may_be_first_name(before) and at - 1 not in tagged.taken:
            continue  # another person or a thing of that name: the ship „Anna Lang“
        if fold(base) in CALENDAR and is_part_of_date(words, at):
            continue
        if is_word(base) and (low in DETERMINERS or is_inflected(low)) and chance < SURE / 2:
            continue
        again.append(with_its_particles(Mention(tagged.sentence, at, at + 1), particled))
    return again


def may_be_first_name(text: str) -> bool:
    """Whether a capitalised word may be somebody's first name."""
    return (
        text[:1].isupper()
        and not is_role(text)
        and (first_name_class(text) > 0 or not is_word(text))
        and not is_title(text)
        and fold(text) not in HONORIFICS | CAMERA
    )


def is_part_of_date(words: Sequence[Word], at: int) -> bool:
    """Whether a word that is a month or a weekday is one here: 3. Mai, Mai 2019, im Mai, für Sonntag, 8. Dezember."""
    before = words[at - 1].text.lower() if at else ""
    after = [word.text for word in words[at + 1 : at + 3]]
    return (
        before.isdigit()
        or before in {".", "im", "am", "ab", "bis", "seit", "anfang", "mitte", "ende", "und", "vom"}
        or any(text.isdigit() for text in after[:1])
        or (after[:1] == [","] and after[1:] != [] and after[1].isdigit())
    )


def is_inflected(low: str) -> bool:
    """Whether a word before a noun looks like an adjective."""
    return (
        low.endswith(("en", "er", "es", "em", "te"))
        and is_word(low)
        and len(low) > 4
        and not low.endswith(("ten", "te"))
    )
