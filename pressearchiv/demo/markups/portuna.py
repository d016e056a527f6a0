"""PortUNA: zero-width spaces inside its dates, no feed."""

from html import escape

from pressearchiv.demo.markups import Markup, caption, contact, paragraphs, printed_date
from pressearchiv.demo.releases import DemoRelease


def _broken(date: str) -> str:
    """A date as the system prints it: with a zero-width space after every point."""
    return date.replace(".", ".\u200b")


class Portuna(Markup):
    """As the towns of Verwaltungsportal show theirs."""

    key = "portuna"
    feed_address = ""

    def address(self, release: DemoRelease) -> str:
        """Where a release stands."""
        return f"/news/1/{release.serial}/nachrichten/{release.slug}.html"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return "/news/1/" + (f"?seite={page}" if page > 1 else "")

    def head(self) -> str:
        """What the system writes into the head of each page."""
        return '<link rel="stylesheet" href="https://daten2.verwaltungsportal.de/css/layout.css">'

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next release."""
        items = "".join(
            f'<li class="news-entry-to-limit"><h2><a href="{self.address(release)}">{escape(release.title)}</a></h2>'
            f'<span class="news-date">{_broken(f"{release.day:%d.%m.%Y}") if release.dated else ""}</span>'
            f"<p>{escape(release.lead)}</p></li>"
            for release in shown
        )
        following = (
            f'<a class="pagination-next" href="{self.list_address(page + 1)}">nächste Seite</a>'
            if page < pages
            else ""
        )
        return self.frame("Nachrichten", f"<h1>Nachrichten</h1><ul>{items}</ul><p>{following}</p>")

    def release_page(self, release: DemoRelease) -> str:
        """The page of a release."""
        image = (
            f'<figure class="news-image"><img src="{self.picture_address(release)}" alt="">'
            f'<figcaption class="news-image-text">{caption(release)}</figcaption></figure>'
            if release.caption
            else ""
        )
        document = (
            f'<div class="news-downloads"><a href="{self.document_address(release)}">{escape(release.attachment)}</a></div>'
            if release.attachment
            else ""
        )
        return self.frame(
            release.title,
            f'<div class="news-detail"><h1>{escape(release.title)}</h1>'
            f'<div class="news-date">{_broken(printed_date(release))}</div><p class="news-teaser">{escape(release.lead)}</p>'
            f'{image}<div class="news-text">{paragraphs(release)}</div>{document}'
            f'<div class="news-contact"><h2>Kontakt</h2>{contact(release)}</div></div>',
        )


MARKUP = Portuna()
