"""i-web (Swiss municipalities): the whole list as JSON in an attribute, or as cards."""

from dataclasses import replace

from ingest.families import Family, KnownBy
from ingest.families.generic import LAYOUT
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="iweb",
    name="i-web",
    html_list=HtmlList(
        item=".icms-newslist-container, .icms-news-card, .card:has(a[href*='/_rte/information/'])",
        date="time, .icms-date, [class*='date']",
        entities="table[data-entities]",
    ),
    layout=replace(LAYOUT, name="iweb", lead="[class*='icms-lead']", remove="[class*='icms-related']"),
    marks=("table.icms-dt", "[class*='icms-lead']", "link[href*='/icms/'], script[src*='/icms/']"),
    identity=r"/(?:_rte/information|aktuellesinformationen)/(?P<id>\d+)",
    addresses=r"/_rte/information/\d+|/aktuellesinformationen/\d+",
    pages_known_by=KnownBy.DOCUMENTED,
    lists_known_by=KnownBy.DOCUMENTED,
)
