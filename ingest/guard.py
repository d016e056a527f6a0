"""Where a request may go: only to public addresses, checked at the moment of connecting, behind a proxy too."""

import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable
from functools import cached_property
from urllib.request import getproxies, proxy_bypass

import httpx

# Names that mean this machine or this house's network, whatever a resolver says (RFC 6761, RFC 6762, RFC 8375).
_INNER_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain")
# Networks whose addresses end in an IPv4 address: NAT64, the translated ones (RFC 7915) and the old compatible ones.
_WRAPPING = (
    ipaddress.IPv6Network("64:ff9b::/96"),
    ipaddress.IPv6Network("::ffff:0:0:0/96"),
    ipaddress.IPv6Network("::/96"),
)
# Translation within a network of its own (RFC 8215): where its addresses lead nobody outside can know.
_LOCAL_TRANSLATION = ipaddress.IPv6Network("64:ff9b:1::/48")
# Whether a request may go to this machine; set by the fetcher for the demo city alone.
LOOPBACK = "pressearchiv_loopback"

Resolve = Callable[[str, int], list[str]]


class AddressForbidden(httpx.TransportError):
    """A host that lies inside our own network."""


class GuardedTransport(httpx.BaseTransport):
    """Connects to the very address it has checked, so that a name cannot lead elsewhere a moment later.

    Raises AddressForbidden for an address that is not public. Proxies of the environment are used; what a proxy
    would resolve for us is checked by its name, and by our own resolver where that knows it.
    """

    def __init__(self, resolve: Resolve | None = None) -> None:
        self._resolve = resolve or _resolve
        # One for each name: names that share an address must not share a connection made for another name.
        self._direct: dict[str, httpx.HTTPTransport] = {}
        self._proxied = {
            scheme: httpx.HTTPTransport(
                proxy=address if "://" in address else f"http://{address}", verify=self._certificates
            )
            for scheme, address in getproxies().items()
            if scheme in ("http", "https") and address
        }

    @cached_property
    def _certificates(self) -> ssl.SSLContext:
        """The authorities that are believed; reading them takes longer than asking a city."""
        return httpx.create_ssl_context()

    def close(self) -> None:
        """Let go of every connection."""
        for transport in (*self._direct.values(), *self._proxied.values()):
            transport.close()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, if its host may be reached."""
        host, scheme = request.url.raw_host.decode("ascii"), request.url.scheme
        loopback = bool(request.extensions.get(LOOPBACK))
        proxied = None if proxy_bypass(host) else self._proxied.get(scheme)
        if proxied and not loopback:
            check_name(host)
            check_addresses(host, self._known(host), loopback=False)
            return proxied.handle_request(request)
        addresses = self._known(host, request.url.port or (443 if scheme == "https" else 80))
        if not addresses:
            raise httpx.ConnectError(f"DNS: {host} ?")
        if not loopback:
            check_name(host)
        check_addresses(host, addresses, loopback=loopback)
        transport = self._direct.get(host)
        if transport is None:
            transport = self._direct[host] = httpx.HTTPTransport(verify=self._certificates)
        for address in addresses[:-1]:
            try:
                return transport.handle_request(_pinned(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue  # the next address of the same name may answer
        return transport.handle_request(_pinned(request, addresses[-1]))

    def _known(self, host: str, port: int = 443) -> list[str]:
        try:
            return self._resolve(host, port)
        except OSError:
            return []


def check_name(host: str) -> None:
    """Raises AddressForbidden for a name that means our own network."""
    name = host.lower().rstrip(".")
    if any(name == inner or name.endswith(f".{inner}") for inner in _INNER_NAMES):
        raise AddressForbidden(host)


def check_addresses(host: str, addresses: Iterable[str], *, loopback: bool) -> None:
    """Raises AddressForbidden where one of a host's addresses is not public; `loopback` allows this machine alone."""
    for text in addresses:
        address = ipaddress.ip_address(text.partition("%")[0])
        inner = _inside(address)
        site_local = isinstance(inner, ipaddress.IPv6Address) and (
            inner.is_site_local or inner in _LOCAL_TRANSLATION
        )
        public = inner.is_global and not inner.is_multicast and not site_local
        fine = inner.is_loopback if loopback else public
        if not fine:
            raise AddressForbidden(f"{host} ({text})" if text != host else host)


def _inside(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The IPv4 address that an IPv6 address wraps (RFC 4291, 2.5.5; RFC 3056; RFC 6052), else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    wrapped = address.ipv4_mapped or address.sixtofour
    if wrapped is None and any(address in network for network in _WRAPPING) and int(address) > 1:
        wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return wrapped or address


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _pinned(request: httpx.Request, address: str) -> httpx.Request:
    """The same request to a checked address; certificate and Host stay those of the name."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,  # they hold the Host of the name already
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )
