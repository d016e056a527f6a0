"""When a subscription is due again."""

from datetime import datetime, time, timedelta

from language.german.zone import GERMANY
from pressearchiv.alerts.model import Frequency

# Mails of a day, of a week, come at this hour; the weekly ones on Mondays.
_HOUR = time(7, 0)
# News at once are gathered for so long, so that a city's ten releases of one run are one mail.
_GATHER = timedelta(minutes=5)


def next_due(frequency: Frequency, now: datetime) -> datetime:
    """The next moment to tell a subscriber, after `now`."""
    if frequency is Frequency.AT_ONCE:
        return now + _GATHER
    local = now.astimezone(GERMANY)
    day = local.date()
    if frequency is Frequency.WEEKLY:
        day += timedelta(days=-day.weekday() % 7)
    due = datetime.combine(day, _HOUR, GERMANY)
    if due <= local:
        due = datetime.combine(
            day + timedelta(days=7 if frequency is Frequency.WEEKLY else 1), _HOUR, GERMANY
        )
    return due
