"""TYPO3 with the extension `news`: schema.org microdata, paging by a parameter with brackets."""

from html import escape
from urllib.parse import quote

from pressearchiv.demo.markups import Markup, caption, contact, paragraphs
from pressearchiv.demo.releases import DemoRelease


class Typo3News(Markup):
    """The town's own choice."""

    key = "typo3-news"

    def address(self, one: DemoRelease) -> str:
        """Where a release stands."""
        return f"/presse/{one.slug}"

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
        items = "\n".join(self._item(one) for one in shown)
        return self.frame(
            "Pressemitteilungen",
            f'<h1>Pressemitteilungen</h1><div class="news"><div class="news-list-view">{items}'
            f'<ul class="f3-widget-paginator">{links}</ul></div></div>',
        )

    def release_page(self, one: DemoRelease) -> str:
        """The page of a release."""
        printed = f"{one.day:%d.%m.%Y}"
        when = (
            f'<time itemprop="datePublished" datetime="{one.day.isoformat()}">{printed}</time> - '
            if one.dated
            else "- "
        )
        return self.frame(
            one.title,
            f"""
<div class="news news-single"><div class="article" itemscope="itemscope" itemtype="http://schema.org/Article">
  <div class="header"><h1 itemprop="headline">{escape(one.title)}</h1></div>
  <div class="footer"><p><span class="news-list-date">{when}{escape(one.number)}</span></p></div>
  <div class="teaser-text" itemprop="description"><p>{escape(one.lead)}</p></div>
  {self._picture(one)}
  <div class="news-text-wrap" itemprop="articleBody">{paragraphs(one)}</div>
  {self._document(one)}
  <div class="news-contact"><h2>Kontakt</h2>{contact(one)}</div>
</div></div>""",
            head=f'<link rel="canonical" href="{self.address(one)}">',
        )

    def _item(self, one: DemoRelease) -> str:
        when = f'<time datetime="{one.day.isoformat()}">{one.day:%d.%m.%Y}</time>' if one.dated else ""
        title = escape(one.title)
        return (
            f'<div class="article articletype-0"><h3><a title="{title}" href="{self.address(one)}">{title}</a></h3>'
            f'<span class="news-list-date">{when}</span><div class="teaser-text"><p>{escape(one.lead)}</p></div></div>'
        )

    def _picture(self, one: DemoRelease) -> str:
        if not one.caption:
            return ""
        shown = caption(one)
        return (
            '<div class="news-img-wrap"><div class="outer"><div class="mediaelement mediaelement-image">'
            f'<img src="{self.picture_address(one)}" alt="{shown}"></div><p class="news-img-caption">{shown}</p></div></div>'
        )

    def _document(self, one: DemoRelease) -> str:
        if not one.attachment:
            return ""
        return (
            '<div class="news-related news-related-files"><h2>Dateien</h2><ul><li class="news-related-files-link">'
            f'<a href="{self.document_address(one)}">{escape(one.attachment)}</a></li></ul></div>'
        )


MARKUP = Typo3News()
