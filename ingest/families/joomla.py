"""Joomla: blog and table of a category (com_content); every category is a feed too."""

from dataclasses import replace

from ingest.families import Family, KnownBy
from ingest.families.generic import LAYOUT
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="joomla",
    name="Joomla",
    html_list=HtmlList(
        item=(
            ".blog .item, .items-row .item, .blog-item, .items-leading > div, [class*='category-blog__item'], "
            "table.category tbody tr, .category-list tbody tr, .mitteilungen h2:has(> a)"
        ),
        link="[itemprop=url][href], .page-header a[href], h2 a[href], h3 a[href], .list-title a[href], a[href]",
        title="[itemprop=headline], [itemprop=name], .page-header, .list-title",
        next_page="li.pagination-next a[href], a.pagenav[title='Weiter'][href], a[rel=next][href]",
        date="[itemprop=datePublished], .published time, .create time, .list-date, time[datetime]",
        day_heading="p > strong:only-child",
    ),
    layout=replace(
        LAYOUT,
        name="joomla",
        title=".item-page [itemprop=headline], .item-page .page-header h1, .item-page .page-header h2",
        meta_date=".item-page [itemprop=datePublished][datetime]",
        date=".item-page .published",
        number=".item-page .published",
    ),
    generator=r"Joomla!",
    marks=("[class*='com-content']", ".item-page [itemprop=articleBody]", ".blog .items-row"),
    feeds=("?format=feed&type=rss",),
    lists_known_by=KnownBy.DOCUMENTED,
)
