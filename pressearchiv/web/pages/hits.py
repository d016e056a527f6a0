"""One hit in a list: headline, what it is, why it was found, where the words stand."""

from html import escape

import streamlit as st

from language.german.dates import german_date
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.changes import changes, in_words
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import html_of, markdown_of
from search.model import Hit
from search.params import Search, encode


def draw_hit(page_context: PageContext, hit: Hit, publisher: str, search: Search) -> None:
    """Draw a hit; its link carries the search on, so that the release shows its words and the way back to it."""
    context = page_context.context
    number = hit.version.reading.number
    facts = [
        german_date(hit.published) if hit.published else context.text(messages.UNKNOWN_DATE),
        publisher,
        context.text(messages.NUMBER, number=number.shown) if number else "",
    ]
    meta = " · ".join(escape(fact) for fact in facts if fact)
    asked: dict[str, str | list[str]] = {"id": str(hit.record.id), **encode(search)}
    if hit.record.withdrawn_at:
        meta += f' <span class="badge">{escape(context.text(messages.WITHDRAWN))}</span>'
    if hit.version.number > 1:
        meta += f' <span class="badge">{escape(context.text(messages.EDITED))}</span>'
    if hit.earlier:
        meta += f' <span class="badge">{escape(context.text(messages.IN_EARLIER, number=hit.earlier))}</span>'
        asked["version"] = str(hit.earlier)
    if reasons := ", ".join(reason.told for reason in hit.reasons if reason.told):
        meta += f' · <span class="why">{escape(context.text(messages.FOUND_BY, reasons=reasons))}</span>'
    with st.container(key=f"hit_{hit.record.id}", gap=None):
        st.page_link(page_context.pages["release"], label=markdown_of(hit.title), query_params=asked)
        changed = f'<p class="words" lang="de">{escape(words)}</p>' if (words := _words(context, hit)) else ""
        source = context.text(messages.IN_ATTACHMENT, title=hit.attachment) if hit.attachment else ""
        where = f'<span class="meta">{escape(source)}</span> ' if source else ""
        st.html(
            f'<div class="meta">{meta}</div><p class="snippet">{where}{html_of(hit.snippet)}</p>{changed}'
        )


def _words(context: AppContext, hit: Hit) -> str:
    """What the newest edit changed: 54,3 → 53,4."""
    if hit.version.number == 1:
        return ""
    *_, before, newest = context.archive.versions(hit.record.id)
    return in_words(changes(before, newest), context.language)
