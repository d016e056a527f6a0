"""Nodes of OpenSearch: the distribution of Maven Central, checked and unpacked once, each node a process."""

import hashlib
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.conftest import free_port
from tests.servers import CACHE, as_nobody, give_to_nobody, missing, new_directory, shared
from tests.waiting import HANG

VERSION = "2.19.6"
_SHA256 = "71d6d8b1c637f3faecda0752b184b1cc526fc6eaad59ec1408c6327bb00b9293"
_FROM = (
    "https://repo.maven.apache.org/maven2/org/opensearch/distribution/integ-test-zip/opensearch/"
    f"{VERSION}/opensearch-{VERSION}.zip"
)
_LOGGING = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""
# A small heap, the quick compiler alone: tests want a node soon, and need none that is fast for days.
QUICK = ("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
# For hours of work.
FOR_MANY = ("-Xms3g", "-Xmx3g", "-XX:+UseG1GC")
_JAVA = (
    "-Xshare:auto", "-Djava.security.manager=allow", "-Dfile.encoding=UTF-8", "-Dio.netty.allocator.type=unpooled",
    "-Dio.netty.noUnsafe=true", "-Dlog4j.shutdownHookEnabled=false", "-Dlog4j2.disable.jmx=true",
    "-Dopensearch.distribution.type=zip", "-Dopensearch.bundled_jdk=false",
)  # fmt: skip


def node(factory: pytest.TempPathFactory) -> str:
    """The host and port of a node that all tests share."""
    home = distribution()
    told = shared("opensearch", lambda directory: _started(home, directory, 1), factory)
    return str(told["hosts"][0])


@contextmanager
def cluster(size: int, kept: Path | None = None, java: tuple[str, ...] = QUICK) -> Iterator[dict[str, Any]]:
    """The hosts, process ids and directory of a cluster of a test's own; whatever runs of it at the end is killed.

    What it holds is gone then too, unless it is `kept` in a directory.
    """
    directory = kept or new_directory("cluster")
    known = {**_started(distribution(), directory, size, java), "directory": directory}
    try:
        yield known
    finally:
        for pid in known["pids"]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if not kept:
            shutil.rmtree(directory, ignore_errors=True)


def distribution() -> Path:
    """The unpacked distribution."""
    if not shutil.which("java"):
        missing("Java, for OpenSearch,")
    home = CACHE / f"opensearch-{VERSION}"
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / "opensearch.lock"):
        if not home.exists():
            _unpack(_downloaded(), home)
    return home


def _downloaded() -> Path:
    file = CACHE / f"opensearch-{VERSION}.zip"
    if not file.exists():
        try:
            with urllib.request.urlopen(_FROM, timeout=HANG) as answer:
                file.with_suffix(".part").write_bytes(answer.read())
        except (urllib.error.URLError, OSError):
            missing(f"OpenSearch {VERSION}, from Maven Central,")
        file.with_suffix(".part").rename(file)
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    assert found == _SHA256, f"{file} is not OpenSearch {VERSION}"
    return file


def _unpack(file: Path, home: Path) -> None:
    beside = home.with_suffix(".part")
    shutil.rmtree(beside, ignore_errors=True)
    with zipfile.ZipFile(file) as packed:
        packed.extractall(beside)
    for path in beside.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (beside / home.name).rename(home)
    beside.rmdir()


def _started(home: Path, directory: Path, size: int, java: tuple[str, ...] = QUICK) -> dict[str, Any]:
    ports = [(free_port(), free_port()) for _ in range(size)]
    pids = [start_node(home, directory / f"node{number}", number, ports, java) for number in range(size)]
    hosts = [f"127.0.0.1:{http}" for http, _ in ports]
    for pid, host in zip(pids, hosts, strict=True):
        _wait(host, size, pid, directory)
    return {"hosts": hosts, "pids": pids, "ports": ports}


def start_node(
    home: Path, directory: Path, number: int, ports: list[tuple[int, int]], java: tuple[str, ...] = QUICK
) -> int:
    """Start the node of a number, whose ports (HTTP, transport) are among those of all nodes; return its process id."""
    for name in ("config", "data", "logs", "tmp"):
        (directory / name).mkdir(parents=True, exist_ok=True)
    (directory / "config" / "log4j2.properties").write_text(_LOGGING)
    http, transport = ports[number]
    settings = {
        "cluster.name": f"pressearchiv-{ports[0][0]}",
        "node.name": f"node{number}",
        "path.data": directory / "data",
        "path.logs": directory / "logs",
        "network.host": "127.0.0.1",
        "http.port": http,
        "transport.port": transport,
        "discovery.seed_hosts": [f"127.0.0.1:{port}" for _, port in ports],
        "cluster.initial_cluster_manager_nodes": [f"node{number}" for number in range(len(ports))],
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        "cluster.max_shards_per_node": 100_000,
    }
    lines = (f"{name}: {value}" for name, value in settings.items())
    (directory / "config" / "opensearch.yml").write_text("\n".join(lines).replace("'", '"'))
    own = (f"-Djava.io.tmpdir={directory}/tmp", f"-Djna.tmpdir={directory}/tmp",
           f"-Dopensearch.path.home={home}", f"-Dopensearch.path.conf={directory}/config")  # fmt: skip
    give_to_nobody(directory)
    with (directory / "logs" / "out").open("wb") as log:
        process = subprocess.Popen(
            ["java", *java, *_JAVA, *own, "-cp", f"{home}/lib/*", "org.opensearch.bootstrap.OpenSearch"],
            cwd=directory, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **as_nobody(),
        )  # fmt: skip
    process.returncode = 0  # it may outlive this process: whoever asked for it ends it
    return process.pid


def _wait(host: str, size: int, pid: int, directory: Path) -> None:
    address = f"http://{host}/_cluster/health?wait_for_nodes={size}&wait_for_status=yellow&timeout=2s"
    waited_until = time.monotonic() + HANG
    while time.monotonic() < waited_until:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        state = Path(f"/proc/{pid}/stat")
        if state.parent.parent.exists() and (not state.exists() or ") Z " in state.read_text()):
            break
    told = "\n".join(log.read_text()[-3000:] for log in directory.glob("*/logs/out"))
    raise AssertionError(f"OpenSearch did not start: {told}")
