"""What stands around every page: the notice that a city is made up, and the foot with the links that always hold."""

from html import escape

import streamlit as st

from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import messages


def notices(page_context: PageContext) -> None:
    """Say, above everything else, which of the cities are made up."""
    context = page_context.context
    names = [source.name for source in context.archive.sources() if source.fictional]
    if names:
        said = context.text(messages.FICTIONAL, names=", ".join(names))
        st.html(f'<p class="banner" role="note">{escape(said)}</p>')


def footer(page_context: PageContext) -> None:
    """Imprint, privacy, API, the other language, the door for staff: plain links, which need no session."""
    context = page_context.context
    if not context.served:
        return
    to = context.links.to
    other, name = ("en", "English") if context.language == "de" else ("de", "Deutsch")
    links = [
        (to("/impressum"), context.text(messages.IMPRINT), ""),
        (to("/datenschutz"), context.text(messages.PRIVACY), ""),
        (to("/api/docs"), context.text(messages.API), ""),
        (to(f"/sprache/{other}"), name, f' lang="{other}" hreflang="{other}"'),
    ]
    if page_context.staff is not None:
        links.append((to("/schreibtisch"), context.text(messages.PRESSDESK), ""))
        if context.config.has_staff:
            links.append((to("/abmelden"), f"{context.text(messages.SIGN_OUT)} ({page_context.staff})", ""))
    elif context.config.has_staff:
        links.append((to("/anmelden"), context.text(messages.SIGN_IN), ""))
    shown = "".join(
        f'<a href="{escape(address)}" target="_self"{more}>{escape(said)}</a>'
        for address, said, more in links
    )
    st.html(f'<nav class="foot" aria-label="{escape(context.text(messages.FOOTER))}">{shown}</nav>')
