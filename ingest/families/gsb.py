"""Government Site Builder, the system of the federal authorities; its headlines hide soft hyphens."""

from ingest.families import Family
from ingest.layout import Layout
from ingest.listing import HtmlList

FAMILY = Family(
    key="gsb",
    name="Government Site Builder",
    html_list=HtmlList(
        item=".searchresult li, .c-search-result, .teaser",
        link="h2 a[href], h3 a[href], a[href]",
        next_page="li.forward a[href], a.forward[href], a[rel=next][href]",
        date=".metadata .value, .date",
    ),
    layout=Layout(
        name="gsb",
        title="h1.isFirstInSlot, .headerContent h1, h1:not(.aural)",
        lead=".headerText .textContainer",
        body=".singleview:has(h1), .content#content",
        date=".docData:not(.stand) .value, ul.info li",
        number=".docData:not(.stand) .value, ul.info li",
        image="p.picture, .picture",
        caption=".caption",
        credit=".picture .source, .copyright",
        attachment="a.downloadLink[href]",
        contact="h2:-soup-contains('Pressekontakt') + ul, .pressContact",
        remove="h1, .docData, .picture, .sectionRelated, .sectionRating, .pressContact",
    ),
    generator=r"Government Site Builder",
    marks=("h1.isFirstInSlot", ".docData .value", "h1.aural"),
    addresses=r"/SharedDocs/|_node\.html",
    experimental=False,
)
