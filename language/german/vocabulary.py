"""What words were understood as, kept from one process to the next: looking a word up is a hundred times cheaper.

They lie beside the index, or where all machines that share one find them, and may be deleted at any time. Those of
another analysis are not used.
"""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

import marisa_trie

from language.german.dictionary import MADE_FROM

# Words are kept anew once so great a share of all words is new.
_SHARE = 0.05
# More new words than these are not kept: a text of random letters must not fill the memory.
_MOST = 1_000_000
_PARTED = "\n"
# Raise it whenever an entry would be written otherwise.
_FORMAT = 2
# No word holds it.
_VERSION_KEY = "\n"


class WordStore(Protocol):
    """Where known words are kept between processes; two that are the same place are equal."""

    def stamp(self) -> object:
        """What tells what is kept there from what was before; None where there is nothing, or nothing can be read."""
        ...

    def load(self) -> marisa_trie.BytesTrie:
        """What is kept there; empty where that is nothing, or no words."""
        ...

    def save(self, words: marisa_trie.BytesTrie, instead_of: object) -> None:
        """Keep these in the place of what has that stamp; raises OSError where that cannot be done."""
        ...

    def clear(self) -> None:
        """Keep nothing, and let nothing of it live on."""
        ...


@dataclass(frozen=True, slots=True)
class WordFile:
    """A file, mapped into memory."""

    path: Path

    def stamp(self) -> object:
        """See WordStore."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def load(self) -> marisa_trie.BytesTrie:
        """See WordStore."""
        words = marisa_trie.BytesTrie()
        try:
            words.mmap(str(self.path))
        except (OSError, RuntimeError):
            return marisa_trie.BytesTrie()
        return words

    def save(self, words: marisa_trie.BytesTrie, instead_of: object) -> None:
        """See WordStore."""
        beside = self.path.with_suffix(f".{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            words.save(str(beside))
            beside.replace(self.path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise

    def clear(self) -> None:
        """See WordStore."""
        for path in (
            self.path,
            *self.path.parent.glob(f"{self.path.stem}.*"),
        ):  # also what a killed process left
            path.unlink(missing_ok=True)


class Vocabulary:
    """Words, capitalised or in small letters, with their stem and parts; safe to use from several threads."""

    def __init__(self, version: int) -> None:
        """`version` is that of the analysis whose results are kept."""
        self._version = f"{_FORMAT} {version} {MADE_FROM}".encode()
        self._lock = threading.Lock()
        self._store: WordStore | None = None
        self._stamp: object = None
        self._known = marisa_trie.BytesTrie()
        self._new: dict[str, bytes] = {}

    def remember(self, store: WordStore) -> None:
        """Use the words kept in a place, and keep new ones there; without usable ones begin with none."""
        with self._lock:
            if self._store not in (None, store):
                self._new = {}  # words of one archive are not another's
            self._store = store
            self._known = self._opened(store)

    def _opened(self, store: WordStore) -> marisa_trie.BytesTrie:
        self._stamp = store.stamp()
        known = store.load()
        return known if known.get(_VERSION_KEY) == [self._version] else marisa_trie.BytesTrie()

    def get(self, word: str) -> tuple[str, tuple[str, ...], str] | None:
        """Stem, parts and other reading of a word; None for one that is new."""
        found = self._new.get(word)
        if found is None:
            kept = self._known.get(word)
            if not kept:
                return None
            found = kept[0]
        stem, verb, *parts = found.decode().split(_PARTED)
        return stem, tuple(parts), verb

    def add(self, word: str, stem: str, parts: tuple[str, ...], verb: str) -> None:
        """Note what a word was understood as, and what it would be in small letters."""
        if len(self._new) < _MOST and word.isprintable():
            self._new[word] = _PARTED.join((stem, verb, *parts)).encode()

    def forget(self) -> None:
        """Begin with no words, in their place too: what was erased from the archive is not to stay here."""
        with self._lock:
            self._known, self._new = marisa_trie.BytesTrie(), {}
            if self._store:
                try:
                    self._store.clear()
                finally:
                    self._stamp = self._store.stamp()

    def _known_but(self, new: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
        yield _VERSION_KEY, self._version
        for word, value in self._known.iteritems():
            if word != _VERSION_KEY and word not in new:
                yield word, value

    def keep(self) -> None:
        """Keep the new words, if they are worth it; a place that cannot be written to is no loss.

        Where another process has written or cleared it, what it holds now is what is known from here on.
        """
        with self._lock:
            if self._store and self._stamp != self._store.stamp():
                # Another process has begun anew, or kept more: what was known here may have been erased there.
                self._known, self._new = self._opened(self._store), {}
                return
            if self._store is None or not self._new or len(self._new) < _SHARE * len(self._known):
                return
            new, self._new = self._new, {}
            # One after the other: a million releases have some five million words.
            trie = marisa_trie.BytesTrie(chain(self._known_but(new), new.items()))
            with suppress(OSError):
                self._store.save(trie, self._stamp)
                self._stamp = self._store.stamp()
            self._known = trie
