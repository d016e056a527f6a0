"""What changed between two versions, made readable: the words that went and the words that came."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from archive.diff import differences
from archive.model import Grade, Version
from archive.word_diff import Piece, PieceKind, word_diff
from language.messages import Language
from pressearchiv.web.shared import messages

# So many places are told in words, each shortened to so many characters.
_TOLD, _LONGEST = 3, 60


_ALONE = {
    PieceKind.GONE: (Markup("<del>{}</del>"), messages.GONE_HERE),
    PieceKind.NEW: (Markup("<ins>{}</ins>"), messages.NEW_HERE),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One place that changed: the field, how deep, and its text in pieces."""

    field: str
    grade: Grade
    pieces: tuple[Piece, ...]

    def html(self, language: Language) -> Markup:
        """The pieces as HTML, with <del> and <ins>; copied as text, it still says what went and what came."""
        return Markup("").join(_html(self.pieces, language))

    def in_words(self, language: Language) -> Iterator[str]:
        """What changed, place by place: 54,3 → 53,4."""
        for gone, new in _replaced(self.pieces):
            if gone and new:
                yield f"{_short(gone)} → {_short(new)}"
            else:
                message = messages.WORDS_GONE if gone else messages.WORDS_NEW
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
        told[_TOLD:] = [messages.MORE_CHANGES.text(language, n=len(told) - _TOLD)]
    return "; ".join(told)


def _html(pieces: tuple[Piece, ...], language: Language) -> Iterator[Markup]:
    for gone, new in _grouped(pieces):
        if gone.kind is PieceKind.SAME:
            yield Markup("{}").format(gone.text)
        elif new:
            yield Markup('<del>{}</del><span class="becomes"> → </span><ins>{}</ins>').format(
                gone.text, new.text
            )
        else:
            marked, said = _ALONE[gone.kind]
            words = gone.text.strip()
            before, _, after = gone.text.partition(words)
            told = Markup('<span class="unseen">[{}: </span>{}<span class="unseen">]</span>').format(
                said.text(language), words
            )
            yield Markup("{}{}{}").format(before, marked.format(told), after)


def _replaced(pieces: tuple[Piece, ...]) -> Iterator[tuple[str, str]]:
    """What went, and what came in its place; either may be empty."""
    for piece, new in _grouped(pieces):
        if piece.kind is not PieceKind.SAME:
            gone = piece.text if piece.kind is PieceKind.GONE else ""
            yield gone, new.text if new else "" if gone else piece.text


def _grouped(pieces: tuple[Piece, ...]) -> Iterator[tuple[Piece, Piece | None]]:
    """Each piece with the one that replaced it, where one did."""
    rest = list(pieces)
    while rest:
        piece = rest.pop(0)
        replaced = piece.kind is PieceKind.GONE and bool(rest) and rest[0].kind is PieceKind.NEW
        yield piece, rest.pop(0) if replaced else None


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]} …"
