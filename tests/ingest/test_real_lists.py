"""Real lists and feeds, where they lie beside the checkout: what the reconstructed ones cannot prove."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archive.model import Capture
from ingest.city import Cities
from ingest.families import families
from ingest.layout import read_page
from ingest.listing.feed import read_feed
from ingest.listing.html_list import read_list
from ingest.page import parse
from ingest.reading import read

SHARED = Path(__file__).parents[3] / "shared"
REAL, FIXTURES = SHARED / "data" / "html", SHARED / "cms-fixtures"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real pages do not lie beside the checkout")


def served(name: str, url: str) -> Capture:
    return Capture(
        url=url,
        final_url=url,
        fetched_at=datetime.now(UTC),
        status=200,
        content_type="text/xml" if name.endswith("xml") else "text/html; charset=utf-8",
        body=(REAL / name).read_bytes(),
    )


def test_a_feed_of_508_releases_whose_guid_is_no_permalink() -> None:
    found = read_feed(served("weblication_salzkotten_feed.xml", "https://www.salzkotten.de/feed.xml"))
    assert len(found.links) == 508
    assert len({link.url for link in found.links}) == 508
    assert all(link.url.startswith("https://www.salzkotten.de/de/aktuelles/") for link in found.links)
    assert sum(link.published is None for link in found.links) == 0


def test_a_feed_of_berlin() -> None:
    found = read_feed(served("berlin_feed.xml", "https://www.berlin.de/presse/pressemitteilungen/index/feed"))
    assert [(link.url.rpartition(".")[0][-7:], link.published) for link in found.links] == [
        ("1102315", date(2021, 7, 1)),
        ("1102306", date(2021, 7, 1)),
    ]


def test_a_list_entry_of_weblication_and_its_paging() -> None:
    markup = families()["weblication"].html_list
    url = "https://www.salzkotten.de/de/aktuelles/news-und-pressemeldungen/"
    (link,) = read_list(served("weblication_list_entry.html", url), markup).links
    assert link.url == f"{url}Leerung-graue-Muelltonne.php"
    assert link.title.startswith("Leerung graue Tonne")
    assert link.published == date(2025, 7, 18)
    # The parameter is piled up again and again; the last one counts.
    assert read_list(served("weblication_paging.html", url), markup).following == (f"{url}?pageIda67aa4da=2",)


def test_the_whole_list_of_a_town_of_no_known_system() -> None:
    found = read_list(served("ittlingen.html", "https://www.ittlingen.de/"), families()["generic"].html_list)
    assert len({link.url for link in found.links}) == 10
    assert all(link.title and link.published is None for link in found.links)


@pytest.mark.parametrize("file", sorted(FIXTURES.glob("*.json")), ids=lambda file: file.stem)
def test_a_list_that_was_built_beside_the_project_after_real_ones(file: Path) -> None:
    expected = json.loads(file.read_text(encoding="utf-8"))
    capture = Capture(
        url=expected["url"],
        final_url=expected["url"],
        fetched_at=datetime.now(UTC),
        status=200,
        content_type=f"text/html; charset={expected['charset']}",
        body=file.with_suffix(".html").read_bytes(),
    )
    page = read_list(capture, families()[expected["family"] or "generic"].html_list)
    found = [[link.url, link.title, str(link.published) if link.published else None] for link in page.links]
    assert found == expected["links"]
    assert (page.following[0] if page.following else None) == expected.get("next")


@pytest.mark.parametrize(
    ("name", "line", "day", "number"),
    [
        ("202", "15.06.2022 - 380/dh", date(2022, 6, 15), 380),
        ("326", "11.04.2022 - 205/dh", date(2022, 4, 11), 205),
        ("951", "02.06.2021 - 15/dh", date(2021, 6, 2), 15),
    ],
)
def test_a_release_of_solingen_with_its_line(name: str, line: str, day: date, number: int) -> None:
    fragment = (REAL / f"solingen-osca-{name}.fragment.html").read_text(encoding="utf-8")
    markup = f"<html><body><main><article><h1>Titel der Meldung</h1><p>{line}</p>{fragment}</article></main></body></html>"
    city = Cities()["solingen"]
    assert city.layout is not None
    printed = read_page(
        parse(markup.encode()), city.layout, source=city.source, url="https://www.solingen.de/x", place="x"
    )
    reading = read(printed, city)
    assert reading.number is not None
    assert (reading.published, reading.number.running, reading.sign) == (day, number, "dh")
    whole = parse(fragment.encode()).get_text()
    assert len(printed.release.lead) > 20
    said = len("".join(f"{printed.release.lead}{printed.release.body}".split()))
    assert said >= 0.98 * len("".join(whole.split()))
