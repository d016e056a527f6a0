"""A mention: words of a sentence that name a person."""

from dataclasses import dataclass

from ingest.reading.words import Sentence, Word

# Marks around a nickname.
QUOTES = frozenset("„“”‚‘\"'»«()")


@dataclass(slots=True)
class Mention:
    """Words `[first, last)` of a sentence that name a person; `sureness` of it from 0 to 1."""

    sentence: Sentence
    first: int
    last: int
    sureness: float = 1.0

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words."""
        return self.sentence.words[self.first : self.last]

    @property
    def start(self) -> int:
        """Its first character in `Release.text`."""
        return self.sentence.words[self.first].start

    @property
    def end(self) -> int:
        """The character after it."""
        return self.sentence.words[self.last - 1].end

    @property
    def printed(self) -> str:
        """Its words in a row, an inverted name (Beckhoff, L.) the right way round."""
        texts = [word.text for word in self.words]
        marks = [at for at, text in enumerate(texts) if text in QUOTES]
        if len(marks) == 2:
            texts = texts[: marks[0]] + texts[marks[1] + 1 :]  # Michael „Salli“ Sallmann
        if "," in texts:
            comma = texts.index(",")
            texts = texts[comma + 1 :] + texts[:comma]
        return " ".join(texts)


@dataclass(slots=True)
class TaggedSentence:
    """A sentence, its mentions, and how likely each other capitalised word belongs to a name."""

    sentence: Sentence
    mentions: list[Mention]
    chances: dict[int, float]
    taken: set[int]
