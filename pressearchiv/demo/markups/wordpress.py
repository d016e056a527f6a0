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

    def address(self, one: DemoRelease) -> str:
        """Where a release stands."""
        return f"/{one.day:%Y/%m}/{one.slug}/"

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
            f'href="{self.address(one)}">{escape(one.title)}</a></h2>'
            + (
                f'<time class="entry-date" datetime="{one.day.isoformat()}">{one.day:%d.%m.%Y}</time>'
                if one.dated
                else ""
            )
            + f'<div class="entry-summary"><p>{escape(one.lead)}</p></div></article>'
            for one in shown
        )
        following = (
            f'<a class="next page-numbers" href="{self.list_address(page + 1)}">Ältere Beiträge</a>'
            if page < pages
            else ""
        )
        return self.frame(
            "Aktuelles", f'<h1>Aktuelles</h1>{items}<nav class="navigation pagination">{following}</nav>'
        )

    def release_page(self, one: DemoRelease) -> str:
        """The page of a release."""
        when = (
            f'<time class="entry-date published" datetime="{one.day.isoformat()}T09:00:00+01:00">'
            f"{one.day:%d.%m.%Y}</time>"
            if one.dated
            else ""
        )
        image = (
            f'<figure class="wp-block-image"><img src="{self.picture_address(one)}" alt="">'
            f"<figcaption>{caption(one)}</figcaption></figure>"
            if one.caption
            else ""
        )
        return self.frame(
            one.title,
            f'<article class="post hentry"><header><p class="entry-kicker">{printed_date(one)}</p>'
            f'<h1 class="entry-title">{escape(one.title)}</h1>{when}</header>'
            f'<div class="entry-summary"><p>{escape(one.lead)}</p></div><div class="entry-content">{image}'
            f'{paragraphs(one)}{self._document(one)}<div class="entry-contact"><h2>Kontakt</h2>{contact(one)}</div>'
            "</div></article>",
        )

    def feed(self, releases: tuple[DemoRelease, ...], base: str) -> str:
        """The newest ten with their full text."""
        items = "".join(
            f"<item><title>{xml_escape(one.title)}</title><link>{xml_escape(base + self.address(one))}</link>"
            f'<guid isPermaLink="false">{base}/?p={one.serial}</guid><description>{xml_escape(one.lead)}</description>'
            f"<content:encoded><![CDATA[{paragraphs(one)}]]></content:encoded>"
            + (f"<pubDate>{rfc_822(one)}</pubDate>" if one.dated else "")
            + "</item>"
            for one in releases[:10]
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
                    "id": one.serial,
                    "date": f"{one.day.isoformat()}T09:00:00",
                    "link": base + self.address(one),
                    "title": {"rendered": escape(one.title)},
                    "content": {"rendered": paragraphs(one), "protected": False},
                    "excerpt": {"rendered": f"<p>{escape(one.lead)}</p>"},
                }
                for one in shown
            ]
        )

    def _document(self, one: DemoRelease) -> str:
        if not one.attachment:
            return ""
        return f'<div class="wp-block-file"><a href="{self.document_address(one)}">{escape(one.attachment)}</a></div>'


MARKUP = WordPress()
