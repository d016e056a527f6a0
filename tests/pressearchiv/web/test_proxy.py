"""Behind nginx, below a path of another site, with the very configuration that docs/deploy.md gives."""

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

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
) -> Iterator["Public"]:
    """Nginx before the archive; the proxy hands the path on, or cuts it off."""
    with Archive(demo_data) as archive:
        engine = open_engine("whoosh", demo_data / "index")
        catch_up(archive, engine, quiet)
        engine.close()
    scratch, port, shown = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    text = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    given, staff = re.findall(r"```nginx\n(.*?)```", text, re.DOTALL)
    served = given.replace("127.0.0.1:8443", f"127.0.0.1:{shown}")
    target = f"http://127.0.0.1:{port}"
    served = served.replace("http://127.0.0.1:8501", target + ("/" if request.param == "cut off" else ""))
    (scratch / "htpasswd").write_text("anna:{PLAIN}geheim\n", encoding="utf-8")
    staff = staff.replace("/etc/nginx/presseamt.htpasswd", f"{scratch}/htpasswd")
    staff = staff.replace("http://127.0.0.1:8501", target)
    served = f"{served.rstrip().removesuffix('}')}{staff}}}"
    whole = f"""
        {"user root;" if os.getuid() == 0 else ""}
        daemon off; pid {scratch}/pid; error_log {scratch}/error.log; worker_processes 1;
        events {{}}
        http {{ access_log off; client_body_temp_path {scratch}/b; proxy_temp_path {scratch}/p;
          fastcgi_temp_path {scratch}/f; uwsgi_temp_path {scratch}/u; scgi_temp_path {scratch}/s;
          {served} }}
    """
    (scratch / "nginx.conf").write_text(whole, encoding="utf-8")
    address = f"http://127.0.0.1:{shown}/archiv"
    env = {
        "PRESSEARCHIV_PUBLIC_URL": address,
        "PRESSEARCHIV_PROXIES": "127.0.0.1",
        "PRESSEARCHIV_STAFF_HEADER": "X-Remote-User",
        "PRESSEARCHIV_METRICS": "true",
    }
    with running("--data", str(demo_data), "serve", "--port", str(port), port=port, env=env):
        proxy = subprocess.Popen([NGINX, "-c", str(scratch / "nginx.conf"), "-p", str(scratch)])
        wait_until(lambda: answers(f"{address}/healthz") or proxy.poll() is not None)
        yield Public(address, port)
        proxy.terminate()
        proxy.wait(HANG)


class Public(NamedTuple):
    """The address below which the archive is shown, and the port that it listens on itself."""

    address: str
    port: int


def asked(address: str) -> httpx.Response:
    return httpx.get(address, timeout=HANG)


def answers(address: str) -> bool:
    try:
        return asked(address).status_code == 200
    except httpx.HTTPError:
        return False


def test_pages_links_and_permalinks_work_below_a_path(public: Public) -> None:
    public_url = public.address
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(locale="de-DE")
        page.set_default_timeout(HANG_IN_BROWSER)
        elsewhere: list[str] = []
        page.on("request", lambda asked: elsewhere.append(asked.url) if public_url not in asked.url else None)
        page.goto(f"{public_url}/?q=Radweg")
        expect(page.locator("[class*=st-key-hit_]").first).to_be_visible()
        first_hit(page).click()
        expect(page).to_have_url(re.compile(re.escape(f"{public_url}/meldung?id=")))
        page.reload()
        title = page.get_by_role("heading", level=1)
        expect(title).to_be_visible()
        said = title.inner_text()
        page.get_by_role("link", name="Druckansicht").click()
        expect(page).to_have_url(re.compile(re.escape(f"{public_url}/m/")))
        expect(page.get_by_role("heading", level=1)).to_have_text(said)
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("heading", name="Cite")).to_be_visible()
        page.goto(f"{public_url}/personen")
        expect(page.get_by_role("heading", level=1)).to_have_text("Persons")
        browser.close()
    assert [one for one in elsewhere if not one.startswith(("data:", "blob:"))] == []


def test_what_machines_ask_names_the_public_address(public: Public) -> None:
    public_url = public.address
    assert f"{public_url}/m/" in asked(f"{public_url}/feed.atom").text
    assert f"{public_url}/?q=" in asked(f"{public_url}/opensearch.xml").text
    assert f"Sitemap: {public_url}/sitemap.xml" in asked(f"{public_url}/robots.txt").text
    assert asked(f"{public_url}/api/v1/search?q=Radweg").json()["hits"][0]["permalink"].startswith(public_url)


def signed_in_as(answer: httpx.Response) -> str:
    """Whom an answer signs in: the cookie names them, and is signed."""
    name = (answer.cookies.get("staff") or "").partition(".")[0]
    return str(json.loads(base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)))) if name else ""


def test_staff_are_whom_the_proxy_names_and_nobody_else(public: Public) -> None:
    door = f"{public.address}/anmelden"
    assert asked(door).status_code == 401
    named = httpx.get(door, auth=("anna", "geheim"), headers={"X-Remote-User": "eve"}, timeout=HANG)
    assert named.status_code == 303
    assert signed_in_as(named) == "anna"
    own = {"X-Remote-User": "eve"}
    for way in ("anmelden", "anmelden/", "/anmelden", "archiv/anmelden", "%61nmelden", "x/../anmelden", ""):
        for auth in (None, ("eve", "falsch")):
            tried = httpx.get(f"{public.address}/{way}", headers=own, auth=auth, timeout=HANG)
            assert signed_in_as(tried) == "", way


def test_figures_are_for_who_asks_the_port_itself(public: Public) -> None:
    assert asked(f"http://127.0.0.1:{public.port}/metrics").status_code == 200
    for way in ("metrics", "archiv/metrics", "/metrics"):
        assert asked(f"{public.address}/{way}").status_code == 404
