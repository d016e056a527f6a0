"""What is asked of the search and what it answers: plain data, no HTML, no engine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from archive.model import Record, Version
from language.german.dates import Period
from search.fields import FACETS_BY_KEY
from search.matching import MatchReason
from search.query import Everything, Node

# The fields a result can be narrowed by, and the ones that are only counted.
FILTERS = tuple(FACETS_BY_KEY)
FACETS = (*FILTERS, "year", "month")
# How many values of a facet are counted, the most frequent ones.
MOST_VALUES = 200


class Sort(StrEnum):
    """The order of hits; releases without a date come last in both orders by date.

    ARRIVED is the order in which the archive met them, the newest first: late and undated ones have their place in it.
    """

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a result: any of the values of each field, or all of them, and a period of publication.

    `together` names the fields whose values a release has to bear all of, `excluded` the values, each with its field,
    that it must not bear.
    """

    person: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    sign: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    published: Period | None = None
    together: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()

    def of(self, name: str) -> tuple[str, ...]:
        """The chosen values of a field of FILTERS."""
        values: tuple[str, ...] = getattr(self, name)
        return values

    def choosing(self, name: str, values: Iterable[str]) -> "Filters":
        """These filters with other values of a field; one value alone is no longer one of several together."""
        kept = tuple(dict.fromkeys(values))
        held: Any = {name: kept}
        together = tuple(other for other in self.together if other != name or len(kept) > 1)
        return replace(self, **held, together=together)

    def linking(self, name: str, *, together: bool) -> "Filters":
        """These filters with all of the values of a field wanted, or any of them."""
        others = tuple(other for other in self.together if other != name)
        return replace(self, together=(*others, name) if together else others)

    def excluding(self, name: str, value: str) -> "Filters":
        """These filters with a value that a release must not bear, instead of one of those it may."""
        kept = self.choosing(name, [held for held in self.of(name) if held != value])
        return replace(kept, excluded=tuple(dict.fromkeys((*self.excluded, (name, value)))))

    def admitting(self, name: str, value: str) -> "Filters":
        """These filters without that exclusion."""
        return replace(self, excluded=tuple(one for one in self.excluded if one != (name, value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an engine is asked: a tree, filters, an order, a page (counted from 1) of so many hits.

    What matches `first` comes before all other hits where the order is by relevance; whether earlier versions are
    looked in, `query` alone says. Of each of the `facets` the
    `values` most frequent values are counted; without facets there is no histogram either.
    """

    query: Node = field(default_factory=Everything)
    first: Node | None = None
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 20
    facets: tuple[str, ...] = FACETS
    values: int = MOST_VALUES


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many releases of a result bear a value; `label` is what people read."""

    value: str
    count: int
    label: str = ""


class Span(StrEnum):
    """The width of a histogram's bars."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many hits were published when: the bars that are not empty, the earliest first, each by its first day."""

    span: Span = Span.MONTH
    bars: tuple[tuple[date, int], ...] = ()


# Over more days than these, bars of days, of months, would be too many.
_MOST_DAYS, _MOST_DAYS_BY_MONTH = 93, 366 * 12


def span_of(first: date, last: date) -> Span:
    """The width of bars that shows a stretch of time best."""
    days = (last - first).days + 1
    return Span.DAY if days <= _MOST_DAYS else Span.MONTH if days <= _MOST_DAYS_BY_MONTH else Span.YEAR


@dataclass(frozen=True, slots=True)
class Related:
    """A release that has to do with another, and how much: the larger the nearer."""

    id: int
    weight: float


# Of thousands of releases with one passage so many are told.
_MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class SharedPrints:
    """Fingerprints of passages (search.passages) that the same releases have, `total` of them and no other.

    `ids` are the first one and the newest of them (`first_and_newest`) in the order of their dates, the undated last,
    of one day the lowest first; `prints` ascend.
    """

    total: int
    ids: tuple[int, ...]
    prints: tuple[int, ...]


def first_and_newest(ids: Sequence[int]) -> tuple[int, ...]:
    """At most ten ids of a row: its first and its last nine."""
    return tuple(ids) if len(ids) <= _MOST_TOLD else (ids[0], *ids[1 - _MOST_TOLD :])


@dataclass(frozen=True, slots=True)
class Completion:
    """What a beginning may become: a `person` or a `word` as it is spelt most often, and how many releases have it."""

    kind: str
    text: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An engine's answer: one page of record ids with their scores, the total, counts by facet, the histogram.

    A facet is counted as if its own filter were not set, unless that wants all of its values; `year` and `month` as if
    no period were. `undated` counts the releases that match all else but have no date to be within the period asked
    for. A value of a facet that is `uncounted` may be in so many more releases than said: an engine on several
    machines need not know all of them.
    """

    ids: tuple[int, ...]
    scores: tuple[float, ...]
    total: int
    undated: int
    facets: Mapping[str, tuple[FacetCount, ...]]
    uncounted: Mapping[str, int] = field(default_factory=dict)
    histogram: Histogram = Histogram()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A fragment of text and the spans of characters in it that match."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One release found: what a list shows of it.

    `earlier` is the number of the version whose words were found, where the newest has them no more; `attachment` the
    title of the document that the fragment is from, where only that has them.
    """

    record: Record
    version: Version
    title: Snippet
    snippet: Snippet
    permalink: str
    score: float
    reasons: tuple[MatchReason, ...] = ()
    earlier: int | None = None
    attachment: str | None = None

    @property
    def published(self) -> date | None:
        """The date of publication, None while unknown."""
        return self.version.reading.published


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """What a search found: one page of hits, the total, the facets with their labels.

    `meant` is the query that was perhaps meant, where words of this one are in no release; empty where there is none.
    By so many as are `uncounted` the counts of a facet may be too low (`Found`).
    """

    request: Request
    hits: tuple[Hit, ...]
    total: int
    undated: int
    facets: Mapping[str, tuple[FacetCount, ...]]
    uncounted: Mapping[str, int] = field(default_factory=dict)
    histogram: Histogram = Histogram()
    meant: str = ""

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.request.size))
