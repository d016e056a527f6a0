"""Several searches over time, side by side: how many releases each finds, and how many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from search.model import Span
from search.params import Search

# Over more months than these, bars of months would be too many.
_MOST_MONTHS = 48
# A release dated centuries off must not make a table of thousands of lines.
_MOST_YEARS = 400
Months = Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Compared:
    """What one search finds in each period, in all, and how many of that bear no date."""

    search: Search
    counts: tuple[int, ...]
    total: int

    @property
    def undated(self) -> int:
        """How many hits are in no period, since they bear no date."""
        return self.total - sum(self.counts)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The periods by their first days, from the first hit of any search to the last, none left out between them.

    `everything` is how many releases there are in each period, whatever they say.
    """

    span: Span
    starts: tuple[date, ...]
    searches: tuple[Compared, ...]
    everything: tuple[int, ...]

    def share(self, compared: Compared, at: int) -> float | None:
        """Which share of all releases of a period a search finds; None where there are none."""
        return compared.counts[at] / self.everything[at] if self.everything[at] else None


def compare(found: Sequence[tuple[Search, Months, int]], everything: Months) -> Comparison:
    """Put side by side what searches find: for each its hits by the first of their month, and how many in all."""
    hit = sorted({month for _, months, _ in found for month in months})
    if not hit:
        return Comparison(Span.MONTH, (), tuple(Compared(search, (), n) for search, _, n in found), ())
    first, last = hit[0], hit[-1]
    many = (last.year - first.year) * 12 + last.month - first.month >= _MOST_MONTHS
    span = Span.YEAR if many else Span.MONTH
    starts = _years(hit) if many else _months(first, last)

    def counted(months: Months) -> tuple[int, ...]:
        counts = dict.fromkeys(starts, 0)
        for month, count in months.items():
            start = month.replace(month=1) if many else month
            if start in counts:
                counts[start] += count
        return tuple(counts.values())

    return Comparison(
        span,
        starts,
        tuple(Compared(search, counted(months), total) for search, months, total in found),
        counted(everything),
    )


def _months(first: date, last: date) -> tuple[date, ...]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(
        date(first.year + (first.month - 1 + at) // 12, (first.month - 1 + at) % 12 + 1, 1)
        for at in range(count)
    )


def _years(hit: Sequence[date]) -> tuple[date, ...]:
    years = sorted({month.year for month in hit})
    if years[-1] - years[0] < _MOST_YEARS:
        years = list(range(years[0], years[-1] + 1))
    return tuple(date(year, 1, 1) for year in years)
