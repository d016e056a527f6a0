"""Which hosts a city may be fetched from."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where one city may be fetched from, and how seldom.

    `hosts` are names, `name` or `name:port`; `delay` (seconds) stands in for the policy's. `loopback` allows this
    machine, and nothing else: for the demo city.
    """

    hosts: frozenset[str]
    delay: float | None = None
    loopback: bool = False


def host_of(url: str) -> str:
    """The host of an address in lower case, with its port where one is named."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()
