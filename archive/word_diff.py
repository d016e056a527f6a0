"""Which words of a text were replaced, went or came: whole words and whole numbers, never some letters of them."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

# So many words are compared at most; longer texts are shown whole, before and after.
_MOST_WORDS = 2_000
_TOKEN = re.compile(
    r"\s+"
    r"|\d+(?:[.,:/–-]\d+)*[^\W\d_]*"  # 54,3  1.500  19:30  2024/25  3a
    r"|[^\W\d_][^\W_]*(?:[-\u2010\u2011'’*:/_][^\W_]+)*"  # Kita-Platz  Bürger:innen  geht's
    r"|."
)


class PieceKind(StrEnum):
    """Whether words stayed, went, or came."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """Words in a row with the same fate."""

    kind: PieceKind
    text: str


class _Run(NamedTuple):
    """Words that stayed, or those before and after in one place."""

    changed: bool
    before: str
    after: str


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """A text before and after as pieces in their order; what replaces something follows it.

    Places that nothing but blanks and marks parts are one: "Montag, 3. Juni" became "Dienstag, 4. Juli" as a whole.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if not old or not new or max(len(old), len(new)) > _MOST_WORDS:
        runs = [_Run(True, before, after)]
    else:
        runs = _joined(_runs(old, new))
    return tuple(piece for run in runs for piece in _pieces(run))


def _runs(old: list[str], new: list[str]) -> Iterator[_Run]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield _Run(tag != "equal", "".join(old[i1:i2]), "".join(new[j1:j2]))


def _joined(runs: Iterator[_Run]) -> list[_Run]:
    """Neighbouring changes as one where both replace something, and no word stands between them."""
    found: list[_Run] = []
    for run in runs:
        if (
            len(found) > 1
            and run.changed
            and not _has_word(found[-1].before)
            and _replaces(found[-2])
            and _replaces(run)
        ):
            between, first = found.pop(), found.pop()
            found.append(
                _Run(
                    True, first.before + between.before + run.before, first.after + between.after + run.after
                )
            )
        else:
            found.append(run)
    return found


def _replaces(run: _Run) -> bool:
    return run.changed and bool(run.before.strip() and run.after.strip())


def _has_word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _pieces(run: _Run) -> Iterator[Piece]:
    if not run.changed:
        yield Piece(PieceKind.SAME, run.before)
        return
    for kind, text in ((PieceKind.GONE, run.before), (PieceKind.NEW, run.after)):
        if text:
            yield Piece(kind, text)
