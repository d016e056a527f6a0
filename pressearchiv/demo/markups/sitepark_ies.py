"""Sitepark IES: class names with a prefix, a feed by a parameter with a colon."""

from html import escape

from pressearchiv.demo.markups import Markup, caption, contact, paragraphs
from pressearchiv.demo.releases import DemoRelease


class SiteparkIes(Markup):
    """As Bonn, Wuppertal or Mainz show theirs."""

    key = "sitepark-ies"
    feed_address = "/presse/meldungen.php?sp:out=rss"

    def address(self, release: DemoRelease) -> str:
        """Where a release stands."""
        return f"/presse/meldungen/{release.slug}.php"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return "/presse/meldungen.php" + (f"?sp:page[meldungen-1.form][0]={page}" if page > 1 else "")

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next one."""
        items = "".join(
            f'<li class="SP-TeaserList__item"><article class="SP-Teaser SP-Teaser--textual">'
            f'<a class="SP-Teaser__link" href="{self.address(release)}"><h3 class="SP-Teaser__headline">'
            f"{escape(release.title)}</h3></a>"
            + (
                f'<time datetime="{release.day.isoformat()}">{release.day:%d.%m.%Y}</time>'
                if release.dated
                else ""
            )
            + f'<div class="SP-Teaser__text">{escape(release.lead)}</div></article></li>'
            for release in shown
        )
        following = (
            f'<a class="SP-Pagination__link SP-Pagination__link--next" href="{escape(self.list_address(page + 1))}">'
            "Nächste Seite</a>"
            if page < pages
            else ""
        )
        return self.frame(
            "Meldungen",
            f'<h1 class="SP-Headline--page">Meldungen</h1><ul class="SP-TeaserList">{items}</ul>'
            f'<nav class="SP-Pagination">{following}</nav>',
        )

    def release_page(self, release: DemoRelease) -> str:
        """The page of a release."""
        when = (
            f'<time datetime="{release.day.isoformat()}">{release.day:%d.%m.%Y}</time> - '
            if release.dated
            else "- "
        )
        image = (
            f'<figure class="SP-Picture"><img src="{self.picture_address(release)}" alt="">'
            f'<figcaption class="SP-Picture__caption">{caption(release)}</figcaption></figure>'
            if release.caption
            else ""
        )
        document = (
            f'<ul class="SP-LinkList"><li><a class="SP-Link--download" href="{self.document_address(release)}">'
            f"{escape(release.attachment)}</a></li></ul>"
            if release.attachment
            else ""
        )
        return self.frame(
            release.title,
            f'<article id="SP-Content"><header class="SP-ArticleHeader"><div class="SP-ArticleHeader__date">{when}'
            f'{release.number}</div><h1 class="SP-Headline--article SP-ArticleHeader__headline">{escape(release.title)}</h1>'
            f'<div class="SP-ArticleHeader__intro SP-Intro"><p>{escape(release.lead)}</p></div></header>'
            f'<div class="SP-ArticleContent"><div data-sp-table class="SP-Paragraph"><div class="SP-Text">'
            f'{paragraphs(release)}</div>{image}</div>{document}<div class="SP-Contact"><h2>Kontakt</h2>'
            f'<div class="SP-Contact__text">{contact(release)}</div></div></div></article>',
        )


MARKUP = SiteparkIes()
