"""Documents → the arrays of a segment."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from language.german.common import COMMON_WORDS
from language.german.names import name_words
from search.document import PASSAGE_TEXTS, Document
from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array, gaps
from search.engines.whoosh.lexicon import lexicon_arrays
from search.engines.whoosh.wording import (
    HALF,
    LOW_HALF,
    Keys,
    Numbered,
    Numbers,
    Vocabulary,
    Wording,
    wording_of,
)
from search.passages import fingerprints, hash_of


def build(documents: Sequence[Document]) -> dict[str, Array]:
    """The arrays of a segment of these documents, in this order. At most 2^32 words."""
    wording = wording_of(documents)
    return {
        "starts": wording.begins.astype(np.uint32),
        **_texts(wording),
        **_facets(documents),
        **_columns(documents),
        **_mentions(documents),
        **_changes(documents),
    }


# -- texts -------------------------------------------------------------------------------------------------


def _texts(wording: Wording) -> dict[str, Array]:
    vocabulary, tokens, begins = wording.vocabulary, wording.tokens, wording.begins
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
    keys = exact.astype(np.uint64) << HALF | places
    keys.sort()
    arrays |= placed_postings(layout.EXACT, keys, row_of, len(exact_terms))
    own = stem_of[tokens].astype(np.uint64) << HALF | row_of
    keys = np.concatenate([own, _ranked(wording.other_stems, stem_rank)])
    keys.sort()
    arrays |= postings(layout.STEM, keys, len(stem_terms))
    parts, counts = vocabulary.parts_of.of(tokens)
    own = part_rank[parts].astype(np.uint64) << HALF | np.repeat(row_of, counts)
    keys = np.concatenate([own, _ranked(wording.other_parts, part_rank)])
    keys.sort()
    arrays |= postings(layout.PART, keys, len(part_terms))
    arrays |= _pairs(exact_terms, exact, row_of)
    return arrays | _prints(exact_terms, exact, begins)


def _ranked(keys: Keys, rank: Array) -> Keys:
    """Keys of numbers as keys of ranks."""
    ranked: Keys = rank[keys >> HALF].astype(np.uint64) << HALF | keys & LOW_HALF
    return ranked


def _spelt(vocabulary: Vocabulary, tokens: Array, exact_of: Array, terms: int) -> list[bytes]:
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
    return _grouped(view, keys[first] >> HALF, keys[first] & LOW_HALF, counts, terms)


def placed_postings(view: str, keys: Keys, row_of: Array, terms: int) -> dict[str, Array]:
    """The postings of sorted keys, the place in the low half; `row_of` is the row of each place."""
    term, places = (keys >> HALF).astype(np.uint32), keys.astype(np.uint32)  # the low half
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
    pairs = exact[first].astype(np.uint64) << HALF | exact[first + 1]
    known, number = np.unique(pairs, return_inverse=True)
    names = [terms[int(pair >> HALF)] + b" " + terms[int(pair & LOW_HALF)] for pair in known]
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), dtype=np.uint64)
    rank[order] = np.arange(len(names), dtype=np.uint64)
    keys = (rank[number] << HALF | first.astype(np.uint64)) if len(first) else np.empty(0, dtype=np.uint64)
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
    return sorted_prints(found[compared].astype(np.uint64) << HALF | doc)


def sorted_prints(keys: Keys) -> dict[str, Array]:
    """The fingerprints of keys with the hash in the high half and the document in the low one."""
    keys = np.unique(keys)
    return {
        layout.PRINT_HASH: (keys >> HALF).astype(np.uint32),
        layout.PRINT_DOC: (keys & LOW_HALF).astype(np.uint32),
    }


# -- facets, numbers, dates --------------------------------------------------------------------------------


def _facets(documents: Sequence[Document]) -> dict[str, Array]:
    arrays: dict[str, Array] = {}
    for facet in layout.LISTED:
        known = Numbered()
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


def _changes(documents: Sequence[Document]) -> dict[str, Array]:
    noticed = [(number, day.toordinal()) for number, doc in enumerate(documents) for day in doc.changed]
    return {
        layout.CHANGE_DOC: np.array([number for number, _ in noticed], dtype=np.uint32),
        layout.CHANGE_DAY: np.array([day for _, day in noticed], dtype=np.int32),
    }


def _day(day: date | None, otherwise: int) -> int:
    return day.toordinal() if day else otherwise
