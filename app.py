"""The Streamlit entry: which desk, who is staff, draw the page; nothing else."""

import streamlit as st

from settings import face_of, load
from web.desk import SHARED, Desk, open_desk
from web.pages import draw
from web.secrets import secret_of
from web.staff import Staff


@st.cache_resource(show_spinner=False)
def _own_desk() -> Desk:
    settings = load()
    return open_desk(face_of(settings, settings.data))


@st.cache_resource(show_spinner=False)
def _staff(_desk: Desk) -> Staff:
    return Staff(_desk.face, secret_of(_desk.face.data))


desk = SHARED.get() or _own_desk()
draw(desk, _staff(desk))
