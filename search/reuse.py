"""Passages that two texts have in common, word for word."""

from dataclasses import dataclass

from language.german.tokens import Token, tokenize
from search.passages import RUN, WINDOW

# A run of words that the other text has more often than this is a formula: only its first places are looked at.
_FORMULA = 20
# So many words in a row are no chance; any shorter ones are not sure to share a fingerprint either.
SHORTEST = RUN + WINDOW - 1


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `[start, end)` of one text that stand in the other at `[other_start, other_end)`, in so many words."""

    start: int
    end: int
    other_start: int
    other_end: int
    words: int


def passages(text: str, other: str) -> tuple[Passage, ...]:
    """The longest passages of at least SHORTEST words that stand in both texts, in the order of the first.

    None overlaps another. Words are compared as folded: case, marks and accents aside.
    """
    here, there = list(tokenize(text)), list(tokenize(other))
    runs: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(there) - RUN + 1):
        places = runs.setdefault(_run(there, at), [])
        if len(places) < _FORMULA:
            places.append(at)
    found: list[Passage] = []
    at = 0
    while at <= len(here) - RUN:
        length, place = max(
            ((_common(here, there, at, place), -place) for place in runs.get(_run(here, at), ())),
            default=(0, 0),
        )
        if length >= SHORTEST:
            last, first = at + length - 1, -place
            found.append(
                Passage(
                    here[at].start, here[last].end, there[first].start, there[first + length - 1].end, length
                )
            )
            at += length
        else:
            at += 1
    return tuple(found)


def _run(tokens: list[Token], at: int) -> tuple[str, ...]:
    return tuple(token.exact for token in tokens[at : at + RUN])


def _common(here: list[Token], there: list[Token], at: int, place: int) -> int:
    length = 0
    while (
        at + length < len(here)
        and place + length < len(there)
        and here[at + length].exact == there[place + length].exact
    ):
        length += 1
    return length
