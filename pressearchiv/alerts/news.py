"""What is new for a subscription: the archive's events since it was told, held against what its search finds."""

from archive.model import Event, EventKind
from archive.store import Archive
from pressearchiv.alerts.model import Kind, News, Subscription
from search.finder import Finder

_TELLS = {
    EventKind.ADDED: Kind.NEW,
    EventKind.RELEASED: Kind.NEW,
    EventKind.CHANGED: Kind.CHANGED,
    EventKind.WITHDRAWN: Kind.CHANGED,
}


def news_of(subscription: Subscription, archive: Archive, finder: Finder, until: int) -> tuple[News, ...]:
    """The releases to tell a subscriber of, in the order in which it happened.

    `until` is the last event that the index has followed. Raises a SearchError where the index fails or the search can
    no longer be understood.
    """
    touched = {
        event.record_id: None
        for event in _events(archive, subscription.cursor, until)
        if _TELLS.get(event.kind) is subscription.kind
    }
    found = set(finder.ids(subscription.search)) if touched else set()
    return tuple(
        News(record_id=record_id, what=subscription.kind, subscriptions=(subscription.id,))
        for record_id in touched
        if record_id in found
    )


def _events(archive: Archive, after: int, until: int) -> list[Event]:
    found: list[Event] = []
    while after < until:
        some = archive.events(after)
        if not some:
            break
        found += [event for event in some if event.seq <= until]
        after = some[-1].seq
    return found
