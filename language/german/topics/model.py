"""How much the words of a text speak for each topic: a linear model over parts of words, learnt from labelled texts.

The weights in weights.marisa beside this module are made by bench/train_topics.py: one logistic regression a topic
over the pieces of four to seven letters of each word (its ends marked) and over the list of words in `words`. A word
counts once as much however many pieces it has, and less each time it comes again, so that the words that decide can
be told.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
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
# What a word of the headline or of the lead counts beside one of the body.
TITLE_WEIGHT, LEAD_WEIGHT = 3.0, 1.5
# Weights are kept as whole numbers, this many to one.
SCALE = 256
BIAS = "\x01bias"
WORD_LISTS = tuple(f"\x02{topic.key}" for topic in TOPICS)
FORMAT = f"<{len(TOPICS)}h"
_LEAST_LETTERS = 3
_LONGEST_WORD = 40
_FUNCTION_WORDS = frozenset(
    fold(word)
    for word in """
    der die das den dem des ein eine einen einem einer eines und oder aber auch als am an auf aus bei beim bis dass durch
    für gegen hat haben hatte ihr ihre ihren ihrem im in ins ist sind sich nicht noch nur mit nach ohne sein seine seinen seit
    sie sowie über um unter vom von vor war waren was wenn wer werden wird wie wir wurde wurden zu zum zur zwischen
    kann können soll sollen will wollen muss müssen mehr sehr schon alle allen alles dieser diese dieses diesem diesen
    januar februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag
    freitag samstag sonntag uhr geehrte geehrter herr frau damen herren grüße freundlichen öffentlichkeitsarbeit
    pressestelle pressemitteilung pressemeldung presseinformation telefon telefax stadt gemeinde landkreis
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
        word: sum(weight / (place + 1) for place, weight in enumerate(sorted(weights, reverse=True)))
        for word, weights in often.items()
    }


def listed(counts: dict[str, float]) -> list[float]:
    """How much the words of the list speak for each topic, in the order of TOPICS."""
    told = dict.fromkeys((topic.key for topic in TOPICS), 0.0)
    for word, weight in counts.items():
        for key, keyword in keywords_of(word):
            told[key] += keyword.weight * weight
    return [log1p(score) for score in told.values()]


def norm_of(counts: dict[str, float]) -> float:
    """By what the sum of a text's words is divided, so that long texts and short ones compare."""
    return sqrt(sum(weight * weight for weight in counts.values())) or 1.0


def log_odds(counts: dict[str, float]) -> list[float]:
    """How likely each topic is, as log odds, in the order of TOPICS; `counts` as `weighed` gives them."""
    found = list(_row(BIAS))
    norm = norm_of(counts)
    for word, weight in counts.items():
        share = weight / norm
        for at, value in enumerate(weights_of(word)):
            found[at] += share * value
    for score, name in zip(listed(counts), WORD_LISTS, strict=True):
        if score:
            for at, value in enumerate(_row(name)):
                found[at] += score * value
    return found


def likelihood(odds: float) -> float:
    """Log odds as a likelihood from 0 to 1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


@lru_cache(maxsize=100_000)
def weights_of(word: str) -> Sequence[float]:
    """How much a folded word speaks for each topic, in the order of TOPICS."""
    found = [0.0] * len(TOPICS)
    mine = pieces(word)
    trie = _trie()
    for piece in mine:
        if piece in trie:
            for at, value in enumerate(_row(piece)):
                found[at] += value
    return [value / sqrt(len(mine)) for value in found]


def _row(name: str) -> Sequence[float]:
    (packed,) = _trie()[name]
    return [value / SCALE for value in struct.unpack(FORMAT, packed)]


@cache
def _trie() -> marisa_trie.BytesTrie:
    trie = marisa_trie.BytesTrie()
    trie.mmap(str(TABLE))
    return trie
