"""The page of a release in a real browser: what changed, what it links to, what is hidden."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from archive.store import Archive
from ingest.city import Cities
from ingest.crawl import crawl_city
from ingest.fetch import Fetcher
from pressearchiv.demo.releases import DemoRelease
from pressearchiv.demo.site import CITY, DemoSite, serving, write_city_file
from search.engine import open_engine
from search.indexer import catch_up
from tests.conftest import PATIENT, free_port, quiet
from tests.pressearchiv.web.served import running, visitor

pytestmark = pytest.mark.browser


def corrected(demo_release: DemoRelease) -> DemoRelease:
    return replace(
        demo_release,
        slug=f"{demo_release.slug}-korrektur",
        title=f"Korrektur zu {demo_release.number}: {demo_release.title}"[:90],
        running=demo_release.running + 500,
        attachment="",
        paragraphs=("Die Zahl war falsch, richtig ist 14.",),
    )


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """An archive in which one release was edited, one corrected, one sealed, one has a document."""
    data = tmp_path_factory.mktemp("data-release")
    site = DemoSite(most=30)
    with_document = next(release for release in site.releases if release.attachment)
    edited = next(release for release in site.releases if release.dated and release is not with_document)
    right = corrected(edited)
    with serving(site) as base, Archive(data) as archive, Fetcher(PATIENT) as fetcher:
        write_city_file(data, base)
        city = Cities(data)[CITY]
        crawl_city(city, archive, fetcher, progress=quiet)
        changed = replace(edited, paragraphs=(*edited.paragraphs, "Dieser Satz kam später still dazu."))
        site.put((right, *(changed if release is edited else release for release in site.releases)))
        run = crawl_city(city, archive, fetcher, progress=quiet, recheck=True)
        assert (run.added, run.changed) == (1, 1)
        ids = {version.release.title: record.id for record, version in archive.current(range(1, 32)).values()}
        sealed = next(
            id_ for title, id_ in ids.items() if title not in (edited.title, right.title, with_document.title)
        )
        archive.seal(sealed, "Persönlichkeitsrecht", datetime.now(UTC), by="Staff")
        engine = open_engine("whoosh", data / "index")
        catch_up(archive, engine, quiet)
        engine.close()
    return data, {
        "document": ids[with_document.title],
        "edited": ids[edited.title],
        "correction": ids[right.title],
        "sealed": sealed,
    }


@pytest.fixture(scope="module")
def served(archived: tuple[Path, dict[str, int]]) -> Iterator[str]:
    port = free_port()
    with running("--data", str(archived[0]), "serve", "--port", str(port), port=port) as address:
        yield address


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    with visitor(browser, served) as opened:
        yield opened


@pytest.fixture
def ids(archived: tuple[Path, dict[str, int]]) -> dict[str, int]:
    return archived[1]


def test_each_version_says_how_deep_it_goes(page: Page, served: str, ids: dict[str, int]) -> None:
    page.goto(f"{served}/meldung?id={ids['edited']}")
    expect(page.get_by_text("Text dazugekommen oder entfallen").first).to_be_visible()
    expect(page.get_by_role("insertion")).to_have_text("[neu: Dieser Satz kam später still dazu.]")


def test_a_correction_and_what_it_corrects_lead_to_each_other(
    page: Page, served: str, ids: dict[str, int]
) -> None:
    page.goto(f"{served}/meldung?id={ids['edited']}")
    page.get_by_text("Korrigiert durch").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Korrektur zu")
    page.get_by_text("Korrigiert:").click()
    expect(page.get_by_text("Korrigiert durch")).to_be_visible()


def test_the_text_of_a_document_can_be_read_and_found(page: Page, served: str, ids: dict[str, int]) -> None:
    page.goto(f"{served}/meldung?id={ids['document']}")
    page.get_by_text("Text aus „").click()
    expect(page.locator("details div.caption")).to_contain_text("Haushalt")


def test_a_sealed_release_is_nowhere(page: Page, served: str, ids: dict[str, int]) -> None:
    page.goto(f"{served}/meldung?id={ids['sealed']}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Diese Meldung ist gesperrt")
    expect(page.get_by_text("Persönlichkeitsrecht")).to_be_visible()
    answer = page.request.get(f"{served}/m/id/{ids['sealed']}")
    assert answer.status == 451
    page.goto(served)
    expect(page.get_by_text("30 Treffer")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("which", ["edited", "document", "sealed"])
def test_nothing_runs_over_the_side(
    page: Page, served: str, ids: dict[str, int], which: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{served}/meldung?id={ids[which]}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
