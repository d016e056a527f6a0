"""How well pages are read and how fast they are taken in: `make bench-ingest`.

Real pages lie beside the checkout (`../shared/data/html`, or the directory given); without them that table is left
out and said to be.
"""

import gc
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from archive.model import Capture, Reading, Source
from archive.store import Archive
from bench.gold import Gold, hashed, read_gold
from bench.rouge import rouge_lsum
from ingest.city import Cities, City
from ingest.crawl import crawl_city
from ingest.families import families
from ingest.fetch import Fetcher, Policy
from ingest.layout import ExtractedPage, Layout, read_page, read_with_first
from ingest.page import parse
from ingest.reading import read
from pressearchiv.demo.markups import markups
from pressearchiv.demo.releases import DemoRelease, releases
from pressearchiv.demo.site import CITY, DemoSite, serving, write_city_file

REAL_PAGES = Path(__file__).parents[2] / "shared" / "data" / "html"
FIELDS = ("headline", "date", "number", "body", "captions", "credits", "contact")
_FAMILY_OF = {"berlin": "berlin", "gsb": "gsb", "typo3": "typo3-news"}
_NUMBERS = {"berlin": r"Nr\.\s*(?P<year>\d{4})-(?P<running>\d{1,4})"}
Scores = dict[str, float]


def main(directory: Path) -> None:
    """Print every table."""
    real_pages(directory)
    reconstructed_pages()
    throughput()
    unchanged_site()


# -- how good --------------------------------------------------------------------------------------------------


def real_pages(directory: Path) -> None:
    """Field by field against what a reader wrote down, and the generic family against plain trafilatura."""
    gold = {name: item for name, item in read_gold().items() if (directory / f"{name}.html").is_file()}
    if not gold:
        print(f"Real pages: none in {directory}, table left out.\n")
        return
    print(f"Real pages ({len(gold)}), read with their family; a text field is ROUGE-LSum F1")
    rows = {}
    for name, one in gold.items():
        family = _FAMILY_OF[name.partition("_")[0]]
        rows[name] = score(one, *read_real(directory / f"{name}.html", families()[family].layout, family))
    table(rows, FIELDS)
    print("\nThe same pages without a family: body, ROUGE-LSum F1")
    bodies = {}
    for name, one in gold.items():
        body = (directory / f"{name}.html").read_bytes()
        printed, reading = read_real(directory / f"{name}.html", families()["generic"].layout, "generic")
        bodies[name] = {
            "generic": score(one, printed, reading)["body"],
            "trafilatura": rouge_lsum(one.body, hashed(plain_trafilatura(body))),
        }
    table(bodies, ("generic", "trafilatura"))
    print()


def read_real(file: Path, layout: Layout, family: str) -> tuple[ExtractedPage, Reading]:
    """A page and what is read out of it, as a city of the family would have it."""
    source = Source(key="beispiel", name="Beispielstadt")
    url = "https://www.stadt.example/presse/1"
    printed = read_page(parse(file.read_bytes()), layout, source=source, url=url, place=file.name)
    pattern = re.compile(_NUMBERS[family]) if family in _NUMBERS else re.compile(r"(?!)(?P<running>)")
    return printed, read(printed, City(source=source, layout=layout, number=pattern))


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
    """The demo town in the markup of each family: how its pages look is known by hearsay for most."""
    print("Reconstructed pages (the demo town, 249 releases a family); experimental until a live run is seen")
    rows = {}
    for key, markup in sorted(markups().items()):
        name = f"{key}{' (experimental)' if families()[key].experimental else ''}"
        layout = families()[key].layout
        pages = [(release, _page(markup.release_page(release), markup.charset)) for release in releases(1)]
        scores = [_score_demo(one, page, layout) for one, page in pages]
        rows[name] = {field: statistics.mean(row[field] for row in scores) for field in FIELDS}
    table(rows, FIELDS)
    print()


def _page(text: str, charset: str) -> bytes:
    return text.encode(charset, "xmlcharrefreplace")


def _score_demo(demo_release: DemoRelease, page: bytes, layout: Layout) -> Scores:
    source = Source(key="tellbrueck", name="Stadt Tellbrück")
    printed = read_page(parse(page), layout, source=source, url="https://x.example/1", place="demo")
    reading = read(printed, City(source=source, layout=layout))
    in_caption = bool(printed.release.images) and not printed.release.images[0].credit
    shown = (
        f"{demo_release.caption} ({demo_release.credit})"
        if demo_release.credit and in_caption
        else demo_release.caption
    )
    gold = Gold(
        headline=hashed([demo_release.title]),
        number=str(demo_release.running),
        date=demo_release.day.isoformat() if demo_release.dated else None,
        body=hashed([demo_release.lead, *demo_release.paragraphs]),
        captions=hashed([shown]),
        credits=hashed([demo_release.credit]) if demo_release.credit and not in_caption else (),
        contact=hashed(["Stadt Tellbrück, Presseamt", demo_release.author]),
    )
    scores = score(gold, printed, reading)
    return {**scores, "contact": float(demo_release.author in printed.release.contact_text)}


