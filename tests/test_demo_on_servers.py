"""The demo town on servers alone: the command of `make run`, with three settings more."""

from pathlib import Path

import httpx
import pytest

from archive import side_tables
from archive.store import Archive
from pressearchiv.demo.releases import releases
from tests.conftest import free_port
from tests.pressearchiv.web.served import running
from tests.servers.everywhere import everywhere
from tests.waiting import HANG


@pytest.mark.long
def test_fetched_indexed_and_served_with_nothing_in_the_directory(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data, port, site = tmp_path / "data", free_port(), free_port()
    with everywhere("demo", data, tmp_path_factory) as settings:
        ports = ("--port", str(port), "--site-port", str(site))
        with running("--data", str(data), "demo", *ports, port=port, env=settings) as address:
            found = httpx.get(f"{address}/api/v1/search", params={"q": ""}, timeout=HANG).json()
            with Archive(data, settings["PRESSEARCHIV_ARCHIVE"]) as archive:
                assert found["total"] == archive.count() > len(releases(1)) * 0.9
            assert httpx.get(f"{address}/m/id/1", timeout=HANG).status_code == 200
    assert [path.name for path in data.rglob("*") if path.is_file()] == []
    side_tables.close_all()
