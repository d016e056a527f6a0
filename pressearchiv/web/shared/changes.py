"""What changed between two versions as HTML: the words that went and the words that came."""

from collections.abc import Iterator

from markupsafe import Markup

from archive.changes import Change, places
from archive.word_diff import Piece, PieceKind
from language.messages import Language
from pressearchiv.web.shared import messages

_ALONE = {
    PieceKind.GONE: (Markup("<del>{}</del>"), messages.GONE_HERE),
    PieceKind.NEW: (Markup("<ins>{}</ins>"), messages.NEW_HERE),
}


def html_of_change(change: Change, language: Language) -> Markup:
    """A change with <del> and <ins>; copied as text, it still says what went and what came."""
    return Markup("").join(_html(change.pieces, language))


def _html(pieces: tuple[Piece, ...], language: Language) -> Iterator[Markup]:
    for same, gone, new in places(pieces):
        yield Markup("{}").format(same)
        if gone and new:
            yield Markup('<del>{}</del><span class="becomes"> → </span><ins>{}</ins>').format(gone, new)
        elif gone or new:
            marked, said = _ALONE[PieceKind.GONE if gone else PieceKind.NEW]
            words = (gone or new).strip()
            before, _, after = (gone or new).partition(words)
            told = Markup('<span class="unseen">[{}: </span>{}<span class="unseen">]</span>').format(
                said.text(language), words
            )
            yield Markup("{}{}{}").format(before, marked.format(told), after)
