"""Pages that stand in the place of a release: a test for humans, a login, or a friendly "not found"."""

import re
from html import unescape

from archive.model import Capture
from ingest.errors import BadAnswer, BotPage
from language.german.tokens import fold

# Only the beginning of a page is looked at, in bytes.
_LOOKED_AT = 32 * 1024
_FEW_LETTERS = 600
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_PASSWORD = re.compile(r"""<input[^>]*type=["']?password""", re.IGNORECASE)
_ARTICLE = re.compile(r"""<article\b|articleBody|class=["'][^"']*(?:news-single|article)""", re.IGNORECASE)
# What such pages are called, folded; with nothing else in the title but the site's name.
_BOT_TITLE = re.compile(
    r"^(?:just a moment\W*|attention required!?|access denied|zugriff (?:verweigert|blockiert)|einen moment,? bitte\W*|"
    r"bitte warten\W*|sicherheits(?:ueber)?pruefung|bot-?schutz|captcha|sind sie ein mensch\??|"
    r"are you (?:a )?(?:human|robot)\??|verify you are human\W*|ddos.?guard|checking your browser\W*|"
    r"ein moment\W*|calm down|zu viele anfragen|too many requests)(?:\s*[|–-].*)?$"
)
_LOGIN_TITLE = re.compile(r"^(?:anmelden|anmeldung|login|log ?in|einloggen|sign in)(?:\s*[|–-].*)?$")
# Traces of the services that put such pages in front of a site.
_BOT_TRACE = re.compile(
    r"cf-chl-|challenge-platform|_incapsula_resource|g-recaptcha|h-captcha|friendly-?captcha|ddos-guard|"
    r"geo\.captcha-delivery",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"^(?:(?:fehler )?404|seite nicht gefunden|(?:diese |die )?(?:seite|meldung|nachricht) (?:wurde )?nicht "
    r"(?:mehr )?(?:gefunden|verfuegbar|vorhanden)|nicht (?:mehr )?(?:gefunden|verfuegbar)|page not found|not found|"
    r"(?:die )?angeforderte seite.*nicht)\b"
)


def check_answer(capture: Capture, *, city: str, place: str) -> None:
    """Raises BadAnswer for an answer that is no page, BotPage for a page that stands before it."""
    if capture.status != 200:
        raise BadAnswer(place=place, status=capture.status)
    if title := bot_page_title(capture):
        raise BotPage(city=city, place=place, title=title)


def bot_page_title(capture: Capture) -> str | None:
    """The title of a page that blocks us or wants a login, None for any other."""
    text = _beginning(capture)
    title = _first(_TITLE, text)
    folded = fold(title)
    if _BOT_TITLE.match(folded) and not _ARTICLE.search(text):
        return title
    if _BOT_TRACE.search(text) and not _ARTICLE.search(text) and _says_little(capture, text):
        return title or "?"
    if _PASSWORD.search(text) and _LOGIN_TITLE.match(folded or fold(_first(_HEADING, text))):
        return title or _first(_HEADING, text)
    return None


def _says_little(capture: Capture, text: str) -> bool:
    """Whether a page has hardly any words: many a contact form uses the same services beside a whole release."""
    said = _TAG.sub(" ", _UNSEEN.sub(" ", text))
    return len(capture.body) <= _LOOKED_AT and len(" ".join(said.split())) < _FEW_LETTERS


def says_not_found(capture: Capture) -> str | None:
    """What a page says that answers 200 and means "not found", None for any other."""
    text = _beginning(capture)
    for said in (_first(_HEADING, text), _first(_TITLE, text)):
        if said and _NOT_FOUND.match(fold(said)):
            return f"„{said}“"
    return None


def _beginning(capture: Capture) -> str:
    return capture.body[:_LOOKED_AT].decode("utf-8", errors="replace")


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return " ".join(unescape(_TAG.sub(" ", match[1])).split())[:120] if match else ""
