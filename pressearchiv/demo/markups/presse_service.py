"""presse-service.de: a portal's `aspx` pages, a `<p>` in a `<p>`, and a feed whose `link` is of no use."""

from html import escape
from xml.sax.saxutils import escape as xml_escape

from pressearchiv.demo.markups import Markup, caption, contact, paragraphs, printed_date, rfc_822
from pressearchiv.demo.releases import DemoRelease

_OFFICE = 4711


class PresseService(Markup):
    """As the town's press office on a portal that it shares with others."""

    key = "presse-service"
    feed_address = f"/rss.aspx?v=2&p={_OFFICE}"

    def address(self, release: DemoRelease) -> str:
        """Where a release stands."""
        return f"/data.aspx/static/{release.serial}.html"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return f"/meldungen.aspx?ps_id={_OFFICE}" + (f"&seite={page}" if page > 1 else "")

    def picture_address(self, release: DemoRelease) -> str:
        """Where the picture of a release stands."""
        return f"/data.aspx/medien/{release.serial}P.jpg"

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next release."""
        items = "".join(
            f'<li><span class="ps_datum">{f"{release.day:%d.%m.%Y}" if release.dated else ""}</span> '
            f'<a href="{self.address(release)}">{escape(release.title)}</a></li>'
            for release in shown
        )
        following = (
            f'<a class="ps_weiter" href="{escape(self.list_address(page + 1))}">weiter</a>'
            if page < pages
            else ""
        )
        return self.frame(
            "Meldungen", f'<h1>Meldungen</h1><ul class="ps_meldungsliste">{items}</ul><p>{following}</p>'
        )

    def release_page(self, release: DemoRelease) -> str:
        """The page of a release."""
        image = (
            f'<div class="ps_bild"><img src="{self.picture_address(release)}" alt="{caption(release)}">'
            f'<p class="ps_bildtext">{caption(release)}</p></div>'
            if release.caption
            else ""
        )
        files = (
            f'<ul class="ps_dateien"><li><a href="{self.document_address(release)}">{escape(release.attachment)}</a></li></ul>'
            if release.attachment
            else ""
        )
        return self.frame(
            release.title,
            f'<div class="ps_meldung"><p class="ps_datum">{printed_date(release)}</p>'
            f'<h1 class="ps_titel">{escape(release.title)}</h1><p class="ps_untertitel">{escape(release.lead)}</p>{image}'
            f'<div class="ps_meldungstext">{paragraphs(release)}</div>{files}'
            f'<div class="ps_kontakt"><h2>Kontakt</h2>{contact(release)}</div></div>',
        )

    def feed(self, releases: tuple[DemoRelease, ...], base: str) -> str:
        """The newest releases; the `link` of each leads to the list, its `guid` to the release."""
        start = xml_escape(base + self.list_address(1))
        items = "".join(
            f"<item><title>{xml_escape(release.title)}</title><link>{start}</link>"
            f"<guid>{xml_escape(base + self.address(release))}</guid><description>{xml_escape(release.lead)}</description>"
            + (f"<pubDate>{rfc_822(release)}</pubDate>" if release.dated else "")
            + "</item>"
            for release in releases[: self.per_page]
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>presse-service</title>'
            f"<link>{start}</link><description>Meldungen</description>{items}</channel></rss>"
        )


MARKUP = PresseService()
