"""What changed between two versions, in words: those that went and those that came, place by place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.diff import differences
from archive.model import Grade, Version
from archive.word_diff import Piece, PieceKind, word_diff
from language.messages import Language, Message

# So many places are told in words, each shortened to so many characters.
_TOLD, _LONGEST = 3, 60
_WORDS_GONE = Message("gestrichen: „{words}“")
_WORDS_NEW = Message("neu: „{words}“")
_MORE_CHANGES = Message("und {n} weitere Stellen")


@dataclass(frozen=True, slots=True)
class Change:
    """One place that changed: the field, how deep, and its text in pieces."""

    field: str
    grade: Grade
    pieces: tuple[Piece, ...]

    def in_words(self, language: Language) -> Iterator[str]:
        """What changed, place by place: 54,3 → 53,4."""
        for _, gone, new in places(self.pieces):
            if gone and new:
                yield f"{_short(gone)} → {_short(new)}"
            elif gone or new:
                message = _WORDS_GONE if gone else _WORDS_NEW
                yield message.text(language, words=_short(gone or new))


def changes(before: Version, after: Version) -> tuple[Change, ...]:
    """Every difference between two versions of a release, in the order of the text."""
    found = differences(before.release, after.release, before.reading, after.reading)
    return tuple(
        Change(difference.field, difference.grade, word_diff(difference.before, difference.after))
        for difference in found
    )


def in_words(found: Iterable[Change], language: Language) -> str:
    """The first changes on one line, and how many there are besides; empty where no words changed."""
    told = list(dict.fromkeys(words for change in found for words in change.in_words(language)))
    if len(told) > _TOLD:
        told[_TOLD:] = [_MORE_CHANGES.text(language, n=len(told) - _TOLD)]
    return "; ".join(told)


def places(pieces: tuple[Piece, ...]) -> Iterator[tuple[str, str, str]]:
    """What stayed, what went, and what came in its place; any of them may be empty."""
    gone = ""
    for kind, text in pieces:
        if kind is PieceKind.NEW:
            yield "", gone, text
        elif gone:
            yield "", gone, ""
        if kind is PieceKind.SAME:
            yield text, "", ""
        gone = text if kind is PieceKind.GONE else ""
    if gone:
        yield "", gone, ""


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]} …"
