"""Weblication CMS (Salzkotten): the list was read on a real page, the page of a release was not."""

from ingest.families import Family
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
        title="#blockMain h1, #blockContent h1, main h1, h1",
        lead=".elementText_var1, .elementTeaser",
        body=".elementText, .elementSection .text",
        date=".elementDate, .elementNewsDate, .newsDate",
        number=".elementDate, .elementNewsDate, .newsDate",
        image=".elementPicture",
        caption=".pictureDescription, figcaption",
        credit=".pictureCopyright",
        attachment=".elementLinkList a[href$='.pdf'], a.wglDownload[href]",
        contact=".elementContact",
        remove=".elementPicture, .elementContact",
    ),
    generator=r"Weblication",
    marks=("li.listEntry .listEntryTitle", "a.pageNaviNextLink", "[class*='elementText']"),
    addresses=r"/de-wAssets/|/de/aktuelles/",
)
