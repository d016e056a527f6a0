"""What words were understood as, kept from one process to the next: looking a word up is a hundred times cheaper.

A file beside the index, mapped into memory; it may be deleted at any time. One of another analysis is not used.
"""

import os
import threading
from pathlib import Path

import marisa_trie

from language.german.dictionary import MADE_FROM

# A new file is written once so great a share of all words is new.
_SHARE = 0.05
# More new words than these are not kept: a text of random letters must not fill the memory.
_MOST = 1_000_000
_PARTED = "\n"
# Raise it whenever an entry would be written otherwise.
_FORMAT = 2
# No word holds it.
_VERSION_KEY = "\n"


class Vocabulary:
    """Words, capitalised or in small letters, with their stem and parts; safe to use from several threads."""

    def __init__(self, version: int) -> None:
        """`version` is that of the analysis whose results are kept."""
        self._version = f"{_FORMAT} {version} {MADE_FROM}".encode()
        self._lock = threading.Lock()
        self._path: Path | None = None
        self._stamp: tuple[int, int] | None = None
        self._known = marisa_trie.BytesTrie()
        self._new: dict[str, bytes] = {}

    def remember(self, path: Path) -> None:
        """Use the words kept in a file, and keep new ones there; without a usable file begin with none."""
        with self._lock:
            if self._path not in (None, path):
                self._new = {}  # words of one archive are not another's
            self._path = path
            self._known = self._opened(path)

    def _opened(self, path: Path) -> marisa_trie.BytesTrie:
        self._stamp = _stamp(path)
        known = marisa_trie.BytesTrie()
        try:
            known.mmap(str(path))
            usable = known.get(_VERSION_KEY) == [self._version]
        except (OSError, RuntimeError):
            usable = False
        return known if usable else marisa_trie.BytesTrie()

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
        """Begin with no words, in the file too: what was erased from the archive is not to stay here."""
        with self._lock:
            self._known, self._new = marisa_trie.BytesTrie(), {}
            if self._path:
                self._path.unlink(missing_ok=True)
                self._stamp = None

    def keep(self) -> None:
        """Write the new words to the file, if they are worth it; a file that cannot be written is no loss.

        Where another process has written or removed it, what it holds now is what is known from here on.
        """
        with self._lock:
            if self._path and self._stamp != _stamp(self._path):
                # Another process has begun anew, or kept more: what was known here may have been erased there.
                self._known, self._new = self._opened(self._path), {}
                return
            if self._path is None or not self._new or len(self._new) < _SHARE * len(self._known):
                return
            new, self._new = self._new, {}
            together = {word: value for word, value in self._known.items() if word != _VERSION_KEY} | new
            trie = marisa_trie.BytesTrie([*together.items(), (_VERSION_KEY, self._version)])
            beside = self._path.with_suffix(f".{os.getpid()}")
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                trie.save(str(beside))
                beside.replace(self._path)
                self._stamp = _stamp(self._path)
            except OSError:
                beside.unlink(missing_ok=True)
            self._known = trie


def _stamp(path: Path) -> tuple[int, int] | None:
    """What tells one file of a name from the next; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns
