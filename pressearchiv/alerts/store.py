"""Saved searches and mails on their way, in a database of their own beside the archive."""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.migrations import Migration, migrate
from archive.private_file import keep_private
from language.messages import Language
from pressearchiv.alerts.errors import BadAddress
from pressearchiv.alerts.model import Frequency, Kind, Mail, MailState, News, Subscription
from search.params import Search, decode, encode
from search.syntax import GRAMMAR_VERSION

FILE = "alerts.sqlite"
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
    """The saved searches of one data directory; every method is one transaction, safe from several threads."""

    def __init__(self, directory: Path) -> None:
        """Open, or make, the database; raises ArchiveTooNew for one that a newer program wrote."""
        self._path = directory / FILE
        directory.mkdir(parents=True, exist_ok=True)
        keep_private(self._path)
        with self._open() as connection:
            migrate(connection, str(self._path), _MIGRATIONS)

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
        stated = json.dumps(encode(search), ensure_ascii=False, sort_keys=True)
        with self._open() as connection:
            same = "address = ? AND search = ? AND kind = ? AND rhythm = ?"
            known = connection.execute(
                f"SELECT id FROM subscription WHERE {same}",  # noqa: S608 a constant
                (address, stated, kind, frequency),
            ).fetchone()
            open_wishes = "SELECT count(*) FROM subscription WHERE address = ? AND confirmed_at IS NULL"
            if known or connection.execute(open_wishes, (address,)).fetchone()[0] >= MOST_OPEN:
                return None
            values = (
                address,
                stated,
                GRAMMAR_VERSION,
                kind,
                frequency,
                language,
                _text(now),
                cursor,
                _text(now),
            )
            made = connection.execute(
                "INSERT INTO subscription (address, search, grammar, kind, rhythm, language, created_at, cursor, "
                "due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                values,
            ).fetchone()
            _post(connection, address, made[0], (), now)
            return _find(connection, made[0])

    def confirm(
        self, subscription_id: int, *, cursor: int, due_at: datetime, now: datetime
    ) -> Subscription | None:
        """Note that the owner of the address has said yes; None where the wish is forgotten."""
        with self._open() as connection:
            connection.execute(
                "UPDATE subscription SET confirmed_at = ?, cursor = ?, due_at = ? "
                "WHERE id = ? AND confirmed_at IS NULL",
                (_text(now), cursor, _text(due_at), subscription_id),
            )
            return _find(connection, subscription_id)

    def end(self, subscription_ids: Sequence[int]) -> tuple[Subscription, ...]:
        """Forget subscriptions; returns those there were. With the last one the address is gone, mails to it too."""
        with self._open() as connection:
            ended = [subscription for at in subscription_ids if (subscription := _find(connection, at))]
            for subscription in ended:
                connection.execute("DELETE FROM subscription WHERE id = ?", (subscription.id,))
            _forget_mails(connection)
            return tuple(ended)

    def find(self, subscription_id: int) -> Subscription | None:
        """A subscription by its id."""
        with self._open() as connection:
            return _find(connection, subscription_id)

    def subscriptions(self) -> tuple[Subscription, ...]:
        """All of them, confirmed or not, by address."""
        with self._open() as connection:
            rows = connection.execute("SELECT * FROM subscription ORDER BY address, id")
            return tuple(_subscription(row) for row in rows)

    def due(self, now: datetime) -> tuple[Subscription, ...]:
        """The confirmed ones that are to be told, by address.

        Also those whose turn is further off than any can be: it was reckoned by a clock that was ahead.
        """
        with self._open() as connection:
            rows = connection.execute(
                "SELECT * FROM subscription WHERE confirmed_at IS NOT NULL AND (due_at <= ? OR due_at > ?) "
                "ORDER BY address, id",
                (_text(now), _text(now + _LONGEST_PAUSE)),
            )
            return tuple(_subscription(row) for row in rows)

    def erase(self, address: str) -> int:
        """Forget an address: its subscriptions and its mails; returns how many subscriptions there were."""
        with self._open() as connection:
            wanted = (address.strip().lower(),)
            connection.execute("DELETE FROM mail WHERE lower(address) = ?", wanted)
            return connection.execute("DELETE FROM subscription WHERE lower(address) = ?", wanted).rowcount

    def forget_unconfirmed(self, now: datetime) -> int:
        """Forget the wishes that nobody confirmed in time."""
        before = _text(now - timedelta(days=CONFIRM_DAYS))
        with self._open() as connection:
            count = connection.execute(
                "DELETE FROM subscription WHERE confirmed_at IS NULL AND created_at < ?", (before,)
            ).rowcount
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
        with self._open() as connection:
            for subscription_id, (cursor, due_at) in subscriptions.items():
                connection.execute(
                    "UPDATE subscription SET cursor = ?, due_at = ? WHERE id = ?",
                    (cursor, _text(due_at), subscription_id),
                )
            if news:
                _post(connection, address, None, news, now)
                connection.executemany(
                    "INSERT OR IGNORE INTO told (subscription, record) VALUES (?, ?)",
                    [
                        (subscription_id, one.record_id)
                        for one in news
                        for subscription_id in one.subscriptions
                    ],
                )

    def told_before(self, subscription_id: int) -> frozenset[int]:
        """The releases a subscription was told of."""
        with self._open() as connection:
            rows = connection.execute("SELECT record FROM told WHERE subscription = ?", (subscription_id,))
            return frozenset(row["record"] for row in rows)

    def take(self, now: datetime) -> Mail | None:
        """The next mail to send, marked as being sent: whoever takes it is the only one."""
        with self._open() as connection:
            row = connection.execute(
                "SELECT * FROM mail WHERE state = ? AND next_at <= ? ORDER BY next_at, id LIMIT 1",
                (MailState.WAITING, _text(now)),
            ).fetchone()
            if row is None:
                return None
            connection.execute(
                "UPDATE mail SET state = ?, tries = tries + 1 WHERE id = ?", (MailState.SENDING, row["id"])
            )
            return _mail(connection.execute("SELECT * FROM mail WHERE id = ?", (row["id"],)).fetchone())

    def arrived(self, mail_id: int) -> None:
        """Forget a mail that the server has taken."""
        with self._open() as connection:
            connection.execute("DELETE FROM mail WHERE id = ?", (mail_id,))

    def refused(self, mail_id: int, state: MailState, error: str, next_at: datetime) -> None:
        """Note why a mail was not taken, and what is to become of it."""
        with self._open() as connection:
            connection.execute(
                "UPDATE mail SET state = ?, error = ?, next_at = ? WHERE id = ?",
                (state, error[:500], _text(next_at), mail_id),
            )

    def after_a_crash(self) -> int:
        """Mails that were under way when the last process ended are never sent again; how many there were."""
        with self._open() as connection:
            return connection.execute(
                "UPDATE mail SET state = ? WHERE state = ?", (MailState.UNCERTAIN, MailState.SENDING)
            ).rowcount

    def mails(self) -> tuple[Mail, ...]:
        """The mails that have not arrived, the oldest first."""
        with self._open() as connection:
            return tuple(_mail(row) for row in connection.execute("SELECT * FROM mail ORDER BY id"))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA synchronous = FULL")
            # What is deleted is overwritten: an erased address is gone from the file.
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.close()


