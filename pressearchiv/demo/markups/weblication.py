"""Weblication: list entries that are links by script, and a paging that piles up its own parameter."""

from html import escape

from pressearchiv.demo.markups import Markup, caption, contact, paragraphs, printed_date
from pressearchiv.demo.releases import DemoRelease

_LIST = "pageIda67aa4da"


class Weblication(Markup):
    """As Salzkotten shows theirs."""

    key = "weblication"
    feed_address = ""

    def address(self, one: DemoRelease) -> str:
        """Where a release stands."""
        return f"/de/aktuelles/news-und-pressemeldungen/{one.slug}.php"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return "/de/aktuelles/news-und-pressemeldungen/" + (f"?{_LIST}={page}" if page > 1 else "")

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list; the link to the next one names its parameter again and again, the last one counts."""
        items = "".join(
            f'<li class="listEntry clickable listEntryObject-news wglClickable" data-url="{self.address(one)}">'
            f'<div class="listEntryInner"><div class="listEntryText"><h4 class="listEntryTitle">'
            f'<a href="{self.address(one)}">{escape(one.title)}</a></h4>'
            f'<div class="listEntryDate">{f"{one.day:%d.%m.%Y}" if one.dated else ""}</div>'
            f'<div class="listEntryDescription">{escape(one.lead)}</div></div></div></li>'
            for one in shown
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

    def release_page(self, one: DemoRelease) -> str:
        """The page of a release."""
        image = (
            f'<div class="elementPicture"><img src="{self.picture_address(one)}" alt="{caption(one)}">'
            f'<div class="pictureDescription">{caption(one)}</div></div>'
            if one.caption
            else ""
        )
        document = (
            f'<div class="elementLinkList"><a href="{self.document_address(one)}">{escape(one.attachment)}</a></div>'
            if one.attachment
            else ""
        )
        return self.frame(
            one.title,
            f'<div id="blockContent"><div class="elementDate">{printed_date(one)}</div><h1>{escape(one.title)}</h1>'
            f'<div class="elementTeaser"><p>{escape(one.lead)}</p></div>{image}'
            f'<div class="elementText">{paragraphs(one)}</div>{document}'
            f'<div class="elementContact"><h2>Kontakt</h2>{contact(one)}</div></div>',
        )


MARKUP = Weblication()
