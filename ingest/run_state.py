"""The state of one run, a crawl or an import: its counts, its problems, and how it is put on record."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from archive.errors import ArchiveError
from archive.model import Deposit, Event, EventKind, Problem, Reading, Run, RunKind
from archive.store import Archive
from ingest.city import City
from ingest.errors import IngestError, ReaderFault
from ingest.page import whole
from language.messages import FilledMessage, Language, Message

_UNREAD_EMBARGO = Message(
    "{name}: Die Sperrfrist „{printed}“ nennt keinen lesbaren Zeitpunkt. Die Meldung bleibt gesperrt, bis jemand sie "
    "mit `pressearchiv unseal {record}` freigibt."
)
# Told how many of how many pages are done.
Progress = Callable[[int, int], None]


def recorded(taking: "RunState", archive: Archive, city: City, work: Callable[[], None]) -> Run:
    """Do the work of a run, and put the run on record before and after."""
    archive.put_source(city.source)
    run_id = archive.begin_run(taking.run)
    taking.survive(work)
    run = taking.finished()
    archive.end_run(run_id, run)
    return run


class Stopped(Exception):
    """The visit was asked to end."""


class RunState:
    """The state of one run, whatever the releases come from."""

    def __init__(
        self,
        city: City,
        archive: Archive,
        progress: Progress,
        language: Language,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        kind: RunKind = RunKind.VISIT,
    ) -> None:
        self._city = city
        self._archive = archive
        self._progress = progress
        self._language = language
        self._clock = clock
        self.stopped = False
        self.run = Run(city=city.key, started=clock(), kind=kind)

    def survive(self, work: Callable[[], None]) -> None:
        """Do the work of the run; a fault of our own ends it, and is told like any other problem."""
        place = self._city.source.name
        with self._surviving(place), self._faults_told(place):
            work()

    def finished(self) -> Run:
        """How it went: "ok", "partial" where something could not be read, "failed" where nothing was found."""
        status = "ok" if not self.run.failed else "partial" if self.run.listed else "failed"
        status = "stopped" if self.stopped else status
        self.run = replace(self.run, finished=self._clock(), status=status)
        return self.run

    def _count_added(self, deposit: Deposit, reading: Reading, place: str) -> None:
        self._count(deposit.events)
        added = any(event.kind is EventKind.ADDED for event in deposit.events)
        if added and reading.embargo_unread:
            told = _UNREAD_EMBARGO.filled(
                name=place, printed=reading.embargo_unread, record=deposit.record_id
            )
            self._remark("embargo-unread", place, told)
        if added and reading.published is None and reading.published_span is None:
            self.run = replace(self.run, undated=self.run.undated + 1)

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
        """A page can hold anything, and no page may end a run: what our reader stumbles over is told as its fault.

        An archive that takes nothing ends it: the next page would fare no better.
        """
        try:
            yield
        except (IngestError, ArchiveError, Stopped):
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
            self._tell(error, place)

    def _remark(self, code: str, place: str, message: FilledMessage) -> None:
        """Tell what was understood and is worth a line, without counting it as a failure."""
        remark = Problem(
            code=code, place=whole(place), message=whole(message.text(self._language)), remark=True
        )
        self.run = replace(self.run, problems=(*self.run.problems, remark))

    def _tell(self, error: IngestError, place: str) -> None:
        said, city = error.text(self._language), self._city.source.name
        message = said if said.startswith(city) else f"{city}: {said}"
        where = whole(error.place or place)
        problem = Problem(code=error.code, place=where, message=whole(message))
        self.run = replace(self.run, failed=self.run.failed + 1, problems=(*self.run.problems, problem))
