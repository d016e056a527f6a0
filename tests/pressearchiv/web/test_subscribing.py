"""Saved searches on the web: form, yes, end; robots and machines that look at links change nothing."""

import re
from dataclasses import dataclass, field

import pytest

from pressearchiv.alerts.dispatcher import Dispatcher
from pressearchiv.alerts.links import AlertLinks
from pressearchiv.alerts.store import Alerts
from pressearchiv.web.http.routes import site
from pressearchiv.web.server.middleware import middleware
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.limits import Limits
from pressearchiv.web.shared.staff import Staff
from tests.archive.test_store import NOW
from tests.pressearchiv.web.conftest import Client, client_of


@dataclass
class Pile:
    """Takes every mail."""

    letters: list[tuple[str, bytes]] = field(default_factory=list)

    def send(self, address: str, sender: str, message: bytes) -> None:
        self.letters.append((address, message))


@pytest.fixture
def dispatcher(context: AppContext) -> Dispatcher:
    links = AlertLinks(context.links.public_url, "geheim")
    return Dispatcher(
        Alerts(context.config.data), context.archive, context.engine, Pile(), links, "archiv@stadt.example"
    )


@pytest.fixture
def ask(context: AppContext, dispatcher: Dispatcher) -> Client:
    return Client(middleware(site(context, Staff(context.config, "x"), Limits(), dispatcher), context.config))


def wish(ask: Client, mail: str = "leserin@zeitung.example", **more: str) -> int:
    data = {"mail": mail, "kind": "new", "rhythm": "at once", "website": "", **more}
    return ask("/abonnieren?q=Radweg&topic=transport&page=3", method="POST", data=data).status_code


def path_in(mail: bytes, kind: str) -> str:
    found = re.search(rf"http://archiv\.example(/abo/{kind}/\S+)", mail.replace(b"=\r\n", b"").decode())
    assert found
    return found.group(1)


def test_the_form_says_what_is_subscribed_to(ask: Client) -> None:
    found = ask("/abonnieren?q=Radweg&topic=transport&page=3")
    assert "„Radweg“ · Verkehr" in found.text
    assert "1 Treffer" in found.text
    assert 'action="/abonnieren?q=Radweg&amp;topic=transport"' in found.text
    assert ask("/abonnieren?q=Radweg+ODER").status_code == 400


def test_from_the_wish_to_the_end(ask: Client, dispatcher: Dispatcher) -> None:
    assert wish(ask) == 200
    dispatcher.hand_in(NOW.replace(year=2030))
    ((address, mail),) = dispatcher.office.letters  # type: ignore[attr-defined]
    assert address == "leserin@zeitung.example"
    confirm = path_in(mail, "bestaetigen")
    assert ask(confirm).status_code == 200
    assert dispatcher.alerts.subscriptions()[0].confirmed_at is None, "looking at a link confirms nothing"
    assert "Das Abonnement läuft" in ask(confirm, method="POST").text
    (one,) = dispatcher.alerts.subscriptions()
    assert one.confirmed_at
    assert one.search.text == "Radweg"
    assert one.search.page == 1
    end = dispatcher.links.to_end([one.id]).removeprefix("http://archiv.example")
    assert "„Radweg“ · Verkehr" in ask(end).text
    assert len(dispatcher.alerts.subscriptions()) == 1, "looking at a link ends nothing"
    clicked = ask(end, method="POST", data={"List-Unsubscribe": "One-Click"})
    assert (clicked.status_code, clicked.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert dispatcher.alerts.subscriptions() == ()
    assert "ist beendet" in ask(end).text


def test_a_bad_address_is_told_beside_the_form(ask: Client, dispatcher: Dispatcher) -> None:
    assert wish(ask, "keine@adresse") == 422
    assert dispatcher.alerts.subscriptions() == ()


def test_a_robot_that_fills_every_field_gets_the_same_answer_and_nothing_else(
    ask: Client, dispatcher: Dispatcher
) -> None:
    assert wish(ask, website="http://spam.example") == 200
    assert dispatcher.alerts.subscriptions() == ()


def test_a_form_from_another_site_is_refused(ask: Client, dispatcher: Dispatcher) -> None:
    answer = ask(
        "/abonnieren?q=x",
        method="POST",
        data={"mail": "a@zeitung.example"},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403
    assert dispatcher.alerts.subscriptions() == ()


def test_who_wishes_too_often_is_told_to_wait(ask: Client) -> None:
    codes = [wish(ask, f"leser{at}@zeitung.example") for at in range(12)]
    assert codes[:10] == [200] * 10
    assert codes[10:] == [429, 429]


@pytest.mark.parametrize("path", ["/abo/bestaetigen/quatsch", "/abo/beenden/quatsch"])
def test_a_link_that_was_changed_does_nothing(ask: Client, path: str) -> None:
    assert ask(path, method="POST").status_code == 410


def test_without_a_mail_server_it_says_so(context: AppContext) -> None:
    ask = client_of(context)
    assert ask("/abonnieren?q=x").status_code == 404
    assert "PRESSEARCHIV_SMTP" in ask("/abo/beenden/x").text
