"""The system whose documents lie under /visioncontent/ (Bernau bei Berlin, Luckau); its name is not known."""

from dataclasses import replace

from ingest.families import Family, KnownBy
from ingest.families.generic import LAYOUT
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="visioncontent",
    name="visioncontent",
    html_list=HtmlList(
        item="article.listItem[id^='article_']",
        link="h3.headline a[href], a[title][href]",
        date=".dateText",
    ),
    layout=replace(LAYOUT, name="visioncontent"),
    marks=(
        "article.listItem[id^='article_'] .dateText",
        "[src*='/visioncontent/'], [href*='/visioncontent/']",
    ),
    lists_known_by=KnownBy.DOCUMENTED,
)
