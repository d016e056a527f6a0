"""NOLIS: the town's number in every address, the feed at a fixed place."""

from html import escape

from pressearchiv.demo.markups import Markup, caption, contact, paragraphs, printed_date
from pressearchiv.demo.releases import DemoRelease

_TOWN = 30601


class Nolis(Markup):
    """As Werneuchen or Ahrensfelde show theirs."""

    key = "nolis"
    feed_address = "/portal/rss.xml"

    def address(self, release: DemoRelease) -> str:
        """Where a release stands."""
        return f"/portal/meldungen/{release.slug}-{release.serial}-{_TOWN}.html"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return f"/portal/meldungen/uebersicht-{page - 1}-{_TOWN}.html"

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next release."""
        items = "".join(
            f'<div id="nolis-list-item-{release.serial}" class="nolis-list-item nolis-list-news">'
            f'<p class="nolis-list-date">{f"{release.day:%d.%m.%Y}" if release.dated else ""}</p>'
            f'<h4><a href="{self.address(release)}">{escape(release.title)}</a></h4><p>{escape(release.lead)}</p></div>'
            for release in shown
        )
        following = (
            f'<a class="nolis-next" rel="next" href="{self.list_address(page + 1)}">weiter</a>'
            if page < pages
            else ""
        )
        return self.frame(
            "Meldungen", f'<h1>Meldungen</h1>{items}<div class="nolis-paging">{following}</div>'
        )

    def release_page(self, release: DemoRelease) -> str:
        """The page of a release."""
        image = (
            f'<div class="nolis-image"><img src="{self.picture_address(release)}" alt="">'
            f'<span class="nolis-image-caption">{caption(release)}</span></div>'
            if release.caption
            else ""
        )
        document = (
            f'<ul class="nolis-downloads"><li><a href="{self.document_address(release)}">{escape(release.attachment)}</a></li></ul>'
            if release.attachment
            else ""
        )
        return self.frame(
            release.title,
            f'<div class="nolis-detail"><p class="nolis-date">{printed_date(release)}</p><h1>{escape(release.title)}</h1>'
            f'<p class="nolis-teaser">{escape(release.lead)}</p>{image}<div class="nolis-text">{paragraphs(release)}</div>'
            f'{document}<div class="nolis-contact"><h2>Kontakt</h2>{contact(release)}</div></div>',
        )


MARKUP = Nolis()
