"""Edits and withdrawals as they are asked for in an address, and told in words; the same for page and feed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from archive.changes import changes, in_words
from archive.model import EventKind, Grade
from archive.noticed import Noticed, Wanted
from language.german.zone import GERMANY
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from search.fields import GRADES
from search.params import Search

_WITHDRAWN = "withdrawn"
_EDITED = "edited"


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One change as it is shown: what happened, and which words went and came."""

    noticed: Noticed
    happened: str
    words: str


def wanted_of(search: Search) -> Wanted:
    """What a search asks for here: its cities, its states, and its period as that of the noticing."""
    filters, period = search.filters, search.filters.published
    grades = tuple(grade for grade in Grade if _EDITED in filters.state or str(grade) in filters.state)
    returns = (EventKind.WITHDRAWN, EventKind.RESTORED)
    return Wanted(
        cities=filters.city,
        grades=grades,
        kinds=returns if _WITHDRAWN in filters.state else (),
        since=_midnight(period.start) if period and period.start else None,
        until=_midnight(period.end + timedelta(days=1)) if period and period.end else None,
    )


def told(
    context: AppContext, search: Search, limit: int, before: int | None = None
) -> tuple[ToldChange, ...]:
    """The newest changes that a search asks for, or those that follow the one of a sequence number."""
    found = context.archive.noticed(wanted_of(search), limit, now=datetime.now(UTC), before=before)
    return tuple(ToldChange(one, _happened(context, one), _words(context, one)) for one in found)


def _happened(context: AppContext, one: Noticed) -> str:
    if one.kind is EventKind.WITHDRAWN:
        return context.text(messages.WITHDRAWN)
    if one.kind is EventKind.RESTORED:
        return context.text(messages.CAME_BACK)
    return context.text(GRADES[one.version.grade] if one.version.grade else messages.EDITED)


def _words(context: AppContext, one: Noticed) -> str:
    return in_words(changes(one.before, one.version), context.language) if one.before else ""


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), GERMANY)
