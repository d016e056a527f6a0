"""The mentions of one sentence: what the tagger sees, and what rules add to it."""

from collections.abc import Sequence
from functools import lru_cache

from ingest.reading.persons.features import known_of
from ingest.reading.persons.mentions.beside import names_institution
from ingest.reading.persons.mentions.boundaries import trimmed_spans
from ingest.reading.persons.mentions.by_rule import after_first_name, after_initial, names_by_rule
from ingest.reading.persons.mentions.model import Mention, TaggedSentence
from ingest.reading.persons.mentions.repeats import coupled_first_names
from ingest.reading.persons.tagger import Tags
from ingest.reading.words import Sentence, Word


def _may_name(words: Sequence[Word]) -> bool:
    """Whether any word of a sentence may be a name, or stands before one: a third of all sentences need no other look."""
    return any(
        word.capital
        and (
            _is_candidate(word.text)
            or (at + 1 < len(words) and words[at + 1].capital and "R" in known_of(word.text))
        )
        for at, word in enumerate(words)
    ) or any(word.text == "©" for word in words)


@lru_cache(maxsize=100_000)
def _is_candidate(text: str) -> bool:
    known = known_of(text)
    unknown_trade = "R" in known and "N" not in known  # Rademacher
    return unknown_trade or not _NAMING.isdisjoint(known) or any(told[0] == "F" for told in known)


# Last names and words nobody knows; what stands before a name: polite words, titles, credits.
_NAMING = frozenset({"L", "Lg", "O", "FH", "H", "T", "K"})


def tag_sentence(sentence: Sentence) -> TaggedSentence:
    """The mentions of a sentence, those of the tagger first."""
    words = sentence.words
    if not _may_name(words):
        return TaggedSentence(sentence, [], {at: 0.0 for at, word in enumerate(words) if word.capital}, set())
    tags = Tags([word.text for word in words], [word.fresh for word in words])
    taken: set[int] = set()
    found: list[Mention] = []
    for span in tags.spans():
        for first, last in trimmed_spans(words, span.first, span.last):
            if not names_institution(words, first, last, span.sureness):
                found.append(Mention(sentence, first, last, span.sureness))
                taken.update(range(first, last))
    for first, last in (
        *names_by_rule(words, tags),
        *after_first_name(words, tags),
        *after_initial(words, tags),
    ):
        inside = [mention for mention in found if first <= mention.first and mention.last <= last]
        others = taken.difference(*(range(mention.first, mention.last) for mention in inside))
        if others.intersection(range(first, last)) or any(
            (mention.first, mention.last) == (first, last) for mention in inside
        ):
            continue
        found = [mention for mention in found if mention not in inside]
        found.append(Mention(sentence, first, last))
        taken.update(range(first, last))
    found += coupled_first_names(sentence, found, taken)
    chances = {
        at: tags.chance(at, at + 1) for at, word in enumerate(words) if at not in taken and word.capital
    }
    return TaggedSentence(sentence, found, chances, taken)
