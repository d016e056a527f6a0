"""A search taken apart: each thing it is narrowed by, and the search without it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from search.errors import QuerySyntaxError
from search.model import FILTERS
from search.params import Search
from search.query import And, Everything, Node
from search.syntax import parse, render


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that narrows a search: `field` is `q`, one of FILTERS, `published` or `mentions`.

    `value` is that part of the query as text, or the filter's value; `without` is the search that does without it.
    """

    field: str
    value: str
    without: Search


def parts_of(search: Search, today: date) -> tuple[Part, ...]:
    """Everything that narrows a search, in the order it is stated; a query that cannot be understood is one part."""
    first = replace(search, page=1)
    found = [Part("q", text, replace(first, text=rest)) for text, rest in _of_query(search.text, today)]
    filters = search.filters
    for name in FILTERS:
        for value in filters.of(name):
            left: dict[str, Any] = {name: tuple(one for one in filters.of(name) if one != value)}
            found.append(Part(name, value, replace(first, filters=replace(filters, **left))))
    if filters.published:
        found.append(Part("published", "", replace(first, filters=replace(filters, published=None))))
    if search.mentions:
        found.append(Part("mentions", "", replace(first, mentions=None)))
    return tuple(found)


def only(part: Part, search: Search) -> Search:
    """The search that this part alone makes."""
    alone = Search(size=search.size)
    if part.field == "q":
        return replace(alone, text=part.value)
    if part.field == "mentions":
        return replace(alone, mentions=search.mentions)
    value: Any = search.filters.published if part.field == "published" else (part.value,)
    return replace(alone, filters=replace(alone.filters, **{part.field: value}))


def _of_query(text: str, today: date) -> list[tuple[str, str]]:
    """Each part that every hit must fulfil, with what is left of the query without it."""
    if not text.strip():
        return []
    try:
        tree = parse(text, today=today)
    except QuerySyntaxError:
        return [(text.strip(), "")]
    parts: tuple[Node, ...] = tree.parts if isinstance(tree, And) else (tree,)
    parts = tuple(part for part in parts if not isinstance(part, Everything))
    if len(parts) < 2:
        return [(text.strip(), "")]
    return [(render(part), _joined(parts[:at] + parts[at + 1 :])) for at, part in enumerate(parts)]


def _joined(parts: tuple[Node, ...]) -> str:
    return render(parts[0] if len(parts) == 1 else And(parts))
