"""The key that signs what browsers and mails bring back; made once, readable by its owner alone."""

import os
import secrets
from pathlib import Path

FILE = "secret.key"


def secret_of(directory: Path) -> str:
    """The key of a data directory, 256 bits in hexadecimal; made where there is none."""
    path = directory / FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(made := secrets.token_hex(32))
    return made
