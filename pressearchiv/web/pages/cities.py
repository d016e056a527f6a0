"""Every city: what the archive holds of it, how complete that is, whether it is well."""

from html import escape

import streamlit as st

from pressearchiv.web.pages.context import Visit
from pressearchiv.web.pages.no_hits import coverage_line
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.markup import plain


def cities_page(visit: Visit) -> None:
    """Draw the list, by name."""
    desk = visit.desk
    st.title(desk.say(messages.CITIES), anchor=False)
    for one in desk.archive.sources():
        if not desk.memory.coverage(one.key).releases:
            continue
        serious = [found for found in desk.memory.health(one.key).findings if found.serious]
        with st.container(key=f"hit_{one.key}", gap=None):
            st.page_link(visit.pages["city"], label=plain(one.name), query_params={"id": one.key})
            said = coverage_line(desk, one).removeprefix(f"{one.name}: ")
            st.html(f'<p class="snippet">{escape(said)}</p>')
            for found in serious:
                st.html(f'<p class="snippet gone">{escape(found.say(desk.language))}</p>')
