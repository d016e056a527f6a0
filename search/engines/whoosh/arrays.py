"""A file of named arrays: written once, mapped into memory, checked block by block when first read."""

import json
import mmap
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

# What is checked at once, in bytes: reading one posting list must not mean reading the file.
_BLOCK = 1 << 18
_ALIGNMENT = 64
# What is copied at once, in bytes.
_READ = 1 << 20
# What a read maps into memory at least: Linux maps what lies around a page too, 64 KiB unless set otherwise.
_MAPPED = 1 << 16
_MAGIC = b"pressarchiv.1\n"
_TRAILER = len(_MAGIC) + 12


class ArrayFileDamaged(Exception):
    """The file is not what was written: cut short, of another format, or with other bytes."""


def gaps(offsets: Array) -> NDArray[np.int64]:
    """How many elements lie between one offset and the next."""
    wide = offsets.astype(np.int64)
    return wide[1:] - wide[:-1]


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays to a new file and on to the disk.

    Layout: the arrays, each aligned to 64 bytes; an index in JSON (dtype, place and length of each array, the CRC-32 of
    each block of 256 KiB); a trailer with the index's length, its CRC-32, and the format's name.
    """
    with _Sink(path) as sink:
        for name, array in arrays.items():
            sink.put(name, array.dtype, [_bytes_of(array)])


def write_chunks(path: Path, chunks: Iterable[tuple[str, Array]]) -> None:
    """Write such a file of arrays that come in pieces, of several in turn; no more is in memory than a piece."""
    with tempfile.TemporaryFile(dir=path.parent) as spool:
        kinds: dict[str, np.dtype[Any]] = {}
        extents: dict[str, list[tuple[int, int]]] = {}
        end = 0
        for name, chunk in chunks:
            assert kinds.setdefault(name, chunk.dtype) == chunk.dtype, name
            extents.setdefault(name, []).append((end, chunk.nbytes))
            spool.write(_bytes_of(chunk))
            end += chunk.nbytes
        spool.flush()
        with _Sink(path) as sink:
            for name, kind in kinds.items():
                sink.put(name, kind, _read(spool.fileno(), extents[name]))


def _bytes_of(array: Array) -> memoryview:
    return memoryview(np.ascontiguousarray(array).view(np.uint8).data) if len(array) else memoryview(b"")


def _read(file: int, extents: Iterable[tuple[int, int]]) -> Iterator[memoryview]:
    for start, length in extents:
        for at in range(start, start + length, _READ):
            yield memoryview(os.pread(file, min(_READ, start + length - at), at))


class _Sink:
    """A file of arrays while it is written; complete once the context is left."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._index: dict[str, tuple[str, int, int]] = {}
        self._checksums: list[int] = []
        self._place, self._running, self._filled = 0, 0, 0

    def __enter__(self) -> "_Sink":
        return self

    def put(self, name: str, kind: np.dtype[Any], pieces: Iterable[memoryview]) -> None:
        """Add an array, given as the bytes of its pieces."""
        self._write(memoryview(bytes(-self._place % _ALIGNMENT)))
        start = self._place
        for piece in pieces:
            self._write(piece)
        self._index[name] = (kind.str, start, (self._place - start) // kind.itemsize)

    def _write(self, data: memoryview) -> None:
        self._file.write(data)
        self._place += len(data)
        while len(data):
            taken = data[: _BLOCK - self._filled]
            self._running, self._filled = zlib.crc32(taken, self._running), self._filled + len(taken)
            data = data[len(taken) :]
            if self._filled == _BLOCK:
                self._checksums.append(self._running)
                self._running, self._filled = 0, 0

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._file as file:
            if kind is not None:
                return
            self._checksums.append(self._running)
            written = json.dumps({"arrays": self._index, "checksums": self._checksums}).encode()
            file.write(written)
            file.write(len(written).to_bytes(8, "big") + zlib.crc32(written).to_bytes(4, "big") + _MAGIC)
            file.flush()
            os.fsync(file.fileno())


class ArrayFile:
    """The arrays of a file, read-only. Raises ArrayFileDamaged on opening it or on reading what was changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < _TRAILER:
                raise ArrayFileDamaged(path.name)
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        trailer = self._map[size - _TRAILER :]
        length, checksum = int.from_bytes(trailer[:8], "big"), int.from_bytes(trailer[8:12], "big")
        if trailer[12:] != _MAGIC or length > size - _TRAILER:
            raise ArrayFileDamaged(path.name)
        self._end = size - _TRAILER - length
        written = self._map[self._end : size - _TRAILER]
        if zlib.crc32(written) != checksum:
            raise ArrayFileDamaged(path.name)
        index = json.loads(written)
        self._index: dict[str, tuple[str, int, int]] = index["arrays"]
        self._checksums: list[int] = index["checksums"]
        self._checked = bytearray(len(self._checksums))
        self._views: dict[str, Array] = {}
        # How many bytes are mapped at most, by what was read since the last release.
        self.mapped = 0
        # The arrays of which every block was checked.
        self._whole: dict[str, Array] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._index

    def names(self) -> tuple[str, ...]:
        """The names of all arrays."""
        return tuple(self._index)

    def __getitem__(self, name: str) -> Array:
        """A whole array."""
        whole = self._whole.get(name)
        if whole is None:
            whole = self._whole[name] = self.part(name, 0, self._index[name][2])
        return whole

    def part(self, name: str, start: int, end: int) -> Array:
        """The elements `[start, end)` of an array, not copied."""
        view = self._views.get(name)
        if view is None:
            kind, place, length = self._index[name]
            view = np.frombuffer(self._map, np.dtype(kind), length, place)
            self._views[name] = view
        if end > start:
            place, width = self._index[name][1], view.itemsize
            first, last = place + start * width, place + end * width
            self.mapped += max(_MAPPED, last - first)
            for block in range(first // _BLOCK, (last - 1) // _BLOCK + 1):
                if not self._checked[block]:
                    self._check(block)
        return view[start:end]

    def verify(self) -> None:
        """Compare every block with its checksum; raises ArrayFileDamaged."""
        for block in range(len(self._checksums)):
            self._check(block)

    def release(self) -> None:
        """Let the system take back the memory of what was read; it is mapped anew when next needed."""
        self.mapped = 0
        if hasattr(self._map, "madvise"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def _check(self, block: int) -> None:
        start, end = block * _BLOCK, min((block + 1) * _BLOCK, self._end)
        with memoryview(self._map) as whole, whole[start:end] as data:
            if zlib.crc32(data) != self._checksums[block]:
                raise ArrayFileDamaged(self.path.name)
        self._checked[block] = 1
        if hasattr(self._map, "madvise"):  # of a block that is checked often no more than a page is needed
            self._map.madvise(mmap.MADV_DONTNEED, start, end - start)
