"""Every city: what the archive holds of it, how complete that is, whether it is well."""

from html import escape

import streamlit as st

from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.pages.no_hits import coverage_line
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.markup import plain


def cities_page(page_context: PageContext) -> None:
    """Draw the list, by name."""
    context = page_context.context
    st.title(context.text(messages.CITIES), anchor=False)
    for source in context.archive.sources():
        if not context.city_cache.coverage(source.key).releases:
            continue
        serious = [found for found in context.city_cache.health(source.key).findings if found.serious]
        with st.container(key=f"hit_{source.key}", gap=None):
            st.page_link(
                page_context.pages["city"], label=plain(source.name), query_params={"id": source.key}
            )
            said = coverage_line(context, source).removeprefix(f"{source.name}: ")
            st.html(f'<p class="snippet">{escape(said)}</p>')
            for found in serious:
                st.html(f'<p class="snippet gone">{escape(found.text(context.language))}</p>')
