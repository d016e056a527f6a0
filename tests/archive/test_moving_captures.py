"""Captures change their place: nothing is written over that is not known, nothing erased comes back."""

from pathlib import Path

import pytest

from archive.captures import CaptureFiles, Place, Recorded
from archive.errors import MoveRefused
from archive.moving_captures import move_captures
from tests.archive.test_captures import capture
from tests.conftest import quiet

NOTHING = Recorded(end=0, newest=None)
ONE, TWO, THREE = (capture(b"<p>%d</p>" % number, f"https://a.example/{number}") for number in (1, 2, 3))


def put(files: CaptureFiles, *captures: object) -> dict[str, Place]:
    placed, end = {}, 0
    for one in captures:
        place = files.append(one, lambda name, end=end: Recorded(end, name))  # type: ignore[arg-type, misc]
        placed[one.digest] = place  # type: ignore[attr-defined]
        end = place.offset + place.length
    return placed


def contents(files: CaptureFiles) -> dict[str, bytes]:
    return {name: files.whole_of(name) for name, _ in files.whole()}


@pytest.fixture
def here(tmp_path: Path) -> CaptureFiles:
    return CaptureFiles(tmp_path / "here")


@pytest.fixture
def there(tmp_path: Path) -> CaptureFiles:
    return CaptureFiles(tmp_path / "there")


def test_what_has_grown_since_an_earlier_time_is_copied_anew(here: CaptureFiles, there: CaptureFiles) -> None:
    placed = put(here, ONE)
    assert move_captures(here, there, (), quiet) == 1
    end = placed[ONE.digest].length
    here.append(TWO, lambda name: Recorded(end, name))
    assert move_captures(here, there, (), quiet) == 1
    assert move_captures(here, there, (), quiet) == 1
    assert contents(there) == contents(here)


@pytest.mark.parametrize("others", [(THREE,), (THREE, TWO), (ONE, TWO, THREE)])
def test_what_somebody_else_has_there_stays(
    here: CaptureFiles, there: CaptureFiles, others: tuple[object, ...]
) -> None:
    """Another archive's, or pages that were taken in under the old setting."""
    put(here, ONE, TWO)
    put(there, *others)
    before = contents(there)
    with pytest.raises(MoveRefused, match=r"captures-000001\.warc\.gz"):
        move_captures(here, there, (), quiet)
    assert contents(there) == before


def test_a_file_that_is_not_known_is_told_before_any_is_written(
    here: CaptureFiles, there: CaptureFiles
) -> None:
    put(here, ONE)
    there.put_whole("captures-000002.warc.gz", b"?")
    with pytest.raises(MoveRefused, match=r"captures-000002\.warc\.gz"):
        move_captures(here, there, (), quiet)
    assert list(contents(there)) == ["captures-000002.warc.gz"]


def test_what_was_erased_meanwhile_is_not_in_force_again(here: CaptureFiles, there: CaptureFiles) -> None:
    placed = put(here, ONE, TWO)
    move_captures(here, there, (), quiet)
    there.destroy(placed[ONE.digest], ONE.digest, claimed=False)
    move_captures(there, here, {ONE.digest}, quiet)
    assert contents(here) == contents(there)
    assert here.read(placed[TWO.digest]) == TWO.body


def test_an_object_that_was_erased_meanwhile_is_gone_from_the_old_place(
    here: CaptureFiles, there: CaptureFiles
) -> None:
    name = f"{ONE.digest[:2]}/{ONE.digest}.warc.gz"
    here.put_whole(name, b"the words")
    put(there, TWO)
    put(here, TWO)
    here.put_whole("captures-000001.warc.gz", there.whole_of("captures-000001.warc.gz"))
    with pytest.raises(MoveRefused, match=ONE.digest):
        move_captures(there, here, (), quiet)
    move_captures(there, here, {ONE.digest}, quiet)
    assert contents(here) == contents(there)


def test_where_it_is_already_is_told(here: CaptureFiles) -> None:
    with pytest.raises(MoveRefused, match="jetzt gilt"):
        move_captures(here, here, (), quiet)
