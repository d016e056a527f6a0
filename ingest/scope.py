"""Which hosts a city may be fetched from."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where one city may be fetched from, and how seldom.

    `hosts` are names, `name` or `name:port`, each meant with and without "www."; `delay` (seconds) stands in for the
    policy's. `loopback` allows this machine, and nothing else: for the demo city.
    """

    hosts: frozenset[str]
    delay: float | None = None
    loopback: bool = False

    def allows(self, host: str) -> bool:
        """Whether a host, `name` or `name:port`, is one of these."""
        return host in self.hosts or host.removeprefix("www.") in self.hosts or f"www.{host}" in self.hosts


def host_of(url: str) -> str:
    """The host of an address in lower case, with its port where one is named."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()
