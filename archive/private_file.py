"""Files that hold what people did, which nobody but their owner may read."""

import os
from pathlib import Path

_OWNER_ONLY = 0o600


def keep_private(path: Path) -> None:
    """Make a file where there is none, and take the rights of all but its owner; files beside it get the same rights.

    SQLite gives its journals the rights of the database.
    """
    opened = os.open(path, os.O_CREAT | os.O_RDWR, _OWNER_ONLY)
    try:
        if os.fstat(opened).st_mode & 0o077:
            os.fchmod(opened, _OWNER_ONLY)
    finally:
        os.close(opened)
