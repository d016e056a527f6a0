"""Fifteen errands of a press office on the files it keeps, each in at most four actions."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from archive.amendments import AmendedField
from archive.person_merging import merging
from archive.store import Archive
from pressearchiv.web.shared.staff import COOKIE
from tests.pressearchiv.web import office
from tests.pressearchiv.web.errand import Errand
from tests.pressearchiv.web.served import drawn, visitor

pytestmark = pytest.mark.browser
BATH, CYCLEWAY, BUDGET, MARKET, READERS, PLAYGROUND, HONOUR = range(1, 8)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("office") / "data"
    office.fill(directory)
    return directory


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with office.served(data) as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visitor(browser, address, height=1000) as opened:
        yield opened


@pytest.fixture(scope="module")
def session(address: str) -> str:
    """The cookie of somebody who is signed in: nobody may sign in as often as there are errands."""
    answer = httpx.post(f"{address}/anmelden", data={"name": "Jana Ostermann", "password": office.PASSWORD})
    return answer.cookies[COOKIE]


@pytest.fixture
def errand(page: Page, address: str, session: str) -> Iterator[Errand]:
    """A visit of somebody who is signed in."""
    page.context.add_cookies([{"name": COOKIE, "value": session, "url": address}])
    visit = Errand(page, address)
    yield visit
    assert visit.actions <= 4


def _sign_in(page: Page) -> None:
    page.get_by_label("Name oder Kürzel").fill("Jana Ostermann")
    page.get_by_label("Passwort").fill(office.PASSWORD)
    page.keyboard.press("Enter")


def _desk(errand: Errand) -> None:
    errand.click("link", "Schreibtisch")
    errand.heading("Schreibtisch")
    drawn(errand.page)


def _fill(errand: Errand, label: str, text: str) -> None:
    errand.page.get_by_label(label, exact=True).fill(text)
    errand.actions += 1


def _send_with_note(errand: Errand, note: str) -> None:
    field = errand.page.get_by_label("Woher das bekannt ist (steht öffentlich bei der Meldung)")
    field.fill(note)
    field.press("Enter")
    errand.actions += 1
    expect(errand.page.get_by_text(note).first).to_be_visible()


def test_sign_in_and_see_what_is_to_be_put_right(page: Page, address: str) -> None:
    visit = Errand(page, address)
    visit.click("link", "Anmelden")
    _sign_in(page)
    visit.actions += 2
    expect(page.get_by_text(re.compile(r"\d Meldungen geprüft"))).to_be_visible()
    expect(page.get_by_role("heading", name="Kein Datum (1)")).to_be_visible()
    assert visit.actions <= 4


def test_under_which_number_the_town_has_said_it(errand: Errand) -> None:
    errand.search("Freibad")
    expect(errand.page.locator("[class*=st-key-hit_] .meta").first).to_contain_text("Nr. 10/2026")


def test_a_release_by_the_number_on_paper(errand: Errand) -> None:
    errand.search("PM 11/2026")
    errand.open_first_hit()
    errand.heading("Radweg an der Lauter ist fertig")


def test_which_numbers_were_never_given_out(errand: Errand) -> None:
    _desk(errand)
    expect(errand.page.get_by_role("heading", name="Nummer fehlt (2)")).to_be_visible()
    expect(errand.page.get_by_text("14/2026")).to_be_visible()


def test_the_day_of_a_release_without_one(errand: Errand) -> None:
    _desk(errand)
    errand.click("link", "Bücherei sucht Lesepaten")
    errand.heading("Bücherei sucht Lesepaten")
    _fill(errand, "Datum", "7.4.2026")
    _send_with_note(errand, "Ausgangsbuch Seite 12")
    expect(errand.page.get_by_text("7. April 2026").first).to_be_visible()


def test_a_number_that_was_given_twice(errand: Errand) -> None:
    _desk(errand)
    errand.click("link", "Markt zieht um")
    errand.heading("Markt zieht um")
    _fill(errand, "Nummer", "14/2026")
    _send_with_note(errand, "Ausgangsbuch Seite 13")
    expect(errand.page.get_by_text("Nr. 14/2026").first).to_be_visible()


def test_whom_to_ask_where_a_release_does_not_say(errand: Errand) -> None:
    _desk(errand)
    errand.click("link", "Spielplatz erneuert")
    errand.heading("Spielplatz erneuert")
    _fill(errand, "Telefon", "05555 1299")
    _send_with_note(errand, "Grünflächenamt")
    expect(errand.page.get_by_text("05555 1299").first).to_be_visible()


def test_an_amendment_is_taken_back(errand: Errand, data: Path) -> None:
    with Archive(data) as archive:
        now = datetime.now(UTC)
        archive.amend(BATH, AmendedField.HEADLINE, "Freibad bleibt zu", "Versehen", now, by="Anton")
    errand.search("10/2026")
    errand.open_first_hit()
    errand.heading("Freibad bleibt zu")
    errand.click("button", "Berichtigung zurücknehmen")
    errand.heading("Freibad öffnet im Mai")


def test_the_file_that_was_imported(errand: Errand) -> None:
    errand.search("Haushalt")
    errand.open_first_hit()
    with errand.page.expect_download() as download:
        errand.click("link", "Datei, aus der die Meldung stammt")
    assert Path(download.value.path()).read_text(encoding="utf-8") == office.FILES["PM_013.txt"]


def test_what_of_the_files_was_not_understood(errand: Errand) -> None:
    _desk(errand)
    errand.click("tab", "Eingang")
    expect(errand.page.get_by_text("kaputt.docx")).to_be_visible()
    expect(errand.page.get_by_text("ließ sich nicht lesen")).to_be_visible()


def test_a_release_under_embargo_is_read(errand: Errand) -> None:
    _desk(errand)
    errand.click("tab", "Nicht öffentlich")
    expect(errand.page.get_by_text("hat eine Sperrfrist bis 1. Mai 2099")).to_be_visible()
    errand.click("link", "Ehrenbürgerin wird geehrt")
    errand.heading("Ehrenbürgerin wird geehrt")
    expect(errand.page.get_by_text("Paula Seeger").first).to_be_visible()


def test_a_release_is_hidden_with_its_reason_and_shown_again(errand: Errand, address: str) -> None:
    errand.search("Radweg")
    errand.open_first_hit()
    errand.heading("Radweg an der Lauter ist fertig")
    drawn(errand.page)
    reason = errand.page.get_by_label("Grund")
    reason.fill("Einwand des Fotografen")
    reason.press("Enter")
    errand.actions += 1
    expect(errand.page.get_by_text("Nur Angemeldete sehen diese Seite").first).to_be_visible()
    assert httpx.get(f"{address}/m/id/{CYCLEWAY}").status_code == 451
    errand.click("button", "Sperre aufheben")
    expect(errand.page.get_by_text("Nur Angemeldete sehen diese Seite")).to_have_count(0)
    assert httpx.get(f"{address}/m/id/{CYCLEWAY}", follow_redirects=True).status_code == 200


def test_what_was_searched_in_vain(errand: Errand) -> None:
    _desk(errand)
    errand.click("tab", "Vergeblich gesucht")
    expect(errand.page.get_by_role("link", name="Seniorenbus")).to_be_visible()


def test_a_decision_about_persons_is_taken_back(errand: Errand, data: Path) -> None:
    with Archive(data) as archive:
        both = [archive.person(f"muehlrode/{key}") for key in ("ute-lindhorst-kramer", "ute-lindhorst")]
        one, other = both
        assert one
        assert other
        archive.record_decision(merging(one, other, "Heirat", datetime.now(UTC)), by="Anton")
    _desk(errand)
    errand.click("tab", "Protokoll")
    said = errand.page.get_by_text("Ute Lindhorst-Kramer und Ute Lindhorst: zusammengelegt")
    expect(said).to_be_visible()
    errand.click("button", "Zurücknehmen")
    expect(said).to_have_count(0)


def test_a_quarter_as_a_table_for_the_mayor(errand: Errand) -> None:
    errand.search("von:1.1.2026 bis:31.3.2026")
    expect(errand.page.get_by_text("4 Treffer")).to_be_visible()
    with errand.page.expect_download() as download:
        errand.click("link", "Excel")
    assert "Freibad" in Path(download.value.path()).read_text(encoding="utf-8-sig")
