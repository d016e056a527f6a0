"""Commands in children of a server that has everything loaded, killed by a timer of their own CPU time."""

import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path

from pressearchiv import cli
from tests.waiting import HANG

# Loaded once: a child that is killed has spent its time on the work.
_LOADED = (
    "pressearchiv.cli.main", "archive.store", "search.engine", "search.indexer", "search.engines.whoosh.engine",
    "ingest.scheduler", "ingest.import_files", "ingest.reprocess", "pressearchiv.repairs", "tests.endurance.killing",
)  # fmt: skip
Work = Callable[[Path], object]


def _server() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_LOADED))
    return context


def _child(work: Work, directory: Path, after: float, tells: Connection) -> None:
    os.setpgrp()
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    # The default of SIGPROF ends the process at once and wherever it is, as SIGKILL does.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, after)
    before = resource.getrusage(resource.RUSAGE_SELF)
    code = 0
    try:
        work(directory)
    except SystemExit as ended:
        code = int(ended.code or 0)
    spent = resource.getrusage(resource.RUSAGE_SELF)
    tells.send(spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime)
    sys.stdout.flush()
    os._exit(code)


def run_in_child(work: Work, directory: Path, after: float = 0.0) -> tuple[int, float]:
    """Do some work in a child; after so many seconds of its CPU time it is killed (0: never).

    Returns how it ended (a negative signal for a killed one), and its CPU time in seconds, 0 where it was killed.
    """
    context = _server()
    told, tells = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(work, directory, after, tells))
    process.start()
    tells.close()
    process.join(HANG)
    assert process.exitcode is not None, "it hangs"
    return process.exitcode, told.recv() if process.exitcode >= 0 else 0.0


class Command:
    """The operators' command as work of a child."""

    def __init__(self, *arguments: str) -> None:
        self.arguments = arguments

    def __call__(self, directory: Path) -> None:
        """Run it; ends with SystemExit."""
        cli.main(
            ["--data", str(directory), *(part.format(beside=directory.parent) for part in self.arguments)]
        )
