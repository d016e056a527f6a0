"""Files beside an archive's own that look like copies of them: what synchronising, or a careful person, left there."""

import re
from pathlib import Path

from archive.captures import OWN_NAME

_OWN_TABLES = re.compile(r"(?:archive|alerts|misses)\.sqlite(?:-wal|-shm|-journal)?")
_COPY_OF_TABLES = re.compile(r"(?:archive|alerts|misses)\b.*\bsqlite\b", re.IGNORECASE)
_COPY_OF_CAPTURES = re.compile(r".*\bwarc\b", re.IGNORECASE)
# So many are named.
_MOST = 20


def strays(
    directory: Path, captures: str, *, tables_elsewhere: bool = False, captures_elsewhere: bool = False
) -> tuple[str, ...]:
    """Copies of databases in a data directory, and of capture files in its directory of captures.

    Where tables or captures are elsewhere by now, what was left of them is a copy too. Nothing reads them, and nothing
    erases in them.
    """
    of_captures = directory / captures
    found = [
        path for path in directory.glob("*") if _is_copy(path, _COPY_OF_TABLES, _OWN_TABLES, tables_elsewhere)
    ]
    look = of_captures.rglob if captures_elsewhere else of_captures.glob
    found += [path for path in look("*") if _is_copy(path, _COPY_OF_CAPTURES, OWN_NAME, captures_elsewhere)]
    return tuple(sorted(path.relative_to(directory).as_posix() for path in found)[:_MOST])


def _is_copy(path: Path, copy: re.Pattern[str], own: re.Pattern[str], is_left: bool) -> bool:
    return path.is_file() and bool(copy.match(path.name)) and (is_left or not own.fullmatch(path.name))
