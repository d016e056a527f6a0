"""Whoosh's table of contents, which segments a commit has, sealed with a checksum that Whoosh itself passes over."""

import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh.index import TOC, FileIndex

from search.engines.whoosh.codec import ArraySegment
from search.engines.whoosh.files import NEXT_LIST

INDEX_NAME = "MAIN"
_MAGIC = b"sealed.1"
_SEAL = len(_MAGIC) + 4
# How often the newest commit is looked for while others are made.
_ATTEMPTS = 10


class ContentsDamaged(Exception):
    """The table of contents is not what was written."""


def latest(storage: Any) -> int:
    """The number of the newest commit; -1 where there is none."""
    return int(TOC._latest_generation(storage, INDEX_NAME))


def write_contents(storage: Any, schema: Any, segments: list[ArraySegment], commit: int) -> None:
    """Make a commit: from this moment on its segments are the index."""
    TOC(schema, segments, commit).write(_Sealing(storage), INDEX_NAME)


def read_contents(storage: Any, commit: int) -> list[ArraySegment]:
    """The segments of a commit; raises ContentsDamaged, or FileNotFoundError where a newer commit has replaced it."""
    path = Path(storage.folder) / TOC._filename(INDEX_NAME, commit)
    content = path.read_bytes()
    body, magic, checksum = content[:-_SEAL], content[-_SEAL:-4], content[-4:]
    if magic != _MAGIC or zlib.crc32(body).to_bytes(4, "big") != checksum:
        raise ContentsDamaged(path.name)
    segments: list[ArraySegment] = TOC.read(storage, INDEX_NAME, gen=commit).segments
    return segments


def newest_contents(storage: Any) -> list[ArraySegment]:
    """The segments of the newest commit; raises ContentsDamaged, or FileNotFoundError where there is no index."""
    for _ in range(_ATTEMPTS):
        with suppress(FileNotFoundError):  # one newer still took its place after it was found
            return read_contents(storage, latest(storage))
    return read_contents(storage, latest(storage))


def opened_index(storage: Any) -> FileIndex:
    """Whoosh's index, to be written to; raises FileNotFoundError where what it lists is not there."""
    for _ in range(_ATTEMPTS):
        with suppress(FileNotFoundError):  # a merge made a commit after the newest one was found
            return FileIndex(storage, indexname=INDEX_NAME)
    return FileIndex(storage, indexname=INDEX_NAME)


class _Sealing:
    """Whoosh's storage for one table of contents: before it gets its name, it is sealed and on the disk."""

    def __init__(self, storage: Any) -> None:
        self._storage = storage

    def create_file(self, name: str) -> Any:
        return self._storage.create_file(NEXT_LIST)

    def rename_file(self, old: str, new: str, safe: bool) -> None:
        folder = Path(self._storage.folder)
        with (folder / NEXT_LIST).open("r+b") as file:
            checksum = zlib.crc32(file.read())
            file.write(_MAGIC + checksum.to_bytes(4, "big"))
            file.flush()
            os.fsync(file.fileno())
        self._storage.rename_file(NEXT_LIST, new, safe=safe)
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
