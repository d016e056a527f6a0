"""Xapian by its Python binding (Debian: python3-xapian), with its German stemmer, values for dates and facets."""

import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.corpus import Article
from bench.peers import TOP

# Debian's binding is outside of any virtual environment; it fits a Python of the same version.
if Path("/usr/lib/python3/dist-packages/xapian").is_dir():
    sys.path.append("/usr/lib/python3/dist-packages")
import xapian

_DATE, _YEAR, _PERSONS, _TOPICS = range(4)
_PARTED = "\x1f"


class XapianPeer:
    """See Peer."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._stem = xapian.Stem("german")
        self._writer: Any = None
        self._generator = xapian.TermGenerator()
        self._generator.set_stemmer(self._stem)
        self._generator.set_stemming_strategy(xapian.TermGenerator.STEM_ALL)

    def build(self, articles: Iterable[Article]) -> None:
        os.environ["XAPIAN_FLUSH_THRESHOLD"] = "20000"
        whole = self._directory / "whole"
        database = xapian.WritableDatabase(str(whole), xapian.DB_CREATE_OR_OVERWRITE)
        self._generator.set_database(database)
        self._generator.set_flags(xapian.TermGenerator.FLAG_SPELLING)
        for article in articles:
            database.add_document(self._document(article))
        database.commit()
        database.close()
        source = xapian.Database(str(whole))
        source.compact(str(self._directory / "index"))
        source.close()
        shutil.rmtree(whole)

    def open(self) -> None:
        self._database = xapian.Database(str(self._directory / "index"))

    def any_of(self, words: list[str]) -> list[str]:
        return self._top(self._words(words, xapian.Query.OP_OR))

    def all_of(self, words: list[str]) -> list[str]:
        return self._top(self._words(words, xapian.Query.OP_AND))

    def phrase(self, words: list[str]) -> list[str]:
        return self._top(self._words(words, xapian.Query.OP_PHRASE))

    def prefix(self, beginning: str) -> list[str]:
        most_frequent = xapian.Query.WILDCARD_LIMIT_MOST_FREQUENT
        query = xapian.Query(xapian.Query.OP_WILDCARD, beginning, 100, most_frequent, xapian.Query.OP_OR)
        return self._top(query)

    def fuzzy(self, word: str) -> list[str]:
        likely = self._database.get_spelling_suggestion(word.lower(), 1)
        return self._top(self._word(likely.decode() or word))

    def person_and_date(self, word: str, person: str, first: str, last: str) -> list[str]:
        between = xapian.Query(xapian.Query.OP_VALUE_RANGE, _DATE, first, last)
        filters = xapian.Query(xapian.Query.OP_AND, xapian.Query("XP:" + person), between)
        return self._top(xapian.Query(xapian.Query.OP_FILTER, self._word(word), filters))

    def by_date(self, word: str) -> list[str]:
        enquire = self._enquire(self._word(word))
        enquire.set_sort_by_value(_DATE, True)
        enquire.set_weighting_scheme(xapian.BoolWeight())
        return _titles(enquire.get_mset(0, TOP))

    def facets(self, word: str) -> int:
        class Values(xapian.MatchSpy):  # type: ignore[misc]
            def __init__(self, slot: int) -> None:
                xapian.MatchSpy.__init__(self)
                self.counts: Counter[bytes] = Counter()
                self._slot = slot

            def __call__(self, document: Any, weight: float) -> None:
                self.counts.update(document.get_value(self._slot).split(_PARTED.encode()))

        persons, topics, years = Values(_PERSONS), Values(_TOPICS), xapian.ValueCountMatchSpy(_YEAR)
        enquire = self._enquire(self._word(word))
        enquire.set_weighting_scheme(xapian.BoolWeight())
        for spy in (persons, topics, years):
            enquire.add_matchspy(spy)
        enquire.get_mset(0, TOP, self._database.get_doccount())
        return len(persons.counts.most_common(20)) + len(topics.counts) + len(list(years.values()))

    def highlight(self, words: list[str]) -> list[str]:
        found = self._enquire(self._words(words, xapian.Query.OP_OR)).get_mset(0, TOP)
        return [found.snippet(json.loads(hit.document.get_data())["body"], 200, self._stem) for hit in found]

    def like(self, article: int) -> list[str]:
        enquire = self._enquire(xapian.Query(f"Q{article}"))
        relevant = xapian.RSet()
        for hit in enquire.get_mset(0, 1):
            relevant.add_document(hit.docid)
        terms = [term.term for term in enquire.get_eset(20, relevant) if not term.term.startswith(b"X")]
        return self._top(xapian.Query(xapian.Query.OP_ELITE_SET, terms, 20))

    def add(self, article: Article) -> None:
        if self._writer is None:
            self._writer = xapian.WritableDatabase(str(self._directory / "index"), xapian.DB_OPEN)
        self._writer.add_document(self._document(article))
        self._writer.commit()
        self._database.reopen()

    def _document(self, article: Article) -> Any:
        document = xapian.Document()
        self._generator.set_document(document)
        self._generator.index_text(article.body)
        self._generator.increase_termpos()
        self._generator.index_text(article.title, 1, "S")
        for prefix, values in (("XP:", article.persons), ("XT:", article.topics), ("XC:", (article.city,))):
            for value in values:
                document.add_boolean_term(prefix + value)
        document.add_boolean_term(f"Q{article.id}")
        document.add_value(_DATE, article.day)
        document.add_value(_YEAR, article.day[:4])
        document.add_value(_PERSONS, _PARTED.join(article.persons))
        document.add_value(_TOPICS, _PARTED.join(article.topics))
        document.set_data(json.dumps(asdict(article), ensure_ascii=False))
        return document

    def _word(self, word: str) -> Any:
        return xapian.Query(self._stemmed(word))

    def _words(self, words: list[str], operator: Any) -> Any:
        return xapian.Query(operator, [self._stemmed(word) for word in words])

    def _stemmed(self, word: str) -> str:
        return str(self._stem(word.lower()).decode())

    def _enquire(self, query: Any) -> Any:
        enquire = xapian.Enquire(self._database)
        enquire.set_query(query)
        return enquire

    def _top(self, query: Any) -> list[str]:
        return _titles(self._enquire(query).get_mset(0, TOP))


def _titles(found: Any) -> list[str]:
    return [json.loads(hit.document.get_data())["title"] for hit in found]
