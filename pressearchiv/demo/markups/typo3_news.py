"""TYPO3 with the extension `news`: schema.org microdata, paging by a parameter with brackets."""

from html import escape
from urllib.parse import quote

from pressearchiv.demo.markups import Markup, caption, contact, paragraphs
from pressearchiv.demo.releases import DemoRelease


class Typo3News(Markup):
    """The town's own choice."""

    key = "typo3-news"

    def address(self, release: DemoRelease) -> str:
        """Where a release stands."""
        return f"/presse/{release.slug}"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return f"/presse/?{quote('tx_news_pi1[currentPage]')}={page}" if page > 1 else "/presse/"

    def head(self) -> str:
        """What the system writes into the head of each page."""
        return '<meta name="generator" content="TYPO3 CMS">'

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with links to the pages before and after it."""
        links = ""
        if page > 1:
            links += f'<li class="previous"><a href="{self.list_address(page - 1)}">Zurück</a></li>'
        if page < pages:
            links += f'<li class="next"><a href="{self.list_address(page + 1)}">Weiter</a></li>'
        items = "\n".join(self._item(release) for release in shown)
        return self.frame(
            "Pressemitteilungen",
            f'<h1>Pressemitteilungen</h1><div class="news"><div class="news-list-view">{items}'
            f'<ul class="f3-widget-paginator">{links}</ul></div></div>',
        )

    def release_page(self, release: DemoRelease) -> str:
        """The page of a release."""
        printed = f"{release.day:%d.%m.%Y}"
        when = (
            f'<time itemprop="datePublished" datetime="{release.day.isoformat()}">{printed}</time> - '
            if release.dated
            else "- "
        )
        return self.frame(
            release.title,
            f"""
<div class="news news-single"><div class="article" itemscope="itemscope" itemtype="http://schema.org/Article">
  <div class="header"><h1 itemprop="headline">{escape(release.title)}</h1></div>
  <div class="footer"><p><span class="news-list-date">{when}{escape(release.number)}</span></p></div>
  <div class="teaser-text" itemprop="description"><p>{escape(release.lead)}</p></div>
  {self._picture(release)}
  <div class="news-text-wrap" itemprop="articleBody">{paragraphs(release)}</div>
  {self._document(release)}
  <div class="news-contact"><h2>Kontakt</h2>{contact(release)}</div>
</div></div>""",
            head=f'<link rel="canonical" href="{self.address(release)}">',
        )

    def _item(self, release: DemoRelease) -> str:
        when = (
            f'<time datetime="{release.day.isoformat()}">{release.day:%d.%m.%Y}</time>'
            if release.dated
            else ""
        )
        title = escape(release.title)
        return (
            f'<div class="article articletype-0"><h3><a title="{title}" href="{self.address(release)}">{title}</a></h3>'
            f'<span class="news-list-date">{when}</span><div class="teaser-text"><p>{escape(release.lead)}</p></div></div>'
        )

    def _picture(self, release: DemoRelease) -> str:
        if not release.caption:
            return ""
        shown = caption(release)
        return (
            '<div class="news-img-wrap"><div class="outer"><div class="mediaelement mediaelement-image">'
            f'<img src="{self.picture_address(release)}" alt="{shown}"></div><p class="news-img-caption">{shown}</p></div></div>'
        )

    def _document(self, release: DemoRelease) -> str:
        if not release.attachment:
            return ""
        return (
            '<div class="news-related news-related-files"><h2>Dateien</h2><ul><li class="news-related-files-link">'
            f'<a href="{self.document_address(release)}">{escape(release.attachment)}</a></li></ul></div>'
        )


MARKUP = Typo3News()
