"""`pressearchiv repair` as operators use it: a line for each fault and what came of it, a code for programs."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pressearchiv.demo.site import DemoSite
from tests.archive.tampering import altered
from tests.archive.test_integrity import directory as directory
from tests.command import run
from tests.towns import RELEASES, Stage, copied, staged_town


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, Path]]:
    with staged_town(tmp_path_factory.mktemp("town") / "data") as town:
        yield town


def test_bytes_that_a_site_still_serves_are_fetched_again(stage: tuple[Stage, Path], tmp_path: Path) -> None:
    served, whole = stage
    served.site = DemoSite(most=RELEASES)
    data = copied(whole, tmp_path / "data")
    (file,) = (data / "captures").iterdir()
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert run(data, "check").returncode == 1
    told = run(data, "repair", "--dry-run")
    assert told.returncode == 0
    assert "✓" in told.stdout
    assert "Zu beheben durch: erneuten Abruf von http" in told.stdout
    assert run(data, "check", "--quick").returncode == 1, "nothing was changed"
    done = run(data, "repair")
    assert (done.returncode, "Behoben durch: erneuten Abruf von http" in done.stdout) == (0, True)
    assert run(data, "check").stdout == "Alles ist, wie es gespeichert wurde.\n"
    assert run(data, "repair").stdout == "Alles ist, wie es gespeichert wurde.\n"


def test_what_is_left_is_told_to_programs_and_by_health(directory: Path) -> None:
    altered(directory, "DELETE FROM event WHERE seq = 5")
    done = run(directory, "repair", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["left"]) == (1, 1)
    assert [repair["healed"] for repair in answer["repairs"]] == [False]
    assert "hatte 1 Befund:" in run(directory, "health").stdout
