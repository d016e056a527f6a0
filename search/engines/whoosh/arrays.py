"""A file of named arrays: written once, mapped into memory, checked block by block when first read."""

import json
import mmap
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

# What is checked at once, in bytes: reading one posting list must not mean reading the file.
_BLOCK = 1 << 18
_ALIGNMENT = 64
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
    index: dict[str, tuple[str, int, int]] = {}
    checksums: list[int] = []
    place, running, filled = 0, 0, 0
    with path.open("wb") as file:

        def put(data: memoryview) -> None:
            nonlocal place, running, filled
            file.write(data)
            place += len(data)
            while len(data):
                taken = data[: _BLOCK - filled]
                running, filled, data = zlib.crc32(taken, running), filled + len(taken), data[len(taken) :]
                if filled == _BLOCK:
                    checksums.append(running)
                    running, filled = 0, 0

        for name, array in arrays.items():
            put(memoryview(bytes(-place % _ALIGNMENT)))
            flat = np.ascontiguousarray(array)
            index[name] = (flat.dtype.str, place, len(flat))
            put(memoryview(flat.view(np.uint8).data) if len(flat) else memoryview(b""))
        checksums.append(running)
        written = json.dumps({"arrays": index, "checksums": checksums}).encode()
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

    def __contains__(self, name: str) -> bool:
        return name in self._index

    def __getitem__(self, name: str) -> Array:
        """A whole array."""
        return self.part(name, 0, self._index[name][2])

    def part(self, name: str, start: int, end: int) -> Array:
        """The elements `[start, end)` of an array, not copied."""
        view = self._views.get(name)
        if view is None:
            kind, place, length = self._index[name]
            view = np.frombuffer(self._map, np.dtype(kind), length, place)
            self._views[name] = view
        if end > start:
            place, width = self._index[name][1], view.itemsize
            first, last = (place + start * width) // _BLOCK, (place + end * width - 1) // _BLOCK
            for block in range(first, last + 1):
                if not self._checked[block]:
                    self._check(block)
        return view[start:end]

    def _check(self, block: int) -> None:
        with (
            memoryview(self._map) as whole,
            whole[block * _BLOCK : min((block + 1) * _BLOCK, self._end)] as data,
        ):
            if zlib.crc32(data) != self._checksums[block]:
                raise ArrayFileDamaged(self.path.name)
        self._checked[block] = 1
