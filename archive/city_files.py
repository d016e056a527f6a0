"""Where the files of cities lie: with the program, in a data directory, or in the database several machines share."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Protocol

from archive.migrations import Migration
from archive.side_tables import changed, rows, side_tables

_SUFFIX = ".toml"
FOLDER = "cities"
# So many bytes of a file are read.
LARGEST = 64 * 1024
_MIGRATIONS = (
    Migration(
        1,
        "city files",
        ("CREATE TABLE city_file (key TEXT PRIMARY KEY, content TEXT NOT NULL)",),
    ),
)


@dataclass(frozen=True, slots=True)
class CityFile:
    """The bytes of a city file, the key it is named by, and where it lies, as people are told."""

    key: str
    place: str
    content: bytes


class CityFiles(Protocol):
    """Files of cities that may be written, by their keys."""

    def keys(self) -> frozenset[str]:
        """Of which cities there is one."""
        ...

    def read(self, key: str) -> CityFile:
        """One of these; raises OSError."""
        ...

    def write(self, key: str, text: str) -> str:
        """Put a file in its place, over what was there, and return where; raises OSError, ArchiveError."""
        ...


class CityDirectory:
    """The folder of a data directory, or the one that comes with the program."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder

    def keys(self) -> frozenset[str]:
        """See CityFiles."""
        if not self._folder.is_dir():
            return frozenset()
        names = (entry.name for entry in self._folder.iterdir())
        return frozenset(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))

    def read(self, key: str) -> CityFile:
        """See CityFiles."""
        return read_file(self._folder.joinpath(f"{key}{_SUFFIX}"))

    def write(self, key: str, text: str) -> str:
        """See CityFiles."""
        place = Path(str(self._folder)) / f"{key}{_SUFFIX}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        return str(place)


class CityTable:
    """A table beside an archive in PostgreSQL, as it is when it is first asked."""

    def __init__(self, directory: Path, archive: str) -> None:
        self._tables = side_tables(directory, archive, "cities", _MIGRATIONS)

    @cached_property
    def _known(self) -> dict[str, CityFile]:
        with self._tables.transaction() as connection:
            found = rows(connection, "SELECT key, content FROM city_file ORDER BY key")
        return {row["key"]: self._file(row["key"], row["content"]) for row in found}

    def keys(self) -> frozenset[str]:
        """See CityFiles."""
        return frozenset(self._known)

    def read(self, key: str) -> CityFile:
        """See CityFiles."""
        return self._known[key]

    def write(self, key: str, text: str) -> str:
        """See CityFiles."""
        with self._tables.transaction() as connection:
            changed(
                connection,
                "INSERT INTO city_file (key, content) VALUES (:key, :content) "
                "ON CONFLICT (key) DO UPDATE SET content = excluded.content",
                key=key,
                content=text,
            )
        self._known[key] = self._file(key, text)
        return self._known[key].place

    def _file(self, key: str, text: str) -> CityFile:
        return CityFile(key, f"{self._tables.place}, {key}{_SUFFIX}", text.encode())


def own_files(directory: Path, archive: str) -> CityFiles:
    """Where the city files of an installation are: in the database of the archive's address, or in the directory."""
    return CityTable(directory, archive) if archive else CityDirectory(directory / FOLDER)


def left_in_the_directory(directory: Path, archive: str) -> tuple[str, ...]:
    """Files of a data directory that are not read, for the archive is in a database, and that are others than there."""
    if not archive:
        return ()
    lying, read = CityDirectory(directory / FOLDER), CityTable(directory, archive)
    known = read.keys()
    left = []
    for key in sorted(lying.keys()):
        with suppress(OSError):  # one that cannot be opened is no use there either
            file = lying.read(key)
            if key not in known or read.read(key).content != file.content:
                left.append(file.place)
    return tuple(left)


def read_file(file: Traversable) -> CityFile:
    """A city file as it lies there; raises OSError."""
    with file.open("rb") as opened:
        return CityFile(file.name.removesuffix(_SUFFIX), str(file), opened.read(LARGEST))
