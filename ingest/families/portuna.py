"""PortUNA, also at verwaltungsportal.de; its dates hide zero-width spaces."""

from ingest.families import Family, KnownBy
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="portuna",
    name="PortUNA",
    html_list=HtmlList(
        item="li.news-entry-to-limit, div.news-entry-new, .news-entry, [class*='title_archive_'] + ul > li",
        day_heading="[class*='title_archive_']",
        link="a.news-entry-new-link[href], a[href*='/news/']",
        next_page="a[href*='index.php?bis='], a[href*='&bis='], .pagination a[rel=next][href]",
        date="[class*='news-entry-new'][class$='-date'], time[datetime], .news-date",
    ),
    layout=Layout(
        name="portuna",
        title=".news-detail h1",
        lead=".news-detail .news-teaser",
        body=".news-detail .news-text, .news-text",
        date=".news-detail .news-date, .news-date",
        number=".news-detail .news-date, .news-date",
        image=".news-detail .news-image",
        caption=".news-image-text, figcaption",
        credit=".news-image-copyright",
        attachment=".news-downloads a[href]",
        contact=".news-contact",
        remove=".news-image, .news-downloads, .news-contact",
    ),
    generator=r"PortUNA|verwaltungsportal",
    marks=(
        ".news-entry-to-limit",
        ".news-entry-new",
        "[id^='title_archive_']",
        "link[href*='verwaltungsportal.de'], script[src*='verwaltungsportal.de']",
    ),
    identity=r"/news/(?:\d+/|index\.php\?(?:.*&)?news=)(?P<id>\d+)(?=[/&]|$)",
    addresses=r"/news/\d+/\d+/[a-z]+/|/news/index\.php\?(?:news|rubrik|bis|archiv)=|\.verwaltungsportal\.de/",
    feeds=("/news/rss.xml",),
    lists_known_by=KnownBy.DOCUMENTED,
)
