"""REDAXO (Amt Kleine Elster): headings with a day behind them, many of them documents."""

from dataclasses import replace

from ingest.families import Family, KnownBy
from ingest.families.generic import LAYOUT
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="redaxo",
    name="REDAXO",
    html_list=HtmlList(
        item="h3.nomargin:has(> a)",
        date=".news-date",
    ),
    layout=replace(LAYOUT, name="redaxo"),
    generator=r"REDAXO",
    marks=("h3.nomargin + .news-date",),
    lists_known_by=KnownBy.DOCUMENTED,
)
