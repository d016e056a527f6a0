"""Files that hold what people did, which nobody but their owner may read; and those that hold a password."""

import os
from pathlib import Path

from language.messages import FilledMessage, Message

_OWNER_ONLY = 0o600
_NO_FILE = Message("die Datei {value} lässt sich nicht lesen: {reason}")
_NOT_ONE_LINE = Message(
    "die Datei {value} muss ein Passwort oder einen Namen in einer einzigen Zeile enthalten"
)


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


class SecretUnfit(Exception):
    """A file that holds no password; says why."""

    def __init__(self, why: FilledMessage) -> None:
        super().__init__(str(why))
        self.why = why


def secret_in(file: str) -> str:
    """The password, or the user's name, in a file: its only line. Raises SecretUnfit."""
    try:
        held = Path(file).read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SecretUnfit(_NO_FILE.filled(value=file, reason=reason)) from error
    if len(held.splitlines()) != 1:
        raise SecretUnfit(_NOT_ONE_LINE.filled(value=file))
    return held
