"""Every topic, with how many releases it has and the newest of them."""

from html import escape

import streamlit as st

from language.german.dates import german_date
from language.german.topics import TOPICS
from pressearchiv.web.pages.context import Visit
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.markup import plain
from pressearchiv.web.shared.number_format import grouped
from search.errors import SearchError
from search.model import Filters, Sort
from search.params import Search


def topics_page(visit: Visit) -> None:
    """Draw the list, the topics of most releases first."""
    desk = visit.desk
    st.title(desk.say(messages.TOPICS), anchor=False)
    try:
        counts = {one.value: one.count for one in desk.find(Search(size=1)).facets["topic"]}
    except SearchError as error:
        st.error(plain(error.say(desk.language)))
        return
    for one in sorted(TOPICS, key=lambda topic: (-counts.get(topic.key, 0), topic.key)):
        label = one.label(desk.language)
        with st.container(key=f"hit_{one.key}", gap=None):
            st.page_link(
                visit.pages["search"],
                label=f"{plain(label)} :gray[{grouped(counts.get(one.key, 0))}]",
                query_params={"topic": one.key},
            )
            if counts.get(one.key):
                newest = desk.find(Search(filters=Filters(topic=(one.key,)), sort=Sort.NEWEST, size=1)).hits[
                    0
                ]
                when = german_date(newest.published) if newest.published else desk.say(messages.UNKNOWN_DATE)
                said = desk.say(messages.NEWEST_OF, at=when, title=newest.version.release.title)
                st.html(f'<p class="snippet">{escape(said)}</p>')
