"""How to ask: each thing the box understands, with an example to try that finds something in this archive."""

from collections.abc import Mapping
from datetime import date
from html import escape

import streamlit as st

from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import guide_messages
from pressearchiv.web.shared.markup import plain
from search.errors import SearchError
from search.fields import FIELDS
from search.model import ResultPage
from search.params import Search

# What stands in for a value where the archive has none yet.
_NOTHING_YET = {
    "person": "Müller",
    "quoted": "Müller",
    "place": "Bahnhofstraße",
    "city": "Neustadt",
    "sign": "sb",
    "running": "35",
    "number": "450/pe",
}


def guide_page(page_context: PageContext) -> None:
    """Draw the examples; each leads to the search it makes."""
    context = page_context.context
    st.title(context.text(guide_messages.HEADING), anchor=False)
    st.html(f'<p class="lead-in">{escape(context.text(guide_messages.LEAD))}</p>')
    by_field = tuple(field.example for field in FIELDS if field.example)
    try:
        page = context.find(Search())
    except SearchError:  # how to ask is told without an index too
        page = None
    values = occurring(page, date.today())
    for heading, examples in (*guide_messages.EXAMPLES, (guide_messages.BY_FIELD, by_field)):
        st.subheader(context.text(heading), anchor=False)
        for example, meaning in examples:
            query = example.format_map(values)
            with st.container(key=f"example_{abs(hash(example))}", gap=None):
                st.page_link(page_context.pages["search"], label=plain(query), query_params={"q": query})
                st.html(f'<p class="snippet">{escape(context.text(meaning, **values))}</p>')
    st.subheader(context.text(guide_messages.KEYS), anchor=False)
    st.html(f'<p class="snippet">{escape(context.text(guide_messages.SLASH))}</p>')


def occurring(page: ResultPage | None, today: date) -> Mapping[str, str]:
    """What the slots of the examples are filled with: the commonest values of all releases, and years that are over."""
    values = dict(_NOTHING_YET)
    facets, hits = (page.facets, page.hits) if page else ({}, ())
    for field in FIELDS:
        if field.facet and field.key in values and (counts := facets.get(field.key)):
            values[field.key] = field.facet.written(counts[0].label)
    for name in ("person", "quoted"):
        values[name] = values[name].strip('"').split()[-1]
    if numbers := [number for hit in hits if (number := hit.version.reading.number)]:
        values |= {"number": numbers[0].shown, "running": str(numbers[0].running)}
    return values | {"year": str(today.year - 1), "year_before": str(today.year - 2)}
