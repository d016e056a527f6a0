"""The pages, one file each, and the frame around them."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pressearchiv.web.pages.cities import cities_page
from pressearchiv.web.pages.city import city_page
from pressearchiv.web.pages.comparison import comparison_page
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.pages.frame import footer, notices
from pressearchiv.web.pages.guide import guide_page
from pressearchiv.web.pages.noticed import noticed_page
from pressearchiv.web.pages.person import person_page
from pressearchiv.web.pages.persons import persons_page
from pressearchiv.web.pages.pressdesk import pressdesk_page
from pressearchiv.web.pages.release import release_page
from pressearchiv.web.pages.repeated import repeated_page
from pressearchiv.web.pages.search import search_page
from pressearchiv.web.pages.topics import topics_page
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.language import language_of
from pressearchiv.web.shared.links import PAGE_PATHS
from pressearchiv.web.shared.staff import Staff

_STATIC = Path(__file__).resolve().parents[1] / "http" / "static"
# Name, path and title of each page; those without a place in the menu are reached by links.
_PAGES: dict[str, tuple[str, bool, Callable[[PageContext], None]]] = {
    "search": ("SEARCH_PAGE", True, search_page),
    "persons": ("PERSONS", True, persons_page),
    "topics": ("TOPICS", True, topics_page),
    "noticed": ("CHANGES_PAGE", True, noticed_page),
    "cities": ("CITIES", True, cities_page),
    "comparison": ("COMPARISON", True, comparison_page),
    "repeated": ("REPEATED_PAGE", True, repeated_page),
    "guide": ("GUIDE", True, guide_page),
    "release": ("RELEASE_PAGE", False, release_page),
    "person": ("PERSON_PAGE", False, person_page),
    "city": ("CITY_PAGE", False, city_page),
    "pressdesk": ("PRESSDESK", False, pressdesk_page),
}


def draw(context: AppContext, staff: Staff) -> None:
    """Draw the page that the address names."""
    spoken = context.speaking(language_of(st.context.cookies, context.language))
    who = staff.who(st.context.cookies)
    pages: dict[str, StreamlitPage] = {}
    page_context = PageContext(spoken, who, pages)
    st.set_page_config(
        page_title=spoken.text(messages.SITE), page_icon=str(_STATIC / "icon.png"), layout="wide"
    )
    st.html(f"<style>{_style()}</style>")
    for name, (title, listed, page) in _PAGES.items():
        shown = listed or (name == "pressdesk" and who is not None)
        pages[name] = st.Page(
            _drawn(page, page_context),
            title=spoken.text(getattr(messages, title)),
            url_path=PAGE_PATHS[name],
            default=not PAGE_PATHS[name],
            visibility="visible" if shown else "hidden",
        )
    st.navigation(list(pages.values()), position="top").run()


@st.cache_resource(show_spinner=False)
def _style() -> str:
    return (_STATIC / "streamlit.css").read_text(encoding="utf-8")


def _drawn(page: Callable[[PageContext], None], page_context: PageContext) -> Callable[[], None]:
    def drawn() -> None:
        notices(page_context)
        page(page_context)
        footer(page_context)

    return drawn
