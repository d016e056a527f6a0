"""Saved searches from the wish to the mail, over a real SMTP server on loopback."""

import email
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from socket import create_server

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from archive.errors import ArchiveUnreachable
from archive.store import Archive
from pressearchiv.alerts.dispatcher import Dispatcher
from pressearchiv.alerts.errors import BadAddress, BadSmtpServer, LinkUnusable, MailRefused
from pressearchiv.alerts.frequency import next_due
from pressearchiv.alerts.links import AlertLinks
from pressearchiv.alerts.model import Frequency, Kind, MailState
from pressearchiv.alerts.smtp import SmtpServer, smtp_server
from pressearchiv.alerts.store import Alerts
from pressearchiv.logs import note_failure
from search.engine import Engine, open_engine
from search.indexer import catch_up
from search.params import Search
from tests.archive.test_store import SOURCE, reading, release
from tests.conftest import free_port, quiet
from tests.servers import postgresql
from tests.waiting import HANG, wait_until

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)  # a Tuesday
READER = "leserin@zeitung.example"


@dataclass
class Mailbox:
    """What an SMTP server took; `answer` is what it says to the next mails."""

    letters: list[EmailMessage] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 its name
        if self.answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            mail = email.message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            self.letters.append(mail)
        return self.answer


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def office(mailbox: Mailbox) -> Iterator[SmtpServer]:
    port = free_port()
    server = Controller(mailbox, hostname="127.0.0.1", port=port, ready_timeout=HANG)
    server.start()
    yield smtp_server(f"smtp://127.0.0.1:{port}")
    server.stop()


@pytest.fixture
def engine(archive: Archive) -> Iterator[Engine]:
    archive.put_source(SOURCE)
    opened = open_engine("memory", archive.directory)
    yield opened
    opened.close()


@pytest.fixture
def dispatcher(archive: Archive, engine: Engine, office: SmtpServer, beside: str) -> Dispatcher:
    links = AlertLinks("https://archiv.example/presse", "geheim")
    return Dispatcher(
        Alerts(archive.directory, beside), archive, engine, office, links, "archiv@stadt.example"
    )


def publish(dispatcher: Dispatcher, number: int, title: str, body: str, at: datetime = NOW) -> int:
    one = release(title, body, f"https://a.example/{number}")
    done = dispatcher.archive.deposit(
        one, reading(number, published=date(2025, 3, 4)), capture_id=None, layout="t", at=at
    )
    catch_up(dispatcher.archive, dispatcher.engine, quiet)
    return done.record_id


def subscribed(
    dispatcher: Dispatcher,
    mailbox: Mailbox,
    text: str,
    *,
    kind: Kind = Kind.NEW,
    frequency: Frequency = Frequency.AT_ONCE,
) -> None:
    dispatcher.ask(READER, Search(text=text), kind=kind, frequency=frequency, language="de", now=NOW)
    dispatcher.hand_in(NOW)
    link = re.search(r"https://\S+/abo/bestaetigen/(\S+)", mailbox.letters[-1].get_content())
    assert link
    assert dispatcher.confirm(link.group(1), NOW)
    mailbox.letters.clear()


def later(minutes: int = 10) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_nothing_is_sent_before_the_owner_of_the_address_has_said_yes(
    dispatcher: Dispatcher, mailbox: Mailbox
) -> None:
    dispatcher.ask(
        READER, Search(text="Radweg"), kind=Kind.NEW, frequency=Frequency.AT_ONCE, language="de", now=NOW
    )
    assert dispatcher.hand_in(NOW) == 1
    (asked,) = mailbox.letters
    assert asked["To"] == READER
    assert "„Radweg“" in asked["Subject"]
    assert "neue Meldungen, sofort" in asked.get_content()
    publish(dispatcher, 1, "Radweg fertig", "Text")
    assert dispatcher.write(later()) == 0
    assert dispatcher.alerts.forget_unconfirmed(NOW + timedelta(days=8)) == 1
    assert dispatcher.alerts.subscriptions() == ()


