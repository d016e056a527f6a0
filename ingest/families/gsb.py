"""Government Site Builder, the system of the federal authorities; its headlines hide soft hyphens."""

from ingest.families import Family, KnownBy
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
        title=(
            "h1.isFirstInSlot, h1.c-content-stage__headline, h1.c-page-intro__headline, "
            "h1.c-intro__headline, .c-page-title h1, .article-header h1, .headerContent h1"
        ),
        lead=(
            ".headerText .textContainer, p.c-content-stage__p, .c-page-intro__text, .c-intro__text, "
            ".c-intro__introduction"
        ),
        body=(
            ".singleview:has(h1), .content#content:not(:has(.c-intro, .singleview, .s-richtext)), "
            ".s-richtext, .c-content-article > p, .article-text, .c-component--content .c-text, "
            ".content#content:has(.c-intro)"
        ),
        date=(
            ".docData:not(.stand) .value, ul.info li, .c-content-stage__date, .c-meta-info > time, "
            ".c-topline time, .c-component--page-date, .bmf-date"
        ),
        number=".docData:not(.stand) .value, ul.info li, .c-topline",
        image="p.picture, .picture",
        caption=".caption",
        credit=".picture .source, .copyright",
        attachment="a.downloadLink[href]",
        contact="h2:-soup-contains('Pressekontakt') + ul, .pressContact",
        remove=(
            "h1, .docData, .picture, .sectionRelated, .sectionRating, .pressContact, .c-intro, .c-social, "
            ".c-share, .c-download-list__li, .auralJump, a.download"
        ),
    ),
    generator=r"Government Site Builder",
    marks=(
        ".docData .value",
        "h1.isFirstInSlot",
        "body.gsb",
        ".c-topline, .c-search-teaser",
    ),
    addresses=r"/SharedDocs/|_node\.html",
    pages_known_by=KnownBy.REAL_PAGE,
    lists_known_by=KnownBy.DOCUMENTED,
)
