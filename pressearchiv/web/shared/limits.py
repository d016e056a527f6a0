"""How often one address may ask: moving windows, kept in memory and nowhere else."""

from ipaddress import ip_network

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

# The API, feeds and exports; what costs a mail or tries a password.
ASKING = RateLimitItemPerMinute(120, namespace="asking")
EXPORTING = RateLimitItemPerMinute(10, namespace="exporting")
SAVING = RateLimitItemPerHour(10, namespace="saving")
SIGNING_IN = RateLimitItemPerMinute(10, namespace="signing-in")
# So many bits of a long address are one customer's network.
_CUSTOMER = 64


class Limits:
    """Counts what each address asks for."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def allows(self, item: RateLimitItem, who: str) -> bool:
        """Count one more; False where it is one too many."""
        return self._limiter.hit(item, who)


def asker(request: Request) -> str:
    """The address a request came from; of a long one (RFC 4291) the network a customer usually has."""
    host = request.client.host if request.client else ""
    try:
        return str(ip_network((host, _CUSTOMER), strict=False)) if ":" in host else host
    except ValueError:
        return host
