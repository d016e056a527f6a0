"""No address inside our own network is ever connected to, whatever a name resolves to, and behind a proxy too."""

import ssl

import httpx
import pytest

from ingest.errors import InnerAddress
from ingest.fetch import Fetcher, Policy
from ingest.guard import AddressForbidden, GuardedTransport, check_addresses, check_name
from ingest.scope import Reach, host_of
from pressearchiv.demo.site import DemoSite, serving
from tests.conftest import PATIENT, free_port

INNER = [
    "127.0.0.1", "::1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "fe80::1%eth0", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "64:ff9b:1::808:808", "::ffff:0:10.0.0.1", "::10.0.0.1", "fec0::1", "fd00::1", "::ffff:10.0.0.1",
    "224.0.0.1", "2002:0a00:0001::",
]  # fmt: skip


@pytest.mark.parametrize("address", INNER)
def test_an_inner_address_is_forbidden(address: str) -> None:
    with pytest.raises(AddressForbidden):
        check_addresses("www.stadt.example", [address], loopback=False)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_a_public_address_is_fine(address: str) -> None:
    check_addresses("www.stadt.example", [address], loopback=False)


def test_one_inner_address_among_public_ones_is_enough() -> None:
    with pytest.raises(AddressForbidden):
        check_addresses("www.stadt.example", ["93.184.216.34", "10.0.0.1"], loopback=False)


def test_the_demo_city_may_reach_this_machine_and_nothing_else() -> None:
    check_addresses("localhost", ["127.0.0.1", "::1"], loopback=True)
    for address in ("192.168.0.1", "93.184.216.34"):
        with pytest.raises(AddressForbidden):
            check_addresses("www.stadt.example", [address], loopback=True)


@pytest.mark.parametrize(
    "name", ["localhost", "LOCALHOST.", "a.localhost", "drucker.local", "wiki.intranet", "db.internal"]
)
def test_names_of_the_house_are_forbidden(name: str) -> None:
    with pytest.raises(AddressForbidden):
        check_name(name)


def asked(url: str, resolve: dict[str, list[str]]) -> None:
    reach = Reach(hosts=frozenset({httpx.URL(url).netloc.decode()}))
    transport = GuardedTransport(lambda host, port: resolve.get(host, [host] if host[0].isdigit() else []))
    policy = Policy(contact="presse@archiv.example", tries=1)
    with Fetcher(policy, transport=transport) as fetcher:
        fetcher.get(url, reach)


@pytest.mark.parametrize(
    ("url", "resolve"),
    [
        ("https://www.stadt.example/presse", {"www.stadt.example": ["10.0.0.7"]}),
        ("http://127.0.0.1:8080/", {}),
        ("http://2130706433/", {"2130706433": ["127.0.0.1"]}),
    ],
)
@pytest.mark.parametrize("proxy", [None, "http://proxy.example:3128"])
def test_a_name_that_leads_inside_is_not_asked(
    url: str, resolve: dict[str, list[str]], proxy: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
        if proxy:
            monkeypatch.setenv(name, proxy)
    with pytest.raises(InnerAddress, match="nicht öffentlich"):
        asked(url, resolve)


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    sent: list[httpx.Request] = []

    def handle(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, text="da")

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", handle)
    asked("https://www.stadt.example/presse", {"www.stadt.example": ["93.184.216.34"]})
    for request in sent:  # robots.txt and the page
        assert request.url.host == "93.184.216.34"
        assert request.headers["host"] == "www.stadt.example"
        assert request.extensions["sni_hostname"] == "www.stadt.example"
    assert len(sent) == 2


def test_behind_a_proxy_the_name_is_left_to_it_when_it_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://proxy.example:3128")
    hosts: list[str] = []

    def handle(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        return httpx.Response(200, text="da")

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", handle)
    asked("https://www.stadt.example/presse", {})
    assert set(hosts) == {"www.stadt.example"}


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_proxy")
def test_another_address_of_the_name_is_tried_when_the_first_does_not_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def handle(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        if ":" in request.url.host:
            raise httpx.ConnectError("no IPv6 here")
        return httpx.Response(200, text="da")

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", handle)
    asked(
        "https://www.stadt.example/",
        {"www.stadt.example": ["2606:2800:220:1:248:1893:25c8:1946", "93.184.216.34"]},
    )


@pytest.mark.usefixtures("no_proxy")
def test_names_that_share_an_address_share_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    by_name: dict[str, set[int]] = {}

    def handle(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        by_name.setdefault(request.headers["host"], set()).add(id(self))
        return httpx.Response(200, text="da")

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", handle)
    transport = GuardedTransport(lambda host, port: ["93.184.216.34"])
    reach = Reach(hosts=frozenset({"a.example", "b.example"}), delay=0)
    with Fetcher(Policy(contact="presse@archiv.example"), transport=transport) as fetcher:
        for host in ("a.example", "b.example", "a.example"):
            fetcher.get(f"https://{host}/", reach)
    assert all(len(used) == 1 for used in by_name.values())
    assert not by_name["a.example"] & by_name["b.example"]


def test_a_proxy_without_a_scheme_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stands behind a proxy may know no name; the proxy, itself an inner host, is asked for the name as it is."""
    for name in ("http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", f"127.0.0.1:{free_port()}")
    asked: list[str] = []

    def answer(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, text="da")

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    reach = Reach(hosts=frozenset({"www.stadt.example"}), delay=0)

    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name here")

    transport = GuardedTransport(unknown)
    with Fetcher(Policy(contact="presse@archiv.example"), transport=transport) as fetcher:
        fetcher.get("http://www.stadt.example/presse", reach)
    assert "http://www.stadt.example/presse" in asked


def test_certificates_are_read_once_for_all_requests(no_proxy: None, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[ssl.SSLContext] = []
    real = httpx.create_ssl_context

    def counted(**options: object) -> ssl.SSLContext:
        read.append(real(**options))  # type: ignore[arg-type]
        return read[-1]

    monkeypatch.setattr(httpx, "create_ssl_context", counted)
    with serving(DemoSite(most=1)) as base, Fetcher(PATIENT) as fetcher:
        reach = Reach(hosts=frozenset({host_of(base)}), delay=0, loopback=True)
        for _ in range(3):
            assert fetcher.get(f"{base}/", reach).status == 200
    assert len(read) == 1
