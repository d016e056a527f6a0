"""ionas4 (Lübben, Neuenhagen, Amt Ruhland): tiles that are one link, the whole past on one page."""

from dataclasses import replace

from ingest.families import Family, KnownBy
from ingest.families.generic import LAYOUT
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="ionas4",
    name="ionas4",
    html_list=HtmlList(
        item=(
            ".news-index-item, .article-teaser-list article, "
            "a.article-teaser__wrapper:not(.news-index-item *, article *)"
        ),
        link="a.article-teaser__wrapper, a[href]",
        title="[class*='teaser__title'], [class*='teaser__headline']",
        date="time, [class*='teaser__date'], [class*='teaser__meta']",
    ),
    layout=replace(LAYOUT, name="ionas4"),
    generator=r"ionas4",
    marks=(".news-index-item", "a.article-teaser__wrapper"),
    feeds=("rss.xml",),
    lists_known_by=KnownBy.DOCUMENTED,
)
