"""What is new for a subscription: each event of the archive, held against its search as it was meant on that day."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache, lru_cache

from archive.errors import NoSuchRecord
from archive.model import Event, EventKind
from archive.store import Archive
from language.german.zone import GERMANY
from pressearchiv.alerts.model import Kind, News, Subscription
from search.document import Document, to_document
from search.finder import Finder

# Releases are touched by several events, and looked at for several subscriptions.
_KEPT = 256


class EventDocuments:
    """Releases as they were before and after events."""

    def __init__(self, archive: Archive, now: datetime) -> None:
        self._archive = archive
        self._now = now
        self.of = lru_cache(maxsize=_KEPT)(self._of)
        self.first_met = lru_cache(maxsize=_KEPT)(self._first_met)

    def _of(self, event: Event) -> tuple[Document | None, Document] | None:
        """The document before an event, if there was one, and the one after it; None for a release that is hidden."""
        try:
            record = self._archive.record(event.record_id)
        except NoSuchRecord:
            return None
        if record.hidden(self._now):
            return None
        versions = self._archive.versions(record.id)
        joined = self._archive.joined_names([record.id]).get(record.id, {})
        until = [version for version in versions if version.id <= event.version_id]
        standing = replace(record, withdrawn_at=None)
        if event.kind is EventKind.WITHDRAWN:
            return to_document(standing, until, joined), to_document(record, until, joined)
        before = to_document(standing, until[:-1], joined) if len(until) > 1 else None
        return before, to_document(standing, until, joined)

    def _first_met(self, record_id: int) -> datetime:
        """When a release came into the archive."""
        return self._archive.versions(record_id)[0].recorded_at


def news_of(
    subscription: Subscription,
    archive: Archive,
    finder: Finder,
    documents: EventDocuments,
    until: int,
    told: Collection[int] = (),
) -> tuple[News, ...]:
    """The releases to tell a subscriber of, in the order in which it happened.

    `until` is the last event that the index has followed, `told` the releases that were new to the subscriber before.
    Raises a SearchError where the search can no longer be understood.
    """
    judge = cache(lambda day: finder.judge(subscription.search, today=day))
    tells = _is_new if subscription.kind is Kind.NEW else _is_changed
    found: dict[int, None] = {}
    for event in _events(archive, subscription.cursor, until):
        if event.record_id in found or (subscription.kind is Kind.NEW and event.record_id in told):
            continue
        if tells(event, documents, judge(_day_of(event)), subscription):
            found[event.record_id] = None
    return tuple(
        News(record_id=record_id, what=subscription.kind, subscriptions=(subscription.id,))
        for record_id in found
    )


_Judge = Callable[[Document], bool]


def _is_new(event: Event, documents: EventDocuments, answers: _Judge, subscription: Subscription) -> bool:
    """A release that came, that was edited into what is sought, or that was read so later: dated, for one."""
    if event.kind not in (EventKind.ADDED, EventKind.RELEASED, EventKind.CHANGED, EventKind.REREAD):
        return False
    states = documents.of(event)
    if states is None or not answers(states[1]):
        return False
    if event.kind is EventKind.CHANGED:
        return states[0] is None or not answers(states[0])
    if event.kind is EventKind.REREAD:
        since = subscription.confirmed_at
        return since is not None and documents.first_met(event.record_id) >= since
    return True


def _is_changed(event: Event, documents: EventDocuments, answers: _Judge, subscription: Subscription) -> bool:
    """A release that held what is sought, before or after it was edited or taken down."""
    if event.kind not in (EventKind.CHANGED, EventKind.WITHDRAWN):
        return False
    states = documents.of(event)
    return states is not None and (answers(states[1]) or (states[0] is not None and answers(states[0])))


def _day_of(event: Event) -> date:
    return event.at.astimezone(GERMANY).date()


def _events(archive: Archive, after: int, until: int) -> Iterator[Event]:
    while after < until:
        some = archive.events(after)
        if not some:
            return
        yield from (event for event in some if event.seq <= until)
        after = some[-1].seq
