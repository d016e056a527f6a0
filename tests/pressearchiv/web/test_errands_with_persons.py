"""Errands about who said what, with whom, in which office, and how a subject went over time: in three actions."""

import re

import pytest
from playwright.sync_api import expect

from tests.pressearchiv.web.errand import Errand
from tests.pressearchiv.web.served import drawn

pytestmark = [pytest.mark.browser]


def test_the_releases_that_name_two_persons_together(errand: Errand) -> None:
    errand.filter("Person", "Rolf Hagenbeck")
    expect(errand.page).to_have_url(re.compile("person=Rolf"))
    drawn(errand.page)
    errand.filter("Person", "Torsten Ahlgrimm")
    expect(errand.page).to_have_url(re.compile("person=Torsten"))
    drawn(errand.page)
    link = errand.page.get_by_role("button", name=re.compile(r"oder \(zusammen: \d+\)"))
    together = re.findall(r"\d+", link.inner_text())[0]
    link.click()
    errand.actions += 1
    expect(errand.page).to_have_url(re.compile("all=person"))
    expect(errand.page.get_by_text(f"{together} Treffer")).to_be_visible()


def test_a_subject_without_one_topic(errand: Errand) -> None:
    errand.search("Stadtrat")
    expect(errand.page).to_have_url(re.compile("q=Stadtrat"))
    drawn(errand.page)
    errand.filter("Thema", "Haushalt und Finanzen")
    expect(errand.page.get_by_role("button", name="Haushalt und Finanzen ✕")).to_be_visible()
    drawn(errand.page)
    errand.click("button", "nicht", exact=True)
    expect(errand.page.get_by_role("button", name="ohne Haushalt und Finanzen ✕")).to_be_visible()
    expect(errand.page).to_have_url(re.compile("not=topic"))


def test_everything_a_person_was_quoted_with(errand: Errand) -> None:
    errand.click("link", "Personen")
    errand.type("z. B. Güler", "Hagenbeck")
    errand.page.get_by_role("link", name="Rolf Hagenbeck").first.click()
    errand.actions += 1
    expect(errand.page.get_by_role("heading", name=re.compile(r"Zitate \(\d+\)"))).to_be_visible()
    expect(errand.page.locator("blockquote.quoted").first).to_contain_text("„")


def test_who_held_an_office_after_somebody(errand: Errand) -> None:
    errand.click("link", "Personen")
    errand.type("z. B. Güler", "Hagenbeck")
    errand.page.get_by_role("link", name="Rolf Hagenbeck").first.click()
    errand.actions += 1
    expect(
        errand.page.get_by_role("link", name=re.compile("danach Henrike Asmussen, belegt ab"))
    ).to_be_visible()


def test_the_releases_shared_with_another_person(errand: Errand) -> None:
    errand.page.goto("/person?id=tellbrueck/rolf-hagenbeck")
    drawn(errand.page)
    errand.page.get_by_role("link", name=re.compile("gemeinsame Meldungen")).first.click()
    errand.actions += 1
    expect(errand.page).to_have_url(re.compile("all=person"))
    expect(errand.page.locator("[class*=st-key-hit_]").first).to_be_visible()


def test_a_subject_of_a_person_in_the_order_of_time(errand: Errand) -> None:
    errand.page.goto("/person?id=tellbrueck/henrike-asmussen")
    drawn(errand.page)
    errand.type("z. B. Haushalt; älteste zuerst", "Haushalt")
    expect(errand.page).to_have_url(re.compile("q=Haushalt.*person=Henrike.*sort=oldest"))
    expect(errand.page.locator("[class*=st-key-hit_]").first).to_be_visible()


def test_two_subjects_over_time(errand: Errand) -> None:
    errand.click("link", "Vergleich")
    errand.heading("Vergleich")
    drawn(errand.page)
    errand.type("z. B. Radweg", "Radweg")
    expect(errand.page).to_have_url(re.compile("q=Radweg"))
    drawn(errand.page)
    errand.type("z. B. Parkplatz", "Brücke")
    expect(errand.page.locator("table.comparison th", has_text="Brücke")).to_be_visible()
    expect(errand.page.get_by_role("link", name="CSV")).to_be_visible()


def test_whom_the_same_words_were_given_to(errand: Errand) -> None:
    errand.click("link", "Passagen")
    errand.heading("Passagen")
    drawn(errand.page)
    errand.page.get_by_text("nur wörtliche Zitate").click()
    errand.actions += 1
    expect(errand.page).to_have_url(re.compile("quotations=1"))
    drawn(errand.page)
    passage = errand.page.locator(
        "[class*=st-key-passage_]", has_text="Diese Ausstellung erzählt von unserer Stadt"
    )
    expect(passage).to_contain_text("zitiert: Annegret Siebenhaar, Piotr Wieczorek")
    expect(passage.get_by_role("link")).to_have_count(6)


def test_what_an_earlier_wording_said(errand: Errand) -> None:
    errand.search('auch:alt "54,3 Prozent"')
    expect(errand.page.get_by_text("1 Treffer")).to_be_visible()
    expect(errand.page.locator("[class*=st-key-hit_]").first).to_contain_text("Fassung 1")
    errand.open_first_hit()
    errand.heading("Dr. Henrike Asmussen gewinnt die Oberbürgermeisterwahl")


def test_the_page_as_it_was_when_it_was_fetched(errand: Errand) -> None:
    errand.search('person:"Rolf Hagenbeck"')
    expect(errand.page).to_have_url(re.compile("q=person"))
    errand.open_first_hit()
    errand.click("link", "Gespeicherte Kopie ansehen")
    expect(errand.page).to_have_url(re.compile("/kopie$"))
