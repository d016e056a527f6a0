"""Waiting for what happens elsewhere, in a thread or a process: for the event, however long a slow machine takes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.cpu_limit import cpu_time_limit

# After so many seconds a test hangs. It only ends a hang: no test may depend on it.
HANG = 600.0
# The same for what a browser waits for, in milliseconds.
HANG_IN_BROWSER = 300_000.0
# The same for work of this process, in seconds of CPU time; what is tested so takes about one.
_ENDLESS = 120.0
_LOOK_EVERY = 0.02


def wait_until(true: Callable[[], object]) -> None:
    """Return once it is true; fail where it never becomes so."""
    hangs_at = time.monotonic() + HANG
    while not true():
        assert time.monotonic() < hangs_at, "what was waited for never happened"
        time.sleep(_LOOK_EVERY)


@contextmanager
def coming_to_an_end() -> Iterator[None]:
    """Fail where the work inside never ends.

    How long it takes, and how that grows with a text, is no matter of a test: `python -m bench.hostile` measures it.
    """

    with cpu_time_limit(_ENDLESS):
        yield
