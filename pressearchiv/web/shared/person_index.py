"""Everybody the archive names, kept in memory and brought up to date by what has happened since."""

import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime

from archive.person_merging import Appearance, Individual, individuals
from archive.store import Archive

# After a look that took longer than this, in seconds, the next one waits so many times as long.
_LONG = 0.25
_REST = 20


class PersonIndex:
    """One person across releases, for pages that ask often; safe to use from several threads.

    The releases that an event touched are read anew, the others not; who is one person is then decided over all.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._rests_until = 0.0
        self._by_record: dict[int, tuple[Appearance, ...]] = {}
        self._everybody: tuple[Individual, ...] = ()
        self._by_key: dict[str, Individual] = {}
        self._appearing: dict[tuple[int, str], Individual] = {}

    def everybody(self) -> tuple[Individual, ...]:
        """All persons, those named oftenest first."""
        self._refresh()
        return self._everybody

    def find(self, key: str) -> Individual | None:
        """The person of a key."""
        self._refresh()
        return self._by_key.get(key)

    def named(self, record_id: int, name: str) -> Individual | None:
        """Who is meant by a name in a release."""
        self._refresh()
        return self._appearing.get((record_id, name))

    def together(self, individual: Individual, limit: int) -> tuple[tuple[Individual, int], ...]:
        """With whom a person is named in one release, and in how many, those named together oftenest first."""
        met: Counter[str] = Counter()
        for record_id in {appearance.record_id for appearance in individual.appearances}:
            there = (
                self._appearing.get((record_id, other.person.name))
                for other in self._by_record.get(record_id, ())
            )
            met.update({other.key for other in there if other and other.key != individual.key})
        ranked = sorted(met.items(), key=lambda item: (-item[1], item[0]))
        return tuple((self._by_key[key], count) for key, count in ranked[:limit] if key in self._by_key)

    def _refresh(self) -> None:
        """Follow what has happened; while one thread does, and for a while after a long one, others see the last state.

        What staff decided is seen at once.
        """
        entries = self._archive.audit_log(limit=1)
        now = (self._archive.last_event(), entries[0].id if entries else 0)
        known = self._seen
        if now == known or (known and now[1] == known[1] and time.monotonic() < self._rests_until):
            return
        if not self._lock.acquire(blocking=known is None):
            return
        try:
            if now != self._seen:
                began = time.monotonic()
                self._follow(now[0])
                self._seen = now
                ended = time.monotonic()
                self._rests_until = ended + _REST * (ended - began) if ended - began > _LONG else 0.0
        finally:
            self._lock.release()

    def _follow(self, last: int) -> None:
        self._read(last)
        ordered = sorted(
            (appearance for some in self._by_record.values() for appearance in some),
            key=lambda appearance: (appearance.day or date.max, appearance.record_id),
        )
        everybody = individuals(ordered, self._archive.person_decisions())
        self._by_key = {person.key: person for person in everybody}
        self._appearing = {
            (appearance.record_id, appearance.person.name): person
            for person in everybody
            for appearance in person.appearances
        }
        self._everybody = everybody

    def _read(self, last: int) -> None:
        at = datetime.now(UTC)
        if self._seen is None:
            self._put(self._archive.appearances(now=at))
            return
        touched: set[int] = set()
        after = self._seen[0]
        while after < last:
            events = self._archive.events(after)
            if not events:
                break
            touched |= {event.record_id for event in events}
            after = events[-1].seq
        for record_id in touched:
            self._by_record.pop(record_id, None)
        for record, version in self._archive.current(sorted(touched)).values():
            if not record.hidden(at):
                self._put(
                    [
                        Appearance(
                            record_id=record.id,
                            city=record.city,
                            day=version.reading.published,
                            person=person,
                        )
                        for person in version.reading.persons
                    ]
                )

    def _put(self, appearances: Sequence[Appearance]) -> None:
        for appearance in appearances:
            self._by_record[appearance.record_id] = (
                *self._by_record.get(appearance.record_id, ()),
                appearance,
            )
