"""When an address is to be asked again: often while a release is young, ever more seldom as it ages."""

import hashlib
from datetime import datetime, timedelta

# Up to this age of a release, this long between two visits.
_STEPS = (
    (timedelta(days=2), timedelta(hours=1)),
    (timedelta(days=7), timedelta(hours=6)),
    (timedelta(days=30), timedelta(days=1)),
    (timedelta(days=365), timedelta(days=30)),
)
_FUTURE = -timedelta(days=7)
_OLDEST = timedelta(days=180)
# Visits to releases of one age are spread by this share of the interval, so that they do not fall on one day.
_SPREAD = 0.25


def next_visit(url: str, *, since: datetime, now: datetime) -> datetime:
    """When an address is due again; `since` is when its release was published or, unknown, first seen.

    An address always falls on the same place of its spread; within the first week there is none.
    """
    age = now - since
    interval = next((interval for limit, interval in _STEPS if age < limit), _OLDEST)
    if age < _FUTURE:  # a misprint, or a machine whose clock is wrong: not to be asked every hour for years
        interval = timedelta(days=1)
    if interval >= timedelta(days=1):
        place = int.from_bytes(hashlib.sha256(url.encode()).digest()[:4]) / 2**32
        interval *= 1 - _SPREAD * place
    return now + interval


def is_due(due_at: datetime, now: datetime) -> bool:
    """Whether an address is to be asked now; also where its turn is further off than any can be.

    It was reckoned by a clock that was ahead, as of a machine without one of its own that had not asked the time yet.
    """
    return due_at <= now or due_at - now > _OLDEST


# How long an address that failed so many times waits for its next try; the first time it is tried in the next run.
_TRIES = (timedelta(0), timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
_SELDOM = timedelta(days=30)


def next_try(tries: int, *, now: datetime) -> datetime:
    """When an address that could not be taken in `tries` times is tried again."""
    return now + (_TRIES[tries - 1] if tries <= len(_TRIES) else _SELDOM)
