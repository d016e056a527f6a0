"""A folder that is watched: which files in it are new or changed, whole, and of which city; and their import.

Files of several cities lie in folders named by the cities' keys; where there is one city alone, they may lie in the
folder itself. Nothing is moved or deleted: what was taken in is noted by size and time of change in `inbox.json` in the
data directory, so that a restart reads nothing again.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import DecodeError
from msgspec.json import Decoder, encode

from archive.model import Run, RunKind
from archive.store import Archive
from ingest.city import City
from ingest.errors import InboxMisplaced, InboxUnusable
from ingest.files import files_below
from ingest.import_files import ImportRun, import_files
from ingest.run_state import recorded
from language.messages import Language

FILE = "inbox.json"
# By what a file is known to be the same: its size in bytes and when it was changed, in nanoseconds.
_State = tuple[int, int]
_decode = Decoder(dict[str, _State]).decode
# What word processors, browsers and file managers leave in a folder: locks, unfinished copies, settings of its display.
_OF_FOLDERS = frozenset({"thumbs.db", "desktop.ini"})
_UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".tmp", ".lock", "~")
# So many names are told of files that lie in no city's folder.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Arrived:
    """Files that are new, and whole since they were the same twice: by the keys of cities, and those of none."""

    of_cities: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    of_none: tuple[Path, ...] = ()


class Inbox:
    """The watched folder `directory`; raises InboxUnusable where it is no directory that can be read."""

    def __init__(self, directory: Path, data: Path) -> None:
        self.directory = directory
        self._noted = data / FILE
        self._taken = self._load()
        self._seen = self._listed()

    def arrived(self, keys: Sequence[str]) -> Arrived:
        """What has come for these cities; a file counts once it was met twice with the same size and time of change.

        Raises InboxUnusable.
        """
        before, self._seen = self._seen, self._listed()
        of_cities: dict[str, tuple[Path, ...]] = {}
        of_none: list[Path] = []
        for name, state in self._seen.items():
            if before.get(name) != state or self._taken.get(name) == state:
                continue
            path, parts = self.directory / name, Path(name).parts
            key = parts[0] if len(parts) > 1 and parts[0] in keys else keys[0] if len(keys) == 1 else None
            if key:
                of_cities[key] = (*of_cities.get(key, ()), path)
            else:
                of_none.append(path)
        return Arrived(of_cities, tuple(of_none))

    def note(self, files: Sequence[Path]) -> None:
        """Note that files were dealt with, as they were when they arrived; raises OSError."""
        for path in files:
            name = os.fspath(path.relative_to(self.directory))
            self._taken[name] = self._seen[name]
        # A name of no known charset is no text: such a file is read again after a restart, which changes nothing.
        there = {
            name: state for name, state in self._taken.items() if name in self._seen and name.isprintable()
        }
        beside = self._noted.with_suffix(".part")
        beside.write_bytes(encode(there))
        beside.replace(self._noted)

    def _load(self) -> dict[str, _State]:
        """What was noted; where that is gone or damaged, all files are read again, which changes nothing."""
        try:
            return _decode(self._noted.read_bytes())
        except (OSError, DecodeError):
            return {}

    def _listed(self) -> dict[str, _State]:
        found: dict[str, _State] = {}
        try:
            os.scandir(self.directory).close()
            for path in files_below(self.directory):
                if _is_passing(path.name):
                    continue
                try:
                    state = path.stat()
                except OSError:  # gone, or not ours to read: met again when it is there
                    continue
                found[os.fspath(path.relative_to(self.directory))] = (state.st_size, state.st_mtime_ns)
        except OSError as error:
            raise InboxUnusable(place=str(self.directory), reason=error.strerror or str(error)) from error
        return found


def _is_passing(name: str) -> bool:
    """Whether a file is one that programs put beside others while they write, copy or show them."""
    return name.startswith("~$") or name.lower() in _OF_FOLDERS or name.lower().endswith(_UNFINISHED)


def take_in(
    inbox: Inbox, cities: Sequence[City], archive: Archive, *, language: Language = "de"
) -> list[Run]:
    """Import what has arrived, as `import` does; what lies in no city's folder is a problem of the first city's run.

    Raises InboxUnusable, OSError where what was taken in cannot be noted.
    """
    arrived = inbox.arrived([city.key for city in cities])
    runs = []
    for city in cities:
        if files := arrived.of_cities.get(city.key, ()):
            runs.append(
                import_files(
                    files, city, archive, published=None, progress=lambda done, of: None, language=language
                )
            )
            inbox.note(files)
    if arrived.of_none and cities:
        runs.append(_misplaced(inbox, cities[0], archive, arrived.of_none, language))
        inbox.note(arrived.of_none)
    return runs


def _misplaced(inbox: Inbox, city: City, archive: Archive, files: Sequence[Path], language: Language) -> Run:
    """A run that tells which files were left alone."""
    names = ", ".join(os.fsencode(path.name).decode("utf-8", "replace") for path in files[:_NAMED])
    taking = ImportRun(city, archive, lambda done, of: None, language, kind=RunKind.IMPORT)

    def work() -> None:
        raise InboxMisplaced(place=str(inbox.directory), count=len(files), files=names)

    return recorded(taking, archive, city, work)