def address_of(typed: str) -> str:
    """An address as it is kept; raises BadAddress for what a mail cannot be sent to."""
    address = typed.strip()
    if len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise BadAddress(place=address[:60])
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"


def _post(
    connection: sqlite3.Connection, address: str, confirms: int | None, news: Sequence[News], now: datetime
) -> None:
    told = json.dumps(
        [[news_item.record_id, news_item.what, list(news_item.subscriptions)] for news_item in news]
    )
    connection.execute(
        "INSERT INTO mail (address, confirms, news, state, tries, next_at, error) VALUES (?, ?, ?, ?, 0, ?, '')",
        (address, confirms, told, MailState.WAITING, _text(now)),
    )


def _forget_mails(connection: sqlite3.Connection) -> None:
    """Forget the mails to addresses that have no subscription any more."""
    connection.execute("DELETE FROM mail WHERE address NOT IN (SELECT address FROM subscription)")


def _find(connection: sqlite3.Connection, subscription_id: int) -> Subscription | None:
    row = connection.execute("SELECT * FROM subscription WHERE id = ?", (subscription_id,)).fetchone()
    return _subscription(row) if row else None


def _subscription(row: sqlite3.Row) -> Subscription:
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


def _mail(row: sqlite3.Row) -> Mail:
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
