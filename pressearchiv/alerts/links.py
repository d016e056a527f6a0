"""The links in mails: signed, so that nobody can confirm or end what is not theirs."""

from collections.abc import Sequence

from itsdangerous import BadData, URLSafeTimedSerializer

from pressearchiv.alerts.errors import LinkUnusable
from pressearchiv.alerts.store import CONFIRM_DAYS

_DAY = 24 * 3600


class AlertLinks:
    """Makes and reads the part of a link that names subscriptions; `public_url` is where the pages are reached."""

    def __init__(self, public_url: str, secret: str) -> None:
        self.public_url = public_url
        self._confirming = URLSafeTimedSerializer(secret, salt="confirm")
        self._ending = URLSafeTimedSerializer(secret, salt="end")

    def to_confirm(self, subscription_id: int) -> str:
        """Where the owner of an address says yes."""
        return f"{self.public_url}/abo/bestaetigen/{self._confirming.dumps(subscription_id)}"

    def to_end(self, subscription_ids: Sequence[int]) -> str:
        """Where subscriptions are ended; also by one click of a mail program (RFC 8058)."""
        return f"{self.public_url}/abo/beenden/{self._ending.dumps(list(subscription_ids))}"

    def confirmed(self, token: str) -> int:
        """The subscription that a link confirms; raises LinkUnusable."""
        try:
            return int(self._confirming.loads(token, max_age=CONFIRM_DAYS * _DAY))
        except (BadData, TypeError, ValueError) as error:
            raise LinkUnusable() from error

    def ended(self, token: str) -> tuple[int, ...]:
        """The subscriptions that a link ends, however old it is; raises LinkUnusable."""
        try:
            return tuple(int(load) for load in self._ending.loads(token))
        except (BadData, TypeError, ValueError) as error:
            raise LinkUnusable() from error
