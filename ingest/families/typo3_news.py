"""TYPO3 with the extension `news` (schema.org microdata on the page of an article)."""

from ingest.families import Family
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="typo3-news",
    name="TYPO3 news",
    html_list=HtmlList(
        item=(
            ".news-list-view [itemtype$='schema.org/Article'], .news-list-view .article, "
            ".article[class*='articletype-'], .post-item.article, .newsbox, .row.with-keywords, "
            ".news-item-content-container, :has(> h2.event_title), a.card.slick-link"
        ),
        link="[itemprop=url][href], h2 a[href], h3 a[href], a[href]",
        title="[itemprop=headline], .with-keywords b, .item-headline, .card-title",
        next_page="li.next a[href]:not(ul.pager *), a[rel=next][href]",
        date="time[datetime], .news-list-date, .item-date",
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