# -- how fast --------------------------------------------------------------------------------------------------


def throughput(pages: int = 2_000, many: int = 20_000) -> None:
    """Pages parsed and deposited a second of CPU time, without network; then memory over many of them."""
    print("Taken in, one core, CPU time (TYPO3 markup; parsed, stored as WARC, deposited)")
    for name, reader in (("without reading", _nothing), ("with reading", read)):
        with tempfile.TemporaryDirectory() as directory, Archive(Path(directory)) as archive:
            seconds = _take(archive, 0, pages, reader)
        print(f"  {name:<16} {pages / seconds:7.0f} pages/s  ({pages} pages)")
    with tempfile.TemporaryDirectory() as directory, Archive(Path(directory)) as archive:
        _take(archive, 0, pages, _nothing)
        before = _resident()
        _take(archive, pages, many - pages, _nothing)
        print(f"  memory: {before:.0f} MiB after {pages} pages, {_resident():.0f} MiB after {many}\n")


def _take(archive: Archive, start: int, pages: int, reader: Callable[..., Reading]) -> float:
    layout = families()["typo3-news"].layout
    source = Source(key="tellbrueck", name="Stadt Tellbrück", fictional=True)
    city = City(source=source, layout=layout)
    archive.put_source(source)
    gc.collect()
    spent = 0.0
    for capture in _captures(start, pages):
        begun = time.process_time()
        capture_id = archive.store_capture(capture)
        printed, used = read_with_first(
            capture.body,
            capture.content_type,
            city.layouts(capture.fetched_at.date()),
            source=source,
            url=capture.url,
            place=capture.url,
        )
        archive.deposit(
            printed.release,
            reader(printed, city),
            capture_id=capture_id,
            layout=used.name,
            at=capture.fetched_at,
        )
        spent += time.process_time() - begun
    return spent


def _nothing(printed: ExtractedPage, city: City) -> Reading:
    return Reading(reader=0)


def _captures(start: int, pages: int) -> Iterator[Capture]:
    markup, told = markups()["typo3-news"], releases(1)
    for at in range(start, start + pages):
        one = told[at % len(told)]
        other = replace(one, title=f"{one.title} ({at})", slug=f"{one.slug}-{at}", running=at)
        url = f"https://www.tellbrueck.example{markup.address(other)}"
        yield Capture(
            url=url,
            final_url=url,
            fetched_at=datetime.now(UTC),
            status=200,
            content_type="text/html; charset=utf-8",
            body=markup.release_page(other).encode(),
        )


def _resident() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def _at(moment: datetime) -> datetime:
    return moment


def unchanged_site(size: int = 10_000) -> None:
    """What a run over a site of unchanged releases costs: the requests of the second run, and of one a day later."""
    told = releases(1)
    shown = tuple(
        replace(
            told[at % len(told)],
            slug=f"meldung-{at}",
            title=f"{told[at % len(told)].title} ({at})",
            day=date(2025, 12, 1) - timedelta(days=at // 3),
            running=size - at,
            attachment="",
        )
        for at in range(size)
    )
    site = DemoSite(most=1)
    site.put(shown)
    with (
        tempfile.TemporaryDirectory() as directory,
        serving(site) as base,
        Archive(Path(directory)) as archive,
        Fetcher(Policy()) as fetcher,
    ):
        write_city_file(Path(directory), base)
        city = Cities(Path(directory))[CITY]
        now = datetime.now(UTC)
        requests = []
        for later in (timedelta(0), timedelta(hours=1), timedelta(days=1), timedelta(days=2)):
            run = crawl_city(
                city,
                archive,
                fetcher,
                progress=lambda done, total: None,
                clock=partial(_at, now + later),
            )
            requests.append(run.fetched)
        print(
            f"A site of {size} unchanged releases: requests of the first run, an hour, a day, two days later"
        )
        print("  " + ", ".join(str(count) for count in requests) + "\n")


def table(rows: dict[str, Scores], columns: tuple[str, ...]) -> None:
    """Rows and their mean, aligned."""
    width = max(map(len, (*rows, "mean")))
    print(" " * width, *(f"{column:>11}" for column in columns))
    for name, row in rows.items():
        print(f"{name:<{width}}", *(f"{row[column]:>11.3f}" for column in columns))
    means = (statistics.mean(row[column] for row in rows.values()) for column in columns)
    print(f"{'mean':<{width}}", *(f"{mean:>11.3f}" for mean in means))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REAL_PAGES)
