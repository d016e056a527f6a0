"""The operators' command: in this process, as most tests run it, or in a process of its own."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from pressearchiv import cli
from tests.waiting import HANG

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def run(data: Path, *arguments: str, **environment: str) -> Done:
    """Run the command in this process; a setting is given by its variable."""
    out, err = io.StringIO(), io.StringIO()
    setting = patch.dict(os.environ, environment)
    with setting, redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        cli.main(["--data", str(data), *arguments])
    assert isinstance(ended.value.code, int)
    return Done(ended.value.code, out.getvalue(), err.getvalue())


def run_process(data: Path, *arguments: str, **environment: str) -> Done:
    """Run the command as its users do, in a process of its own."""
    done = subprocess.run(
        _typed(data, *arguments),
        cwd=ROOT,
        env={**without_settings(), **environment},
        capture_output=True,
        text=True,
        timeout=HANG,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@contextmanager
def started(data: Path, *arguments: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """A command that is running; it is killed when the context is left."""
    process = subprocess.Popen(
        _typed(data, *arguments),
        cwd=ROOT,
        env={**without_settings(), **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heed_ctrl_c,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=HANG)


def answer(done: Done) -> Any:
    """What a command said with --json."""
    return json.loads(done.stdout)


def without_settings() -> dict[str, str]:
    """The environment without any setting of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PRESSEARCHIV_")}


def _heed_ctrl_c() -> None:
    """A shell lets what it runs in the background ignore Ctrl+C, and whatever that starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _typed(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-W", "error", "-m", "pressearchiv", "--data", str(data), *arguments]
