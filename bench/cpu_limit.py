"""An end for work that takes too long, by its CPU time."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooSlow(BaseException):
    """Work took more than its time. No `except Exception` of the work itself can take it for a fault of its input."""


@contextmanager
def cpu_time_limit(seconds: float) -> Iterator[None]:
    """Raise TooSlow inside after so many seconds of this process's CPU time; in the main thread."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TooSlow(f"not done after {seconds:.0f} s of CPU time")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
