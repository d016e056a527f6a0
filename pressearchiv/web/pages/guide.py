"""How to ask: each thing the box understands, with an example to try."""

from html import escape

import streamlit as st

from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import guide_messages
from pressearchiv.web.shared.markup import plain
from search.fields import FIELDS


def guide_page(page_context: PageContext) -> None:
    """Draw the examples; each leads to the search it makes."""
    context = page_context.context
    st.title(context.text(guide_messages.HEADING), anchor=False)
    st.html(f'<p class="lead-in">{escape(context.text(guide_messages.LEAD))}</p>')
    by_field = tuple(field.example for field in FIELDS if field.example)
    for heading, examples in (*guide_messages.EXAMPLES, (guide_messages.BY_FIELD, by_field)):
        st.subheader(context.text(heading), anchor=False)
        for query, meaning in examples:
            with st.container(key=f"example_{abs(hash(query))}", gap=None):
                st.page_link(page_context.pages["search"], label=plain(query), query_params={"q": query})
                st.html(f'<p class="snippet">{escape(context.text(meaning))}</p>')
    st.subheader(context.text(guide_messages.KEYS), anchor=False)
    st.html(f'<p class="snippet">{escape(context.text(guide_messages.SLASH))}</p>')
