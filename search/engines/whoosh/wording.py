"""Texts → rows of numbers: every piece between spaces, every spelling and every stem is looked at once.

Most of what a text says it says in pieces met before. So a text becomes a row of their numbers, and which words these
are, what else they are understood as, and which nouns stand beside each other, is found for all texts at once.
"""

from array import array
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from language.german.spellings import Piece, Variant, judged, of_several
from language.german.tokens import JOINT, analyse, words
from search.document import ALL_TEXTS, Document
from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array, gaps

Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]

HALF = np.uint64(32)
LOW_HALF = np.uint64(0xFFFFFFFF)
# A piece in bits: a noun that others may stand before or behind, and one that may be a compound's last part.
_BEFORE, _BEHIND, _HEAD = 1, 2, 4


class Numbered(dict[str, int]):
    """Strings by number, in the order they were first met."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number

    def ranks(self) -> tuple[list[bytes], Array]:
        """The strings as sorted bytes, and for each number its place among them."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in self]
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        ranks = np.empty(len(encoded), dtype=np.uint32)
        ranks[order] = np.arange(len(encoded), dtype=np.uint32)
        return [encoded[number] for number in order], ranks


class Lists:
    """A list of numbers for each number, one after another."""

    def __init__(self) -> None:
        self._flat, self._at = array("I"), array("I", [0])

    def add(self, *numbers: int) -> None:
        """The list of the next number."""
        self._flat.extend(numbers)
        self._at.append(len(self._flat))

    def of(self, numbers: Array) -> tuple[Array, Numbers]:
        """The lists of these, one after another, and how long each is."""
        flat, at = (
            np.frombuffer(some, dtype=np.uint32) for some in (self._flat or array("I", [0]), self._at)
        )
        counts = gaps(at)[numbers]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return flat[np.repeat(at[:-1].astype(np.int64)[numbers], counts) + within], counts


class Vocabulary(dict[str, int]):
    """Every spelling met, analysed once."""

    def __init__(self) -> None:
        self.exact, self.stem, self.part = Numbered(), Numbered(), Numbered()
        self.exact_of, self.stem_of = array("I"), array("I")
        self.parts_of = Lists()

    def __missing__(self, spelling: str) -> int:
        word = analyse(spelling)
        self.exact_of.append(self.exact[word.exact])
        self.stem_of.append(self.stem[word.stem])
        self.parts_of.add(*map(self.part.__getitem__, word.parts))
        number = self[spelling] = len(self)
        return number


