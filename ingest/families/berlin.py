"""berlin.de (Imperia): the press offices of the Senate and of the boroughs, each with a series of its own."""

from ingest.families import Family, KnownBy
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="berlin",
    name="berlin.de (Imperia)",
    html_list=HtmlList(
        item=".modul-autoteaser li",
        link=".text a[href], a[href]",
        next_page=".pager-item-next a[href], a[rel=next][href]",
        date=".date",
    ),
    layout=Layout(
        name="berlin",
        title=".article h1.title",
        lead=".pressnumber + .textile > ul:first-child, .pressnumber + .block .textile > ul:first-child",
        body=".article .textile",
        meta_date='meta[name="dcterms.date"]',
        date=".pressnumber",
        number=".pressnumber",
        image=".article .main-image, .article .modul-text_bild .image",
        caption=".caption--text",
        credit=".copyright",
        attachment=".article a[href$='.pdf'], .modul-download a[href$='.pdf']",
        contact=".modul-contact .body > :is(.textile, .loc, .raumtelefon, .contact-info), .modul-contact > .textile",
        office=".modul-contact .textile strong",
    ),
    generator=r"^imperia",
    marks=(
        ".pressnumber",
        ".modul-autoteaser",
        ".modul-contact",
    ),
    identity=r"/pressemitteilung\.(?P<id>\d{4,})\.php",
    addresses=r"^https?://www\.berlin\.de/",
    feeds=("/presse/pressemitteilungen/index/feed",),
    pages_known_by=KnownBy.REAL_PAGE,
)
