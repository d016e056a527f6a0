"""Who of several processes asks a host: each host by one of them at a time, each city by one of them in turn."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from typing import Protocol

from archive.leases import Leases
from ingest.errors import HostTaken

# How long a host is waited for that another process has just let go of, and how often it is looked, in seconds.
_PATIENCE, _LOOK = 10.0, 0.5
_ROUND = timedelta(seconds=30)


class HostTurns(Protocol):
    """Whose turn it is to ask a host."""

    def wait_for(self, host: str, distance: float) -> None:
        """Return when this process may ask a host, which rests for so many seconds after it; raises HostTaken."""
        ...

    def free(self, groups: Sequence[frozenset[str]], every: timedelta) -> list[bool]:
        """Of each group of hosts whether nobody asks them, and nobody did so to the end less than `every` ago."""
        ...

    def visit(self, hosts: Iterable[str], every: timedelta) -> AbstractContextManager[bool]:
        """Ask hosts alone until the end of a `with`; False where it is not our turn."""
        ...

    def pause(self, every: timedelta) -> timedelta:
        """How long until it is looked again whose turn it is, where each city is to be visited so often."""
        ...


class Alone:
    """It is always our turn: no other process asks anybody."""

    def wait_for(self, host: str, distance: float) -> None:
        """See HostTurns."""

    def free(self, groups: Sequence[frozenset[str]], every: timedelta) -> list[bool]:
        """See HostTurns."""
        return [True] * len(groups)

    def visit(self, hosts: Iterable[str], every: timedelta) -> AbstractContextManager[bool]:
        """See HostTurns."""
        return nullcontext(True)

    def pause(self, every: timedelta) -> timedelta:
        """See HostTurns."""
        return every


ALONE = Alone()


class LeasedHosts:
    """Turns by leases in a database that all processes share."""

    def __init__(self, leases: Leases, sleep: Callable[[float], object] = time.sleep) -> None:
        self._leases, self._sleep = leases, sleep
        # How long each host that was asked is to rest before another process may ask it.
        self._rests: dict[str, float] = {}

    def wait_for(self, host: str, distance: float) -> None:
        """See HostTurns."""
        name, waited = _name(host), 0.0
        self._rests[name] = distance
        while not self._leases.holds(name) and not self._leases.take([name]):
            if waited >= _PATIENCE:
                raise HostTaken(place=host)
            self._sleep(_LOOK)
            waited += _LOOK

    def free(self, groups: Sequence[frozenset[str]], every: timedelta) -> list[bool]:
        """See HostTurns."""
        taken = self._leases.taken([_name(host) for hosts in groups for host in hosts], every=every)
        return [not any(_name(host) in taken for host in hosts) for hosts in groups]

    @contextmanager
    def visit(self, hosts: Iterable[str], every: timedelta) -> Iterator[bool]:
        """See HostTurns."""
        names = [_name(host) for host in hosts]
        if not self._leases.take(names, every=every):
            yield False
            return
        done = False
        try:
            yield True
            done = True
        finally:
            self._give_back(names, done=done)

    def pause(self, every: timedelta) -> timedelta:
        """See HostTurns: another process may have died."""
        return min(every, _ROUND)

    def close(self) -> None:
        """Let other processes ask the hosts that were asked outside of a visit."""
        self._give_back(list(self._rests), done=False)

    def _give_back(self, names: Iterable[str], *, done: bool) -> None:
        for name in names:
            self._leases.give_back([name], done=done, rest=self._rests.pop(name, 0.0))


def _name(host: str) -> str:
    return f"host {host}"
