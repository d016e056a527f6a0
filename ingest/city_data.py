"""What may stand in a city file, checked field by field where it comes in."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

# The short name of a city in commands, addresses and queries.
KEY = re.compile(r"[a-z][a-z0-9-]{1,60}")
_Text = Annotated[str, Field(min_length=1, max_length=500)]
# "" says that there is none, where the family has one.
_Selector = Annotated[str, Field(max_length=500)]
_Url = Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=2_000)]
_Note = Annotated[str, Field(min_length=1, max_length=1_000)]
_LayoutData = Annotated[dict[str, _Text | bool], Field(max_length=20)]


def _usable(pattern: str | None) -> str | None:
    try:
        re.compile(pattern or "")
    except re.error as error:
        raise ValueError(f"no usable pattern: {error}") from error
    return pattern


_Pattern = Annotated[_Text, AfterValidator(_usable)]


class MarkupData(BaseModel):
    """How the pages of a list are marked up, where no family tells or a city differs from it."""

    model_config = ConfigDict(extra="forbid")
    item: _Text | None = None
    link: _Selector | None = None
    next_page: _Selector | None = None
    title: _Selector | None = None
    date: _Selector | None = None
    calendar: _Selector | None = None
    day_heading: _Selector | None = None
    entities: _Selector | None = None

    @property
    def given(self) -> dict[str, Any]:
        """The selectors that the file names."""
        return self.model_dump(exclude_none=True)


class ListingData(BaseModel):
    """Where a city lists its releases, and which of the addresses are releases."""

    model_config = ConfigDict(extra="forbid")
    html: _Url | None = None
    feed: _Url | None = None
    sitemap: _Url | None = None
    api: _Url | None = None
    only: _Pattern | None = None
    markup: MarkupData | None = None

    @property
    def addresses(self) -> list[str]:
        """Every address of a list."""
        return [url for url in (self.html, self.feed, self.sitemap, self.api) if url]


class EarlierData(BaseModel):
    """How pages looked until a day: a family, selectors, or both."""

    model_config = ConfigDict(extra="forbid")
    until: date
    family: _Text | None = None
    layout: _LayoutData = {}


class CityData(BaseModel):
    """A city file.

    `source` and `year` say where its addresses are from and when they were seen there, `robots` what the site closes,
    `note` what is known beside; `confirmed` is the day on which a live run was seen.
    """

    model_config = ConfigDict(extra="forbid")
    key: Annotated[str, Field(pattern=f"^{KEY.pattern}$")]
    name: _Text
    ags: Annotated[str, Field(pattern=r"^(\d{8}|\d{5})$")] | None = None
    state: _Text | None = None
    homepage: _Url | None = None
    fictional: bool = False
    confirmed: bool | date = False
    family: _Text | None = None
    number: _Pattern | None = None
    hosts: Annotated[list[_Text], Field(max_length=20)] = []
    delay: Annotated[float, Field(ge=0, le=3600)] | None = None
    listing: ListingData | None = None
    layout: _LayoutData = {}
    source: _Note | None = None
    year: Annotated[int, Field(ge=1990, le=2100)] | None = None
    robots: _Note | None = None
    note: _Note | None = None
    earlier: Annotated[list[EarlierData], Field(max_length=10)] = []

    @field_validator("number")
    @classmethod
    def _has_running(cls, pattern: str | None) -> str | None:
        if pattern is not None and "running" not in re.compile(pattern).groupindex:
            raise ValueError("the pattern has no group (?P<running>...)")
        return pattern
