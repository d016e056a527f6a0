"""What changed between two versions, made readable: the words that went and the words that came."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup

from archive.diff import differences
from archive.model import Grade, Version

# A sentence of more words is shown whole, before and after.
_MOST_WORDS = 2_000
_PIECE = re.compile(r"\s+|[^\s\w]|\w+")


@dataclass(frozen=True, slots=True)
class Change:
    """One place that changed: the field, how deep, and its text in pieces, each `same`, `gone` or `new`."""

    field: str
    grade: Grade
    pieces: tuple[tuple[str, str], ...]

    @property
    def html(self) -> Markup:
        """The pieces as HTML, with <del> and <ins>."""
        return Markup("").join(_TAGS[kind].format(text) for kind, text in self.pieces)


_TAGS = {"same": Markup("{}"), "gone": Markup("<del>{}</del>"), "new": Markup("<ins>{}</ins>")}


def changes(before: Version, after: Version) -> tuple[Change, ...]:
    """Every difference between two versions of a release, in the order of the text."""
    found = differences(before.release, after.release, before.reading, after.reading)
    return tuple(
        Change(difference.field, difference.grade, _pieces(difference.before, difference.after))
        for difference in found
    )


def _pieces(before: str, after: str) -> tuple[tuple[str, str], ...]:
    if not before or not after:
        return tuple((kind, text) for kind, text in (("gone", before), ("new", after)) if text)
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        return ("gone", before), ("new", after)
    found: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(old[i1:i2])))
        else:
            found += [
                (kind, text)
                for kind, text in (("gone", "".join(old[i1:i2])), ("new", "".join(new[j1:j2])))
                if text
            ]
    return tuple(found)
