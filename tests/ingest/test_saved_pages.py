"""Pages somebody saved: by the town's layout, by what they tell machines, by their lines; the print counts."""

from datetime import date
from pathlib import Path

import pytest

from archive.model import Reading
from archive.origins import NumberFrom
from ingest.city import City, read_city
from ingest.files import capture_file, read_file
from ingest.layout import ExtractedPage
from ingest.reading import read

TEXT = "<p>Die Stadt baut einen Radweg im Norden, der bis zum Bahnhof führen soll und zwei Millionen Euro kostet.</p>"
MORE = (
    "<p>„Das ist gut so“, sagt Baudezernentin Anna Berger. Die Arbeiten beginnen am 4. Mai 2027 am Markt.</p>"
)
MENU = '<div><a href="/">Startseite</a> | <a href="/rat">Gemeinderat</a></div><p>Startseite / Presse / Meldungen</p>'


@pytest.fixture
def city(tmp_path: Path) -> City:
    file = tmp_path / "rheinau.toml"
    file.write_text(
        'key = "rheinau"\nname = "Stadt Rheinau"\nfamily = "generic"\nfictional = true\n', encoding="utf-8"
    )
    return read_city(file)


def taken(city: City, folder: Path, html: str, name: str = "a.html") -> tuple[ExtractedPage, Reading]:
    path = folder / name
    path.write_text(
        f"<html><head><title>Stadt Rheinau</title></head><body>{html}</body></html>", encoding="utf-8"
    )
    printed, _ = read_file(capture_file(path), city, path)
    return printed, read(printed, city, seen=date(2026, 11, 28))


def test_a_page_without_any_structure_is_read_by_its_lines(city: City, tmp_path: Path) -> None:
    printed, reading = taken(
        city,
        tmp_path,
        f"{MENU}<b>Stadt Rheinau</b><br>Pressemitteilung Nr. 11/2026<br>Rheinau, den 3.3.2026<br><br>"
        f"<font size=4><b>Neuer Radweg</b></font><br><br>{TEXT}{MORE}<p>Ansprechpartnerin ist Jutta Reimers, Tel. 01234 56-78</p>"
        "<font size=1>Besucher seit 01.01.2003: 48112 Letzte Änderung: 17.03.2026</font>",
    )
    assert printed.release.title == "Neuer Radweg"
    assert reading.number is not None
    assert (reading.number.running, reading.published) == (11, date(2026, 3, 3))
    assert reading.contact is not None
    assert reading.contact.phone == "01234 56-78"


def test_the_printed_number_goes_before_that_of_the_files_name(city: City, tmp_path: Path) -> None:
    html = f"{MENU}<p>Pressemitteilung Nr. 15/2025</p><p>22.08.2025</p><h1>Neuer Radweg</h1>{TEXT}{MORE}"
    _, reading = taken(city, tmp_path, html, name="PM_2025-099_js.html")
    assert reading.number is not None
    assert (reading.number.running, reading.number_from) == (15, NumberFrom.PRINTED)
    assert reading.published == date(2025, 8, 22)


@pytest.mark.parametrize("order", [0, 1])
def test_a_moment_near_midnight_is_the_day_of_the_article_in_germany(
    city: City, tmp_path: Path, order: int
) -> None:
    things = [
        '{"@type": "WebPage", "datePublished": "2019-02-11T08:00:00+01:00"}',
        '{"@type": "NewsArticle", "headline": "Neuer Radweg", "datePublished": "2026-06-17T22:15:00Z"}',
    ]
    graph = ", ".join(things if order else reversed(things))
    script = f'<script type="application/ld+json">{{"@graph": [{graph}]}}</script>'
    _, reading = taken(city, tmp_path, f"{script}<article><h1>Neuer Radweg</h1>{TEXT}{MORE}</article>")
    assert reading.published == date(2026, 6, 18)


def test_what_a_page_says_of_itself_dates_no_release(city: City, tmp_path: Path) -> None:
    html = f"<p>Stand: 01.01.2025</p><h1>Neuer Radweg</h1>{TEXT}{MORE}<p>Zuletzt geändert am 02.09.2026</p>"
    _, reading = taken(city, tmp_path, html)
    assert reading.published is None
