"""The same errands over an installation on servers alone: PostgreSQL, OpenSearch, a store of objects."""

import shutil
from collections.abc import Iterator

import pytest

from tests.conftest import made_once
from tests.pressearchiv.web.cities import Town, ingest_both
from tests.pressearchiv.web.cities import town as serve
from tests.pressearchiv.web.test_errands import *  # noqa: F403
from tests.pressearchiv.web.test_errands_with_persons import *  # noqa: F403
from tests.servers.everywhere import everywhere, moved

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    data = made_once("two-cities", ingest_both, tmp_path_factory)
    with everywhere("errands", data, tmp_path_factory) as settings:
        moved(data, settings)
        # What the servers have is not to be found here.
        for left in ("captures", "index", "cities"):
            shutil.rmtree(data / left)
        (data / "archive.sqlite").unlink()
        with serve(data, settings) as served:
            yield served
