"""Documents → the arrays of a segment."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from language.german.common import COMMON_WORDS
from language.german.names import name_words
from language.german.spellings import variants_anywhere
from language.german.tokens import analyse, words
from search.document import ALL_TEXTS, PASSAGE_TEXTS, Document
from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array, gaps
from search.engines.whoosh.lexicon import lexicon_arrays
from search.passages import fingerprints, hash_of

Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]

_LOW_HALF = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


class _Numbered(dict[str, int]):
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


class _Vocabulary(dict[str, int]):
    """Every spelling met, analysed once."""

    def __init__(self) -> None:
        self.exact, self.stem, self.part = _Numbered(), _Numbered(), _Numbered()
        self.exact_of, self.stem_of = array("I"), array("I")
        self.parts_of, self.parts_at = array("I"), array("I", [0])

    def __missing__(self, spelling: str) -> int:
        word = analyse(spelling)
        self.exact_of.append(self.exact[word.exact])
        self.stem_of.append(self.stem[word.stem])
        self.parts_of.extend(map(self.part.__getitem__, word.parts))
        self.parts_at.append(len(self.parts_of))
        number = self[spelling] = len(self)
        return number


class _Variants:
    """The stems and parts of what stands in the texts under another spelling, each with its row."""

    def __init__(self, vocabulary: _Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._stems, self._stem_rows = array("I"), array("I")
        self._parts, self._part_rows = array("I"), array("I")

    def take(self, text: str, row: int) -> None:
        """Note those of a text."""
        for variant in variants_anywhere(text):
            self._stems.extend(map(self._vocabulary.stem.__getitem__, variant.stems))
            self._stem_rows.extend([row] * len(variant.stems))
            self._parts.extend(map(self._vocabulary.part.__getitem__, variant.parts))
            self._part_rows.extend([row] * len(variant.parts))

    def stems(self, rank: Array) -> Keys:
        """The stems in the high half, by their rank, and the rows in the low one."""
        return _keys(self._stems, self._stem_rows, rank)

    def parts(self, rank: Array) -> Keys:
        """The same of the parts."""
        return _keys(self._parts, self._part_rows, rank)


def _keys(numbers: "array[int]", rows: "array[int]", rank: Array) -> Keys:
    if not numbers:
        return np.empty(0, dtype=np.uint64)
    terms = rank[np.frombuffer(numbers, dtype=np.uint32)].astype(np.uint64)
    keys: Keys = terms << _HALF | np.frombuffer(rows, dtype=np.uint32)
    return keys


def build(documents: Sequence[Document]) -> dict[str, Array]:
    """The arrays of a segment of these documents, in this order. At most 2^32 words."""
    vocabulary = _Vocabulary()
    other = _Variants(vocabulary)
    spoken = array("I")
    starts = array("Q", [0])
    lookup = vocabulary.__getitem__
    for document in documents:
        for name in ALL_TEXTS:
            text = getattr(document, name)
            if text:
                spoken.extend(map(lookup, words(text)))
                other.take(text, len(starts) - 1)
            starts.append(len(spoken))
        starts.extend([len(spoken)] * ((1 << layout.TEXT_BITS) - len(ALL_TEXTS)))
    tokens = np.frombuffer(spoken, dtype=np.uint32) if spoken else np.empty(0, dtype=np.uint32)
    begins = np.frombuffer(starts, dtype=np.uint64).astype(np.int64)
    return {
        "starts": begins.astype(np.uint32),
        **_texts(vocabulary, other, tokens, begins),
        **_facets(documents),
        **_columns(documents),
        **_mentions(documents),
    }


# -- texts -------------------------------------------------------------------------------------------------


def _texts(vocabulary: _Vocabulary, other: _Variants, tokens: Array, begins: Numbers) -> dict[str, Array]:
    row_of = np.repeat(np.arange(len(begins) - 1, dtype=np.uint32), gaps(begins))
    exact_terms, exact_rank = vocabulary.exact.ranks()
    stem_terms, stem_rank = vocabulary.stem.ranks()
    part_terms, part_rank = vocabulary.part.ranks()
    exact_of = exact_rank[np.frombuffer(vocabulary.exact_of, dtype=np.uint32)] if tokens.size else tokens
    stem_of = stem_rank[np.frombuffer(vocabulary.stem_of, dtype=np.uint32)] if tokens.size else tokens
    exact = exact_of[tokens]
    arrays = {
        **lexicon_arrays(layout.EXACT, exact_terms),
        **lexicon_arrays(layout.STEM, stem_terms),
        **lexicon_arrays(layout.PART, part_terms),
        **lexicon_arrays(layout.SPELT, _spelt(vocabulary, tokens, exact_of, len(exact_terms))),
    }
    places = np.arange(len(tokens), dtype=np.uint64)
    keys = exact.astype(np.uint64) << _HALF | places
    keys.sort()
    arrays |= placed_postings(layout.EXACT, keys, row_of, len(exact_terms))
    keys = np.concatenate([stem_of[tokens].astype(np.uint64) << _HALF | row_of, other.stems(stem_rank)])
    keys.sort()
    arrays |= postings(layout.STEM, keys, len(stem_terms))
    keys = _parts(vocabulary, tokens, part_rank) << _HALF
    keys |= np.repeat(row_of, _part_counts(vocabulary)[tokens]) if len(keys) else keys
    keys = np.concatenate([keys, other.parts(part_rank)])
    keys.sort()
    arrays |= postings(layout.PART, keys, len(part_terms))
    arrays |= _pairs(exact_terms, exact, row_of)
    return arrays | _prints(exact_terms, exact, begins)


def _part_counts(vocabulary: _Vocabulary) -> Numbers:
    return gaps(np.frombuffer(vocabulary.parts_at, dtype=np.uint32))


def _parts(vocabulary: _Vocabulary, tokens: Array, rank: Array) -> Keys:
    """The parts of every word of the texts, one after another."""
    if not len(vocabulary.parts_of):
        return np.empty(0, dtype=np.uint64)
    counts = _part_counts(vocabulary)[tokens]
    first = np.frombuffer(vocabulary.parts_at, dtype=np.uint32).astype(np.int64)[tokens]
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    of_spelling = rank[np.frombuffer(vocabulary.parts_of, dtype=np.uint32)]
    found: Keys = of_spelling[np.repeat(first, counts) + within].astype(np.uint64)
    return found


def _spelt(vocabulary: _Vocabulary, tokens: Array, exact_of: Array, terms: int) -> list[bytes]:
    """For each exact term the spelling it has most often: Bürgermeister for buergermeister."""
    uses = np.bincount(tokens, minlength=len(vocabulary))
    best: list[str] = [""] * terms
    most = [-1] * terms
    for (spelling, number), term in zip(vocabulary.items(), exact_of.tolist(), strict=True):
        if uses[number] > most[term]:
            most[term], best[term] = int(uses[number]), spelling
    return [spelling.encode("utf-8", "surrogatepass") for spelling in best]


def postings(view: str, keys: Keys, terms: int) -> dict[str, Array]:
    """The postings of sorted keys: the term in the high half, the row in the low one."""
    is_new = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=is_new[1:])
    first = np.flatnonzero(is_new)
    counts = np.diff(np.append(first, len(keys)))
    return _grouped(view, keys[first] >> _HALF, keys[first] & _LOW_HALF, counts, terms)


def placed_postings(view: str, keys: Keys, row_of: Array, terms: int) -> dict[str, Array]:
    """The postings of sorted keys, the place in the low half; `row_of` is the row of each place."""
    term, places = (keys >> _HALF).astype(np.uint32), keys.astype(np.uint32)  # the low half
    rows = row_of[places]
    is_new = np.ones(len(keys), dtype=bool)
    is_new[1:] = (term[1:] != term[:-1]) | (rows[1:] != rows[:-1])
    first = np.flatnonzero(is_new)
    counts = np.diff(np.append(first, len(keys)))
    return {
        **_grouped(view, term[first], rows[first], counts, terms),
        f"{view}.places": places,
        f"{view}.place_off": np.searchsorted(term, np.arange(terms + 1, dtype=np.uint32)).astype(np.uint32),
    }


def _grouped(view: str, term: Array, rows: Array, counts: Numbers, terms: int) -> dict[str, Array]:
    return {
        f"{view}.off": np.searchsorted(term, np.arange(terms + 1, dtype=term.dtype)).astype(np.uint32),
        f"{view}.rows": rows.astype(np.uint32),
        f"{view}.tf": np.minimum(counts, 255).astype(np.uint8),
    }


def _pairs(terms: list[bytes], exact: Array, row_of: Array) -> dict[str, Array]:
    """Where two common words follow each other."""
    is_common = np.array(
        [term.decode("utf-8", "surrogatepass") in COMMON_WORDS for term in terms], dtype=bool
    )
    common = is_common[exact] if len(exact) else np.empty(0, dtype=bool)
    first = np.flatnonzero(common[:-1] & common[1:] & (row_of[:-1] == row_of[1:]))
    pairs = exact[first].astype(np.uint64) << _HALF | exact[first + 1]
    known, number = np.unique(pairs, return_inverse=True)
    names = [terms[int(pair >> _HALF)] + b" " + terms[int(pair & _LOW_HALF)] for pair in known]
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), dtype=np.uint64)
    rank[order] = np.arange(len(names), dtype=np.uint64)
    keys = (rank[number] << _HALF | first.astype(np.uint64)) if len(first) else np.empty(0, dtype=np.uint64)
    keys.sort()
    return {
        **lexicon_arrays(layout.PAIR, [names[at] for at in order]),
        **placed_postings(layout.PAIR, keys, row_of, len(names)),
    }


def _prints(terms: list[bytes], exact: Array, begins: Numbers) -> dict[str, Array]:
    hashes = np.array([hash_of(term.decode("utf-8", "surrogatepass")) for term in terms], dtype=np.uint64)
    found, places = fingerprints(hashes[exact] if len(exact) else hashes, begins)
    row = np.searchsorted(begins, places, side="right") - 1
    compared = np.isin(row & layout.TEXT_MASK, [layout.TEXT_NUMBER[name] for name in PASSAGE_TEXTS])
    doc = (row >> layout.TEXT_BITS)[compared].astype(np.uint64)
    return sorted_prints(found[compared].astype(np.uint64) << _HALF | doc)


def sorted_prints(keys: Keys) -> dict[str, Array]:
    """The fingerprints of keys with the hash in the high half and the document in the low one."""
    keys = np.unique(keys)
    return {
        layout.PRINT_HASH: (keys >> _HALF).astype(np.uint32),
        layout.PRINT_DOC: (keys & _LOW_HALF).astype(np.uint32),
    }


# -- facets, numbers, dates --------------------------------------------------------------------------------


def _facets(documents: Sequence[Document]) -> dict[str, Array]:
    arrays: dict[str, Array] = {}
    for facet in layout.LISTED:
        known = _Numbered()
        codes = array("I")
        at = array("I", [0])
        for document in documents:
            codes.extend(sorted({known[value] for value in document.values(facet)}))
            at.append(len(codes))
        values, rank = known.ranks()
        numbers = rank[np.frombuffer(codes, dtype=np.uint32)] if codes else np.empty(0, dtype=np.uint32)
        arrays |= facet_arrays(facet, values, np.frombuffer(at, dtype=np.uint32), numbers)
    return arrays


def facet_arrays(facet: str, values: list[bytes], at: Array, codes: Array) -> dict[str, Array]:
    """The arrays of a facet: its values, sorted, each document's values, each value's documents, and names' words."""
    docs = np.repeat(np.arange(len(at) - 1, dtype=np.uint32), gaps(at))
    order = np.argsort(codes, kind="stable")
    arrays = {
        **lexicon_arrays(facet, values),
        f"{facet}.codes_at": at.astype(np.uint32),
        f"{facet}.codes": codes.astype(np.uint32),
        f"{facet}.docs_at": np.searchsorted(codes[order], np.arange(len(values) + 1)).astype(np.uint32),
        f"{facet}.docs": docs[order],
    }
    return arrays | _name_words(values) if facet == "person" else arrays


