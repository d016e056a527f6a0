"""Everything at once for a long while: visitors, visits to the city, staff, backups, a new index; memory stays flat."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from archive.store import Archive
from tests.command import run_process, started
from tests.conftest import free_port, quiet
from tests.towns import Stage, staged_town
from tests.waiting import HANG

pytestmark = pytest.mark.long
# So many rounds of commands take about ten minutes on two cores.
ROUNDS, CYCLES, RELEASES = 60, 32, 40
# Of the memory after a fourth of the rounds, so much more at the end is no growth.
_FLAT = 1.15
ASKED = (
    "/suche?q=Radweg", "/api/v1/search?q=Schule&page=2", "/feed.atom?q=Stadt", "/export.csv?q=Tellbrück", "/m/id/3",
    "/m/id/4711", "/api/v1/passages?q=", "/healthz", "/aenderungen.atom", "/vergleich.csv?q=Schule&q=Radweg",
    "/sitemap.xml", "/metrics",
)  # fmt: skip
Counts = Callable[[str, object], None]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, Path]]:
    with staged_town(tmp_path_factory.mktemp("town") / "data", RELEASES) as town:
        yield town


def resident(pid: int) -> int:
    """The memory of a process, in kB (proc(5))."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


def test_memory_stays_flat_and_every_answer_is_one(
    stage: tuple[Stage, Path], tmp_path: Path, record_property: Counts
) -> None:
    served, data = stage
    port = free_port()
    failures: list[str] = []
    answers = 0
    settings = {"PRESSEARCHIV_METRICS": "true"}
    with started(data, "serve", "--port", str(port), **settings) as process:
        assert process.stdout
        assert f":{port}" in process.stdout.readline()
        threading.Thread(target=process.stdout.read, daemon=True).start()
        sizes: list[int] = []
        cycles: list[int] = []
        stop = threading.Event()

        def staff() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                served.site.show(1 + number % 2, RELEASES)
                commands: tuple[tuple[str, ...], ...] = (
                    ("ingest", "--recheck"),
                    ("seal", "5", "--reason", "Probe"),
                    ("unseal", "5"),
                    ("backup", str(tmp_path / f"{number}.tar")),
                    ("index", "--rebuild"),
                )
                ended = [(command[0], run_process(data, *command)) for command in commands]
                failures.extend(f"{name}: {done.stderr[-300:]}" for name, done in ended if done.returncode)
                cycles.append(number)
                (tmp_path / f"{number}.tar").unlink(missing_ok=True)

        working = threading.Thread(target=staff)
        working.start()
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=HANG) as visitor:
            while len(sizes) < ROUNDS or len(cycles) < CYCLES:
                for path in ASKED:
                    status = visitor.get(path, follow_redirects=True).status_code
                    answers += 1
                    if status >= 500:
                        failures.append(f"{path}: {status}")
                sizes.append(resident(process.pid))
        stop.set()
        working.join()
    assert failures == []
    with Archive(data) as archive:
        assert [fault for some, _ in archive.verify(quiet) for fault in some] == []
    early, late = max(sizes[: len(sizes) // 4]), sizes[-1]
    told = f"{answers} answers, {len(cycles)} rounds of commands, {early // 1024} MB, then {late // 1024} MB"
    record_property("counts", f"everything at once: {told}")
    assert late < _FLAT * early