def test_one_mail_names_each_release_and_the_searches_that_found_it(
    dispatcher: Dispatcher, mailbox: Mailbox
) -> None:
    publish(dispatcher, 1, "Alter Radweg", "war vorher da")
    subscribed(dispatcher, mailbox, "Radweg")
    subscribed(dispatcher, mailbox, "Bahnhof")
    publish(dispatcher, 2, "Radweg am Bahnhof", "beides")
    publish(dispatcher, 3, "Freibad öffnet", "keines")
    assert dispatcher.write(later()) == 1
    assert dispatcher.hand_in(later()) == 1
    (told,) = mailbox.letters
    body = told.get_content()
    assert told["Subject"] == "Radweg am Bahnhof"
    assert "Neu: Radweg am Bahnhof" in body
    assert "4. März 2025 · Stadt Beispiel" in body
    assert "https://archiv.example/presse/m/id/2" in body
    assert "Ihre Suche: „Radweg“; „Bahnhof“" in body
    assert "Freibad" not in body
    assert "Alter Radweg" not in body


def test_it_ends_with_one_click(dispatcher: Dispatcher, mailbox: Mailbox) -> None:
    """RFC 8058: both headers, and a link that says which subscriptions are meant."""
    subscribed(dispatcher, mailbox, "Radweg")
    publish(dispatcher, 2, "Radweg", "Text")
    dispatcher.write(later())
    dispatcher.hand_in(later())
    (told,) = mailbox.letters
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = re.fullmatch(r"<https://archiv\.example/presse/abo/beenden/(\S+)>", told["List-Unsubscribe"])
    assert token
    assert len(dispatcher.alerts.end(dispatcher.links.ended(token.group(1)))) == 1
    assert dispatcher.alerts.subscriptions() == ()
    publish(dispatcher, 3, "Radweg zwei", "Text")
    assert dispatcher.write(later(60)) == 0


def test_a_release_that_is_edited_or_withdrawn_is_told_to_those_who_asked(
    dispatcher: Dispatcher, mailbox: Mailbox
) -> None:
    publish(dispatcher, 1, "Radweg fertig", "Er kostet 300 Euro.")
    subscribed(dispatcher, mailbox, "Radweg", kind=Kind.CHANGED)
    publish(dispatcher, 2, "Radweg zwei", "neu, danach wurde nicht gefragt")
    publish(dispatcher, 1, "Radweg fertig", "Er kostet 900 Euro.")
    dispatcher.write(later())
    dispatcher.hand_in(later())
    body = mailbox.letters[-1].get_content()
    assert "inhaltlich geändert: Radweg fertig" in body
    assert "300 → 900" in body.splitlines()
    assert "Radweg zwei" not in body
    dispatcher.archive.mark_gone("stadt", "https://a.example/2", later(20), later(20))
    catch_up(dispatcher.archive, dispatcher.engine, quiet)
    dispatcher.write(later(30))
    dispatcher.hand_in(later(30))
    assert "Zurückgezogen: Radweg zwei" in mailbox.letters[-1].get_content()
    assert "→" not in mailbox.letters[-1].get_content()


def test_what_is_sealed_before_the_mail_goes_out_is_not_in_it(
    dispatcher: Dispatcher, mailbox: Mailbox
) -> None:
    subscribed(dispatcher, mailbox, "Radweg")
    record = publish(dispatcher, 1, "Radweg geheim", "Text")
    assert dispatcher.write(later()) == 1
    dispatcher.archive.seal(record, "x", NOW, by="Staff")
    assert dispatcher.hand_in(later()) == 0
    assert dispatcher.alerts.mails() == ()


