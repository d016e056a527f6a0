"""Saved searches and the zero-result log migrate as the archive does: recorded, once, refused if newer."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from archive.errors import ArchiveTooNew
from pressearchiv.alerts.store import FILE as ALERTS
from pressearchiv.alerts.store import Alerts
from search.zero_results import FILE as ZERO_RESULTS
from search.zero_results import ZeroResultLog

TODAY = date(2026, 1, 31)


def open_alerts(directory: Path) -> object:
    return Alerts(directory).subscriptions()


def open_log(directory: Path) -> object:
    log = ZeroResultLog(directory, keep=True)
    log.note("Seilbahn", TODAY)
    return log.lately()


@pytest.mark.parametrize(("file", "use"), [(ALERTS, open_alerts), (ZERO_RESULTS, open_log)])
class TestDatabase:
    def test_its_steps_are_recorded_once(
        self, tmp_path: Path, file: str, use: Callable[[Path], object]
    ) -> None:
        use(tmp_path)
        use(tmp_path)
        with sqlite3.connect(tmp_path / file) as connection:
            taken = connection.execute("SELECT number, name FROM migration ORDER BY number").fetchall()
        connection.close()
        assert [number for number, _ in taken] == list(range(1, len(taken) + 1))

    def test_a_newer_one_is_refused_and_left_alone(
        self, tmp_path: Path, file: str, use: Callable[[Path], object]
    ) -> None:
        use(tmp_path)
        with sqlite3.connect(tmp_path / file) as connection:
            connection.execute("INSERT INTO migration (number, name, taken_at) VALUES (99, 'later', '')")
        connection.close()
        before = (tmp_path / file).read_bytes()
        with pytest.raises(ArchiveTooNew) as refused:
            use(tmp_path)
        assert file in str(refused.value)
        assert (tmp_path / file).read_bytes() == before

    def test_one_from_before_the_steps_were_recorded_goes_on(
        self, tmp_path: Path, file: str, use: Callable[[Path], object]
    ) -> None:
        expected = use(tmp_path)
        with sqlite3.connect(tmp_path / file) as connection:
            connection.execute("DROP TABLE migration")
        connection.close()
        if file == ALERTS:
            assert use(tmp_path) == expected
        else:
            assert [(entry.text, entry.times) for entry in ZeroResultLog(tmp_path, keep=True).lately()] == [
                ("Seilbahn", 1)
            ]
