"""How well pages and lists are read: real ones where they lie beside the checkout, reconstructed ones always.

No table mixes the two: what a real page proves, a reconstructed one does not.
"""

import json
import re
import statistics
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from archive.identity import canonical_address
from archive.model import Capture, Reading, Source
from bench.gold import Gold, hashed, read_gold
from bench.rouge import rouge_lsum
from ingest.city import City
from ingest.credits import split_credit
from ingest.families import GENERIC, Family, families, recognise
from ingest.layout import ExtractedPage, Layout, read_page, read_with_first
from ingest.listing.feed import read_feed
from ingest.listing.html_list import read_list
from ingest.listing.model import ListPage
from ingest.page import parse
from ingest.reading import read
from pressearchiv.demo.markups import markups
from pressearchiv.demo.releases import DemoRelease, releases

FIELDS = ("headline", "date", "number", "body", "captions", "credits", "contact")
LISTS = Path(__file__).parents[1] / "tests" / "ingest" / "lists"
_NUMBERS = {"berlin": r"Nr\.\s*(?P<year>\d{4})-(?P<running>\d{1,4})"}
_HTML = "text/html; charset=utf-8"
_THE_VISIT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
# Entries and days that a person counted in each real list.
_REAL_LISTS = {
    "ittlingen.html": (10, 0),
    "weblication_list_entry.html": (1, 1),
    "berlin_feed.xml": (2, 2),
    "weblication_salzkotten_feed.xml": (508, 508),
}
Scores = dict[str, float]


def real_pages(directory: Path) -> None:
    """Field by field against what a reader wrote down, and the generic family against plain trafilatura."""
    gold = {name: item for name, item in read_gold().items() if (directory / f"{name}.html").is_file()}
    if not gold:
        print(f"Real pages: none in {directory}, table left out.\n")
        return
    print(f"Real pages ({len(gold)}), as recognised; what a layout does not fit is read without it")
    print("A text field is ROUGE-LSum F1, a date or a number right or wrong")
    rows, bodies = {}, {}
    for name, one in gold.items():
        body = (directory / f"{name}.html").read_bytes()
        family = recognise(parse(body, _HTML), "https://www.stadt.example/presse/1")
        printed, reading, layout = read_real(body, family)
        taken_over = "" if layout.name == family.layout.name else f" > {layout.name}"
        rows[f"{name} ({family.key}{taken_over})"] = score(one, printed, reading)
        printed, reading, _ = read_real(body, families()[GENERIC])
        scores = score(one, printed, reading)
        bodies[name] = {
            **{field: scores[field] for field in ("headline", "date", "body")},
            "trafilatura": rouge_lsum(one.body, hashed(plain_trafilatura(body))),
        }
    table(rows, FIELDS)
    print(
        f"\nThe same {len(bodies)} pages as if nobody had described them; last, the body by trafilatura alone"
    )
    table(bodies, ("headline", "date", "body", "trafilatura"))
    print()


def real_lists(directory: Path) -> None:
    """Entries and days found in real lists and feeds against what a person counted."""
    found = {name: counts for name, counts in _REAL_LISTS.items() if (directory / name).is_file()}
    if not found:
        print(f"Real lists: none in {directory}, table left out.\n")
        return
    print(f"Real lists and feeds ({len(found)}): found of what is there")
    for name, (entries, days) in found.items():
        page, family = _real_list(directory / name)
        dated = sum(link.published is not None for link in page.links)
        titled = sum(bool(link.title) for link in page.links)
        said = f"entries {len(page.links)}/{entries}, titles {titled}/{entries}, days {dated}/{days}"
        print(f"  {name:<34} {family:<12} {said}")
    print()


def _real_list(file: Path) -> tuple[ListPage, str]:
    body, url = file.read_bytes(), "https://www.stadt.example/presse/"
    content_type = _HTML if file.suffix == ".html" else "text/xml"
    capture = Capture(
        url=url, final_url=url, fetched_at=_THE_VISIT, status=200, content_type=content_type, body=body
    )
    if file.suffix != ".html":
        return read_feed(capture), "feed"
    family = recognise(parse(body, content_type), url)
    return read_list(capture, family.html_list), family.key


def read_real(body: bytes, family: Family) -> tuple[ExtractedPage, Reading, Layout]:
    """A page and what is read out of it, as a city of the family would have it."""
    source = Source(key="beispiel", name="Beispielstadt")
    printed, layout = read_with_first(
        body,
        _HTML,
        (family.layout, families()[GENERIC].layout),
        source=source,
        url="https://www.stadt.example/presse/1",
        place="page",
    )
    pattern = re.compile(_NUMBERS[family.key]) if family.key in _NUMBERS else None
    return printed, read(printed, City(source=source, layout=family.layout, number=pattern)), layout


def plain_trafilatura(body: bytes) -> list[str]:
    """What trafilatura finds by itself."""
    import trafilatura

    return (trafilatura.extract(body, include_comments=False) or "").split("\n")