def test_a_refused_mail_is_tried_again_and_given_up_in_the_end(
    dispatcher: Dispatcher, mailbox: Mailbox
) -> None:
    subscribed(dispatcher, mailbox, "Radweg")
    publish(dispatcher, 1, "Radweg", "Text")
    mailbox.answer = "451 spaeter bitte"
    now = later()
    dispatcher.write(now)
    assert dispatcher.hand_in(now) == 0
    (waiting,) = dispatcher.alerts.mails()
    assert (waiting.state, waiting.tries) == (MailState.WAITING, 1)
    assert "451" in waiting.error
    assert dispatcher.hand_in(now) == 0, "not before its pause is over"
    assert dispatcher.alerts.mails()[0].tries == 1
    mailbox.answer = "250 OK"
    assert dispatcher.hand_in(now + timedelta(minutes=2)) == 1
    assert dispatcher.alerts.mails() == ()
    assert len(mailbox.letters) == 1

    mailbox.answer = "451 nie"
    publish(dispatcher, 2, "Radweg zwei", "Text")
    now = later(60)
    dispatcher.write(now)
    for _ in range(8):
        dispatcher.hand_in(now)
        now += timedelta(days=2)
    assert dispatcher.alerts.mails()[0].state is MailState.FAILED


def test_a_refusal_for_good_is_not_tried_again(dispatcher: Dispatcher, mailbox: Mailbox) -> None:
    subscribed(dispatcher, mailbox, "Radweg")
    publish(dispatcher, 1, "Radweg", "Text")
    mailbox.answer = "550 unbekannt"
    dispatcher.write(later())
    dispatcher.hand_in(later())
    assert dispatcher.alerts.mails()[0].state is MailState.FAILED


class TestCrash:
    def test_between_writing_and_sending_the_mail_still_goes_out_once(
        self, dispatcher: Dispatcher, mailbox: Mailbox, beside: str
    ) -> None:
        subscribed(dispatcher, mailbox, "Radweg")
        publish(dispatcher, 1, "Radweg", "Text")
        dispatcher.write(later())
        again = replace(dispatcher, alerts=Alerts(dispatcher.archive.directory, beside))  # a new process
        assert again.alerts.after_a_crash() == 0
        assert again.write(later(30)) == 0
        assert again.hand_in(later(30)) == 1
        assert len(mailbox.letters) == 1

    def test_while_sending_the_mail_is_never_sent_again_and_told(
        self, dispatcher: Dispatcher, mailbox: Mailbox, beside: str
    ) -> None:
        subscribed(dispatcher, mailbox, "Radweg")
        publish(dispatcher, 1, "Radweg", "Text")
        dispatcher.write(later())

        class Dies:
            def send(self, address: str, sender: str, message: bytes) -> None:
                dispatcher.office.send(address, sender, message)
                raise KeyboardInterrupt  # after the server took it, before that is noted

        with pytest.raises(KeyboardInterrupt):
            replace(dispatcher, office=Dies()).hand_in(later())
        assert len(mailbox.letters) == 1
        again = replace(dispatcher, alerts=Alerts(dispatcher.archive.directory, beside))
        assert again.alerts.after_a_crash() == 1
        assert again.hand_in(later(60)) == 0
        assert again.alerts.mails()[0].state is MailState.UNCERTAIN
        assert len(mailbox.letters) == 1


