"""The index kept up with the archive, by one of all processes that could."""

import threading
from collections.abc import Callable
from pathlib import Path

from archive.store import Archive
from archive.turns import TurnTaken, in_turn
from search.engine import open_engine
from search.indexer import catch_up

_TASK = "follow"
# How long the index may lag behind the archive, and how often another process that follows is looked after, in seconds.
_EVERY, _TURN = 1.0, 5.0


def follow(
    data: Path,
    *,
    archive: str,
    captures: str,
    engine: str,
    stop: threading.Event,
    told: Callable[[Exception], None],
) -> None:
    """Bring the index up to the archive, again and again, until told to stop.

    The archive, its captures and the engine are given by their addresses. `told` hears of a failure, once until
    another one comes; it is tried again. One process at a time does so; another takes its turn when that one has ended.
    """
    last = ""

    def failed(error: Exception) -> None:
        nonlocal last
        if str(error) != last:
            last = str(error)
            told(error)

    while not stop.is_set():
        try:
            with in_turn(data, archive, _TASK, stop) as ends, Archive(data, archive, captures) as followed:
                opened = open_engine(engine, data / "index", archive)
                try:
                    while not ends.is_set():
                        try:
                            catch_up(followed, opened, lambda done, total: None)
                            last = ""
                        except Exception as error:  # noqa: BLE001 the next second may be better, and it is told
                            failed(error)
                        ends.wait(_EVERY)
                finally:
                    opened.close()
        except TurnTaken:
            stop.wait(_TURN)
        except Exception as error:  # noqa: BLE001 a database that is away comes back
            failed(error)
            stop.wait(_TURN)
