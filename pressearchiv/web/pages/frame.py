"""What stands around every page: the notice that a city is made up, and the foot with the links that always hold."""

from html import escape

import streamlit as st

from pressearchiv.web.pages.context import Visit
from pressearchiv.web.shared import messages


def notices(visit: Visit) -> None:
    """Say, above everything else, which of the cities are made up."""
    desk = visit.desk
    names = [source.name for source in desk.archive.sources() if source.fictional]
    if names:
        said = desk.say(messages.FICTIONAL, names=", ".join(names))
        st.html(f'<p class="banner" role="note">{escape(said)}</p>')


def footer(visit: Visit) -> None:
    """Imprint, privacy, API, the other language, the door for staff: plain links, which need no session."""
    desk = visit.desk
    if not desk.served:
        return
    to = desk.links.to
    other, name = ("en", "English") if desk.language == "de" else ("de", "Deutsch")
    links = [
        (to("/impressum"), desk.say(messages.IMPRINT), ""),
        (to("/datenschutz"), desk.say(messages.PRIVACY), ""),
        (to("/api/docs"), desk.say(messages.API), ""),
        (to(f"/sprache/{other}"), name, f' lang="{other}" hreflang="{other}"'),
    ]
    if visit.staff is not None:
        links.append((to("/schreibtisch"), desk.say(messages.PRESSDESK), ""))
        if desk.face.has_staff:
            links.append((to("/abmelden"), f"{desk.say(messages.SIGN_OUT)} ({visit.staff})", ""))
    elif desk.face.has_staff:
        links.append((to("/anmelden"), desk.say(messages.SIGN_IN), ""))
    shown = "".join(
        f'<a href="{escape(address)}" target="_self"{more}>{escape(said)}</a>'
        for address, said, more in links
    )
    st.html(f'<nav class="foot" aria-label="{escape(desk.say(messages.FOOTER))}">{shown}</nav>')
