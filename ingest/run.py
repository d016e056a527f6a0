"""One city, from its listing to the deposits; and files, one after the other, the same way."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from archive.model import Address, Capture, Event, EventKind, Problem, Reading, Run
from archive.store import Archive
from ingest.city import City
from ingest.errors import BadAnswer, IngestError, NothingToList, ReaderFault
from ingest.fetch import Fetcher
from ingest.files import capture_file, read_file
from ingest.layout import Printed, read_page
from ingest.listing import Link, Listing, list_links
from ingest.page import parse
from ingest.reading import read
from wording import Language

# Told how many of how many pages are done.
Progress = Callable[[int, int], None]
_Taken = tuple[Printed, Reading, str]


def visit(
    city: City, archive: Archive, fetcher: Fetcher, *, progress: Progress, language: Language = "de"
) -> Run:
    """Fetch what a city lists and what is on record of it, and deposit what is new or changed.

    What cannot be read is a problem of the run, never its end; raises NothingToList for a city without a listing.
    """
    listing = city.listing
    if listing is None or city.layout is None:
        raise NothingToList(place=city.source.name)
    visiting = _Visit(city, archive, language)
    return _recorded(visiting, archive, city, lambda: visiting.fetch(fetcher, listing, progress))


def import_files(
    files: list[Path],
    city: City,
    archive: Archive,
    *,
    published: date | None,
    progress: Progress,
    language: Language = "de",
) -> Run:
    """Deposit the releases in files; `published` dates those that do not date themselves."""
    taking = _Visit(city, archive, language)
    return _recorded(taking, archive, city, lambda: taking.read_files(files, published, progress))


def _recorded(visiting: "_Visit", archive: Archive, city: City, work: Callable[[], None]) -> Run:
    archive.put_source(city.source)
    run_id = archive.begin_run(visiting.run)
    work()
    run = visiting.finished()
    archive.end_run(run_id, run)
    return run


class _Visit:
    """The state of one run."""

    def __init__(self, city: City, archive: Archive, language: Language) -> None:
        self._city = city
        self._archive = archive
        self._language = language
        self.run = Run(city=city.key, started=datetime.now(UTC))

    def fetch(self, fetcher: Fetcher, listing: Listing, progress: Progress) -> None:
        """Everything listed, then what is on record but listed no more: so a withdrawal is noticed."""
        city = self._city
        links: dict[str, Link] = {}
        for part in list_links(listing, city.source.name, partial(self._list_page, fetcher)):
            place = city.source.homepage or city.key
            with self._surviving(place), self._faults_told(place):
                for link in part:
                    links.setdefault(link.url, link)
        self.run = replace(self.run, listed=len(links))
        known = self._archive.addresses(city.key)
        unlisted = [Link(url=url) for url, at in known.items() if url not in links and not at.gone]
        work = [*links.values(), *unlisted] if links else []  # a site that lists nothing is down, not emptied
        unchanged = []
        for done, link in enumerate(work):
            progress(done, len(work))
            with self._surviving(link.url):
                capture = self._ask(fetcher, link.url, known.get(link.url))
                if capture.status == 304:
                    unchanged.append(link.url)
                elif capture.status == 200:
                    self._take(capture, partial(self._read_page, capture, link), also_at=link.url)
                elif link.url in known:
                    self._count([self._archive.gone(city.key, link.url, capture.fetched_at)])
                else:
                    raise BadAnswer(place=link.url, status=capture.status)
        progress(len(work), len(work))
        self._archive.seen(city.key, unchanged, self.run.started)

    def read_files(self, files: list[Path], published: date | None, progress: Progress) -> None:
        """Every file, one after the other."""
        self.run = replace(self.run, listed=len(files))
        for done, path in enumerate(files):
            progress(done, len(files))
            with self._surviving(str(path)):
                capture = capture_file(path)
                self._take(capture, partial(self._read_file, capture, path, published))
        progress(len(files), len(files))

    def finished(self) -> Run:
        """How it went: "ok", "partial" where something could not be read, "failed" where nothing was found."""
        status = "ok" if not self.run.failed else "partial" if self.run.listed else "failed"
        self.run = replace(self.run, finished=datetime.now(UTC), status=status)
        return self.run

    def _list_page(self, fetcher: Fetcher, url: str) -> Capture:
        capture = self._ask(fetcher, url)
        if capture.status != 200:
            raise BadAnswer(place=url, status=capture.status)
        return capture

    def _ask(self, fetcher: Fetcher, url: str, known: Address | None = None) -> Capture:
        self.run = replace(self.run, fetched=self.run.fetched + 1)
        return fetcher.get(
            url,
            hosts=self._city.hosts,
            delay=self._city.delay,
            etag=known.etag if known else None,
            last_modified=known.last_modified if known else None,
        )

    def _take(self, capture: Capture, read_it: Callable[[], _Taken], also_at: str | None = None) -> None:
        """Store the bytes, read them, deposit what they say."""
        capture_id = self._archive.keep(capture)
        with self._faults_told(capture.url):
            printed, reading, layout = read_it()
        deposit = self._archive.deposit(
            printed.release,
            reading,
            capture_id=capture_id,
            layout=layout,
            at=capture.fetched_at,
            also_at=also_at,
        )
        self._count(deposit.events)

    def _read_page(self, capture: Capture, link: Link) -> _Taken:
        layout = self._city.layout
        assert layout is not None
        page = parse(capture.body, capture.content_type)
        printed = read_page(page, layout, source=self._city.source, url=capture.final_url, place=link.url)
        return printed, read(printed, self._city, feed_date=link.published), layout.name

    def _read_file(self, capture: Capture, path: Path, published: date | None) -> _Taken:
        printed, layout = read_file(capture, self._city, str(path))
        return printed, read(printed, self._city, given_date=published), layout

    def _count(self, events: Iterable[Event | None]) -> None:
        kinds = [event.kind for event in events if event]
        self.run = replace(
            self.run,
            added=self.run.added + kinds.count(EventKind.ADDED),
            changed=self.run.changed + kinds.count(EventKind.CHANGED),
            withdrawn=self.run.withdrawn + kinds.count(EventKind.WITHDRAWN),
        )

    @contextmanager
    def _faults_told(self, place: str) -> Iterator[None]:
        """A page can hold anything, and no page may end a run: what our reader stumbles over is told as its fault."""
        try:
            yield
        except IngestError:
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            raise ReaderFault(city=self._city.source.name, place=place, reason=reason) from error

    @contextmanager
    def _surviving(self, place: str) -> Iterator[None]:
        """What cannot be fetched or read becomes a problem of the run."""
        try:
            yield
        except IngestError as error:
            problem = Problem(code=error.code, place=error.place or place, message=error.say(self._language))
            problems = (*self.run.problems, problem)
            self.run = replace(self.run, failed=self.run.failed + 1, problems=problems)
