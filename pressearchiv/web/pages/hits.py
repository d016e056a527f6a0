"""One hit in a list: headline, what it is, why it was found, where the words stand."""

from html import escape

import streamlit as st

from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared.hit_lines import hit_lines
from pressearchiv.web.shared.markup import html_of, markdown_of
from search.model import Hit
from search.params import Search, encode


def draw_hit(page_context: PageContext, hit: Hit, publisher: str, search: Search) -> None:
    """Draw a hit; its link carries the search on, so that the release shows its words and the way back to it."""
    lines = hit_lines(page_context.context, hit, publisher)
    asked: dict[str, str | list[str]] = {"id": str(hit.record.id), **encode(search)}
    if hit.earlier:
        asked["version"] = str(hit.earlier)
    meta = escape(lines.facts)
    meta += "".join(f' <span class="badge">{escape(badge)}</span>' for badge in lines.badges)
    meta += f' · <span class="why">{escape(lines.why)}</span>' if lines.why else ""
    source = f'<span class="meta">{escape(lines.source)}</span> ' if lines.source else ""
    changed = f'<p class="words" lang="de">{escape(lines.changed)}</p>' if lines.changed else ""
    with st.container(key=f"hit_{hit.record.id}", gap=None):
        st.page_link(page_context.pages["release"], label=markdown_of(hit.title), query_params=asked)
        st.html(
            f'<div class="meta">{meta}</div><p class="snippet">{source}{html_of(hit.snippet)}</p>{changed}'
        )
