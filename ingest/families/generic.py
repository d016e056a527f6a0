"""Any other site: what its pages say to machines, and their main text for what is left."""

from ingest.families import GENERIC, Family
from ingest.layout import Layout
from ingest.listing import HtmlList

FAMILY = Family(
    key=GENERIC,
    name="generic",
    html_list=HtmlList(
        item="main article, main li, #content li", link="a[href]", next_page="a[rel=next][href]"
    ),
    layout=Layout(
        name=GENERIC,
        structured=True,
        image="article figure, main figure",
        caption="figcaption",
        attachment="article a[href$='.pdf'], main a[href$='.pdf']",
    ),
    experimental=False,
)
