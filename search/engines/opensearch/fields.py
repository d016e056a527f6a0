"""The fields of an index: how a document is written, and how a word of a query has to be written to meet it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from language.german.names import name_words
from language.german.spellings.signs import is_signed
from language.german.tokens import fold, words
from search.document import EARLIER, QUOTATIONS, ROLES, Document
from search.document import FINGERPRINT as DOCUMENT_FINGERPRINT
from search.engines.opensearch.wording import SPELT_AS, Row, coded, prints_of, row, row_of, rows_of, value
from search.model import FILTERS
from search.passages import RUN, WINDOW
from search.query import LONGEST_CONCERNED

# Raise it whenever a document would be written otherwise.
SCHEMA_VERSION = 3
FINGERPRINT = f"{DOCUMENT_FINGERPRINT}, passages {RUN}/{WINDOW}, opensearch schema {SCHEMA_VERSION}"

# Texts whose words are counted together, each of them so often, by the name of their fields; and what a stem counts for
# there. So a word is as rare as it is in all of them, and saturates once (BM25F).
GROUPS: dict[str, tuple[dict[str, int], float]] = {
    "main": ({"title": 4, "lead": 2, "body": 1, "captions": 1}, 1.0),
    "aside": ({"contact": 1, "attached": 1}, 0.4),
}
# Texts that are looked in only where asked, each with all its views; the title is one of the others too.
APART = ("title", EARLIER, ROLES, QUOTATIONS)
# Texts lie so far apart that nothing reaches from one into the next; farther than any text of ours is long.
TEXT_GAP = 100_000_000
# A word of a name in so many foldings at most, each in a field of its own.
FOLDINGS = 3
# How words are spelt stands in so many fields, by their first letters: of each release that tells how to complete a
# beginning every value of the field is read.
_SPELLINGS = 32

_WORDS = {"type": "text", "analyzer": "whitespace"}
_PLACED = {**_WORDS, "position_increment_gap": TEXT_GAP}
_COUNTED = {**_WORDS, "index_options": "freqs"}
_NAMED = {**_PLACED, "norms": False}
_VALUE = {"type": "keyword"}
_SOUGHT_VALUE = {"type": "keyword", "doc_values": False}
_COUNTED_VALUE = {"type": "keyword", "index": False}
_DAYS = {"type": "integer_range", "doc_values": False}

MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "_meta": {"fingerprint": FINGERPRINT},
    "properties": {
        "record": {"type": "long"},
        "exact": _PLACED,
        "signed": _PLACED,
        **{f"{view}_{group}": _COUNTED for group in GROUPS for view in ("stem", "part")},
        **{f"{view}_{text}": _PLACED for text in APART for view in ("exact", "signed")},
        **{f"{view}_{text}": _COUNTED for text in APART for view in ("stem", "part")},
        "named": _SOUGHT_VALUE,
        **{f"{who}_{number}": _NAMED for who in ("called", "speaking") for number in range(FOLDINGS)},
        "place_words": _NAMED,
        **dict.fromkeys(FILTERS, _VALUE),
        "month": _VALUE,
        "day": {"type": "integer"},
        "changed": {"type": "integer", "doc_values": False},
        "running": {"type": "long", "doc_values": False},
        "year": {"type": "long", "doc_values": False},
        "mentioned_short": _DAYS,
        "mentioned_long": _DAYS,
        "mentioned_edge": {"type": "integer", "doc_values": False},
        "print": {"type": "long"},
        **{f"spelt_{number}": _COUNTED_VALUE for number in range(_SPELLINGS)},
        "person_by_word": _COUNTED_VALUE,
    },
}


def name_forms(name: str) -> list[tuple[str, ...]]:
    """Each word of a name in its foldings, always FOLDINGS of them: one may stand there several times."""
    forms = [sorted(word) for word in name_words(name)]
    return [tuple(map(coded, (*word, *[word[-1]] * FOLDINGS)[:FOLDINGS])) for word in forms]


def place_words(place: str) -> str:
    """The words of a place, in a row."""
    return row(map(fold, words(place)))


def spelt_field(beginning: str) -> str:
    """The field that has the spellings of all words that begin so."""
    return f"spelt_{ord(beginning[0]) % _SPELLINGS}"


def fields_of(document: Document) -> dict[str, Any]:
    """The fields of a document; what is empty is left out."""
    rows = rows_of(document)
    fields: dict[str, Any] = {
        "record": document.id,
        "exact": _exact(rows.values()),
        "signed": _signed(document, rows),
        "named": sorted(map(coded, document.name_forms)),
        **_names("called", document.persons),
        **_names("speaking", document.speakers),
        "place_words": [place_words(place) for place in document.places],
        "running": document.running,
        "year": document.year,
        "changed": [day.toordinal() for day in document.changed],
        "print": prints_of(rows),
        **_spelt(rows.values()),
        "person_by_word": sorted(set(_persons_by_word(document.persons))),
        **_mentioned(document),
    }
    for group, (texts, _) in GROUPS.items():
        fields |= _understood(document, group, rows, texts)
    for text in APART:
        own = {text: rows[text] if text in rows else row_of(getattr(document, text))}
        fields |= _understood(document, text, own, {text: 1})
        fields |= {f"exact_{text}": _exact(own.values()), f"signed_{text}": _signed(document, own)}
    for facet in FILTERS:
        fields[facet] = [value(one) for one in document.values(facet)]
    if document.published:
        fields |= {"day": document.published.toordinal(), "month": f"{document.published:%Y-%m}"}
    return {name: held for name, held in fields.items() if held not in (None, "", [])}


def _spelt(rows: Iterable[Row]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for spelling in sorted({spelling for text in rows for spelling in text.spelt}):
        fields.setdefault(spelt_field(spelling), []).append(spelling)
    return fields


def _exact(rows: Iterable[Row]) -> list[str]:
    return [text.exact for text in rows if text.exact]


def _signed(document: Document, rows: Mapping[str, Row]) -> list[str]:
    """The texts that have figures with a sign, and behind their words what these are understood as."""
    found = []
    for name, text in rows.items():
        stems = {stem for variant in document.variants[name] for stem in variant.stems if is_signed(stem)}
        if stems:
            found.append(f"{text.exact} {row(sorted(stems))}")
    return found


def _understood(
    document: Document, group: str, rows: Mapping[str, Row], texts: Mapping[str, int]
) -> dict[str, str]:
    """What the words of texts are understood as, those of each text as often as they count."""
    stems, parts = [], []
    for name, times in texts.items():
        variants = document.variants[name]
        stems += [rows[name].stem, row(stem for variant in variants for stem in variant.stems)] * times
        parts += [rows[name].part, row(part for variant in variants for part in variant.parts)] * times
    return {
        f"stem_{group}": " ".join(filter(None, stems)),
        f"part_{group}": " ".join(filter(None, parts)),
    }


def _names(field: str, names: Collection[str]) -> dict[str, list[str]]:
    """The words of names in each of their foldings: the same word has the same place in all of these fields."""
    rows = [name_forms(name) for name in names]
    return {
        f"{field}_{number}": [" ".join(word[number] for word in row) for row in rows if row]
        for number in range(FOLDINGS)
    }


def _persons_by_word(names: Collection[str]) -> Iterator[str]:
    for name in names:
        for forms in name_words(name):
            for form in forms:
                yield f"{coded(form)}{SPELT_AS}{value(name)}"


def _mentioned(document: Document) -> dict[str, list[Any]]:
    """Periods named, by what decides whether a text is about a day in them: see `search.query.concerns`."""
    fields: dict[str, list[Any]] = {"mentioned_short": [], "mentioned_long": [], "mentioned_edge": []}
    for period in document.mentioned:
        if period.start and period.end:
            length = "short" if (period.end - period.start).days < LONGEST_CONCERNED else "long"
            days = {"gte": period.start.toordinal(), "lte": period.end.toordinal()}
            fields[f"mentioned_{length}"].append(days)
        elif edge := period.start or period.end:
            fields["mentioned_edge"].append(edge.toordinal())
    return fields
