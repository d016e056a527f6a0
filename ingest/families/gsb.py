"""Government Site Builder, the system of the federal authorities; its headlines hide soft hyphens."""

from ingest.families import Family
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="gsb",
    name="Government Site Builder",
    html_list=HtmlList(
        item=(
            ".searchresult li, .searchresult .row, .c-search-result, .teaser, li:has(> a.c-search-teaser__link), "
            "a.c-search-teaser__link:not(li > a), .c-teaser, .bmf-entry, pp-teaser"
        ),
        link=(
            "a.c-search-teaser__link, a.c-teaser__link, a.bmf-resultlist-teaser-link, pp-link[href], "
            "h2 a[href], h3 a[href], a[href]"
        ),
        next_page=(
            "li.forward a[href], a.forward[href], li.c-nav-index__item--next a[href], "
            "li.c-nav-index__item:has(> strong) + li a[href], li.c-pagination__item--active + li a[href], "
            ".c-pagination__item--next a[href], li.bmf-forward a[href], "
            "pp-pagination-item[data-slot='pp-pagination-item-next'][href], a[rel=next][href]"
        ),
        date="time[datetime], .metadata .value, .date, .c-topline__time, .bmf-date",
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
