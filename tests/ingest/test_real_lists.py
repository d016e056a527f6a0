"""Real lists and feeds, where they lie beside the checkout: what the reconstructed ones cannot prove."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archive.model import Capture
from ingest.families import families
from ingest.listing.feed import read_feed
from ingest.listing.html_list import read_list

REAL = Path(__file__).parents[3] / "shared" / "data" / "html"
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
