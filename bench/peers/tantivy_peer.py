"""tantivy by its Python binding, with its German stemmer and fast fields for the facets."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import Stemmer
from tantivy import (
    Document,
    FieldType,
    Filter,
    Index,
    Occur,
    Query,
    SchemaBuilder,
    SnippetGenerator,
    TextAnalyzerBuilder,
    Tokenizer,
)

from bench.corpus import Article
from bench.peers import TOP

_stemmer = Stemmer.Stemmer("german")


class TantivyPeer:
    """See Peer."""

    def __init__(self, directory: Path) -> None:
        self._directory = str(directory)
        self._writer: Any = None

    def build(self, articles: Iterable[Article]) -> None:
        builder = SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True, fast=True)
        for name in ("title", "body"):
            builder.add_text_field(name, stored=True, tokenizer_name="german", index_option="position")
        for name in ("persons", "topics", "city"):
            builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_date_field("date", stored=True, indexed=True, fast=True)
        builder.add_unsigned_field("year", indexed=True, fast=True)
        self._index = Index(builder.build(), path=self._directory)
        self._register()
        writer = self._index.writer(heap_size=256_000_000, num_threads=1)
        for article in articles:
            writer.add_document(_document(article))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self._index = Index.open(self._directory)
        self._register()
        self._refresh()

    def any_of(self, words: list[str]) -> list[str]:
        return self._top(self._words(words, Occur.Should))

    def all_of(self, words: list[str]) -> list[str]:
        return self._top(self._words(words, Occur.Must))

    def phrase(self, words: list[str]) -> list[str]:
        return self._top(Query.phrase_query(self._index.schema, "body", [_stem(word) for word in words]))

    def prefix(self, beginning: str) -> list[str]:
        return self._top(
            Query.fuzzy_term_query(self._index.schema, "body", beginning, distance=0, prefix=True)
        )

    def fuzzy(self, word: str) -> list[str]:
        query = Query.fuzzy_term_query(
            self._index.schema, "body", _stem(word), distance=1, transposition_cost_one=False
        )
        return self._top(query)

    def person_and_date(self, word: str, person: str, first: str, last: str) -> list[str]:
        schema = self._index.schema
        filters = (
            Query.term_query(schema, "persons", person),
            Query.range_query(
                schema, "date", FieldType.Date, datetime.fromisoformat(first), datetime.fromisoformat(last)
            ),
        )
        parts = [
            (Occur.Must, self._word(word)),
            *((Occur.Must, Query.const_score_query(one, 0.0)) for one in filters),
        ]
        return self._top(Query.boolean_query(parts))

    def by_date(self, word: str) -> list[str]:
        return self._top(self._word(word), order_by_field="date")

    def facets(self, word: str) -> int:
        wanted = {
            "persons": {"terms": {"field": "persons", "size": 20}},
            "topics": {"terms": {"field": "topics", "size": 50}},
            "years": {"terms": {"field": "year", "size": 30}},
        }
        found = self._searcher.aggregate(self._word(word), wanted)
        return sum(len(found[name]["buckets"]) for name in wanted)

    def highlight(self, words: list[str]) -> list[str]:
        query = self._words(words, Occur.Should)
        generator = SnippetGenerator.create(self._searcher, query, self._index.schema, "body")
        generator.set_max_num_chars(200)
        hits = self._searcher.search(query, TOP).hits
        return [generator.snippet_from_doc(self._searcher.doc(address)).to_html() for _, address in hits]

    def like(self, article: int) -> list[str]:
        found = self._searcher.search(Query.term_query(self._index.schema, "id", article), 1)
        query = Query.more_like_this_query(
            found.hits[0][1],
            min_doc_frequency=2,
            max_doc_frequency=5_000,
            min_term_frequency=1,
            max_query_terms=20,
        )
        return self._top(query)

    def add(self, article: Article) -> None:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        self._writer.add_document(_document(article))
        self._writer.commit()
        self._refresh()

    def _register(self) -> None:
        analyzer = (
            TextAnalyzerBuilder(Tokenizer.simple())
            .filter(Filter.lowercase())
            .filter(Filter.stemmer("german"))
        )
        self._index.register_tokenizer("german", analyzer.build())

    def _refresh(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def _word(self, word: str) -> Any:
        return Query.term_query(self._index.schema, "body", _stem(word))

    def _words(self, words: list[str], occur: Any) -> Any:
        return Query.boolean_query([(occur, self._word(word)) for word in words])

    def _top(self, query: Any, **more: Any) -> list[str]:
        hits = self._searcher.search(query, TOP, **more).hits
        return [self._searcher.doc(address)["title"][0] for _, address in hits]


def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word.lower()))


def _document(article: Article) -> Any:
    document = Document()
    document.add_integer("id", article.id)
    document.add_text("title", article.title)
    document.add_text("body", article.body)
    for person in article.persons:
        document.add_text("persons", person)
    for topic in article.topics:
        document.add_text("topics", topic)
    document.add_text("city", article.city)
    document.add_date("date", datetime.fromisoformat(article.day))
    document.add_unsigned("year", int(article.day[:4]))
    return document
