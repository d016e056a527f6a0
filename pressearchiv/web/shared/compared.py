"""The searches that an address puts side by side, and what a page and a table say of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from language.german.dates import MONTHS
from language.messages import Message
from pressearchiv.web.shared.context import AppContext
from search.labels import described
from search.model import Span
from search.params import PARAMETERS, BadValue, Search, decode, encode

# So many searches can be compared.
MOST = 3
EVERYTHING = Message("alle Meldungen")


def searches_of(parameters: Mapping[str, Sequence[str]]) -> tuple[tuple[Search, ...], tuple[BadValue, ...]]:
    """A search for each `q`, all with the same filters; and what in the parameters could not be used."""
    filters, bad = decode(
        {name: values for name, values in parameters.items() if name not in ("q", "page", "size")}
    )
    texts = [text for text in parameters.get("q", ()) if text.strip()][:MOST]
    found: list[Search] = []
    for text in dict.fromkeys(texts):
        search, wrong = decode({**encode(filters), "q": [text]})
        found.append(search)
        bad += wrong
    return tuple(found), bad


def query_of(searches: Sequence[Search]) -> dict[str, list[str]]:
    """The parameters that state these searches."""
    common = encode(searches[0]) if searches else {}
    return {**common, "q": [search.text for search in searches]}


def asked(get: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Of all parameters those of a search."""
    return {name: list(get[name]) for name in PARAMETERS if get.get(name)}


def period_name(start: date, span: Span) -> str:
    """A month or a year as people read it."""
    return f"{MONTHS[start.month - 1]} {start.year}" if span is Span.MONTH else str(start.year)


def common_filters(context: AppContext, searches: Sequence[Search]) -> str:
    """What all of the searches are narrowed by, on one line; empty where by nothing."""
    whole = replace(searches[0], text="") if searches else Search()
    if whole == Search():
        return ""
    return described(whole, context.archive.sources_by_key(), context.language, date.today())
