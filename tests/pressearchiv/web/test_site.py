"""Feeds, exports and what machines ask for; headers, languages, proxies, sub-paths."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import anyio
import pytest
from lxml import etree
from starlette.requests import Request

from archive.amendments import AmendedField
from archive.errors import ArchiveUnreachable
from pressearchiv.web.server.middleware import middleware
from pressearchiv.web.shared.config import WebConfig
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.limits import asker
from pressearchiv.web.shared.links import Links
from pressearchiv.web.shared.secrets import secret_of
from pressearchiv.web.shared.staff import Staff
from search.errors import EngineUnreachable
from search.indexer import catch_up
from tests.archive.test_captures import capture
from tests.archive.test_store import NOW, reading, release
from tests.conftest import quiet
from tests.pressearchiv.web.conftest import HOSTILE, Client, client_of, put

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_any_search_is_a_feed(ask: Client) -> None:
    answer = ask("/feed.atom?q=Radweg")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.content)
    titles = feed.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert titles == ["Güler kommt", "Später", "Radweg fertig"]  # what came in last first
    assert feed.xpath("a:entry/a:id/text()", namespaces=ATOM)[2] == "http://archiv.example/m/id/1"
    assert feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [
        "http://archiv.example/feed.atom?q=Radweg&size=50"
    ]
    assert feed.xpath("a:id/text()", namespaces=ATOM) == [
        "http://archiv.example/feed.atom?q=Radweg&sort=newest&size=50"
    ]
    assert feed.xpath("a:entry/a:updated/text()", namespaces=ATOM)[2] == "2025-03-02T12:00:00+00:00"
    assert ask("/feed.atom?q=Radweg+ODER").status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/feed.atom?q=Radweg",
        "/export.csv?q=Radweg",
        "/export.json",
        "/vergleich.csv?q=Radweg",
        "/suche?q=Radweg",
    ],
)
def test_an_index_that_is_away_is_no_mistake_of_who_asks(
    ask: Client, context: AppContext, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def away(*_: object, **__: object) -> None:
        raise EngineUnreachable(place="node1:9200", reason="timed out")

    for name in ("search", "refresh", "ids"):
        monkeypatch.setattr(context.engine, name, away, raising=False)
    answer = ask(path)
    assert answer.status_code == 503
    assert "node1:9200" in answer.text


@pytest.mark.parametrize(
    "path", ["/suche", "/suche?q=Radweg", "/m/id/1", "/feed.atom?q=Radweg", "/sitemap.xml"]
)
def test_a_database_that_is_away_is_told_on_a_page(
    ask: Client, context: AppContext, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def away(*_: object, **__: object) -> None:
        raise ArchiveUnreachable(place="db.example", reason="timed out")

    monkeypatch.setattr(type(context.archive), "_read", away)
    answer = ask(path)
    assert answer.status_code == 503
    assert "text/html" in answer.headers["content-type"]
    assert "antwortet nicht" in answer.text
    answer = ask("/api/v1/releases/1")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "archive-unreachable")


def test_changes_are_a_feed(ask: Client) -> None:
    answer = ask("/aenderungen.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.content)
    titles = feed.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert titles == ["zurückgezogen: Bad schließt", "inhaltlich geändert: Radweg fertig"]
    assert feed.xpath("a:entry/a:summary/text()", namespaces=ATOM) == ["300 → 900"]
    assert feed.xpath("a:entry/a:link/@href", namespaces=ATOM) == [
        "http://archiv.example/m/id/2",
        "http://archiv.example/m/id/1/v/2",
    ]
    only = etree.fromstring(ask("/aenderungen.atom?state=withdrawn").content)
    assert only.xpath("a:entry/a:title/text()", namespaces=ATOM) == ["zurückgezogen: Bad schließt"]
    later = etree.fromstring(ask("/aenderungen.atom?from=2030-01-01").content)
    assert not later.xpath("a:entry", namespaces=ATOM)
    assert ask("/aenderungen.atom?from=quatsch").status_code == 400


def test_a_feed_holds_hostile_text_as_text(ask: Client, context: AppContext) -> None:
    put(context.archive, release("Steuer\x0bzeichen \x00", "x", "https://a.example/77"), reading(77))
    catch_up(context.archive, context.engine, quiet)
    feed = etree.fromstring(ask("/feed.atom").content)
    titles = feed.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert HOSTILE in titles
    assert any(title.startswith("Steuerzeichen") for title in titles)


def test_all_hits_as_csv(ask: Client) -> None:
    answer = ask("/export.csv?sort=oldest")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="pressearchiv-')
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 8
    assert rows[0]["title"] == "Güler kommt"
    first = next(row for row in rows if row["id"] == "1")
    assert first == {
        "id": "1", "city": "stadt", "year": "2025", "number": "1", "sign": "pe", "published": "2025-03-01",
        "title": "Radweg fertig", "lead": "", "persons": "Eva Kranz", "topics": "transport",
        "url": "https://a.example/1", "permalink": "http://archiv.example/m/stadt/2025/1-pe", "versions": "2",
        "withdrawn_at": "", "edited": "factual", "contacts": "",
        "text": "Kämmerin Eva Kranz nannte 900 Euro.\n\nDer Radweg ist fertig.",
    }  # fmt: skip
    assert "Geheim" not in answer.text


def test_the_csv_that_excel_reads_and_no_formula_in_it(ask: Client, context: AppContext) -> None:
    for number, title in enumerate(('=HYPERLINK("x")', "＝1+1", "@SUM(1)"), 78):
        put(context.archive, release(title, "x" * 40_000, f"https://a.example/{number}"), reading(number))
    catch_up(context.archive, context.engine, quiet)
    answer = ask("/export.csv?dialect=excel")
    assert answer.text.startswith("\ufeffKennung;Stadt;Jahr der Nummer;Nummer")
    rows = {row["Kennung"]: row for row in csv.DictReader(io.StringIO(answer.text[1:]), delimiter=";")}
    titles = {row["Überschrift"] for row in rows.values()}
    assert {'\'=HYPERLINK("x")', "'＝1+1", "'@SUM(1)"} < titles
    assert max(len(row["Text"]) for row in rows.values()) == 32_767
    edited = rows["1"]
    assert (edited["Stadt"], edited["Themen"]) == ("Stadt Beispiel", "Verkehr")
    assert (edited["Fassungen"], edited["Letzte Änderung"]) == ("2", "inhaltlich geändert")


def test_a_file_is_named_after_its_search(ask: Client) -> None:
    named = ask("/export.csv?q=Radweg+%22B%C3%BCrger%22%3B../x").headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="pressearchiv-\d{4}-\d\d-\d\d-radweg-buerger-x\.csv"', named)
    assert re.search(r"\d\d\.json\"$", ask("/export.json").headers["content-disposition"])


def test_all_hits_as_json(ask: Client) -> None:
    answer = ask("/export.json?q=Radweg").json()
    assert answer["total"] == len(answer["releases"]) == 3
    assert answer["releases"][0]["permalink"].startswith("http://archiv.example/m/")
    assert ask("/export.json?q=Xyzzy").json() == {"total": 0, "releases": []}
    assert ask("/export.json?from=gestern").status_code == 400


def test_searches_side_by_side_as_a_table(ask: Client) -> None:
    answer = ask("/vergleich.csv?q=Radweg&q=%3D1%2B1")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == ["period", "Radweg", "'=1+1", "all"]
    assert [row[:2] for row in rows if row[1] not in ("0", "Radweg")] == [["2017", "1"], ["2025", "2"]]
    assert rows[-1][0] == "undated"
    assert ask("/vergleich.csv?q=Radweg+ODER").status_code == 400
    assert ask("/vergleich.csv").status_code == 400


def test_how_to_search_what_there_is_what_may_be_asked(ask: Client) -> None:
    assert 'template="http://archiv.example/?q={searchTerms}"' in ask("/opensearch.xml").text
    index = etree.fromstring(ask("/sitemap.xml").content)
    (file,) = index.xpath("//*[local-name()='loc']/text()")
    assert file == "http://archiv.example/sitemap-0.xml"
    listed = etree.fromstring(ask("/sitemap-0.xml").content).xpath("//*[local-name()='loc']/text()")
    assert listed == [f"http://archiv.example/m/id/{at}" for at in range(1, 9)]  # not the sealed one
    rules = ask("/robots.txt").text
    assert "Allow: /m/" in rules
    assert "Disallow: /api/" in rules
    assert "Sitemap: http://archiv.example/sitemap.xml" in rules


def test_whether_it_is_well(ask: Client, context: AppContext) -> None:
    assert ask("/healthz").json() == {"status": "ok", "behind": 0}
    put(context.archive, release("Neu", "x", "https://a.example/79"), reading(79))
    assert ask("/healthz").json()["behind"] == 1


def test_every_answer_bears_the_policy(ask: Client) -> None:
    for path in ("/m/id/1", "/api/v1/cities", "/feed.atom", "/assets/page.css", "/m/id/999", "/impressum"):
        headers = ask(path).headers
        assert "script-src 'self';" in headers["content-security-policy"], path
        assert "unsafe-inline" not in headers["content-security-policy"].split("style-src")[0]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "strict-transport-security" not in headers
    assert ask("/_stcore/metrics").status_code == 404


def test_below_a_path_of_another_site(context: AppContext) -> None:
    below = replace(context, links=Links("https://stadt.example/archiv"))
    ask = client_of(below, public_url="https://stadt.example/archiv")
    for path in ("/archiv/m/id/1", "/m/id/1"):  # whether the proxy strips the path or not
        found = ask(path)
        assert found.status_code == 200
        assert 'href="/archiv/assets/page.css"' in found.text
        assert 'href="https://stadt.example/archiv/m/stadt/2025/1-pe"' in found.text
        assert "strict-transport-security" in found.headers
    assert ask("/archiv/sprache/en").headers["location"] == "/archiv/"
    assert "Path=/archiv" in ask("/archiv/sprache/en").headers["set-cookie"]


def test_the_switch_of_the_language_leads_back_and_nowhere_else(ask: Client) -> None:
    there = ask("/sprache/en", headers={"referer": "http://archiv.example/m/id/1"})
    assert (there.status_code, there.headers["location"]) == (303, "/m/id/1")
    elsewhere = {"referer": "http://10.1.2.3:8501/meldung?id=5&q=Rad&page=2", "host": "10.1.2.3:8501"}
    assert ask("/sprache/en", headers=elsewhere).headers["location"] == "/meldung?id=5&q=Rad&page=2"
    for path in ("//boese.example/", "/\\boese.example/", "/a//b"):
        assert (
            ask("/sprache/en", headers={"referer": f"http://archiv.example{path}"}).headers["location"] == "/"
        )
    assert there.headers["set-cookie"].startswith("language=en;")
    assert ask("/sprache/en", headers={"referer": "https://boese.example/"}).headers["location"] == "/"
    assert "set-cookie" not in ask("/sprache/kl").headers


def test_imprint_and_privacy_are_what_the_operator_wrote(context: AppContext, tmp_path: Path) -> None:
    file = tmp_path / "impressum.txt"
    file.write_text("Stadt Beispiel\nRathaus <1>\n\nTelefon 0123", encoding="utf-8")
    ask = client_of(context, imprint=file, privacy=tmp_path / "fehlt.txt")
    assert "<p>Stadt Beispiel<br>Rathaus &lt;1&gt;</p><p>Telefon 0123</p>" in ask("/impressum").text
    assert "lässt sich nicht lesen" in ask("/datenschutz").text
    assert "PRESSEARCHIV_IMPRINT" in client_of(context)("/impressum").text


@pytest.mark.parametrize("path", ["/feed.atom", "/export.csv", "/export.json", "/m/id/1", "/sitemap.xml"])
def test_hostile_parameters_give_an_answer(ask: Client, path: str) -> None:
    for parameters in (
        {"q": "\x00"},
        {"person": "a" * 5_000},
        {"q": "(" * 500},
        {"page": "9" * 50},
        {"to": "0000-00-00"},
    ):
        assert ask(path, params=parameters).status_code in (200, 400)


def test_a_file_of_an_import_is_not_handed_out(ask: Client, context: AppContext) -> None:
    """A mail that was imported holds more than the release: to whom it went, what was written before."""
    mail = replace(
        capture(b"To: verteiler@zeitung.example"), url="file:///mails/1.eml", final_url="file:///mails/1.eml"
    )
    kept = context.archive.store_capture(mail)
    one = release("Aus einer Mail", "Text der Mail.", None)
    record = context.archive.deposit(one, reading(99), capture_id=kept, layout="eml", at=NOW).record_id
    assert ask(f"/m/id/{record}").status_code == 200
    assert ask(f"/m/id/{record}/v/1.warc.gz").status_code == 404
    assert "warc.gz" not in ask(f"/m/id/{record}").text
    assert ask(f"/api/v1/releases/{record}/versions/1").json()["capture"]["warc"] is None
    assert ask(f"/m/id/{record}/v/1/datei").status_code == 404


def test_staff_take_the_file_of_an_import(context: AppContext) -> None:
    config = replace(context.config, staff_password="geheim-geheim")
    cookie = Staff(config, secret_of(config.data)).sign_in("Anna", "geheim-geheim")
    asked = client_of(context, staff_password="geheim-geheim")
    mail = replace(
        capture(b"To: verteiler@zeitung.example"),
        url="file:///mails/Gr%C3%BC%C3%9Fe.eml",
        final_url="file:///x",
    )
    kept = context.archive.store_capture(mail)
    one = release("Aus einer Mail", "Text der Mail.", None)
    record = context.archive.deposit(one, reading(99), capture_id=kept, layout="eml", at=NOW).record_id
    taken = asked(f"/m/id/{record}/v/1/datei", headers={"cookie": f"staff={cookie}"})
    assert taken.content == b"To: verteiler@zeitung.example"
    assert taken.headers["content-disposition"] == "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe.eml"
    assert taken.headers["content-type"] == "application/octet-stream"
    assert asked(f"/m/id/{record}/v/1/datei", headers={"cookie": "staff=x"}).status_code == 404
    assert asked(f"/m/id/{record}/v/9/datei", headers={"cookie": f"staff={cookie}"}).status_code == 404
    assert asked("/m/id/99999/v/1/datei", headers={"cookie": f"staff={cookie}"}).status_code == 404


def test_what_staff_amended_is_said_wherever_a_release_is_told(ask: Client, context: AppContext) -> None:
    context.archive.amend(1, AmendedField.HEADLINE, "Der Weg ist da", "Anruf <b>", NOW, by="Anna")
    page = ask("/m/id/1").text
    assert "<h1>Der Weg ist da</h1>" in page
    assert "Überschrift „Der Weg ist da“ (gelesen: „Radweg fertig“). Anruf &lt;b&gt;" in page
    told = ask("/api/v1/releases/1").json()
    assert told["title"] == "Der Weg ist da"
    assert [(one["field"], one["read"], one["note"]) for one in told["amendments"]] == [
        ("headline", "Radweg fertig", "Anruf <b>")
    ]
    assert ask("/m/id/1/v/2.ris").text.count("TI  - Der Weg ist da") == 1


@pytest.mark.parametrize(
    "path", ["/m/id/" + "1" * 5_000, "/sitemap-" + "9" * 5_000 + ".xml", "/m/id/1/v/" + "1" * 99]
)
def test_a_number_without_end_is_a_404(ask: Client, path: str) -> None:
    assert ask(path).status_code == 404


def test_nobody_can_leave_a_file_here(ask: Client) -> None:
    assert ask("/_stcore/upload_file/a/b", method="PUT", content=b"x").status_code == 404


@pytest.mark.parametrize(
    ("origin", "opened"),
    [
        (None, True),
        ("http://archiv.example", True),
        ("https://stadt.example", True),
        ("https://boese.example", False),
        ("null", False),
    ],
)
def test_a_socket_is_opened_by_our_own_pages_alone(tmp_path: Path, origin: str | None, opened: bool) -> None:
    reached = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        reached.append(scope["type"])

    async def nothing(*_: Any) -> Any:
        return {"type": "websocket.connect"}

    headers = [(b"host", b"archiv.example"), *([(b"origin", origin.encode())] if origin else [])]
    scope: Any = {
        "type": "websocket",
        "path": "/_stcore/stream",
        "headers": headers,
        "client": ("203.0.113.7", 1),
    }
    gated = middleware(app, WebConfig(data=tmp_path, public_url="https://stadt.example/archiv"))
    silent: Any = nothing
    anyio.run(gated, scope, silent, silent)
    assert bool(reached) is opened


@pytest.mark.parametrize(
    ("one", "other"), [("2001:db8::1:2:3:4", "2001:db8::9:8:7:6"), ("2001:db8:0:0:a::1", "2001:db8::b:0:0:2")]
)
def test_a_network_counts_once(one: str, other: str) -> None:
    def asked(host: str) -> str:
        return asker(Request({"type": "http", "headers": [], "client": (host, 1)}))

    assert asked(one) == asked(other) == "2001:db8::/64"
    assert asked("203.0.113.7") == "203.0.113.7"


class TestPlainSearch:
    """The search without a script."""

    def test_hits_say_what_they_are_and_why(self, ask: Client) -> None:
        shown = ask("/suche?q=Radweg").text
        assert "<b>3 Treffer</b>" in shown
        assert '<a href="/m/stadt/2025/1-pe"><mark>Radweg</mark> fertig</a>' in shown
        assert (
            '1. März 2025 · Stadt Beispiel · Nr. 1/pe<span class="badge">nachträglich geändert</span>'
            in shown
        )
        assert '<p class="small">300 → 900</p>' in shown
        assert 'value="Radweg"' in shown

    def test_the_first_page_says_what_the_archive_holds(self, ask: Client) -> None:
        assert "Meldungen seit 2017 von Stadt Beispiel" in ask("/suche").text

    def test_filters_are_a_form(self, ask: Client) -> None:
        shown = ask("/suche?topic=transport").text
        assert "<b>1 Treffer</b>" in shown
        assert '<input type="checkbox" name="topic" value="transport" checked> Verkehr' in shown
        assert ask("/suche?from=2017-01-01&to=2017-12-31").text.count("<li><h2>") == 1

    def test_filters_together_and_excluded_stay_in_the_form(self, ask: Client) -> None:
        shown = ask("/suche?topic=transport&topic=culture&all=topic&not=city:nirgends").text
        assert '<input type="checkbox" name="all" value="topic" checked> alle gewählten zusammen' in shown
        assert '<input type="checkbox" name="not" value="city:nirgends" checked> ohne nirgends' in shown

    def test_paging(self, ask: Client) -> None:
        first = ask("/suche?size=3&sort=oldest").text
        assert 'href="/suche?sort=oldest&amp;page=2&amp;size=3" rel="next"' in first
        second = ask("/suche?size=3&sort=oldest&page=2").text
        assert 'href="/suche?sort=oldest&amp;size=3" rel="prev"' in second
        assert '<ol class="hits" start="4"' in second
        assert 'rel="next"' not in ask("/suche?size=3&sort=oldest&page=3").text

    def test_a_mistake_is_told_with_its_place(self, ask: Client) -> None:
        answer = ask("/suche?q=Radweg+ODER&from=quatsch")
        assert answer.status_code == 400
        assert "Nach „ODER“ fehlt, wonach gesucht wird" in answer.text
        assert "quatsch" in answer.text

    def test_text_from_outside_is_inert(self, ask: Client) -> None:
        shown = ask("/suche?q=" + quote(HOSTILE)).text + ask("/suche").text
        assert "<script>window" not in shown
        assert "<img src=x" not in shown
