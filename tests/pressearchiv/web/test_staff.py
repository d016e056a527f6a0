"""Who is staff: by password, by a trusted proxy's header, and by nothing else."""

from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from pressearchiv.web.http.routes import site
from pressearchiv.web.shared.config import WebConfig
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.limits import Limits
from pressearchiv.web.shared.secrets import BadKey, secret_of
from pressearchiv.web.shared.staff import COOKIE, Staff
from tests.pressearchiv.web.conftest import Client, client_of


@pytest.fixture
def ask(context: AppContext) -> Client:
    return client_of(context, staff_password="geheim und lang")


def sign_in(ask: Client, name: str = "Anna Ämter", password: str = "geheim und lang", **more: str) -> str:
    answer = ask("/anmelden", method="POST", data={"name": name, "password": password}, headers=more)
    return str(answer.headers.get("set-cookie", ""))


def test_the_right_password_gives_a_cookie_that_names_who(ask: Client, context: AppContext) -> None:
    held = sign_in(ask)
    assert "HttpOnly" in held
    assert "SameSite=strict" in held
    cookie = held.split(";")[0].partition("=")[2]
    config = replace(context.config, staff_password="geheim und lang")
    staff = Staff(config, secret_of(config.data))
    assert staff.who({COOKIE: cookie}) == "Anna Ämter"
    assert staff.who({COOKIE: cookie[:-2] + "xx"}) is None
    assert staff.who({}) is None
    assert Staff(replace(config, staff_password="neu"), secret_of(config.data)).who({COOKIE: cookie}) is None


@pytest.mark.parametrize(
    ("name", "password"),
    [("Anna", "falsch"), ("", "geheim und lang"), ("Anna", ""), (" \n", "geheim und lang")],
)
def test_a_wrong_one_gives_none(ask: Client, name: str, password: str) -> None:
    assert sign_in(ask, name, password) == ""


def test_a_form_from_another_site_gives_none(ask: Client) -> None:
    assert sign_in(ask, **{"sec-fetch-site": "cross-site"}) == ""
    assert sign_in(ask, origin="https://evil.example") == ""
    assert sign_in(ask, origin="null") == ""
    assert sign_in(ask, origin="http://archiv.example") != ""


def test_guessing_is_slowed_down(ask: Client) -> None:
    codes = [
        ask("/anmelden", method="POST", data={"name": "x", "password": str(at)}).status_code
        for at in range(12)
    ]
    assert codes[:10] == [403] * 10
    assert codes[10:] == [429, 429]


def test_guessing_from_ever_other_addresses_is_slowed_down_too(ask: Client) -> None:
    """Who says where a request comes from is not believed as long as no proxy is trusted."""
    codes = [
        ask(
            "/anmelden",
            method="POST",
            data={"name": "x", "password": str(at)},
            headers={"X-Forwarded-For": f"198.51.100.{at}"},
        ).status_code
        for at in range(12)
    ]
    assert codes[10:] == [429, 429]


def test_without_a_password_nobody_signs_in(context: AppContext) -> None:
    ask = client_of(context)
    assert ask("/anmelden").status_code == 404
    assert sign_in(ask, password="") == ""
    assert Staff(context.config, "x").who({COOKIE: "x"}) is None


def test_who_hangs_up_in_a_form_is_no_error(context: AppContext) -> None:
    """Nobody is told, and no line of log is written for it."""
    app = site(context, Staff(context.config, "x"), Limits(), None)
    scope = {
        "type": "http", "method": "POST", "path": "/anmelden", "query_string": b"", "headers": [],
        "client": ("198.51.100.7", 1), "server": ("archiv.example", 80), "scheme": "http", "root_path": "",
    }  # fmt: skip
    sent: list[object] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: object) -> None:
        sent.append(message)

    anyio.run(app, scope, receive, send)
    assert sent


def test_a_large_form_is_not_read(ask: Client) -> None:
    answer = ask("/anmelden", method="POST", content=b"name=" + b"x" * 100_000)
    assert answer.status_code == 403


def test_leaving_takes_the_cookie_away(ask: Client) -> None:
    assert "set-cookie" not in ask("/abmelden").headers  # a link signs nobody out
    assert f"{COOKIE}=" in ask("/abmelden", method="POST").headers["set-cookie"]
    elsewhere = ask("/abmelden", method="POST", headers={"Origin": "https://evil.example"})
    assert (elsewhere.status_code, "set-cookie" in elsewhere.headers) == (403, False)


def test_a_trusted_proxy_names_who_signs_in(context: AppContext) -> None:
    """The header is looked at where staff sign in, and only from a trusted proxy; a cookie holds what it said."""
    config = replace(context.config, staff_header="X-Remote-User", proxies=("10.0.0.1",))
    ask = client_of(context, staff_header="X-Remote-User", proxies=("10.0.0.1",))
    named = {"X-Remote-User": "anna", "X-Forwarded-For": "10.0.0.1"}
    assert ask("/anmelden", headers=named).headers.get("set-cookie") is None, "from somebody who is no proxy"
    ask.peer = "10.0.0.1"
    answer = ask("/anmelden", headers=named)
    assert (answer.status_code, answer.headers["location"]) == (303, "/schreibtisch")
    cookie = answer.headers["set-cookie"].split(";")[0].partition("=")[2]
    assert Staff(config, secret_of(config.data)).who({COOKIE: cookie}) == "anna"
    assert ask("/anmelden", headers={"X-Remote-User": " "}).headers.get("set-cookie") is None


@pytest.mark.parametrize("content", ["", "zu kurz", "g" * 64])
def test_what_is_no_key_signs_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret.key").write_text(content)
    with pytest.raises(BadKey):
        secret_of(tmp_path)


def test_the_key_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    key = secret_of(tmp_path)
    assert len(key) == 64
    assert secret_of(tmp_path) == key
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_several_machines_over_one_database_sign_with_one_key(tmp_path: Path, beside: str) -> None:
    (tmp_path / "other").mkdir()
    one, other = secret_of(tmp_path, beside), secret_of(tmp_path / "other", beside)
    assert (len(one), len(other)) == (64, 64)
    assert (one == other) is bool(beside)


def test_no_secret_is_shown_with_the_settings(tmp_path: Path) -> None:
    assert "geheim" not in repr(WebConfig(data=tmp_path, staff_password="geheim"))
