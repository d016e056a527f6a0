"""The files that an address of a service names: a password, the certificate of the authority that vouches for it."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from language.messages import FilledMessage, Message

_NO_FILE = Message("die Datei {value} lässt sich nicht lesen: {reason}")
_NOT_ONE_LINE = Message(
    "die Datei {value} muss ein Passwort oder einen Namen in einer einzigen Zeile enthalten"
)


class AddressFileUnfit(Exception):
    """A file that does not hold what it is named for; says why."""

    def __init__(self, why: FilledMessage) -> None:
        super().__init__(str(why))
        self.why = why


@contextmanager
def told_as(unfit: Callable[[FilledMessage], Exception]) -> Iterator[None]:
    """Let a file that is unfit be told by the error of whoever reads the address."""
    try:
        yield
    except AddressFileUnfit as error:
        raise unfit(error.why) from error


def secret_in(file: str) -> str:
    """The password, or the user's name, in a file: its only line. Raises AddressFileUnfit."""
    try:
        held = Path(file).read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(file, error) from error
    if len(held.splitlines()) != 1:
        raise AddressFileUnfit(_NOT_ONE_LINE.filled(value=file))
    return held


def trusting(file: str) -> ssl.SSLContext:
    """Connections that the authority in a file vouches for, those of the system if none is named.

    Raises AddressFileUnfit.
    """
    try:
        return ssl.create_default_context(cafile=file or None)
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(file: str, error: Exception) -> AddressFileUnfit:
    return AddressFileUnfit(
        _NO_FILE.filled(value=file, reason=getattr(error, "strerror", None) or str(error))
    )
