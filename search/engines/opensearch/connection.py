"""Requests to a cluster; whatever it answers but an answer becomes a SearchError that says what to do."""

import threading
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

from language.messages import FilledMessage, Message
from search.engines.opensearch.address import Address
from search.errors import (
    EngineDegraded,
    EngineDenied,
    EngineForeign,
    EngineFull,
    EngineTooOld,
    EngineUnreachable,
    SearchError,
)

# Seconds for one answer, and how often a node that does not answer is left for the next one.
_TIMEOUT, _RETRIES = 30.0, 3
_OLDEST = (2, 19)
_TOO_SLOW = Message("keine Antwort in {seconds} Sekunden")
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
        self._client: OpenSearch | None = None

    @contextmanager
    def client(self) -> Iterator[OpenSearch]:
        """The client, checked once; raises a SearchError for whatever goes wrong while it is used."""
        with self._told():
            with self._mutex:
                if self._client is None:
                    client = self._connected()
                    self._check(client)
                    self._client = client
            yield self._client

    def close(self) -> None:
        """Let go of connections."""
        with self._mutex:
            if self._client is not None:
                self._client.close()
                self._client = None

    def _connected(self) -> OpenSearch:
        address = self.address
        return OpenSearch(
            hosts=list(address.nodes),
            http_auth=(address.user, address.password) if address.user else None,
            verify_certs=True,
            ca_certs=str(address.authority) if address.authority else None,
            timeout=_TIMEOUT,
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
        return EngineDegraded(place=place, reason=f"{status} {said[:_LONGEST_REASON]}")


def is_full(said: str) -> bool:
    """Whether a cluster's words say that its disks are full."""
    return any(sign in said for sign in _FULL)


def _reason(error: Exception) -> Message | FilledMessage:
    if isinstance(error, ConnectionTimeout):
        return _TOO_SLOW.filled(seconds=round(_TIMEOUT))
    if isinstance(error, SSLError):
        return _NO_TRUST.filled(reason=str(error)[:_LONGEST_REASON])
    return _NO_ANSWER
