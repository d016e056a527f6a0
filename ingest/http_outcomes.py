"""What the answer of a known address means: unchanged (304), gone (404, 410), led elsewhere, a bot page, a release.

What follows from each, `ingest.crawl` does: nothing, a withdrawal once no address of the release answers
(`archive.crawl_state`), a problem of the run, or a deposit.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

from archive.identity import canonical_address
from archive.model import Capture
from ingest.interstitials import bot_page_title, says_not_found

_GONE = (404, 410)


class Outcome(StrEnum):
    """What an answer is."""

    UNCHANGED = "unchanged"
    GONE = "gone"
    ELSEWHERE = "elsewhere"
    BOT_PAGE = "bot page"
    RELEASE = "release"


class Answer(NamedTuple):
    """The outcome, and what it was known by: the address it led to, or the title of the page."""

    outcome: Outcome
    sign: str = ""


def outcome_of(capture: Capture, no_releases: Iterable[str | None]) -> Answer:
    """What a capture of a known address means; `no_releases` are the addresses of lists and of the front page."""
    if capture.status == 304:
        return Answer(Outcome.UNCHANGED)
    if capture.status in _GONE:
        return Answer(Outcome.GONE)
    if target := led_elsewhere(capture, no_releases):
        return Answer(Outcome.ELSEWHERE, target)
    if title := bot_page_title(capture):
        return Answer(Outcome.BOT_PAGE, title)
    return Answer(Outcome.RELEASE)


def led_elsewhere(capture: Capture, no_releases: Iterable[str | None]) -> str | None:
    """Where an answer led instead of to a release: a list, the front page, or a page that says "not found"."""
    if capture.final_url != capture.url:
        landed = canonical_address(capture.final_url)
        parts = urlsplit(capture.final_url)
        bare = parts.path in ("", "/") and not parts.query  # /?p=123 is a release of many systems
        if bare or landed in {canonical_address(place) for place in no_releases}:
            return capture.final_url
    return says_not_found(capture)
