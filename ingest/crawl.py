"""One city, from its lists to the deposits."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event as Signal

from archive.errors import CaptureDamaged, CaptureErased
from archive.identity import headline_key, other_scheme, same_content, same_headline
from archive.model import (
    Address,
    Capture,
    Deposit,
    EventKind,
    Pending,
    Reading,
    Release,
    Run,
    Validators,
)
from archive.store import Archive
from ingest.city import City
from ingest.documents import Documents
from ingest.errors import (
    BotPage,
    IngestError,
    LeadsInCircles,
    NothingToList,
    NotTheRelease,
    ReadError,
    Unreachable,
)
from ingest.families import GENERIC, families
from ingest.fetch import Fetcher
from ingest.http_outcomes import Outcome, led_elsewhere, outcome_of
from ingest.interstitials import check_answer
from ingest.layout import ExtractedPage, read_with_first
from ingest.listing.model import Link, ListPage
from ingest.listing.sitemap import read_sitemap
from ingest.listing.walk import Listing, WalkableList, lists_of, walk
from ingest.reading import read
from ingest.revisits import is_due, next_try, next_visit
from ingest.run_state import Progress, RunState, Stopped, recorded
from ingest.scope import host_of
from language.messages import FilledMessage, Language, Message

Taken = tuple[ExtractedPage, Reading, str]

# A site that could not be reached, or showed a bot page, so many times in a row is left alone for this run.
_GIVE_UP_AFTER = 3
# A list that leads so many times in a row to releases met before in the same run leads in circles.
_CIRCLE = 30
# What is known to be unchanged is noted after so many answers, so that a run that is killed loses little.
_NOTE_EVERY = 50
_NOTHING_KNOWN = Validators()
_GENERIC_TOOK_OVER = Message(
    "{city}: {count} Meldungen wurden ohne das Layout „{layout}“ gelesen, weil es dort den Text nicht fand, "
    "zum Beispiel {place}. Bitte prüfen: pressearchiv city check; in der Stadtdatei kann [layout] die Stellen benennen."
)
_NEVER = datetime.max.replace(tzinfo=UTC)
# What is gone is asked for again no later than this: it may come back.
_GONE_AGAIN = timedelta(days=7)


def crawl_city(
    city: City,
    archive: Archive,
    fetcher: Fetcher,
    *,
    progress: Progress,
    language: Language = "de",
    recheck: bool = False,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    stop: Signal | None = None,
) -> Run:
    """Fetch what a city lists anew and what is due of what is on record, and deposit what is new or changed.

    The first visit walks every list to its oldest page; one that was interrupted is taken up where it stopped.
    `recheck` asks for everything on record, due or not. `stop` ends the visit before its next request.

    What cannot be read is a problem of the run, never its end; raises NothingToList for a city without a listing.
    """
    listing = city.listing
    if listing is None or city.layout is None:
        raise NothingToList(place=city.source.name)
    visiting = _CrawlRun(city, archive, fetcher, listing, progress, language, clock, stop or Signal())
    return recorded(visiting, archive, city, partial(visiting.fetch, recheck=recheck))


class _CrawlRun(RunState):
    """Releases out of a city's site."""

    def __init__(
        self,
        city: City,
        archive: Archive,
        fetcher: Fetcher,
        listing: Listing,
        progress: Progress,
        language: Language,
        clock: Callable[[], datetime],
        stop: Signal,
    ) -> None:
        super().__init__(city, archive, progress, language, clock)
        self._fetcher = fetcher
        self._listing = listing
        self._stop = stop
        self._known: dict[str, Address] = {}
        self._by_identity: dict[str, Address] = {}
        self._since: Mapping[int, datetime] = {}
        self._failed: dict[str, Pending] = {}
        self._links: dict[str, Link] = {}
        self._asked: set[str] = set()
        self._met: set[int] = set()
        self._circling = 0
        self._neighbour: datetime | None = None
        self._refused = 0
        self._done = 0
        self._generic: list[str] = []
        self._documents = Documents(archive, city, self._ask, self._surviving)

    def fetch(self, *, recheck: bool) -> None:
        """The lists, what was listed and failed before, and what is due; a site that lists nothing is asked no more."""
        city = self._city
        self._known = self._archive.addresses(city.key)
        self._by_identity = {
            identity: address for url, address in self._known.items() if (identity := self._identity_in(url))
        }
        self._since = self._archive.age_origins(city.key)
        self._failed = self._archive.pending(city.key)
        listed = False
        try:
            for link in lists_of(self._listing):
                with self._surviving(link.start), self._faults_told(link.start):
                    self._follow(link)
                    listed = True
            if listed or self._links:  # one that lists nothing is down or rebuilt, not emptied
                self._try_again(recheck=recheck)
                self._visit_again(recheck=recheck)
        except Stopped:
            self.stopped = self._stop.is_set()
        finally:
            if self._generic:
                self._remark("generic-layout", self._generic[0], self._told_generic())
            self._archive.date_by_series(city.key, self._clock())
            self._progress(self._done, self._done)

    # -- lists -----------------------------------------------------------------------------------------------

    def _follow(self, walkable_list: WalkableList) -> None:
        """Take in what a list shows anew, back to where it was all known when the list was last followed.

        A page of which any release was met only since then proves nothing: a run that was killed, or another list,
        may have brought it, and what lies behind may still be new. So the first time, and after an interruption, a
        list is walked as far as it takes; what is known is asked for as a list, never as releases.
        """
        city = self._city
        followed_at = self._archive.list_finished_at(city.key, walkable_list.start)
        self._circling = 0
        self._neighbour = None
        for page in self._pages(walkable_list):
            self._take_page(page)
            settled = followed_at and all(self._known_since(link.url) <= followed_at for link in page.links)
            if settled and walkable_list.read is not read_sitemap:
                break
        self._archive.mark_list_finished(city.key, walkable_list.start, self._clock())

    def _known_since(self, url: str) -> datetime:
        """Since when an address is known, as this run found it; the end of time for a new one."""
        known = self._known.get(url) or self._known.get(other_scheme(url)) or self._failed.get(url)
        return known.known_since if known else _NEVER

    def _pages(self, walkable_list: WalkableList) -> Iterator[ListPage]:
        return walk(
            walkable_list,
            self._city.source.name,
            self._list_page,
            told=lambda error: self._tell(error, walkable_list.start),
            only=self._listing.only,
        )

    def _list_page(self, url: str) -> Capture:
        capture = self._ask(url)
        check_answer(capture, city=self._city.source.name, place=url)
        return capture

    def _take_page(self, page: ListPage) -> None:
        """Take in the releases of a list page that are new."""
        for link in page.links:
            self._links.setdefault(link.url, link)
        self.run = replace(self.run, listed=len(self._links))
        for link in page.links:
            if not self._is_known(link.url):
                self._take_new(link)
            if self._circling >= _CIRCLE:
                raise LeadsInCircles(city=self._city.source.name, place=page.url, times=self._circling)

    def _is_known(self, url: str) -> bool:
        """Whether an address was met before, over http or https."""
        met = (self._known, self._failed, self._asked)
        return any(spelling in addresses for spelling in (url, other_scheme(url)) for addresses in met)

    def _take_new(self, link: Link) -> None:
        """Take in a release not known yet; what fails is noted and tried again in later runs."""
        self._step()
        self._asked.add(link.url)
        before = self._failed.get(link.url)
        try:
            with self._faults_told(link.url):
                capture = self._ask(link.url)
                check_answer(capture, city=self._city.source.name, place=link.url)
                deposit = self._take(capture, link, known=None)
        except IngestError as error:
            self._tell(error, link.url)
            tries = before.tries + 1 if before else 1
            failed = Pending(
                url=link.url,
                tries=tries,
                known_since=before.known_since if before else self._clock(),
                due_at=next_try(tries, now=self._clock()),
                code=error.code,
                published=link.published,
            )
            self._archive.put_pending(self._city.key, failed)
            self._leave_alone_if(error)
        else:
            added = any(event.kind is EventKind.ADDED for event in deposit.events)
            circling = not added and deposit.record_id in self._met
            self._circling = self._circling + 1 if circling else 0
            self._met.add(deposit.record_id)
            self._refused = 0

    # -- what is on record -----------------------------------------------------------------------------------

    def _try_again(self, *, recheck: bool) -> None:
        now = self.run.started
        for waiting in self._failed.values():
            if waiting.url not in self._asked and (recheck or is_due(waiting.due_at, now)):
                link = self._links.get(waiting.url) or Link(url=waiting.url, published=waiting.published)
                self._take_new(link)

    def _visit_again(self, *, recheck: bool) -> None:
        """Ask again for the addresses that are due, those of withdrawn releases included: they may come back."""
        now = self.run.started
        known = self._known.values()
        due = [state for state in known if not state.erased and (recheck or is_due(state.due_at, now))]
        unchanged: dict[str, datetime] = {}
        try:
            for address in sorted(due, key=lambda state: state.due_at):
                self._step(len(due))
                try:
                    with self._faults_told(address.url):
                        if self._ask_again(address):
                            unchanged[address.url] = self._next(address.url, address.record_id)
                    self._refused = 0
                except IngestError as error:
                    self._tell(error, address.url)
                    if not isinstance(error, NotTheRelease):  # that one was noted already
                        self._put_off(address)
                    self._leave_alone_if(error)
                if len(unchanged) >= _NOTE_EVERY:
                    self._archive.mark_seen(self._city.key, unchanged, self._clock())
                    unchanged.clear()
        finally:
            if unchanged:
                self._archive.mark_seen(self._city.key, unchanged, self._clock())

    def _put_off(self, address: Address) -> None:
        """An address that could not be read is tried again like a new one that failed, not with its age."""
        tries = self._archive.count_failure(self._city.key, address.url)
        soon = next_try(tries + 1, now=self._clock())
        self._archive.postpone(self._city.key, address.url, soon)

    def _ask_again(self, known: Address) -> bool:
        """Ask for an address on record, with its validators; whether it answered that nothing has changed."""
        city, url = self._city, known.url
        # What was gone may come back with the words it had: then "unchanged" would hide that it is there again.
        capture = self._ask(url, _NOTHING_KNOWN if known.gone else known.validators)
        now, due_at = self._clock(), self._next(url, known.record_id)
        outcome, sign = outcome_of(capture, self._no_releases())
        if outcome is Outcome.UNCHANGED:
            self._documents_again(known.record_id, due_at)
            return True
        if outcome is Outcome.GONE:
            self._count([self._archive.mark_gone(city.key, url, now, min(due_at, now + _GONE_AGAIN))])
            return False
        if outcome is Outcome.ELSEWHERE:
            self._count([self._archive.mark_led_elsewhere(city.key, url, now, due_at)])
            raise NotTheRelease(city=city.source.name, place=url, target=sign)
        if outcome is Outcome.BOT_PAGE:
            raise BotPage(city=city.source.name, place=url, title=sign)
        deposit = self._take(capture, self._links.get(url) or Link(url=url), known=known)
        if deposit.record_id != known.record_id:  # the address leads to another release now
            self._count([self._archive.withdraw_if_silent(known.record_id, now)])
        return False

    def _documents_again(self, record_id: int, due_at: datetime) -> None:
        """A document can be changed behind a page that stays the same: that is a new version too."""
        renewed = self._documents.renewed(record_id)
        if renewed is None:
            return
        version, release = renewed
        deposit = self._archive.deposit(
            release,
            version.reading,
            capture_id=version.capture_id,
            layout=version.layout,
            at=self._clock(),
            due_at=due_at,
        )
        self._count(deposit.events)

    def _no_releases(self) -> list[str | None]:
        return [*(listed.start for listed in lists_of(self._listing)), self._city.source.homepage]

    # -- one release -----------------------------------------------------------------------------------------

    def _ask(self, url: str, known: Validators = _NOTHING_KNOWN, most_bytes: int | None = None) -> Capture:
        if self._stop.is_set():
            raise Stopped
        self.run = replace(self.run, fetched=self.run.fetched + 1)
        return self._fetcher.get(
            url,
            self._city.reach,
            known=known,
            most_bytes=most_bytes,
        )

    def _take(self, capture: Capture, link: Link, *, known: Address | None) -> Deposit:
        """Store the bytes, read them, deposit what they say."""
        city = self._city
        if known is None and (target := led_elsewhere(capture, self._no_releases())):
            raise NotTheRelease(city=city.source.name, place=link.url, target=target)
        capture_id = self._archive.store_capture(capture)
        printed, reading, layout = self._read_page(capture, link, known)
        release = self._unless_read_otherwise(printed.release, link, known)
        release = self._at_known_address(release, capture.final_url) if known is None else release
        release = self._documents.captured(release, known.record_id if known else None)
        now = self._clock()
        if reading.published:
            self._neighbour = datetime.combine(reading.published, datetime.min.time(), UTC)
        # One without a date is about as old as the one beside it in the list.
        since = self._neighbour or now
        deposit = self._archive.deposit(
            release,
            reading,
            capture_id=capture_id,
            layout=layout,
            at=now,
            also_at=link.url,
            due_at=next_visit(link.url, since=since, now=now),
        )
        self._count_added(deposit, reading, link.url)
        return deposit

    def _read_page(self, capture: Capture, link: Link, known: Address | None) -> Taken:
        """Read a page with the city's layouts, a new one at last with the generic one, which is told.

        A release that a layout of the city could read is read by nothing else later: a page of errors or of
        maintenance would become its newest version.
        """
        city = self._city
        layouts = city.layouts(capture.fetched_at.date())
        generic = families()[GENERIC].layout
        if generic.name not in {layout.name for layout in layouts} and self._may_be_generic(known):
            layouts = (*layouts, generic)
        printed, layout = read_with_first(
            capture.body,
            capture.content_type,
            layouts,
            source=city.source,
            url=capture.final_url,
            place=link.url,
            entry_html=link.html,
        )
        reading = read(
            printed,
            city,
            feed_date=link.published,
            feed_categories=link.categories,
            seen=capture.fetched_at.date(),
        )
        if layout is generic and city.layout is not generic:
            self._generic.append(link.url)
        return printed, reading, layout.name

    def _unless_read_otherwise(self, release: Release, link: Link, known: Address | None) -> Release:
        """A release as it is on record, where its page says what it said before and only is read otherwise by now.

        A newer version of the program, or an edited city file, may find more or less of a page: that is no edit of
        the city's.
        """
        before = self._archive.current([known.record_id]).get(known.record_id) if known else None
        if before is None or same_content(before[1].release, release) or before[1].capture_id is None:
            return release
        try:
            page, _, _ = self._read_page(self._archive.capture(before[1].capture_id), link, known)
        except (ReadError, CaptureErased, CaptureDamaged):
            return release
        return before[1].release if same_content(page.release, release) else release

    def _at_known_address(self, release: Release, url: str) -> Release:
        """A release met at another address by the address on record, where the system's own number says it is the same.

        Else an edit seen on the way through another list would stand beside the release as one of its own.
        """
        known = self._by_identity.get(self._identity_in(url))
        found = self._archive.current([known.record_id]).get(known.record_id) if known else None
        if known is None or found is None:
            return release
        alike = same_headline(headline_key(found[1].release.title), headline_key(release.title))
        return replace(release, url=known.url) if alike else release

    def _identity_in(self, url: str) -> str:
        """What names a release in its address, "" where nothing does."""
        found = self._city.identity.search(url) if self._city.identity else None
        return f"{host_of(url).removeprefix('www.')} {found['id']}" if found else ""

    def _may_be_generic(self, known: Address | None) -> bool:
        if known is None:
            return True
        current = self._archive.current([known.record_id]).get(known.record_id)
        return current is not None and current[1].layout == GENERIC

    def _told_generic(self) -> FilledMessage:
        layout = self._city.layout
        return _GENERIC_TOOK_OVER.filled(
            city=self._city.source.name,
            count=len(self._generic),
            layout=layout.name if layout else "?",
            place=self._generic[0],
        )

    def _next(self, url: str, record_id: int) -> datetime:
        now = self._clock()
        return next_visit(url, since=self._since.get(record_id, now), now=now)

    def _step(self, total: int = 0) -> None:
        if self._stop.is_set():
            raise Stopped
        self._done += 1
        self._progress(self._done, max(self._done, len(self._links), total))

    def _leave_alone_if(self, error: IngestError) -> None:
        """A site that cannot be reached, or keeps us out, is asked no further in this run."""
        refused = isinstance(error, Unreachable | BotPage)
        self._refused = self._refused + 1 if refused else 0
        if self._refused >= _GIVE_UP_AFTER:
            raise Stopped
