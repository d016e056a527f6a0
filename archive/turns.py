"""Who is alone with a task that any of several processes could do: mails, the index."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from archive.leases import Leases

# How often it is looked whether a turn has ended, in seconds.
_LOOK = 1.0


class TurnTaken(Exception):
    """Another process does it."""


@contextmanager
def in_turn(directory: Path, archive: str, task: str, stop: threading.Event) -> Iterator[threading.Event]:
    """Do a task alone; what is yielded is set as soon as that is to end: told by `stop`, or others may do it now.

    Alone among the processes over one data directory, or over the archive's database where its address is given. Raises
    TurnTaken, ArchiveError.
    """
    if not archive:
        lock = FileLock(directory / f"{task}.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise TurnTaken from error
        try:
            yield stop
        finally:
            lock.release()
        return
    ends, done = threading.Event(), threading.Event()
    with Leases(directory, archive) as leases:
        if not leases.take([task]):
            raise TurnTaken
        watching = threading.Thread(target=_watch, args=(leases, task, stop, ends, done), daemon=True)
        watching.start()
        try:
            yield ends
        finally:
            done.set()
            watching.join()


def _watch(
    leases: Leases, task: str, stop: threading.Event, ends: threading.Event, done: threading.Event
) -> None:
    while not done.wait(_LOOK):
        if stop.is_set() or not leases.holds(task):
            ends.set()
            return
