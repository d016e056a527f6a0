"""The portal presse-service.de, on which dozens of Kreise and cities publish."""

from ingest.families import Family, KnownBy
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="presse-service",
    name="presse-service.de",
    html_list=HtmlList(
        item=".ps_meldungsliste li",
        link="a[href*='static/'], a[href]",
        next_page="a[href*='Startrow=']:-soup-contains('weiter'), a.ps_weiter[href], .ps_blaettern a[rel=next][href]",
        date=".ps_datum",
    ),
    layout=Layout(
        name="presse-service",
        title="h1.ps_titel, .ps_meldung h1",
        lead=".ps_untertitel, .ps_vorspann",
        within=".ps_meldung, .ps_content",
        date=".ps_datum",
        number=".ps_datum",
        image=".ps_bild",
        caption=".ps_bildtext",
        credit=".ps_bildquelle",
        attachment=".ps_dateien a[href], .ps_meldung a[href$='.pdf']",
        contact=".ps_kontakt",
        remove=".ps_bild, .ps_kontakt, .ps_dateien",
    ),
    marks=(
        ".ps_meldungsliste",
        ".ps_meldungstext",
        ".ps_content",
    ),
    identity=r"/static/(?P<id>\d+)\.html",
    addresses=r"presse-service\.de/|/(?:meldungen|data)\.(?:aspx|cfm)\b",
    feeds=("rss.aspx?{query}",),
    pages_known_by=KnownBy.DOCUMENTED,
    lists_known_by=KnownBy.DOCUMENTED,
)
