"""TYPO3 with the extension `news` (schema.org microdata on the page of an article)."""

from ingest.families import Family, KnownBy
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
        title=".news-single [itemprop=headline], .news-single h1, .news-single h2",
        lead=".news-single .teaser-text, .news-single .lead[itemprop=description]",
        # Content elements stand beside the text of an article, before it or behind it.
        body=(
            ".news-single .news-text-wrap, .news-single .article > .frame, .news-single .article > [id^='c'], "
            ".news-single [itemtype$='Article'] > .frame, .news-single [itemtype$='Article'] > [id^='c'], "
            ".news-single .article > :is(p:not([class*='caption']), blockquote, ul:not(.pager), ol, table)"
        ),
        meta_date=".news-single time[datetime]",
        date=".news-single .news-list-date",
        number=".news-single .news-list-date",
        image=".news-single .news-img-wrap .outer, .news-single .mediaelement-image, .news-single figure.image",
        caption=".news-img-caption, .caption, figcaption",
        attachment=".news-single .news-related-files-link a[href]",
        contact=".news-single .news-contact",
        category=".news-single .news-list-category",
        remove=(
            ".news-img-wrap, .thumbnail, figure, h1, [itemprop=headline], .news-list-date, "
            ".news-list-category, .news-list-author, .news-list-tags, .extra, time, .news-related-wrap, "
            ".news-related, .news-related-news, .news-related-files, .news-related-links, "
            ".news-backlink-wrap, ul.pager, .news-contact, form, [class*='share'], [class*='social']"
        ),
    ),
    generator=r"TYPO3",
    marks=(
        ".news-single .article",
        ".news-list-view .article",
        "[class*='news-text-wrap']",
        ".news-list-view [itemtype$='schema.org/Article']",
        ".articletype-0",
    ),
    identity=r"tx_news_pi1(?:%5B|\[)news(?:%5D|\])=(?P<id>\d+)",
    addresses=r"tx_(news_pi1|ttnews)",
    feeds=("/?type=9818",),
    pages_known_by=KnownBy.REAL_PAGE,
    lists_known_by=KnownBy.DOCUMENTED,
)
