"""kill -9 at any moment of a move to other servers, then the same again: all of it is there, and as it was."""

import os
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from archive import copying
from archive.city_files import own_files
from archive.store import Archive
from pressearchiv.demo.site import DemoSite
from search.engine import open_engine
from search.model import Request, Sort
from search.query import Word
from tests.conftest import quiet
from tests.endurance.killing import Command, run_in_child
from tests.servers.everywhere import everywhere
from tests.towns import ingested, staged

pytestmark = pytest.mark.long
RELEASES, KILLS = 25, 20
Counts = Callable[[str, object], None]


class Move:
    """The command that moves archive, captures and index at once, with keys for the store of objects."""

    def __init__(self, settings: dict[str, str]) -> None:
        self._settings = settings
        self._command = Command(
            "move", "--archive", settings["PRESSEARCHIV_ARCHIVE"], "--captures", settings["PRESSEARCHIV_CAPTURES"],
            "--search", settings["PRESSEARCHIV_SEARCH"],
        )  # fmt: skip

    def __call__(self, directory: Path) -> None:
        os.environ.update({name: value for name, value in self._settings.items() if name.startswith("AWS")})
        self._command(directory)


def held(directory: Path, archive: str = "", captures: str = "", search: str = "whoosh") -> object:
    """What an installation has: every row, every capture, what its index finds, its cities."""
    with Archive(directory, archive, captures) as opened:
        assert [fault for some, _ in opened.verify(quiet) for fault in some] == []
        with opened.held() as connection:
            rows = {table.name: copying.digest(connection, table) for table in copying.TABLES}
    engine = open_engine(search, directory / "index", archive)
    found = engine.search(Request(sort=Sort.NEWEST, size=200))
    some = engine.search(Request(query=Word("stadt"), sort=Sort.NEWEST, size=200))
    engine.close()
    cities = own_files(directory, archive)
    return rows, found.ids, some.ids, [cities.read(key).content for key in sorted(cities.keys())]


def test_a_move_killed_at_any_moment_goes_on_where_it_was(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, record_property: Counts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with staged() as (stage, base):
        stage.site = DemoSite(most=RELEASES)
        whole = ingested(base, tmp_path / "whole" / "data")
    expected = held(whole)
    dice, killed, spent = random.Random("move"), 0, 0.0
    for moment in range(KILLS + 1):
        directory = tmp_path / f"{moment}" / "data"
        shutil.copytree(whole, directory)
        with everywhere(f"move-{moment}", directory, tmp_path_factory) as settings:
            for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
                monkeypatch.setenv(name, settings[name])
            if moment == 0:  # the first is left alone, to know how long one takes
                ended, spent = run_in_child(Move(settings), directory)
                assert ended == 0
            else:
                ended, cost = run_in_child(Move(settings), directory, dice.uniform(0.02, 1) * spent)
                killed += ended < 0
                spent = min(spent, cost or spent)
                assert run_in_child(Move(settings), directory)[0] == 0, f"moment {moment}"
            there = (settings[f"PRESSEARCHIV_{name}"] for name in ("ARCHIVE", "CAPTURES", "SEARCH"))
            assert held(directory, *there) == expected, f"moment {moment}"
            assert held(directory) == expected, "the old one stays as it was"
        with suppress(FileNotFoundError):
            shutil.rmtree(directory.parent)
    record_property("counts", f"move: {killed} of {KILLS} killed, 0 lost, 0 doubled")
    assert killed >= KILLS // 2, "most of them were killed"
