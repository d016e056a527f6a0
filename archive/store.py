"""The archive as one object: the public interface over the table groups."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from archive import (
    amendments,
    crawl_state,
    deposits,
    erasing,
    journal,
    noticed,
    numbering,
    person_directory,
    persons,
    queries,
    readings,
    runs,
    sealing,
    stored_captures,
)
from archive.amendments import Amendable, AmendedField, Amendment
from archive.by_list import ByList
from archive.errors import ArchiveUnusable, NoSuchRecord
from archive.health import Health
from archive.integrity import Progress
from archive.journal import AuditEntry
from archive.model import (
    Address,
    Capture,
    Coverage,
    Deposit,
    Entry,
    Event,
    Pending,
    Reading,
    Record,
    Release,
    Run,
    Source,
    StoredCapture,
    Validators,
    Version,
)
from archive.noticed import Noticed, Wanted
from archive.numbers import Numbered, Series
from archive.person_merging import Individual, PersonDecision
from archive.upkeep import Upkeep
from language.german.dates import Period


class Archive(Upkeep):
    """The system of record in one directory: a database and the captures beside it.

    Every method is one transaction. Safe to use from several threads and several processes.
    """

    # The publishers, and the state of the files in which they were read.
    _known_sources: tuple[object, tuple[Source, ...]] | None = None

    # -- deposits --------------------------------------------------------------------------------------------

    def deposit(
        self,
        release: Release,
        reading: Reading,
        *,
        capture_id: int | None,
        layout: str,
        at: datetime,
        also_at: str | None = None,
        due_at: datetime | None = None,
    ) -> Deposit:
        """Put a release on record; `also_at` is an address that led to the release's own.

        New to the archive: ADDED. Known, with other content: a new version, CHANGED. Known and the same: nothing,
        but REREAD where more or other is read out of it than before, and RESTORED where it had been withdrawn.
        What was erased stays erased: the capture is destroyed too. `due_at` is when its addresses are due again.
        """
        done = self._write(
            deposits.deposit,
            release,
            reading,
            capture_id=capture_id,
            layout=layout,
            at=at,
            also_at=also_at,
            due_at=due_at,
        )
        if not done.events and any(erasure.captures for erasure in self.erasures()):
            self.finish_erasing()
        return done

    # -- captures --------------------------------------------------------------------------------------------

    def store_capture(self, capture: Capture) -> int:
        """Store what an address served and return the capture's id.

        Bytes that are stored already are not stored twice; the same bytes from the same address, once more, are
        the same capture. Raises CapturesElsewhere.
        """
        if not self._place_checked:
            beside = not self.address and self.captures_beside
            self._read(stored_captures.check_place, self._captures, beside=beside)
            self._place_checked = True
        return self._write(stored_captures.store_capture, self._captures, capture)

    def was_refused(self, capture: Capture) -> bool:
        """Whether these bytes were stored under this address before, and no release came of them."""
        return self._read(stored_captures.was_refused, capture)

    def validators(self, url: str) -> Validators:
        """What the newest capture of an address carried."""
        return self._read(stored_captures.validators, url)

    def capture(self, capture_id: int) -> Capture:
        """A capture with its bytes.

        Raises NoSuchRecord, CaptureErased, or CaptureDamaged if they are not the ones that were stored.
        """
        return self._read(stored_captures.capture, self._captures, capture_id)

    def capture_info(self, capture_id: int) -> StoredCapture:
        """What is known of a capture without reading its bytes; raises NoSuchRecord."""
        return self._read(stored_captures.capture_info, capture_id)

    def warc_record(self, capture_id: int) -> bytes:
        """The WARC record of a capture, packed as one gzip member (ISO 28500, annex D).

        Raises NoSuchRecord, CaptureErased, CaptureDamaged.
        """
        return self._read(stored_captures.warc_record, self._captures, capture_id)

    # -- crawl state -----------------------------------------------------------------------------------------

    def mark_seen(self, city: str, due: Mapping[str, datetime], at: datetime) -> None:
        """Note that these addresses still serve what is on record, and when each is due again."""
        self._write(crawl_state.mark_seen, city, due, at)

    def count_failure(self, city: str, url: str) -> int:
        """Note that an address on record could not be read; how often that was so in a row."""
        return self._write(crawl_state.count_failure, city, url)

    def postpone(self, city: str, url: str, due_at: datetime) -> None:
        """Set when an address is to be asked again."""
        self._write(crawl_state.postpone, city, url, due_at)

    def mark_gone(self, city: str, url: str, at: datetime, due_at: datetime) -> Event | None:
        """Note that an address answers no more; WITHDRAWN once no address of its release does."""
        return self._write(crawl_state.mark_gone, city, url, at, due_at)

    def mark_led_elsewhere(self, city: str, url: str, at: datetime, due_at: datetime) -> Event | None:
        """Note that an address led to something that is not its release; twice in a row, it counts as gone."""
        return self._write(crawl_state.mark_led_elsewhere, city, url, at, due_at)

    def withdraw_if_silent(self, record_id: int, at: datetime) -> Event | None:
        """Note that an address of a release leads to another one now; WITHDRAWN once none of its own answers."""
        return self._write(crawl_state.withdraw_if_silent, record_id, at)

    def addresses(self, city: str) -> dict[str, Address]:
        """Every address known of a city, by its canonical spelling."""
        return self._read(crawl_state.addresses, city)

    def age_origins(self, city: str) -> dict[int, datetime]:
        """From when on the age of each record of a city counts: its publication, or when it was first seen."""
        return self._read(crawl_state.age_origins, city)

    def list_finished_at(self, city: str, start: str) -> datetime | None:
        """When the list that begins at an address was last followed to its end; None for never."""
        return self._read(crawl_state.list_finished_at, city, start)

    def mark_list_finished(self, city: str, start: str, at: datetime) -> None:
        """Note that a list was followed to its end, or to where nothing was new."""
        self._write(crawl_state.mark_list_finished, city, start, at)

    def pending(self, city: str) -> dict[str, Pending]:
        """What a city listed and could not be taken in yet, by address."""
        return self._read(crawl_state.pending, city)

    def put_pending(self, city: str, pending: Pending) -> None:
        """Note that an address has to be tried again."""
        self._write(crawl_state.put_pending, city, pending)

    def failing_addresses(self, city: str) -> tuple[Address, ...]:
        """The addresses of a city that answered with an error when they were last asked, gone ones included."""
        return self._read(crawl_state.failing_addresses, city)

    # -- sealing ---------------------------------------------------------------------------------------------

    def seal(self, record_id: int, reason: str, at: datetime, *, by: str) -> Event:
        """Hide a release everywhere; its number stays. Raises NoSuchRecord, SealUnfit for one sealed already."""
        return self._write(sealing.seal, record_id, reason, at, by=by)

    def unseal(self, record_id: int, at: datetime, *, by: str) -> Event:
        """Show a sealed release again; raises NoSuchRecord, SealUnfit for one not sealed, or erased."""
        return self._write(sealing.unseal, record_id, at, by=by)

    def erase(self, record_id: int, reason: str, at: datetime, *, by: str) -> Event:
        """Seal a release and destroy its words, all but number, date and this reason.

        What is left to do, `finish_erasing` does, and an index that is made anew. Raises NoSuchRecord, SealUnfit for
        one that is erased to the end.
        """
        return self._write(erasing.erase, record_id, reason, at, by=by)

    # -- numbers ---------------------------------------------------------------------------------------------

    def series(self, city: str) -> tuple[Series, ...]:
        """The series of running numbers of a city, each with its gaps."""
        return self._read(numbering.series, city)

    def without_year(self, city: str) -> tuple[Numbered, ...]:
        """The releases of a city that bear a number of which the year is not known: they may fill a gap."""
        return self._read(numbering.without_year, city)

    def confirm_unused(
        self, city: str, year: int, running: int, *, office: str | None, note: str, at: datetime, by: str
    ) -> None:
        """Keep a person's word that no release ever bore a number."""
        self._write(numbering.confirm_unused, city, year, running, office=office, note=note, at=at, by=by)

    def deny_unused(
        self, city: str, year: int, running: int, *, office: str | None, note: str, at: datetime, by: str
    ) -> bool:
        """Take back a word that no release ever bore a number; False where there was none."""
        return self._write(numbering.deny_unused, city, year, running, office=office, note=note, at=at, by=by)

    def date_by_series(self, city: str, at: datetime) -> int:
        """Bound the dates of undated releases by their neighbours in the series; returns how many became known.

        Each one that became known, tighter or unknown again leaves REREAD.
        """
        return self._write(numbering.date_by_series, city, at)

    def corrections(self, record_id: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The releases this one corrects, and those that correct it, by the number they name."""
        return self._read(numbering.corrections, record_id)

    def ids_with_number(self, city: str, year: int, running: int, sign: str | None = None) -> tuple[int, ...]:
        """The ids of the records that bear a number; more than one where it is double."""
        return self._read(numbering.ids_with_number, city, year, running, sign)

    def with_double_number(self, record_ids: Sequence[int]) -> frozenset[int]:
        """Of some records those whose number another one bears, too."""
        return self._read(numbering.with_double_number, record_ids)

    def releases_with_number(
        self, running: int, limit: int, *, now: datetime
    ) -> tuple[tuple[Record, Version], ...]:
        """The releases that bear a running number and may be shown, of any city, the newest first."""
        return self._read(numbering.releases_with_number, running, limit, now=now)

    # -- readings --------------------------------------------------------------------------------------------

    def replace_reading(self, version: Version, reading: Reading, at: datetime) -> Event | None:
        """Put what a better reader reads in the place of what was read; REREAD where that is more or other.

        Only a current version leaves an event: no index holds older ones. What was learnt elsewhere than in the
        text (a date from a feed, a number's year) is kept.
        """
        return self._write(readings.replace_reading, version, reading, at)

    def count_read_by_older(self, reader: int) -> int:
        """How many versions an older reader read."""
        return self._read(readings.count_read_by_older, reader)

    def read_by_older(self, reader: int, after: int = 0, limit: int = 200) -> tuple[Version, ...]:
        """Versions that an older reader read, from an id on, in order; erased ones hold no text and are left out."""
        return self._read(readings.read_by_older, reader, after, limit)

    def end_embargoes(self, now: datetime) -> int:
        """RELEASED for every release whose embargo has ended, so that an index takes it in; how many there were."""
        if not self._read(sealing.an_embargo_has_ended, now):
            return 0
        return self._write(sealing.end_embargoes, now)

    # -- amendments ------------------------------------------------------------------------------------------

    def amendments(self, record_id: int) -> tuple[Amendment, ...]:
        """What staff amended in what was read of a release."""
        return self._read(amendments.amendments, record_id)

    def amend(
        self, record_id: int, field: AmendedField, value: Amendable, note: str, at: datetime, *, by: str
    ) -> Event:
        """Put another value in the place of what was read; it outlasts every later reading.

        Raises NoSuchRecord; AmendmentUnfit for a release whose words are erased.
        """
        return self._write(amendments.amend, record_id, field, value, note, at, by=by)

    def withdraw_amendment(self, record_id: int, field: AmendedField, at: datetime, *, by: str) -> Event:
        """Let hold again what was read; raises NoSuchRecord, AmendmentUnfit where nothing was amended."""
        return self._write(amendments.withdraw_amendment, record_id, field, at, by=by)

    # -- decisions -------------------------------------------------------------------------------------------

    def record_decision(self, decision: PersonDecision, *, by: str) -> int:
        """Note what somebody decided about who is one person, which counts at once; returns the decision's id."""
        number = self._write(journal.record_decision, decision, by=by)
        self.follow_persons(now=decision.decided_at)
        return number

    def revoke_decision(self, decision_id: int, at: datetime, *, by: str) -> bool:
        """Take a decision back; False where there is none of that id."""
        revoked = self._write(journal.revoke_decision, decision_id, at, by=by)
        self.follow_persons(now=at)
        return revoked

    def audit_log(self, limit: int = 200) -> tuple[AuditEntry, ...]:
        """What people did to the archive, the newest first."""
        return self._read(journal.audit_log, limit)

    def person_decisions(self) -> tuple[PersonDecision, ...]:
        """All decisions about persons, the oldest first."""
        return self._read(journal.person_decisions)

    # -- reading ---------------------------------------------------------------------------------------------

    def put_source(self, source: Source) -> None:
        """Record a publisher, or what is newly known of it."""
        self._write(queries.put_source, source)

    def sources(self) -> tuple[Source, ...]:
        """Every publisher, by name; read again where the database has been written to since."""
        state = self._backend.written()
        if self._known_sources is None or self._known_sources[0] != state:
            self._known_sources = state, self._read(queries.sources)
        return self._known_sources[1]

    def current(self, record_ids: Sequence[int]) -> dict[int, tuple[Record, Version]]:
        """The records of these ids with their newest version; unknown ids are left out."""
        return self._read(queries.current, record_ids)

    def versions(self, record_id: int) -> tuple[Version, ...]:
        """Every version of a record, the first one first; raises NoSuchRecord."""
        return self._read(queries.versions, record_id)

    def published_in(self, city: str, period: Period) -> tuple[tuple[Record, Version], ...]:
        """The releases of a city that were published in a period, the oldest first; an open end is none."""
        return self._read(queries.published_in, city, period)

    def undated(self, city: str, limit: int) -> tuple[tuple[Record, Version], ...]:
        """The releases of a city whose date is not known, the newest arrivals first."""
        return self._read(queries.undated, city, limit)

    def hidden(self, limit: int, *, now: datetime) -> tuple[tuple[Record, Version], ...]:
        """The releases that are sealed, erased or under embargo, the newest arrivals first."""
        return self._read(queries.hidden, limit, now=now)

    def shown_entries(self, after: int, limit: int, *, now: datetime) -> tuple[Entry, ...]:
        """The releases that may be shown, from an id on, in the order of their ids."""
        return self._read(queries.shown_entries, after, limit, now=now)

    def coverage(self, city: str) -> Coverage:
        """What the archive holds of a city, sealed releases included."""
        return self._read(queries.coverage, city)

    def events(self, after: int, limit: int = 1_000) -> tuple[Event, ...]:
        """The events that follow a sequence number, at most `limit` of them, in order."""
        return self._read(queries.events, after, limit)

    def noticed(
        self, wanted: Wanted, limit: int, *, now: datetime, before: int | None = None
    ) -> tuple[Noticed, ...]:
        """The newest edits and withdrawals that are wanted, or those that follow the one of a sequence number."""
        return self._read(noticed.noticed, wanted, limit, now=now, before=before)

    def count_noticed(self, wanted: Wanted, *, now: datetime) -> int:
        """How many edits and withdrawals are wanted."""
        return self._read(noticed.count_noticed, wanted, now=now)

    def last_event(self) -> int:
        """The sequence number of the newest event, 0 for an empty archive."""
        return self._read(queries.last_event)

    def last_id(self) -> int:
        """The highest id of a release, 0 for an empty archive."""
        return self._read(queries.last_id)

    def count(self) -> int:
        """How many releases are on record."""
        return self._read(queries.count)

    def follow_persons(self, *, now: datetime, progress: Progress = lambda done, total: None) -> int:
        """Bring the tables of persons up to the newest event and decision of staff, and return that event's number.

        `progress` hears of events and names, those that are done and all that are known of. The tables of an archive
        that may only be read stay as they are.
        """
        most = 0
        while (reached := self._read(persons.followed_to)) is None:
            left = self._read(persons.left_to_do)
            most = max(most, left)
            progress(most - left, most)
            try:
                self._write(persons.follow, now)
            except ArchiveUnusable as error:
                if "readonly" not in str(error.facts["reason"]):
                    raise
                return self.last_event()
        return reached

    def joined_names(self, record_ids: Sequence[int]) -> dict[int, dict[str, str]]:
        """For releases that call somebody otherwise than the person is called: the name there, and the person's."""
        return self._read(person_directory.joined_names, record_ids)

    def persons_named(
        self, name: str = "", city: str = "", *, limit: int, offset: int = 0
    ) -> tuple[int, tuple[Individual, ...]]:
        """How many persons are called so, in a city or anywhere, and some of them, those in the most releases first."""
        return self._read(person_directory.persons_named, name, city, limit=limit, offset=offset)

    def person(self, key: str) -> Individual | None:
        """The person of a key, None where there is none."""
        return self._read(person_directory.person, key)

    def person_key(self, record_id: int, name: str) -> str | None:
        """The key of whom a name in a release means."""
        return self._read(person_directory.person_key, record_id, name)

    def named_together(self, key: str, limit: int) -> tuple[tuple[str, str, int], ...]:
        """With whom a person is named in one release: key, name, in how many releases."""
        return self._read(person_directory.named_together, key, limit)

    def in_office(self, role: str) -> tuple[Individual, ...]:
        """Everybody whom a release calls so, or says is to be it."""
        return self._read(person_directory.in_office, role)

    def in_office_like(self, role: str) -> tuple[Individual, ...]:
        """Everybody whose office's word holds a wanted one."""
        return self._read(person_directory.in_office_like, role)

    def called_alike(self, individual: Individual, limit: int) -> tuple[Individual, ...]:
        """Others of the very name, then others who share a word of it."""
        return self._read(person_directory.called_alike, individual, limit)

    def sources_by_key(self) -> dict[str, Source]:
        """Every publisher on record, by its key."""
        return {source.key: source for source in self.sources()}

    def city_names(self) -> dict[str, str]:
        """The name of every publisher on record, by its key."""
        return {source.key: source.name for source in self.sources()}

    def record(self, record_id: int) -> Record:
        """One record; raises NoSuchRecord."""
        found = self.current([record_id])
        if record_id not in found:
            raise NoSuchRecord(place=str(record_id))
        return found[record_id][0]

    # -- runs ------------------------------------------------------------------------------------------------

    def begin_run(self, run: Run) -> int:
        """Note that a visit to a city has begun; returns the run's id."""
        return self._write(runs.begin_run, run)

    def end_run(self, run_id: int, run: Run) -> None:
        """Note how a visit went."""
        self._write(runs.end_run, run_id, run)

    def crawls(self, city: str, limit: int = 100) -> tuple[Run, ...]:
        """The visits to a city, the newest first; imports are none."""
        return self._read(runs.crawls, city, limit)

    def last_successes(self) -> dict[str, datetime]:
        """When each city was last visited and nothing failed."""
        return self._read(runs.last_successes)

    def imports(self, limit: int) -> tuple[Run, ...]:
        """The imports into any city, the newest first."""
        return self._read(runs.imports, limit)

    def health(self, city: str, now: datetime) -> Health:
        """How a city is, from its runs and what its newest releases hold."""
        return self._read(runs.health, city, now)

    def completeness_by_list(self, city: str, now: datetime) -> ByList:
        """What the lists of a city have named against what is on record; for cities that count nothing."""
        return self._read(runs.completeness_by_list, city, now)
