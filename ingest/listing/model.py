"""What a list of releases holds: links, and pages of links."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from archive.model import Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The address of a release, and what the list tells of it; `html` is its full text where a feed holds it,
    `categories` what a feed files it under.
    """

    url: str
    title: str = ""
    published: date | None = None
    html: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of a list: its own address, its releases, and the pages that follow it.

    `more` is what the page says of further ones where no link to them was found, `folded` how many entries it shows
    that unfold in place and have no address.
    """

    url: str
    links: tuple[Link, ...]
    following: tuple[str, ...] = ()
    more: str = ""
    folded: int = 0


ReadList = Callable[[Capture], ListPage]
Get = Callable[[str], Capture]
