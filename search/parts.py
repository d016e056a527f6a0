"""A search taken apart: each thing it is narrowed by, and the search without it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from language.german.dates import Period
from search.errors import QuerySyntaxError
from search.lexer import tokens
from search.model import FILTERS, Filters
from search.params import Search
from search.query import And, Everything, Node, Not, Or, Phrase, Word, sought
from search.syntax import parse, render


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that narrows a search: `field` is `q`, one of FILTERS, `published` or `mentions`.

    `value` is that part of the query as text, or the filter's value, `period` that of the last two; `without` is the
    search that does without it. A value that is not wanted is `excluded`; `linked` says that it and the value of the
    same field before it are wanted together.
    """

    field: str
    value: str
    without: Search
    period: Period | None = None
    excluded: bool = False
    linked: bool = False


def parts_of(search: Search, today: date) -> tuple[Part, ...]:
    """Everything that narrows a search, in the order it is stated; a query that cannot be understood is one part."""
    first = replace(search, page=1)
    found = [Part("q", text, replace(first, text=rest)) for text, rest in _of_query(search.text, today)]
    filters = search.filters
    for name in FILTERS:
        for at, value in enumerate(filters.of(name)):
            left = filters.choosing(name, [held for held in filters.of(name) if held != value])
            linked = at > 0 and name in filters.together
            found.append(Part(name, value, replace(first, filters=left), linked=linked))
    for name, value in filters.excluded:
        found.append(Part(name, value, replace(first, filters=filters.admitting(name, value)), excluded=True))
    if filters.published:
        left = replace(filters, published=None)
        found.append(Part("published", "", replace(first, filters=left), filters.published))
    if search.mentions:
        found.append(Part("mentions", "", replace(first, mentions=None), search.mentions))
    return tuple(found)


def only(part: Part, search: Search) -> Search:
    """The search that this part alone makes."""
    alone = Search(size=search.size)
    if part.field == "q":
        return replace(alone, text=part.value)
    if part.field == "mentions":
        return replace(alone, mentions=search.mentions)
    if part.excluded:
        return replace(alone, filters=Filters(excluded=((part.field, part.value),)))
    value: Any = search.filters.published if part.field == "published" else (part.value,)
    return replace(alone, filters=replace(alone.filters, **{part.field: value}))


def has_words(text: str, today: date) -> bool:
    """Whether a query looks for words in any of their forms, or for single words as they were typed."""
    return any(isinstance(leaf, Word) or _is_typed(leaf) for leaf in _leaves(text, today))


def is_as_typed(text: str, today: date) -> bool:
    """Whether every word of a query is looked for exactly as it was typed."""
    leaves = _leaves(text, today)
    return any(_is_typed(leaf) for leaf in leaves) and not any(isinstance(leaf, Word) for leaf in leaves)


def as_typed(text: str, today: date, *, exact: bool) -> str:
    """The query with every word as it was typed, or with single ones in any of their forms again."""

    def turned(node: Node) -> Node:
        match node:
            case And(parts):
                return And(tuple(turned(part) for part in parts))
            case Or(parts):
                return Or(tuple(turned(part) for part in parts))
            case Not(part):
                return Not(turned(part))
            case Word(word, title) if exact:
                return Phrase(word, title)
            case Phrase(word, title) if not exact and _is_typed(node):
                return Word(word, title)
            case _:
                return node

    try:
        return render(turned(parse(text, today=today)))
    except QuerySyntaxError:
        return text


def _leaves(text: str, today: date) -> tuple[Node, ...]:
    try:
        return sought(parse(text, today=today))
    except QuerySyntaxError:
        return ()


def _is_typed(node: Node) -> bool:
    """A phrase that would be one word without its quotation marks: "Radweg", "Kita-Platz", "B 224"."""
    return isinstance(node, Phrase) and [token.kind for token in tokens(node.text)] == ["word"]


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
