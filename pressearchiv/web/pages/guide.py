"""How to ask: each thing the box understands, with an example to try."""

from html import escape

import streamlit as st

from pressearchiv.web.pages.context import Visit
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.markup import plain


def guide_page(visit: Visit) -> None:
    """Draw the examples; each leads to the search it makes."""
    desk = visit.desk
    st.title(desk.say(messages.GUIDE_HEADING), anchor=False)
    st.html(f'<p class="lead-in">{escape(desk.say(messages.GUIDE_LEAD))}</p>')
    for heading, examples in messages.EXAMPLES:
        st.subheader(desk.say(heading), anchor=False)
        for query, meaning in examples:
            with st.container(key=f"example_{abs(hash(query))}", gap=None):
                st.page_link(visit.pages["search"], label=plain(query), query_params={"q": query})
                st.html(f'<p class="snippet">{escape(desk.say(meaning))}</p>')
    st.subheader(desk.say(messages.GUIDE_KEYS), anchor=False)
    st.html(f'<p class="snippet">{escape(desk.say(messages.GUIDE_SLASH))}</p>')
