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
from typing import Annotated, Any

import soupsieve
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator

from archive.model import Source
from ingest.city_faults import fault_of, unknown_field
from ingest.errors import BadCityFile, UnknownCity
from ingest.families import GENERIC, Family, families
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList
from ingest.listing.walk import Listing
from ingest.scope import Reach, host_of

_LARGEST_FILE = 64 * 1024
# What a layout has beside the selectors that a city file may give.
_NOT_WRITTEN = frozenset({"until"})
# The short name of a city in commands, addresses and queries.
KEY = re.compile(r"[a-z][a-z0-9-]{1,40}")


@dataclass(frozen=True, kw_only=True)
class City:
    """One publisher: who it is, where it lists its releases, how its pages are laid out.

    `number` is its own pattern for a printed number, with the groups `running` and, if any, `sign` and `year`.
    `earlier` are the layouts of its site before a redesign. `reach` is where it may be fetched from. `family` is the
    key of its content system. `confirmed` says that a live run has been seen.
    """

    source: Source
    layout: Layout | None
    earlier: tuple[Layout, ...] = ()
    listing: Listing | None = None
    number: re.Pattern[str] | None = None
    reach: Reach = field(default_factory=lambda: Reach(hosts=frozenset()))
    family: str | None = None
    confirmed: bool = False

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


_Text = Annotated[str, Field(min_length=1, max_length=500)]
_Url = Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=2_000)]
_LayoutData = Annotated[dict[str, _Text | bool], Field(max_length=20)]


def _until(layout: Layout) -> date:
    return layout.until or date.max


def _usable(pattern: str | None) -> str | None:
    try:
        re.compile(pattern or "")
    except re.error as error:
        raise ValueError(f"no usable pattern: {error}") from error
    return pattern


_Pattern = Annotated[_Text, AfterValidator(_usable)]


class _MarkupData(BaseModel):
    """How the pages of a list are marked up, where no family tells or a city differs from it."""

    model_config = ConfigDict(extra="forbid")
    item: _Text
    link: _Text = "a[href]"
    next_page: _Text = "a[rel=next][href]"
    date: str = ""


class _ListingData(BaseModel):
    model_config = ConfigDict(extra="forbid")
    html: _Url | None = None
    feed: _Url | None = None
    sitemap: _Url | None = None
    api: _Url | None = None
    only: _Pattern | None = None
    markup: _MarkupData | None = None

    @property
    def addresses(self) -> list[str]:
        """Every address of a list."""
        return [url for url in (self.html, self.feed, self.sitemap, self.api) if url]


class _EarlierData(BaseModel):
    """How pages looked until a day: a family, selectors, or both."""

    model_config = ConfigDict(extra="forbid")
    until: date
    family: _Text | None = None
    layout: _LayoutData = {}


class _CityData(BaseModel):
    """What may stand in a city file."""

    model_config = ConfigDict(extra="forbid")
    key: Annotated[str, Field(pattern=f"^{KEY.pattern}$")]
    name: _Text
    ags: Annotated[str, Field(pattern=r"^(\d{8}|\d{5})$")] | None = None
    state: _Text | None = None
    homepage: _Url | None = None
    fictional: bool = False
    confirmed: bool = False
    family: _Text | None = None
    number: _Pattern | None = None
    hosts: Annotated[list[_Text], Field(max_length=20)] = []
    delay: Annotated[float, Field(ge=0, le=3600)] | None = None
    listing: _ListingData | None = None
    layout: _LayoutData = {}
    earlier: Annotated[list[_EarlierData], Field(max_length=10)] = []

    @field_validator("number")
    @classmethod
    def _has_running(cls, pattern: str | None) -> str | None:
        if pattern is not None and "running" not in re.compile(pattern).groupindex:
            raise ValueError("the pattern has no group (?P<running>...)")
        return pattern


class Cities(Mapping[str, City]):
    """Every known city by its key: those that come with the program, and those of the data directory.

    A file of the data directory stands in for one of the same key that comes with the program.
    """

    def __init__(self, data_directory: Path | None = None) -> None:
        self._directories: list[Traversable] = [files("ingest").joinpath("cities")]
        if data_directory:
            self._directories.append(data_directory / "cities")

    @cached_property
    def _files(self) -> dict[str, Traversable]:
        found = {}
        for directory in self._directories:
            if directory.is_dir():
                for file in sorted(directory.iterdir(), key=lambda entry: entry.name):
                    if file.name.endswith(".toml"):
                        found[file.name.removesuffix(".toml")] = file
        return found

    def __getitem__(self, key: str) -> City:
        if key not in self._files:
            raise UnknownCity(place=key, known=", ".join(sorted(self._files)))
        return read_city(self._files[key])

    def __contains__(self, key: object) -> bool:
        return key in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._files))

    def __len__(self) -> int:
        return len(self._files)


def read_city(file: Traversable) -> City:
    """The city a TOML file describes; raises BadCityFile with the field that is wrong."""
    place = str(file)
    try:
        content = file.read_bytes()[:_LARGEST_FILE].decode("utf-8")
        data = _CityData.model_validate(tomllib.loads(content))
    except ValidationError as error:
        raise BadCityFile(place=place, reason=fault_of(error, _CityData)) from error
    except (OSError, UnicodeDecodeError, RecursionError, tomllib.TOMLDecodeError) as error:
        raise BadCityFile(place=place, reason=str(error)) from error
    if f"{data.key}.toml" != file.name:
        raise BadCityFile(place=place, reason=f"key: {data.key} ≠ {file.name}")
    try:
        return _city(data, _family(data.family, place), place)
    except ValueError as error:  # an address that is none
        raise BadCityFile(place=place, reason=str(error)) from error


def _family(key: str | None, place: str) -> Family | None:
    if key and key not in families():
        raise BadCityFile(place=place, reason=f"family: {key} ({', '.join(sorted(families()))})")
    return families()[key] if key else None


def _city(data: _CityData, family: Family | None, place: str) -> City:
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
        family=data.family,
        confirmed=data.confirmed,
    )


def _listing(data: _ListingData, family: Family | None, place: str) -> Listing:
    markup = family.html_list if family else None
    if data.markup:
        _check_selectors("listing.markup", data.markup.model_dump(), place)
        markup = HtmlList(**data.markup.model_dump())
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
