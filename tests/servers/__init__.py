"""Servers that tests run against: started when first asked for, shared by all workers, ended with the session."""

import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

# Set where a server that cannot be started is a failure, as in the check of a clean clone.
REQUIRED = "TEST_SERVERS"
# Servers that refuse to run as root are somebody else's, who may not look into root's home.
_CACHES = Path("/var/cache") if os.geteuid() == 0 else Path.home() / ".cache"
CACHE = _CACHES / "pressearchiv-tests"
# Containers often have 64 MB of it.
_MEMORY, _ROOM = Path("/dev/shm"), 2 << 30
_NOBODY = 65534
# Tenths of a second.
_PATIENCE = 100


def missing(what: str) -> None:
    """Skip a test whose server cannot be started here, or fail it where servers are required."""
    if os.environ.get(REQUIRED) == "required":
        pytest.fail(f"{what} is missing, and servers are required ({REQUIRED})")
    pytest.skip(f"{what} is missing")


def shared(
    name: str, start: Callable[[Path], dict[str, Any]], factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What `start` tells of a server that it starts in a directory, once for all workers; its "pids" are ended last."""
    place = _place(factory)
    place.mkdir(exist_ok=True)
    with FileLock(place / f"{name}.lock"):
        told = place / f"{name}.json"
        if not told.exists():
            # Of the session's own name, so that two sessions do not meet.
            directory = new_directory(name)
            try:
                known = start(directory)
            except BaseException:
                shutil.rmtree(directory, ignore_errors=True)
                raise
            told.write_text(json.dumps({**known, "directory": str(directory)}))
        found: dict[str, Any] = json.loads(told.read_text())
        return found


def new_directory(name: str) -> Path:
    """A directory that a server which is not root's can get to: in memory where there is room, else on the disk."""
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    directory = Path(tempfile.mkdtemp(prefix=f"pressearchiv-{name}-", dir=_MEMORY if roomy else None))
    directory.chmod(0o755)
    return directory


def end_all(factory: pytest.TempPathFactory) -> None:
    """End whatever was started, and remove what it kept."""
    for told in _place(factory).glob("*.json"):
        known = json.loads(told.read_text())
        for pid in known["pids"]:
            _end(pid)
        shutil.rmtree(known["directory"], ignore_errors=True)
        told.unlink()


def _end(pid: int) -> None:
    """End a process: asked to, so that it leaves nothing in shared memory, and then made to."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
        for _ in range(_PATIENCE):
            time.sleep(0.1)
            with suppress(ChildProcessError):  # it may be another one's
                os.waitpid(pid, os.WNOHANG)
            os.kill(pid, 0)
        os.kill(pid, signal.SIGKILL)


def as_nobody() -> dict[str, Any]:
    """What lets `subprocess` start a server that refuses to run as root as somebody else."""
    return {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def give_to_nobody(directory: Path) -> None:
    """Let such a server write to a directory and what is in it."""
    if os.geteuid() == 0:
        for path in (directory, *directory.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)


def _place(factory: pytest.TempPathFactory) -> Path:
    directory = factory.getbasetemp()
    return (directory.parent if "PYTEST_XDIST_WORKER" in os.environ else directory) / "servers"
