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

    def address(self, release: DemoRelease) -> str:
        """Where a release stands."""
        return f"/pressemitteilungen/{release.day.year}/{release.slug}.html"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return f"/pressemitteilungen/seite-{page}.html" if page > 1 else "/pressemitteilungen/"

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next release."""
        items = "".join(
            f'<li><a href="{self.address(release)}">{escape(release.title)}</a> '
            f"({f'{release.day:%d.%m.%Y}' if release.dated else 'ohne Datum'})</li>"
            for release in shown
        )
        following = f'<a href="{self.list_address(page + 1)}">Nächste Seite</a>' if page < pages else ""
        return self.frame(
            "Pressemitteilungen", f"<h1>Pressemitteilungen</h1><ul>{items}</ul><p>{following}</p>"
        )

    def release_page(self, release: DemoRelease) -> str:
        """The page of a release."""
        said = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": release.title,
            "description": release.lead,
            "articleBody": "\n".join(release.paragraphs),
            "publisher": {"@type": "GovernmentOrganization", "name": TOWN},
        }
        if release.dated:
            said["datePublished"] = f"{release.day.isoformat()}T09:00:00"
        image = (
            f'<figure><img src="{self.picture_address(release)}" alt=""><figcaption>{caption(release)}</figcaption></figure>'
            if release.caption
            else ""
        )
        document = (
            f'<p><a href="{self.document_address(release)}">{escape(release.attachment)}</a></p>'
            if release.attachment
            else ""
        )
        return self.frame(
            release.title,
            f"<article><p>{printed_date(release)}</p><h1>{escape(release.title)}</h1><p><b>{escape(release.lead)}</b></p>{image}"
            f"{paragraphs(release)}{document}<h2>Kontakt</h2>{contact(release)}</article>",
            head=f'<script type="application/ld+json">{json.dumps(said)}</script>',
        )

    def feed(self, releases: tuple[DemoRelease, ...], base: str) -> str:
        """The newest releases as Atom (RFC 4287)."""
        entries = "".join(
            f"<entry><title>{escape(release.title)}</title><id>{base + self.address(release)}</id>"
            f'<link href="{base + self.address(release)}"/>'
            + (f"<updated>{release.day.isoformat()}T08:00:00Z</updated>" if release.dated else "")
            + f"<summary>{escape(release.lead)}</summary></entry>"
            for release in releases[: self.per_page]
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{TOWN}</title>'
            f"{entries}</feed>"
        )


MARKUP = Generic()
