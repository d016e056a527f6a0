"""The fields of the index as Whoosh knows them, and the fingerprint by which an index of another version is told."""

from whoosh.analysis import RegexTokenizer
from whoosh.fields import NUMERIC, TEXT, Schema

from search.document import FINGERPRINT as DOCUMENT_FINGERPRINT
from search.passages import RUN, WINDOW

# Raise it whenever a document would be written otherwise.
SCHEMA_VERSION = 4
FINGERPRINT = f"{DOCUMENT_FINGERPRINT}, passages {RUN}/{WINDOW}, whoosh schema {SCHEMA_VERSION}"


def schema() -> Schema:
    """The words as written and as understood; they come in analysed."""
    words = RegexTokenizer(r"[^ ]+")
    return Schema(
        record=NUMERIC(int, bits=64, stored=True),
        exact=TEXT(analyzer=words, phrase=False),
        understood=TEXT(analyzer=words, phrase=False),
    )
