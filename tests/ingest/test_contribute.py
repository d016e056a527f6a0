"""What `city new --contribute` leaves in a checkout: a file, a page without the city's words, a golden test."""

import json
import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from archive.model import Capture
from ingest.city import Cities, read_city
from ingest.contribute import CITIES, FIXTURE_URL, FIXTURES, contribute
from ingest.discover import discover, reach_of
from ingest.errors import NotACheckout
from ingest.fetch import Fetcher
from ingest.layout import ExtractedPage, read_page
from ingest.page import parse
from pressearchiv.demo.markups import markups
from pressearchiv.demo.site import DemoSite, serving

ROOT = Path(__file__).parents[2]
_printed = TypeAdapter(ExtractedPage)


@pytest.mark.parametrize("page", sorted((ROOT / FIXTURES).glob("*.html")), ids=lambda page: page.stem)
def test_golden_of_each_contributed_city(page: Path) -> None:
    city = Cities()[page.stem]
    assert city.layout is not None
    printed = read_page(
        parse(page.read_bytes()), city.layout, source=city.source, url=FIXTURE_URL, place=page.name
    )
    assert _printed.dump_python(printed, mode="json") == json.loads(
        page.with_suffix(".json").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("family", sorted(markups()))
def test_the_fixture_keeps_the_markup_and_none_of_the_words(
    family: str, fetcher: Fetcher, tmp_path: Path
) -> None:
    (tmp_path / CITIES).mkdir(parents=True)
    (tmp_path / FIXTURES).mkdir(parents=True)
    site = DemoSite(most=10, family=family)
    with serving(site) as base:
        reach = reach_of(base, loopback=True)

        def get(url: str) -> Capture:
            return fetcher.get(url, reach)

        found = discover("neustadt", base + site.markup.list_address(1), get)
    city, page, golden = contribute(found, tmp_path)
    assert read_city(city).key == "neustadt"
    printed = _printed.validate_json(golden.read_text(encoding="utf-8"))
    real = found.previews[0].printed
    assert real is not None
    release, original = printed.release, real.release
    for field in ("title", "lead", "body", "contact_text"):
        assert [len(part) for part in getattr(release, field).split("\n\n")] == [
            len(part) for part in getattr(original, field).split("\n\n")
        ], field
    assert len(release.attachments) == len(original.attachments)
    signs = re.compile(r"(?<=/)[a-z]+")
    assert [signs.sub("?", text) for _, text in printed.date_texts] == [
        signs.sub("?", text) for _, text in real.date_texts
    ]
    text = page.read_text(encoding="utf-8")
    for word in original.body.split():
        assert len(word) < 9 or word not in text, word


def test_outside_a_checkout_nothing_is_written(tmp_path: Path, fetcher: Fetcher) -> None:
    site = DemoSite(most=5)
    with serving(site) as base:
        reach = reach_of(base, loopback=True)
        found = discover("neustadt", base + "/presse/", lambda url: fetcher.get(url, reach))
    with pytest.raises(NotACheckout, match=str(tmp_path)):
        contribute(found, tmp_path)
    assert list(tmp_path.iterdir()) == []
