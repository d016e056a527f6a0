"""The Streamlit entry: page map and theme, nothing else."""

from pathlib import Path

import streamlit as st

from settings import load
from web import texts
from web.desk import Desk, open_desk
from web.pages.release import release_page
from web.pages.search import search_page

_STYLE = Path(__file__).parent / "web" / "style.css"


@st.cache_resource(show_spinner=False)
def _desk() -> Desk:
    settings = load()
    return open_desk(settings.data, settings.engine, settings.language, settings.public_url)


def _search() -> None:
    search_page(_desk(), _RELEASE)


def _release() -> None:
    release_page(_desk(), _SEARCH, _RELEASE)


_LANGUAGE = _desk().language
st.set_page_config(
    page_title=texts.SITE.say(_LANGUAGE), page_icon=str(Path(__file__).parent / "web" / "icon.png")
)
st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
_SEARCH = st.Page(_search, title=texts.SEARCH_PAGE.say(_LANGUAGE), default=True)
_RELEASE = st.Page(_release, title=texts.RELEASE_PAGE.say(_LANGUAGE), url_path="meldung", visibility="hidden")
st.navigation([_SEARCH, _RELEASE], position="hidden").run()
