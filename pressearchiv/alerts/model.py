"""The types of saved searches and their mails."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from language.messages import Language
from search.params import Search


class Kind(StrEnum):
    """Of what a subscriber wants to hear: releases that come, or that are edited or withdrawn."""

    NEW = "new"
    CHANGED = "changed"


class Frequency(StrEnum):
    """How often a subscriber wants to hear of it."""

    AT_ONCE = "at once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A saved search; `cursor` is the archive's event up to which it was told, `due_at` when it is to be told again.

    `confirmed_at` is None until the owner of the address has said yes.
    """

    id: int
    address: str
    search: Search
    kind: Kind
    frequency: Frequency
    language: Language
    created_at: datetime
    confirmed_at: datetime | None
    cursor: int
    due_at: datetime


class MailState(StrEnum):
    """What became of a mail: UNCERTAIN was under way when the process died, and is never sent again."""

    WAITING = "waiting"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail on its way; one that has arrived is deleted. `error` is why it did not the last time.

    It is written when it is sent: `confirms` is the subscription that it asks the owner of the address about, `news`
    what it tells else. So nothing leaves that was sealed, or ended, meanwhile.
    """

    id: int
    address: str
    confirms: int | None
    news: tuple["News", ...]
    state: MailState
    tries: int
    next_at: datetime
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One release to tell of: what happened to it, and the subscriptions whose searches found it."""

    record_id: int
    what: Kind
    subscriptions: tuple[int, ...]
