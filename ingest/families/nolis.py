"""NOLIS (Werneuchen, Ahrensfelde): a feed at a fixed place, the town's number in every address."""

from ingest.families import Family, KnownBy
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="nolis",
    name="NOLIS",
    html_list=HtmlList(
        item=(
            ".nolis-list-item, tr:has(a[href*='/portal/meldungen/']), tr:has(a[href*='/portal/pressemitteilungen/'])"
        ),
        link="h4 a[href], h3 a[href], a[href]",
        next_page=".nolis-paging a[rel=next][href], a.nolis-next[href]",
        date=".nolis-list-date, td.datum",
    ),
    layout=Layout(
        name="nolis",
        title=".nolis-detail h1, .nolis-detail h2, #nolis_content_site h1, .nolis_content_site h1",
        lead=".nolis-detail .nolis-teaser",
        body=".nolis-detail .nolis-text, .nolis-text",
        within="#nolis_content_site .innen, .nolis_content_site .innen, #nolis_content_site, .nolis_content_site",
        date=".nolis-detail .nolis-date, .nolis-date",
        number=".nolis-detail .nolis-date, .nolis-date",
        image=".nolis-detail .nolis-image, .nolis-image",
        caption=".nolis-image-caption, figcaption",
        credit=".nolis-image-copyright",
        attachment=".nolis-downloads a[href]",
        contact=".nolis-contact",
        remove=".nolis-image, .nolis-downloads, .nolis-contact, figure, h1",
    ),
    generator=r"NOLIS",
    marks=(
        ".nolis-list-item",
        ".nolis-detail",
        "#nolis_content_site, .nolis_content_site, #nolis_content",
    ),
    identity=r"-(?P<id>\d{7,10}-\d{4,6})\.html",
    addresses=r"/portal/(?:meldungen|pressemitteilungen)/[^/]*-\d{7,10}-\d{4,6}\.html",
    feeds=("/portal/rss.xml",),
    pages_known_by=KnownBy.DOCUMENTED,
    lists_known_by=KnownBy.DOCUMENTED,
)
