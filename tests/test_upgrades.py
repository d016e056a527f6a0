"""An archive of every earlier schema is opened, searched and checked by this program, and has lost nothing."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.integrity import Finding
from archive.migrations import MIGRATIONS
from archive.store import Archive
from search.engine import open_engine
from search.indexer import catch_up
from search.integrity import of_index
from search.model import Request
from tests.conftest import quiet
from tests.towns import ingested, staged


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with staged() as (_, base):
        yield ingested(base, tmp_path_factory.mktemp("town") / "data")


def as_of(whole: Path, directory: Path, level: int) -> None:
    """Make a data directory with what an archive held when its schema had so many steps."""
    shutil.copytree(whole / "captures", directory / "captures")
    with closing(sqlite3.connect(directory / "archive.sqlite")) as old:
        old.create_function("version_checksum", -1, lambda *texts: None)
        for migration in MIGRATIONS[:level]:
            for statement in migration.statements:
                old.execute(statement)
        old.execute("CREATE TABLE migration (number INTEGER PRIMARY KEY, name VARCHAR, taken_at VARCHAR)")
        old.executemany(
            "INSERT INTO migration VALUES (?, 'x', 'x')", [(step,) for step in range(1, level + 1)]
        )
        old.execute("ATTACH ? AS new", (str(whole / "archive.sqlite"),))
        tables = old.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            if table == "migration":
                continue
            columns = ", ".join(f'"{row[1]}"' for row in old.execute(f"PRAGMA main.table_info({table})"))
            old.execute(f"DELETE FROM main.{table}")
            old.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
        old.commit()


def held(directory: Path) -> tuple[object, list[Finding]]:
    """All that people can see of an archive, and what a check finds."""
    now = datetime.now(UTC)
    engine = open_engine("whoosh", directory / "index")
    with Archive(directory) as archive:
        catch_up(archive, engine, quiet)
        current = archive.current(range(1, archive.last_id() + 1))
        seen = (
            current,
            [archive.versions(record_id) for record_id in current],
            archive.persons_named(limit=1_000),
            archive.series("tellbrueck"),
            archive.addresses("tellbrueck"),
            sorted(engine.search(Request(size=1_000)).ids),
        )
        found = [finding for some, _ in archive.verify(quiet) for finding in some]
        found += of_index(archive, engine, "index", now=now, quick=False)
    engine.close()
    return seen, found


@pytest.mark.parametrize("level", range(1, len(MIGRATIONS)))
def test_nothing_is_lost_from_a_schema_of_before(town: Path, tmp_path: Path, level: int) -> None:
    as_of(town, tmp_path / "old", level)
    now_held, faults = held(town)
    assert faults == []
    then_held, faults = held(tmp_path / "old")
    assert faults == []
    if level == 1:  # it kept no schedule of addresses
        now_held, then_held = now_held[:4], then_held[:4]  # type: ignore[index]
    assert then_held == now_held
