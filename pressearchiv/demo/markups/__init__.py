"""Tellbrück's press pages in the markup of one content system each: the same releases, another house."""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib import import_module
from pkgutil import iter_modules
from typing import ClassVar
from xml.sax.saxutils import escape as xml_escape

from pressearchiv.demo.releases import DemoRelease

TOWN = "Stadt Tellbrück"
_WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Markup(ABC):
    """How one content system shows a press office: addresses, lists, pages, feed.

    `key` is the system's name in a city's file. Addresses are paths on the site, with their query.
    """

    key: ClassVar[str]
    charset: ClassVar[str] = "utf-8"
    per_page: ClassVar[int] = 20
    feed_address: ClassVar[str] = "/presse/feed.xml"
    feed_type: ClassVar[str] = "application/rss+xml"

    @abstractmethod
    def address(self, release: DemoRelease) -> str:
        """Where a release stands."""

    @abstractmethod
    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""

    @abstractmethod
    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next one."""

    @abstractmethod
    def release_page(self, release: DemoRelease) -> str:
        """The page of a release."""

    def document_address(self, release: DemoRelease) -> str:
        """Where the document of a release stands."""
        return f"/fileadmin/dokumente/{release.slug}.pdf"

    def picture_address(self, release: DemoRelease) -> str:
        """Where the picture of a release stands."""
        return f"/fileadmin/bilder/{release.slug}.svg"

    def pages(self, releases: tuple[DemoRelease, ...]) -> int:
        """How many pages the list has."""
        return max(1, math.ceil(len(releases) / self.per_page))

    def feed(self, releases: tuple[DemoRelease, ...], base: str) -> str:
        """The newest releases as a feed."""
        return rss(
            ((release, base + self.address(release)) for release in releases[: self.per_page]),
            base + self.list_address(1),
        )

    def home(self) -> str:
        """The town's front page."""
        text = (
            f"<h1>{TOWN}</h1><p>Diese Stadt gibt es nicht. Sie wurde erfunden, damit man ein Archiv von "
            f'Pressemitteilungen ausprobieren kann.</p><p><a href="{self.list_address(1)}">Zu den '
            "Pressemitteilungen</a></p>"
        )
        return self.frame(TOWN, text)

    def gone_page(self) -> str:
        """What stands where a release was taken down."""
        return self.frame("Nicht mehr verfügbar", "<h1>Diese Seite gibt es nicht mehr</h1>")

    def head(self) -> str:
        """What the system writes into the head of each page."""
        return ""

    def frame(self, title: str, content: str, head: str = "") -> str:
        """A whole page around its content."""
        feed = (
            f'<link rel="alternate" type="{self.feed_type}" title="Pressemitteilungen" href="{escape(self.feed_address)}">'
            if self.feed_address
            else ""
        )
        return f"""<!doctype html>
<html lang="de"><head><meta charset="{self.charset}"><title>{escape(title)} | {TOWN}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{self.head()}{head}{feed}
<style>body{{font:17px/1.5 sans-serif;max-width:44rem;margin:0 auto;padding:1rem}}img{{max-width:100%}}
header{{border-bottom:4px solid #0b5c8a}}footer{{color:#555}}</style>
</head><body><header><p>{TOWN} – eine Stadt, die es nicht gibt</p>
<nav><a href="/">Start</a> <a href="{escape(self.list_address(1))}">Presse</a></nav></header>
<main>{content}</main><footer><p>{TOWN} · Rathausplatz 1</p></footer></body></html>"""


@cache
def markups() -> dict[str, Markup]:
    """Every markup by the key of its system: each module beside this one is one, found by being there."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return {module.MARKUP.key: module.MARKUP for module in modules}


def contact(release: DemoRelease) -> str:
    """The block of the press office."""
    return (
        f"<p><strong>{TOWN}, Presseamt</strong><br>{escape(release.author)}<br>Rathausplatz 1, 99999 Tellbrück<br>"
        "Telefon 05555 123-4567<br>presse@tellbrueck.example</p>"
    )


def paragraphs(release: DemoRelease) -> str:
    """The text of a release, a `<p>` each."""
    return "".join(f"<p>{escape(text)}</p>" for text in release.paragraphs)


def printed_date(release: DemoRelease) -> str:
    """`03.02.2025 - 56/ad`, or `- 56/ad` where the press office printed no date."""
    return f"{release.day:%d.%m.%Y} - {release.number}" if release.dated else f"- {release.number}"


def caption(release: DemoRelease) -> str:
    """What stands under the picture, the photographer included."""
    return escape(f"{release.caption} ({release.credit})" if release.credit else release.caption)


def rfc_822(release: DemoRelease) -> str:
    """When a release was published, as RSS 2.0 says it (RFC 822), whatever language the machine speaks."""
    day = release.day
    return f"{_WEEKDAYS[day.weekday()]}, {day.day:02d} {_MONTHS[day.month - 1]} {day.year} 09:00:00 +0100"


def rss(entries: Iterable[tuple[DemoRelease, str]], link: str) -> str:
    """Releases with their addresses as RSS 2.0; one without a date has no pubDate."""
    items = "".join(
        f"<item><title>{xml_escape(entry.title)}</title><link>{xml_escape(url)}</link>"
        f"<guid>{xml_escape(url)}</guid><description>{xml_escape(entry.lead)}</description>"
        + (f"<pubDate>{rfc_822(entry)}</pubDate>" if entry.dated else "")
        + "</item>"
        for entry, url in entries
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{TOWN}</title>'
        f"<link>{xml_escape(link)}</link><description>Pressemitteilungen</description>{items}</channel></rss>"
    )


def robots(base: str) -> str:
    """What the site asks of crawlers."""
    return f"User-agent: *\nDisallow: /intern/\nAllow: /\nSitemap: {base}/sitemap.xml\n"


def sitemap(addresses: tuple[str, ...], base: str) -> str:
    """Every page of the site (sitemaps.org, protocol 0.9)."""
    entries = "".join(f"<url><loc>{xml_escape(base + address)}</loc></url>" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{entries}</urlset>"
    )


def picture(title: str) -> str:
    """A drawing in the place of a photograph."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360" role="img">'
        f"<title>{escape(title)}</title>"
        '<rect width="640" height="360" fill="#d8e4ec"/><path d="M0 300 Q160 220 320 300 T640 300 V360 H0Z" '
        'fill="#0b5c8a"/><path d="M120 250 h400 v18 h-400z M160 268 v60 h20 v-60z M460 268 v60 h20 v-60z" '
        'fill="#1b2630"/></svg>'
    )
