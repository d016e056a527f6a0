"""Errands of a journalist, each from the start page in at most three actions.

An action is one click, or one text typed and sent off. A page that opens is none.
"""

import csv
import email
import io
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pressearchiv.demo.releases import releases
from tests.pressearchiv.web.cities import SITTINGS, Town
from tests.pressearchiv.web.errand import Errand
from tests.pressearchiv.web.served import drawn
from tests.waiting import wait_until

pytestmark = [pytest.mark.browser]


def test_find_450_pe_of_2017(errand: Errand) -> None:
    errand.search("450/pe 2017")
    expect(errand.page.get_by_text("1 Treffer")).to_be_visible()
    errand.open_first_hit()
    errand.heading("Staatssekretärin besucht das Musterhaus")
    expect(errand.page.get_by_text("Nr. 450/pe").first).to_be_visible()


def test_all_releases_naming_a_person_in_a_year(errand: Errand) -> None:
    errand.search('person:"Rolf Hagenbeck"')
    expect(errand.page.get_by_text("Treffer").first).not_to_contain_text("1.")
    drawn(errand.page)
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


def test_which_figures_were_changed_lately(errand: Errand) -> None:
    errand.click("link", "Änderungen", exact=True)
    expect(errand.page).to_have_url(re.compile("/aenderungen$"))
    errand.heading("Änderungen")  # the search page has a filter of the same name
    drawn(errand.page)
    errand.click("button", "inhaltlich geändert")
    expect(errand.page).to_have_url(re.compile("/aenderungen.state=factual"))
    expect(errand.page.get_by_text("54,3 → 53,4", exact=True)).to_be_visible()
    expect(errand.page.get_by_text("1 Änderung", exact=True)).to_be_visible()
    errand.open_first_hit()
    expect(errand.page.locator(".change ins").first).to_have_text("53,4")


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


def test_subscribe_to_a_search(errand: Errand, town: Town) -> None:
    town.letters.clear()
    errand.search("Radweg")
    expect(errand.page).to_have_url(re.compile("q=Radweg"))
    errand.click("link", "Per E-Mail abonnieren")
    errand.page.get_by_label("E-Mail-Adresse").fill("leserin@zeitung.example")
    errand.page.keyboard.press("Enter")
    errand.actions += 1
    expect(errand.page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    wait_until(lambda: town.letters)
    letter = email.message_from_bytes(town.letters[0], policy=default)
    assert isinstance(letter, EmailMessage)
    link = re.search(r"http://localhost:\d+/abo/bestaetigen/\S+", letter.get_content())
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
    assert len(rows) >= SITTINGS
    assert all(row["permalink"].startswith("http://localhost:") for row in rows)


def test_cite_a_release(errand: Errand) -> None:
    errand.open_first_hit()
    expect(errand.page.get_by_role("heading", name="Zitieren")).to_be_visible()
    shown = errand.page.get_by_test_id("stCode").first
    shown.hover()
    shown.get_by_role("button").click()
    errand.actions += 1
    copied = errand.page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(
        r"Stadt Muster, PM \d+/pe, \d+\. \w+ \d{4}, http://localhost:\d+/m/muster/\d{4}/\d+-pe", copied
    )