def _name_words(values: list[bytes]) -> dict[str, Array]:
    found: dict[bytes, set[int]] = {}
    for code, value in enumerate(values):
        for forms in name_words(value.decode("utf-8", "surrogatepass")):
            for form in forms:
                found.setdefault(form.encode("utf-8", "surrogatepass"), set()).add(code)
    terms = sorted(found)
    return {
        **lexicon_arrays(layout.NAME, terms),
        f"{layout.NAME}.off": _offsets(len(found[term]) for term in terms),
        f"{layout.NAME}.codes": np.array(
            [code for term in terms for code in sorted(found[term])], dtype=np.uint32
        ),
    }


def _offsets(counts: Iterable[int]) -> Array:
    return np.cumsum([0, *counts]).astype(np.uint32)


def _columns(documents: Sequence[Document]) -> dict[str, Array]:
    none = layout.NO_NUMBER
    return {
        layout.RECORD: np.array([doc.id for doc in documents], dtype=np.int64),
        layout.DAY: np.array(
            [doc.published.toordinal() if doc.published else layout.NO_DAY for doc in documents],
            dtype=np.int32,
        ),
        layout.RUNNING: np.array(
            [none if doc.running is None else doc.running for doc in documents], dtype=np.int32
        ),
        layout.YEAR: np.array([none if doc.year is None else doc.year for doc in documents], dtype=np.int32),
    }


def _mentions(documents: Sequence[Document]) -> dict[str, Array]:
    named = [(number, period) for number, doc in enumerate(documents) for period in doc.mentioned]
    return {
        layout.MENTION_DOC: np.array([number for number, _ in named], dtype=np.uint32),
        layout.MENTION_START: np.array(
            [_day(period.start, layout.EARLIEST_DAY) for _, period in named], dtype=np.int32
        ),
        layout.MENTION_END: np.array(
            [_day(period.end, layout.LATEST_DAY) for _, period in named], dtype=np.int32
        ),
    }


def _day(day: date | None, otherwise: int) -> int:
    return day.toordinal() if day else otherwise
