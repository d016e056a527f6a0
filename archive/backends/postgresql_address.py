"""Where an archive in PostgreSQL is, and who asks.

One address says it: `postgresql://user:password@host:5432/database?schema=archiv`. The password may stand in a file
(`password_file`); `tls=yes` has the connection encrypted and the server vouched for, by the authority in `ca` if given.
"""

import re
from typing import Any

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from archive.errors import ArchiveAddressUnfit
from archive.service_address import options_in, secret_in, told_as, trusting
from language.messages import FilledMessage, Message

_SCHEME = "postgresql"
_SETTING = "PRESSEARCHIV_ARCHIVE"
# PostgreSQL cuts longer names, so that two would be one, and keeps those in pg_ for itself.
_SCHEMA = re.compile(r"(?!pg_|information_schema)[a-z_][a-z0-9_]{0,62}")
_KNOWN = ("schema", "password_file", "tls", "ca")

_NO_ADDRESS = Message("sie muss mit postgresql:// beginnen, dahinter Rechner und Datenbank")
_NO_PORT = Message("{value} ist kein Anschluss (Port) von 1 bis 65535")
_NO_SCHEMA = Message(
    "„{value}“ ist kein Name eines Schemas aus höchstens 63 kleinen Buchstaben, Ziffern und Unterstrichen, oder einer, "
    "den die Datenbank für sich behält"
)
_NO_TLS = Message("tls ist yes oder no")
_CA_ALONE = Message("zu ca gehört tls=yes, sonst wird nichts verschlüsselt")
_NOT_CODED = Message(
    "Zeichen wie @, / und ? in Benutzer und Passwort müssen prozentcodiert sein (%40, %2F, %3F); besser steht das "
    "Passwort in einer Datei (password_file)"
)
_NO_SIGNS = Message("das Passwort enthält ein Steuerzeichen")


def parse_address(address: str) -> tuple[URL, str, dict[str, Any]]:
    """The URL of the driver, the schema, and what a connection is made with.

    Raises ArchiveAddressUnfit, which never says the password.
    """
    _check_coded(address)
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise _unfit(_NO_ADDRESS) from None
    if url.drivername != _SCHEME or not url.host or not url.database:
        raise _unfit(_NO_ADDRESS)
    if url.port is not None and not 0 < url.port < 1 << 16:
        raise _unfit(_NO_PORT, value=url.port)
    if not (url.password or "").isprintable():
        raise _unfit(_NO_SIGNS)
    with told_as(_refused):
        options = options_in(address.partition("?")[2], _KNOWN)
        # The driver takes an empty password for one that is wrong, and falls over none where one is wanted.
        connecting: dict[str, Any] = {"password": secret_in(options, "password_file", url.password or "")}
        if options.get("tls") == "yes":
            connecting["ssl_context"] = trusting(options.get("ca"))
    if options.get("tls", "no") not in ("yes", "no"):
        raise _unfit(_NO_TLS)
    if "ca" in options and "ssl_context" not in connecting:
        raise _unfit(_CA_ALONE)
    named = options.get("schema", "pressearchiv")
    if not _SCHEMA.fullmatch(named):
        raise _unfit(_NO_SCHEMA, value=named)
    return url.set(password=None), named, connecting


def _check_coded(address: str) -> None:
    """Raise where an @ stands that is none between user and host: what it would part may be of a password."""
    before, _, options = address.partition("://")[2].partition("?")
    authority, _, database = before.partition("/")
    are_known = all(option.partition("=")[0] in _KNOWN for option in options.split("&"))
    if (
        authority.count("@") > 1
        or "@" in database
        or ("@" in options and "@" not in before and not are_known)
    ):
        raise _unfit(_NOT_CODED)


def _unfit(why: Message, **facts: object) -> ArchiveAddressUnfit:
    return _refused(why.filled(**facts))


def _refused(why: FilledMessage) -> ArchiveAddressUnfit:
    return ArchiveAddressUnfit(place=_SETTING, why=why)
