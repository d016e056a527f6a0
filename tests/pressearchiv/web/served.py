"""`pressearchiv` as its users start it, for tests that drive a browser."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.command import without_settings
from tests.waiting import HANG, HANG_IN_BROWSER

expect.set_options(timeout=HANG_IN_BROWSER)
ROOT = Path(__file__).parents[3]
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--in-process-gpu",
]  # fmt: skip


@contextmanager
def running(*command: str, port: int, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """A command that serves; yields the address once it has printed it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pressearchiv", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**without_settings(), **(env or {})},
    )
    assert process.stdout is not None
    told = []
    hangs = threading.Timer(HANG, process.kill)
    hangs.start()
    for line in process.stdout:
        told.append(line)
        if f":{port}" in line:
            break
    else:
        hangs.cancel()
        pytest.fail("".join(told))
    hangs.cancel()
    try:
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=HANG)
    assert process.returncode in (0, 143, -15), "SIGTERM ends it cleanly"


def drawn(page: Page) -> None:
    """Return once the whole of a Streamlit page stands there, and no script of it runs any more."""
    # Between two pages there are two feet for a moment, and a locator must mean one.
    expect(page.locator(".foot")).to_have_count(1)
    # Not wait_for_function: it evaluates a string at each look, which the page's own policy forbids.
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0)


def first_hit(page: Page) -> Locator:
    """The link of the first hit, once all of the page is there: Streamlit fills hits in one by one.

    While the next page is drawn, a box of the last one can hold elements of both for a moment: only
    a link to a page of the house counts, not those below the hits.
    """
    drawn(page)
    return page.locator("[class*=st-key-hit_]").first.get_by_test_id("stPageLink-NavLink")


@contextmanager
def visitor(browser: Browser, address: str, *, height: int = 900) -> Iterator[Page]:
    """A page of a visitor who was never here; what an archive shows asks nobody but the archive.

    Visitors share a browser context for what it has compiled: without that each of them reads all of
    Streamlit's scripts anew. Cookies and storage are emptied after each.
    """
    context = _context(browser, address, height)
    page = context.new_page()
    elsewhere: list[str] = []
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith((address, "data:", "blob:")) else elsewhere.append(asked.url)
        ),
    )
    yield page
    stored = {"origin": address, "storageTypes": "local_storage,indexeddb"}
    context.new_cdp_session(page).send("Storage.clearDataForOrigin", stored)
    page.close()
    context.clear_cookies()
    assert elsewhere == [], "a page asked a third party"


@cache
def _context(browser: Browser, address: str, height: int) -> BrowserContext:
    context = browser.new_context(
        locale="de-DE", base_url=address, viewport={"width": 1280, "height": height}
    )
    context.set_default_timeout(HANG_IN_BROWSER)
    return context
