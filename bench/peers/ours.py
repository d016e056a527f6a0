"""Our engines, as the program uses them; texts for titles and fragments come from SQLite, as from the archive."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path

from bench.corpus import Article, in_batches
from bench.peers import TOP
from language.german.dates import Period
from language.german.tokens import VOCABULARY
from search.document import Document
from search.engine import open_engine
from search.engines.whoosh import WhooshEngine, merge_policy
from search.indexer import REBUILD_BATCH
from search.matching import Matcher
from search.model import Filters, Found, Request, Sort
from search.query import And, Fuzzy, Node, Or, Phrase, Prefix, Word, sought
from search.snippet import fragment, mark

_PAGE_FACETS = ("person", "topic", "city", "sign", "year", "month")


class Ours:
    """See Peer."""

    def __init__(self, directory: Path, address: str = "whoosh", *, texts: Path | None = None) -> None:
        """The texts may be in another directory than the index."""
        self._directory, self._address = directory, address
        self._engine = open_engine(address, directory)
        self._texts = sqlite3.connect((texts or directory) / "texts.sqlite", isolation_level=None)
        self._texts.execute(
            "create table if not exists texts (id integer primary key, title text, article text)"
        )

    @property
    def stored(self) -> int:
        """How many texts are kept."""
        (count,) = self._texts.execute("select count(*) from texts").fetchone()
        return int(count)

    def merge(self) -> None:
        """Make one segment of all, as of an index that was made anew."""
        if isinstance(self._engine, WhooshEngine):
            self._engine._merges.merge_all()  # type: ignore[union-attr]

    def close(self) -> None:
        """Wait for what is merged."""
        self._engine.close()
        VOCABULARY.keep()

    @contextmanager
    def writing(self) -> Iterator[tuple[Callable[[list[Article]], None], int]]:
        """What indexes a batch so that it stays, and the id of the last release that is there."""
        with self._engine.writer() as writer:
            self._engine.refresh()

            def put(some: list[Article]) -> None:
                for article in some:
                    writer.put(_document(article))
                writer.commit(max(some[-1].id, self._engine.cursor))
                VOCABULARY.keep()

            yield put, self._engine.cursor

    def build(self, articles: Iterable[Article]) -> None:
        with self._engine.rebuild() as writer:
            for some in in_batches(articles, REBUILD_BATCH):
                for article in some:
                    writer.put(_document(article))
                writer.commit(some[-1].id)
        VOCABULARY.keep()

    def build_in(self, articles: Iterable[Article], count: int, segments: int) -> None:
        """Index them in so many commits that are not merged."""
        merge_policy.TIER = 2 * segments
        with self._engine.rebuild() as writer:
            writer.commit(0)
        with self._engine.writer() as writer:
            for some in in_batches(articles, -(-count // segments)):
                for article in some:
                    writer.put(_document(article))
                writer.commit(some[-1].id)

    def store(self, articles: Iterable[Article]) -> None:
        """Keep the texts, which are the archive's and no part of the index."""
        rows = ((article.id, article.title, json.dumps(asdict(article))) for article in articles)
        self._texts.execute("begin")
        self._texts.executemany("insert or replace into texts values (?, ?, ?)", rows)
        self._texts.execute("commit")

    def open(self) -> None:
        self._engine.close()
        self._engine = open_engine(self._address, self._directory)
        self._engine.search(Request(size=1, facets=()))

    def any_of(self, words: list[str]) -> list[str]:
        return self._titles(self._ids(_either(words)))

    def all_of(self, words: list[str]) -> list[str]:
        return self._titles(self._ids(And(tuple(Word(word) for word in words))))

    def phrase(self, words: list[str]) -> list[str]:
        return self._titles(self._ids(Phrase(" ".join(words))))

    def prefix(self, beginning: str) -> list[str]:
        return self._titles(self._ids(Prefix(beginning)))

    def fuzzy(self, word: str) -> list[str]:
        return self._titles(self._ids(Fuzzy(word)))

    def person_and_date(self, word: str, person: str, first: str, last: str) -> list[str]:
        period = Period(start=date.fromisoformat(first), end=date.fromisoformat(last))
        return self._titles(self._ids(Word(word), Filters(person=(person,), published=period)))

    def by_date(self, word: str) -> list[str]:
        return self._titles(self._ids(Word(word), sort=Sort.NEWEST))

    def facets(self, word: str) -> int:
        return sum(len(counts) for counts in self._counted(word).facets.values())

    def uncounted(self, word: str) -> int:
        """By how many releases a count of these facets may be too low at most."""
        return max(self._counted(word).uncounted.values(), default=0)

    def _counted(self, word: str) -> Found:
        return self._engine.search(
            Request(query=Word(word), size=1, facets=("person", "topic", "year"), values=TOP)
        )

    def highlight(self, words: list[str]) -> list[str]:
        query = _either(words)
        matcher = Matcher(sought(query))
        return [fragment(article["body"], matcher).text for article in self._articles(self._ids(query))]

    def like(self, article: int) -> list[str]:
        (own,) = self._articles((article,))
        document = _document(Article(**own))
        return self._titles(tuple(one.id for one in self._engine.similar(document, TOP)))

    def page(self, words: list[str]) -> int:
        """A whole page of results: 20 hits with title, fragment and reason, total, six facets, histogram."""
        query = _either(words)
        found = self._engine.search(Request(query=query, size=TOP, facets=_PAGE_FACETS))
        matcher = Matcher(sought(query))
        shown = 0
        for article in self._articles(found.ids):
            text = " ".join(article["body"].split())
            shown += len(mark(article["title"], matcher).marks) + len(fragment(text, matcher).marks)
            shown += len(matcher.reasons(article["title"], (text,)))
        return shown + len(found.histogram.bars)

    def complete(self, beginning: str) -> int:
        """Completions of a beginning."""
        return len(self._engine.complete(beginning, 10))

    def suggest(self, word: str) -> int:
        """Words that may have been meant."""
        return len(self._engine.suggest(word, 3))

    def add(self, article: Article) -> None:
        with self._engine.writer() as writer:
            writer.put(_document(article))
            writer.commit(article.id)
        self._engine.refresh()
        self._engine.search(Request(query=Word("zzneu"), size=1, facets=()))

    def _ids(self, query: Node, filters: Filters = Filters(), sort: Sort = Sort.RELEVANCE) -> tuple[int, ...]:  # noqa: B008
        return self._engine.search(Request(query=query, filters=filters, sort=sort, size=TOP, facets=())).ids

    def _titles(self, ids: tuple[int, ...]) -> list[str]:
        return self._column("title", ids)

    def _articles(self, ids: tuple[int, ...]) -> list[dict]:  # type: ignore[type-arg]
        return [json.loads(article) for article in self._column("article", ids)]

    def _column(self, name: str, ids: tuple[int, ...]) -> list[str]:
        marks = ",".join("?" * len(ids))
        rows = self._texts.execute(f"select id, {name} from texts where id in ({marks})", ids)  # noqa: S608
        found = dict(rows)
        return [found[number] for number in ids]


def _either(words: list[str]) -> Node:
    return Word(words[0]) if len(words) == 1 else Or(tuple(Word(word) for word in words))


def _document(article: Article) -> Document:
    day = date.fromisoformat(article.day)
    return Document(
        id=article.id,
        city=article.city,
        title=article.title,
        body=article.body,
        persons=tuple(article.persons),
        topics=tuple(article.topics),
        running=article.running,
        year=day.year,
        published=day,
    )