def test_a_server_that_hangs_up_after_the_text_leaves_it_uncertain(dispatcher: Dispatcher) -> None:
    server = create_server(("127.0.0.1", 0))

    def talk() -> None:
        held, _ = server.accept()
        held.sendall(b"220 x\r\n")
        for answer in (b"250 x\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
            held.recv(4096)
            held.sendall(answer)
        held.recv(65536)
        held.close()
        server.close()

    threading.Thread(target=talk, daemon=True).start()
    office = SmtpServer(host="127.0.0.1", port=server.getsockname()[1])
    with pytest.raises(MailRefused) as refused:
        office.send(READER, "archiv@stadt.example", b"Subject: x\r\n\r\nx\r\n")
    assert refused.value.sure is False


def test_a_headline_cannot_be_a_header_and_a_mail_stays_bounded(
    dispatcher: Dispatcher, mailbox: Mailbox
) -> None:
    subscribed(dispatcher, mailbox, "Radweg")
    publish(dispatcher, 1, "Radweg\r\nBcc: alle@example.org\r\n\r\nGift", "Text")
    dispatcher.write(later())
    dispatcher.hand_in(later())
    (told,) = mailbox.letters
    assert told["Bcc"] is None
    assert told["Subject"] == "Radweg Bcc: alle@example.org Gift"


def test_a_mail_of_many_releases_names_fifty(dispatcher: Dispatcher, mailbox: Mailbox) -> None:
    subscribed(dispatcher, mailbox, "Radweg")
    for number in range(1, 54):
        publish(dispatcher, number, f"Radweg {number}", f"Text {number}")
    dispatcher.write(later())
    dispatcher.hand_in(later())
    body = mailbox.letters[0].get_content()
    assert body.count("Neu: ") == 50
    assert "… und 3 weitere." in body
    assert mailbox.letters[0]["Subject"] == "53 Meldungen zu „Radweg“"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "keine",
        "a@b",
        "a b@c.de",
        "a@c.de\nBcc: x@y.de",
        "<a@c.de>",
        "a@c.de,b@c.de",
        "ä@c.de",
        "=?utf-8?q?evil=40bad.example=2C?=@x.de",
        ".a@c.de",
        "a" * 300 + "@c.de",
    ],
)
def test_what_is_no_address_is_refused(dispatcher: Dispatcher, typed: str) -> None:
    with pytest.raises(BadAddress):
        dispatcher.ask(
            typed, Search(text="Radweg"), kind=Kind.NEW, frequency=Frequency.DAILY, language="de", now=NOW
        )
    assert dispatcher.alerts.subscriptions() == ()


def test_the_same_wish_once_more_is_one_subscription_and_tells_nobody(
    dispatcher: Dispatcher, mailbox: Mailbox
) -> None:
    subscribed(dispatcher, mailbox, "Radweg")
    dispatcher.ask(
        READER.replace("zeitung", "ZEITUNG"),
        Search(text="Radweg"),
        kind=Kind.NEW,
        frequency=Frequency.AT_ONCE,
        language="de",
        now=NOW,
    )
    assert dispatcher.hand_in(later()) == 0
    assert len(dispatcher.alerts.subscriptions()) == 1


def test_an_erased_address_leaves_nothing_behind(
    dispatcher: Dispatcher, mailbox: Mailbox, beside: str
) -> None:
    subscribed(dispatcher, mailbox, "Radweg")
    publish(dispatcher, 1, "Radweg", "Text")
    dispatcher.write(later())
    assert len(dispatcher.alerts.mails()) == 1
    assert dispatcher.alerts.erase(f" {READER.upper()} ") == 1
    assert dispatcher.alerts.mails() == ()
    if beside:
        files = [postgresql.file_of_table(beside, table) for table in ("subscription", "mail")]
    else:
        files = list(Path(dispatcher.archive.directory).glob("alerts.sqlite*"))
    assert files
    assert all(READER.encode() not in file.read_bytes() for file in files)


def test_links_cannot_be_made_by_others_and_grow_old() -> None:
    links = AlertLinks("https://archiv.example", "geheim")
    token = links.to_confirm(7).rpartition("/")[2]
    assert links.confirmed(token) == 7
    # The last letter of a signature of 20 bytes carries two bits that mean nothing: it is left out.
    changed = [
        token[:place] + ("a" if token[place] != "a" else "b") + token[place + 1 :]
        for place in range(len(token) - 1)
    ]
    for bad in ("", "7", *changed, links.to_end([7]).rpartition("/")[2]):
        with pytest.raises(LinkUnusable):
            links.confirmed(bad)
    with pytest.raises(LinkUnusable):
        AlertLinks("https://archiv.example", "anders").confirmed(token)
    assert links.ended(links.to_end([7, 8]).rpartition("/")[2]) == (7, 8)


