"""A disk that is full at any moment: told in a sentence, nothing lost, and all is well once there is room again."""

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.store import Archive
from language.messages import UserFacingError
from search.engine import open_engine
from search.indexer import catch_up
from search.integrity import of_index
from search.model import Request
from tests.command import run
from tests.conftest import quiet
from tests.endurance.test_kills import held
from tests.towns import Stage, staged_town

pytestmark = pytest.mark.long
MOMENTS, RELEASES = 20, 25
Counts = Callable[[str, object], None]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, Path]]:
    with staged_town(tmp_path_factory.mktemp("whole") / "data", RELEASES) as town:
        yield town


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def fill_up(disk: Path, room: int) -> Path:
    """Leave so many bytes on a disk."""
    block = disk / "ballast"
    state = os.statvfs(disk)
    with block.open("wb") as ballast:
        ballast.write(bytes(max(0, state.f_bavail * state.f_frsize - room)))
    return block


def test_nothing_is_lost_where_the_disk_is_full(
    stage: tuple[Stage, Path], disk: Path, record_property: Counts
) -> None:
    _, whole = stage
    expected = held(whole)
    size = sum(path.stat().st_size for path in whole.rglob("*") if path.is_file())
    dice, told = random.Random("disk"), 0
    for moment in range(MOMENTS):
        data = disk / "data"
        shutil.copytree(whole / "cities", data / "cities")
        ballast = fill_up(disk, dice.randint(20_000, 2 * size))
        first = run(data, "ingest")
        told += first.returncode == 1
        assert "Traceback" not in first.stderr
        assert first.returncode in (0, 1)
        ballast.unlink()
        again = run(data, "ingest")
        assert again.returncode == 0, again.stderr
        assert held(data) == expected, f"moment {moment}"
        shutil.rmtree(data)
    record_property("counts", f"full disk: {MOMENTS} moments, {told} told, 0 lost, 0 doubled")
    assert told > MOMENTS // 4


def test_an_index_that_could_not_be_written_is_written_later(
    stage: tuple[Stage, Path], disk: Path, record_property: Counts
) -> None:
    _, whole = stage
    dice, told = random.Random("index"), 0
    for _ in range(MOMENTS):
        data = disk / "data"
        shutil.copytree(whole, data)
        shutil.rmtree(data / "index")
        ballast = fill_up(disk, dice.randint(0, 800_000))
        engine = open_engine("whoosh", data / "index")
        try:
            with Archive(data) as archive:
                catch_up(archive, engine, quiet)
        except UserFacingError:
            told += 1
        ballast.unlink()
        with Archive(data) as archive:
            catch_up(archive, engine, quiet)
            assert len(engine.search(Request(size=100)).ids) == RELEASES
            assert list(of_index(archive, engine, "index", now=archive.events(0)[-1].at, quick=False)) == []
        engine.close()
        shutil.rmtree(data)
    record_property("counts", f"full disk while indexing: {MOMENTS} moments, {told} told, 0 lost")
    assert told > MOMENTS // 4
