"""Who of those that ask is staff: by a password, or by a header that a trusted proxy sets."""

import hmac
from collections.abc import Mapping

from itsdangerous import BadData, URLSafeTimedSerializer

from pressearchiv.web.shared.config import WebConfig

COOKIE = "staff"
# A sign-in holds for a working day, in seconds.
LASTS = 12 * 3600
_LONGEST_NAME = 60


class Staff:
    """Tells by what a request brings who asks; a signed cookie holds the name given at sign-in."""

    def __init__(self, config: WebConfig, secret: str) -> None:
        self._password = config.staff_password
        self._header = config.staff_header
        # Signed with the password too: a new one ends every sign-in.
        self._signer = URLSafeTimedSerializer(secret + config.staff_password, salt="staff")

    @property
    def by_password(self) -> bool:
        """Whether staff can sign in with a password."""
        return bool(self._password)

    def who(self, cookies: Mapping[str, str]) -> str | None:
        """The name of the member of staff who asks, None for the public."""
        if not (self._password or self._header) or not (held := cookies.get(COOKIE)):
            return None
        try:
            return _clean(str(self._signer.loads(held, max_age=LASTS))) or None
        except BadData:
            return None

    def named_by_proxy(self, headers: Mapping[str, str]) -> str | None:
        """The cookie of whom a trusted proxy names; the gate has taken the header from whoever is none."""
        name = _clean(headers.get(self._header) or "") if self._header else ""
        return str(self._signer.dumps(name)) if name else None

    def sign_in(self, name: str, password: str) -> str | None:
        """The cookie of a member of staff; None where password or name will not do."""
        right = hmac.compare_digest(password.encode(), self._password.encode())
        if not (self._password and right and _clean(name)):
            return None
        return str(self._signer.dumps(_clean(name)))


def _clean(name: str) -> str:
    """A name on one line, without control characters, bounded."""
    return " ".join("".join(char for char in name if char.isprintable()).split())[:_LONGEST_NAME]
