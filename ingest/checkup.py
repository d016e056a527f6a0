"""Does a city's file still fit its site? Each list is asked for, the newest releases are read, nothing is archived."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.model import Capture
from archive.origins import PublishedFrom
from ingest.city import City
from ingest.errors import IngestError, NoLinks, NothingToList
from ingest.families import GENERIC, families
from ingest.fetch import Fetcher
from ingest.interstitials import check_answer
from ingest.layout import read_with_first
from ingest.listing.model import Link
from ingest.listing.walk import WalkableList, lists_of
from ingest.reading import read

SAMPLED = 3
FIELDS = ("headline", "text", "date", "number", "lead", "pictures", "documents", "contact", "persons")
# Without these a release is none, or cannot be found by its date.
NEEDED = ("headline", "text", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedList:
    """One list: how many releases its first page shows, whether there is a next one, or the error."""

    url: str
    releases: int = 0
    next_page: bool = False
    error: IngestError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What was found: the lists, in how many of the sampled releases each field was read, and what went wrong."""

    city: str
    lists: tuple[CheckedList, ...]
    sampled: int
    fields: Mapping[str, int]
    errors: tuple[IngestError, ...]

    @property
    def fine(self) -> bool:
        """Whether some list works and every sampled release was read with what it needs."""
        listed = any(walked.error is None for walked in self.lists)
        whole = all(self.fields[field] == self.sampled for field in NEEDED)
        return listed and self.sampled > 0 and not self.errors and whole


def check_city(city: City, fetcher: Fetcher) -> Checkup:
    """Try a city live; raises NothingToList for one without a listing."""
    if city.listing is None or city.layout is None:
        raise NothingToList(place=city.source.name)
    links: dict[str, Link] = {}
    lists = []
    for sampled in lists_of(city.listing):
        checked, found = _check_list(city, sampled, fetcher)
        lists.append(checked)
        for link in found:
            if city.listing.only is None or city.listing.only.search(link.url):
                links.setdefault(link.url, link)
    counts = dict.fromkeys(FIELDS, 0)
    errors: list[IngestError] = []
    sample = list(links.values())[:SAMPLED]
    for link in sample:
        try:
            for field in _fields(city, link, fetcher):
                counts[field] += 1
        except IngestError as error:
            errors.append(error)
    return Checkup(
        city=city.key, lists=tuple(lists), sampled=len(sample), fields=counts, errors=tuple(errors)
    )


def _check_list(
    city: City, walkable_list: WalkableList, fetcher: Fetcher
) -> tuple[CheckedList, tuple[Link, ...]]:
    try:
        page = walkable_list.read(_fetched(city, walkable_list.start, fetcher))
        if not page.links and not page.following:
            raise NoLinks(city=city.source.name, place=walkable_list.start)
    except IngestError as error:
        return CheckedList(url=walkable_list.start, error=error), ()
    return CheckedList(
        url=walkable_list.start, releases=len(page.links), next_page=bool(page.following)
    ), page.links


def _fields(city: City, link: Link, fetcher: Fetcher) -> list[str]:
    """The fields that were read in one release."""
    capture = _fetched(city, link.url, fetcher)
    printed, _ = read_with_first(
        capture.body,
        capture.content_type,
        (*city.layouts(capture.fetched_at.date()), families()[GENERIC].layout),
        source=city.source,
        url=capture.final_url,
        place=link.url,
        entry_html=link.html,
    )
    release, reading = (
        printed.release,
        read(printed, city, feed_date=link.published, feed_categories=link.categories),
    )
    held = {
        "headline": bool(release.title),
        "text": bool(release.body or release.lead),
        "date": reading.published_from is not PublishedFrom.NONE,
        "number": reading.number is not None,
        "lead": bool(release.lead),
        "pictures": bool(release.images),
        "documents": bool(release.attachments),
        "contact": bool(release.contact_text),
        "persons": bool(reading.persons),
    }
    return [field for field in FIELDS if held[field]]


def _fetched(city: City, url: str, fetcher: Fetcher) -> Capture:
    capture = fetcher.get(url, city.reach)
    check_answer(capture, city=city.source.name, place=url)
    return capture
