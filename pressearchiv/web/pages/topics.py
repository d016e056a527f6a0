"""Every topic, with how many releases it has and the newest of them."""

from html import escape

import streamlit as st

from language.german.dates import german_date
from language.german.topics import TOPICS
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.markup import plain
from search.errors import SearchError
from search.model import Filters, Sort
from search.params import Search


def topics_page(page_context: PageContext) -> None:
    """Draw the list, the topics of most releases first."""
    context = page_context.context
    st.title(context.text(messages.TOPICS), anchor=False)
    try:
        counts = {facet.value: facet.count for facet in context.find(Search(size=1)).facets["topic"]}
    except SearchError as error:
        st.error(plain(error.text(context.language)))
        return
    for known in sorted(TOPICS, key=lambda topic: (-counts.get(topic.key, 0), topic.key)):
        label = known.label(context.language)
        with st.container(key=f"hit_{known.key}", gap=None):
            st.page_link(
                page_context.pages["search"],
                label=f"{plain(label)} :gray[{context.number(counts.get(known.key, 0))}]",
                query_params={"topic": known.key},
            )
            if counts.get(known.key):
                newest = context.find(
                    Search(filters=Filters(topic=(known.key,)), sort=Sort.NEWEST, size=1)
                ).hits[0]
                when = (
                    german_date(newest.published) if newest.published else context.text(messages.UNKNOWN_DATE)
                )
                said = context.text(messages.NEWEST_OF, at=when, title=newest.version.headline)
                st.html(f'<p class="snippet">{escape(said)}</p>')
