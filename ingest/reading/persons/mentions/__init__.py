"""Where in a release persons are named: the tagger leads, rules for credits, titles and repeated names add and mend."""

import re
from collections.abc import Iterable

from ingest.reading.persons.mentions.model import Mention
from ingest.reading.persons.mentions.rejecting import Candidate, mended
from ingest.reading.persons.mentions.repeats import named_again, particled_surnames, signatures, surnames_of
from ingest.reading.persons.mentions.tagging import tag_sentence
from ingest.reading.words import Sentence
from language.german.tokens import fold

__all__ = ["Mention", "mentions_of"]


def mentions_of(sentences: Iterable[Sentence], *, town: str = "") -> list[Mention]:
    """All mentions of persons in a release, in the order of the text; `town` is its publisher, who is none."""
    names_of_town = {fold(word) for word in re.findall(r"[^\W\d_]{4,}", town)}
    tagged_sentences = [tag_sentence(sentence) for sentence in sentences]
    found = [mention for tagged in tagged_sentences for mention in tagged.mentions]
    found += signatures(tagged_sentences)
    surnames = surnames_of(found)
    particled = particled_surnames(found)
    candidates = (Candidate(mention, surnames, particled, names_of_town) for mention in found)
    found = [mention for candidate in candidates if (mention := mended(candidate))]
    for tagged in tagged_sentences:
        found += named_again(tagged, surnames, particled)
    found.sort(key=lambda mention: mention.start)
    return found
