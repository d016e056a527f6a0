"""Contao: the list and reader of its news bundle (templates news_latest, news_short, news_simple, news_full)."""

from dataclasses import replace

from ingest.families import Family, KnownBy
from ingest.families.generic import LAYOUT
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="contao",
    name="Contao",
    html_list=HtmlList(
        item=(
            ".newslist-timeline.block, [class*='mod_newslist'] [class*='layout_'], "
            "[class*='mod_newslist'] .block:not(nav), "
            "[class*='mod_newsarchive'] [class*='layout_'], .ce_text p:has(> a[href$='.pdf'])"
        ),
        link="h1 a[href], h2 a[href], h3 a[href], h4 a[href], a[href]",
        next_page="li.next a[href], a.next[href], a[rel=next][href]",
        date="time[datetime], .newslist-timeline-date, p.info",
    ),
    layout=replace(
        LAYOUT,
        name="contao",
        title="[class*='mod_newsreader'] h1, .layout_full h1, .layout_full h2",
        meta_date=".layout_full .info time[datetime]",
        date=".layout_full .info",
        number=".layout_full .info",
    ),
    generator=r"Contao",
    marks=("[class*='mod_newslist']", "[class*='mod_newsreader']", ".newslist-timeline"),
    lists_known_by=KnownBy.DOCUMENTED,
)
