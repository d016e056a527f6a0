"""Tells subscribers what is new, mail by mail: nothing is told twice, what fails is tried again and told."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from itertools import groupby
from threading import Event
from typing import Protocol

from archive.model import Source
from archive.store import Archive
from language.messages import Language
from pressearchiv.alerts.compose import confirmation, digest
from pressearchiv.alerts.errors import MailRefused
from pressearchiv.alerts.frequency import next_due
from pressearchiv.alerts.links import AlertLinks
from pressearchiv.alerts.model import Frequency, Kind, Mail, MailState, News, Subscription
from pressearchiv.alerts.news import EventDocuments, news_of
from pressearchiv.alerts.store import Alerts
from search.engine import Engine
from search.errors import SearchError
from search.finder import Finder
from search.params import Search

_LOG = logging.getLogger("pressearchiv")
# How often is looked for what is due, in seconds.
_EVERY = 20.0
# Of so many edited releases a mail tells the words that changed.
_COMPARED = 50
# Pauses before a refused mail is tried again; after the last one it is given up.
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720, 1_440))


class Sends(Protocol):
    """What hands a mail to a server; raises MailRefused."""

    def send(self, address: str, sender: str, message: bytes) -> None:
        """Hand in one mail."""
        ...


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Works for one archive: takes wishes, writes what is due, hands in what waits."""

    alerts: Alerts
    archive: Archive
    engine: Engine
    office: Sends
    links: AlertLinks
    sender: str

    def ask(
        self,
        address: str,
        search: Search,
        *,
        kind: Kind,
        frequency: Frequency,
        language: Language,
        now: datetime,
    ) -> None:
        """Note a wish and ask the owner of the address to confirm it; raises BadAddress.

        Who is subscribed, or asked, already gets no mail: nobody learns that here, and nobody is pestered.
        """
        self.alerts.subscribe(
            address,
            search,
            kind=kind,
            frequency=frequency,
            language=language,
            cursor=self.archive.last_event(),
            now=now,
        )

    def confirm(self, token: str, now: datetime) -> Subscription | None:
        """Note a yes; None where the wish is forgotten. Raises LinkUnusable."""
        subscription_id = self.links.confirmed(token)
        subscription = self.alerts.find(subscription_id)
        if subscription is None:
            return None
        due_at = next_due(subscription.frequency, now)
        return self.alerts.confirm(subscription.id, cursor=self.archive.last_event(), due_at=due_at, now=now)

    def write(self, now: datetime) -> int:
        """Gather the news that are due, one mail for each address; returns how many there are."""
        self.engine.refresh()
        until = min(self.archive.last_event(), self.engine.cursor)
        written = 0
        for (address, language), some in groupby(
            self.alerts.due(now), key=lambda subscription: (subscription.address, subscription.language)
        ):
            written += self._gather(address, language, list(some), until, now)
        return written

    def hand_in(self, now: datetime, stop: Event | None = None) -> int:
        """Hand in every mail that waits; returns how many the server has taken. Ends between two mails when told to."""
        taken = 0
        while not (stop and stop.is_set()) and (mail := self.alerts.take(now)):
            try:
                message = self._mail_message(mail, now)
                if message:
                    self.office.send(mail.address, self.sender, message.as_bytes(policy=SMTP))
                    taken += 1
            except MailRefused as error:
                self._refused(mail.id, mail.tries, error, now)
                continue
            except Exception as error:  # noqa: BLE001 one mail that cannot be written must not hold up the others
                refusal = MailRefused(f"{type(error).__name__}: {error}", sure=True)
                self._refused(mail.id, mail.tries, refusal, now)
                continue
            self.alerts.arrived(mail.id)
        return taken

    def work(self, stop: Event, failed: Callable[[Exception], None]) -> None:
        """Do all of it until told to stop; what fails is tried again, and `failed` hears of it once."""
        uncertain = self.alerts.after_a_crash()
        if uncertain:
            _LOG.error(
                "%d mails were under way when the last process ended; they are not sent again", uncertain
            )
        told: tuple[str, ...] = ()
        while not stop.is_set():
            now = datetime.now(UTC)
            failures: dict[str, Exception] = {}
            for step in (self.alerts.forget_unconfirmed, self.write, lambda at: self.hand_in(at, stop)):
                try:
                    step(now)
                except Exception as error:  # noqa: BLE001 the next look may be better, and it is told
                    failures[str(error)] = error
            for reason in failures.keys() - told:
                failed(failures[reason])
            told = tuple(failures)
            stop.wait(_EVERY)

    def _gather(
        self,
        address: str,
        language: Language,
        subscriptions: Sequence[Subscription],
        until: int,
        now: datetime,
    ) -> int:
        """What is new for one address; a search that cannot be done is told, and due again like the others."""
        finder = Finder(self.archive, self.engine, language=language)
        documents = EventDocuments(self.archive, now)
        news: list[News] = []
        told: dict[int, tuple[int, datetime]] = {}
        for subscription in subscriptions:
            cursor = subscription.cursor
            try:
                known = self.alerts.told_before(subscription.id)
                news += news_of(subscription, self.archive, finder, documents, until, known)
                cursor = max(until, cursor)
            except SearchError as error:
                _LOG.error("subscription %d: %s", subscription.id, error.code)
            told[subscription.id] = (cursor, next_due(subscription.frequency, now))
        merged = _merged(news)
        self.alerts.told(address, told, merged, now)
        return 1 if merged else 0

    def _mail_message(self, mail: Mail, now: datetime) -> EmailMessage | None:
        """The mail as it is now; None where nothing is left to say."""
        if mail.confirms is not None:
            one = self.alerts.find(mail.confirms)
            return confirmation(one, self.links, self._sources(), self.sender, now) if one else None
        wanted = {at for news in mail.news for at in news.subscriptions}
        subscriptions = [one for at in sorted(wanted) if (one := self.alerts.find(at))]
        alive = {subscription.id for subscription in subscriptions}
        current = self.archive.current(sorted({news.record_id for news in mail.news}))
        releases = {key: held for key, held in current.items() if not held[0].hidden(now)}
        news = [
            replace(news, subscriptions=tuple(at for at in news.subscriptions if at in alive))
            for news in mail.news
            if news.record_id in releases and alive.intersection(news.subscriptions)
        ]
        if not news:
            return None
        concerned = [
            subscription
            for subscription in subscriptions
            if any(subscription.id in each.subscriptions for each in news)
        ]
        edited = [one.record_id for one in news if one.what is not Kind.NEW]
        before = {
            record_id: self.archive.versions(record_id)[-2]
            for record_id in edited[:_COMPARED]
            if releases[record_id][1].number > 1
        }
        return digest(concerned, news, releases, self.links, self._sources(), self.sender, now, before)

    def _refused(self, mail_id: int, tries: int, error: MailRefused, now: datetime) -> None:
        if not error.sure:
            state, next_at = MailState.UNCERTAIN, now
        elif error.final or tries > len(_PAUSES):
            state, next_at = MailState.FAILED, now
        else:
            state, next_at = MailState.WAITING, now + _PAUSES[tries - 1]
        reason = str(error.facts["reason"])
        self.alerts.refused(mail_id, state, reason, next_at)
        # A server's answer may name the address, which is no business of a log: its code, or the error's kind, is.
        _LOG.error("mail %d, try %d: %s (%s)", mail_id, tries, reason.split(" ")[0].rstrip(":"), state)

    def _sources(self) -> dict[str, Source]:
        return self.archive.sources_by_key()


def _merged(news: Sequence[News]) -> tuple[News, ...]:
    """Each release once for each thing that happened to it, with every search that found it."""
    behind: dict[tuple[int, Kind], tuple[int, ...]] = {}
    for news_item in news:
        key = (news_item.record_id, news_item.what)
        behind[key] = (*behind.get(key, ()), *news_item.subscriptions)
    return tuple(
        News(record_id=record_id, what=what, subscriptions=ids) for (record_id, what), ids in behind.items()
    )
