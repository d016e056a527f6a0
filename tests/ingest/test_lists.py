"""Every form of list that CMS facts tell of, in pages as towns have them: recognised, and read entry by entry.

Addresses, titles and days were written down by somebody who had not seen the code.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.identity import canonical_address
from archive.model import Capture
from ingest.families import families, recognise
from ingest.listing.html_list import HtmlList, read_list
from ingest.page import parse

LISTS = Path(__file__).parent / "lists"
THE_VISIT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


def shown(name: str) -> tuple[Capture, dict[str, Any]]:
    expected = json.loads((LISTS / f"{name}.json").read_text(encoding="utf-8"))
    capture = Capture(
        url=expected["url"],
        final_url=expected["url"],
        fetched_at=THE_VISIT,
        status=200,
        content_type=f"text/html; charset={expected['charset']}",
        body=(LISTS / f"{name}.html").read_bytes(),
    )
    return capture, expected


@pytest.mark.parametrize("name", sorted(page.stem for page in LISTS.glob("*.html")))
def test_a_list_gives_its_entries_their_days_and_the_next_page(name: str) -> None:
    capture, expected = shown(name)
    family = recognise(parse(capture.body, capture.content_type), capture.url)
    assert family.key == expected["family"]
    page = read_list(capture, family.html_list)
    found = [
        (link.url, link.title, link.published.isoformat() if link.published else None) for link in page.links
    ]
    assert found == [(canonical_address(url), title, day) for url, title, day in expected["links"]]
    assert page.following == ((canonical_address(expected["next"]),) if expected["next"] else ())


def test_every_family_has_a_list_of_its_own() -> None:
    assert {page.name.split(".")[0] for page in LISTS.glob("*.html")} >= {
        family.key for family in families().values() if family.layout.structured
    } - {"visioncontent"}


def listed(html: str, markup: HtmlList) -> list[tuple[str, str, str | None]]:
    capture = Capture(
        url="https://www.a.example/presse/",
        final_url="https://www.a.example/presse/",
        fetched_at=THE_VISIT,
        status=200,
        content_type="text/html; charset=utf-8",
        body=f"<html><body><main>{html}</main></body></html>".encode(),
    )
    return [
        (link.url.rpartition("/")[2], link.title, link.published.isoformat() if link.published else None)
        for link in read_list(capture, markup).links
    ]


class TestTitle:
    @pytest.mark.parametrize(
        "item",
        [
            '<a href="a">Neuer Radweg</a>',
            '<a href="a"><img src="x.jpg" alt=""></a> <h3><a href="a">Neuer Radweg</a></h3>',
            '<a href="a"><span class="date">05.05.2026</span> <h3>Neuer Radweg</h3><p>Ein langer Teaser.</p></a>',
            '<a href="a">05.05.2026: Neuer Radweg</a>',
            '<a href="a">Neuer Radweg (05.05.2026)</a>',
            '<a href="a">Neuer Radweg | 05.05.2026</a>',
            '<a href="a" title="Neuer Radweg"><img src="x.jpg" alt="Ein Bild"></a>',
            '<a href="a" title="Neuer Radweg">Neuer Rad…</a>',
            '<h3>Neuer Radweg</h3><p>Text</p><a href="a" title="Weiterlesen">mehr</a>',
            '<a href="a" title="Weiterlesen: Neuer Radweg">Weiterlesen …</a>',
            '<h4 class="t">Neuer Radweg</h4><a href="/kategorie/verkehr">Verkehr</a> <a href="a">Zur Meldung</a>',
        ],
    )
    def test_a_title_is_neither_day_nor_teaser_nor_where_the_link_leads(self, item: str) -> None:
        markup = HtmlList(item="li", link="a[href]:not([href*=kategorie])")
        ((_, title, _),) = listed(f"<ul><li>{item}</li></ul>", markup)
        assert title == "Neuer Radweg"

    def test_its_own_selector_goes_first(self) -> None:
        markup = HtmlList(item="li", title=".name")
        ((_, title, _),) = listed(
            '<ul><li><h3>Rathaus</h3><a href="a"><b class="name">Neuer Radweg</b></a></li></ul>', markup
        )
        assert title == "Neuer Radweg"

    @pytest.mark.parametrize(
        "title", ["15. März 2027 ist Wahltag", "Sprechstunde am 12.05.2026", "2026 wird gebaut"]
    )
    def test_a_day_in_a_headline_is_a_part_of_it(self, title: str) -> None:
        assert listed(f'<ul><li><a href="a">{title}</a></li></ul>', HtmlList(item="li")) == [
            ("a", title, None)
        ]


class TestDay:
    @pytest.mark.parametrize(
        "item",
        [
            ' 05.05.2026<br><a href="a">Titel der Meldung</a>',
            '<a href="a">Titel der Meldung</a> (05.05.2026)',
            '<a href="a">Titel der Meldung</a><p>05.05.2026: Ab 11.05.2026 wird gebaut.</p>',
            '<a href="a">Titel der Meldung</a><p>0&#8203;5.&#8203;05.&#8203;2026: Gebaut wird bald.</p>',
            '<span>Di, </span>05. Mai 2026 <h3><a href="a">Titel der Meldung</a></h3>',
            '<a href="a">Titel der Meldung</a><p>Pressemitteilung vom 5. Mai 2026</p>',
            '<a href="a">Titel der Meldung</a><div>Datum 05.05.2026</div><p>Termin ist der 8. Juni 2026.</p>',
            '<time datetime="2026-05-04T22:30:00Z"></time><a href="a">Titel der Meldung</a>',
            '<time datetime="1970-01-01">05.05.2026</time><a href="a">Titel der Meldung</a>',
            '<a href="a">Titel der Meldung</a><i data-date="1777932000000"></i>',
        ],
    )
    def test_the_day_of_an_entry_is_read_from_its_own_text(self, item: str) -> None:
        markup = HtmlList(item="li", date="time, [data-date]")
        assert listed(f"<ul><li>{item}</li></ul>", markup) == [("a", "Titel der Meldung", "2026-05-05")]

    @pytest.mark.parametrize(
        "item",
        [
            '<a href="a">Titel der Meldung</a><p>Am 05.05.2026 wird gebaut.</p>',
            '<a href="a">Titel der Meldung</a><p>05.05.2026, 18 Uhr: Sitzung des Rates</p>',
            '<a href="a">Titel der Meldung</a><p>05.05.2026 bis 08.05.2026</p>',
            '<a href="a">Titel der Meldung</a><p>Stand: 05.05.2026</p>',
            '<a href="a">Titel der Meldung</a><p>05.05.2026</p><p>08.05.2026</p>',
            '<time datetime="1970-01-01"></time><a href="a">Titel der Meldung</a>',
        ],
    )
    def test_a_day_that_may_be_another_one_is_none(self, item: str) -> None:
        markup = HtmlList(item="li", date="time")
        assert listed(f"<ul><li>{item}</li></ul>", markup) == [("a", "Titel der Meldung", None)]

    def test_a_day_may_stand_before_or_behind_its_link_with_nothing_around_both(self) -> None:
        before = "".join(
            f'<div>0{day}.05.2026</div><h4><a href="m{day}">Meldung {day}</a></h4>' for day in (3, 2)
        )
        behind = "".join(
            f'<h4><a href="m{day}">Meldung {day}</a></h4><span>0{day}.05.2026</span>' for day in (3, 2)
        )
        expected = [("m3", "Meldung 3", "2026-05-03"), ("m2", "Meldung 2", "2026-05-02")]
        assert listed(before, HtmlList(item="h4")) == listed(behind, HtmlList(item="h4")) == expected

    def test_an_entry_without_a_day_beside_it_has_none_of_another(self) -> None:
        html = '<h4><a href="a">Erste</a></h4><span></span><h4><a href="b">Zweite</a></h4><span>02.05.2026</span>'
        assert listed(html, HtmlList(item="h4")) == [("a", "Erste", None), ("b", "Zweite", "2026-05-02")]

    def test_a_heading_dates_what_stands_below_it_up_to_the_next(self) -> None:
        html = (
            '<h3>03.05.2026</h3><p><a href="a">Erste</a></p><p><a href="b">Zweite</a></p>'
            '<h3>Mai 2026</h3><p><a href="c">Dritte</a></p>'
        )
        markup = HtmlList(item="p", day_heading="h3")
        days = [day for _, _, day in listed(html, markup)]
        assert days == ["2026-05-03", "2026-05-03", None]

    @pytest.mark.parametrize(("rows", "day"), [(7, "2026-11-28"), (8, None)])
    def test_a_column_that_shows_the_day_of_the_visit_dates_nothing(self, rows: int, day: str | None) -> None:
        html = "".join(f'<li><a href="m{row}">Meldung {row}</a><i>28.11.2026</i></li>' for row in range(rows))
        assert {found for _, _, found in listed(html, HtmlList(item="li", date="i"))} == {day}

    def test_a_box_of_day_and_month_is_the_last_such_day(self) -> None:
        html = "".join(
            f'<li><div class="box"><b>{month}</b><i>10</i></div><a href="{month}">Meldung</a></li>'
            for month in ("Sep", "Dez")
        )
        days = [day for _, _, day in listed(html, HtmlList(item="li", calendar=".box"))]
        assert days == ["2026-09-10", "2025-12-10"]


def test_the_same_release_twice_is_one_entry_with_what_both_say() -> None:
    html = '<li><a href="a"><img src="x"></a></li><li><a href="a">Neuer Radweg</a><i>05.05.2026</i></li>'
    assert listed(html, HtmlList(item="li")) == [("a", "Neuer Radweg", "2026-05-05")]


def test_an_address_may_be_that_of_a_click() -> None:
    html = """<div class="i" onclick="location.href='/m/1'"><h3>Neuer Radweg</h3><p>(05.05.2026)</p></div>"""
    assert listed(html, HtmlList(item=".i")) == [("1", "Neuer Radweg", "2026-05-05")]


def test_an_item_that_holds_several_others_is_none() -> None:
    html = '<li><ul><li><a href="a">Erste Meldung</a></li><li><a href="b">Zweite Meldung</a></li></ul></li>'
    assert [title for _, title, _ in listed(html, HtmlList(item="li"))] == ["Erste Meldung", "Zweite Meldung"]


class TestRepeated:
    MARKUP = families()["generic"].html_list
    MENU = (
        "<nav><ul>" + "".join(f'<li><a href="/s/{n}">Seite {n}</a></li>' for n in range(60)) + "</ul></nav>"
    )

    def test_the_list_of_a_page_nobody_described_is_what_repeats_with_days(self) -> None:
        html = self.MENU + "".join(
            f'<div class="x"><b>0{n}.05.2026</b> <a href="m{n}">Die {n}. Meldung der Stadt</a></div>'
            for n in (3, 2, 1)
        )
        assert [day for _, _, day in listed(html, self.MARKUP)] == ["2026-05-03", "2026-05-02", "2026-05-01"]

    def test_sixty_short_links_are_a_menu_wherever_they_stand(self) -> None:
        menu = self.MENU.replace("nav>", "div>")
        directory = "".join(f'<p><a href="/f/{n}">Formular zum Antrag {n}</a></p>' for n in range(50))
        assert listed(menu + directory, self.MARKUP) == []

    def test_headlines_of_differing_words_are_a_list_without_any_day(self) -> None:
        titles = (
            "Radweg am Markt wird gebaut",
            "Neue Kita im Norden eröffnet",
            "Haushalt ohne neue Schulden",
        )
        html = self.MENU + "".join(
            f'<article><h2><a href="m{at}">{title}</a></h2></article>' for at, title in enumerate(titles)
        )
        assert [title for _, title, _ in listed(html, self.MARKUP)] == list(titles)
