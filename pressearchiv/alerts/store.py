"""Saved searches and mails on their way, in tables of their own beside the archive."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from archive.migrations import Migration
from archive.side_tables import changed, changed_for_each, rows, side_tables
from language.messages import Language
from pressearchiv.alerts.errors import BadAddress
from pressearchiv.alerts.model import Frequency, Kind, Mail, MailState, News, Subscription
from search.params import Search, decode, encode
from search.syntax import GRAMMAR_VERSION

_NAME = "alerts"
FILE = f"{_NAME}.sqlite"
# Who does not confirm within so many days is forgotten.
CONFIRM_DAYS = 7
# So many wishes of one address may wait to be confirmed.
MOST_OPEN = 5
# A dot-atom (RFC 5321, 4.1.2) that is no encoded word (RFC 2047).
_ADDRESS = re.compile(
    r"(?!.*=\?)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}"
)
# RFC 5321, 4.5.3.1.3.
_LONGEST_ADDRESS = 254
_MIGRATIONS = (
    Migration(
        1,
        "subscriptions and mails",
        (
            """CREATE TABLE IF NOT EXISTS subscription (
        id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, search TEXT NOT NULL, grammar INTEGER NOT NULL,
        kind TEXT NOT NULL, rhythm TEXT NOT NULL, language TEXT NOT NULL, created_at TEXT NOT NULL,
        confirmed_at TEXT, cursor INTEGER NOT NULL, due_at TEXT NOT NULL)""",
            "CREATE INDEX IF NOT EXISTS subscription_due ON subscription (due_at)",
            """CREATE TABLE IF NOT EXISTS mail (
        id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, confirms INTEGER, news TEXT NOT NULL,
        state TEXT NOT NULL, tries INTEGER NOT NULL, next_at TEXT NOT NULL, error TEXT NOT NULL)""",
        ),
    ),
    # What was new to a subscription: a release that is read anew, or edited back, is not new again.
    Migration(
        2,
        "what was told",
        (
            """CREATE TABLE IF NOT EXISTS told (
        subscription INTEGER NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (subscription, record)) WITHOUT ROWID""",
            """CREATE TRIGGER IF NOT EXISTS told_ends AFTER DELETE ON subscription
        BEGIN DELETE FROM told WHERE subscription = OLD.id; END""",
        ),
    ),
)


# No subscription is told more seldom than every week.
_LONGEST_PAUSE = timedelta(days=8)


class Alerts:
    """The saved searches of one installation; every method is one transaction, safe from several threads."""

    def __init__(self, directory: Path, archive: str = "") -> None:
        """Open, or make, the tables: beside the archive whose address is given, in a file of the directory without one.

        Raises ArchiveTooNew for some that a newer program wrote, ArchiveError.
        """
        self.tables = side_tables(directory, archive, _NAME, _MIGRATIONS)

    def subscribe(
        self,
        address: str,
        search: Search,
        *,
        kind: Kind,
        frequency: Frequency,
        language: Language,
        cursor: int,
        now: datetime,
    ) -> Subscription | None:
        """Note a wish and put the mail on its way that asks whether its owner wants it.

        None, and no mail, where the same wish is known, or too many of the address wait to be confirmed: nobody is
        pestered. Raises BadAddress.
        """
        address = address_of(address)
        wish = {
            "address": address,
            "search": json.dumps(encode(search), ensure_ascii=False, sort_keys=True),
            "kind": str(kind),
            "rhythm": str(frequency),
        }
        same = "address = :address AND search = :search AND kind = :kind AND rhythm = :rhythm"
        with self.tables.transaction() as connection:
            known = rows(connection, f"SELECT id FROM subscription WHERE {same}", **wish)  # noqa: S608 a constant
            unconfirmed = "SELECT id FROM subscription WHERE address = :address AND confirmed_at IS NULL"
            if known or len(rows(connection, unconfirmed, address=address)) >= MOST_OPEN:
                return None
            (made,) = rows(
                connection,
                "INSERT INTO subscription "
                "(address, search, grammar, kind, rhythm, language, created_at, cursor, due_at) "
                "VALUES (:address, :search, :grammar, :kind, :rhythm, :language, :now, :cursor, :now) RETURNING id",
                **wish,
                grammar=GRAMMAR_VERSION,
                language=language,
                now=_text(now),
                cursor=cursor,
            )
            _post(connection, address, made["id"], (), now)
            return _find(connection, made["id"])

    def confirm(
        self, subscription_id: int, *, cursor: int, due_at: datetime, now: datetime
    ) -> Subscription | None:
        """Note that the owner of the address has said yes; None where the wish is forgotten."""
        with self.tables.transaction() as connection:
            changed(
                connection,
                "UPDATE subscription SET confirmed_at = :now, cursor = :cursor, due_at = :due_at "
                "WHERE id = :id AND confirmed_at IS NULL",
                now=_text(now),
                cursor=cursor,
                due_at=_text(due_at),
                id=subscription_id,
            )
            return _find(connection, subscription_id)

    def end(self, subscription_ids: Sequence[int]) -> tuple[Subscription, ...]:
        """Forget subscriptions; returns those there were. With the last one the address is gone, mails to it too."""
        with self.tables.transaction() as connection:
            ended = [subscription for at in subscription_ids if (subscription := _find(connection, at))]
            for subscription in ended:
                _forget(connection, "id = :id", id=subscription.id)
            _forget_mails(connection)
            return tuple(ended)

    def find(self, subscription_id: int) -> Subscription | None:
        """A subscription by its id."""
        with self.tables.transaction() as connection:
            return _find(connection, subscription_id)

    def subscriptions(self) -> tuple[Subscription, ...]:
        """All of them, confirmed or not, by address."""
        with self.tables.transaction() as connection:
            found = rows(connection, "SELECT * FROM subscription ORDER BY address, id")
            return tuple(_subscription(row) for row in found)

    def due(self, now: datetime) -> tuple[Subscription, ...]:
        """The confirmed ones that are to be told, by address.

        Also those whose turn is further off than any can be: it was reckoned by a clock that was ahead.
        """
        with self.tables.transaction() as connection:
            found = rows(
                connection,
                "SELECT * FROM subscription WHERE confirmed_at IS NOT NULL AND (due_at <= :now OR due_at > :beyond) "
                "ORDER BY address, id",
                now=_text(now),
                beyond=_text(now + _LONGEST_PAUSE),
            )
            return tuple(_subscription(row) for row in found)

    def erase(self, address: str) -> int:
        """Forget an address: its subscriptions and its mails; returns how many subscriptions there were.

        Raises ArchiveStillRead where others read what was deleted for too long: to be done again.
        """
        wanted = {"address": address.strip().lower()}
        with self.tables.transaction() as connection:
            changed(connection, "DELETE FROM mail WHERE lower(address) = :address", **wanted)
            count = _forget(connection, "lower(address) = :address", **wanted)
        self.tables.destroy_deleted("subscription", "mail")
        return count

    def forget_unconfirmed(self, now: datetime) -> int:
        """Forget the wishes that nobody confirmed in time."""
        before = _text(now - timedelta(days=CONFIRM_DAYS))
        with self.tables.transaction() as connection:
            count = _forget(connection, "confirmed_at IS NULL AND created_at < :before", before=before)
            _forget_mails(connection)
            return count

    # -- mails -----------------------------------------------------------------------------------------------

    def told(
        self,
        address: str,
        subscriptions: Mapping[int, tuple[int, datetime]],
        news: Sequence[News],
        now: datetime,
    ) -> None:
        """Note up to which event subscriptions of an address were told and when they are due again, with the mail.

        Both or neither: a crash can lose no news and tell none twice. Without news there is no mail.
        """
        with self.tables.transaction() as connection:
            for subscription_id, (cursor, due_at) in subscriptions.items():
                changed(
                    connection,
                    "UPDATE subscription SET cursor = :cursor, due_at = :due_at WHERE id = :id",
                    cursor=cursor,
                    due_at=_text(due_at),
                    id=subscription_id,
                )
            if news:
                _post(connection, address, None, news, now)
            changed_for_each(
                connection,
                "INSERT INTO told (subscription, record) VALUES (:subscription, :record) ON CONFLICT DO NOTHING",
                [
                    {"subscription": subscription_id, "record": one.record_id}
                    for one in news
                    for subscription_id in one.subscriptions
                ],
            )

    def told_before(self, subscription_id: int) -> frozenset[int]:
        """The releases a subscription was told of."""
        with self.tables.transaction() as connection:
            found = rows(connection, "SELECT record FROM told WHERE subscription = :id", id=subscription_id)
            return frozenset(row["record"] for row in found)

    def take(self, now: datetime) -> Mail | None:
        """The next mail to send, marked as being sent: whoever takes it is the only one."""
        with self.tables.transaction() as connection:
            waiting = rows(
                connection,
                "SELECT id FROM mail WHERE state = :state AND next_at <= :now ORDER BY next_at, id LIMIT 1",
                state=str(MailState.WAITING),
                now=_text(now),
            )
            if not waiting:
                return None
            (taken,) = rows(
                connection,
                "UPDATE mail SET state = :state, tries = tries + 1 WHERE id = :id RETURNING *",
                state=str(MailState.SENDING),
                id=waiting[0]["id"],
            )
            return _mail(taken)

    def arrived(self, mail_id: int) -> None:
        """Forget a mail that the server has taken."""
        with self.tables.transaction() as connection:
            changed(connection, "DELETE FROM mail WHERE id = :id", id=mail_id)

    def refused(self, mail_id: int, state: MailState, error: str, next_at: datetime) -> None:
        """Note why a mail was not taken, and what is to become of it."""
        with self.tables.transaction() as connection:
            changed(
                connection,
                "UPDATE mail SET state = :state, error = :error, next_at = :next_at WHERE id = :id",
                state=str(state),
                error=error[:500],
                next_at=_text(next_at),
                id=mail_id,
            )

    def after_a_crash(self) -> int:
        """Mails that were under way when the last process ended are never sent again; how many there were."""
        with self.tables.transaction() as connection:
            return changed(
                connection,
                "UPDATE mail SET state = :uncertain WHERE state = :sending",
                uncertain=str(MailState.UNCERTAIN),
                sending=str(MailState.SENDING),
            )

    def mails(self) -> tuple[Mail, ...]:
        """The mails that have not arrived, the oldest first."""
        with self.tables.transaction() as connection:
            return tuple(_mail(row) for row in rows(connection, "SELECT * FROM mail ORDER BY id"))


def address_of(typed: str) -> str:
    """An address as it is kept; raises BadAddress for what a mail cannot be sent to."""
    address = typed.strip()
    if len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise BadAddress(place=address[:60])
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"


def _post(
    connection: Connection, address: str, confirms: int | None, news: Sequence[News], now: datetime
) -> None:
    told = json.dumps(
        [[news_item.record_id, news_item.what, list(news_item.subscriptions)] for news_item in news]
    )
    changed(
        connection,
        "INSERT INTO mail (address, confirms, news, state, tries, next_at, error) "
        "VALUES (:address, :confirms, :news, :state, 0, :now, '')",
        address=address,
        confirms=confirms,
        news=told,
        state=str(MailState.WAITING),
        now=_text(now),
    )


def _forget(connection: Connection, condition: str, **values: object) -> int:
    """Delete subscriptions with what they were told; how many."""
    which = f"(SELECT id FROM subscription WHERE {condition})"  # noqa: S608 a condition of our own
    changed(connection, f"DELETE FROM told WHERE subscription IN {which}", **values)  # noqa: S608
    return changed(connection, f"DELETE FROM subscription WHERE {condition}", **values)  # noqa: S608


def _forget_mails(connection: Connection) -> None:
    """Forget the mails to addresses that have no subscription any more."""
    changed(connection, "DELETE FROM mail WHERE address NOT IN (SELECT address FROM subscription)")


def _find(connection: Connection, subscription_id: int) -> Subscription | None:
    found = rows(connection, "SELECT * FROM subscription WHERE id = :id", id=subscription_id)
    return _subscription(found[0]) if found else None


def _subscription(row: dict[str, Any]) -> Subscription:
    return Subscription(
        id=row["id"],
        address=row["address"],
        search=decode(json.loads(row["search"]))[0],
        kind=Kind(row["kind"]),
        frequency=Frequency(row["rhythm"]),
        language="en" if row["language"] == "en" else "de",
        created_at=_moment(row["created_at"]),
        confirmed_at=_moment(row["confirmed_at"]) if row["confirmed_at"] else None,
        cursor=row["cursor"],
        due_at=_moment(row["due_at"]),
    )


def _mail(row: dict[str, Any]) -> Mail:
    return Mail(
        id=row["id"],
        address=row["address"],
        confirms=row["confirms"],
        news=tuple(
            News(record_id=record_id, what=Kind(what), subscriptions=tuple(ids))
            for record_id, what, ids in json.loads(row["news"])
        ),
        state=MailState(row["state"]),
        tries=row["tries"],
        next_at=_moment(row["next_at"]),
        error=row["error"],
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
