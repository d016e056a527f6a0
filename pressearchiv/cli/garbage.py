"""How often garbage is looked for: rarely while a command's modules load, as usual while it works."""

import gc

# What is made while modules load stays; looking for garbage among it costs a short command a tenth of its time.
_WHILE_LOADING = 100_000
_USUAL = gc.get_threshold()


def collect_rarely() -> None:
    """Until `collect_as_usual`. For the process of a command only: one that works for long would grow meanwhile."""
    gc.set_threshold(_WHILE_LOADING)


def collect_as_usual() -> None:
    """The thresholds this process began with."""
    gc.set_threshold(*_USUAL)
