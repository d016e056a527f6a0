"""Files beside an archive's own that look like copies of them: what synchronising, or a careful person, left there."""

import re
from pathlib import Path

from archive.captures import OWN_NAME

_OWN_TABLES = re.compile(r"(?:archive|alerts|misses)\.sqlite(?:-wal|-shm|-journal)?")
_COPY_OF_TABLES = re.compile(r"(?:archive|alerts|misses)\b.*\bsqlite\b", re.IGNORECASE)
_COPY_OF_CAPTURES = re.compile(r".*\bwarc\b", re.IGNORECASE)
# So many are named.
_MOST = 20


def strays(directory: Path, captures: str) -> tuple[str, ...]:
    """Copies of databases in a data directory, and of capture files in its directory of captures.

    Nothing reads them, and nothing erases in them.
    """
    found = [
        path.relative_to(directory).as_posix()
        for place, own, copy in (
            (directory, _OWN_TABLES, _COPY_OF_TABLES),
            (directory / captures, OWN_NAME, _COPY_OF_CAPTURES),
        )
        for path in place.glob("*")
        if path.is_file() and copy.match(path.name) and not own.fullmatch(path.name)
    ]
    return tuple(sorted(found)[:_MOST])
