"""The persons of the archive for pages that ask often: their tables, brought up to date before each question."""

import threading
from datetime import UTC, datetime

from sqlalchemy.exc import OperationalError

from archive.person_merging import Individual
from archive.store import Archive


class PersonIndex:
    """One person across releases; safe to use from several threads.

    The tables are followed by one thread at a time; while it does, others see what they hold already.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None

    def named(
        self, name: str = "", city: str = "", *, limit: int, offset: int = 0
    ) -> tuple[int, tuple[Individual, ...]]:
        """How many are called so, in a city or anywhere, and some of them, those in the most releases first."""
        self.follow()
        return self._archive.persons_named(name, city, limit=limit, offset=offset)

    def find(self, key: str) -> Individual | None:
        """The person of a key."""
        self.follow()
        return self._archive.person(key)

    def key_of(self, record_id: int, name: str) -> str | None:
        """The key of whom a name in a release means."""
        self.follow()
        return self._archive.person_key(record_id, name)

    def in_office(self, role: str) -> tuple[Individual, ...]:
        """Everybody whom a release calls so, or says is to be it."""
        self.follow()
        return self._archive.in_office(role)

    def in_office_like(self, role: str) -> tuple[Individual, ...]:
        """Everybody whose office's word holds a wanted one."""
        self.follow()
        return self._archive.in_office_like(role)

    def together(self, individual: Individual, limit: int) -> tuple[tuple[str, str, int], ...]:
        """With whom a person is named in one release: key, name, in how many; the oftenest first."""
        return self._archive.named_together(individual.key, limit)

    def alike(self, individual: Individual, limit: int) -> tuple[Individual, ...]:
        """Others of the very name, then others who share a word of it."""
        return self._archive.called_alike(individual, limit)

    def follow(self) -> None:
        """Take in what has happened since; an archive that may only be read is asked as it is."""
        entries = self._archive.audit_log(limit=1)
        now = (self._archive.last_event(), entries[0].id if entries else 0)
        if now == self._seen or not self._lock.acquire(blocking=self._seen is None):
            return
        try:
            if now != self._seen:
                self._archive.follow_persons(now=datetime.now(UTC))
                self._seen = now
        except OperationalError as error:
            if "readonly" not in str(error.orig):
                raise
            self._seen = now
        finally:
            self._lock.release()
