"""A small archive with one of everything, the site over it, and a client that asks as browsers do."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from archive.model import HeldRole, PersonMention, Reading, Release, Run
from archive.origins import PublishedFrom
from archive.store import Archive
from language.german.topics import TopicScore
from pressearchiv.web.http.routes import site
from pressearchiv.web.server.middleware import middleware
from pressearchiv.web.shared.config import WebConfig
from pressearchiv.web.shared.context import AppContext, open_context
from pressearchiv.web.shared.limits import Limits
from pressearchiv.web.shared.secrets import secret_of
from pressearchiv.web.shared.staff import Staff
from search.indexer import catch_up
from tests.archive.test_captures import capture
from tests.archive.test_store import NOW, SOURCE, reading, release
from tests.conftest import made_once, quiet
from tests.pressearchiv.web.served import CHROMIUM, FLAGS

if TYPE_CHECKING:
    from tests.pressearchiv.web.cities import Town
    from tests.pressearchiv.web.errand import Errand

HOSTILE = '<script>window.hit=1</script> <img src=x onerror="window.hit=1">'


@dataclass
class Client:
    """Asks the app without a network; keeps no cookies but those given."""

    app: Any
    peer: str = "203.0.113.7"

    def __call__(self, path: str, *, method: str = "GET", **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, client=(self.peer, 4711))
            async with httpx.AsyncClient(transport=transport, base_url="http://archiv.example") as client:
                return await client.request(method, path, **more)

        return anyio.run(ask)


def person(name: str, role: str, text: str) -> PersonMention:
    at = text.index(name)
    held = HeldRole(role=role, evidence=(at, at + len(name)))
    return PersonMention(name=name, as_printed=(name,), role=role, roles=(held,), evidence=held.evidence)


def put(archive: Archive, one: Release, said: Reading, *, page: bytes = b"", days: int = 0) -> int:
    at = NOW + timedelta(days=days)
    kept = archive.store_capture(replace(capture(page, str(one.url)), fetched_at=at)) if page else None
    return archive.deposit(one, said, capture_id=kept, layout="t", at=at).record_id


@pytest.fixture
def context(tmp_path: Path) -> Iterator[AppContext]:
    """1 edited, 2 withdrawn, 3 and 4 one number, 5 hostile, 6 dated by its series, 7 of another year, 8 sealed."""
    opened = open_context(
        WebConfig(data=tmp_path / "data", engine="memory", public_url="http://archiv.example"), served=True
    )
    archive = opened.archive
    archive.put_source(SOURCE)
    day = date(2025, 3, 1)
    dated: dict[str, Any] = {"published": day, "published_from": PublishedFrom.PAGE}
    text = "Kämmerin Eva Kranz nannte 300 Euro.\n\nDer Radweg ist fertig."
    first = replace(release("Radweg fertig", text, "https://a.example/1"), contact_text="Presseamt")
    mentioned = person("Eva Kranz", "Kämmerin", first.text)
    topics = (TopicScore(key="transport", score=1.0, words=("Radweg",)),)
    put(archive, first, reading(1, persons=(mentioned,), topics=topics, **dated), page=b"<p>300</p>")
    edited = replace(first, body=text.replace("300", "900"))
    put(archive, edited, reading(1, persons=(mentioned,), topics=topics, **dated), page=b"<p>900</p>", days=1)
    put(archive, release("Bad schließt", "Es ist zu.", "https://a.example/2"), reading(2, **dated))
    archive.mark_gone("stadt", "https://a.example/2", NOW, NOW)
    for address, title in ((3, "Haushalt beraten"), (4, "Markt eröffnet")):
        put(archive, release(title, f"Text {address}", f"https://a.example/{address}"), reading(3, **dated))
    put(archive, release(HOSTILE, f"=cmd() {HOSTILE}", "https://a.example/5"), reading(5, **dated), page=b"x")
    put(archive, release("Ohne Datum", "Nichts steht da.", "https://a.example/6"), reading(6, year=None))
    put(
        archive,
        release("Später", "Radweg zwei", "https://a.example/7"),
        reading(9, **{**dated, "published": day + timedelta(8)}),
    )
    archive.date_by_series("stadt", NOW)
    old = {**dated, "published": date(2017, 8, 15)}
    put(archive, release("Güler kommt", "Radweg alt", "https://a.example/8"), reading(450, year=2017, **old))
    put(archive, release("Geheimer Radweg", "Radweg geheim", "https://a.example/9"), reading(8, **dated))
    archive.seal(9, "Verfügung <b>", NOW, by="Staff")
    run = archive.begin_run(Run(city="stadt", started=NOW))
    archive.end_run(run, Run(city="stadt", started=NOW, finished=NOW, status="ok"))
    catch_up(archive, opened.engine, quiet)
    yield opened
    opened.close()


@pytest.fixture
def ask(context: AppContext) -> Client:
    return client_of(context)


def client_of(context: AppContext, **more: Any) -> Client:
    config = replace(context.config, **more) if more else context.config
    context = replace(context, config=config)
    app = site(context, Staff(config, secret_of(config.data)), Limits(), None)
    return Client(middleware(app, config))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without windows; for one module, since a loop of its own runs as long as it is open."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Town"]:
    """Two cities, served once for all tests of a worker that drive a browser; they change nothing of the releases."""
    from tests.pressearchiv.web.cities import ingest_both
    from tests.pressearchiv.web.cities import town as serve

    with serve(made_once("two-cities", ingest_both, tmp_path_factory)) as served:
        yield served


@pytest.fixture
def errand(browser: Browser, town: "Town") -> Iterator["Errand"]:
    """A visit from the start page that takes three actions at most."""
    from tests.pressearchiv.web.errand import Errand
    from tests.pressearchiv.web.served import visitor

    with visitor(browser, town.address, height=1000) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit = Errand(page, town.address)
        yield visit
        assert visit.actions <= 3
