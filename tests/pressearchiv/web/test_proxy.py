"""Behind nginx, below a path of another site, with the very configuration that docs/deploy.md gives."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect, sync_playwright

from archive.store import Archive
from search.engine import open_engine
from search.indexer import catch_up
from tests.conftest import free_port, quiet
from tests.pressearchiv.web.served import CHROMIUM, FLAGS, ROOT, first_hit, running
from tests.waiting import HANG, HANG_IN_BROWSER, wait_until

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(NGINX).exists(), reason="nginx is not installed"),
]


@pytest.fixture(scope="module", params=["handed on", pytest.param("cut off", marks=pytest.mark.long)])
def public(
    request: pytest.FixtureRequest, demo_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address below which nginx shows the archive; the proxy hands the path on, or cuts it off."""
    with Archive(demo_data) as archive:
        engine = open_engine("whoosh", demo_data / "index")
        catch_up(archive, engine, quiet)
        engine.close()
    scratch, port, shown = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    text = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    given = re.search(r"```nginx\n(.*?)```", text, re.DOTALL)
    assert given
    served = given.group(1).replace("127.0.0.1:8443", f"127.0.0.1:{shown}")
    target = f"http://127.0.0.1:{port}" + ("/" if request.param == "cut off" else "")
    served = served.replace("http://127.0.0.1:8501", target)
    whole = f"""
        daemon off; pid {scratch}/pid; error_log {scratch}/error.log; worker_processes 1;
        events {{}}
        http {{ access_log off; client_body_temp_path {scratch}/b; proxy_temp_path {scratch}/p;
          fastcgi_temp_path {scratch}/f; uwsgi_temp_path {scratch}/u; scgi_temp_path {scratch}/s;
          {served} }}
    """
    (scratch / "nginx.conf").write_text(whole, encoding="utf-8")
    address = f"http://127.0.0.1:{shown}/archiv"
    env = {"PRESSEARCHIV_PUBLIC_URL": address}
    with running("--data", str(demo_data), "serve", "--port", str(port), port=port, env=env):
        proxy = subprocess.Popen([NGINX, "-c", str(scratch / "nginx.conf"), "-p", str(scratch)])
        wait_until(lambda: answers(f"{address}/healthz") or proxy.poll() is not None)
        yield address
        proxy.terminate()
        proxy.wait(HANG)


def asked(address: str) -> httpx.Response:
    return httpx.get(address, timeout=HANG)


def answers(address: str) -> bool:
    try:
        return asked(address).status_code == 200
    except httpx.HTTPError:
        return False


def test_pages_links_and_permalinks_work_below_a_path(public: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(locale="de-DE")
        page.set_default_timeout(HANG_IN_BROWSER)
        elsewhere: list[str] = []
        page.on("request", lambda asked: elsewhere.append(asked.url) if public not in asked.url else None)
        page.goto(f"{public}/?q=Radweg")
        expect(page.locator("[class*=st-key-hit_]").first).to_be_visible()
        first_hit(page).click()
        expect(page).to_have_url(re.compile(re.escape(f"{public}/meldung?id=")))
        page.reload()
        title = page.get_by_role("heading", level=1)
        expect(title).to_be_visible()
        said = title.inner_text()
        page.get_by_role("link", name="Druckansicht").click()
        expect(page).to_have_url(re.compile(re.escape(f"{public}/m/")))
        expect(page.get_by_role("heading", level=1)).to_have_text(said)
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("heading", name="Cite")).to_be_visible()
        page.goto(f"{public}/personen")
        expect(page.get_by_role("heading", level=1)).to_have_text("Persons")
        browser.close()
    assert [one for one in elsewhere if not one.startswith(("data:", "blob:"))] == []


def test_what_machines_ask_names_the_public_address(public: str) -> None:
    assert f"{public}/m/" in asked(f"{public}/feed.atom").text
    assert f"{public}/?q=" in asked(f"{public}/opensearch.xml").text
    assert f"Sitemap: {public}/sitemap.xml" in asked(f"{public}/robots.txt").text
    assert asked(f"{public}/api/v1/search?q=Radweg").json()["hits"][0]["permalink"].startswith(public)
