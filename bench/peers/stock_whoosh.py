"""Whoosh as it comes: its own fields, writer, queries, scoring, facets and highlighter, with a German stemmer."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import Stemmer

import search.engines.whoosh  # noqa: F401  (silences the warnings of its source)
from bench.corpus import Article
from bench.peers import TOP

# isort: split
from whoosh import fields, index, query, sorting
from whoosh.analysis import LowercaseFilter, RegexTokenizer, StemFilter

_stemmer = Stemmer.Stemmer("german")


class StockWhoosh:
    """See Peer."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def build(self, articles: Iterable[Article]) -> None:
        analyzer = (
            RegexTokenizer(r"\w+") | LowercaseFilter() | StemFilter(stemfn=_stem, lang=None, cachesize=50_000)
        )
        schema = fields.Schema(
            id=fields.NUMERIC(int, stored=True, unique=True),
            title=fields.TEXT(analyzer=analyzer, stored=True),
            body=fields.TEXT(analyzer=analyzer, stored=True),
            persons=fields.KEYWORD(commas=True, stored=True),
            topics=fields.KEYWORD(commas=True, stored=True),
            city=fields.ID(stored=True, sortable=True),
            date=fields.DATETIME(stored=True, sortable=True),
            year=fields.NUMERIC(int, sortable=True),
        )
        found = index.create_in(str(self._directory), schema)
        writer = found.writer(limitmb=256)
        for article in articles:
            writer.add_document(**_fields(article))
        writer.commit()

    def open(self) -> None:
        self._index = index.open_dir(str(self._directory))
        self._searcher = self._index.searcher()

    def any_of(self, words: list[str]) -> list[str]:
        return self._top(query.Or([_term(word) for word in words]))

    def all_of(self, words: list[str]) -> list[str]:
        return self._top(query.And([_term(word) for word in words]))

    def phrase(self, words: list[str]) -> list[str]:
        return self._top(query.Phrase("body", [_stem(word.lower()) for word in words]))

    def prefix(self, beginning: str) -> list[str]:
        return self._top(query.Prefix("body", beginning))

    def fuzzy(self, word: str) -> list[str]:
        return self._top(query.FuzzyTerm("body", _stem(word.lower()), maxdist=1, prefixlength=1))

    def person_and_date(self, word: str, person: str, first: str, last: str) -> list[str]:
        between = query.DateRange("date", datetime.fromisoformat(first), datetime.fromisoformat(last))
        return self._top(_term(word), filter=query.And([query.Term("persons", person), between]))

    def by_date(self, word: str) -> list[str]:
        return self._top(_term(word), sortedby="date", reverse=True)

    def facets(self, word: str) -> int:
        grouped = {
            "persons": sorting.FieldFacet("persons", allow_overlap=True),
            "topics": sorting.FieldFacet("topics", allow_overlap=True),
            "year": sorting.FieldFacet("year"),
        }
        found = self._searcher.search(_term(word), limit=TOP, groupedby=grouped, maptype=sorting.Count)
        return sum(len(found.groups(name)) for name in grouped)

    def highlight(self, words: list[str]) -> list[str]:
        found = self._searcher.search(query.Or([_term(word) for word in words]), limit=TOP)
        return [hit.highlights("body") for hit in found]

    def like(self, article: int) -> list[str]:
        number = self._searcher.document_number(id=article)
        text = self._searcher.stored_fields(number)["body"]
        return [
            hit["title"] for hit in self._searcher.more_like(number, "body", text=text, numterms=20, top=TOP)
        ]

    def add(self, article: Article) -> None:
        writer = self._index.writer()
        writer.add_document(**_fields(article))
        writer.commit()
        self._searcher = self._searcher.refresh()

    def _top(self, wanted: Any, **more: Any) -> list[str]:
        return [hit["title"] for hit in self._searcher.search(wanted, limit=TOP, **more)]


def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))


def _term(word: str) -> Any:
    return query.Term("body", _stem(word.lower()))


def _fields(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "body": article.body,
        "persons": ",".join(article.persons),
        "topics": ",".join(article.topics),
        "city": article.city,
        "date": datetime.fromisoformat(article.day),
        "year": int(article.day[:4]),
    }
