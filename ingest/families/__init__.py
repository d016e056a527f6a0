"""Content systems: one file each, and by which key a city names its own."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ingest.layout import Layout
from ingest.listing import HtmlList


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One content system: how its lists and its release pages are marked up."""

    key: str
    html_list: HtmlList
    layout: Layout


@cache
def families() -> dict[str, Family]:
    """Every family by its key: each module beside this one is one, found by being there."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return {module.FAMILY.key: module.FAMILY for module in modules}
