"""berlin.de (Imperia): metas of the Dublin Core, the text in blocks called textile."""

from html import escape

from pressearchiv.demo.markups import TOWN, Markup, contact, printed_date
from pressearchiv.demo.releases import DemoRelease


class Berlin(Markup):
    """As the boroughs of Berlin show theirs; the lead is a list of key points."""

    key = "berlin"
    feed_address = "/presse/pressemitteilungen/index/feed"

    def address(self, release: DemoRelease) -> str:
        """Where a release stands."""
        return f"/presse/pressemitteilungen/{release.day.year}/pressemitteilung.{release.serial}.php"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return "/presse/pressemitteilungen/" + (f"?page_at_1_0={page}" if page > 1 else "")

    def head(self) -> str:
        """What the system writes into the head of each page."""
        return '<meta name="generator" content="imperia9/14/1177/1413">'

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next release."""
        items = "".join(
            f'<li><div class="cell nowrap date">{f"{release.day:%d.%m.%Y}" if release.dated else ""}</div>'
            f'<div class="cell text"><a href="{self.address(release)}">{escape(release.title)}</a></div></li>'
            for release in shown
        )
        following = (
            f'<li class="pager-item-next"><a href="{self.list_address(page + 1)}">nächste Seite</a></li>'
            if page < pages
            else ""
        )
        return self.frame(
            "Pressemitteilungen",
            f'<h1 class="title">Pressemitteilungen</h1><section class="modul-autoteaser"><ul>{items}</ul></section>'
            f'<ul class="pager">{following}</ul>',
        )

    def release_page(self, release: DemoRelease) -> str:
        """The page of a release."""
        meta = f'<meta name="dcterms.date" content="{release.day.isoformat()}">' if release.dated else ""
        credit = f'<span class="copyright">{escape(release.credit)}</span>' if release.credit else ""
        image = (
            f'<div class="html5-section main-image"><div class="html5-figure image main">'
            f'<img src="{self.picture_address(release)}" alt="{escape(release.caption)}"><div class="caption">'
            f'<div class="caption--text"><strong>{escape(release.caption)}</strong></div>{credit}</div></div></div>'
            if release.caption
            else ""
        )
        document = (
            f'<div class="modul-download"><a href="{self.document_address(release)}">{escape(release.attachment)}</a></div>'
            if release.attachment
            else ""
        )
        text = "".join(f'<div class="textile"><p>{escape(part)}</p></div>' for part in release.paragraphs[1:])
        return self.frame(
            release.title,
            f'<div class="html5-section article" role="main"><div class="html5-header header">'
            f'<h1 class="title">{escape(release.title)}</h1></div>{image}<div class="html5-section body">'
            f'<div class="pressnumber">\n Pressemitteilung {printed_date(release)}</div><div class="textile">'
            f"<ul><li>{escape(release.lead)}</li></ul><p>{escape(release.paragraphs[0])}</p></div>{text}{document}</div></div>"
            f'<div class="html5-section modul-contact"><h2 class="title">Pressestelle</h2><div class="textile">'
            f"{contact(release).replace(f'{TOWN}, Presseamt', TOWN)}</div></div>",
            head=meta,
        )


MARKUP = Berlin()
