"""Abbreviations that stand for one word; the table is abbreviations.txt."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from language.german.spellings.model import Variant
from language.german.tokens import analyse, words

TABLE = Path(__file__).with_name("abbreviations.txt")


@cache
def table() -> Mapping[str, str]:
    """Word by abbreviation; one that ends names begins with a hyphen."""
    lines = (line.split("#")[0] for line in TABLE.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=") for line in lines if "=" in line)
    return {short.strip(): word.strip() for short, word in pairs}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def one_of(some: list[str]) -> str:
        return "|".join(re.escape(short) for short in sorted(some, key=len, reverse=True))

    whole = [short for short in table() if not short.startswith("-")]
    ends = [short[1:] for short in table() if short.startswith("-")]
    return (
        re.compile(rf"(?<![^\W_])(?:{one_of(whole)})(?![^\W_])"),
        re.compile(rf"(?<![^\W_])(?P<name>[^\W\d_]{{3,40}})(?P<end>{one_of(ends)})(?![^\W_])"),
    )


@cache
def _bare() -> tuple[frozenset[str], tuple[str, ...]]:
    whole = (word for short in table() if not short.startswith("-") for word in words(short))
    return frozenset(whole), tuple(short[1:].rstrip(".") for short in table() if short.startswith("-"))


def may_be(word: str) -> bool:
    """Whether a word, without a point, may be an abbreviation or of one, or end with one."""
    whole, ends = _bare()
    return word in whole or word.endswith(ends)


def variants(text: str) -> Iterator[Variant]:
    """The abbreviations in a text."""
    whole, ends = _patterns()
    for match in whole.finditer(text):
        word = analyse(table()[match.group()])
        yield Variant(match.start(), match.end(), (word.stem,), word.parts)
    for match in ends.finditer(text):
        word = analyse(match["name"] + table()["-" + match["end"]])
        yield Variant(match.start(), match.end(), (word.stem,), word.parts)


def is_abbreviation(word: str) -> bool:
    """Whether a word with its point is one: St., Bahnhofstr."""
    return any(variant.end == len(word) for variant in variants(word))


def is_in_capitals(word: str) -> bool:
    """Whether a word is an abbreviation for being in capitals alone: OB."""
    return word.isupper() and word in table()


def written_out(word: str) -> str | None:
    """The word that an abbreviation stands for, without its point or with it; None for any other."""
    return table().get(word) or table().get(word + ".")
