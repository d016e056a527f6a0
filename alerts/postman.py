"""Tells subscribers what is new, mail by mail: nothing is told twice, what fails is tried again and told."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.policy import SMTP
from itertools import groupby
from threading import Event
from typing import Protocol

from alerts.errors import MailRefused
from alerts.letters import confirmation, digest
from alerts.links import AlertLinks
from alerts.model import Kind, MailState, News, Rhythm, Subscription
from alerts.news import news_of
from alerts.rhythm import next_due
from alerts.store import Alerts
from archive.model import Source
from archive.store import Archive
from search.engine import Engine
from search.errors import SearchError
from search.finder import Finder
from search.params import Search
from wording import Language

_LOG = logging.getLogger("pressearchiv")
# How often is looked for what is due, in seconds.
_EVERY = 20.0
# Pauses before a refused mail is tried again; after the last one it is given up.
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720, 1_440))


class Sends(Protocol):
    """What hands a mail to a server; raises MailRefused."""

    def send(self, address: str, sender: str, message: bytes) -> None:
        """Hand in one mail."""
        ...


@dataclass(frozen=True, slots=True)
class Postman:
    """Works for one archive: takes wishes, writes what is due, hands in what waits."""

    alerts: Alerts
    archive: Archive
    engine: Engine
    office: Sends
    links: AlertLinks
    sender: str

    def ask(
        self, address: str, search: Search, *, kind: Kind, rhythm: Rhythm, language: Language, now: datetime
    ) -> None:
        """Note a wish and ask the owner of the address to confirm it; raises BadAddress.

        Who is subscribed already gets no mail: nobody learns that here, and nobody is pestered.
        """
        one = self.alerts.subscribe(
            address,
            search,
            kind=kind,
            rhythm=rhythm,
            language=language,
            cursor=self.archive.last_event(),
            now=now,
        )
        if one.confirmed_at is None:
            letter = confirmation(one, self.links, self._sources(), self.sender, now)
            self.alerts.post(one.address, letter.as_bytes(policy=SMTP), now)

    def confirm(self, token: str, now: datetime) -> Subscription | None:
        """Note a yes; None where the wish is forgotten. Raises LinkUnusable."""
        subscription_id = self.links.confirmed(token)
        one = self.alerts.find(subscription_id)
        if one is None:
            return None
        due_at = next_due(one.rhythm, now)
        return self.alerts.confirm(one.id, cursor=self.archive.last_event(), due_at=due_at, now=now)

    def write(self, now: datetime) -> int:
        """Write one mail to each address that something is due for; returns how many there are."""
        self.engine.refresh()
        until = min(self.archive.last_event(), self.engine.cursor)
        written = 0
        for _, some in groupby(self.alerts.due(now), key=lambda one: (one.address, one.language)):
            written += self._write_to(list(some), until, now)
        return written

    def hand_in(self, now: datetime) -> int:
        """Hand in every mail that waits; returns how many the server has taken."""
        taken = 0
        while mail := self.alerts.take(now):
            try:
                self.office.send(mail.address, self.sender, mail.message)
            except MailRefused as error:
                self._refused(mail.id, mail.tries, error, now)
                continue
            self.alerts.arrived(mail.id)
            taken += 1
        return taken

    def work(self, stop: Event) -> None:
        """Do all of it until told to stop; what fails is told once and tried again."""
        uncertain = self.alerts.after_a_crash()
        if uncertain:
            _LOG.error(
                "%d mails were under way when the last process ended; they are not sent again", uncertain
            )
        told = ""
        while not stop.is_set():
            now = datetime.now(UTC)
            try:
                self.alerts.forget_unconfirmed(now)
                self.write(now)
                self.hand_in(now)
                told = ""
            except Exception as error:  # noqa: BLE001 whatever it is, the next look may be better, and it is told
                if str(error) != told:
                    told = str(error)
                    _LOG.error("%s: %s", type(error).__name__, told)
            stop.wait(_EVERY)

    def _write_to(self, subscriptions: Sequence[Subscription], until: int, now: datetime) -> int:
        """One mail to one address, or none where nothing happened; a search that fails is told again next time."""
        language = subscriptions[0].language
        finder = Finder(self.archive, self.engine, language=language)
        news: list[News] = []
        told: dict[int, tuple[int, datetime]] = {}
        for one in subscriptions:
            try:
                news += news_of(one, self.archive, finder, until)
            except SearchError as error:
                _LOG.error("subscription %d: %s", one.id, error)
                continue
            told[one.id] = (max(until, one.cursor), next_due(one.rhythm, now))
        merged = _merged(news)
        releases = {
            record_id: held
            for record_id, held in self.archive.current(sorted({one.record_id for one in merged})).items()
            if not held[0].hidden(now)
        }
        mail = None
        if any(one.record_id in releases for one in merged):
            concerned = [one for one in subscriptions if any(one.id in each.subscriptions for each in merged)]
            letter = digest(concerned, merged, releases, self.links, self._sources(), self.sender, now)
            mail = (subscriptions[0].address, letter.as_bytes(policy=SMTP))
        self.alerts.told(told, mail, now)
        return 1 if mail else 0

    def _refused(self, mail_id: int, tries: int, error: MailRefused, now: datetime) -> None:
        if not error.sure:
            state, next_at = MailState.UNCERTAIN, now
        elif error.final or tries > len(_PAUSES):
            state, next_at = MailState.FAILED, now
        else:
            state, next_at = MailState.WAITING, now + _PAUSES[tries - 1]
        self.alerts.refused(mail_id, state, str(error), next_at)
        # The address is no business of a log.
        _LOG.error("mail %d, try %d: %s (%s)", mail_id, tries, error, state)

    def _sources(self) -> dict[str, Source]:
        return {one.key: one for one in self.archive.sources()}


def _merged(news: Sequence[News]) -> tuple[News, ...]:
    """Each release once for each thing that happened to it, with every search that found it."""
    behind: dict[tuple[int, Kind], tuple[int, ...]] = {}
    for one in news:
        key = (one.record_id, one.what)
        behind[key] = (*behind.get(key, ()), *one.subscriptions)
    return tuple(
        News(record_id=record_id, what=what, subscriptions=ids) for (record_id, what), ids in behind.items()
    )
