from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from archive.model import Validators
from ingest.errors import (
    BadAnswer,
    ContactMissing,
    FetchError,
    HostNotAllowed,
    RobotsForbid,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)
from ingest.fetch import Fetcher, Policy
from ingest.scope import Reach

REACH = Reach(hosts=frozenset({"a.example"}))
URL = "https://a.example/presse/1"
Answer = Callable[[httpx.Request], httpx.Response]


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Site:
    """A server in the place of the network: answers by path, remembers what it was asked."""

    def __init__(
        self,
        robots: str | httpx.Response = "",
        answers: Mapping[str, Answer | httpx.Response | list[httpx.Response]] | None = None,
    ) -> None:
        self.asked: list[httpx.Request] = []
        self._robots = robots
        self._answers = answers or {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return (
                self._robots
                if isinstance(self._robots, httpx.Response)
                else httpx.Response(200, text=self._robots)
            )
        self.asked.append(request)
        answer = self._answers.get(request.url.path.rpartition("/")[2], httpx.Response(200, text="Text"))
        if isinstance(answer, list):
            return answer.pop(0)
        return answer if isinstance(answer, httpx.Response) else answer(request)


def fetching(site: Site, clock: Clock | None = None, **policy: object) -> Fetcher:
    clock = clock or Clock()
    rules = Policy(**{"contact": "presse@archiv.example", "delay": 0.0, **policy})  # type: ignore[arg-type]
    return Fetcher(rules, sleep=clock.sleep, clock=clock, transport=httpx.MockTransport(site))


def test_a_byte_order_mark_hides_no_rule() -> None:
    rules = "\ufeffUser-agent: *\nDisallow: /geheim"
    with fetching(Site(robots=rules)) as fetcher, pytest.raises(RobotsForbid):
        fetcher.get("https://a.example/geheim", REACH)


def test_it_says_who_asks_and_how_to_reach_them() -> None:
    site = Site()
    with fetching(site, version="1.2") as fetcher:
        fetcher.get(URL, REACH)
    assert site.asked[0].headers["user-agent"] == "Pressearchiv/1.2 (+presse@archiv.example)"


def test_without_a_contact_only_loopback_is_asked() -> None:
    with fetching(Site(), contact=None) as fetcher:
        with pytest.raises(ContactMissing, match="PRESSEARCHIV_CONTACT"):
            fetcher.get(URL, REACH)
        assert (
            fetcher.get(
                "http://127.0.0.1:8502/x", Reach(hosts=frozenset({"127.0.0.1:8502"}), loopback=True)
            ).status
            == 200
        )


def test_validators_are_sent_and_304_is_an_answer() -> None:
    def unchanged(request: httpx.Request) -> httpx.Response:
        assert request.headers["if-none-match"] == '"x"'
        assert request.headers["if-modified-since"] == "yesterday"
        return httpx.Response(304)

    site = Site(answers={"1": unchanged})
    with fetching(site) as fetcher:
        assert fetcher.get(URL, REACH, known=Validators(etag='"x"', last_modified="yesterday")).status == 304


@pytest.mark.parametrize("status", [404, 410])
def test_gone_is_an_answer(status: int) -> None:
    with fetching(Site(answers={"1": httpx.Response(status)})) as fetcher:
        assert fetcher.get(URL, REACH).status == status


@pytest.mark.parametrize("status", [401, 403, 500, 502])
def test_any_other_status_is_told(status: int) -> None:
    with (
        fetching(Site(answers={"1": httpx.Response(status)})) as fetcher,
        pytest.raises(BadAnswer, match=str(status)),
    ):
        fetcher.get(URL, REACH)


class TestRobots:
    def test_what_is_forbidden_is_not_asked_for(self) -> None:
        site = Site(robots="User-agent: *\nDisallow: /presse/")
        with fetching(site) as fetcher, pytest.raises(RobotsForbid, match=URL):
            fetcher.get(URL, REACH)
        assert site.asked == []

    def test_a_rule_for_us_by_name_counts(self) -> None:
        site = Site(robots="User-agent: *\nAllow: /\n\nUser-agent: Pressearchiv\nDisallow: /")
        with fetching(site) as fetcher, pytest.raises(RobotsForbid):
            fetcher.get(URL, REACH)

    def test_a_site_without_the_file_allows_all(self) -> None:
        with fetching(Site(robots=httpx.Response(404))) as fetcher:
            assert fetcher.get(URL, REACH).status == 200

    def test_a_site_that_cannot_say_is_left_alone(self) -> None:
        with fetching(Site(robots=httpx.Response(500))) as fetcher, pytest.raises(RobotsForbid, match="500"):
            fetcher.get(URL, REACH)

    def test_a_site_that_is_down_forbids_nothing_it_is_down(self) -> None:
        def broken(request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("connection refused")

        policy = Policy(contact="presse@archiv.example", delay=0, tries=1)
        with Fetcher(policy, transport=httpx.MockTransport(broken)) as fetcher:
            for _ in range(2):
                with pytest.raises(Unreachable, match="connection refused"):
                    fetcher.get(URL, REACH)

    def test_the_distance_it_asks_for_is_kept(self) -> None:
        clock = Clock()
        with fetching(Site(robots="User-agent: *\nCrawl-delay: 7"), clock, delay=1.0) as fetcher:
            fetcher.get(URL, REACH)
            fetcher.get(URL, REACH)
        assert 7.0 in clock.slept


class TestDistance:
    def test_requests_to_a_host_are_kept_apart(self) -> None:
        clock = Clock()
        with fetching(Site(), clock, delay=2.0) as fetcher:
            for _ in range(3):
                fetcher.get(URL, REACH)
        assert clock.slept == [2.0, 2.0, 2.0]

    def test_a_city_can_ask_for_another_distance(self) -> None:
        clock = Clock()
        with fetching(Site(), clock, delay=2.0) as fetcher:
            for _ in range(3):
                fetcher.get(URL, replace(REACH, delay=0))
        assert clock.slept == []


class TestPatience:
    @pytest.mark.parametrize("status", [429, 503])
    def test_it_comes_back_when_told_to(self, status: int) -> None:
        clock = Clock()
        busy = httpx.Response(status, headers={"Retry-After": "9"})
        with fetching(Site(answers={"1": [busy, httpx.Response(200, text="da")]}), clock) as fetcher:
            assert fetcher.get(URL, REACH).body == b"da"
        assert clock.slept == [9.0]

    def test_a_date_in_retry_after_is_understood(self) -> None:
        clock = Clock()
        then = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
        busy = httpx.Response(503, headers={"Retry-After": then})
        with fetching(Site(answers={"1": [busy, httpx.Response(200)]}), clock) as fetcher:
            fetcher.get(URL, REACH)
        assert 20 < clock.slept[0] <= 30

    def test_without_a_hint_it_waits_twice_as_long_each_time_and_then_gives_up(self) -> None:
        clock = Clock()
        site = Site(answers={"1": lambda request: httpx.Response(429)})
        with fetching(site, clock) as fetcher, pytest.raises(BadAnswer, match="429"):
            fetcher.get(URL, REACH)
        assert clock.slept == [2.0, 4.0, 8.0]
        assert len(site.asked) == 4

    def test_who_wants_to_be_left_alone_for_long_is_left_alone(self) -> None:
        clock = Clock()
        busy = httpx.Response(503, headers={"Retry-After": "86400"})
        with fetching(Site(answers={"1": busy}), clock) as fetcher, pytest.raises(BadAnswer):
            fetcher.get(URL, REACH)
        assert clock.slept == []

    def test_a_broken_connection_is_tried_again_and_then_told(self) -> None:
        def broken(request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("connection refused")

        site = Site(answers={"1": broken})
        with fetching(site) as fetcher, pytest.raises(Unreachable, match="connection refused"):
            fetcher.get(URL, REACH)
        assert len(site.asked) == 4


class TestBounds:
    def test_a_body_over_the_cap_is_not_taken(self) -> None:
        site = Site(answers={"1": httpx.Response(200, content=b"x" * 101)})
        with fetching(site, most_bytes=100) as fetcher, pytest.raises(TooLarge, match="100"):
            fetcher.get(URL, REACH)

    def test_a_small_body_that_unpacks_into_a_large_one_is_not_taken(self) -> None:
        import gzip

        bomb = httpx.Response(
            200, content=gzip.compress(b"0" * 10_000_000), headers={"Content-Encoding": "gzip"}
        )
        with fetching(Site(answers={"1": bomb}), most_bytes=1_000_000) as fetcher, pytest.raises(TooLarge):
            fetcher.get(URL, REACH)

    def test_a_body_packed_twice_is_not_unpacked(self) -> None:
        twice = httpx.Response(200, content=b"x", headers={"Content-Encoding": "identity, identity"})
        with (
            fetching(Site(answers={"1": twice})) as fetcher,
            pytest.raises(Unreachable, match="Content-Encoding"),
        ):
            fetcher.get(URL, REACH)

    @pytest.mark.parametrize("value", ["²", "-1", "bald", ""])
    def test_a_retry_after_that_says_nothing_is_passed_over(self, value: str) -> None:
        clock = Clock()
        busy = httpx.Response(503, headers={b"Retry-After": value.encode()})
        with fetching(Site(answers={"1": [busy, httpx.Response(200)]}), clock) as fetcher:
            assert fetcher.get(URL, REACH).status == 200

    def test_a_body_that_drips_is_given_up(self) -> None:
        clock = Clock()

        def drip() -> Iterator[bytes]:
            while True:
                clock.now += 10
                yield b"x" * 65_536

        site = Site(answers={"1": lambda request: httpx.Response(200, content=drip())})
        with fetching(site, clock, total_timeout=50.0) as fetcher, pytest.raises(Unreachable, match="50 s"):
            fetcher.get(URL, REACH)

    def test_redirects_are_followed_within_the_city_only(self) -> None:
        inside = httpx.Response(301, headers={"Location": "/presse/2"})
        outside = httpx.Response(302, headers={"Location": "https://evil.example/"})
        with fetching(Site(answers={"1": inside, "3": outside})) as fetcher:
            moved = fetcher.get(URL, REACH)
            assert (moved.url, moved.final_url) == (URL, "https://a.example/presse/2")
            with pytest.raises(HostNotAllowed, match=r"evil\.example"):
                fetcher.get("https://a.example/presse/3", REACH)

    @pytest.mark.parametrize(
        "location", ["http://[bad", "https://a.example:port/", "//", "http://\x00/", "javascript:1"]
    )
    def test_a_redirect_to_nonsense_is_told(self, location: str) -> None:
        answer = httpx.Response(302, headers={"Location": location})
        with fetching(Site(answers={"1": answer})) as fetcher, pytest.raises(FetchError):
            fetcher.get(URL, REACH)

    def test_a_redirect_in_circles_is_given_up(self) -> None:
        circle = httpx.Response(302, headers={"Location": "/presse/1"})
        with fetching(Site(answers={"1": circle})) as fetcher, pytest.raises(TooManyRedirects):
            fetcher.get(URL, REACH)

    def test_a_host_is_the_same_with_and_without_www(self) -> None:
        for named, asked in (("a.example", "www.a.example"), ("www.a.example", "a.example")):
            with fetching(Site()) as fetcher:
                assert fetcher.get(f"https://{asked}/presse/1", Reach(hosts=frozenset({named}))).body
            with fetching(Site()) as fetcher, pytest.raises(HostNotAllowed):
                fetcher.get(f"https://presse.{asked}/", Reach(hosts=frozenset({named})))

    @pytest.mark.parametrize(
        "url", ["https://b.example/", "file:///etc/passwd", "https://a.example:8443/", "ftp://a.example/"]
    )
    def test_other_hosts_and_schemes_are_not_asked(self, url: str) -> None:
        with fetching(Site()) as fetcher, pytest.raises(HostNotAllowed):
            fetcher.get(url, REACH)
