"""SQLite's FTS5 by apsw, with a Snowball stemmer as tokenizer and tables for the facets."""

import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import apsw
import apsw.fts5
import Stemmer

from bench.corpus import Article, in_batches
from bench.peers import SPOKEN, TOP

_stem = Stemmer.Stemmer("german").stemWord
_TABLES = """
create table docs (id integer primary key, title, body, city, date, year int);
create table persons (person, id int, primary key (person, id)) without rowid;
create table persons_of (id int, person, primary key (id, person)) without rowid;
create table topics_of (id int, topic, primary key (id, topic)) without rowid;
create virtual table words using fts5 (
    title, body, content='docs', content_rowid='id', tokenize="german unicode61 remove_diacritics 0", prefix='4 5 6');
create virtual table vocabulary using fts5vocab (words, row);
"""


class Fts5:
    """See Peer."""

    def __init__(self, directory: Path) -> None:
        self._file = str(directory / "fts5.sqlite")

    def build(self, articles: Iterable[Article]) -> None:
        self._connect()
        self._db.execute(_TABLES)
        for some in in_batches(articles, 5_000):
            self._db.execute("begin")
            for article in some:
                self._insert(article)
            self._db.execute("commit")
        self._db.execute(
            "insert into words(words) values ('optimize'); create index by_date on docs (date); analyze"
        )
        self._db.execute("pragma wal_checkpoint(truncate)")

    def open(self) -> None:
        self._connect()
        self._db.execute("select count(*) from words_config").fetchall()

    def any_of(self, words: list[str]) -> list[str]:
        return self._top(" OR ".join(map(_quoted, words)))

    def all_of(self, words: list[str]) -> list[str]:
        return self._top(" AND ".join(map(_quoted, words)))

    def phrase(self, words: list[str]) -> list[str]:
        return self._top(_quoted(" ".join(words)))

    def prefix(self, beginning: str) -> list[str]:
        return self._top(_quoted(beginning) + "*")

    def fuzzy(self, word: str) -> None:
        return None

    def person_and_date(self, word: str, person: str, first: str, last: str) -> list[str]:
        return self._titles(
            "select d.title from words w join docs d on d.id = w.rowid where words match ? and d.date between ? and ?"
            " and d.id in (select id from persons where person = ?) order by w.rank limit 20",
            (_in_body(_quoted(word)), first, last, person),
        )

    def by_date(self, word: str) -> list[str]:
        return self._titles(
            "select d.title from words w join docs d on d.id = w.rowid where words match ?"
            " order by d.date desc limit 20",
            (_in_body(_quoted(word)),),
        )

    def facets(self, word: str) -> int:
        self._db.execute("create temp table if not exists hits (id integer primary key); delete from hits")
        self._db.execute(
            "insert into hits select rowid from words where words match ?", (_in_body(_quoted(word)),)
        )
        persons = (
            "select person, count(*) from hits join persons_of using (id) group by 1 order by 2 desc limit 20"
        )
        topics = "select topic, count(*) from hits join topics_of using (id) group by 1 order by 2 desc"
        years = "select year, count(*) from hits join docs using (id) group by 1"
        return sum(len(self._db.execute(one).fetchall()) for one in (persons, topics, years))

    def highlight(self, words: list[str]) -> list[str]:
        return self._titles(
            "select snippet(words, 1, '<b>', '</b>', '…', 30) from words where words match ? order by rank limit 20",
            (_in_body(" OR ".join(map(_quoted, words))),),
        )

    def like(self, article: int) -> list[str]:
        ((body, count),) = self._db.execute(
            "select body, (select max(id) from docs) from docs where id = ?", (article,)
        ).fetchall()
        weighted = []
        for word, uses in Counter(_stem(word) for word in SPOKEN.findall(body.lower())).items():
            having = self._db.execute("select doc from vocabulary where term = ?", (word,)).fetchall()
            if having and 2 <= having[0][0] <= count / 20:
                weighted.append((uses * math.log(count / having[0][0]), word))
        return self._top(" OR ".join(_quoted(word) for _, word in sorted(weighted, reverse=True)[:20]))

    def add(self, article: Article) -> None:
        self._db.execute("begin")
        self._insert(article)
        self._db.execute("commit")

    def _connect(self) -> None:
        self._db: Any = apsw.Connection(self._file)
        self._db.execute("pragma journal_mode=wal; pragma synchronous=normal; pragma cache_size=-131072")
        self._db.execute("pragma mmap_size=2000000000")
        known: dict[str, str] = {}

        def stemming(word: str) -> str:
            found = known.get(word)
            if found is None:
                found = known[word] = _stem(word)
            return found

        self._db.register_fts5_tokenizer("german", apsw.fts5.TransformTokenizer(stemming))

    def _insert(self, article: Article) -> None:
        number = article.id
        run = self._db.execute
        row = (number, article.title, article.body, article.city, article.day, int(article.day[:4]))
        run("insert into docs values (?, ?, ?, ?, ?, ?)", row)
        run("insert into words (rowid, title, body) values (?, ?, ?)", (number, article.title, article.body))
        for person in article.persons:
            run("insert or ignore into persons values (?, ?)", (person, number))
            run("insert or ignore into persons_of values (?, ?)", (number, person))
        for topic in article.topics:
            run("insert or ignore into topics_of values (?, ?)", (number, topic))

    def _top(self, match: str) -> list[str]:
        return self._titles(
            "select title from docs join (select rowid r, rank from words where words match ? order by rank limit ?)"
            " on id = r order by rank",
            (_in_body(match), TOP),
        )

    def _titles(self, statement: str, values: tuple[Any, ...]) -> list[str]:
        return [row[0] for row in self._db.execute(statement, values)]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"'


def _in_body(match: str) -> str:
    return f"body: ({match})"
