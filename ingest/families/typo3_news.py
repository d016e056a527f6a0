"""TYPO3 with the extension `news` (schema.org microdata on the page of an article)."""

from ingest.families import Family
from ingest.layout import Layout
from ingest.listing import HtmlList

FAMILY = Family(
    key="typo3-news",
    name="TYPO3 news",
    html_list=HtmlList(
        item=".news-list-view .article",
        link="a[href]",
        next_page="li.next a[href], a[rel=next]",
        date="time[datetime], .news-list-date",
    ),
    layout=Layout(
        name="typo3-news",
        title=".news-single [itemprop=headline]",
        lead=".news-single .teaser-text",
        body=".news-single .news-text-wrap",
        meta_date=".news-single time[datetime]",
        date=".news-single .news-list-date",
        number=".news-single .news-list-date",
        image=".news-single .news-img-wrap .outer, .news-single .mediaelement-image",
        caption=".news-img-caption",
        attachment=".news-single .news-related-files-link a[href]",
        contact=".news-single .news-contact",
        category=".news-single .news-list-category",
        remove=".news-img-wrap",
    ),
    generator=r"TYPO3",
    marks=(".news-single .article", ".news-list-view .article", "[class*='news-text-wrap']"),
    addresses=r"tx_(news_pi1|ttnews)",
    experimental=False,
)
