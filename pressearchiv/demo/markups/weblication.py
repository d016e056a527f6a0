"""Weblication: list entries that are links by script, and a paging that piles up its own parameter."""

from html import escape

from pressearchiv.demo.markups import Markup, caption, contact, paragraphs, printed_date
from pressearchiv.demo.releases import DemoRelease

_LIST = "pageIda67aa4da"


class Weblication(Markup):
    """As Salzkotten shows theirs."""

    key = "weblication"
    feed_address = ""

    def address(self, release: DemoRelease) -> str:
        """Where a release stands."""
        return f"/de/aktuelles/news-und-pressemeldungen/{release.slug}.php"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return "/de/aktuelles/news-und-pressemeldungen/" + (f"?{_LIST}={page}" if page > 1 else "")

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list; the link to the next one names its parameter again and again, the last one counts."""
        items = "".join(
            f'<li class="listEntry clickable listEntryObject-news wglClickable" data-url="{self.address(release)}">'
            f'<div class="listEntryInner"><div class="listEntryText"><h4 class="listEntryTitle">'
            f'<a href="{self.address(release)}">{escape(release.title)}</a></h4>'
            f'<div class="listEntryDate">{f"{release.day:%d.%m.%Y}" if release.dated else ""}</div>'
            f'<div class="listEntryDescription">{escape(release.lead)}</div></div></div></li>'
            for release in shown
        )
        piled = f"?{_LIST}={page}&amp;{_LIST}=1&amp;{_LIST}={page + 1}#list_a67aa4da"
        following = (
            f'<a class="pageNaviNextLink" rel="next" href="{piled}"><span>&gt;</span></a>'
            if page < pages
            else ""
        )
        return self.frame(
            "News und Pressemeldungen",
            f'<h1>News und Pressemeldungen</h1><ul class="listDefault">{items}</ul><div class="pageNaviList">'
            f'<span class="pageNaviCurrent">{page}</span>{following}</div>',
        )

    def release_page(self, release: DemoRelease) -> str:
        """The page of a release."""
        image = (
            f'<div class="elementPicture"><img src="{self.picture_address(release)}" alt="{caption(release)}">'
            f'<div class="pictureDescription">{caption(release)}</div></div>'
            if release.caption
            else ""
        )
        document = (
            f'<div class="elementLinkList"><a href="{self.document_address(release)}">{escape(release.attachment)}</a></div>'
            if release.attachment
            else ""
        )
        return self.frame(
            release.title,
            f'<div id="blockContent"><div class="elementDate">{printed_date(release)}</div><h1>{escape(release.title)}</h1>'
            f'<div class="elementTeaser"><p>{escape(release.lead)}</p></div>{image}'
            f'<div class="elementText">{paragraphs(release)}</div>{document}'
            f'<div class="elementContact"><h2>Kontakt</h2>{contact(release)}</div></div>',
        )


MARKUP = Weblication()
