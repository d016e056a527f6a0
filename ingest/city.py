"""A city as data: its source, its listing, its layouts, read from a TOML file."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from dataclasses import fields as dataclass_fields
from datetime import date
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import soupsieve
from pydantic import ValidationError
from rapidfuzz import process

from archive.city_files import CityDirectory, CityFile, CityFiles, own_files, read_file
from archive.model import Source
from ingest.city_data import CityData, ListingData, MarkupData
from ingest.city_faults import fault_of, unknown_field
from ingest.errors import BadCityFile, UnknownCity
from ingest.families import GENERIC, Family, families
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList
from ingest.listing.walk import Listing
from ingest.scope import Reach, host_of

# So many keys are named to somebody who typed one that does not exist.
_MOST_ALIKE = 5
# What a layout has beside the selectors that a city file may give.
_NOT_WRITTEN = frozenset({"until"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where the facts of a city file are from: a public source and its year, what robots.txt closes, a note."""

    source: str = ""
    year: int | None = None
    robots: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class City:
    """One publisher: who it is, where it lists its releases, how its pages are laid out.

    `number` is its own pattern for a printed number, with the groups `running` and, if any, `sign` and `year`.
    `identity` finds in an address what names a release there, in the group `id`. `earlier` are the layouts of its site
    before a redesign. `reach` is where it may be fetched from. `family` is the
    key of its content system. `confirmed` is the day on which a live run was seen, `evidence` where the facts of its
    file are from.
    """

    source: Source
    layout: Layout | None
    earlier: tuple[Layout, ...] = ()
    listing: Listing | None = None
    number: re.Pattern[str] | None = None
    reach: Reach = field(default_factory=lambda: Reach(hosts=frozenset()))
    identity: re.Pattern[str] | None = None
    family: str | None = None
    confirmed: date | None = None
    evidence: Evidence = Evidence()

    def layouts(self, day: date) -> tuple[Layout, ...]:
        """The layouts to read a page of a day with, the likeliest first."""
        valid = [layout for layout in self.earlier if layout.until and day <= layout.until]
        later = [layout for layout in self.earlier if layout not in valid]
        today = (self.layout,) if self.layout else ()
        return (*sorted(valid, key=_until), *today, *sorted(later, key=_until, reverse=True))

    @property
    def key(self) -> str:
        """The short name of the city in commands, addresses and queries."""
        return self.source.key


def unknown_city() -> City:
    """What is known of a release from nobody knows where: that it is a page or a text."""
    return City(source=Source(key="unknown", name="?"), layout=families()[GENERIC].layout)


def _until(layout: Layout) -> date:
    return layout.until or date.max


class Cities(Mapping[str, City]):
    """Every known city by its key: those that come with the program, and an installation's own.

    An own file stands in for one of the same key that comes with the program.
    """

    def __init__(self, data_directory: Path | None = None, archive: str = "") -> None:
        """The own ones lie in the data directory, or beside the archive whose address is given."""
        self._shipped: CityFiles = CityDirectory(files("ingest").joinpath("cities"))
        self._own = own_files(data_directory, archive) if data_directory else None

    @cached_property
    def own(self) -> frozenset[str]:
        """The keys of an installation's own."""
        return self._own.keys() if self._own else frozenset()

    @cached_property
    def _keys(self) -> frozenset[str]:
        return self._shipped.keys() | self.own

    def file_of(self, key: str) -> CityFile:
        """The file that describes a city; raises UnknownCity, BadCityFile."""
        if key not in self._keys:
            alike = process.extract(key.lower(), sorted(self._keys), limit=_MOST_ALIKE)
            raise UnknownCity(place=key, known=", ".join(name for name, _, _ in alike))
        held = self._own if self._own and key in self.own else self._shipped
        try:
            return held.read(key)
        except OSError as error:
            raise BadCityFile(place=f"{key}.toml", reason=str(error)) from error

    def write(self, key: str, text: str) -> str:
        """Put an own file in its place, over what was there, and return where; raises BadCityFile, OSError."""
        assert self._own is not None
        city_of(CityFile(key, f"{key}.toml", text.encode()))
        return self._own.write(key, text)

    def __getitem__(self, key: str) -> City:
        return city_of(self.file_of(key))

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._keys))

    def __len__(self) -> int:
        return len(self._keys)


def read_city(file: Traversable) -> City:
    """The city a TOML file describes; raises BadCityFile with the field that is wrong."""
    try:
        return city_of(read_file(file))
    except OSError as error:
        raise BadCityFile(place=str(file), reason=str(error)) from error


