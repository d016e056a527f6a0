"""Solingen's markup: number, author's sign and day in one line at the headline, a lead all in bold, photo credits."""

from datetime import date

import pytest

from archive.model import Reading
from ingest.city import Cities
from ingest.layout import ExtractedPage, read_page
from ingest.page import parse
from ingest.reading import read

LEAD = "Die Stadtbücherei öffnet ab Mai auch am Sonntag."
TEXT = """<p>„Sonntags haben Familien Zeit“, sagt Bibliotheksleiterin Beate Lindner-Kolk. Geöffnet ist ab 1. Mai von
12 bis 16 Uhr.</p><p>Oberbürgermeister Jens Wallrath dankte dem Förderverein.</p>"""
FIGURE = """<figure><img src="/bild.jpg" alt="Die Bücherei"><figcaption>Der neue Lesesaal. Foto: Karl Ostermann
</figcaption></figure>"""


def page(inner: str) -> str:
    return f"""<!doctype html><html lang="de"><head><title>Bücherei öffnet sonntags | Solingen</title></head><body>
<header><nav><a href="/">Start</a> <a href="/de/aktuelles">Aktuelles</a></nav></header>
<main><article>{inner}</article></main><footer><p>Stand: 03.04.2026</p></footer></body></html>"""


def read_solingen(markup: str) -> tuple[ExtractedPage, Reading]:
    city = Cities()["solingen"]
    assert city.layout is not None
    printed = read_page(
        parse(markup.encode(), "text/html; charset=utf-8"),
        city.layout,
        source=city.source,
        url="https://www.solingen.de/de/inhalt/buecherei",
        place="page",
    )
    return printed, read(printed, city)


@pytest.mark.parametrize(
    "line",
    [
        "12.01.2022 - 15/dh",
        "12.01.2022 – 15/dh",
        "12. Januar 2022 - 15 / dh",
        "12.01.2022\u00a0-\u00a015/dh",
        "Solingen, 12.01.2022 - 15/dh",
        "15/dh - 12.01.2022",
        "<small>12.01.2022 - 15/dh</small>",
        "12.01.2022<br>15/dh",
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        "<h1>{title}</h1><p>{line}</p>{lead}",
        "<p>{line}</p><h1>{title}</h1>{lead}",
        "<h1>{title}</h1><div>{line}</div>{lead}",
    ],
)
def test_number_sign_and_day_stand_in_the_line_at_the_headline(line: str, place: str) -> None:
    opened = place.format(title="Bücherei öffnet sonntags", line=line, lead=f"<p><strong>{LEAD}</strong></p>")
    printed, reading = read_solingen(page(opened + TEXT + FIGURE))
    assert printed.release.title == "Bücherei öffnet sonntags"
    assert reading.number is not None
    assert (reading.number.running, reading.number.year, reading.sign) == (15, 2022, "dh")
    assert reading.published == date(2022, 1, 12)
    assert printed.release.lead == LEAD
    assert printed.release.body.startswith("„Sonntags haben Familien Zeit“")
    assert {"Beate Lindner-Kolk", "Jens Wallrath", "Karl Ostermann"} <= {
        person.name for person in reading.persons
    }
    assert [image.caption for image in printed.release.images] == ["Der neue Lesesaal."]


@pytest.mark.parametrize(
    ("first", "lead"),
    [
        (f"<p><strong>{LEAD}</strong></p>", LEAD),
        (f"<p><b>{LEAD}</b></p>", LEAD),
        ("<p><strong>Die Stadtbücherei öffnet</strong> <strong>ab Mai auch am Sonntag.</strong></p>", LEAD),
        (f"<p><strong><em>{LEAD}</em></strong></p>", LEAD),
        ("<p><strong>Die Stadtbücherei</strong> öffnet ab Mai auch am Sonntag.</p>", ""),
        (f"<p>{LEAD}</p>", ""),
    ],
)
def test_a_first_paragraph_all_in_bold_is_the_lead(first: str, lead: str) -> None:
    printed, _ = read_solingen(page(f"<h1>Bücherei</h1><p>12.01.2022 - 15/dh</p>{first}{TEXT}"))
    assert printed.release.lead == lead
    assert (LEAD in printed.release.body) == (not lead)


def test_without_the_line_there_is_neither_number_nor_day_though_the_text_names_days() -> None:
    _, reading = read_solingen(
        page(f"<h1>Bücherei</h1><p><strong>{LEAD}</strong></p>{TEXT}<p>Seiten 3/ab bis 7</p>")
    )
    assert (reading.number, reading.published) == (None, None)