def test_daily_mails_come_at_seven_weekly_ones_on_mondays() -> None:
    assert next_due(Frequency.DAILY, NOW) == datetime(2025, 3, 5, 6, tzinfo=UTC)  # seven o'clock in Germany
    assert next_due(Frequency.DAILY, datetime(2025, 7, 1, 4, tzinfo=UTC)) == datetime(
        2025, 7, 1, 5, tzinfo=UTC
    )
    assert next_due(Frequency.WEEKLY, NOW) == datetime(2025, 3, 10, 6, tzinfo=UTC)
    monday = datetime(2025, 3, 10, 6, tzinfo=UTC)
    assert next_due(Frequency.WEEKLY, monday) == datetime(2025, 3, 17, 6, tzinfo=UTC)
    assert next_due(Frequency.AT_ONCE, NOW) == NOW + timedelta(minutes=5)


@pytest.mark.parametrize("address", ["", "mail.example", "http://mail.example", "smtp://", "smtp://x:viele"])
def test_a_mail_server_that_cannot_be_understood_is_told(address: str) -> None:
    with pytest.raises(BadSmtpServer):
        smtp_server(address)


def test_a_mail_server_as_it_is_set() -> None:
    one = smtp_server("smtps://presse%40stadt:p%3Aw@mail.example")
    assert (one.host, one.port, one.user, one.password, one.tls) == (
        "mail.example", 465, "presse@stadt", "p:w", True,
    )  # fmt: skip
    assert "p:w" not in repr(one)


