"""`pressearchiv` as its users start it, for tests that drive a browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def running(*command: str, port: int, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """A command that serves; yields the address once it has printed it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "cli", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **(env or {})},
    )
    assert process.stdout is not None
    told = []
    for line in process.stdout:
        told.append(line)
        if f":{port}" in line:
            break
    else:
        pytest.fail("".join(told))
    try:
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=30)
    assert process.returncode in (0, 143, -15), "SIGTERM ends it cleanly"
