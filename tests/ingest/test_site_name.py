"""Whose site it is: from its imprint, its publisher, its title; and that it is not sure where only a title says so."""

import pytest

from ingest.page import parse
from ingest.site_name import imprint_link, site_name

HOST = "www.bergfelden.example"


def named(head: str, imprint: str | None = None) -> tuple[str, bool]:
    page = parse(f"<html><head>{head}</head><body><h1>Aktuelles</h1></body></html>".encode())
    below = (
        parse(f"<html><body><main>{imprint}</main></body></html>".encode()) if imprint is not None else None
    )
    found = site_name(page, below, HOST)
    return found.text, found.sure


@pytest.mark.parametrize(
    ("imprint", "name"),
    [
        (
            "<h1>Impressum</h1><p>Herausgeber:</p><p>Stadt Bergfelden<br>Marktplatz 1<br>01234 Bergfelden</p>",
            "Stadt Bergfelden",
        ),
        ("<p>Anbieter dieser Seite</p><p>Gemeinde Grünau (Mark), Dorfstraße 3</p>", "Gemeinde Grünau (Mark)"),
        (
            "<p>Stadtverwaltung Neustadt an der Weide</p><p>Der Bürgermeister</p>",
            "Stadt Neustadt an der Weide",
        ),
        ("<p>Landkreis Unterweiden</p><p>vertreten durch den Landrat</p>", "Landkreis Unterweiden"),
        ("<p>Große Kreisstadt Oberau – Presse</p>", "Große Kreisstadt Oberau"),
        ("<p>Ennetal-Ruhr-Kreis</p><p>Der Landrat</p>", "Ennetal-Ruhr-Kreis"),
        ("<p>Verbandsgemeinde Bad Hohenau</p>", "Verbandsgemeinde Bad Hohenau"),
        ("<p>Amt Weidenhöhe</p><p>Amt für Bau</p>", "Amt Weidenhöhe"),
    ],
)
def test_the_imprint_goes_before_all_else(imprint: str, name: str) -> None:
    head = "<title>Aktuelles | Startseite</title><meta name='author' content='Agentur Nord GmbH'>"
    assert named(head, f"<h1>Impressum</h1>{imprint}") == (name, True)


@pytest.mark.parametrize(
    ("head", "name", "sure"),
    [
        (
            "<meta name='publisher' content='Stadt Bergfelden'><title>Aktuelles</title>",
            "Stadt Bergfelden",
            True,
        ),
        (
            "<meta property='og:site_name' content='Gemeinde Grünau'><title>Presse</title>",
            "Gemeinde Grünau",
            True,
        ),
        ("<meta name='DCTERMS.publisher' content='Stadtverwaltung Oberau'>", "Stadt Oberau", True),
        ("<title>Pressemitteilungen - Stadt Bergfelden</title>", "Stadt Bergfelden", False),
        (
            "<title>Herzlich willkommen in der Stadt Bergfelden am Fluss</title>",
            "Stadt Bergfelden am Fluss",
            False,
        ),
        ("<title>Bergfelden | Aktuelles</title>", "Bergfelden", False),
        ("<title>Aktuelles</title>", "bergfelden.example", False),
        ("<title>Nachrichten » Aktuelle Meldungen</title>", "bergfelden.example", False),
        (
            "<meta property='og:site_name' content='Aktuelles'><title>Aktuelles</title>",
            "bergfelden.example",
            False,
        ),
        ("", "bergfelden.example", False),
    ],
)
def test_without_an_imprint_machines_and_titles_are_asked(head: str, name: str, sure: bool) -> None:
    assert named(head) == (name, sure)


def test_an_imprint_that_names_no_town_says_nothing() -> None:
    imprint = "<p>Verantwortlich: Max Muster</p><p>Stadt und Land wachsen zusammen.</p><p>Amt für Kultur</p>"
    assert named("<title>Aktuelles | Bergfelden</title>", imprint) == ("Bergfelden", False)


def test_the_imprint_is_looked_for_on_the_same_site() -> None:
    base = f"https://{HOST}/aktuelles/"
    page = parse(
        b"<a href='https://agentur.example/impressum'>Impressum</a><a href='/impressum'>Impressum und Kontakt</a>"
    )
    assert imprint_link(page, base) == f"https://{HOST}/impressum"
    assert imprint_link(parse(b"<a href='/kontakt'>Kontakt</a>"), base) is None
