"""Files that hold what people did, which nobody but their owner may read."""

import os
from datetime import date
from pathlib import Path

import pytest

from archive.private_file import keep_private
from pressearchiv.alerts.store import FILE as ALERTS
from pressearchiv.alerts.store import Alerts
from search.zero_results import FILE as MISSES
from search.zero_results import ZeroResultLog


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_is_made_for_its_owner_alone_whatever_the_mask_says(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        keep_private(tmp_path / "new")
    finally:
        os.umask(before)
    assert rights(tmp_path / "new") == 0o600


def test_what_others_could_read_they_can_no_more_and_it_is_kept(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"kept")
    (tmp_path / "old").chmod(0o644)
    keep_private(tmp_path / "old")
    assert (rights(tmp_path / "old"), (tmp_path / "old").read_bytes()) == (0o600, b"kept")


@pytest.mark.parametrize("name", [ALERTS, MISSES])
def test_databases_with_addresses_and_searches_are_private(tmp_path: Path, name: str) -> None:
    Alerts(tmp_path)
    ZeroResultLog(tmp_path, keep=True).note("Seniorenbus", date(2026, 1, 2))
    assert rights(tmp_path / name) == 0o600
