"""Settings as an operator gives them: variables of the environment."""

from dataclasses import fields
from pathlib import Path

import pytest

from pressearchiv.settings import BadSetting, Settings, check_serving, load, unknown_names


def test_without_any_all_have_a_value() -> None:
    assert load() == Settings()


@pytest.mark.parametrize(
    ("variable", "value", "field", "read"),
    [
        ("PRESSEARCHIV_PORT", "80", "port", 80),
        ("pressearchiv_port", "80", "port", 80),
        ("PRESSEARCHIV_PORT", " 08501 ", "port", 8501),
        ("PRESSEARCHIV_DELAY", "2.5", "delay", 2.5),
        ("PRESSEARCHIV_DELAY", ".5", "delay", 0.5),
        ("PRESSEARCHIV_DELAY", "3", "delay", 3.0),
        ("PRESSEARCHIV_DATA", "/srv/presse", "data", Path("/srv/presse")),
        ("PRESSEARCHIV_IMPRINT", "impressum.txt", "imprint", Path("impressum.txt")),
        ("PRESSEARCHIV_CITIES", "on", "cities", "on"),
        ("PRESSEARCHIV_KEEP_MISSES", "false", "keep_misses", False),
        ("PRESSEARCHIV_KEEP_MISSES", "0", "keep_misses", False),
        ("PRESSEARCHIV_KEEP_MISSES", "Off", "keep_misses", False),
        ("PRESSEARCHIV_INDEX_PERSONS", "yes", "index_persons", True),
    ],
)
def test_a_value_is_read(
    variable: str, value: str, field: str, read: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    assert getattr(load(), field) == read


@pytest.mark.parametrize("nothing", ["", "  ", "''", "\r\n"])
def test_a_variable_left_open_is_as_none(nothing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for known in fields(Settings):
        # A password of spaces is one, and a switch might mean either.
        if known.name != "staff_password" and not isinstance(known.default, bool):
            monkeypatch.setenv(f"PRESSEARCHIV_{known.name.upper()}", nothing)
    assert load() == Settings()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "achtzig"),
        ("PORT", "1e3"),
        ("PORT", "8501.0"),
        ("DELAY", "nan"),
        ("CONTACT", "\udce4"),
        ("SEARCH", "\udce4"),
        ("SEARCH", "x` - at `$.foo"),
        ("DELAY", "viel"),
        ("DELAY", "-1"),
        ("LANGUAGE", "fr"),
        ("SEARCH", "altavista"),
        ("MAIL_FROM", "niemand"),
        ("PUBLIC_URL", "stadt.example"),
        ("KEEP_MISSES", "vielleicht"),
        ("KEEP_MISSES", ""),
        ("METRICS", " "),
    ],
)
def test_a_value_that_will_not_do_is_told_by_its_name(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"PRESSEARCHIV_{variable}", value)
    with pytest.raises(BadSetting, match=f"PRESSEARCHIV_{variable} "):
        load()


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("PORT", "0", "eine Zahl von 1 bis 65535"),
        ("PORT", "achtzig", "eine Zahl von 1 bis 65535"),
        ("LANGUAGE", "fr", "möglich ist de, en"),
        ("KEEP_MISSES", "vielleicht", "möglich ist true"),
        ("MAIL_FROM", "niemand", "Mailadresse"),
        ("PUBLIC_URL", "stadt.example", "https://"),
        ("CONTACT", "x" * 201, "höchstens 200 Zeichen"),
        ("CONTACT", "\udce4", "ein Text"),
    ],
)
def test_what_a_value_may_be_is_told_in_words(
    variable: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"PRESSEARCHIV_{variable}", value)
    with pytest.raises(BadSetting, match=told):
        load()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"SMTP": "smtp://mail.example"}, "PRESSEARCHIV_MAIL_FROM"),
        ({"MAIL_FROM": "a@b.example"}, "PRESSEARCHIV_SMTP"),
        ({"STAFF_PASSWORD": "x"}, "mindestens 8 Zeichen"),
        ({"STAFF_HEADER": "X-Remote-User"}, "PRESSEARCHIV_PROXIES"),
        ({"IMPRINT": "/gibt/es/nicht"}, "/gibt/es/nicht"),
        ({"PRIVACY": "/"}, "PRESSEARCHIV_PRIVACY"),
    ],
)
def test_what_the_pages_need_is_looked_at_when_they_start(
    given: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"PRESSEARCHIV_{name}", value)
    with pytest.raises(BadSetting, match=told):
        check_serving(load())


def test_a_name_that_is_no_setting_is_known_to_be_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unknown_names() == ()
    monkeypatch.setenv("PRESSEARCHIV_CITYS", "solingen")
    monkeypatch.setenv("pressearchiv_port", "80")
    assert unknown_names() == ("PRESSEARCHIV_CITYS",)


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSEARCHIV_STAFF_PASSWORD", "geheim")
    monkeypatch.setenv("PRESSEARCHIV_SMTP", "smtp://user:geheim@mail.example")
    assert "geheim" not in repr(load())


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("data", "/srv/archiv\r", Path("/srv/archiv")),
        ("data", '"/srv/archiv"', Path("/srv/archiv")),
        ("data", " /srv/archiv ", Path("/srv/archiv")),
        ("data", "~/archiv", Path.home() / "archiv"),
        ("data", "", Path("data")),
        ("language", "'en'", "en"),
        ("log_level", "warning\r", "warning"),
        ("port", " 8599", 8599),
        ("public_url", "https://stadt.example\n", "https://stadt.example"),
        ("staff_password", ' "geheim und lang" \r\n', ' "geheim und lang" '),
    ],
)
def test_what_an_editor_has_put_around_a_value_is_no_part_of_it(
    name: str, value: str, meant: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"PRESSEARCHIV_{name.upper()}", value)
    assert getattr(load(), name) == meant
