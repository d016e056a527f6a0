"""The address a release keeps: to its page, to a list where a number is double, to a reason where it is hidden."""

from datetime import UTC, datetime

import anyio
import httpx
import pytest
from starlette.applications import Starlette

from archive.store import Archive
from tests.archive.test_store import NOW, SOURCE, reading, release
from web.server import permalink_routes

LATER = datetime(2025, 3, 4, 23, 30, tzinfo=UTC)


@pytest.fixture
def asked(archive: Archive) -> Starlette:
    archive.put_source(SOURCE)
    for number, title in ((12, "Radweg fertig"), (13, "Bad öffnet"), (13, "Ganz anderes Thema: <Haushalt>")):
        archive.deposit(
            release(title, f"Text zu {title}", f"https://a.example/{title}"),
            reading(number, sign="pe"),
            capture_id=None,
            layout="t",
            at=NOW,
        )
    return Starlette(routes=permalink_routes(archive, "de"))


def get(app: Starlette, path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://archiv") as client:
            return await client.get(path)

    return anyio.run(ask)


def test_a_number_leads_to_its_release(asked: Starlette) -> None:
    for path in ("/m/stadt/2025/12", "/m/stadt/2025/12-pe", "/m/id/1"):
        found = get(asked, path)
        assert (found.status_code, found.headers["location"]) == (302, "/meldung?id=1")
    assert get(asked, "/m/stadt/2025/99").status_code == 404


def test_a_double_number_lists_both(asked: Starlette) -> None:
    found = get(asked, "/m/stadt/2025/13")
    assert found.status_code == 300
    assert "Bad öffnet" in found.text
    assert "&lt;Haushalt&gt;" in found.text


def test_a_sealed_release_answers_451_and_says_why(asked: Starlette, archive: Archive) -> None:
    archive.seal(1, "Einstweilige Verfügung <b>", LATER, by="Staff")
    for path in ("/m/stadt/2025/12-pe", "/m/id/1"):
        found = get(asked, path)
        assert found.status_code == 451
        assert "Einstweilige Verfügung &lt;b&gt;" in found.text
        assert "5. März 2025" in found.text  # in German time
        assert "Radweg" not in found.text
    archive.unseal(1, LATER, by="Staff")
    assert get(asked, "/m/id/1").status_code == 302


def test_an_erased_release_answers_410_and_says_why(asked: Starlette, archive: Archive) -> None:
    archive.erase(1, "Löschung auf Antrag", LATER, by="Staff")
    found = get(asked, "/m/stadt/2025/12-pe")
    assert found.status_code == 410
    assert "Löschung auf Antrag" in found.text
    assert "gelöscht" in found.text


def test_the_title_of_a_sealed_double_is_not_shown(asked: Starlette, archive: Archive) -> None:
    archive.seal(2, "x", LATER, by="Staff")
    found = get(asked, "/m/stadt/2025/13")
    assert "Bad öffnet" not in found.text
    assert "gesperrt" in found.text
