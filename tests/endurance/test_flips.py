"""A bit flipped anywhere in index, database or captures: told, or without any effect; never a wrong answer."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from archive.store import Archive
from language.messages import UserFacingError
from pressearchiv.demo.site import CITY, DemoSite
from search.engine import open_engine
from search.finder import Finder
from search.params import Search
from tests.archive.test_damage import EVER
from tests.archive.test_store import NOW
from tests.conftest import quiet
from tests.towns import ingested, staged

pytestmark = pytest.mark.long
FLIPS = 200
RELEASES = 25
SEARCHES = (
    "Radweg",
    "Schule Tellbrück",
    '"in diesem Jahr"',
    "Bürgermeister*",
    "person:Hagenbeck",
    "Radwek",
    "",
)
Counts = Callable[[str, object], None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with staged() as (stage, base):
        stage.site = DemoSite(most=RELEASES)
        directory = ingested(base, tmp_path_factory.mktemp("whole") / "data")
    with closing(sqlite3.connect(directory / "archive.sqlite")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return directory


def answers(directory: Path) -> object:
    """What pages show of an archive and its index."""
    engine = open_engine("whoosh", directory / "index")
    try:
        with Archive(directory) as archive:
            finder = Finder(archive, engine)
            found = [finder.find(Search(text=text), today=NOW.date()) for text in SEARCHES]
            hits = [
                ([(hit.record.id, hit.title, hit.published) for hit in page.hits], page.total)
                for page in found
            ]
            ids = range(1, RELEASES + 1)
            return (
                hits,
                archive.current(ids),
                [archive.versions(record_id) for record_id in ids],
                archive.persons_named(limit=200),
                archive.series(CITY),
                sorted(archive.addresses(CITY)),
                archive.published_in(CITY, EVER),
                archive.sources(),
                archive.events(0),
            )
    finally:
        engine.close()


def checked(directory: Path) -> bool:
    """Whether a check finds a fault."""
    with Archive(directory) as archive:
        return any(some for some, _ in archive.verify(quiet))


def flip(path: Path, dice: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    path.write_bytes(content)


def flipped(
    whole: Path, tmp_path: Path, files: list[str], dice: random.Random, look: Callable[[Path], str]
) -> dict[str, int]:
    """How often each came of a flip."""
    counts: dict[str, int] = {}
    sizes = [(whole / name).stat().st_size for name in files]
    for number in range(FLIPS):
        directory = tmp_path / str(number)
        shutil.copytree(whole, directory)
        flip(directory / dice.choices(files, sizes)[0], dice)
        came = look(directory)
        counts[came] = counts.get(came, 0) + 1
        shutil.rmtree(directory)
    return counts


def test_of_the_index(whole: Path, tmp_path: Path, record_property: Counts) -> None:
    expected = answers(whole)
    files = [str(path.relative_to(whole)) for path in sorted((whole / "index").rglob("*")) if path.is_file()]

    def look(directory: Path) -> str:
        try:
            return "without effect" if answers(directory) == expected else "wrong"
        except UserFacingError:
            return "told"

    counts = flipped(whole, tmp_path, files, random.Random("index"), look)
    record_property("counts", f"flips of the index: {counts}")
    assert "wrong" not in counts
    assert counts["told"]


def test_of_the_database(whole: Path, tmp_path: Path, record_property: Counts) -> None:
    expected = answers(whole)

    def look(directory: Path) -> str:
        try:
            same = answers(directory) == expected
        except UserFacingError:
            return "told"
        if same:
            return "without effect"
        return "told by check" if checked(directory) else "wrong"

    counts = flipped(whole, tmp_path, ["archive.sqlite"], random.Random("database"), look)
    record_property("counts", f"flips of the database: {counts}")
    assert "wrong" not in counts
    assert counts["told"]


def test_of_captures(whole: Path, tmp_path: Path, record_property: Counts) -> None:
    (file,) = (whole / "captures").iterdir()
    with Archive(whole) as archive:
        ids = [version.capture_id for _, version in archive.current(range(1, RELEASES + 1)).values()]
        expected = [archive.capture(capture_id or 0).body for capture_id in ids]

    def look(directory: Path) -> str:
        with Archive(directory) as archive:
            try:
                same = [archive.capture(capture_id or 0).body for capture_id in ids] == expected
            except UserFacingError:
                return "told" if checked(directory) else "told, but not by check"
        if not same:
            return "wrong"
        return "told by check" if checked(directory) else "without effect"

    counts = flipped(whole, tmp_path, [f"captures/{file.name}"], random.Random("captures"), look)
    record_property("counts", f"flips of captures: {counts}")
    assert set(counts) <= {"told", "told by check", "without effect"}
    assert counts["told"]
