"""Requests to a cluster; whatever it answers but an answer becomes a SearchError that says what to do."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import (
    ConnectionTimeout,
    ImproperlyConfigured,
    SerializationError,
    SSLError,
    TransportError,
)
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from language.messages import FilledMessage, Message
from search.engines.opensearch.address import Address
from search.errors import (
    EngineDegraded,
    EngineDenied,
    EngineForeign,
    EngineFull,
    EngineOverloaded,
    EngineTooOld,
    EngineUnreachable,
    SearchError,
)

# Seconds for the answer to somebody who asks, to one who writes, and to the question whether anybody is there at all.
_TIMEOUT, _TIMEOUT_OF_WRITERS, _AT_ONCE = 10.0, 60.0, 2.0
# A cluster that let somebody wait in vain is asked by nobody for so many seconds: else all who ask pile up behind it.
_REST = 10.0
_OLDEST, _BUSY = (2, 19), 429
_TOO_SLOW = Message("sie lässt zu lange auf eine Antwort warten")
_NO_ANSWER = Message("keine Verbindung")
_NO_TRUST = Message("die verschlüsselte Verbindung kam nicht zustande ({reason})")
# How a cluster says that its disks are full (the flood stage of its watermarks).
_FULL = ("disk usage exceeded flood-stage", "index read-only / allow delete", "create-index blocked")
_LONGEST_REASON = 300
# What no cluster answers when it is asked who it is: it lives elsewhere, there is nothing, one may not ask so.
_FOREIGN = (301, 302, 303, 307, 308, 400, 404, 405)


class Cluster:
    """A cluster at an address. Safe to use from several threads."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._mutex = threading.Lock()
        self._reader: OpenSearch | None = None
        self._writer: OpenSearch | None = None
        # Set by one who waited in vain: until then nobody asks, and then one finds out whether anybody is there.
        self._rests_until: float | None = None
        self._trying = threading.Lock()

    @contextmanager
    def client(self, *, writes: bool = False) -> Iterator[OpenSearch]:
        """The client, of a cluster that was checked once; for one who `writes` it waits longer for an answer.

        Raises a SearchError for whatever goes wrong while it is used.
        """
        with self._told(), self._unless_it_hangs():
            with self._mutex:
                self._connect()
            assert self._reader
            assert self._writer
            yield self._writer if writes else self._reader

    def close(self) -> None:
        """Let go of connections."""
        with self._mutex:
            for client in filter(None, (self._reader, self._writer)):
                client.close()
            self._reader = self._writer = None

    @contextmanager
    def _unless_it_hangs(self) -> Iterator[None]:
        """Ask nothing of a cluster that has just let somebody wait in vain; raises EngineUnreachable."""
        self._try_again()
        try:
            yield
        except NoConnection as error:
            # Where somebody answers, it was this one question that took too long.
            if _was_in_vain(error) and not (self._reader and _answers(self._reader)):
                self._rests_until = time.monotonic() + _REST
            raise

    def _try_again(self) -> None:
        """Of those who come after a rest let one find out whether anybody is there; raises EngineUnreachable."""
        until = self._rests_until
        if until is None:
            return
        if time.monotonic() < until or not self._trying.acquire(blocking=False):
            raise EngineUnreachable(place=self.address.shown, reason=_TOO_SLOW)
        try:
            if self._reader and not _answers(self._reader):
                self._rests_until = time.monotonic() + _REST
                raise EngineUnreachable(place=self.address.shown, reason=_TOO_SLOW)
            self._rests_until = None
        finally:
            self._trying.release()

    def _connect(self) -> None:
        """Make the clients, where there are none; once one was in vain, who waited for the mutex need not try."""
        if self._reader:
            return
        if self._rests_until is not None:
            raise EngineUnreachable(place=self.address.shown, reason=_TOO_SLOW)
        reader = self._connected(_TIMEOUT)
        try:
            self._check(reader)
        except NoConnection as error:
            if _was_in_vain(error):
                self._rests_until = time.monotonic() + _REST
            raise
        self._reader, self._writer = reader, self._connected(_TIMEOUT_OF_WRITERS)

    def _connected(self, timeout: float) -> OpenSearch:
        address = self.address
        return OpenSearch(
            hosts=list(address.nodes),
            http_auth=(address.user, address.password) if address.user else None,
            verify_certs=True,
            ca_certs=str(address.authority) if address.authority else None,
            timeout=timeout,
            # A node that does not answer is left for the next one; a single one is asked once more where a connection
            # that was kept is there no longer, and waited for once.
            max_retries=max(1, len(address.nodes) - 1),
            retry_on_timeout=len(address.nodes) > 1,
        )

    def _check(self, client: OpenSearch) -> None:
        try:
            said: Any = client.info()
        except TransportError as error:
            if error.status_code in _FOREIGN:
                reason = f"{error.status_code} {error}"[:_LONGEST_REASON]
                raise EngineForeign(place=self.address.shown, reason=reason) from error
            raise
        known: Any = said.get("version") if isinstance(said, dict) else None
        if not isinstance(known, dict) or "number" not in known:
            raise EngineForeign(place=self.address.shown, reason=str(said)[:_LONGEST_REASON])
        number = str(known.get("number", "?"))
        parts = tuple(int(part) for part in number.split(".")[:2] if part.isdigit())
        if known.get("distribution") != "opensearch" or parts < _OLDEST:
            found = f"{known.get('distribution', 'Elasticsearch')} {number}"
            raise EngineTooOld(place=self.address.shown, found=found, oldest=".".join(map(str, _OLDEST)))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (NoConnection, ImproperlyConfigured, OSError) as error:
            raise EngineUnreachable(place=self.address.shown, reason=_reason(error)) from error
        except SerializationError as error:  # a page, a proxy's or another server's
            reason = str(error)[:_LONGEST_REASON]
            raise EngineForeign(place=self.address.shown, reason=reason) from error
        except TransportError as error:
            raise self._meant(error) from error

    def _meant(self, error: TransportError) -> SearchError:
        status, said = error.status_code, str(error)
        place = self.address.shown
        if is_full(said):
            return EngineFull(place=place)
        if status in (401, 403):
            return EngineDenied(place=place)
        if status == _BUSY:
            return EngineOverloaded(place=place, reason=said[:_LONGEST_REASON])
        return EngineDegraded(place=place, reason=f"{status} {said[:_LONGEST_REASON]}")


def is_full(said: str) -> bool:
    """Whether a cluster's words say that its disks are full."""
    return any(sign in said for sign in _FULL)


def _was_in_vain(error: NoConnection) -> bool:
    """Whether somebody waited for this error: a connection that is refused is refused at once."""
    cause = error.info
    return isinstance(error, ConnectionTimeout) or (
        isinstance(cause, ConnectTimeoutError) and not isinstance(cause, NewConnectionError)
    )


def _answers(client: OpenSearch) -> bool:
    """Whether anybody is there who answers at once."""
    try:
        client.transport.perform_request("GET", "/", params={"request_timeout": _AT_ONCE})
    except NoConnection:
        return False
    except TransportError:
        return True
    return True


def _reason(error: Exception) -> Message | FilledMessage:
    if isinstance(error, ConnectionTimeout):
        return _TOO_SLOW
    if isinstance(error, SSLError):
        return _NO_TRUST.filled(reason=str(error)[:_LONGEST_REASON])
    return _NO_ANSWER
