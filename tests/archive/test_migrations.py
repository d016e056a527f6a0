from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from archive import schema
from archive.backends.sqlite import DATABASE
from archive.errors import ArchiveTooNew, ArchiveUnusable
from archive.migrations import MIGRATIONS
from archive.store import Archive


def test_the_migrations_lead_to_the_tables_the_program_works_with(tmp_path: Path) -> None:
    Archive(tmp_path).close()
    engine = create_engine(f"sqlite:///{tmp_path / DATABASE}")
    found = inspect(engine)
    assert set(found.get_table_names()) == {*schema.metadata.tables, "migration"}
    for name, table in schema.metadata.tables.items():
        columns = {column["name"]: column["nullable"] for column in found.get_columns(name)}
        assert columns == {column.name: column.nullable for column in table.columns}, name
        keys = {tuple(key["constrained_columns"]) for key in found.get_foreign_keys(name)}
        assert keys == {(key.parent.name,) for key in table.foreign_keys}, name
    engine.dispose()


def test_each_step_is_recorded_and_taken_once(tmp_path: Path) -> None:
    Archive(tmp_path).close()
    Archive(tmp_path).close()
    engine = create_engine(f"sqlite:///{tmp_path / DATABASE}")
    with engine.connect() as connection:
        taken = connection.execute(text("SELECT number, name FROM migration ORDER BY number")).all()
    assert [tuple(row) for row in taken] == [(step.number, step.name) for step in MIGRATIONS]
    engine.dispose()


def test_the_steps_are_numbered_in_order() -> None:
    assert [step.number for step in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_an_archive_of_a_newer_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    Archive(tmp_path).close()
    engine = create_engine(f"sqlite:///{tmp_path / DATABASE}")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO migration VALUES (99, 'from the future', '2040-01-01')"))
    with pytest.raises(ArchiveTooNew) as refused:
        Archive(tmp_path)
    assert "neueren Version" in str(refused.value)
    assert "newer version" in refused.value.text("en")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT max(number) FROM migration")).scalar_one() == 99
    engine.dispose()


def test_a_file_that_is_no_database_is_told_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"this is a letter, not an archive" * 100)
    with pytest.raises(ArchiveUnusable):
        Archive(tmp_path)
    assert (tmp_path / DATABASE).read_bytes().startswith(b"this is a letter")


def test_a_place_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(ArchiveUnusable):
        Archive(tmp_path / "data")
