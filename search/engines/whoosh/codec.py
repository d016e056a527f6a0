"""The format of our segments as Whoosh knows it: a codec, its segments, and readers for Whoosh's own queries.

Whoosh keeps the list of segments, their deleted documents, generations and locks; the arrays are ours.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh.codec.base import Codec, PerDocumentReader, TermsReader
from whoosh.codec.base import Segment as WhooshSegment
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo

from search.engines.whoosh import layout
from search.engines.whoosh.segment import Segment

EXTENSION = ".arrays"
_LONGEST = 1 << 30
# Whoosh's fields, and the view or facet each one shows.
TEXT_FIELDS = {"exact": layout.EXACT, "understood": layout.STEM}


class ArraySegment(WhooshSegment):  # type: ignore[misc]
    """What the table of contents keeps of a segment: also its words, and the archive's event the index reaches to."""

    # Of one that was written before events had marks.
    mark = ""

    def __init__(self, index_name: str) -> None:
        super().__init__(index_name)
        self.cursor = 0
        self.words = 0
        self._size = 0
        self._deleted: set[int] = set()

    def codec(self) -> "ArrayCodec":
        """See Whoosh."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """Never: an array file is mapped as it is."""
        return False

    def path(self, directory: Path) -> Path:
        """The file of its arrays."""
        return directory / str(self.make_filename(EXTENSION))

    def set_doc_count(self, doccount: int) -> None:
        """See Whoosh."""
        self._size = doccount

    def doc_count_all(self) -> int:
        """See Whoosh."""
        return self._size

    def deleted_count(self) -> int:
        """See Whoosh."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """See Whoosh."""
        return iter(self._deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """See Whoosh."""
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """See Whoosh."""
        return docnum in self._deleted


class ArrayCodec(Codec):  # type: ignore[misc]
    """Segments of arrays; documents are taken in whole by our writer, never field by field."""

    length_stats = False

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        """See Whoosh."""
        return ArraySegment(indexname)

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> "_NothingToClose":
        """See Whoosh."""
        return _NothingToClose()

    def field_writer(self, storage: Any, segment: ArraySegment) -> "_NothingToClose":
        """See Whoosh."""
        return _NothingToClose()

    def terms_reader(self, storage: Any, segment: ArraySegment) -> "_Terms":
        """See Whoosh."""
        return _Terms(segment.path(Path(storage.folder)))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> "_Documents":
        """See Whoosh."""
        return _Documents(segment.path(Path(storage.folder)), segment)


class _NothingToClose:
    is_closed = True

    def close(self) -> None:
        pass


class _Terms(TermsReader):  # type: ignore[misc]
    """The words as written and as understood, as fields; a document's texts are one after another."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _segment(self) -> Segment:
        return Segment(self._path)

    def _number(self, fieldname: str, term: bytes) -> int:
        return self._segment.lexicon(TEXT_FIELDS[fieldname]).find(term) if fieldname in TEXT_FIELDS else -1

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._number(*term) >= 0

    def indexed_field_names(self) -> list[str]:
        return sorted(TEXT_FIELDS)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for fieldname in self.indexed_field_names():
            yield from self.terms_from(fieldname, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        lexicon = self._segment.lexicon(TEXT_FIELDS[fieldname])
        for number in range(lexicon.place(prefix), len(lexicon)):
            yield fieldname, lexicon[number]

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for fieldname, term in self.terms():
            yield (fieldname, term), self.term_info(fieldname, term)

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for _, term in self.terms_from(fieldname, prefix):
            yield (fieldname, term), self.term_info(fieldname, term)

    def _occurrences(self, fieldname: str, term: bytes) -> dict[int, int]:
        number = self._number(fieldname, term)
        if number < 0:
            raise KeyError((fieldname, term))
        found: dict[int, int] = {}
        rows, tf = self._segment.postings(TEXT_FIELDS[fieldname], number, number + 1)
        for row, count in zip(rows.tolist(), tf.tolist(), strict=True):
            if row & layout.TEXT_MASK <= layout.LAST_SEARCHED:
                found[row >> layout.TEXT_BITS] = found.get(row >> layout.TEXT_BITS, 0) + count
        return found

    def term_info(self, fieldname: str, term: bytes) -> TermInfo:
        found = self._occurrences(fieldname, term)
        docs = sorted(found)
        return TermInfo(
            weight=sum(found.values()),
            df=len(found),
            # Bounds for Whoosh's estimates, not looked up: no document is shorter, none counts for more.
            minlength=1,
            maxlength=_LONGEST,
            maxweight=max(found.values(), default=0),
            minid=docs[0] if docs else None,
            maxid=docs[-1] if docs else None,
        )

    def frequency(self, fieldname: str, term: bytes) -> int:
        return sum(self._occurrences(fieldname, term).values())

    def doc_frequency(self, fieldname: str, term: bytes) -> int:
        return len(self._occurrences(fieldname, term)) if (fieldname, term) in self else 0

    def matcher(self, fieldname: str, term: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        found = self._occurrences(fieldname, term)
        docs = sorted(found)
        return ListMatcher(
            docs,
            [float(found[doc]) for doc in docs],
            format=format_,
            scorer=scorer,
            term=(fieldname, term),
            terminfo=self.term_info(fieldname, term),
        )


class _Documents(PerDocumentReader):  # type: ignore[misc]
    """What is stored of each document: its record's number."""

    def __init__(self, path: Path, known: ArraySegment) -> None:
        self._path = path
        self._known = known

    @cached_property
    def _segment(self) -> Segment:
        return Segment(self._path)

    def doc_count_all(self) -> int:
        return self._known.doc_count_all()

    def doc_count(self) -> int:
        return int(self._known.doc_count())

    def has_deletions(self) -> bool:
        return bool(self._known.deleted_count())

    def is_deleted(self, docnum: int) -> bool:
        return self._known.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._known.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        starts = self._segment.starts
        first = docnum << layout.TEXT_BITS
        return int(starts[first + layout.LAST_SEARCHED + 1]) - int(starts[first])

    def field_length(self, fieldname: str) -> int:
        return int(self._segment.starts[-1])

    def min_field_length(self, fieldname: str) -> int:
        return min((self.doc_field_length(doc, fieldname) for doc in range(self._segment.size)), default=0)

    def max_field_length(self, fieldname: str) -> int:
        return max((self.doc_field_length(doc, fieldname) for doc in range(self._segment.size)), default=0)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return {"record": int(self._segment.file[layout.RECORD][docnum])}
