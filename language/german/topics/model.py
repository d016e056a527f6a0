"""How much the words of a text speak for each topic: a linear model learnt from labelled texts, and a list of words.

The weights in weights.marisa beside this module are made by bench/train_topics.py: one logistic regression a topic
over the pieces of four to seven letters of each word, its ends marked. A word counts as much however many pieces it
has, and less each time it comes again, so that the words that decide can be told. Headline and text are weighed apart,
so that a long text does not drown its headline.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp, log1p, sqrt
from pathlib import Path

import marisa_trie

from language.german.tokens import WORD, fold
from language.german.topics.taxonomy import TOPICS
from language.german.topics.words import keywords_of

TABLE = Path(__file__).with_name("weights.marisa")
# Lengths of the pieces of a word, in letters, its marked ends counted.
SHORTEST, LONGEST = 4, 7
# What a word of the headline counts in the list of words, and one of the lead in either, beside one of the body.
TITLE_WEIGHT, LEAD_WEIGHT = 3.0, 1.5
# How much the list of words counts beside the learnt weights; by what power of its length a text is levelled.
LIST_WEIGHT = 2.0
_LEVEL = 0.35
# Weights are kept as whole numbers, this many to one.
SCALE = 256
BIAS = "\x01bias"
FORMAT = f"<{len(TOPICS)}h"
PLACE = {topic.key: at for at, topic in enumerate(TOPICS)}
# A word that speaks less for a topic says nothing of it.
_FAINT = 0.05
_LEAST_LETTERS = 3
_LONGEST_WORD = 40
_FUNCTION_WORDS = frozenset(
    fold(word)
    for word in """
    der die das den dem des ein eine einen einem einer eines und oder aber auch als am an auf aus bei beim bis
    dass durch für gegen hat haben hatte ihr ihre ihren ihrem im in ins ist sind sich nicht noch nur mit nach
    ohne sein seine seinen seit sie sowie über um unter vom von vor war waren was wenn wer werden wird wie wir
    wurde wurden zu zum zur zwischen kann können soll sollen will wollen muss müssen mehr sehr schon alle
    allen alles dieser diese dieses diesem diesen januar februar märz april mai juni juli august september
    oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag uhr geehrte geehrter
    herr frau damen herren grüße freundlichen öffentlichkeitsarbeit pressestelle pressemitteilung
    pressemeldung presseinformation telefon telefax stadt gemeinde landkreis
    """.split()
)


def words_of(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text that may speak for a topic: their characters `[start, end)` and folded form."""
    for match in WORD.finditer(text):
        printed = match.group()
        if len(printed) >= _LEAST_LETTERS and not printed.isdigit() and len(printed) <= _LONGEST_WORD:
            folded = fold(printed)
            if folded not in _FUNCTION_WORDS:
                yield match.start(), match.end(), folded


def pieces(word: str) -> list[str]:
    """The pieces of a folded word, each once."""
    marked = f"^{word}$"
    return list(
        {
            marked[at : at + length]
            for length in range(SHORTEST, LONGEST + 1)
            for at in range(max(1, len(marked) - length + 1))
        }
    )


def weighed(counts: Iterable[tuple[str, float]]) -> dict[str, float]:
    """What each word of a text counts; a word that comes again adds ever less."""
    often: dict[str, list[float]] = {}
    for word, weight in counts:
        often.setdefault(word, []).append(weight)
    return {
        word: weights[0]
        if len(weights) == 1
        else sum(weight / (place + 1) for place, weight in enumerate(sorted(weights, reverse=True)))
        for word, weights in often.items()
    }


@dataclass(frozen=True, slots=True)
class WeighedText:
    """The words of the headline, and those of lead and body, with what each counts."""

    title: dict[str, float]
    body: dict[str, float]

    @property
    def parts(self) -> tuple[dict[str, float], dict[str, float]]:
        """Both, each to be levelled by its own length."""
        return self.title, self.body

    @property
    def together(self) -> dict[str, float]:
        """What each word counts in the list of words."""
        counts = dict(self.body)
        for word, weight in self.title.items():
            counts[word] = counts.get(word, 0.0) + TITLE_WEIGHT * weight
        return counts


def listed(counts: dict[str, float]) -> list[float]:
    """How much the words of the list speak for each topic, in the order of TOPICS."""
    told = [0.0] * len(TOPICS)
    for word, weight in counts.items():
        for key, keyword in keywords_of(word):
            told[PLACE[key]] += keyword.weight * weight
    return [log1p(score) for score in told]


def level_of(counts: dict[str, float]) -> float:
    """By what the sum of a text's words is divided, so that long texts and short ones compare."""
    return float(sum(weight * weight for weight in counts.values()) ** _LEVEL) or 1.0


def log_odds(text: WeighedText) -> list[float]:
    """How much a text speaks for each topic, as log odds, in the order of TOPICS."""
    found = list(_row(BIAS))
    for counts in text.parts:
        level = level_of(counts)
        for word, weight in counts.items():
            share = weight / level
            for at, value in weights_of(word):
                found[at] += share * value
    return [learnt + LIST_WEIGHT * score for learnt, score in zip(found, listed(text.together), strict=True)]


def likelihood(odds: float) -> float:
    """Log odds as a likelihood from 0 to 1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


@lru_cache(maxsize=100_000)
def weights_of(word: str) -> tuple[tuple[int, float], ...]:
    """How much a folded word speaks for each topic that it says anything of, by its place in TOPICS."""
    found = [0.0] * len(TOPICS)
    mine = pieces(word)
    trie = _trie()
    for piece in mine:
        if piece in trie:
            for at, value in enumerate(_row(piece)):
                found[at] += value
    return tuple((at, value / sqrt(len(mine))) for at, value in enumerate(found) if abs(value) >= _FAINT)


def _row(name: str) -> Sequence[float]:
    (packed,) = _trie()[name]
    return [value / SCALE for value in struct.unpack(FORMAT, packed)]


@cache
def _trie() -> marisa_trie.BytesTrie:
    trie = marisa_trie.BytesTrie()
    trie.mmap(str(TABLE))
    return trie
