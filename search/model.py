"""What is asked of the search and what it answers: plain data, no HTML, no engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from archive.model import Record, Version
from german.dates import Period
from search.query import Everything, Node

# The fields a result can be narrowed by, and the ones that are only counted.
FILTERS = ("person", "topic", "city", "sign")
FACETS = (*FILTERS, "year", "month")


class Sort(StrEnum):
    """The order of hits; releases without a date come last in both orders by date."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a result: any of the values of each field, and a period of publication."""

    person: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    sign: tuple[str, ...] = ()
    published: Period | None = None

    def of(self, name: str) -> tuple[str, ...]:
        """The chosen values of a field of FILTERS."""
        values: tuple[str, ...] = getattr(self, name)
        return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an engine is asked: a tree, filters, an order, a page (counted from 1) of so many hits."""

    query: Node = field(default_factory=Everything)
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 20


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many releases of a result bear a value; `label` is what people read."""

    value: str
    count: int
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An engine's answer: one page of record ids with their scores, the total, counts by facet.

    A facet is counted as if its own filter were not set, `year` and `month` as if no period were. `undated` counts
    the releases that match all else but have no date to be within the period asked for.
    """

    ids: tuple[int, ...]
    scores: tuple[float, ...]
    total: int
    undated: int
    facets: Mapping[str, tuple[FacetCount, ...]]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A fragment of text and the spans of characters in it that match."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One release found: what a list shows of it."""

    record: Record
    version: Version
    title: Snippet
    snippet: Snippet
    permalink: str
    score: float

    @property
    def published(self) -> date | None:
        """The date of publication, None while unknown."""
        return self.version.reading.published


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """What a search found: one page of hits, the total, the facets with their labels."""

    request: Request
    hits: tuple[Hit, ...]
    total: int
    undated: int
    facets: Mapping[str, tuple[FacetCount, ...]]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.request.size))
