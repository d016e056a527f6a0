"""Texts → rows of words as the fields of an index have them: every piece between spaces is looked at once.

Most of what a text says it says in pieces met before.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from language.german.tokens import analyse, words
from search.document import PASSAGE_TEXTS, TEXTS, Document
from search.passages import fingerprints, hash_of

# OpenSearch cuts a word at 255 units of UTF-16; a longer one is its beginning and a checksum of all of it.
_LONGEST, _KEPT = 120, 80
# No value of a facet is longer: Lucene takes 32,766 bytes.
_LONGEST_VALUE = 8_000
_SPACE = re.compile(r"\s")
# Between a word as written and as it is spelt; no word holds it.
SPELT_AS = "|"
# A piece that is longer is not remembered; and so many of them are.
_LONGEST_PIECE, _MOST_PIECES = 80, 100_000


class Row(NamedTuple):
    """Words in their order: three views of them, one space between each; how each is spelt; the hashes of all."""

    exact: str
    stem: str
    part: str
    spelt: tuple[str, ...]
    hashes: bytes


def coded(word: str) -> str:
    """A word as the index has it: without what would part it, and no longer than OpenSearch leaves it whole."""
    kept = _SPACE.sub("_", word.encode("utf-8", "replace").decode())
    if len(kept) <= _LONGEST:
        return kept
    return f"{kept[:_KEPT]}…{hashlib.sha256(kept.encode()).hexdigest()[:32]}"


def value(text: str) -> str:
    """A value of a facet as the index has it."""
    return text.encode("utf-8", "replace").decode()[:_LONGEST_VALUE]


def row(some: Iterable[str]) -> str:
    """Words in a row, as a field has them."""
    return " ".join(map(coded, some))


def row_of(text: str) -> Row:
    """The words of a text."""
    pieces = [_known(piece) if len(piece) <= _LONGEST_PIECE else _read(piece) for piece in text.split()]
    return Row(
        " ".join([piece.exact for piece in pieces if piece.exact]),
        " ".join([piece.stem for piece in pieces if piece.stem]),
        " ".join([piece.part for piece in pieces if piece.part]),
        tuple(spelling for piece in pieces for spelling in piece.spelt),
        b"".join([piece.hashes for piece in pieces]),
    )


def rows_of(document: Document) -> dict[str, Row]:
    """The words of each text that is looked in for words."""
    return {name: row_of(getattr(document, name)) for name in TEXTS}


def prints_of(rows: dict[str, Row]) -> list[int]:
    """The fingerprints of a document's passages, ascending."""
    hashes = [np.frombuffer(rows[name].hashes, dtype=np.uint64) for name in PASSAGE_TEXTS]
    starts = np.cumsum([0, *map(len, hashes)])
    return np.unique(fingerprints(np.concatenate(hashes), starts)[0]).tolist()  # type: ignore[no-any-return]


def _read(piece: str) -> Row:
    spelt = words(piece)
    said = [analyse(spelling) for spelling in spelt]
    return Row(
        row(word.exact for word in said),
        row(word.stem for word in said),
        row(part for word in said for part in word.parts),
        tuple(
            f"{coded(word.exact)}{SPELT_AS}{value(spelling)}"
            for word, spelling in zip(said, spelt, strict=True)
        ),
        np.array([hash_of(word.exact) for word in said], dtype=np.uint64).tobytes(),
    )


_known = lru_cache(maxsize=_MOST_PIECES)(_read)
