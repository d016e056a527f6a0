"""Ten errands of a journalist and a press officer, each from the start page in at most three actions.

An action is one click, or one text typed and sent off. A page that opens is none.
"""

import csv
import email
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from playwright.sync_api import Browser, Page, expect, sync_playwright

from archive.model import PublishedFrom, Source
from archive.store import Archive
from demo.releases import releases
from demo.site import CITY, DemoSite, serving, write_city_file
from german.topics import TopicScore
from ingest.city import Cities
from ingest.fetch import Fetcher, Policy
from ingest.run import visit
from search.engine import open_engine
from search.indexer import catch_up
from tests.archive.test_store import reading, release
from tests.conftest import free_port, quiet
from tests.web.served import CHROMIUM, FLAGS, running

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)
STREAM = 1_000
LETTERS: list[bytes] = []


class Mailbox:
    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 its name
        assert isinstance(envelope.content, bytes)
        LETTERS.append(envelope.content)
        return "250 OK"


def fill(data: Path) -> None:
    """The demo city of both days, so that something was edited and withdrawn; another city with a thousand releases."""
    with Archive(data) as archive, Fetcher(Policy()) as fetcher:
        for day in (1, 2):
            with serving(DemoSite(day), 0 if day == 1 else PORTS[0]) as base:
                PORTS[:] = [int(base.rpartition(":")[2])]
                write_city_file(data, base)
                visit(Cities(data)[CITY], archive, fetcher, progress=quiet, recheck=True)
        archive.put_source(Source(key="muster", name="Stadt Muster", fictional=True))
        last_month = date.today().replace(day=1) - timedelta(days=5)
        for number in range(1, STREAM + 2):
            day, title = date(2016, 1, 1) + timedelta(days=number // 3), f"Sitzung {number} des Ausschusses"
            topics: tuple[TopicScore, ...] = ()
            if number == STREAM + 1:
                day, title = last_month, "Neue Ausstellung im Musterhaus"
                topics = (TopicScore(key="culture", score=1.0, words=("Ausstellung",)),)
            if number == 450:
                day, title = date(2017, 8, 15), "Staatssekretärin besucht das Musterhaus"
            one = release(title, f"Text {number} der Sitzung.", f"https://muster.example/{number}")
            said = reading(
                number,
                year=day.year,
                sign="pe",
                published=day,
                published_from=PublishedFrom.PAGE,
                topics=topics,
            )

            archive.deposit(
                replace(one, city="muster"), said, capture_id=None, layout="t", at=datetime.now(UTC)
            )
        engine = open_engine("whoosh", data / "index")
        catch_up(archive, engine, quiet)
        engine.close()


PORTS = [0]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data, port, smtp = tmp_path_factory.mktemp("errands"), free_port(), free_port()
    fill(data)
    server = Controller(Mailbox(), hostname="127.0.0.1", port=smtp)
    server.start()
    env = {
        "PRESSEARCHIV_SMTP": f"smtp://127.0.0.1:{smtp}",
        "PRESSEARCHIV_MAIL_FROM": "archiv@stadt.example",
        "PRESSEARCHIV_STAFF_PASSWORD": "geheim und lang",
    }
    with running("--data", str(data), "serve", "--port", str(port), port=port, env=env) as address:
        yield address
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


class Errand:
    """A visit from the start page that counts its actions; nothing may be asked of a third party."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.actions = 0
        page.goto(base)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("[class*=st-key-hit_]").first).to_be_visible()

    def type(self, placeholder: str, text: str) -> None:
        box = self.page.get_by_placeholder(placeholder)
        box.fill(text)
        box.press("Enter")
        self.actions += 1

    def search(self, text: str) -> None:
        self.type("z. B. Radweg", text)

    def click(self, role: str, name: str, *, exact: bool = False) -> None:
        self.page.get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]
        self.actions += 1

    def open_first_hit(self) -> None:
        self.page.locator("[class*=st-key-hit_] a").first.click()
        self.actions += 1

    def heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)


@pytest.fixture
def errand(browser: Browser, served: str) -> Iterator[Errand]:
    context = browser.new_context(
        locale="de-DE", viewport={"width": 1280, "height": 1000}, accept_downloads=True
    )
    context.set_default_timeout(30_000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    elsewhere: list[str] = []
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith((served, "data:", "blob:")) else elsewhere.append(asked.url)
        ),
    )
    visit = Errand(page, served)
    yield visit
    assert visit.actions <= 3
    assert elsewhere == []
    context.close()


def test_find_450_pe_of_2017(errand: Errand) -> None:
    errand.search("450/pe 2017")
    expect(errand.page.get_by_text("1 Treffer")).to_be_visible()
    errand.open_first_hit()
    errand.heading("Staatssekretärin besucht das Musterhaus")
    expect(errand.page.get_by_text("Nr. 450/pe").first).to_be_visible()


def test_all_releases_naming_a_person_in_a_year(errand: Errand) -> None:
    errand.search('person:"Rolf Hagenbeck"')
    expect(errand.page.get_by_text("Treffer").first).not_to_contain_text("1.")
    errand.click("radio", "2024")
    expect(errand.page).to_have_url(re.compile("from=2024-01-01&to=2024-12-31"))
    expect(errand.page.get_by_role("button", name="1. Januar 2024 – 31. Dezember 2024 ✕")).to_be_visible()
    for meta in errand.page.locator("[class*=st-key-hit_] .meta").all():
        expect(meta).to_contain_text("2024")


def test_who_held_an_office_on_a_date(errand: Errand) -> None:
    errand.click("link", "Personen")
    errand.type("z. B. Kämmerer", "Kämmerer")
    expect(errand.page.get_by_role("link", name="Henrike Asmussen")).to_be_visible()
    errand.type("z. B. 1.3.2019", "1.6.2025")
    expect(errand.page.get_by_role("link", name="Yusuf Demirtaş", exact=True)).to_be_visible()
    expect(errand.page.get_by_text("Yusuf Demirtaş wird Kämmerer").first).to_be_visible()
    expect(errand.page.get_by_role("link", name="Henrike Asmussen")).not_to_be_visible()


def test_everything_on_a_topic_last_month(errand: Errand) -> None:
    errand.click("button", "Kultur")
    expect(errand.page).to_have_url(re.compile("topic=culture"))
    errand.click("radio", "Letzter Monat")
    expect(errand.page.get_by_text("1 Treffer")).to_be_visible()
    expect(errand.page.get_by_role("link", name="Neue Ausstellung im Musterhaus")).to_be_visible()


def test_an_edited_release_and_what_changed(errand: Errand) -> None:
    errand.click("button", "geändert")
    expect(errand.page.get_by_role("button", name="geändert ✕").first).to_be_visible()
    errand.open_first_hit()
    expect(
        errand.page.get_by_role("heading", name="Was sich gegenüber Fassung 1 geändert hat")
    ).to_be_visible()
    expect(errand.page.get_by_text("nachträglich geändert").first).to_be_visible()
    expect(errand.page.locator(".change ins, .change del").first).to_be_visible()


def test_a_release_that_was_withdrawn(errand: Errand) -> None:
    errand.click("button", "zurückgezogen")
    expect(errand.page.get_by_role("button", name="zurückgezogen ✕")).to_be_visible()
    errand.open_first_hit()
    expect(errand.page.get_by_text("von ihrer Seite genommen")).to_be_visible()


def test_the_numbers_missing_in_a_year(errand: Errand) -> None:
    errand.click("link", "Städte")
    errand.click("link", "Stadt Tellbrück")
    told = (*releases(1), *releases(2))
    held = {one.running for one in told if one.day.year == 2024}
    never = sorted(set(range(1, max(held) + 1)) - held)
    line = errand.page.locator("section.series", has_text="2024").get_by_text("Es fehlen")
    expect(line).to_be_visible()
    missing = re.findall(r"\d+", line.inner_text().partition(":")[2])
    assert never
    assert {str(number) for number in never} <= set(missing)
    expect(errand.page.get_by_text("Diese Meldungen tragen eine Nummer, aber kein Datum")).to_be_visible()


def test_subscribe_to_a_search(errand: Errand) -> None:
    LETTERS.clear()
    errand.search("Radweg")
    expect(errand.page).to_have_url(re.compile("q=Radweg"))
    errand.click("link", "Per E-Mail abonnieren")
    errand.page.get_by_label("E-Mail-Adresse").fill("leserin@zeitung.example")
    errand.page.keyboard.press("Enter")
    errand.actions += 1
    expect(errand.page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    deadline = 40
    while not LETTERS and deadline:
        errand.page.wait_for_timeout(1_000)
        deadline -= 1
    letter = email.message_from_bytes(LETTERS[0], policy=default)
    link = re.search(r"http://localhost:\d+/abo/bestaetigen/\S+", letter.get_content())  # type: ignore[attr-defined]
    assert link
    errand.page.goto(link.group(0))
    errand.page.get_by_role("button", name="Ja, ich möchte").click()
    expect(errand.page.get_by_role("heading", level=1)).to_have_text("Das Abonnement läuft")


def test_export_a_thousand_hits_as_csv(errand: Errand) -> None:
    errand.search("Sitzung")
    expect(errand.page).to_have_url(re.compile("q=Sitzung"))
    with errand.page.expect_download() as download:
        errand.click("link", "CSV", exact=True)
    text = Path(download.value.path()).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) >= STREAM
    assert all(row["permalink"].startswith("http://localhost:") for row in rows)


def test_cite_a_release(errand: Errand) -> None:
    errand.open_first_hit()
    expect(errand.page.get_by_role("heading", name="Zitieren")).to_be_visible()
    shown = errand.page.get_by_test_id("stCode")
    shown.hover()
    shown.get_by_role("button").click()
    errand.actions += 1
    copied = errand.page.evaluate("navigator.clipboard.readText()")
    assert re.search(
        r"Pressemitteilung Nr\. \d+/pe vom .* Fassung 1\. http://localhost:\d+/m/muster/\d{4}/\d+-pe", copied
    )
