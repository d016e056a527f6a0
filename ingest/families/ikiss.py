"""iKISS by Advantic; some of its sites still serve windows-1252."""

from ingest.families import Family, KnownBy
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList

# 7 is the module of releases; 6 holds documents, 11 events (lists of nine towns, 2026).
_RELEASE = ":is(a[data-ikiss-mfid^='7.'], a[href*='ModID=7&'][href*='FID='])"

FAMILY = Family(
    key="ikiss",
    name="iKISS",
    html_list=HtmlList(
        item=(
            f"li:has({_RELEASE}), div[data-ikiss-mfid^='7.'], li[data-ikiss-mfid^='7.'], "
            "li:has(.list-title):not(:has([data-ikiss-mfid], a[href*='FID='])), "
            f":is(h3, h4):has(> {_RELEASE}), .liste-titel, "
            ".mitteilungen:not(ul, ol), ul.mitteilungen > li, .mitteilungen li:has(.list-text), main ol li:has(small)"
        ),
        link=f"{_RELEASE}, a.result-list_object-link[href], a[href]",
        title=".list-title, .liste_titel, .liste-titel",
        next_page="a.page-next[href], .pagination a[rel=next][href], a[title^='Nächste'][href]",
        date="time[datetime], .news-date, small, .date",
    ),
    layout=Layout(
        name="ikiss",
        title=".mitteilungen_detail h1, article[data-ikiss-mfid] h1, #inhalt h1",
        lead=".article-teaser, .teasertext",
        body=".article-text, .meldung-text",
        within=".mitteilungen_detail",
        date=".article-date, small.date",
        number=".article-date, small.date",
        image=".article-image, .bildcontainer",
        caption=".bildunterschrift, figcaption",
        credit=".bild-copyright, .copyright",
        attachment=".dokumente a[href], .article-text a[href$='.pdf']",
        contact=".kontakt-box, .article-contact",
        remove="h1, .date, .article-image, .bildcontainer, .dokumente, .kontakt-box, .article-contact",
    ),
    generator=r"ikiss",
    marks=(
        "[data-ikiss-mfid]",
        ".mitteilungen_detail",
        "a[href*='ModID='][href*='FID=']",
    ),
    identity=r"[?&]FID=(?P<id>\d+\.\d+\.\d+)",
    addresses=r"[?&](ModID=\d|FID=\d+\.\d+\.\d)|object=tx",
    pages_known_by=KnownBy.DOCUMENTED,
    lists_known_by=KnownBy.DOCUMENTED,
)
