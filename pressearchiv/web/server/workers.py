"""Several processes that serve on one listening socket: forked from one parent, which restarts who dies.

Each accepts connections of its own; a visitor's WebSocket stays with the process that accepted it, and what a page
needs is in its address, so that a session that is begun anew elsewhere shows the same.
"""

import contextlib
import gc
import logging
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

_LOG = logging.getLogger("pressearchiv")
# Who dies sooner than this after its start, in seconds, so often in a row, will not live.
_SOON, _TOO_OFTEN = 5.0, 3
# How often the parent looks after its workers while they start, in seconds.
_LOOK = 0.2

Work = Callable[[Callable[[], None]], None]


class WorkersDiedError(Exception):
    """A worker dies again and again as soon as it is started."""


class Workers:
    """`count` processes that each do `work`; it is given what to call once it answers."""

    def __init__(self, count: int, work: Work) -> None:
        self._count = count
        self._work = work
        self._started: dict[int, float] = {}
        self._died_soon = 0
        self._stopping = False
        self._told, self._tells = os.pipe()
        # Nothing is ever written here: the reading end tells when the last process that holds the other one has ended.
        self._ended, self._lives = os.pipe()

    def run(self, ready: Callable[[], None]) -> None:
        """Run until told to stop by SIGTERM or SIGINT; `ready` is called once all of them answer.

        Raises WorkersDiedError.
        """
        handled = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        gc.collect()
        gc.freeze()  # what was loaded before stays shared between the processes
        try:
            for _ in range(self._count):
                self._start()
            if self._all_answer():
                ready()
            while self._started:
                self._wait()
        finally:
            self._end()
            for number, handler in handled.items():
                signal.signal(number, handler)
            gc.unfreeze()
            for end in (self._told, self._tells, self._ended, self._lives):
                os.close(end)

    def _start(self) -> None:
        pid = os.fork()
        if pid:
            self._started[pid] = time.monotonic()
            return
        code = 1
        try:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            os.close(self._lives)
            threading.Thread(target=self._outlive_nobody, daemon=True).start()
            self._work(self._answers)
            code = 0
        except Exception:  # noqa: BLE001 whatever it is, it is told, and the parent starts another
            _LOG.exception("a worker ended")
        finally:
            os._exit(code)  # nothing of the parent's is to be ended twice

    def _outlive_nobody(self) -> None:
        """In a worker: end with the parent, however that ends, else the port would stay taken."""
        os.read(self._ended, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def _answers(self) -> None:
        os.write(self._tells, b".")

    def _all_answer(self) -> bool:
        """Wait until each worker has said that it answers; False where they are told to stop before."""
        answering = 0
        while answering < self._count and self._started and not self._stopping:
            readable, _, _ = select.select([self._told], [], [], _LOOK)
            if readable:
                answering += len(os.read(self._told, self._count))
            self._wait(os.WNOHANG)
        return answering >= self._count and not self._stopping

    def _wait(self, options: int = 0) -> None:
        """Take note of a worker that ended, and start another in its place."""
        try:
            pid, status = os.waitpid(-1, options)
        except ChildProcessError:
            self._started.clear()
            return
        if pid not in self._started:
            return
        lived = time.monotonic() - self._started.pop(pid)
        if self._stopping:
            return
        _LOG.error("worker %s ended with %s and is started anew", pid, os.waitstatus_to_exitcode(status))
        self._died_soon = self._died_soon + 1 if lived < _SOON else 0
        if self._died_soon >= _TOO_OFTEN:
            raise WorkersDiedError
        self._start()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True
        for pid in list(self._started):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)

    def _end(self) -> None:
        """Stop whoever still runs, and wait for them."""
        self._stop(signal.SIGTERM, None)
        while self._started:
            self._wait()
