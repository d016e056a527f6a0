"""The pages in a real browser: what a reader sees, clicks and is sent to."""

import re
from collections.abc import Iterator
from datetime import date
from html import escape

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from pressearchiv.demo.releases import DemoRelease, releases
from tests.conftest import free_port
from tests.pressearchiv.web.served import drawn, first_hit, running, visitor
from tests.waiting import HANG

pytestmark = pytest.mark.browser


def told() -> tuple[DemoRelease, ...]:
    """What the town has told until today."""
    return releases(2, date.today())


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`pressearchiv demo` as a user starts it; yields the address it prints."""
    data, port = tmp_path_factory.mktemp("data-demo"), free_port()
    ports = ["--port", str(port), "--site-port", str(free_port())]
    with running("--data", str(data), "demo", *ports, port=port) as address:
        yield address


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    with visitor(browser, served) as opened:
        yield opened


def test_search_open_and_go_back(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Pressemitteilungen durchsuchen")).to_be_visible()
    expect(page.get_by_role("note")).to_contain_text("gibt es nicht")
    expect(page.get_by_text(f"{len(told())} Treffer")).to_be_visible()
    box = page.get_by_placeholder("z. B. Radweg")
    box.fill("Radweg Bahnhof")
    box.press("Enter")
    expect(page.get_by_text("Treffer").first).not_to_contain_text(str(len(told())))
    expect(page.locator("p.snippet mark").first).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape("q=Radweg")))
    title = first_hit(page).inner_text()
    first_hit(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page).to_have_url(re.compile(re.escape("/meldung?id=")))
    page.go_back()
    expect(box).to_have_value("Radweg Bahnhof")
    page.go_back()
    expect(page.get_by_text(f"{len(told())} Treffer")).to_be_visible()
    expect(box).to_have_value("")


def test_a_facet_narrows_and_its_chip_lets_go(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Kultur").first.click()
    chip = page.get_by_role("button", name="Kultur ✕")
    expect(chip).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape("topic=culture")))
    chip.click()
    expect(chip).not_to_be_visible()
    expect(page).not_to_have_url(re.compile("topic"))


def test_a_deep_link_shows_what_it_says_also_after_a_reload(page: Page) -> None:
    page.goto("/?q=Integration&topic=integration&from=2024-01-01&sort=oldest")
    for _ in range(2):
        expect(page.get_by_placeholder("z. B. Radweg")).to_have_value("Integration")
        expect(page.get_by_role("button", name="Integration ✕")).to_be_visible()
        expect(page.get_by_role("button", name="1. Januar 2024 – … ✕")).to_be_visible()
        expect(page.locator("[class*=st-key-hit_]").first).to_be_visible()
        page.reload()


def test_paging(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_text("Treffer").first).to_be_visible()
    first = first_hit(page).inner_text()
    page.get_by_role("button", name="Seite 2", exact=True).click()
    expect(page).to_have_url(re.compile(re.escape("page=2")))
    expect(first_hit(page)).not_to_have_text(first)


def test_the_way_back_keeps_filters_page_and_place(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto("/?q=Stadt&from=2024-01-01&sort=oldest&page=2")
    drawn(page)
    asked = page.url
    hit = page.locator("[class*=st-key-hit_]").nth(7).get_by_test_id("stPageLink-NavLink")
    hit.scroll_into_view_if_needed()
    place = page.locator("[data-testid=stMain]").evaluate("box => box.scrollTop")
    assert place > 200
    hit.click()
    expect(page.get_by_role("heading", name="Zitieren")).to_be_visible()
    page.get_by_role("link", name="← Zu den Treffern").click()
    for _ in range(2):
        expect(hit).to_be_in_viewport()
        assert page.url == asked
        hit.click()
        expect(page.get_by_role("heading", name="Zitieren")).to_be_visible()
        page.go_back()
    expect(hit).to_be_in_viewport()
    page.get_by_role("button", name="Seite 1", exact=True).click()
    expect(page).not_to_have_url(re.compile("page="))
    expect(first_hit(page)).to_be_in_viewport()


def test_the_release_page_shows_persons_with_their_proof_and_a_citation(page: Page) -> None:
    page.goto('/?q="Wechsel im Kulturamt"')
    first_hit(page).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wechsel im Kulturamt")
    expect(page.get_by_text("Kulturamtsleiter").first).to_be_visible()
    expect(page.get_by_text("Beleg: „Kulturamtsleiter Ludger Thoben geht")).to_be_visible()
    expect(page.locator("code").first).to_contain_text("Stadt Tellbrück, PM ")
    page.get_by_role("link", name="Ludger Thoben").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ludger Thoben")
    expect(page.get_by_text("Kulturamtsleiter").first).to_be_visible()
    page.get_by_role("link", name="In diesen Meldungen suchen").click()
    expect(page.get_by_role("button", name="Ludger Thoben ✕")).to_be_visible()


def test_an_unknown_release_is_told(page: Page) -> None:
    page.goto("/meldung?id=99999")
    expect(page.get_by_role("alert")).to_contain_text("99999")


def test_a_hostile_query_is_only_text(page: Page) -> None:
    page.goto("/?q=%3Cimg%20src%3Dx%20onerror%3D%22window.hit%3D1%22%3E&topic=%3Cb%3Ex")
    expect(page.get_by_text("Treffer").first).to_be_visible()
    assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_runs_over_the_edge(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for address in ("/?q=Radweg", "/meldung?id=1"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_permalinks_lead_to_their_release(served: str) -> None:
    one = next(release for release in told() if release.dated)
    exact = f"{served}/m/tellbrueck/{one.day.year}/{one.running}-{one.sign}"
    answer = httpx.get(exact, timeout=HANG)
    assert answer.status_code == 200
    assert f"<h1>{escape(one.title)}</h1>" in answer.text
    assert f'href="{exact}"' in answer.text
    for path in (
        "/m/id/99999",
        f"/m/id/{10**30}",
        "/m/tellbrueck/2024/9999-xx",
        "/m/atlantis/2024/1",
        "/m/tellbrueck/zwei/1",
    ):
        assert httpx.get(served + path, timeout=HANG).status_code == 404


def test_a_double_number_lists_both(served: str) -> None:
    numbers = [(release.day.year, release.running) for release in told()]
    year, running = next(number for number in numbers if numbers.count(number) == 2)
    answer = httpx.get(f"{served}/m/tellbrueck/{year}/{running}", timeout=HANG)
    assert answer.status_code == 300
    assert answer.text.count("/m/id/") == 2
