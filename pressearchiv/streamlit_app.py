"""The pages as a Streamlit script: which archive, who is staff, draw what the address names; nothing else."""

import streamlit as st

from pressearchiv.settings import face_of, load
from pressearchiv.web.pages import draw
from pressearchiv.web.shared.context import SHARED, Desk, open_desk
from pressearchiv.web.shared.secrets import secret_of
from pressearchiv.web.shared.staff import Staff


@st.cache_resource(show_spinner=False, on_release=Desk.close)
def _own_desk() -> Desk:
    settings = load()
    return open_desk(face_of(settings, settings.data))


@st.cache_resource(show_spinner=False)
def _staff(_desk: Desk) -> Staff:
    return Staff(_desk.face, secret_of(_desk.face.data))


def main() -> None:
    """Draw the page for the visitor of this run."""
    desk = SHARED.get() or _own_desk()
    draw(desk, _staff(desk))


if __name__ == "__main__":
    main()
