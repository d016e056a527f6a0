"""Folders in which something is written before it takes its place; of a process that died they are recognised."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_LOCK = "lock"
_PREFIXES = (".backup-", ".restore-")


@contextmanager
def scratch_folder(parent: Path, kind: str) -> Iterator[Path]:
    """An empty folder in another, gone at the end; `kind` is "backup" or "restore"."""
    with tempfile.TemporaryDirectory(dir=parent, prefix=f".{kind}-") as name:
        folder = Path(name)
        with FileLock(folder / _LOCK, timeout=0):
            yield folder


def abandoned(parent: Path) -> tuple[Path, ...]:
    """Such folders in another one whose process is no more."""
    found = (path for prefix in _PREFIXES for path in parent.glob(f"{prefix}*") if path.is_dir())
    return tuple(path for path in sorted(found) if not _is_held(path))


def _is_held(folder: Path) -> bool:
    if not (folder / _LOCK).exists():
        return False
    try:
        with FileLock(folder / _LOCK, timeout=0):
            return False
    except (Timeout, OSError):
        return True
