"""How well pages are read and how fast they are taken in: `make bench-ingest`.

Real pages lie beside the checkout (`../shared/data/html`, or the directory given); without them their tables are left
out and said to be.
"""

import cProfile
import gc
import pstats
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from archive.model import Capture, Reading, Source
from archive.store import Archive
from bench.pages import real_lists, real_pages, reconstructed_lists, reconstructed_pages
from ingest.city import Cities, City
from ingest.crawl import crawl_city
from ingest.families import GENERIC, families, recognise
from ingest.fetch import Fetcher, Policy
from ingest.layout import ExtractedPage, Layout, read_with_first
from ingest.page import parse
from ingest.reading import read
from pressearchiv.demo.markups import markups
from pressearchiv.demo.releases import releases
from pressearchiv.demo.site import CITY, DemoSite, serving, write_city_file

REAL_PAGES = Path(__file__).parents[2] / "shared" / "data" / "html"
# The size of real pages, in bytes: the smallest and the largest that count as one.
_SMALLEST, _LARGEST = 40_000, 450_000


def main(directory: Path) -> None:
    """Print every table."""
    real_pages(directory)
    real_lists(directory)
    reconstructed_pages()
    reconstructed_lists()
    throughput()
    real_size(directory)
    unchanged_site()


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


def real_size(directory: Path, rounds: int = 5) -> None:
    """Pages of real size read and deposited a second of CPU time, and what takes most of it."""
    pages = [file.read_bytes() for file in sorted(directory.glob("*.html")) if directory.is_dir()]
    pages = [body for body in pages if _SMALLEST <= len(body) <= _LARGEST]
    name = f"{len(pages)} real ones"
    if not pages:
        pages, name = [_large(size) for size in (40_000, 100_000, 200_000, 400_000)], "4 made-up ones"
    size = sum(map(len, pages)) / len(pages) / 1000
    # A city's file names the layout: recognising it is no part of a crawl.
    described = [
        (body, recognise(parse(body, "text/html"), "https://www.stadt.example/1").layout) for body in pages
    ]
    profile = cProfile.Profile()
    with tempfile.TemporaryDirectory() as place, Archive(Path(place)) as archive:
        archive.put_source(Source(key="stadt", name="Stadt"))
        _deposit(archive, described, 1, 0)  # what is loaded once is no part of it
        begun = time.process_time()
        _deposit(archive, described, rounds, 1)
        seconds = time.process_time() - begun
        profile.enable()
        _deposit(archive, described, 1, rounds + 1)
        profile.disable()
    print(
        f"Pages of real size ({name}, {size:.0f} kB on average; {_SMALLEST // 1000} to {_LARGEST // 1000} kB)"
    )
    print(
        f"  {rounds * len(pages) / seconds:.1f} pages/s of CPU time; the profile's first entries by own time:"
    )
    stats = pstats.Stats(profile)
    total = stats.total_tt  # type: ignore[attr-defined]
    entries = sorted(stats.stats.items(), key=lambda entry: -entry[1][2])[:3]  # type: ignore[attr-defined]
    for (file, _, function), (_, calls, own, _, _) in entries:
        print(f"    {own / total:4.0%}  {Path(file).name}:{function}, {calls} calls")
    print()


def _deposit(archive: Archive, pages: Iterable[tuple[bytes, Layout]], rounds: int, first: int) -> None:
    source = Source(key="stadt", name="Stadt")
    generic = families()[GENERIC].layout
    for around in range(first, first + rounds):
        for at, (body, layout) in enumerate(pages):
            url = f"https://www.stadt.example/presse/{around}-{at}"
            at_moment = datetime.now(UTC)
            capture = Capture(
                url=url, final_url=url, fetched_at=at_moment, status=200, content_type="text/html", body=body
            )
            capture_id = archive.store_capture(capture)
            printed, used = read_with_first(
                body, "text/html", (layout, generic), source=source, url=url, place=url
            )
            reading = read(printed, City(source=source, layout=used))
            archive.deposit(printed.release, reading, capture_id=capture_id, layout=used.name, at=at_moment)


def _large(size: int) -> bytes:
    """A page of the made-up town with so many bytes of menus around it, as real pages have."""
    page = markups()["typo3-news"].release_page(releases(1)[0])
    entry = '<li class="nav-item level-2"><a class="nav-link" href="/rathaus/amt-{at}/">Amt {at}</a></li>'
    menu = "".join(entry.format(at=at) for at in range((size - len(page)) // (len(entry) + 6)))
    return page.replace("<body>", f"<body><nav><ul>{menu}</ul></nav>", 1).encode()


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


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REAL_PAGES)
