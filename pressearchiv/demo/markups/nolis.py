"""NOLIS: the town's number in every address, the feed at a fixed place."""

from html import escape

from pressearchiv.demo.markups import Markup, caption, contact, paragraphs, printed_date
from pressearchiv.demo.releases import DemoRelease

_TOWN = 30601


class Nolis(Markup):
    """As Werneuchen or Ahrensfelde show theirs."""

    key = "nolis"
    feed_address = "/portal/rss.xml"

    def address(self, one: DemoRelease) -> str:
        """Where a release stands."""
        return f"/portal/meldungen/{one.slug}-{one.serial}-{_TOWN}.html"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return f"/portal/meldungen/uebersicht-{page - 1}-{_TOWN}.html"

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next one."""
        items = "".join(
            f'<div id="nolis-list-item-{one.serial}" class="nolis-list-item nolis-list-news">'
            f'<p class="nolis-list-date">{f"{one.day:%d.%m.%Y}" if one.dated else ""}</p>'
            f'<h4><a href="{self.address(one)}">{escape(one.title)}</a></h4><p>{escape(one.lead)}</p></div>'
            for one in shown
        )
        following = (
            f'<a class="nolis-next" rel="next" href="{self.list_address(page + 1)}">weiter</a>'
            if page < pages
            else ""
        )
        return self.frame(
            "Meldungen", f'<h1>Meldungen</h1>{items}<div class="nolis-paging">{following}</div>'
        )

    def release_page(self, one: DemoRelease) -> str:
        """The page of a release."""
        image = (
            f'<div class="nolis-image"><img src="{self.picture_address(one)}" alt="">'
            f'<span class="nolis-image-caption">{caption(one)}</span></div>'
            if one.caption
            else ""
        )
        document = (
            f'<ul class="nolis-downloads"><li><a href="{self.document_address(one)}">{escape(one.attachment)}</a></li></ul>'
            if one.attachment
            else ""
        )
        return self.frame(
            one.title,
            f'<div class="nolis-detail"><p class="nolis-date">{printed_date(one)}</p><h1>{escape(one.title)}</h1>'
            f'<p class="nolis-teaser">{escape(one.lead)}</p>{image}<div class="nolis-text">{paragraphs(one)}</div>'
            f'{document}<div class="nolis-contact"><h2>Kontakt</h2>{contact(one)}</div></div>',
        )


MARKUP = Nolis()
