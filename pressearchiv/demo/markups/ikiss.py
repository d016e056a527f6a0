"""iKISS: windows-1252, ids in every address, dates behind a word for screen readers."""

from html import escape

from pressearchiv.demo.markups import Markup, caption, contact, paragraphs, printed_date
from pressearchiv.demo.releases import DemoRelease

_SITE = 3631


class Ikiss(Markup):
    """As Velten or Oranienburg show theirs."""

    key = "ikiss"
    charset = "windows-1252"
    feed_address = ""

    def address(self, release: DemoRelease) -> str:
        """Where a release stands."""
        return f"/Verwaltung/Nachrichten/{release.slug}.php?object=tx,{_SITE}.5.1&ModID=7&FID={_SITE}.{release.serial}.1"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return "/Verwaltung/Nachrichten/" + (f"?ModID=255&bn={page}" if page > 1 else "")

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next one."""
        items = "".join(
            f'<li><a href="{escape(self.address(release))}" data-ikiss-mfid="7.{_SITE}.{release.serial}.1">'
            + (
                f'<small class="date"><span class="sr-only">Datum: </span>{release.day:%d.%m.%Y}</small>'
                if release.dated
                else ""
            )
            + f'<h3 class="list-title">{escape(release.title)}</h3></a><p>{escape(release.lead)}</p></li>'
            for release in shown
        )
        following = (
            f'<a class="page-next" title="Nächste Seite" href="{escape(self.list_address(page + 1))}">&raquo;</a>'
            if page < pages
            else ""
        )
        return self.frame(
            "Nachrichten", f'<h1>Nachrichten</h1><ul class="result-list">{items}</ul><p>{following}</p>'
        )

    def release_page(self, release: DemoRelease) -> str:
        """The page of a release."""
        image = (
            f'<div class="article-image"><img src="{self.picture_address(release)}" alt="{caption(release)}">'
            f'<p class="bildunterschrift">{caption(release)}</p></div>'
            if release.caption
            else ""
        )
        document = (
            f'<div class="dokumente"><a href="{self.document_address(release)}">{escape(release.attachment)}</a></div>'
            if release.attachment
            else ""
        )
        return self.frame(
            release.title,
            f'<article data-ikiss-mfid="7.{_SITE}.{release.serial}.1"><h1>{escape(release.title)}</h1>'
            f'<small class="article-date">{printed_date(release)}</small><p class="article-teaser">{escape(release.lead)}</p>'
            f'{image}<div class="article-text">{paragraphs(release)}</div>{document}'
            f'<div class="kontakt-box"><h2>Kontakt</h2>{contact(release)}</div></article>',
        )


MARKUP = Ikiss()
