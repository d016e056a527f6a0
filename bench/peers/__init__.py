"""The search engines that are measured, each with its German set-up, behind one Protocol."""

import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol

from bench.corpus import Article


class Peer(Protocol):
    """An engine over generated releases. Queries return what was found, so that the work is not skipped."""

    def __init__(self, directory: Path) -> None: ...

    def build(self, articles: Iterable[Article]) -> None:
        """Index all of them from nothing."""
        ...

    def open(self) -> None:
        """Open the index as a new process would."""
        ...

    def any_of(self, words: list[str]) -> list[str]:
        """The titles of the 20 best releases with any of the words."""
        ...

    def all_of(self, words: list[str]) -> list[str]:
        """Of those with all of them."""
        ...

    def phrase(self, words: list[str]) -> list[str]:
        """Of those with the words in a row."""
        ...

    def prefix(self, beginning: str) -> list[str]:
        """Of those with a word that begins so."""
        ...

    def fuzzy(self, word: str) -> list[str] | None:
        """Of those with a word one letter off; None where the engine has no such query."""
        ...

    def person_and_date(self, word: str, person: str, first: str, last: str) -> list[str]:
        """Of those with the word, the person, and a date between two."""
        ...

    def by_date(self, word: str) -> list[str]:
        """The titles of the 20 newest with the word."""
        ...

    def facets(self, word: str) -> int:
        """How many values of person (20 at most), topic and year those with the word have, each counted."""
        ...

    def highlight(self, words: list[str]) -> list[str]:
        """Marked fragments of the 20 best with any of the words."""
        ...

    def like(self, article: int) -> list[str]:
        """The titles of the 20 releases most like one."""
        ...

    def add(self, article: Article) -> None:
        """Take in one more and make it searchable."""
        ...


# Name → what people call it, module and class. Imported when measured, so that what is not installed is left out.
PEERS = {
    "ours": ("our Whoosh engine", "bench.peers.ours", "Ours"),
    "stock": ("stock Whoosh", "bench.peers.stock_whoosh", "StockWhoosh"),
    "fts5": ("SQLite FTS5", "bench.peers.fts5", "Fts5"),
    "xapian": ("Xapian", "bench.peers.xapian_peer", "XapianPeer"),
    "tantivy": ("tantivy", "bench.peers.tantivy_peer", "TantivyPeer"),
}
TOP = 20
SPOKEN = re.compile(r"\w+")


def open_peer(name: str, directory: Path) -> Peer:
    """A peer by name; raises ImportError where its library is not installed."""
    _, module, kind = PEERS[name]
    peer: Peer = getattr(import_module(module), kind)(directory)
    return peer
