"""The pages for everybody: no barrier that axe can find, all of it by keyboard, on paper, on a phone, in English."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.pressearchiv.web.cities import PASSWORD, Town
from tests.pressearchiv.web.served import drawn, first_hit, visitor
from tests.waiting import HANG_IN_BROWSER

pytestmark = pytest.mark.browser
# WCAG 2.2, A and AA; the size of targets is off in axe unless asked for.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# What Streamlit brings along and we cannot mend: rule and the beginning of the selector. The day, month and year of a
# date that is filled in are targets narrower than 24 px.
STREAMLITS_OWN = (("target-size", "#react-aria"),)
A_PICTURE_THAT_FAILS = """
new Promise((done) => {
  const picture = document.createElementNS("http://www.w3.org/1999/xhtml", "img");
  picture.onerror = done;
  picture.src = "data:,";
})
"""
# One page of each kind; those that are made of the same parts are looked at in the long run.
PAGES = [
    "/", "/?q=Verkehr+Konzept&topic=transport", "/meldung?id=3&q=Stadt", "/personen",
    "/person?id=tellbrueck/rolf-hagenbeck", "/suche?q=Stadt&topic=transport", "/m/id/3", "/anmelden",
]  # fmt: skip
MORE_PAGES = [
    "/stadt?id=tellbrueck", "/vergleich?q=Radweg&q=Bus", "/?q=Xyzzy&topic=transport", "/?q=Radweg+ODER",
    "/?from=2024-03-01", "/?page=2", "/personen?role=K%C3%A4mmerer&on=2025", "/themen", "/staedte", "/aenderungen",
    "/passagen", "/passagen?quotations=1", "/hilfe", "/schreibtisch", "/m/id/999999", "/impressum", "/datenschutz",
    "/abonnieren?q=Radweg",
]  # fmt: skip
LABELS = """() => [...document.querySelectorAll('[aria-label], [title], a[href^="#"]')]
  .flatMap((one) => [...['aria-label', 'title'].map((name) => one.getAttribute(name)),
                     one.matches('a') && one.textContent])
  .filter(Boolean)"""
ENGLISH = re.compile(
    r"\b(?:App|Skip|Sidebar|Collapse|Clear|Open|Close|Help for|Show|Download|Copy|Fullscreen|Previous|Next|Page)\b"
)


@pytest.fixture
def page(browser: Browser, town: Town) -> Iterator[Page]:
    with visitor(browser, town.address, height=1000) as opened:
        yield opened


def settled(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if not path.startswith(("/m/", "/suche", "/impressum", "/datenschutz", "/anmelden", "/abonnieren")):
        drawn(page)


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response
    assert len(found["passes"]) > 10, "axe has looked at something"
    return [
        f"{one['id']} {' '.join(map(str, node['target']))}: {node['html'][:120]}"
        for one in found["violations"]
        for node in one["nodes"]
        if not any(
            one["id"] == rule and str(node["target"][0]).startswith(selector)
            for rule, selector in STREAMLITS_OWN
        )
    ]


@pytest.mark.parametrize(
    "path", [*PAGES, *(pytest.param(path, marks=pytest.mark.long) for path in MORE_PAGES)]
)
def test_no_barrier_nothing_over_the_edge_and_no_label_in_english(page: Page, path: str) -> None:
    settled(page, path)
    assert violations(page) == []
    assert [label for label in page.evaluate(LABELS) if ENGLISH.search(label)] == []
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("html")).to_have_js_property("scrollWidth", 390)
    assert violations(page) == []


def test_the_api_documents_ask_nobody_else(page: Page) -> None:
    page.goto("/api/docs")
    expect(page.get_by_text("/api/v1/search")).to_be_visible()


def test_from_the_search_to_a_release_by_keyboard_alone(page: Page) -> None:
    settled(page, "/")
    box = page.get_by_placeholder("z. B. Radweg")
    expect(box).to_be_focused()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("Staatssekretärin")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=Staatssekret"))
    expect(page.locator("p.snippet mark").first).to_be_visible()
    hit = first_hit(page)
    skip = page.get_by_role("link", name="Zu den Treffern")
    for _ in range(3):
        page.keyboard.press("Tab")
        if skip.evaluate("one => one === document.activeElement"):
            break
    else:
        pytest.fail("the hits cannot be reached with Tab")
    page.keyboard.press("Enter")
    expect(hit).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Staatssekretärin")


def test_what_is_typed_is_completed(page: Page) -> None:
    settled(page, "/")
    box = page.get_by_placeholder("z. B. Radweg")
    box.press_sequentially("Rolf", delay=50)
    option = page.locator("datalist#completions option").first
    expect(option).to_have_attribute("value", 'person:"Rolf Hagenbeck"')
    assert box.get_attribute("list") == "completions"


def test_back_forward_and_reload_show_what_the_address_says(page: Page) -> None:
    settled(page, "/?q=Radweg")
    page.get_by_role("radio", name="2024").click()
    expect(page).to_have_url(re.compile("from=2024-01-01"))
    page.go_back()
    expect(page.get_by_role("button", name="1. Januar 2024 – 31. Dezember 2024 ✕")).not_to_be_visible()
    page.go_forward()
    expect(page.get_by_role("button", name="1. Januar 2024 – 31. Dezember 2024 ✕")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="1. Januar 2024 – 31. Dezember 2024 ✕")).to_be_visible()
    expect(page.get_by_placeholder("z. B. Radweg")).to_have_value("Radweg")


def test_a_bar_of_the_histogram_narrows(page: Page) -> None:
    settled(page, "/?city=tellbrueck")
    page.locator("[data-testid=stVegaLiteChart] svg [aria-roledescription=bar]").first.click()
    expect(page).to_have_url(re.compile("(from|on)=20"))


@pytest.mark.parametrize("path", ["/?q=Steuerbescheid", "/personen", "/feed.atom?q=Steuerbescheid"])
def test_a_script_in_a_headline_is_only_text(page: Page, path: str) -> None:
    if path.startswith("/feed"):
        page.goto(path)
    else:
        settled(page, path)
    page.evaluate(A_PICTURE_THAT_FAILS)  # by then those of the page would have failed too
    assert page.evaluate("window.hit") is None


def test_a_hostile_release_is_only_text_on_its_pages(page: Page) -> None:
    settled(page, "/?q=Steuerbescheid")
    first_hit(page).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>window.hit=1</script>")
    assert page.evaluate("window.hit") is None
    page.get_by_role("link", name="Druckansicht").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>window.hit=1</script>")
    assert page.evaluate("window.hit") is None


def test_a_clean_sheet_of_paper(page: Page) -> None:
    page.goto("/m/id/3")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".paper")).to_contain_text("SHA-256 der gespeicherten Seite")
    expect(page.locator(".paper")).to_be_visible()
    for screen_only in (
        page.get_by_role("search"),
        page.get_by_text("Zitat kopieren"),
        page.get_by_role("heading", name="Zitieren"),
        page.locator("footer"),
    ):
        expect(screen_only).not_to_be_visible()
    pdf = page.pdf(format="A4")
    assert pdf.count(b"/Type /Page\n") == 1


def test_without_a_script_the_search_is_a_plain_page(browser: Browser, town: Town) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=town.address, locale="de-DE")
    context.set_default_timeout(HANG_IN_BROWSER)
    page = context.new_page()
    page.goto("/?q=Radweg&sort=newest")
    expect(page).to_have_url(re.compile(r"/suche\?q=Radweg&sort=newest"))
    expect(page.locator("ol.hits h2").first).to_be_visible()
    page.get_by_label("Suchbegriff").fill("Museum")
    page.locator("form.search").get_by_role("button").click()
    expect(page).to_have_url(re.compile("/suche.q=Museum"))
    page.locator("ol.hits a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("/m/tellbrueck/"))
    page.goto("/meldung?id=3")
    expect(page).to_have_url(re.compile("/m/id/3"))
    context.close()


def test_a_permalink_needs_no_script(browser: Browser, town: Town) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=town.address)
    page = context.new_page()
    page.goto("/m/id/3")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_label("Suchbegriff").fill("Radweg")
    context.close()


def test_english_by_a_switch_and_it_stays(page: Page) -> None:
    settled(page, "/?q=Radweg")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Search press releases")
    expect(page).to_have_url(re.compile("q=Radweg"))
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("link", name="Persons").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Persons")
    page.goto("/m/id/3")
    page.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Zitieren")).to_be_visible()


def test_staff_sign_in_and_out(page: Page) -> None:
    settled(page, "/")
    page.get_by_role("link", name="Anmelden").click()
    page.get_by_label("Name oder Kürzel").fill("Anna Ämter")
    page.get_by_label("Passwort").fill("falsch")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("stimmt nicht")
    page.get_by_label("Name oder Kürzel").fill("Anna Ämter")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Angemeldet als Anna Ämter")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d+ Meldungen geprüft"))).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Abmelden (Anna Ämter)").click()
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("link", name="Anmelden")).to_be_visible()
    settled(page, "/schreibtisch")
    expect(page.get_by_text("für die Pressestelle")).to_be_visible()
