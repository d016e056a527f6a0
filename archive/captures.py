"""The raw bytes as served, kept as WARC records (ISO 28500) in files that only grow."""

import hashlib
import mmap
import os
import re
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from archive.errors import CaptureDamaged
from archive.model import Capture
from archive.warc import is_tombstone, packed_record, record_in, tombstone, whole_members

# A new file is begun when the last one has reached this many bytes.
ROTATE_AT = 256 * 1024 * 1024
# How a gzip member begins (RFC 1952, 2.3.1), and how many bytes of one are unpacked at once.
_MEMBER = b"\x1f\x8b\x08"
_CHUNK = 64 * 1024
# What stands for the digest of a record that was destroyed.
_DESTROYED = "destroyed"
# What a file of an archive's own is called: what else lies beside it is a copy that somebody made.
OWN_NAME = re.compile(r"captures-\d{6,}\.warc\.gz")
_OF_OBJECTS = re.compile(r"[0-9a-f]{2}/(?P<digest>[0-9a-f]{64})\.warc\.gz")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: the file's name, and `length` bytes from `offset` on."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is on record: the `end` of one file's last record in bytes, the name of the `newest` file of all."""

    end: int
    newest: str | None


def digest_named(name: str) -> str:
    """The SHA-256 that an object is named by; empty for a file of many records."""
    match = _OF_OBJECTS.fullmatch(name)
    return match["digest"] if match else ""


class CaptureStore(Protocol):
    """Where the bytes of captures are kept, each record at a place; the caller sees to it that one process appends."""

    @property
    def place(self) -> str:
        """Where that is, as people are told."""
        ...

    def names(self) -> list[str]:
        """Some names of what there is, to tell that there is anything."""
        ...

    def append(self, capture: Capture, recorded: Callable[[str | None], Recorded]) -> Place:
        """Keep one record, for good before this returns, and return its place."""
        ...

    def read(self, place: Place) -> bytes:
        """The body stored at a place; raises CaptureDamaged if it cannot be read."""
        ...

    def packed(self, place: Place) -> bytes:
        """The record itself: a whole gzip member; raises CaptureDamaged."""
        ...

    def verify(self, place: Place, digest: str) -> None:
        """Read a record; raises CaptureDamaged where its bytes are not those of the SHA-256, or not packed whole."""
        ...

    def short(self, needed: Mapping[str, Sequence[Place]]) -> dict[str, int]:
        """How many of the places in each file are not there, as far as sizes tell."""
        ...

    def destroy(self, place: Place, digest: str, *, claimed: bool) -> None:
        """Leave nothing of the bytes of a SHA-256; raises CaptureDamaged where they are nowhere to be found."""
        ...

    def find(self, digests: Collection[str]) -> dict[str, Place]:
        """Where else the bytes of some SHA-256 lie."""
        ...

    def forbidden(self) -> list[str]:
        """The names of what may not be read."""
        ...

    def whole(self) -> Iterator[tuple[str, int]]:
        """The name of every file or object, and how many bytes it has."""
        ...

    def whole_of(self, name: str) -> bytes:
        """All bytes of a file or object; raises CaptureDamaged."""
        ...

    def put_whole(self, name: str, content: bytes) -> None:
        """Put a file or object there as it is, in the place of what bears its name."""
        ...

    def remove_whole(self, name: str) -> None:
        """Remove a file or object, what it held is not to be found any more."""
        ...

    def torn_ends(self, ends: Mapping[str, int]) -> dict[str, tuple[int, int]]:
        """The bytes of each file that are behind its last record and no whole record themselves: from where to where.

        `ends` tells of each file where its last record on record ends.
        """
        ...

    def cut(self, name: str, begin: int) -> None:
        """Cut a file off at a byte."""
        ...


class CaptureFiles:
    """The WARC files of one archive; the caller sees to it that only one process appends at a time."""

    def __init__(self, directory: Path, rotate_at: int = ROTATE_AT) -> None:
        self._directory = directory
        self._rotate_at = rotate_at
        self._directory.mkdir(parents=True, exist_ok=True)

    @property
    def place(self) -> str:
        """See CaptureStore."""
        return str(self._directory)

    def names(self) -> list[str]:
        """The names of the files there are."""
        return [path.name for path in self._files()]

    def append(self, capture: Capture, recorded: Callable[[str | None], Recorded]) -> Place:
        """Write one record to disk and return its place.

        `recorded` tells what is on record of a file. What lies behind the end of its last record was left by a
        process that died: whole records stay, a torn one is cut off. A file that is shorter than it should be is
        never written to again, since what is on record would lead to what is written.
        """
        packed = packed_record(capture)
        path = self._current(recorded)
        with path.open("ab") as file:
            offset = file.tell()
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        return Place(path.name, offset, len(packed))

    def read(self, place: Place) -> bytes:
        """The body stored at a place; raises CaptureDamaged if it cannot be read."""
        path = self._directory / place.file
        shown = f"{path} ({place.offset})"
        try:
            with path.open("rb") as file:
                file.seek(place.offset)
                return record_in(file.read(place.length))[1]
        except OSError as error:
            raise CaptureDamaged(place=shown, reason=str(error)) from error
        except Exception as error:  # the WARC reader raises its own and zlib's errors
            raise CaptureDamaged(place=shown, reason=f"{type(error).__name__}: {error}") from error

    def short(self, needed: Mapping[str, Sequence[Place]]) -> dict[str, int]:
        """See CaptureStore."""
        found = {}
        for name, places in needed.items():
            size = self._size(name)
            if beyond := sum(place.offset + place.length > size for place in places):
                found[name] = beyond
        return found

    def whole(self) -> Iterator[tuple[str, int]]:
        """See CaptureStore; in order, those that have come from a store of objects with their folder."""
        for path in sorted(self._directory.rglob("*.warc.gz")):
            name = path.relative_to(self._directory).as_posix()
            if OWN_NAME.fullmatch(name) or _OF_OBJECTS.fullmatch(name):
                yield name, path.stat().st_size

    def whole_of(self, name: str) -> bytes:
        """See CaptureStore."""
        try:
            return (self._directory / name).read_bytes()
        except OSError as error:
            raise CaptureDamaged(place=name, reason=str(error)) from error

    def put_whole(self, name: str, content: bytes) -> None:
        """See CaptureStore."""
        path = self._directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.new")
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)

    def remove_whole(self, name: str) -> None:
        """See CaptureStore."""
        path = self._directory / name
        path.write_bytes(bytes(path.stat().st_size))
        path.unlink()

    def _size(self, name: str) -> int:
        with suppress(OSError):
            return (self._directory / name).stat().st_size
        return 0

    def verify(self, place: Place, digest: str) -> None:
        """Read a record; raises CaptureDamaged where its bytes are not those of the SHA-256, or not packed whole.

        Readers of WARC do not notice that the end of a record is missing or its checksum wrong.
        """
        packed = self.packed(place)
        if whole_members(packed) < len(packed):
            raise CaptureDamaged(place=f"{place.file} ({place.offset})", reason="gzip")
        found = hashlib.sha256(self.read(place)).hexdigest()
        if found != digest:
            raise CaptureDamaged(place=f"{place.file} ({place.offset})", reason=f"SHA-256 {found} ≠ {digest}")

    def packed(self, place: Place) -> bytes:
        """The record itself as it lies in its file: a whole gzip member; raises CaptureDamaged."""
        path = self._directory / place.file
        try:
            with path.open("rb") as file:
                file.seek(place.offset)
                found = file.read(place.length)
        except OSError as error:
            raise CaptureDamaged(place=f"{path} ({place.offset})", reason=str(error)) from error
        if len(found) < place.length:
            raise CaptureDamaged(
                place=f"{path} ({place.offset})", reason=f"{len(found)} < {place.length} bytes"
            )
        return found

    def destroy(self, place: Place, digest: str, *, claimed: bool) -> None:
        """Overwrite the bytes of a SHA-256 with a tombstone of the same length: every other record stays where it is.

        They are known by their digest, at their place or wherever else they lie. What cannot be read at their place
        is damage of theirs and goes too, unless the place is `claimed` by other bytes on record; what can be read and
        is not they stays. Destroying what is destroyed already does nothing. Raises CaptureDamaged where the bytes
        are nowhere to be found.
        """
        path = self._directory / place.file
        lying = _digest_at(path, place)
        if lying == digest or (lying is None and not claimed and _reaches(path, place)):
            _overwrite(path, place)
        elif found := self.find({digest}).get(digest):
            _overwrite(self._directory / found.file, found)
        elif lying != _DESTROYED:
            raise CaptureDamaged(place=f"{path} ({place.offset})", reason="not there any more")

    def _files(self) -> list[Path]:
        return sorted(path for path in self._directory.glob("*.warc.gz") if OWN_NAME.fullmatch(path.name))

    def forbidden(self) -> list[str]:
        """The names of the files that may not be read."""
        return [path.name for path in self._files() if not os.access(path, os.R_OK)]

    def find(self, digests: Collection[str]) -> dict[str, Place]:
        """Where else the bytes of some SHA-256 lie: every whole record of every file is looked at, of copies too."""
        found: dict[str, Place] = {}
        for path in sorted(self._directory.glob("*.warc.gz")):
            if not os.access(path, os.R_OK):
                continue
            for offset, length in _records(path):
                place = Place(path.name, offset, length)
                lying = _digest_at(path, place)
                if lying and lying in digests:
                    found.setdefault(lying, place)
                if len(found) == len(digests):
                    return found
        return found

    def torn_ends(self, ends: Mapping[str, int]) -> dict[str, tuple[int, int]]:
        """The bytes of each file that are behind its last record and no whole record themselves: from where to where.

        `ends` tells of each file where its last record on record ends.
        """
        found = {}
        for path in self._files():
            if not os.access(path, os.R_OK):
                continue
            size, begin = path.stat().st_size, ends.get(path.name, 0)
            with path.open("rb") as file:
                file.seek(begin)
                begin += whole_members(file.read())
            if begin < size:
                found[path.name] = (begin, size)
        return found

    def cut(self, name: str, begin: int) -> None:
        """Cut a file off at a byte."""
        with (self._directory / name).open("r+b") as file:
            file.truncate(begin)
            file.flush()
            os.fsync(file.fileno())

    def _current(self, recorded: Callable[[str | None], Recorded]) -> Path:
        files = self._files()
        newest = files[-1] if files else None
        known = recorded(newest.name if newest else None)
        last = max(newest.name if newest else "", known.newest or "")
        if newest and newest.name == last and known.end <= newest.stat().st_size:
            _cut_torn_end(newest, known.end)
            if newest.stat().st_size < self._rotate_at:
                return newest
        # No name is used twice: a file that is missing may be missed, and come back.
        number = int(re.sub(r"\D", "", last) or 0) + 1
        return self._directory / f"captures-{number:06d}.warc.gz"


def _records(path: Path) -> Iterator[tuple[int, int]]:
    """The offset and length of each whole gzip member of a file; bytes between them that are none are passed over."""
    if not path.stat().st_size:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        at = 0
        while (at := content.find(_MEMBER, at)) >= 0:
            length = _member_at(content, at)
            if length:
                yield at, length
            at += length or 1


def _member_at(content: mmap.mmap, at: int) -> int:
    """The length in bytes of the gzip member that begins at a place; 0 where none does."""
    member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    taken = at
    try:
        while not member.eof and taken < len(content):
            chunk = content[taken : taken + _CHUNK]
            taken += len(chunk)
            member.decompress(chunk)
    except zlib.error:
        return 0
    return taken - len(member.unused_data) - at if member.eof else 0


def _digest_at(path: Path, place: Place) -> str | None:
    """The SHA-256 of the body of the record at a place, _DESTROYED for a tombstone; None where none can be read."""
    try:
        with path.open("rb") as file:
            file.seek(place.offset)
            packed = file.read(place.length)
        if not packed or whole_members(packed) < place.length:
            return None
        if is_tombstone(packed):
            return _DESTROYED
        return hashlib.sha256(record_in(packed)[1]).hexdigest()
    except Exception:  # noqa: BLE001 the WARC reader raises its own and zlib's errors, and there may be no such file
        return None


def _reaches(path: Path, place: Place) -> bool:
    """Whether a file is there and goes on beyond the beginning of a place."""
    return path.is_file() and place.offset < path.stat().st_size


def _overwrite(path: Path, place: Place) -> None:
    """Put a tombstone in a place; of a file that ends within it, only what is before the place stays."""
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(place.offset)
        if place.offset + place.length <= size:
            file.write(tombstone(place.length))
        else:
            file.write(bytes(size - place.offset))
            file.truncate(place.offset)
        file.flush()
        os.fsync(file.fileno())


def _cut_torn_end(path: Path, committed: int) -> None:
    size = path.stat().st_size
    if size <= committed:
        return
    with path.open("r+b") as file:
        file.seek(committed)
        end = committed + whole_members(file.read())
        if end < size:
            file.truncate(end)
