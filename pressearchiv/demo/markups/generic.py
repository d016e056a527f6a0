"""A site of no system: what its pages say to machines in JSON-LD, a sitemap, and a list without class names."""

import json
from html import escape

from pressearchiv.demo.markups import TOWN, Markup, caption, contact, paragraphs, printed_date
from pressearchiv.demo.releases import DemoRelease


class Generic(Markup):
    """As somebody's nephew built it, with care."""

    key = "generic"
    feed_address = "/atom.xml"
    feed_type = "application/atom+xml"

    def address(self, one: DemoRelease) -> str:
        """Where a release stands."""
        return f"/pressemitteilungen/{one.day.year}/{one.slug}.html"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return f"/pressemitteilungen/seite-{page}.html" if page > 1 else "/pressemitteilungen/"

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next one."""
        items = "".join(
            f'<li><a href="{self.address(one)}">{escape(one.title)}</a> '
            f"({f'{one.day:%d.%m.%Y}' if one.dated else 'ohne Datum'})</li>"
            for one in shown
        )
        following = f'<a href="{self.list_address(page + 1)}">Nächste Seite</a>' if page < pages else ""
        return self.frame(
            "Pressemitteilungen", f"<h1>Pressemitteilungen</h1><ul>{items}</ul><p>{following}</p>"
        )

    def release_page(self, one: DemoRelease) -> str:
        """The page of a release."""
        said = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": one.title,
            "description": one.lead,
            "articleBody": "\n".join(one.paragraphs),
            "publisher": {"@type": "GovernmentOrganization", "name": TOWN},
        }
        if one.dated:
            said["datePublished"] = f"{one.day.isoformat()}T09:00:00"
        image = (
            f'<figure><img src="{self.picture_address(one)}" alt=""><figcaption>{caption(one)}</figcaption></figure>'
            if one.caption
            else ""
        )
        document = (
            f'<p><a href="{self.document_address(one)}">{escape(one.attachment)}</a></p>'
            if one.attachment
            else ""
        )
        return self.frame(
            one.title,
            f"<article><p>{printed_date(one)}</p><h1>{escape(one.title)}</h1><p><b>{escape(one.lead)}</b></p>{image}"
            f"{paragraphs(one)}{document}<h2>Kontakt</h2>{contact(one)}</article>",
            head=f'<script type="application/ld+json">{json.dumps(said)}</script>',
        )

    def feed(self, releases: tuple[DemoRelease, ...], base: str) -> str:
        """The newest releases as Atom (RFC 4287)."""
        entries = "".join(
            f"<entry><title>{escape(one.title)}</title><id>{base + self.address(one)}</id>"
            f'<link href="{base + self.address(one)}"/>'
            + (f"<updated>{one.day.isoformat()}T08:00:00Z</updated>" if one.dated else "")
            + f"<summary>{escape(one.lead)}</summary></entry>"
            for one in releases[: self.per_page]
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{TOWN}</title>'
            f"{entries}</feed>"
        )


MARKUP = Generic()
