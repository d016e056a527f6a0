"""The Whoosh schema: stock field types only, so that any Whoosh opens the index."""

from datetime import date
from typing import Any

from whoosh.analysis import RegexTokenizer
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema

from german.dates import Period
from search.document import FINGERPRINT as DOCUMENT_FINGERPRINT
from search.document import TEXTS, Document

# Raise it whenever a document would be written otherwise.
SCHEMA_VERSION = 2
FINGERPRINT = f"{DOCUMENT_FINGERPRINT}, whoosh schema {SCHEMA_VERSION}"

# The document that holds the cursor: no city, so no search meets it.
CURSOR_KEY = "#cursor"
# What a release without a date has as its day.
NO_DAY = 0
# Facets with a posting list for each value.
LISTED = ("person", "topic", "city", "sign")


def exact(text: str) -> str:
    """The field that holds a text's words as written."""
    return f"{text}_exact"


def stems(text: str) -> str:
    """The field that holds a text's words by their stems."""
    return f"{text}_stems"


def _term_of(period: Period) -> str:
    """A period named in a text as a term: its first and last day, an open end empty (ISO 8601)."""
    start, end = (day.isoformat() if day else "" for day in (period.start, period.end))
    return f"{start}/{end}"


def period_of(term: str) -> Period:
    """The period a term of `mentioned` stands for."""
    start, _, end = term.partition("/")
    return Period(
        start=date.fromisoformat(start) if start else None, end=date.fromisoformat(end) if end else None
    )


def schema() -> Schema:
    """The fields. Texts come in analysed, their tokens parted by spaces, values of a facet by line breaks."""
    words = RegexTokenizer(r"[^ ]+")
    lines = RegexTokenizer(r"[^\n]+")
    fields: dict[str, Any] = {
        "key": ID(stored=True, unique=True),
        "cursor": STORED(),
        "record": NUMERIC(int, bits=64, sortable=True),
        "day": NUMERIC(int, sortable=True, default=NO_DAY),
        "names": KEYWORD(analyzer=words),
        "mentioned": KEYWORD(analyzer=words),
        "running": ID(),
        "year": ID(),
    }
    for name in TEXTS:
        fields[exact(name)] = TEXT(analyzer=words, phrase=True)
        fields[stems(name)] = TEXT(analyzer=words, phrase=False)
    for name in LISTED:
        fields[name] = KEYWORD(analyzer=lines)
    return Schema(**fields)


def to_fields(document: Document) -> dict[str, Any]:
    """The document as Whoosh takes it in."""
    fields: dict[str, Any] = {
        "key": str(document.id),
        "record": document.id,
        "day": document.published.toordinal() if document.published else NO_DAY,
        "names": " ".join(sorted(document.name_forms)),
        "mentioned": " ".join(_term_of(period) for period in document.mentioned),
        "running": None if document.running is None else str(document.running),
        "year": None if document.year is None else str(document.year),
    }
    for name, tokens in document.tokens.items():
        if tokens:
            fields[exact(name)] = " ".join(token.exact for token in tokens)
            fields[stems(name)] = " ".join(token.stem for token in tokens)
    for facet in LISTED:
        fields[facet] = "\n".join(document.values(facet))
    return {name: value for name, value in fields.items() if value not in (None, "")}