class _Pieces(dict[str, int]):
    """Every piece met, judged once: its words, and what it is understood as besides."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.words = Lists()
        self.bits, self.triggers = bytearray(), bytearray()
        # The pieces that stand for more than their words, and for what.
        self.telling, self.stems, self.parts = array("I"), Lists(), Lists()

    def __missing__(self, piece: str) -> int:
        known = judged(piece)
        if known.word:
            self.words.add(self._vocabulary[known.word])
        else:
            self.words.add(*map(self._vocabulary.__getitem__, words(piece)))
        self.bits.append(_bits(known) if known.noun else 0)
        self.triggers.append(known.triggers)
        number = self[piece] = len(self)
        if known.variants:
            self.telling.append(number)
            stem, part = self._vocabulary.stem, self._vocabulary.part
            self.stems.add(*(stem[one] for variant in known.variants for one in variant.stems))
            self.parts.add(*(part[one] for variant in known.variants for one in variant.parts))
        return number


def _bits(known: Piece) -> int:
    return _BEFORE * (not known.closed) | _BEHIND * (not known.opened) | _HEAD * known.is_head


class Wording(NamedTuple):
    """The words of all texts.

    `tokens` are the numbers of their spellings, `begins` the place of the first word of each row and one more at the
    end; `other_stems` and `other_parts` what stands in a row under another spelling, the row in the low half.
    """

    vocabulary: Vocabulary
    tokens: Array
    begins: Numbers
    other_stems: Keys
    other_parts: Keys


def wording_of(documents: Sequence[Document]) -> Wording:
    """The words of documents, in their order. At most 2^32 words."""
    vocabulary = Vocabulary()
    pieces = _Pieces(vocabulary)
    said, starts = array("I"), array("Q", [0])
    empty = (1 << layout.TEXT_BITS) - len(ALL_TEXTS)
    for document in documents:
        for name in ALL_TEXTS:
            if text := getattr(document, name):
                said.extend(map(pieces.__getitem__, text.split()))
            starts.append(len(said))
        starts.extend([len(said)] * empty)
    numbers = np.frombuffer(said, dtype=np.uint32) if said else np.empty(0, dtype=np.uint32)
    begins = np.frombuffer(starts, dtype=np.uint64).astype(np.int64)
    row_of = np.repeat(np.arange(len(begins) - 1, dtype=np.uint32), gaps(begins))
    tokens, counts = pieces.words.of(numbers)
    word_ends = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
    stems, parts = _in_pieces(pieces, numbers, row_of)
    more_stems, more_parts = _of_several(documents, vocabulary, _triggered(pieces, numbers, row_of))
    nouns = _nouns_in_a_row(vocabulary, pieces, numbers, row_of)
    return Wording(
        vocabulary,
        tokens,
        word_ends[begins],
        np.concatenate([stems, more_stems, nouns]),
        np.concatenate([parts, more_parts]),
    )


def _in_pieces(pieces: _Pieces, numbers: Array, row_of: Array) -> tuple[Keys, Keys]:
    """The stems and parts of what stands in a single piece."""
    telling = np.array(pieces.telling, dtype=np.uint32)
    place = np.full(len(pieces), len(telling), dtype=np.uint32)
    place[telling] = np.arange(len(telling), dtype=np.uint32)
    of_numbers = place[numbers]
    at = np.flatnonzero(of_numbers < len(telling))

    def keys_of(lists: Lists) -> Keys:
        found, counts = lists.of(of_numbers[at])
        keys: Keys = found.astype(np.uint64) << HALF | np.repeat(row_of[at], counts)
        return keys

    return keys_of(pieces.stems), keys_of(pieces.parts)


def _triggered(pieces: _Pieces, numbers: Array, row_of: Array) -> dict[int, int]:
    """The rows that may hold something of several pieces, with their triggers."""
    triggers = np.frombuffer(bytes(pieces.triggers), dtype=np.uint8)[numbers]
    found: dict[int, int] = {}
    for at in np.flatnonzero(triggers).tolist():
        row = int(row_of[at])
        found[row] = found.get(row, 0) | int(triggers[at])
    return found


def _of_several(
    documents: Sequence[Document], vocabulary: Vocabulary, triggered: dict[int, int]
) -> tuple[Keys, Keys]:
    stems, parts, stem_rows, part_rows = array("I"), array("I"), array("I"), array("I")
    for row, triggers in triggered.items():
        text = getattr(documents[row >> layout.TEXT_BITS], ALL_TEXTS[row & layout.TEXT_MASK])
        found: list[Variant] = list(of_several(text, triggers))
        own = [vocabulary.stem[stem] for variant in found for stem in variant.stems]
        stems.extend(own)
        stem_rows.extend([row] * len(own))
        own = [vocabulary.part[part] for variant in found for part in variant.parts]
        parts.extend(own)
        part_rows.extend([row] * len(own))
    return _keys(stems, stem_rows), _keys(parts, part_rows)


def _keys(numbers: "array[int]", rows: "array[int]") -> Keys:
    keys: Keys = np.array(numbers, dtype=np.uint64) << HALF | np.array(rows, dtype=np.uint64)
    return keys


def _nouns_in_a_row(vocabulary: Vocabulary, pieces: _Pieces, numbers: Array, row_of: Array) -> Keys:
    """Two nouns beside each other, or three, as one: `language.german.spellings.hyphens.of_nouns`."""
    bits = np.frombuffer(bytes(pieces.bits), dtype=np.uint8)[numbers]
    beside = np.flatnonzero(
        (bits[:-1] & _BEFORE > 0) & (bits[1:] & _BEHIND > 0) & (row_of[:-1] == row_of[1:])
    )
    is_followed = np.zeros(len(numbers) + 1, dtype=bool)
    is_followed[beside] = True
    stem_of = np.frombuffer(vocabulary.stem_of or array("I", [0]), dtype=np.uint32)
    two = beside[bits[beside + 1] & _HEAD > 0]
    three = beside[is_followed[beside + 1]]
    three = three[bits[three + 2] & _HEAD > 0]
    keys = []
    for first, length in ((two, 2), (three, 3)):
        members = [stem_of[pieces.words.of(numbers[first + at])[0]].astype(np.uint64) for at in range(length)]
        keys.append(_joined(vocabulary, members) << HALF | row_of[first])
    return np.concatenate(keys)


def _joined(vocabulary: Vocabulary, members: list[Keys]) -> Keys:
    """The number of the stem of each row of stems; each different row is put together once."""
    stems = list(vocabulary.stem)
    together, names = members[0], stems
    for more in members[1:]:
        known, together = np.unique(together << HALF | more, return_inverse=True)
        together = together.astype(np.uint64)
        names = [f"{names[int(pair >> HALF)]}{JOINT}{stems[int(pair & LOW_HALF)]}" for pair in known]
    numbers: Keys = np.array([vocabulary.stem[name] for name in names], dtype=np.uint64)
    return numbers[together] if len(together) else np.empty(0, dtype=np.uint64)
