"""Does a city's file still fit its site? Each list is asked for, the newest releases are read, nothing is archived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from archive.model import Capture
from archive.origins import PublishedFrom
from ingest.city import City
from ingest.errors import IngestError, NothingToList
from ingest.families import GENERIC, families, recognise
from ingest.fetch import Fetcher
from ingest.interstitials import check_answer
from ingest.layout import read_with_first
from ingest.listing.model import Link
from ingest.listing.walk import WalkableList, lists_of, without_releases
from ingest.page import parse
from ingest.reading import read
from language.messages import FilledMessage, Message

SAMPLED = 3
FIELDS = ("headline", "text", "date", "number", "lead", "pictures", "documents", "contact", "persons")
# Without these a release is none, or cannot be found by its date.
NEEDED = ("headline", "text", "date")
_LEADS_ELSEWHERE = Message("{place} führt nach {target}.")
_OTHER_SYSTEM = Message("Erkannt wird {found}; die Stadtdatei sagt {said}.")
_NO_FIT = Message("{place} passt nicht zum Layout „{layout}“ und wurde ohne es gelesen.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedList:
    """One list: how many releases its first page shows, whether there is a next one, or the error."""

    url: str
    releases: int = 0
    next_page: bool = False
    error: IngestError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRelease:
    """What was read of one release, by the layout of that name; `own_layout` says that the city's file names it."""

    url: str
    title: str
    published: date | None
    published_from: PublishedFrom
    number: str
    layout: str
    own_layout: bool
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What was found: the lists, in how many of the sampled releases each field was read, and what went wrong.

    `recognised` is the content system its pages look like, `changed` what is otherwise than the city's file says.
    """

    city: str
    lists: tuple[CheckedList, ...]
    releases: tuple[CheckedRelease, ...]
    sampled: int
    errors: tuple[IngestError, ...]
    recognised: str = GENERIC
    changed: tuple[FilledMessage, ...] = ()

    @property
    def fields(self) -> Mapping[str, int]:
        """In how many of the sampled releases each field was read."""
        return {field: sum(field in release.fields for release in self.releases) for field in FIELDS}

    @property
    def fine(self) -> bool:
        """Whether some list works and every sampled release was read with what it needs."""
        listed = any(walked.error is None for walked in self.lists)
        whole = all(self.fields[field] == self.sampled for field in NEEDED)
        return listed and self.sampled > 0 and not self.errors and whole

    @property
    def proven(self) -> bool:
        """Whether the file itself was seen to work: fine, and read by no other layout than its own."""
        return self.fine and all(release.own_layout for release in self.releases)


def check_city(city: City, fetcher: Fetcher, *, sampled: int = SAMPLED, every_list: bool = True) -> Checkup:
    """Try a city live: its lists, or only the first that answers, and the newest `sampled` releases.

    Raises NothingToList for one without a listing.
    """
    return _Checking(city, fetcher).listed(sampled, every_list=every_list)


def check_homepage(city: City, fetcher: Fetcher) -> Checkup:
    """Try the home page of a city whose list is not known: whether it answers, and which system it looks like.

    Raises NothingToList for one without a home page, and what fetching it raises.
    """
    return _Checking(city, fetcher).homepage()


class _Checking:
    """One look at one city, and what it says beside the answer."""

    def __init__(self, city: City, fetcher: Fetcher) -> None:
        self._city = city
        self._fetcher = fetcher
        self._recognised: list[str] = []
        self._changed: list[FilledMessage] = []

    def listed(self, sampled: int, *, every_list: bool) -> Checkup:
        city = self._city
        if city.listing is None or city.layout is None:
            raise NothingToList(place=city.source.name)
        links: dict[str, Link] = {}
        lists = []
        for walkable in lists_of(city.listing):
            checked, found = self._list(walkable)
            lists.append(checked)
            for link in found:
                if city.listing.only is None or city.listing.only.search(link.url):
                    links.setdefault(link.url, link)
            if links and not every_list:
                break
        errors: list[IngestError] = []
        releases = []
        sample = list(links.values())[:sampled]
        for link in sample:
            try:
                releases.append(self._release(link))
            except IngestError as error:
                errors.append(error)
        return self._checkup(tuple(lists), tuple(releases), len(sample), tuple(errors))

    def homepage(self) -> Checkup:
        url = self._city.source.homepage
        if url is None:
            raise NothingToList(place=self._city.source.name)
        self._fetched(url)
        return self._checkup((), (), 0, ())

    def _checkup(
        self,
        lists: tuple[CheckedList, ...],
        releases: tuple[CheckedRelease, ...],
        sampled: int,
        errors: tuple[IngestError, ...],
    ) -> Checkup:
        city, known = self._city, families()
        recognised = next((key for key in self._recognised if key != GENERIC), GENERIC)
        if recognised not in (GENERIC, city.family):
            said = known[city.family].name if city.family else "–"
            self._changed.append(_OTHER_SYSTEM.filled(found=known[recognised].name, said=said))
        return Checkup(
            city=city.key,
            lists=lists,
            releases=releases,
            sampled=sampled,
            errors=errors,
            recognised=recognised,
            changed=tuple(self._changed),
        )

    def _list(self, walkable: WalkableList) -> tuple[CheckedList, tuple[Link, ...]]:
        try:
            page = walkable.read(self._fetched(walkable.start))
            if not page.links and not page.following:
                raise without_releases(self._city.source.name, walkable.start, page.folded)
        except IngestError as error:
            return CheckedList(url=walkable.start, error=error), ()
        shown = CheckedList(url=walkable.start, releases=len(page.links), next_page=bool(page.following))
        return shown, page.links

    def _release(self, link: Link) -> CheckedRelease:
        city = self._city
        capture = self._fetched(link.url)
        own = city.layouts(capture.fetched_at.date())
        printed, layout = read_with_first(
            capture.body,
            capture.content_type,
            (*own, families()[GENERIC].layout),
            source=city.source,
            url=capture.final_url,
            place=link.url,
            entry_html=link.html,
        )
        own_layout = layout.name in {known.name for known in own}
        if not own_layout:
            self._changed.append(_NO_FIT.filled(place=link.url, layout=own[0].name))
        release = printed.release
        reading = read(printed, city, feed_date=link.published, feed_categories=link.categories)
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
        return CheckedRelease(
            url=link.url,
            title=release.title,
            published=reading.published,
            published_from=reading.published_from,
            number=reading.number.printed if reading.number else "",
            layout=layout.name,
            own_layout=own_layout,
            fields=tuple(field for field in FIELDS if held[field]),
        )

    def _fetched(self, url: str) -> Capture:
        capture = self._fetcher.get(url, self._city.reach)
        check_answer(capture, city=self._city.source.name, place=url)
        if capture.final_url.rstrip("/") != url.rstrip("/"):
            self._changed.append(_LEADS_ELSEWHERE.filled(place=url, target=capture.final_url))
        if "html" in capture.content_type:
            page = parse(capture.body, capture.content_type)
            self._recognised.append(recognise(page, capture.final_url).key)
        return capture
