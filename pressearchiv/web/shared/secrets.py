"""The key that signs what browsers and mails bring back; made once, readable by its owner alone."""

import os
import re
import secrets
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from archive.migrations import Migration
from archive.private_file import keep_private
from archive.side_tables import changed, rows, side_tables
from language.messages import Message, UserFacingError

FILE = "secret.key"
_BYTES = 32
_MIGRATIONS = (Migration(1, "the signing key", ("CREATE TABLE secret (key TEXT NOT NULL)",)),)


class BadKey(UserFacingError):
    """A file that is no key: nothing may be signed with it."""

    code = "bad-key"
    message = Message(
        "{place} enthält keinen Schlüssel. Bitte die Datei löschen; beim nächsten Start entsteht ein neuer, und Links "
        "in früheren E-Mails gelten nicht mehr."
    )


@cache
def _for_this_process() -> str:
    """A key that is kept nowhere."""
    return secrets.token_hex(_BYTES)


def secret_of(directory: Path, archive: str = "") -> str:
    """The key of an installation, 256 bits in hexadecimal; made where there is none. Raises BadKey, ArchiveError.

    It lies beside the archive whose address is given, in a file of the directory without one. Where none can be kept,
    each process has its own: who signed in does so anew when it ends.
    """
    if archive:
        return _of_database(directory, archive)
    path = directory / FILE
    if not path.exists():
        if directory.exists() and not os.access(directory, os.W_OK):
            return _for_this_process()
        # Written whole beside its place and then put there, unless another process was quicker.
        handle, beside = tempfile.mkstemp(dir=directory)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(beside, path)
        Path(beside).unlink()
    key = path.read_text(encoding="ascii").strip()
    if not re.fullmatch(rf"[0-9a-f]{{{2 * _BYTES}}}", key):
        raise BadKey(place=str(path))
    return key


def put_secret(key: str, directory: Path, archive: str = "") -> None:
    """Let a key be the one of an installation from now on."""
    if archive:
        with side_tables(directory, archive, "secret", _MIGRATIONS).transaction() as connection:
            changed(connection, "DELETE FROM secret")
            changed(connection, "INSERT INTO secret (key) VALUES (:key)", key=key)
        return
    path = directory / FILE
    keep_private(path)
    path.write_text(key, encoding="ascii")


@cache
def _of_database(directory: Path, archive: str) -> str:
    tables = side_tables(directory, archive, "secret", _MIGRATIONS)
    with tables.transaction() as connection:  # alone: whoever comes second finds the key of the first
        if not rows(connection, "SELECT key FROM secret"):
            changed(connection, "INSERT INTO secret (key) VALUES (:key)", key=secrets.token_hex(_BYTES))
        (row,) = rows(connection, "SELECT key FROM secret")
        return str(row["key"])
