"""What the addresses of all services have in common: options behind a question mark, and the files some of them name.

`scheme://…?name=value&password_file=/etc/x`: each option is known, has a value, and is there once.
"""

import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl

from language.messages import FilledMessage, Message

_UNKNOWN = Message("„{value}“ gibt es darin nicht; möglich sind {known}")
_NO_VALUE = Message("„{name}“ hat darin keinen Wert")
_TWICE = Message("„{name}“ steht darin zweimal")
_SAID_TWICE = Message("was die Datei in {name} enthalten soll, steht auch in der Adresse selbst")
_NO_FILE = Message("die Datei {value} lässt sich nicht lesen: {reason}")
_NOT_ONE_LINE = Message(
    "die Datei {value} muss ein Passwort oder einen Namen in einer einzigen Zeile enthalten"
)
_NO_CERTIFICATE = Message("die Datei {value} enthält kein Zertifikat (PEM)")


class AddressPartUnfit(Exception):
    """An option that cannot be understood, or a file that does not hold what it is named for; says why."""

    def __init__(self, why: FilledMessage) -> None:
        super().__init__(str(why))
        self.why = why


@contextmanager
def told_as(unfit: Callable[[FilledMessage], Exception]) -> Iterator[None]:
    """Let a part that is unfit be told by the error of whoever reads the address."""
    try:
        yield
    except AddressPartUnfit as error:
        raise unfit(error.why) from error


def options_in(query: str, known: Sequence[str]) -> dict[str, str]:
    """The options of an address, by name; raises AddressPartUnfit."""
    options: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in known:
            raise AddressPartUnfit(_UNKNOWN.filled(value=name, known=", ".join(known)))
        if name in options:
            raise AddressPartUnfit(_TWICE.filled(name=name))
        if not value.strip():
            raise AddressPartUnfit(_NO_VALUE.filled(name=name))
        options[name] = value
    return options


def secret_in(options: Mapping[str, str], name: str, written: str) -> str:
    """The password, or the user's name: as written in the address, or in the file that an option names, its only line.

    Raises AddressPartUnfit.
    """
    if name not in options:
        return written
    if written:
        raise AddressPartUnfit(_SAID_TWICE.filled(name=name))
    file = options[name]
    try:
        held = Path(file).read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(file, error) from error
    if len(held.splitlines()) != 1:
        raise AddressPartUnfit(_NOT_ONE_LINE.filled(value=file))
    return held


def trusting(file: str | None) -> ssl.SSLContext:
    """Connections that the authority in a file vouches for, those of the system if none is named.

    Raises AddressPartUnfit.
    """
    try:
        return ssl.create_default_context(cafile=file)
    except ssl.SSLError as error:
        raise AddressPartUnfit(_NO_CERTIFICATE.filled(value=file)) from error
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(file: str | None, error: Exception) -> AddressPartUnfit:
    return AddressPartUnfit(
        _NO_FILE.filled(value=file, reason=getattr(error, "strerror", None) or str(error))
    )
