"""Many cities looked at once, one thread for all that share a host: which files still fit, and what has changed."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from threading import Event as Signal

from ingest.checkup import Checkup, check_city, check_homepage
from ingest.city import City
from ingest.errors import FetchError, IngestError, NothingToList, ReaderFault
from ingest.fetch import Fetcher
from ingest.scheduler import MakeFetcher, by_host

# Each asks a site of its own, a few requests in all.
_MOST_THREADS = 20


class Standing(StrEnum):
    """How a city stands after a look at it."""

    FINE = "fine"
    LOOK = "look"
    UNREACHABLE = "unreachable"
    NO_LIST = "no-list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """One city of a survey: what was found, or the error that kept us from looking."""

    city: City
    at: datetime
    checkup: Checkup | None = None
    error: IngestError | None = None

    @property
    def standing(self) -> Standing:
        """What somebody who reads the report has to do about it."""
        if self.city.listing is None and (self.error is None or isinstance(self.error, NothingToList)):
            return Standing.NO_LIST
        if self.checkup is None:
            return Standing.UNREACHABLE if isinstance(self.error, FetchError) else Standing.LOOK
        if self.checkup.fine:
            return Standing.FINE
        unanswered = [isinstance(walked.error, FetchError) for walked in self.checkup.lists]
        return Standing.UNREACHABLE if unanswered and all(unanswered) else Standing.LOOK


def survey(
    cities: Iterable[City], make_fetcher: MakeFetcher, *, told: Callable[[Surveyed], None], stop: Signal
) -> None:
    """Look at every city: one list, its newest release; where no list is known, the home page.

    `told` hears of each as soon as it is done, one at a time for each host and from many threads. One that fails never
    stops another; `stop` ends it before the next city.
    """

    def look_at_group(group: Sequence[City]) -> None:
        with make_fetcher() as fetcher:
            for city in group:
                if not stop.is_set():
                    surveyed = _look_at(city, fetcher)
                    if not stop.is_set():  # what a stop cut short is looked at again
                        told(surveyed)

    groups = by_host(cities)
    with ThreadPoolExecutor(min(max(len(groups), 1), _MOST_THREADS)) as pool:
        try:
            for done in [pool.submit(look_at_group, group) for group in groups]:
                done.result()
        except KeyboardInterrupt:
            stop.set()
            raise


def _look_at(city: City, fetcher: Fetcher) -> Surveyed:
    at = datetime.now(UTC)
    try:
        if city.listing is None:
            checkup = check_homepage(city, fetcher)
        else:
            checkup = check_city(city, fetcher, sampled=1, every_list=False)
    except IngestError as error:
        return Surveyed(city=city, at=at, error=error)
    except Exception as error:  # noqa: BLE001 a fault of our own, told like any other
        place, reason = city.source.homepage or city.key, f"{type(error).__name__}: {error}"
        fault = ReaderFault(city=city.source.name, place=place, reason=reason)
        return Surveyed(city=city, at=at, error=fault)
    return Surveyed(city=city, at=at, checkup=checkup)
