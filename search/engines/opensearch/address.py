"""Where a cluster is, who asks, and how its index is to be spread: all of it in one address.

`opensearch://user:password@host1:9200,host2/prefix?shards=3&replicas=1`; `opensearchs` speaks TLS. User and password
may stand in files instead (`user_file`, `password_file`), the authority that vouches for the cluster in `ca`.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from archive.service_address import options_in, secret_in, told_as, trusting
from language.messages import FilledMessage, Message
from search.errors import EngineAddressUnfit

SCHEMES = ("opensearch", "opensearchs")
_PORT = 9200
_SETTING = "PRESSEARCHIV_SEARCH"
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>\d{1,5}))?")
_KNOWN = ("shards", "replicas", "user_file", "password_file", "ca")
_MOST_SHARDS, _MOST_REPLICAS = 100, 10

_EXAMPLE = "opensearch://host1:9200,host2:9200/pressearchiv?shards=3&replicas=1"
_NO_SCHEME = Message("sie muss mit {known} beginnen")
_NO_HOST = Message("„{value}“ ist kein Rechner, der so geschrieben werden kann")
_NO_PREFIX = Message(
    "hinter den Rechnern muss ein Schrägstrich und ein Name des Index aus kleinen Buchstaben und Ziffern stehen, "
    "nicht „{value}“"
)
_CA_ALONE = Message("zu ca gehört opensearchs://, sonst wird nichts verschlüsselt")
_NO_NUMBER = Message("„{name}“ muss eine Zahl von {least} bis {most} sein")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A cluster: its nodes (`http(s)://host:port`), who asks, the prefix of our indices, how these are spread."""

    nodes: tuple[str, ...]
    prefix: str
    user: str = ""
    password: str = field(default="", repr=False)
    authority: Path | None = None
    shards: int = 1
    replicas: int = 1

    @property
    def shown(self) -> str:
        """The address as it may be told: without user and password."""
        return f"{', '.join(self.nodes)} ({self.prefix})"


def parse_address(text: str) -> Address:
    """The address in a text; raises EngineAddressUnfit, which never says the password."""
    scheme, separator, rest = text.partition("://")
    if scheme not in SCHEMES or not separator:
        raise _unfit(_NO_SCHEME, known=", ".join(f"{known}://" for known in SCHEMES))
    # The part before the hosts may hold any sign; urlsplit knows one host only, so it is asked for the rest alone.
    before, _, after = rest.rpartition("@")
    user, _, password = before.partition(":")
    split = urlsplit(f"//x/{after.partition('/')[2]}")
    hosts = re.split(r"[/?]", after, maxsplit=1)[0]
    prefix = split.path.removeprefix("/").removesuffix("/")
    if not _PREFIX.fullmatch(prefix):
        raise _unfit(_NO_PREFIX, value=prefix)
    with told_as(_refused):
        options = options_in(split.query, _KNOWN)
        user = secret_in(options, "user_file", unquote(user))
        password = secret_in(options, "password_file", unquote(password))
        if "ca" in options and scheme == "opensearchs":
            trusting(options["ca"])
    if "ca" in options and scheme != "opensearchs":
        raise _unfit(_CA_ALONE)
    return Address(
        nodes=tuple(_node(host, "https" if scheme == "opensearchs" else "http") for host in hosts.split(",")),
        prefix=prefix,
        user=user,
        password=password,
        authority=Path(options["ca"]) if "ca" in options else None,
        shards=_number(options, "shards", 1, 1, _MOST_SHARDS),
        replicas=_number(options, "replicas", 1, 0, _MOST_REPLICAS),
    )


def _node(host: str, scheme: str) -> str:
    match = _HOST.fullmatch(host.strip())
    port = int(match["port"] or _PORT) if match else 0
    if not match or not 0 < port < 1 << 16:
        raise _unfit(_NO_HOST, value=host)
    return f"{scheme}://{match['name']}:{port}"


def _number(options: dict[str, str], name: str, otherwise: int, least: int, most: int) -> int:
    said = options.get(name)
    if said is None:
        return otherwise
    if not said.isascii() or not said.isdigit() or not least <= int(said[:9]) <= most:
        raise _unfit(_NO_NUMBER, name=name, least=least, most=most)
    return int(said)


def _unfit(why: Message, **facts: object) -> EngineAddressUnfit:
    return _refused(why.filled(**facts))


def _refused(why: FilledMessage) -> EngineAddressUnfit:
    return EngineAddressUnfit(place=_SETTING, why=why, example=_EXAMPLE)
