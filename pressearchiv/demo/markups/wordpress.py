"""WordPress: a feed and a REST API at fixed places, both with the full text."""

import json
from html import escape
from xml.sax.saxutils import escape as xml_escape

from pressearchiv.demo.markups import TOWN, Markup, caption, contact, paragraphs, printed_date, rfc_822
from pressearchiv.demo.releases import DemoRelease


class WordPress(Markup):
    """As Strausberg shows theirs."""

    key = "wordpress"
    feed_address = "/feed/"
    api = "/wp-json/wp/v2/posts"

    def address(self, release: DemoRelease) -> str:
        """Where a release stands."""
        return f"/{release.day:%Y/%m}/{release.slug}/"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return f"/aktuelles/page/{page}/" if page > 1 else "/aktuelles/"

    def head(self) -> str:
        """What the system writes into the head of each page."""
        return (
            '<meta name="generator" content="WordPress 6.8"><link rel="https://api.w.org/" href="/wp-json/">'
            '<link rel="stylesheet" href="/wp-content/themes/tellbrueck/style.css">'
        )

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next one."""
        items = "".join(
            f'<article class="post type-post hentry"><h2 class="entry-title"><a rel="bookmark" '
            f'href="{self.address(release)}">{escape(release.title)}</a></h2>'
            + (
                f'<time class="entry-date" datetime="{release.day.isoformat()}">{release.day:%d.%m.%Y}</time>'
                if release.dated
                else ""
            )
            + f'<div class="entry-summary"><p>{escape(release.lead)}</p></div></article>'
            for release in shown
        )
        following = (
            f'<a class="next page-numbers" href="{self.list_address(page + 1)}">Ältere Beiträge</a>'
            if page < pages
            else ""
        )
        return self.frame(
            "Aktuelles", f'<h1>Aktuelles</h1>{items}<nav class="navigation pagination">{following}</nav>'
        )

    def release_page(self, release: DemoRelease) -> str:
        """The page of a release."""
        when = (
            f'<time class="entry-date published" datetime="{release.day.isoformat()}T09:00:00+01:00">'
            f"{release.day:%d.%m.%Y}</time>"
            if release.dated
            else ""
        )
        image = (
            f'<figure class="wp-block-image"><img src="{self.picture_address(release)}" alt="">'
            f"<figcaption>{caption(release)}</figcaption></figure>"
            if release.caption
            else ""
        )
        return self.frame(
            release.title,
            f'<article class="post hentry"><header><p class="entry-kicker">{printed_date(release)}</p>'
            f'<h1 class="entry-title">{escape(release.title)}</h1>{when}</header>'
            f'<div class="entry-summary"><p>{escape(release.lead)}</p></div><div class="entry-content">{image}'
            f'{paragraphs(release)}{self._document(release)}<div class="entry-contact"><h2>Kontakt</h2>{contact(release)}</div>'
            "</div></article>",
        )

    def feed(self, releases: tuple[DemoRelease, ...], base: str) -> str:
        """The newest ten with their full text."""
        items = "".join(
            f"<item><title>{xml_escape(release.title)}</title><link>{xml_escape(base + self.address(release))}</link>"
            f'<guid isPermaLink="false">{base}/?p={release.serial}</guid><description>{xml_escape(release.lead)}</description>'
            f"<content:encoded><![CDATA[{paragraphs(release)}]]></content:encoded>"
            + (f"<pubDate>{rfc_822(release)}</pubDate>" if release.dated else "")
            + "</item>"
            for release in releases[:10]
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
            f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{TOWN}</title>'
            f"<link>{base}</link><description/>{items}</channel></rss>"
        )

    def posts(self, shown: tuple[DemoRelease, ...], base: str) -> str:
        """One page of the REST API (developer.wordpress.org/rest-api/reference/posts)."""
        return json.dumps(
            [
                {
                    "id": release.serial,
                    "date": f"{release.day.isoformat()}T09:00:00",
                    "link": base + self.address(release),
                    "title": {"rendered": escape(release.title)},
                    "content": {"rendered": paragraphs(release), "protected": False},
                    "excerpt": {"rendered": f"<p>{escape(release.lead)}</p>"},
                }
                for release in shown
            ]
        )

    def _document(self, release: DemoRelease) -> str:
        if not release.attachment:
            return ""
        return f'<div class="wp-block-file"><a href="{self.document_address(release)}">{escape(release.attachment)}</a></div>'


MARKUP = WordPress()
