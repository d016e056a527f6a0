"""The Streamlit entry: page map and theme, nothing else."""

from pathlib import Path

import streamlit as st

from settings import face_of, load
from web.desk import SHARED, Desk, open_desk
from web.language import language_of
from web.pages import draw
from web.staff import Staff

_STYLE = Path(__file__).parent / "web" / "static" / "streamlit.css"


@st.cache_resource(show_spinner=False)
def _own_desk() -> Desk:
    settings = load()
    return open_desk(face_of(settings, settings.data))


draw(SHARED.get() or _own_desk(), _STYLE)
