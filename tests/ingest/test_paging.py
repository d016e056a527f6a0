"""Which link leads to the next page of a list, and lists that say they go on."""

import pytest

from archive.model import Capture
from ingest.listing.html_list import HtmlList, read_list
from ingest.listing.sitemap import read_sitemap
from ingest.listing.walk import WalkableList, walk
from tests.archive.test_store import NOW

START = "https://stadt.example/presse"
MARKUP = HtmlList(item="article", link="a[href]")
ITEMS = "".join(f'<article><a href="/presse/{number}">Meldung {number}</a></article>' for number in range(3))


def capture(html: str, url: str = START) -> Capture:
    return Capture(
        url=url,
        final_url=url,
        fetched_at=NOW,
        status=200,
        content_type="text/html; charset=utf-8",
        body=html.encode(),
    )


def following(html: str) -> tuple[str, ...]:
    return read_list(capture(ITEMS + html), MARKUP).following


@pytest.mark.parametrize(
    "words",
    ["Weiter »", "nächste Seite »", "Weiter >", "→", "Ältere Artikel", "weitere Meldungen", "Nächste", "vor", "›", "Ältere Beiträge →", "Weitere Pressemitteilungen anzeigen"],
)  # fmt: skip
def test_a_link_called_next_is_followed(words: str) -> None:
    assert following(f'<a href="?page=2">{words}</a>') == (f"{START}?page=2",)


@pytest.mark.parametrize(
    "paging",
    [
        '<nav class="pagination"><span class="current">1</span> <a href="?p=2">2</a> <a href="?p=3">3</a></nav>',
        '<ul id="seiten"><li class="active"><a href="?p=1">1</a></li><li><a href="?p=2">2</a></li></ul>',
        '<div class="pager"><strong>1</strong> | <a href="?p=2">2</a></div>',
        '<nav aria-label="Blättern, Seitennavigation"><a aria-current="page" href="?p=1">1</a><a href="?p=2">2</a></nav>',
    ],
)
def test_numbered_pages_are_followed_one_by_one(paging: str) -> None:
    assert following(paging) == (f"{START}?p=2",)


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/2024">2024</a> <a href="/2023">2023</a></p>',
        '<table class="calendar"><tr><td><span>1</span></td><td><a href="/tag/2">2</a></td></tr></table>',
        '<a href="/presse/1">weiter</a>',
        '<div class="pager"><a href="?p=1">1</a> <strong>2</strong></div>',
    ],
)
def test_years_days_and_teasers_lead_to_no_next_page(html: str) -> None:
    assert following(html) == ()


@pytest.mark.parametrize("said", ["Seite 1 von 12", "1 bis 3 von 340 Meldungen", "1–3 von 340 Treffern"])
def test_a_list_that_says_it_goes_on_and_shows_no_way_is_told(said: str) -> None:
    told: list[str] = []
    pages = {START: capture(f"{ITEMS}<p>{said}</p>")}
    whole = WalkableList(start=START, read=lambda page: read_list(page, MARKUP))
    assert (
        len(list(walk(whole, "Stadt", pages.__getitem__, told=lambda error: told.append(error.text())))) == 1
    )
    assert len(told) == 1
    assert said in told[0]
    assert "nicht vollständig" in told[0]


@pytest.mark.parametrize("said", ["Seite 12 von 12", "331 bis 340 von 340 Meldungen", "3 von 5 Sternen"])
def test_a_list_at_its_end_is_not(said: str) -> None:
    assert read_list(capture(f"{ITEMS}<p>{said}</p>"), MARKUP).more == ""


def test_a_button_that_loads_more_is_told_too() -> None:
    assert read_list(capture(f"{ITEMS}<button>Mehr Meldungen laden</button>"), MARKUP).more


def test_an_ampersand_nobody_escaped_keeps_its_parameter() -> None:
    body = "<urlset><url><loc>https://stadt.example/?id=5&art=2&amp;copy=1</loc></url></urlset>"
    (link,) = read_sitemap(capture(body)).links
    assert link.url == "https://stadt.example/?id=5&art=2&copy=1"
    (first, *_) = read_list(capture('<article><a href="?id=5&copy=2&reg=3">x</a></article>'), MARKUP).links
    assert first.url == f"{START}?id=5&copy=2&reg=3"
