"""Any other site: what its pages say to machines, and their main text for what is left."""

from ingest.families import GENERIC, Family, KnownBy
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList

LAYOUT = Layout(
    name=GENERIC,
    structured=True,
    image="article figure, main figure",
    caption="figcaption",
    attachment="article a[href$='.pdf'], main a[href$='.pdf']",
)
FAMILY = Family(
    key=GENERIC,
    name="generic",
    html_list=HtmlList(
        item=(
            # Systems of one town each, as scrapers of 2022 to 2026 read them.
            "a.NewsFilteredList-release, article.news-article--list, div.listItem[onclick*='location'], "
            ".ac_teaser_item, article.listItem[id^='article_'], .news-index-item, "
            "#contentbereich li:has(.aktuellbereichText), div.artikel-uebersicht[id^='artikel_id_']"
        ),
        title=(
            ".NewsFilteredList-releaseTitle, .ac_teaser_title, .aktuellTeaserUeberschrift, [itemprop=headline]"
        ),
        date="time[datetime], .NewsFilteredList-releaseDate, .ac_teaser_date, .dateText, span.date, .date",
        entities="table[data-entities]",
        repeated=True,
    ),
    layout=LAYOUT,
    pages_known_by=KnownBy.REAL_PAGE,
    lists_known_by=KnownBy.REAL_PAGE,
)
