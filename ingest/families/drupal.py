"""Drupal, version 7 and later."""

from ingest.families import Family, KnownBy
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="drupal",
    name="Drupal",
    html_list=HtmlList(
        item=(
            ".view-content .views-row, .views-element-container .views-row, .view-content article, "
            ".view-content tbody tr"
        ),
        link=".views-field-title a[href], h2 a[href], h3 a[href], a[href]",
        title=".views-field-title",
        next_page=".pager-next a[href], .pager__item--next a[href], a[rel=next][href]",
        date="time[datetime], .date-display-single, .views-field-created, .presse_datum",
    ),
    layout=Layout(
        name="drupal",
        title="h1.page-title, h1.page-header, article h1, #page-title",
        lead=".field-name-field-teaser, .field--name-field-teaser",
        body=".field-name-body .field-item, .field--name-body, .node__content .text-formatted.field__item",
        meta_date="article time[datetime], time.date-display-single[datetime]",
        date=".date-display-single, .field--name-field-date, .presse_datum, .node__submitted, .submitted",
        number=".field-name-field-number, .field--name-field-number",
        image=".field-name-field-image .field-item, .field--name-field-image",
        caption=".image-field-caption, figcaption",
        credit=".image-credit",
        attachment=".field-name-field-file a[href], .field--name-field-file a[href], .file a[href]",
        contact=".field-name-field-contact, .field--name-field-contact",
    ),
    generator=r"Drupal",
    marks=(
        ".views-row",
        ".field-name-body, .field--name-body",
        "script[src*='/sites/default/']",
        "[data-history-node-id]",
    ),
    lists_known_by=KnownBy.DOCUMENTED,
)
