"""The notice that a city in the archive does not exist."""

from html import escape

import streamlit as st

from archive.model import Source
from web import texts
from web.desk import Desk


def warn_of_fiction(desk: Desk, sources: tuple[Source, ...]) -> None:
    """Say so, above everything else, where one of the sources is made up."""
    names = [source.name for source in sources if source.fictional]
    if names:
        said = desk.say(texts.FICTIONAL, names=", ".join(names))
        st.html(f'<p class="banner" role="note">{escape(said)}</p>')
