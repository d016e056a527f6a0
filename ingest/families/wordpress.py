"""WordPress: a feed and a REST API at fixed places, and themes that agree on a handful of class names."""

from ingest.families import Family, KnownBy
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="wordpress",
    name="WordPress",
    html_list=HtmlList(
        item=(
            "article.post, article.type-post, .hentry, .news-list-entry, article:has(a.teaser__link), "
            "a.teaser__link:not(article *)"
        ),
        link=".entry-title a[href], h2 a[href], h3 a[href], a[rel=bookmark][href], a.teaser__link[href], a[href]",
        title=".entry-title, .news-list-inner--title, .teaser__title",
        next_page="a.next.page-numbers[href], .nav-previous a[href], a[rel=next][href]",
        date="time[datetime], .news-list-inner--date, .posted-on",
    ),
    layout=Layout(
        name="wordpress",
        title="article h1.entry-title, h1.entry-title, h1.wp-block-post-title, article h1",
        lead=".entry-summary",
        body="article .entry-content, .entry-content, .wp-block-post-content",
        meta_date="article time.entry-date[datetime], meta[property='article:published_time']",
        date=".entry-meta .posted-on",
        number=".entry-kicker, .entry-meta",
        image="article figure.wp-block-image, article figure.wp-caption, .post-thumbnail",
        caption="figcaption",
        credit=".credit, .media-credit",
        attachment=".wp-block-file a[href]:not(.wp-block-file__button), .entry-content a[href$='.pdf']",
        contact=".entry-contact",
        remove="figure, .wp-block-file, .sharedaddy, .entry-contact, .post-navigation",
    ),
    generator=r"WordPress",
    marks=(
        "link[href*='/wp-json/']",
        "link[href*='/wp-content/']",
        "article .entry-content",
    ),
    addresses=r"/wp-content/|/wp-json/",
    feeds=("/feed/",),
    api="/wp-json/wp/v2/posts?per_page=100",
    lists_known_by=KnownBy.DOCUMENTED,
)
