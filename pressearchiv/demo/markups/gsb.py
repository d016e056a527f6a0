"""Government Site Builder: a first `h1` that is navigation, soft hyphens inside the headline."""

import re
from html import escape

from pressearchiv.demo.markups import TOWN, Markup, caption, contact, paragraphs
from pressearchiv.demo.releases import DemoRelease

_SYLLABLE = re.compile(r"(\w{5})(?=\w{5})")


class Gsb(Markup):
    """As the federal authorities show theirs."""

    key = "gsb"
    feed_address = "/SiteGlobals/Functions/RSSFeed/RSSNewsfeed.xml"

    def address(self, release: DemoRelease) -> str:
        """Where a release stands."""
        return f"/SharedDocs/Pressemitteilungen/DE/{release.day.year}/{release.slug}.html"

    def list_address(self, page: int) -> str:
        """Where a page of the list stands, counted from 1."""
        return "/DE/Presse/presse_node.html" + (f"?gtp=1_list%253D{page}" if page > 1 else "")

    def head(self) -> str:
        """What the system writes into the head of each page."""
        return '<meta name="generator" content="Government Site Builder">'

    def list_page(self, shown: tuple[DemoRelease, ...], page: int, pages: int) -> str:
        """One page of the list, newest first, with a link to the next release."""
        items = "".join(
            f'<li><p class="metadata"><span class="value">{f"{release.day:%d.%m.%Y}" if release.dated else ""}</span></p>'
            f'<h2><a href="{self.address(release)}">{escape(release.title)}</a></h2><p>{escape(release.lead)}</p></li>'
            for release in shown
        )
        following = (
            f'<li class="forward"><a class="forward" href="{self.list_address(page + 1)}">Weiter</a></li>'
            if page < pages
            else ""
        )
        return self.frame(
            "Pressemitteilungen",
            f'<h1 class="aural">{TOWN}</h1><h1 class="isFirstInSlot">Pressemitteilungen</h1>'
            f'<ol class="searchresult">{items}</ol><ul class="navIndex">{following}</ul>',
        )

    def release_page(self, release: DemoRelease) -> str:
        """The page of a release."""
        soft = _SYLLABLE.sub("\\1\u00ad", release.title)
        when = (
            f'<span class="label">Datum</span> <span class="value">{release.day:%d.%m.%Y}</span><br>'
            if release.dated
            else ""
        )
        image = (
            f'<p class="picture rechts"><span class="wrapper"><img src="{self.picture_address(release)}" alt=""></span>'
            f'<span class="caption">{caption(release)}</span></p>'
            if release.caption
            else ""
        )
        document = (
            '<div class="sectionRelated"><h2>Zum Thema</h2><ul class="links"><li class="download">'
            f'<a class="downloadLink" href="{self.document_address(release)}">{escape(release.attachment)}</a></li></ul></div>'
            if release.attachment
            else ""
        )
        return self.frame(
            release.title,
            f'<h1 class="aural">{TOWN}</h1><div class="headerText"><div class="textContainer"><p>{escape(release.lead)}</p>'
            '</div></div><div id="content"><div class="singleview">'
            f'<h1 class="isFirstInSlot">{escape(soft)}</h1><div class="docData"><span class="label">Ausgabejahr</span> '
            f'<span class="value">{release.day.year}</span><br>{when}<span class="label">Nr.</span> '
            f'<span class="value">- {release.number}</span></div>{image}'
            f'{paragraphs(release)}{document}<div class="pressContact"><h2>Kontakt</h2>{contact(release)}</div>'
            "</div></div>",
        )


MARKUP = Gsb()
