"""Several processes on one socket: who dies is started anew, and all end with the parent."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from archive.store import Archive
from tests.command import ROOT, run_process, started
from tests.waiting import HANG, wait_until

pytestmark = pytest.mark.costly


def state_of(pid: int) -> tuple[str, int] | None:
    """The state and the parent of a process (proc(5)), None where it is gone or only waits to be taken note of."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else (fields[0], int(fields[1]))


def workers_of(parent: int) -> set[int]:
    """The processes that a process has started and that run."""
    running = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal())
    return {pid for pid in running if (state := state_of(pid)) and state[1] == parent}


@contextmanager
def serving(data: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    Archive(data).close()
    assert run_process(data, "index").returncode == 0
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = int(sock.getsockname()[1])
    with started(data, "serve", "--port", str(port), "--workers", "2") as process:
        assert process.stdout
        assert f":{port}" in process.stdout.readline()
        yield process, f"http://127.0.0.1:{port}"


def test_who_dies_is_started_anew_and_all_end_together(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, address):
        before = workers_of(process.pid)
        assert len(before) == 2
        killed = min(before)
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: len(workers_of(process.pid) - {killed}) == 2)
        assert httpx.get(f"{address}/healthz", timeout=HANG).status_code == 200
        now = workers_of(process.pid)
        process.terminate()
        assert process.wait(HANG) == 0
        assert not any(map(state_of, now))


def test_no_worker_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, _):
        now = workers_of(process.pid)
        assert len(now) == 2
        process.kill()
        process.wait(HANG)
        wait_until(lambda: not any(map(state_of, now)))


def test_workers_that_will_not_live_are_given_up() -> None:
    script = (
        "import sys\n"
        "from pressearchiv.web.server.workers import Workers, WorkersDiedError\n"
        "try:\n"
        "    Workers(2, lambda answers: sys.exit(3)).run(lambda: print('ready'))\n"
        "except WorkersDiedError:\n"
        "    print('given up')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=HANG, check=False
    )
    assert (done.stdout, done.returncode) == ("given up\n", 0)
