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

    def address(self, one: DemoRelease) -> str:
        """Where a release stands."""
        return f"/data.aspx/static/{one.serial}.html"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return f"/meldungen.aspx?ps_id={_OFFICE}" + (f"&seite={page}" if page > 1 else "")

    def picture_address(self, one: DemoRelease) -> str:
        """Where the picture of a release stands."""
        return f"/data.aspx/medien/{one.serial}P.jpg"

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next one."""
        items = "".join(
            f'<li><span class="ps_datum">{f"{one.day:%d.%m.%Y}" if one.dated else ""}</span> '
            f'<a href="{self.address(one)}">{escape(one.title)}</a></li>'
            for one in shown
        )
        following = (
            f'<a class="ps_weiter" href="{escape(self.list_address(page + 1))}">weiter</a>'
            if page < pages
            else ""
        )
        return self.frame(
            "Meldungen", f'<h1>Meldungen</h1><ul class="ps_meldungsliste">{items}</ul><p>{following}</p>'
        )

    def release_page(self, one: DemoRelease) -> str:
        """The page of a release."""
        image = (
            f'<div class="ps_bild"><img src="{self.picture_address(one)}" alt="{caption(one)}">'
            f'<p class="ps_bildtext">{caption(one)}</p></div>'
            if one.caption
            else ""
        )
        files = (
            f'<ul class="ps_dateien"><li><a href="{self.document_address(one)}">{escape(one.attachment)}</a></li></ul>'
            if one.attachment
            else ""
        )
        return self.frame(
            one.title,
            f'<div class="ps_meldung"><p class="ps_datum">{printed_date(one)}</p>'
            f'<h1 class="ps_titel">{escape(one.title)}</h1><p class="ps_untertitel">{escape(one.lead)}</p>{image}'
            f'<div class="ps_meldungstext">{paragraphs(one)}</div>{files}'
            f'<div class="ps_kontakt"><h2>Kontakt</h2>{contact(one)}</div></div>',
        )

    def feed(self, releases: tuple[DemoRelease, ...], base: str) -> str:
        """The newest releases; the `link` of each leads to the list, its `guid` to the release."""
        start = xml_escape(base + self.list_address(1))
        items = "".join(
            f"<item><title>{xml_escape(one.title)}</title><link>{start}</link>"
            f"<guid>{xml_escape(base + self.address(one))}</guid><description>{xml_escape(one.lead)}</description>"
            + (f"<pubDate>{rfc_822(one)}</pubDate>" if one.dated else "")
            + "</item>"
            for one in releases[: self.per_page]
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>presse-service</title>'
            f"<link>{start}</link><description>Meldungen</description>{items}</channel></rss>"
        )


MARKUP = PresseService()
