"""iKISS by Advantic; some of its sites still serve windows-1252."""

from ingest.families import Family
from ingest.layout import Layout
from ingest.listing import HtmlList

FAMILY = Family(
    key="ikiss",
    name="iKISS",
    html_list=HtmlList(
        item="li:has([data-ikiss-mfid]), li[data-ikiss-mfid], .mitteilungen[data-ikiss-mfid]",
        link="a[href]",
        next_page="a.page-next[href], .pagination a[rel=next][href], a[title^='Nächste'][href]",
        date="small, .news-date, .date",
    ),
    layout=Layout(
        name="ikiss",
        title="main h1, #content h1, .content h1, h1",
        lead=".article-teaser, .teasertext",
        body=".article-text, .meldung-text",
        date=".article-date, small.date",
        number=".article-date, small.date",
        image=".article-image, .bildcontainer",
        caption=".bildunterschrift, figcaption",
        credit=".bild-copyright, .copyright",
        attachment=".dokumente a[href], .article-text a[href$='.pdf']",
        contact=".kontakt-box, .article-contact",
        remove=".article-image, .bildcontainer, .dokumente, .kontakt-box, .article-contact",
    ),
    generator=r"ikiss",
    marks=("[data-ikiss-mfid]",),
    addresses=r"[?&](ModID=\d|FID=\d+\.\d+\.\d)|object=tx",
)
