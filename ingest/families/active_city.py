"""active-City (Brieselang), a system in ColdFusion that answers only with gzip."""

from dataclasses import replace

from ingest.families import Family, KnownBy
from ingest.families.generic import LAYOUT
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="active-city",
    name="active-City",
    html_list=HtmlList(
        item=".ac_teaser_item",
        link="a.ac_teaser_link[href], a[href]",
        title=".ac_teaser_title",
        date=".ac_teaser_date",
    ),
    layout=replace(LAYOUT, name="active-city"),
    marks=(".ac_teaser_item",),
    addresses=r"/city_info/display/dokument/show\.cfm",
    lists_known_by=KnownBy.DOCUMENTED,
)