def city_of(file: CityFile) -> City:
    """The city that the text of a file describes; raises BadCityFile with the field that is wrong."""
    place = file.place
    try:
        data = CityData.model_validate(tomllib.loads(file.content.decode("utf-8")))
    except ValidationError as error:
        raise BadCityFile(place=place, reason=fault_of(error, CityData)) from error
    except (UnicodeDecodeError, RecursionError, tomllib.TOMLDecodeError) as error:
        raise BadCityFile(place=place, reason=str(error)) from error
    if data.key != file.key:
        raise BadCityFile(place=place, reason=f"key: {data.key} ≠ {file.key}.toml")
    try:
        return _city(data, _family(data.family, place), place)
    except ValueError as error:  # an address that is none
        raise BadCityFile(place=place, reason=str(error)) from error


def _family(key: str | None, place: str) -> Family | None:
    if key and key not in families():
        raise BadCityFile(place=place, reason=f"family: {key} ({', '.join(sorted(families()))})")
    return families()[key] if key else None


def _city(data: CityData, family: Family | None, place: str) -> City:
    named = [*([data.homepage] if data.homepage else []), *(data.listing.addresses if data.listing else [])]
    earlier = (
        replace(layout, until=earlier_layout.until)
        for earlier_layout in data.earlier
        if (layout := _layout(earlier_layout.layout, _family(earlier_layout.family, place), data.key, place))
    )
    return City(
        source=Source(
            key=data.key,
            name=data.name,
            ags=data.ags,
            state=data.state,
            homepage=data.homepage,
            fictional=data.fictional,
        ),
        layout=_layout(data.layout, family, data.key, place),
        earlier=tuple(earlier),
        listing=_listing(data.listing, family, place) if data.listing else None,
        number=re.compile(data.number) if data.number else None,
        reach=Reach(
            hosts=frozenset([*(host_of(url) for url in named), *(host.lower() for host in data.hosts)]),
            delay=data.delay,
            loopback=data.fictional,
        ),
        identity=re.compile(family.identity) if family and family.identity else None,
        family=data.family,
        confirmed=_confirmed(data.confirmed),
        evidence=Evidence(
            source=data.source or "", year=data.year, robots=data.robots or "", note=data.note or ""
        ),
    )


def _confirmed(said: bool | date) -> date | None:
    # Files of the time before days were noted say only that it was seen.
    return said if isinstance(said, date) else date.min if said else None


def _listing(data: ListingData, family: Family | None, place: str) -> Listing:
    markup = family.html_list if family else None
    if data.markup:
        markup = _markup(data.markup, markup, place)
    if data.html and markup is None:
        raise BadCityFile(place=place, reason="listing.html: family, listing.markup?")
    return Listing(
        html_url=data.html,
        html_list=markup,
        feed_url=data.feed,
        sitemap_url=data.sitemap,
        api_url=data.api,
        only=re.compile(data.only) if data.only else None,
    )


def _markup(data: MarkupData, usual: HtmlList | None, place: str) -> HtmlList:
    """The list of the family with what the city has elsewhere; with other items, one of its own, paged like it."""
    _check_selectors("listing.markup", data.given, place)
    if usual is None and data.item is None:
        raise BadCityFile(place=place, reason="listing.markup.item: family?")
    if usual is not None and data.item is None:
        return replace(usual, **data.given)
    paging = {"next_page": usual.next_page} if usual else {}
    return HtmlList(**{**paging, **data.given})


def _layout(fields: Mapping[str, Any], family: Family | None, key: str, place: str) -> Layout | None:
    """The family's layout with what the city's pages have elsewhere; one of its own where it has no family."""
    if not fields:
        return family.layout if family else None
    _check_selectors("layout", fields, place)
    known = {field.name for field in dataclass_fields(Layout)} - _NOT_WRITTEN
    for name in fields:
        if name not in known:
            raise BadCityFile(place=place, reason=unknown_field(f"layout.{name}", name, known))
    if family:
        return replace(family.layout, **fields)
    return Layout(**{"name": key, **fields})


def _check_selectors(table: str, fields: Mapping[str, Any], place: str) -> None:
    for name, selector in fields.items():
        try:
            if isinstance(selector, str) and selector:
                soupsieve.compile(selector)
        except soupsieve.SelectorSyntaxError as error:
            reason = " ".join(str(error).split("\n")[0].split())
            raise BadCityFile(place=place, reason=f"{table}.{name}: {reason}") from error