def score(gold: Gold, printed: ExtractedPage, reading: Reading) -> Scores:
    """Each field, 0 to 1; lead and body are one text."""
    release = printed.release
    found_number = str(reading.number.running) if reading.number else None
    gold_number = str(int(gold.number.rpartition("-")[2])) if gold.number else None
    return {
        "headline": rouge_lsum(gold.headline, hashed([release.title])),
        "date": float((reading.published.isoformat() if reading.published else None) == gold.date),
        "number": float(found_number == gold_number),
        "body": rouge_lsum(gold.body, hashed([*release.lead.split("\n\n"), *release.body.split("\n\n")])),
        "captions": rouge_lsum(gold.captions, hashed(image.caption for image in release.images)),
        "credits": rouge_lsum(gold.credits, hashed(image.credit for image in release.images)),
        "contact": rouge_lsum(gold.contact, hashed(release.contact_text.split("\n"))),
    }


def reconstructed_pages() -> None:
    """The demo town in the markup of each family, and what that markup is known by."""
    print(
        "Reconstructed pages (the demo town, 249 releases a family), and what the pages of the family are known by"
    )
    rows = {}
    for key, markup in sorted(markups().items()):
        family = families()[key]
        pages = [(release, _page(markup.release_page(release), markup.charset)) for release in releases(1)]
        scores = [_score_demo(one, page, family.layout) for one, page in pages]
        name = f"{key} ({family.pages_known_by})"
        rows[name] = {field: statistics.mean(row[field] for row in scores) for field in FIELDS}
    table(rows, FIELDS)
    others = sorted(family.key for family in families().values() if family.key not in markups())
    print(f"Read as pages nobody described, since no release page of them is known: {', '.join(others)}\n")


def reconstructed_lists() -> None:
    """The lists of the tests, built after what scrapers and templates document, and what the family's are known by."""
    print("Reconstructed lists: entries with the right address, title and day, of all")
    right: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for file in sorted(LISTS.glob("*.json")):
        expected = json.loads(file.read_text(encoding="utf-8"))
        capture = Capture(
            url=expected["url"],
            final_url=expected["url"],
            fetched_at=_THE_VISIT,
            status=200,
            content_type=f"text/html; charset={expected['charset']}",
            body=file.with_suffix(".html").read_bytes(),
        )
        family = recognise(parse(capture.body, capture.content_type), capture.url)
        found = {
            (link.url, link.title, link.published.isoformat() if link.published else None)
            for link in read_list(capture, family.html_list).links
        }
        entries = {(canonical_address(url), title, day) for url, title, day in expected["links"]}
        counts = right[expected["family"]]
        counts[0] += 1
        counts[1] += len(found & entries)
        counts[2] += len(entries)
    for key, (lists, read_right, entries_there) in sorted(right.items()):
        known_by = families()[key].lists_known_by
        print(f"  {key:<16} {lists} lists, {read_right}/{entries_there} entries  ({known_by})")
    print()


def _page(text: str, charset: str) -> bytes:
    return text.encode(charset, "xmlcharrefreplace")


def _score_demo(demo_release: DemoRelease, page: bytes, layout: Layout) -> Scores:
    source = Source(key="tellbrueck", name="Stadt Tellbrück")
    printed = read_page(parse(page), layout, source=source, url="https://x.example/1", place="demo")
    reading = read(printed, City(source=source, layout=layout))
    # A credit of its own selector is kept as printed, one told from its caption without the word for it.
    images = [replace(image, credit=_bare(image.credit)) for image in printed.release.images]
    printed = replace(printed, release=replace(printed.release, images=tuple(images)))
    gold = Gold(
        headline=hashed([demo_release.title]),
        number=str(demo_release.running),
        date=demo_release.day.isoformat() if demo_release.dated else None,
        body=hashed([demo_release.lead, *demo_release.paragraphs]),
        captions=hashed([demo_release.caption]),
        credits=hashed([_bare(demo_release.credit)]),
        contact=hashed(["Stadt Tellbrück, Presseamt", demo_release.author]),
    )
    scores = score(gold, printed, reading)
    return {**scores, "contact": float(demo_release.author in printed.release.contact_text)}


def _bare(credit: str) -> str:
    return split_credit(credit)[1] or credit


def table(rows: dict[str, Scores], columns: tuple[str, ...]) -> None:
    """Rows and their mean, aligned."""
    width = max(map(len, (*rows, "mean")))
    print(" " * width, *(f"{column:>11}" for column in columns))
    for name, row in rows.items():
        print(f"{name:<{width}}", *(f"{row[column]:>11.3f}" for column in columns))
    means = (statistics.mean(row[column] for row in rows.values()) for column in columns)
    print(f"{'mean':<{width}}", *(f"{mean:>11.3f}" for mean in means))
