"""Servers that tests run against: started when first asked for, shared by all workers, ended with the session."""

import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

# Set where a server that cannot be started is a failure, as in the check of a clean clone.
REQUIRED = "TEST_SERVERS"
# Servers that refuse to run as root are somebody else's, who may not look into root's home.
_CACHES = Path("/var/cache") if os.geteuid() == 0 else Path.home() / ".cache"
CACHE = _CACHES / "pressearchiv-tests"
_MEMORY = Path("/dev/shm")
_NOBODY = 65534


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
            base = _MEMORY if os.access(_MEMORY, os.W_OK) else place
            directory = base / f"pressearchiv-{name}-{os.getpid()}"
            directory.mkdir(parents=True)
            try:
                known = start(directory)
            except BaseException:
                shutil.rmtree(directory, ignore_errors=True)
                raise
            told.write_text(json.dumps({**known, "directory": str(directory)}))
        found: dict[str, Any] = json.loads(told.read_text())
        return found


def end_all(factory: pytest.TempPathFactory) -> None:
    """End whatever was started, and remove what it kept."""
    for told in _place(factory).glob("*.json"):
        known = json.loads(told.read_text())
        for pid in known["pids"]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        shutil.rmtree(known["directory"], ignore_errors=True)
        told.unlink()


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
