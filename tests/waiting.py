"""Waiting for what happens elsewhere, in a thread or a process: for the event, however long a slow machine takes."""

import time
from collections.abc import Callable

# After so many seconds a test hangs. It only ends a hang: no test may depend on it.
HANG = 900.0
# The same for the browser, in milliseconds.
HANG_IN_BROWSER = HANG * 1000
_LOOK_EVERY = 0.02


def wait_until(true: Callable[[], object]) -> None:
    """Return once it is true; fail where it never becomes so."""
    hangs_at = time.monotonic() + HANG
    while not true():
        assert time.monotonic() < hangs_at, "what was waited for never happened"
        time.sleep(_LOOK_EVERY)
