"""Where captures are not where the setting says, nothing is stored there: they would lie in two places."""

import shutil
from pathlib import Path

import pytest

from archive.errors import CapturesElsewhere
from archive.store import Archive
from pressearchiv.demo.site import DemoSite
from tests.archive.test_captures import capture
from tests.archive.test_store import SOURCE
from tests.command import answer, run
from tests.servers import postgresql
from tests.towns import RELEASES, ingested, staged

pytestmark = pytest.mark.sqlite  # the places are named here


def stored(archive: Archive, number: int) -> int:
    archive.put_source(SOURCE)
    return archive.store_capture(capture(f"<p>{number}</p>".encode(), f"https://a.example/{number}"))


def test_a_setting_that_was_left_out_is_told(in_objects: str, tmp_path: Path) -> None:
    with Archive(tmp_path, "", in_objects) as archive:
        stored(archive, 1)
    with Archive(tmp_path) as archive:
        with pytest.raises(CapturesElsewhere, match="PRESSEARCHIV_CAPTURES"):
            stored(archive, 2)
        assert archive._captures.names() == []
    with Archive(tmp_path, "", in_objects) as archive:
        assert archive.capture(stored(archive, 2)).body == b"<p>2</p>"


def test_another_prefix_is_told(in_objects: str, tmp_path: Path) -> None:
    with Archive(tmp_path, "", in_objects) as archive:
        stored(archive, 1)
    other = in_objects.replace("?", "2?", 1)
    with (
        Archive(tmp_path, "", other) as archive,
        pytest.raises(CapturesElsewhere, match="weder die ältesten"),
    ):
        stored(archive, 2)


def test_another_machine_of_a_shared_archive_without_its_files_is_told(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shared = postgresql.address_of(tmp_path, tmp_path_factory)
    with Archive(tmp_path / "one", shared) as archive:
        stored(archive, 1)
    with Archive(tmp_path / "two", shared) as archive, pytest.raises(CapturesElsewhere):
        stored(archive, 2)
    shutil.copytree(tmp_path / "one" / "captures", tmp_path / "two" / "captures", dirs_exist_ok=True)
    with Archive(tmp_path / "two", shared) as archive:
        assert archive.capture(stored(archive, 2)).body == b"<p>2</p>"


def test_a_place_put_back_as_it_was_goes_on(in_objects: str, tmp_path: Path) -> None:
    with Archive(tmp_path, "", in_objects) as archive:
        stored(archive, 1)
        as_it_was = dict(archive._captures.whole())
        for number in range(2, 6):
            stored(archive, number)
        for name, _ in archive._captures.whole():
            if name not in as_it_was:
                archive._captures.remove_whole(name)
    with Archive(tmp_path, "", in_objects) as archive:
        assert archive.capture(stored(archive, 6)).body == b"<p>6</p>"


def test_files_that_are_lost_beside_their_database_keep_nothing_out(tmp_path: Path) -> None:
    """A damaged archive goes on; `check` tells what is missing."""
    with Archive(tmp_path) as archive:
        stored(archive, 1)
    shutil.rmtree(tmp_path / "captures")
    with Archive(tmp_path) as archive:
        assert archive.capture(stored(archive, 2)).body == b"<p>2</p>"


def test_what_was_lost_and_is_served_again_lets_it_go_on(in_objects: str, tmp_path: Path) -> None:
    one = capture(b"<p>1</p>", "https://a.example/1")
    with Archive(tmp_path, "", in_objects) as archive:
        archive.put_source(SOURCE)
        archive.store_capture(one)
        for name, _ in archive._captures.whole():
            archive._captures.remove_whole(name)
    with Archive(tmp_path, "", in_objects) as archive:
        with pytest.raises(CapturesElsewhere):
            stored(archive, 2)
        archive.store_again(one)
        assert archive.capture(stored(archive, 2)).body == b"<p>2</p>"


def test_a_visit_that_finds_it_so_ends_and_takes_nothing_in(in_objects: str, tmp_path: Path) -> None:
    with staged() as (stage, base):
        stage.site = DemoSite(most=RELEASES)
        data = ingested(base, tmp_path / "data")
        stage.site.show(2, RELEASES)
        told = run(data, "ingest", "--recheck", PRESSEARCHIV_CAPTURES=in_objects)
        assert (told.returncode, "Bitte PRESSEARCHIV_CAPTURES prüfen" in told.stderr) == (1, True)
        done = answer(run(data, "ingest", "--recheck", "--json"))["runs"][0]
        assert (done["changed"] > 0, done["problems"]) == (True, [])
