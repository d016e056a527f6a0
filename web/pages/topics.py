"""Every topic, with how many releases it has and the newest of them."""

from html import escape

import streamlit as st

from german.dates import german_date
from german.topics import TOPICS
from search.errors import SearchError
from search.model import Filters, Sort
from search.params import Search
from web import texts
from web.figures import grouped
from web.markup import plain
from web.visit import Visit


def topics_page(visit: Visit) -> None:
    """Draw the list, the topics of most releases first."""
    desk = visit.desk
    st.title(desk.say(texts.TOPICS), anchor=False)
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
                when = german_date(newest.published) if newest.published else desk.say(texts.UNKNOWN_DATE)
                said = desk.say(texts.NEWEST_OF, at=when, title=newest.version.release.title)
                st.html(f'<p class="snippet">{escape(said)}</p>')
