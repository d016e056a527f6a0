"""Weblication CMS (Salzkotten): the list was read on a real page, the page of a release was not."""

from ingest.families import Family, KnownBy
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="weblication",
    name="Weblication",
    html_list=HtmlList(
        item="li.listEntry, div.listEntryInner:not(li.listEntry *)",
        link=".listEntryTitle a[href], .listEntryLink a[href]",
        title=".listEntryTitle",
        next_page="a.pageNaviNextLink[href]",
        date=".listEntryDate",
        calendar=".listEntryCalendar",
    ),
    layout=Layout(
        name="weblication",
        title="#blockContentInner h1, #blockMain h1, #blockContent h1",
        lead="p.description, .elementText_var1, .elementTeaser",
        body=(
            "#blockContentInner, #blockContentFullRight, .elementText:not(#blockContentInner *, "
            "#blockContentFullRight *), .elementSection .text:not(#blockContentInner *)"
        ),
        date="p.subline, .elementDate, .elementNewsDate, .newsDate",
        number="p.subline, .elementDate, .elementNewsDate, .newsDate",
        image=".elementPicture",
        caption=".pictureDescription, figcaption",
        credit=".pictureCopyright",
        attachment=".elementLinkList a[href$='.pdf'], a.wglDownload[href]",
        contact=".elementContact",
        remove=(
            "h1, p.subline, .elementDate, .elementNewsDate, .newsDate, .elementPicture, .elementContact, "
            ".elementLinkBack, .elementList-prevNext, .elementLinkList, a.wglDownload"
        ),
        comments="CONTENT",
    ),
    generator=r"Weblication",
    marks=(
        "li.listEntry .listEntryTitle",
        "a.pageNaviNextLink",
        "#blockContentInner",
        "[class*='elementText']",
        "[href*='/de-wAssets/'], [src*='/wAssets/'], [href*='/wAssets/']",
    ),
    pages_known_by=KnownBy.DOCUMENTED,
    lists_known_by=KnownBy.REAL_PAGE,
)
