"""A page that blocks is told from a release about blocking."""

from datetime import UTC, datetime

import pytest

from archive.model import Capture
from ingest.interstitials import bot_page_title, says_not_found


def page(html: str) -> Capture:
    return Capture(
        url="https://a.example/1",
        final_url="https://a.example/1",
        fetched_at=datetime.now(UTC),
        status=200,
        content_type="text/html",
        body=html.encode(),
    )


@pytest.mark.parametrize(
    "html",
    [
        "<title>Just a moment...</title>",
        "<title>Attention Required! | Cloudflare</title>",
        "<title>Zugriff verweigert</title>",
        "<title>Stadt</title><script src='/_Incapsula_Resource?x'></script>",
        "<title>Stadt</title><div class='g-recaptcha'></div>",
        "<title>Anmelden | Stadt</title><form><input name=p type='password'></form>",
        "<title>Login</title><input type=password>",
        "<title>Calm down</title><h1>Calm down</h1>",
    ],
)
def test_a_page_that_blocks(html: str) -> None:
    assert bot_page_title(page(html))


@pytest.mark.parametrize(
    "html",
    [
        "<title>Anmeldung für die Kita beginnt</title><article><h1>Anmeldung</h1></article>",
        "<title>Zugriff verweigert: Diebe scheitern am Tresor</title><article>…</article>",
        "<title>Sicherheitsüberprüfung der Brücke</title><main><h1>Brücke</h1></main>",
        "<title>Bürgerdienste</title><form><input type='password'></form><article>Text</article>",
        "<title>Brücke</title><h1>Brücke</h1>"
        + "<p>Die Brücke wird saniert.</p>" * 40
        + "<b class='g-recaptcha'></b>",
        "<title>Kontakt</title><article>Text</article><div class='g-recaptcha'></div>",
    ],
)
def test_a_release_is_none(html: str) -> None:
    assert bot_page_title(page(html)) is None


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Seite nicht gefunden</h1>",
        "<title>404 - Stadt</title>",
        "<h1>Die Meldung wurde nicht gefunden</h1>",
    ],
)
def test_a_friendly_not_found(html: str) -> None:
    assert says_not_found(page(html))


@pytest.mark.parametrize("html", ["<h1>405 neue Bäume gepflanzt</h1>", "<h1>Vermisste gefunden</h1>", ""])
def test_a_headline_is_no_not_found(html: str) -> None:
    assert says_not_found(page(html)) is None
