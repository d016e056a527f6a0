"""Polite HTTP: one request at a time to a host, by its rules, bounded in size, time and tries."""

import email.utils
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx

from archive.model import Capture, Validators
from ingest.errors import (
    BadAnswer,
    ContactMissing,
    FetchError,
    HostNotAllowed,
    HostTaken,
    InnerAddress,
    RobotsForbid,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)
from ingest.guard import LOOPBACK, AddressForbidden, GuardedTransport
from ingest.robots import Rules, read_rules
from ingest.scope import Reach, host_of
from ingest.turns import ALONE, HostTurns
from ingest.unpacking import Damaged, unpacked

AGENT = "Pressearchiv"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRY_AGAIN = frozenset({429, 503})
_ANSWERS = frozenset({200, 203, 304, 404, 410})
_NOTHING_KNOWN = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How the fetcher behaves: `contact` goes into the User-Agent, delays and limits are in seconds and bytes.

    A site that answers 429 or 503 is asked `tries` times in all, after `back_off`, twice that, ... or what its
    Retry-After says; one that wants to be left alone for longer than `longest_wait` is given up for this run.
    """

    contact: str | None = None
    version: str = "0"
    delay: float = 1.0
    tries: int = 4
    back_off: float = 2.0
    longest_wait: float = 120.0
    most_bytes: int = 10 * 1024 * 1024
    most_redirects: int = 5
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    total_timeout: float = 120.0

    @property
    def user_agent(self) -> str:
        """Who asks, by name, version and contact address."""
        return f"{AGENT}/{self.version}" + (f" (+{self.contact})" if self.contact else "")


class Fetcher:
    """The one place that speaks HTTP. Not for several threads at once."""

    def __init__(
        self,
        policy: Policy,
        *,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        transport: httpx.BaseTransport | None = None,
        turns: HostTurns = ALONE,
    ) -> None:
        """`turns` says when this process may ask a host, where several fill one archive."""
        self._policy = policy
        self._turns = turns
        self._sleep = sleep
        self._clock = clock
        timeout = httpx.Timeout(policy.read_timeout, connect=policy.connect_timeout)
        self._client = httpx.Client(
            headers={
                "User-Agent": policy.user_agent,
                "Accept-Language": "de",
                "Accept-Encoding": "gzip, deflate",
            },
            timeout=timeout,
            follow_redirects=False,
            transport=transport or GuardedTransport(),
        )
        self._rules: dict[str, Rules] = {}
        self._free_at: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(
        self,
        url: str,
        reach: Reach,
        *,
        known: Validators = _NOTHING_KNOWN,
        most_bytes: int | None = None,
    ) -> Capture:
        """What an address serves: status 200 with its body, 304 for "as before", 404 or 410 for "gone".

        Only hosts within `reach` are asked, redirects included. `known` asks for what has changed since; `most_bytes`
        stands in for the policy's cap. Raises a FetchError for everything else.
        """
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        cap = most_bytes or self._policy.most_bytes
        capture = self._follow(url, headers, reach, cap, by_the_rules=True)
        if capture.status not in _ANSWERS:
            raise BadAnswer(place=capture.final_url, status=capture.status)
        return capture

    def _follow(
        self,
        url: str,
        headers: dict[str, str],
        reach: Reach,
        most_bytes: int,
        *,
        by_the_rules: bool,
    ) -> Capture:
        asked = url
        for _ in range(self._policy.most_redirects + 1):
            self._check_host(asked, reach)
            if by_the_rules:
                rules = self._rules_of(asked, reach)
                if rules.unreachable:
                    raise Unreachable(place=asked, reason=rules.reason)
                if not rules.allow(asked, AGENT):
                    raise RobotsForbid(place=asked, reason=rules.reason)
            capture = self._ask_with_patience(asked, headers, reach, most_bytes)
            location = capture.header("location")
            if capture.status not in _REDIRECTS or not location:
                return replace(capture, url=url)
            asked = _joined(asked, location)
        raise TooManyRedirects(place=url, limit=self._policy.most_redirects)

    def _check_host(self, url: str, reach: Reach) -> None:
        host = host_of(url) if _is_address(url) else ""
        if not reach.allows(host):
            raise HostNotAllowed(place=url, hosts=", ".join(sorted(reach.hosts)))
        if not self._policy.contact and not reach.loopback:
            raise ContactMissing(place=url)

    def _rules_of(self, url: str, reach: Reach) -> Rules:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            try:
                answer = self._follow(
                    f"{origin}/robots.txt", {}, reach, self._policy.most_bytes, by_the_rules=False
                )
                self._rules[origin] = read_rules(answer.status, answer.body)
            except (InnerAddress, HostTaken):
                raise
            except Unreachable as error:
                self._rules[origin] = Rules(None, str(error.facts["reason"]), unreachable=True)
            except FetchError as error:
                self._rules[origin] = Rules(None, str(error))
        return self._rules[origin]

    def _ask_with_patience(self, url: str, headers: dict[str, str], reach: Reach, most_bytes: int) -> Capture:
        wait = self._policy.back_off
        for tried in range(1, self._policy.tries + 1):
            self._keep_distance(url, reach.delay)
            try:
                capture = self._ask(url, headers, reach, most_bytes)
            except AddressForbidden as error:
                raise InnerAddress(place=url, host=str(error)) from error
            except httpx.InvalidURL as error:  # an address in the answer that leads nowhere, ever
                raise Unreachable(place=url, reason=str(error)) from error
            except httpx.HTTPError as error:
                if tried == self._policy.tries:
                    raise Unreachable(place=url, reason=_reason(error)) from error
                self._sleep(wait)
            else:
                if capture.status not in _TRY_AGAIN:
                    return capture
                asked_for = _retry_after(capture)
                pause = wait if asked_for is None else asked_for
                if tried == self._policy.tries or pause > self._policy.longest_wait:
                    return capture
                self._sleep(pause)
            wait *= 2
        raise AssertionError("a policy allows at least one try")

    def _keep_distance(self, url: str, delay: float | None) -> None:
        host = host_of(url)
        rules = self._rules.get(f"{urlsplit(url).scheme}://{urlsplit(url).netloc}")
        distance = self._policy.delay if delay is None else delay
        if rules:
            distance = max(distance, min(rules.delay(AGENT), self._policy.longest_wait))
        now = self._clock()
        free_at = self._free_at.get(host, now)
        if free_at > now:
            self._sleep(free_at - now)
        self._free_at[host] = max(free_at, now) + distance
        self._turns.wait_for(host, distance)

    def _arriving(self, answer: httpx.Response, url: str, give_up_at: float) -> Iterator[bytes]:
        """The bytes as they come, for so long at most: a server that drips must not hide behind a buffer."""
        for chunk in answer.iter_bytes() if answer.is_stream_consumed else answer.iter_raw():
            if self._clock() > give_up_at:
                raise Unreachable(place=url, reason=f"> {self._policy.total_timeout:.0f} s")
            yield chunk

    def _ask(self, url: str, headers: dict[str, str], reach: Reach, most_bytes: int) -> Capture:
        give_up_at = self._clock() + self._policy.total_timeout
        extensions = {LOOPBACK: reach.loopback}
        with self._client.stream("GET", url, headers=headers, extensions=extensions) as answer:
            packed = answer.headers.get("content-encoding", "")
            if "," in packed:  # packed twice: nobody needs it, bombs use it
                raise Unreachable(place=url, reason=f"Content-Encoding: {packed[:40]}")
            if answer.is_stream_consumed:  # a transport has handed it over whole and unpacked
                packed = ""
            body = bytearray()
            try:
                for piece in unpacked(self._arriving(answer, url, give_up_at), packed):
                    body += piece
                    if len(body) > most_bytes:
                        raise TooLarge(place=url, limit=most_bytes)
            except Damaged as error:  # what is cut short is asked for again, and is never a version
                raise httpx.DecodingError(str(error), request=answer.request) from error
            return Capture(
                url=url,
                final_url=url,
                fetched_at=datetime.now(UTC),
                status=answer.status_code,
                content_type=answer.headers.get("content-type", ""),
                body=bytes(body),
                etag=answer.headers.get("etag"),
                last_modified=answer.headers.get("last-modified"),
                headers=tuple(answer.headers.multi_items()),
            )


def _is_address(url: str) -> bool:
    """Whether a text from outside is an http(s) address that can be asked for at all."""
    try:
        return httpx.URL(url).scheme in ("http", "https") and bool(urlsplit(url).netloc)
    except (httpx.InvalidURL, ValueError):
        return False


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError:
        return location


def _retry_after(capture: Capture) -> float | None:
    """The seconds a Retry-After header (RFC 9110, 10.2.3) asks for, None where there is none."""
    value = capture.header("retry-after")
    if value is None:
        return None
    if value.strip().isascii() and value.strip().isdecimal():
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (moment - datetime.now(moment.tzinfo)).total_seconds())


def _reason(error: httpx.HTTPError) -> str:
    return str(error) or type(error).__name__
