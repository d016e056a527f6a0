"""What is told of a city again and again and costs much to find out: remembered for a minute, for all visitors."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from cachetools import TTLCache

from archive.by_list import ByList
from archive.health import Health
from archive.model import Coverage
from archive.store import Archive

_SECONDS = 60
_CITIES = 2_000
# The share of numbers on record is counted anew after so many seconds.
_COUNTED_ANEW = 300
_T = TypeVar("_T")


@dataclass(slots=True)
class _Share:
    share: float | None
    counted_anew_at: float


class CityCache:
    """Asks the archive once a minute at most; safe to use from several threads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._held: TTLCache[tuple[str, str], Any] = TTLCache(_CITIES, _SECONDS)
        self._shares: dict[str, _Share] = {}
        self._lock = threading.Lock()
        self._counting = ThreadPoolExecutor(1, thread_name_prefix="completeness")

    def close(self) -> None:
        """Count no more."""
        self._counting.shutdown(cancel_futures=True)

    def coverage(self, city: str) -> Coverage:
        """What the archive holds of a city."""
        return self._remembered("coverage", city, lambda: self._archive.coverage(city))

    def health(self, city: str) -> Health:
        """How a city is."""
        return self._remembered("health", city, lambda: self._archive.health(city, datetime.now(UTC)))

    def complete(self, city: str) -> float | None:
        """The share of a city's running numbers that is on record, of the whole house; None where it has none.

        All numbers of a city are gone through for it: nobody waits for it but the first who asks, and a share that
        is some minutes old is counted anew beside.
        """
        with self._lock:
            held = self._shares.get(city)
            counting = held is not None and time.monotonic() >= held.counted_anew_at
            if held and counting:
                held.counted_anew_at = time.monotonic() + _COUNTED_ANEW
        if held is None:
            return self._count(city)
        if counting:
            self._counting.submit(self._count, city)
        return held.share

    def _count(self, city: str) -> float | None:
        share = self._complete(city)
        with self._lock:
            self._shares[city] = _Share(share, time.monotonic() + _COUNTED_ANEW)
        return share

    def by_list(self, city: str) -> ByList:
        """What the lists of a city have named against what is on record."""
        return self._remembered(
            "by list", city, lambda: self._archive.completeness_by_list(city, datetime.now(UTC))
        )

    def _complete(self, city: str) -> float | None:
        series = [
            series_of_numbers
            for series_of_numbers in self._archive.series(city)
            if series_of_numbers.office is None
        ]
        expected = sum(series_of_numbers.last - series_of_numbers.first + 1 for series_of_numbers in series)
        return (
            sum(
                series_of_numbers.complete * (series_of_numbers.last - series_of_numbers.first + 1)
                for series_of_numbers in series
            )
            / expected
            if expected
            else None
        )

    def _remembered(self, what: str, city: str, find: Callable[[], _T]) -> _T:
        with self._lock:
            if (what, city) in self._held:
                held: _T = self._held[what, city]
                return held
        found = find()
        with self._lock:
            self._held[what, city] = found
        return found
