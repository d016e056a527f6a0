"""What is found in a text under another spelling, and what a query's word may be."""

from typing import NamedTuple


class Variant(NamedTuple):
    """Characters `[start, end)` of a text that are understood as one word, by these stems, and the stems in it."""

    start: int
    end: int
    stems: tuple[str, ...]
    parts: tuple[str, ...] = ()


class Understood(NamedTuple):
    """What a query's word may be: words in a row, as written; or whatever is understood as one of the stems."""

    rows: tuple[tuple[str, ...], ...]
    stems: tuple[str, ...]
