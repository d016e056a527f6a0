"""Completeness where no running numbers tell it: what a city's lists have named against what is on record."""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from archive.model import Pending, Run
from language.german.calendar import shifted_month

# A month is thin when it brought less than this share of the median of the months before it, thin ones aside.
_THIN = 0.25
_LEAST_MONTHLY = 4
_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ThinMonth:
    """A month with far fewer releases than the twelve before it had; `month` is its first day, `usual` their median."""

    month: date
    count: int
    usual: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ByList:
    """What the lists of a city have named, and what of that is on record.

    `missing` counts the addresses that were listed and could not be taken in, by the code of the last error;
    `missing_since` is when the first of them was met. `followed_at` is when a list was last followed to its end, or to
    where all was known; None for never. `goes_on` says that a list told of more pages and showed no way to them.
    """

    city: str
    taken: int
    missing: Mapping[str, int]
    missing_since: datetime | None
    followed_at: datetime | None
    goes_on: bool
    thin: tuple[ThinMonth, ...]

    @property
    def listed(self) -> int:
        """How many releases the lists have named."""
        return self.taken + sum(self.missing.values())

    @property
    def share(self) -> float | None:
        """The share of what was listed that is on record, 0 to 1; None where no list has named anything."""
        return self.taken / self.listed if self.listed else None

    @property
    def whole(self) -> bool:
        """Whether the lists are known to have been followed to their end."""
        return self.followed_at is not None and not self.goes_on


def by_list(
    city: str,
    *,
    taken: int,
    pending: Sequence[Pending],
    followed_at: datetime | None,
    last_run: Run | None,
    months: Mapping[date, int],
    today: date,
) -> ByList:
    """The completeness of a city by its lists; `months` are releases by the first day of their month."""
    problems = last_run.problems if last_run else ()
    return ByList(
        city=city,
        taken=taken,
        missing=dict(sorted(Counter(waiting.code for waiting in pending).items())),
        missing_since=min((waiting.known_since for waiting in pending), default=None),
        followed_at=followed_at,
        goes_on=any(problem.code == "list-goes-on" for problem in problems),
        thin=tuple(thin_months(months, today)),
    )


def thin_months(months: Mapping[date, int], today: date) -> Iterable[ThinMonth]:
    """The whole months that lie far below those before them, the oldest first.

    Thin months are no measure for later ones, until a whole year of them says that the city writes less by now.
    """
    if not months:
        return
    usual: list[int] = []
    thin: list[int] = []
    month, last = min(months), today.replace(day=1)
    while month < last:
        count = months.get(month, 0)
        median = statistics.median(usual[-_YEAR:]) if len(usual) >= _YEAR else 0
        if median >= _LEAST_MONTHLY and count < _THIN * median:
            yield ThinMonth(month=month, count=count, usual=round(median))
            thin.append(count)
            if len(thin) == _YEAR and any(thin):
                usual, thin = thin, []
        else:
            usual, thin = [*usual[-_YEAR:], count], []
        month = shifted_month(month, 1)


def thin_spans(thin: Sequence[ThinMonth]) -> list[tuple[date, date, int, int]]:
    """Thin months in a row as one: the first, the last, the sum of what they brought and of what is usual."""
    spans: list[tuple[date, date, int, int]] = []
    for found in thin:
        if spans and shifted_month(spans[-1][1], 1) == found.month:
            first, _, count, usual = spans.pop()
            spans.append((first, found.month, count + found.count, usual + found.usual))
        else:
            spans.append((found.month, found.month, found.count, found.usual))
    return spans
