"""How commands ask the sites of cities: a fetcher by the settings, and each host by one process at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock, Timeout

from archive.errors import ArchiveError
from archive.leases import Leases
from ingest.fetch import Fetcher, Policy
from ingest.turns import ALONE, HostTurns, LeasedHosts
from language.messages import Message, UserFacingError
from pressearchiv.cli.garbage import collect_as_usual
from pressearchiv.environment import NAME
from pressearchiv.settings import Settings


@dataclass(frozen=True, slots=True)
class Fetching:
    """What a command asks sites with, and whose turn it is to ask them."""

    settings: Settings
    stop: threading.Event
    turns: HostTurns

    def fetcher(self) -> Fetcher:
        """A fetcher of its own, whose waiting `stop` ends at once."""
        policy = Policy(
            contact=self.settings.contact or None, version=version(NAME), delay=self.settings.delay
        )
        return Fetcher(policy, sleep=self.stop.wait, turns=self.turns)


@contextmanager
def fetching(settings: Settings, data: Path, stop: threading.Event | None = None) -> Iterator[Fetching]:
    """Ask sites while no other process asks the same: two would ask one host twice at once.

    Over one data directory one process asks at a time; over a database that several machines share, one each host.
    Raises FetchingAlready, DirectoryUnusable, ArchiveError.
    """
    stop = stop or threading.Event()
    collect_as_usual()
    if settings.archive:
        with Leases(data, settings.archive) as leases:
            turns = LeasedHosts(leases, stop.wait)
            try:
                yield Fetching(settings, stop, turns)
            finally:
                with suppress(ArchiveError):  # they come free by their time
                    turns.close()
        return
    lock = FileLock(data / "fetch.lock")
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise FetchingAlready(place=str(data)) from error
    except OSError as error:
        place = str(error.filename or data)
        raise DirectoryUnusable(place=place, reason=error.strerror or str(error)) from error
    try:
        yield Fetching(settings, stop, ALONE)
    finally:
        lock.release()


class FetchingAlready(UserFacingError):
    """Another process fetches into the same data directory."""

    code = "fetching-already"
    message = Message(
        "In {place} ruft schon ein anderer Prozess Städte ab (watch oder ingest). Bitte warten oder ihn beenden.",
    )


class DirectoryUnusable(UserFacingError):
    """A data directory in which nothing can be written."""

    code = "directory-unusable"
    message = Message(
        "In {place} lässt sich nichts schreiben: {reason}. Bitte Verzeichnis und Rechte prüfen."
    )
