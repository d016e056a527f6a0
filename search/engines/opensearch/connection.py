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

# Seconds for the answer to somebody who asks, and to one who writes; how often a node that does not answer is left for
# the next one.
_TIMEOUT, _TIMEOUT_OF_WRITERS, _RETRIES = 10.0, 60.0, 3
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
        self._clients: dict[float, OpenSearch] = {}
        self._rests_until = 0.0

    @contextmanager
    def client(self, *, writes: bool = False) -> Iterator[OpenSearch]:
        """The client, checked once; one that `writes` waits longer for an answer.

        Raises a SearchError for whatever goes wrong while it is used.
        """
        timeout = _TIMEOUT_OF_WRITERS if writes else _TIMEOUT
        with self._told():
            with self._mutex, self._resting():
                if timeout not in self._clients:
                    client = self._connected(timeout)
                    self._check(client)
                    self._clients[timeout] = client
            with self._resting():
                yield self._clients[timeout]

    def close(self) -> None:
        """Let go of connections."""
        with self._mutex:
            for client in self._clients.values():
                client.close()
            self._clients = {}

    @contextmanager
    def _resting(self) -> Iterator[None]:
        """Ask nothing of a cluster that has just let somebody wait in vain; raises EngineUnreachable."""
        if time.monotonic() < self._rests_until:
            raise EngineUnreachable(place=self.address.shown, reason=_TOO_SLOW)
        try:
            yield
        except NoConnection as error:
            if _was_in_vain(error):
                self._rests_until = time.monotonic() + _REST
            raise

    def _connected(self, timeout: float) -> OpenSearch:
        address = self.address
        return OpenSearch(
            hosts=list(address.nodes),
            http_auth=(address.user, address.password) if address.user else None,
            verify_certs=True,
            ca_certs=str(address.authority) if address.authority else None,
            timeout=timeout,
            max_retries=_RETRIES,
            # A node that does not answer is left for the next one: for a single one nobody waits four times.
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


def _reason(error: Exception) -> Message | FilledMessage:
    if isinstance(error, ConnectionTimeout):
        return _TOO_SLOW
    if isinstance(error, SSLError):
        return _NO_TRUST.filled(reason=str(error)[:_LONGEST_REASON])
    return _NO_ANSWER
