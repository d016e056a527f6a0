"""Release pages as other houses build them: which is the headline, which the day, where the text begins and ends.

What is expected was written down by somebody who had not seen the code; a layout that finds no text leaves the page to
the generic one.
"""

import json
from pathlib import Path

import pytest

from archive.model import Source
from ingest.city import City
from ingest.families import GENERIC, families, recognise
from ingest.layout import read_with_first
from ingest.page import parse
from ingest.reading import read

PAGES = Path(__file__).parent / "foreign_pages"
SOURCE = Source(key="x", name="X")


def squeezed(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


@pytest.mark.parametrize("name", sorted(page.stem for page in PAGES.glob("*.html")))
def test_a_page_gives_headline_day_and_the_whole_text_and_nothing_else(name: str) -> None:
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    body = (PAGES / f"{name}.html").read_bytes()
    content_type = f"text/html; charset={expected['charset']}"
    family = recognise(parse(body, content_type), expected["url"])
    assert family.key == expected["recognised"]
    printed, _ = read_with_first(
        body,
        content_type,
        (family.layout, families()[GENERIC].layout),
        source=SOURCE,
        url=expected["url"],
        place=name,
    )
    reading = read(printed, City(source=SOURCE, layout=family.layout))
    release = printed.release
    assert squeezed(release.title) == squeezed(expected["title"])
    assert (reading.published.isoformat() if reading.published else None) == expected["published"]
    text = squeezed("\n\n".join(part for part in (release.lead, release.body) if part))
    assert text.startswith(squeezed(expected["body_starts"]))
    assert text.endswith(squeezed(expected["body_ends"]))
    assert [part for part in expected["in_body"] if squeezed(part) not in text] == []
    assert [part for part in expected["not_in_body"] if squeezed(part) in text] == []
