"""A city as data: its source, its listing, its layouts, read from a TOML file."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from archive.model import Source
from ingest.errors import BadCityFile, UnknownCity
from ingest.families import Family, families
from ingest.fetch import host_of
from ingest.layout import Layout
from ingest.listing import Listing

_LARGEST_FILE = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class City:
    """One publisher: who it is, where it lists its releases, how its pages are laid out.

    `number` is its own pattern for a printed number, with the groups `running` and, if any, `sign` and `year`.
    `delay` is in seconds, None for the fetcher's own. `confirmed` says that a live run has been seen.
    """

    source: Source
    layout: Layout | None
    listing: Listing | None = None
    number: re.Pattern[str] | None = None
    hosts: frozenset[str] = frozenset()
    delay: float | None = None
    confirmed: bool = False

    @property
    def key(self) -> str:
        """The short name of the city in commands, addresses and queries."""
        return self.source.key


_Text = Annotated[str, Field(min_length=1, max_length=500)]
_Url = Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=2_000)]


class _ListingData(BaseModel):
    model_config = ConfigDict(extra="forbid")
    html: _Url | None = None
    feed: _Url | None = None


class _CityData(BaseModel):
    """What may stand in a city file."""

    model_config = ConfigDict(extra="forbid")
    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")]
    name: _Text
    ags: Annotated[str, Field(pattern=r"^(\d{8}|\d{5})$")] | None = None
    state: _Text | None = None
    homepage: _Url | None = None
    fictional: bool = False
    confirmed: bool = False
    family: _Text | None = None
    number: _Text | None = None
    hosts: Annotated[list[_Text], Field(max_length=20)] = []
    delay: Annotated[float, Field(ge=0, le=3600)] | None = None
    listing: _ListingData | None = None
    layout: Annotated[dict[str, _Text], Field(max_length=20)] = {}

    @field_validator("number")
    @classmethod
    def _has_running(cls, pattern: str | None) -> str | None:
        if pattern is None:
            return None
        try:
            groups = re.compile(pattern).groupindex
        except re.error as error:
            raise ValueError(f"no usable pattern: {error}") from error
        if "running" not in groups:
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
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadCityFile(place=place, reason=f"{field}: {first['msg']}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadCityFile(place=place, reason=str(error)) from error
    if f"{data.key}.toml" != file.name:
        raise BadCityFile(place=place, reason=f"key: {data.key} ≠ {file.name}")
    family = families().get(data.family) if data.family else None
    if data.family and family is None:
        raise BadCityFile(place=place, reason=f"family: {data.family} ({', '.join(sorted(families()))})")
    return _city(data, family, place)


def _city(data: _CityData, family: Family | None, place: str) -> City:
    named = [data.homepage, data.listing and data.listing.html, data.listing and data.listing.feed]
    listing = None
    if data.listing:
        listing = Listing(
            html_url=data.listing.html,
            html_list=family.html_list if family else None,
            feed_url=data.listing.feed,
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
        layout=_layout(data, family, place),
        listing=listing,
        number=re.compile(data.number) if data.number else None,
        hosts=frozenset([*(host_of(url) for url in named if url), *data.hosts]),
        delay=data.delay,
        confirmed=data.confirmed,
    )


def _layout(data: _CityData, family: Family | None, place: str) -> Layout | None:
    """The family's layout with what the city's pages have elsewhere; one of its own where it has no family."""
    if not data.layout:
        return family.layout if family else None
    try:
        if family:
            return replace(family.layout, **data.layout)
        return Layout(**{"name": data.key, **data.layout})
    except TypeError as error:
        raise BadCityFile(place=place, reason=f"layout: {error}") from error
