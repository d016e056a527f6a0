"""Drupal: views of rows, `?page=` counted from 0."""

from html import escape

from pressearchiv.demo.markups import Markup, caption, contact, paragraphs
from pressearchiv.demo.releases import DemoRelease


class Drupal(Markup):
    """As version 7 shows them."""

    key = "drupal"
    feed_address = "/presse/rss.xml"

    def address(self, release: DemoRelease) -> str:
        """Where a release stands."""
        return f"/node/{release.serial}"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return "/pressemitteilungen" + (f"?page={page - 1}" if page > 1 else "")

    def head(self) -> str:
        """What the system writes into the head of each page."""
        return '<meta name="generator" content="Drupal 7 (http://drupal.org)">'

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next one."""
        items = "".join(
            f'<div class="views-row"><div class="views-field-title"><a href="{self.address(release)}">'
            f"{escape(release.title)}</a></div>"
            + (
                f'<time class="date-display-single" datetime="{release.day.isoformat()}">{release.day:%d.%m.%Y}</time>'
                if release.dated
                else ""
            )
            + f"<p>{escape(release.lead)}</p></div>"
            for release in shown
        )
        following = (
            f'<li class="pager-next"><a href="{self.list_address(page + 1)}">nächste Seite ›</a></li>'
            if page < pages
            else ""
        )
        return self.frame(
            "Pressemitteilungen",
            f'<h1 class="page-title">Pressemitteilungen</h1><div class="view-content">{items}</div>'
            f'<ul class="pager">{following}</ul>',
        )

    def release_page(self, release: DemoRelease) -> str:
        """The page of a release."""
        when = (
            f'<time class="date-display-single" datetime="{release.day.isoformat()}T09:00:00+01:00">{release.day:%d.%m.%Y}</time>'
            if release.dated
            else ""
        )
        image = (
            f'<div class="field-name-field-image"><div class="field-item"><img src="{self.picture_address(release)}" alt="">'
            f'<p class="image-field-caption">{caption(release)}</p></div></div>'
            if release.caption
            else ""
        )
        document = (
            f'<div class="field-name-field-file"><span class="file"><a href="{self.document_address(release)}">'
            f"{escape(release.attachment)}</a></span></div>"
            if release.attachment
            else ""
        )
        return self.frame(
            release.title,
            f'<article class="node node-press"><h1 class="page-title">{escape(release.title)}</h1>{when}'
            f'<div class="field-name-field-number">- {release.number}</div>'
            f'<div class="field-name-field-teaser"><p>{escape(release.lead)}</p></div>{image}'
            f'<div class="field-name-body"><div class="field-item">{paragraphs(release)}</div></div>{document}'
            f'<div class="field-name-field-contact"><h2>Kontakt</h2>{contact(release)}</div></article>',
        )


MARKUP = Drupal()
