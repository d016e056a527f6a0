"""maXvis (Zeuthen): a list that a script fills, so the sitemap leads to the releases."""

from dataclasses import replace

from ingest.families import Family, KnownBy
from ingest.families.generic import LAYOUT
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="maxvis",
    name="maXvis",
    html_list=HtmlList(
        item=".artlist li, .artlist .artitem",
        date=".artdate",
    ),
    layout=replace(LAYOUT, name="maxvis", date=".artdate", number=".artdate"),
    identity=r"-(?P<id>\d{6})\.html",
    generator=r"maXvis",
    marks=(".artdate",),
    pages_known_by=KnownBy.DOCUMENTED,
)
