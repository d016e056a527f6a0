"""Waiting for what happens elsewhere, in a thread or a process: for the event, however long a slow machine takes."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

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

    def hangs(number: int, frame: FrameType | None) -> None:
        pytest.fail(f"not done after {_ENDLESS:.0f} s of CPU time")

    before = signal.signal(signal.SIGPROF, hangs)
    signal.setitimer(signal.ITIMER_PROF, _ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
