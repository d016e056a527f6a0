"""The archive in one file, and back: a tar with every digest, consistent while the archive is written to."""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from archive.backends.sqlite import DATABASE, copy_database
from archive.city_files import FOLDER, own_files
from archive.database import CAPTURES, capture_store
from archive.errors import BackupDamaged, BackupUnwritable, RestoreRefused
from archive.moving import move_tables
from archive.moving_captures import move_captures
from archive.scratch import scratch_folder
from archive.store import Archive
from language.messages import Message

_MANIFEST = "manifest.json"
# 2 may hold the town's synonyms.
_FORMAT, _FORMATS = 2, (1, 2)
_SYNONYMS = "synonyms.txt"
_CHUNK = 1024 * 1024
_TOO_SHORT = Message("{file} ist kürzer, als es sein soll; „pressearchiv check“ sagt, was fehlt")
_DAMAGED = Message(
    "das Archiv ist beschädigt ({reason}); „pressearchiv check“ sagt, was fehlt, und frühere Sicherungen gelten weiter"
)
# Told how many of how many bytes are done.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Member:
    """What goes into a backup: its name there, so many bytes of what can be opened, and from when it is."""

    name: str
    size: int
    at: int
    opened: Callable[[], IO[bytes]]


def back_up(directory: Path, file: Path, progress: Progress, address: str = "", captures: str = "") -> int:
    """Write the archive of a directory into a file and return how many bytes it holds.

    Its tables lie in the directory, or at an address, and so do its captures. The tables are copied as they are in one
    moment, into a database of SQLite, so that a backup can be restored into either; the capture files are copied up to
    the records that copy knows, so that what is taken in meanwhile does no harm. A file that stands in the way is left
    alone.

    Raises BackupUnwritable.
    """
    if file.exists():
        raise BackupUnwritable(place=str(file), reason=Message("die Datei gibt es schon"))
    if not address and not (directory / DATABASE).is_file():
        raise BackupUnwritable(
            place=str(file),
            reason=Message("in {directory} liegt kein Archiv").filled(directory=directory),
        )
    try:
        # Beside its place, and moved there whole: half a backup must never look like one.
        with scratch_folder(file.parent, "backup") as scratch:
            database = scratch / DATABASE
            if address:
                with Archive(directory, address, captures) as archive:
                    archive.copy_into(database)
            else:
                copy_database(directory, database)
            with closing(sqlite3.connect(database)) as copy:
                (told,) = copy.execute("PRAGMA quick_check(1)").fetchone()
                if told != "ok":
                    raise BackupUnwritable(place=str(file), reason=_DAMAGED.filled(reason=told))
                if _is_being_erased(copy):
                    unfinished = Message(
                        "eine Löschung ist noch nicht zu Ende; „pressearchiv index“ führt sie zu Ende"
                    )
                    raise BackupUnwritable(place=str(file), reason=unfinished)
                ends = dict(
                    copy.execute(
                        'SELECT file, max("offset" + length) FROM blob GROUP BY file HAVING NOT min(erased) '
                        "OR file LIKE 'captures-%'"
                    )
                )
            members = [_file(DATABASE, database)]
            members += _captures(directory, captures, ends)
            members += _cities(directory, address)
            if (synonyms := directory / _SYNONYMS).is_file():
                members.append(_file(_SYNONYMS, synonyms))
            written = scratch / "backup.tar"
            _write(written, members, progress)
            written.replace(file)
    except sqlite3.DatabaseError as error:
        raise BackupUnwritable(place=str(file), reason=str(error)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        named = f"{error.filename}: " if error.filename else ""
        raise BackupUnwritable(place=str(file), reason=f"{named}{reason}") from error
    return file.stat().st_size


def _file(name: str, path: Path, size: int | None = None) -> _Member:
    state = path.stat()
    if size is not None and state.st_size < size:
        raise BackupUnwritable(place=name, reason=_TOO_SHORT.filled(file=name))
    held = state.st_size if size is None else size
    return _Member(name, held, int(state.st_mtime), lambda: path.open("rb"))


def _captures(directory: Path, address: str, ends: Mapping[str, int]) -> list[_Member]:
    """The capture files, each up to the end of the last record in it, or the objects."""
    if not address:
        return [
            _file(f"{CAPTURES}/{name}", directory / CAPTURES / name, end)
            for name, end in sorted(ends.items())
        ]
    store = capture_store(directory, address)
    now = int(datetime.now(UTC).timestamp())

    def opened(name: str) -> IO[bytes]:
        return io.BytesIO(store.whole_of(name))

    return [
        _Member(f"{CAPTURES}/{name}", end, now, partial(opened, name)) for name, end in sorted(ends.items())
    ]


def _cities(directory: Path, address: str) -> list[_Member]:
    if not address:
        return [_file(f"{FOLDER}/{path.name}", path) for path in sorted((directory / FOLDER).glob("*.toml"))]
    held, now = own_files(directory, address), int(datetime.now(UTC).timestamp())

    def opened(key: str) -> IO[bytes]:
        return io.BytesIO(held.read(key).content)

    return [
        _Member(f"{FOLDER}/{key}.toml", len(held.read(key).content), now, partial(opened, key))
        for key in sorted(held.keys())
    ]


def _is_being_erased(copy: sqlite3.Connection) -> bool:
    """Whether bytes of an erased release still lie in the capture files."""
    known = copy.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'erasure'").fetchone()
    return bool(known) and copy.execute("SELECT 1 FROM erasure WHERE captures != '[]'").fetchone() is not None


def _write(file: Path, members: list[_Member], progress: Progress) -> None:
    total = sum(member.size for member in members)
    done = 0
    digests: dict[str, dict[str, object]] = {}
    with tarfile.open(file, "w", format=tarfile.PAX_FORMAT) as tar:
        for member in members:
            info = tarfile.TarInfo(member.name)
            info.size, info.mtime, info.mode = member.size, member.at, 0o600
            with member.opened() as content:
                reader = _Hashing(content, member.size)
                tar.addfile(info, reader)
            digests[member.name] = {"sha256": reader.digest, "bytes": member.size}
            done += member.size
            progress(done, total)
        manifest = {"format": _FORMAT, "made": datetime.now(UTC).isoformat(), "files": digests}
        body = json.dumps(manifest, indent=1).encode()
        info = tarfile.TarInfo(_MANIFEST)
        info.size = len(body)
        tar.addfile(info, io.BytesIO(body))


class _Hashing(io.RawIOBase):
    """The first `size` bytes of a file, hashed as they are read."""

    def __init__(self, content: IO[bytes], size: int) -> None:
        self._content = content
        self._left = size
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        chunk = self._content.read(wanted)
        self._left -= len(chunk)
        self._hash.update(chunk)
        return chunk

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read, in hexadecimal."""
        return self._hash.hexdigest()


def restore(file: Path, directory: Path, progress: Progress, address: str = "", captures: str = "") -> int:
    """Unpack a backup into an empty directory and return how many files came back.

    Everything is unpacked beside the directory and every digest compared before it takes its place; with addresses, the
    tables and the captures go there instead. Raises RestoreRefused where something is in the way, BackupDamaged for a
    file that is no whole backup.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise RestoreRefused(place=str(directory))
    directory.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _never_left_empty(directory), scratch_folder(directory.parent, "restore") as scratch:
            fresh = scratch / "data"
            fresh.mkdir()
            found = _unpack(file, fresh, progress)
            if captures:
                # Those of the same archive may still be there, and newer ones.
                move_captures(
                    capture_store(fresh, ""),
                    capture_store(fresh, captures),
                    (),
                    lambda done, total: None,
                    among_others=True,
                )
                shutil.rmtree(fresh / CAPTURES)
            if address:
                with (
                    Archive(fresh, "", captures) as unpacked,
                    Archive(directory, address, captures, unfinished=True) as archive,
                ):
                    move_tables(
                        unpacked,
                        archive,
                        lambda done, total: None,
                        beside=lambda: _put_cities(fresh, directory, address),
                    )
                for left in fresh.glob(f"{DATABASE}*"):
                    left.unlink()
            _remove_empty(directory)
            fresh.replace(directory)
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupDamaged(place=str(file), reason=f"{type(error).__name__}: {error}") from error
    except OSError as error:
        raise BackupDamaged(place=str(file), reason=error.strerror or str(error)) from error
    return found


@contextmanager
def _never_left_empty(directory: Path) -> Iterator[None]:
    """What was made of a directory is removed where a restore fails."""
    was_there = directory.exists()
    try:
        yield
    except BaseException:
        if not was_there:
            _remove_empty(directory)
        raise


def _remove_empty(directory: Path) -> None:
    """Remove a directory in which an archive was opened whose tables and captures lie elsewhere."""
    with suppress(OSError):  # it holds something
        for made in directory.iterdir():
            made.rmdir()
        directory.rmdir()


def _put_cities(fresh: Path, directory: Path, address: str) -> None:
    """Put the city files that were unpacked where all machines read them."""
    unpacked, there = own_files(fresh, ""), own_files(directory, address)
    for key in sorted(unpacked.keys()):
        there.write(key, unpacked.read(key).content.decode("utf-8"))
    shutil.rmtree(fresh / FOLDER, ignore_errors=True)


def _unpack(file: Path, directory: Path, progress: Progress) -> int:
    digests: dict[str, str] = {}
    manifest: dict[str, dict[str, str]] | None = None
    total = file.stat().st_size
    with tarfile.open(file, "r:") as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            if content is None:
                raise BackupDamaged(place=str(file), reason=member.name)
            if member.name == _MANIFEST:
                said = json.loads(content.read(_CHUNK * 64))
                if said["format"] not in _FORMATS:
                    raise BackupDamaged(place=str(file), reason=f"format {said['format']}")
                manifest = said["files"]
                continue
            path = directory / _checked(member.name, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            digests[member.name] = _copy(content, path)
            progress(tar.offset, total)
    if manifest is None:
        raise BackupDamaged(place=str(file), reason=f"{_MANIFEST}?")
    for name in {*manifest, *digests}:
        if manifest.get(name, {}).get("sha256") != digests.get(name):
            raise BackupDamaged(place=str(file), reason=f"SHA-256 {name}")
    if DATABASE not in digests:
        raise BackupDamaged(place=str(file), reason=f"{DATABASE}?")
    return len(digests)


def _checked(name: str, file: Path) -> PurePosixPath:
    """The place of a member: one of those a backup has, and nowhere else."""
    path = PurePosixPath(name)
    places = ((DATABASE,), (_SYNONYMS,), (CAPTURES, path.name), (FOLDER, path.name), _object(path))
    fine = path.parts in places and path.name not in ("..", ".")
    if not fine:
        raise BackupDamaged(place=str(file), reason=name)
    return path


def _object(path: PurePosixPath) -> tuple[str, ...]:
    """The place of a capture that was an object: in a folder by the beginning of its name."""
    return (CAPTURES, path.name[:2], path.name)


def _copy(content: IO[bytes], path: Path) -> str:
    seen = hashlib.sha256()
    with path.open("xb") as target:
        while chunk := content.read(_CHUNK):
            seen.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return seen.hexdigest()
