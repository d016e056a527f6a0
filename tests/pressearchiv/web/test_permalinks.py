"""The address a release keeps: its page, a list where a number is double, a reason where it is hidden."""

import gzip
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pressearchiv.web.shared.context import AppContext
from tests.archive.test_captures import capture
from tests.archive.test_store import NOW, reading, release
from tests.pressearchiv.web.conftest import Client

LATER = datetime(2025, 3, 4, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize("path", ["/m/stadt/2025/1", "/m/stadt/2025/1-pe", "/m/id/1"])
def test_a_number_or_an_id_gives_the_release(ask: Client, path: str) -> None:
    found = ask(path)
    assert found.status_code == 200
    assert "<h1>Radweg fertig</h1>" in found.text
    assert "nannte 900 Euro" in found.text
    assert "1. März 2025 · Stadt Beispiel" in found.text
    assert "nachträglich geändert" in found.text
    assert '<link rel="canonical" href="http://archiv.example/m/stadt/2025/1-pe">' in found.text
    assert '<meta property="og:title" content="Radweg fertig">' in found.text


def test_it_tells_machines_what_it_is(ask: Client) -> None:
    found = ask("/m/id/1").text
    said = re.search(r'<script type="application/ld\+json">(.*?)</script>', found, re.DOTALL)
    assert said
    facts = json.loads(said.group(1))
    assert facts["@type"] == "NewsArticle"
    assert facts["headline"] == "Radweg fertig"
    assert facts["datePublished"] == "2025-03-01"
    assert facts["isBasedOn"] == "https://a.example/1"
    assert facts["publisher"]["name"] == "Stadt Beispiel"


def test_it_is_cited_with_the_digest_of_the_stored_bytes(ask: Client, context: AppContext) -> None:
    digest = context.archive.capture_info(2).digest
    found = ask("/m/id/1").text
    assert f"SHA-256 der gespeicherten Seite: {digest}" in found
    assert "Archiviert am 2. März 2025, Fassung 2. http://archiv.example/m/stadt/2025/1-pe" in found
    record = ask("/m/id/1/v/2.warc.gz")
    assert record.status_code == 200
    assert record.headers["content-type"] == "application/warc"
    assert b"<p>900</p>" in gzip.decompress(record.content)
    assert ask("/m/id/2/v/1.warc.gz").status_code == 404  # came without bytes
    assert ask("/m/id/1/v/9.warc.gz").status_code == 404


def test_an_older_version_and_what_the_newer_one_changed(ask: Client) -> None:
    old = ask("/m/id/1/v/1").text
    assert "nannte 300 Euro" in old
    assert "Sie sehen Fassung 1 von 2" in old
    assert '<meta name="robots" content="noindex">' in old
    newest = ask("/m/id/1").text
    assert '<del>300</del><span class="becomes"> → </span><ins>900</ins>' in newest
    assert "300 → 900" in newest


def test_it_is_cited_on_one_line(ask: Client) -> None:
    said = "Stadt Beispiel, PM 1/pe, 1. März 2025, http://archiv.example/m/stadt/2025/1-pe"
    assert said in ask("/m/id/1").text


def test_it_can_be_taken_along_for_reference_managers(ask: Client) -> None:
    answer = ask("/m/id/1/v/2.ris")
    assert answer.headers["content-type"] == "application/x-research-info-systems; charset=utf-8"
    assert answer.text.splitlines()[0] == "TY  - ELEC"
    assert "TI  - Radweg fertig" in answer.text
    assert "DA  - 2025/03/01" in answer.text
    assert answer.text.splitlines()[-1].startswith("ER  - ")
    written = ask("/m/id/1/v/2.bib").text
    assert written.startswith("@misc{stadt-2025-1,")
    assert "  title = {{Radweg fertig}}," in written
    assert "  howpublished = {Pressemitteilung 1/pe}," in written
    hostile = ask("/m/id/5/v/1.bib").text
    assert hostile.count("{") == hostile.count("}")
    assert ask("/m/id/8/v/1.ris").status_code == 200
    assert ask("/m/id/9/v/1.ris").status_code == 451
    assert ask("/m/id/1/v/7.bib").status_code == 404
    assert ask("/m/id/99/v/1.bib").status_code == 404
    assert ask("/m/id/1/v/3").status_code == 404


def test_a_withdrawn_release_says_so(ask: Client) -> None:
    found = ask("/m/id/2")
    assert found.status_code == 200
    assert "zurückgezogen" in found.text
    assert "hat diese Meldung von ihrer Seite genommen" in found.text


def test_a_date_that_was_inferred_says_so(ask: Client) -> None:
    found = ask("/m/id/6").text
    assert "Datum erschlossen" in found or "zwischen dem 1. März 2025 und dem 9. März 2025" in found


def test_a_double_number_lists_both(ask: Client) -> None:
    found = ask("/m/stadt/2025/3")
    assert found.status_code == 300
    assert "Haushalt beraten" in found.text
    assert "Markt eröffnet" in found.text


@pytest.mark.parametrize(
    "path",
    [
        "/m/id/99999",
        f"/m/id/{10**30}",
        "/m/stadt/2025/999-xx",
        "/m/atlantis/2025/1",
        "/m/stadt/zwei/1",
        "/m/stadt/2025/²",
    ],
)
def test_what_is_not_on_record_is_a_404(ask: Client, path: str) -> None:
    assert ask(path).status_code == 404


def test_a_sealed_release_answers_451_and_says_why(ask: Client, context: AppContext) -> None:
    for path in ("/m/stadt/2025/8-pe", "/m/id/9", "/m/id/9/v/1", "/m/id/9/v/1.warc.gz"):
        found = ask(path)
        assert found.status_code == 451
        assert "Verfügung &lt;b&gt;" in found.text
        assert "1. März 2025" in found.text
        assert "Radweg geheim" not in found.text
    context.archive.unseal(9, LATER, by="Staff")
    assert ask("/m/id/9").status_code == 200


def test_an_erased_release_answers_410_and_says_why(ask: Client, context: AppContext) -> None:
    context.archive.erase(1, "Löschung auf Antrag", LATER, by="Staff")
    found = ask("/m/stadt/2025/1-pe")
    assert found.status_code == 410
    assert "Löschung auf Antrag" in found.text
    assert "5. März 2025" in found.text  # in German time
    assert "gelöscht" in found.text


def test_the_title_of_a_sealed_double_is_not_shown(ask: Client, context: AppContext) -> None:
    context.archive.seal(3, "x", LATER, by="Staff")
    found = ask("/m/stadt/2025/3")
    assert "Haushalt beraten" not in found.text
    assert "gesperrt" in found.text


def test_text_from_outside_is_inert(ask: Client) -> None:
    found = ask("/m/id/5").text
    assert "<script>window" not in found
    assert "<img src=x" not in found
    assert "&lt;script&gt;window.hit=1&lt;/script&gt;" in found


def test_a_release_in_english_around_its_german_text(ask: Client) -> None:
    found = ask("/m/id/1", headers={"cookie": "language=en"})
    assert '<html lang="en">' in found.text
    assert '<article lang="de">' in found.text
    assert "edited since" in found.text


HOSTILE_PAGE = """<html><head><title>Titel</title><style>p { color: red }</style><base href="https://boese.example/">
<meta http-equiv="refresh" content="0; url=https://boese.example/"></head><body onload="alert(1)">
<h1>Straße gesperrt</h1><p style="position: fixed" onclick="alert(2)">Ab <b>Montag</b>.</p>
<script>alert(3)</script><img src="https://zaehler.example/p.gif" onerror="alert(4)">
<a href="javascript:alert(5)">a</a><a href="/mehr?x=1&amp;y=2">Mehr</a><a href="http://[::1">krumm</a>
<form action="https://boese.example/"><input name="q"><button>los</button></form>
<svg><a xlink:href="javascript:alert(6)"><text>x</text></a></svg><iframe src="https://boese.example/"></iframe>
<table><tr><td colspan="2">Zelle</td></tr></table></body></html>"""


def stored(context: AppContext, number: int, body: bytes, kind: str = "text/html") -> int:
    address = f"https://a.example/{number}"
    kept = context.archive.store_capture(replace(capture(body, address), content_type=kind, fetched_at=NOW))
    one = release(f"Kopie {number}", f"Text {number}", address)
    return context.archive.deposit(one, reading(number), capture_id=kept, layout="t", at=NOW).record_id


def test_the_stored_copy_can_be_looked_at_and_does_nothing(ask: Client, context: AppContext) -> None:
    record = stored(context, 70, HOSTILE_PAGE.encode())
    answer = ask(f"/m/id/{record}/v/1/kopie")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    shown = answer.text.partition('<main id="content" lang="de">')[2]
    assert "<h1>Straße gesperrt</h1>" in shown
    assert "<p>Ab <b>Montag</b>.</p>" in shown
    assert '<td colspan="2">Zelle</td>' in shown
    assert 'href="https://a.example/mehr?x=1&amp;y=2"' in shown
    for trap in (
        "alert",
        "boese",
        "zaehler",
        "<img",
        "<form",
        "<input",
        "style",
        "script",
        "svg",
        "color: red",
    ):
        assert trap not in shown, trap
    assert "Kopie der Seite, wie sie am" in answer.text
    assert f"/m/id/{record}/v/1/kopie" in ask(f"/m/id/{record}").text


def test_a_copy_is_read_in_its_own_encoding(ask: Client, context: AppContext) -> None:
    latin = stored(
        context, 71, "<p>Müllabfuhr – täglich</p>".encode("cp1252"), "text/html; charset=windows-1252"
    )
    assert "<p>Müllabfuhr – täglich</p>" in ask(f"/m/id/{latin}/v/1/kopie").text
    plain = stored(context, 72, "Müll & <b>".encode(), "text/plain; charset=utf-8")
    assert "<pre>Müll &amp; &lt;b&gt;</pre>" in ask(f"/m/id/{plain}/v/1/kopie").text


def test_a_copy_that_cannot_be_shown_says_so(ask: Client, context: AppContext) -> None:
    pdf = stored(context, 73, b"%PDF-1.7", "application/pdf")
    assert "Diese Kopie (application/pdf) lässt sich hier nicht zeigen" in ask(f"/m/id/{pdf}/v/1/kopie").text
    assert "/kopie" not in ask(f"/m/id/{pdf}").text
    assert ask("/m/id/2/v/1/kopie").status_code == 404  # came without bytes
    assert ask("/m/id/9/v/1/kopie").status_code == 451
    assert ask("/m/id/1/v/9/kopie").status_code == 404
    imported = context.archive.store_capture(capture(b"<p>intern</p>", "file:///ablage/1.html"))
    one = release("Import", "Text", "https://a.example/74")
    held = context.archive.deposit(one, reading(74), capture_id=imported, layout="t", at=NOW).record_id
    assert ask(f"/m/id/{held}/v/1/kopie").status_code == 404


def test_the_original_is_not_offered_where_it_is_gone(ask: Client) -> None:
    assert "Original auf der Seite der Stadt" in ask("/m/id/1").text
    assert "Original auf der Seite der Stadt" not in ask("/m/id/2").text