def test_a_password_is_not_sent_in_the_clear(office: SmtpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server here offers no STARTTLS; were it elsewhere, nobody would log in to it."""
    monkeypatch.setattr("pressearchiv.alerts.smtp._is_here", lambda host: False)
    with pytest.raises(MailRefused, match="STARTTLS"):
        replace(office, user="u", password="p").send(READER, "archiv@stadt.example", b"x")


def test_the_postman_works_beside_and_stops_when_told(dispatcher: Dispatcher, mailbox: Mailbox) -> None:
    stop = threading.Event()
    now = datetime.now(UTC)
    dispatcher.ask(
        READER, Search(text="Radweg"), kind=Kind.NEW, frequency=Frequency.DAILY, language="de", now=now
    )
    worker = threading.Thread(target=dispatcher.work, args=(stop, pytest.fail))
    worker.start()
    wait_until(lambda: mailbox.letters)
    stop.set()
    worker.join(HANG)
    assert not worker.is_alive()
    assert len(mailbox.letters) == 1


def test_an_ended_subscription_takes_its_waiting_mails_along(
    dispatcher: Dispatcher, mailbox: Mailbox
) -> None:
    subscribed(dispatcher, mailbox, "Radweg")
    publish(dispatcher, 1, "Radweg", "Text")
    dispatcher.write(later())
    dispatcher.alerts.end([subscription.id for subscription in dispatcher.alerts.subscriptions()])
    assert dispatcher.alerts.mails() == ()
    assert dispatcher.hand_in(later()) == 0


def test_nobody_is_pestered_by_wishes_of_others(dispatcher: Dispatcher, mailbox: Mailbox) -> None:
    for number in range(20):
        for _ in range(2):
            dispatcher.ask(
                READER,
                Search(text=f"Radweg {number}"),
                kind=Kind.NEW,
                frequency=Frequency.DAILY,
                language="de",
                now=NOW,
            )
    assert dispatcher.hand_in(NOW) == 5


def test_a_wish_cannot_carry_a_message_of_somebody_else(dispatcher: Dispatcher, mailbox: Mailbox) -> None:
    text = '"Ihr Konto wurde gesperrt.\n\nBitte hier: https://boese.example/login www.boese.example an a@boese.example"'
    dispatcher.ask(
        READER, Search(text=text), kind=Kind.NEW, frequency=Frequency.DAILY, language="de", now=NOW
    )
    dispatcher.hand_in(NOW)
    body = mailbox.letters[0].get_content()
    line = next(line for line in body.splitlines() if "Konto" in line)
    assert len(line) <= 82
    for mark in ("boese.example", "https://boese", "@boese"):
        assert mark not in body


class Saying:
    """A server that says what it is told to, line by line, whatever it is sent."""

    def __init__(self, *answers: bytes) -> None:
        self._server = create_server(("127.0.0.1", 0))
        self._answers = answers
        threading.Thread(target=self._talk, daemon=True).start()

    @property
    def office(self) -> SmtpServer:
        return SmtpServer(host="127.0.0.1", port=self._server.getsockname()[1])

    def _talk(self) -> None:
        held, _ = self._server.accept()
        for answer in self._answers:
            held.sendall(answer + b"\r\n")
            held.recv(65536)
        held.close()
        self._server.close()


def test_a_mail_that_was_taken_is_taken_whatever_the_server_says_at_the_end() -> None:
    office = Saying(b"220 x", b"250 x", b"250 ok", b"250 ok", b"354 go", b"250 taken", b"421 closing").office
    office.send(READER, "archiv@stadt.example", b"x")


def test_a_sender_who_is_to_come_later_comes_later() -> None:
    office = Saying(b"220 x", b"250 x", b"451 spaeter", b"221 x").office
    with pytest.raises(MailRefused, match="451") as refused:
        office.send(READER, "archiv@stadt.example", b"x")
    assert (refused.value.sure, refused.value.final) == (True, False)


def test_a_password_that_cannot_be_sent_holds_up_nothing(dispatcher: Dispatcher, mailbox: Mailbox) -> None:
    class Stumbles:
        def send(self, address: str, sender: str, message: bytes) -> None:
            raise UnicodeEncodeError("ascii", "ä", 0, 1, "x")

    subscribed(dispatcher, mailbox, "Radweg")
    publish(dispatcher, 1, "Radweg", "Text")
    dispatcher.write(later())
    assert replace(dispatcher, office=Stumbles()).hand_in(later()) == 0
    assert dispatcher.alerts.mails()[0].state is MailState.WAITING


def test_what_fails_again_and_again_is_told_once_in_the_language_of_the_installation(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Rounds(threading.Event):
        """Told to stop after some rounds, of which none waits."""

        left = 5

        def wait(self, timeout: float | None = None) -> bool:
            self.left -= 1
            if not self.left:
                self.set()
            return self.is_set()

    def away(*_: object) -> int:
        raise ArchiveUnreachable(place="db.example", reason="refused")

    monkeypatch.setattr(Dispatcher, "write", away)
    monkeypatch.setattr(Dispatcher, "hand_in", away)
    dispatcher.work(Rounds(), lambda error: note_failure(error, "en"))
    assert [record.message[:48] for record in caplog.records] == [
        "The database db.example does not answer: refused"
    ]


def test_no_address_is_in_the_log(
    dispatcher: Dispatcher, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    subscribed(dispatcher, mailbox, "Radweg")
    publish(dispatcher, 1, "Radweg", "Text")
    mailbox.answer = f"550 5.1.1 <{READER}> unknown"
    dispatcher.write(later())
    dispatcher.hand_in(later())
    assert READER in dispatcher.alerts.mails()[0].error
    assert READER not in caplog.text


class TestEachEventAtItsOwnDay:
    """A search is held against what a release said before and after, as the search was meant on that day."""

    def told(self, dispatcher: Dispatcher, mailbox: Mailbox, at: datetime) -> str:
        mailbox.letters.clear()
        dispatcher.write(at)
        dispatcher.hand_in(at)
        return "\n".join(letter.get_content() for letter in mailbox.letters)

    def test_that_the_word_was_edited_out_is_told(self, dispatcher: Dispatcher, mailbox: Mailbox) -> None:
        publish(dispatcher, 1, "Neues vom Bahnhof", "Der Radweg kostet 300 Euro.")
        subscribed(dispatcher, mailbox, "Radweg", kind=Kind.CHANGED)
        publish(dispatcher, 1, "Neues vom Bahnhof", "Er kostet 300 Euro.")
        assert "Neues vom Bahnhof" in self.told(dispatcher, mailbox, later())

    def test_a_release_edited_into_what_is_sought_is_new_and_only_once(
        self, dispatcher: Dispatcher, mailbox: Mailbox
    ) -> None:
        publish(dispatcher, 1, "Neues vom Bahnhof", "Er kostet 300 Euro.")
        subscribed(dispatcher, mailbox, "Radweg")
        publish(dispatcher, 1, "Neues vom Bahnhof", "Der Radweg kostet 300 Euro.")
        assert "Neu: Neues vom Bahnhof" in self.told(dispatcher, mailbox, later())
        publish(dispatcher, 1, "Neues vom Bahnhof", "Er kostet 300 Euro.")
        publish(dispatcher, 1, "Neues vom Bahnhof", "Der Radweg kostet nun 300 Euro.")
        assert self.told(dispatcher, mailbox, later(60)) == ""

    @pytest.mark.parametrize("text", ["am:heute Radweg", "von:heute Radweg", 'am:"diese Woche" Radweg'])
    def test_relative_dates_count_from_the_day_it_happened(
        self, dispatcher: Dispatcher, mailbox: Mailbox, text: str
    ) -> None:
        subscribed(dispatcher, mailbox, text)
        happened = datetime(2025, 3, 4, 12, tzinfo=UTC)  # the day on which `publish` has it published
        publish(dispatcher, 1, "Radweg fertig", "Text", happened)
        assert "Radweg fertig" in self.told(dispatcher, mailbox, happened + timedelta(days=20))

    def test_what_is_dated_later_is_new_then(self, dispatcher: Dispatcher, mailbox: Mailbox) -> None:
        subscribed(dispatcher, mailbox, "von:2025 Radweg")
        one = release("Radweg fertig", "Text", "https://a.example/1")
        archive = dispatcher.archive
        record_id = archive.deposit(one, reading(1), capture_id=None, layout="t", at=later()).record_id
        catch_up(archive, dispatcher.engine, quiet)
        assert self.told(dispatcher, mailbox, later(20)) == ""
        (version,) = archive.versions(record_id)
        archive.replace_reading(version, reading(1, published=date(2025, 3, 4)), later(30))
        catch_up(archive, dispatcher.engine, quiet)
        assert "Neu: Radweg fertig" in self.told(dispatcher, mailbox, later(40))

    def test_what_a_better_reader_finds_in_old_releases_is_no_news(
        self, dispatcher: Dispatcher, mailbox: Mailbox
    ) -> None:
        one = release("Radweg fertig", "Text", "https://a.example/1")
        archive, before = dispatcher.archive, NOW - timedelta(days=30)
        record_id = archive.deposit(one, reading(1), capture_id=None, layout="t", at=before).record_id
        catch_up(archive, dispatcher.engine, quiet)
        subscribed(dispatcher, mailbox, "von:2025 Radweg")
        (version,) = archive.versions(record_id)
        archive.replace_reading(version, reading(1, published=date(2025, 3, 4)), later(30))
        catch_up(archive, dispatcher.engine, quiet)
        assert self.told(dispatcher, mailbox, later(40)) == ""


def test_a_turn_that_a_clock_ahead_of_time_reckoned_is_now(dispatcher: Dispatcher, mailbox: Mailbox) -> None:
    subscribed(dispatcher, mailbox, "Radweg", frequency=Frequency.WEEKLY)
    ahead = NOW + timedelta(days=3_650)
    (one,) = dispatcher.alerts.subscriptions()
    dispatcher.alerts.told(one.address, {one.id: (one.cursor, next_due(Frequency.WEEKLY, ahead))}, (), ahead)
    assert [due.id for due in dispatcher.alerts.due(NOW)] == [one.id]
    dispatcher.alerts.told(one.address, {one.id: (one.cursor, next_due(Frequency.WEEKLY, NOW))}, (), NOW)
    assert dispatcher.alerts.due(NOW) == ()
