"""No hits, said honestly: in what was searched, how complete that is, and what took the last hit away."""

from datetime import date
from html import escape

import streamlit as st

from archive.model import Source
from language.german.dates import german_date
from pressearchiv.web.pages.address_bar import write
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.citation import moment_and_hour
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.listed import listed_line
from pressearchiv.web.shared.markup import plain
from search.errors import SearchError
from search.finder import Relaxation
from search.labels import offer_label
from search.params import Search
from search.query import Word
from search.syntax import parse

# So many cities are told of, those with most releases.
_CITIES = 8


def draw_no_hits(page_context: PageContext, search: Search) -> None:
    """Draw what can be said and done where a search found nothing."""
    context = page_context.context
    if not context.archive.count():
        st.info(context.text(messages.EMPTY_ARCHIVE))
        return
    st.subheader(context.text(messages.NO_HITS), anchor=False)
    draw_offers(context, search)
    try:
        relaxations = context.finder.relaxations(search)
    except SearchError:
        relaxations = ()
    _draw_relaxations(context, relaxations)
    st.markdown(f"**{context.text(messages.SEARCHED_IN)}**")
    cities = search.filters.city
    chosen = [source for source in context.archive.sources() if not cities or source.key in cities]
    chosen.sort(key=lambda source: -context.city_cache.coverage(source.key).releases)
    lines = [coverage_line(context, source) for source in chosen[:_CITIES]]
    if len(chosen) > _CITIES:
        lines.append(context.text(messages.MORE_CITIES, n=len(chosen) - _CITIES))
    st.html(f'<ul class="facts">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>')


def draw_offers(context: AppContext, search: Search) -> None:
    """Draw what may have been meant, each one click away, with how many releases it finds."""
    try:
        offered = context.finder.offers(search)
    except SearchError:
        return
    for index, other in enumerate(offered):
        said = plain(offer_label(other, context.language))
        st.button(said, key=f"offer_{index}", type="tertiary", on_click=write, args=(other.search,))


def _draw_relaxations(context: AppContext, relaxations: tuple[Relaxation, ...]) -> None:
    nowhere = [relaxation for relaxation in relaxations if not relaxation.alone]
    for left_out in nowhere:
        if not any(map(str.isalpha, left_out.part.value)):
            continue  # a number alone may be a date's: what it may mean is offered
        said = context.text(messages.NOWHERE, part=context.label(left_out.part))
        if likely := _likely(context, left_out):
            said += " " + context.text(messages.PERHAPS, words=", ".join(likely))
        st.markdown(plain(said))
    if len(relaxations) < 2:
        return
    freeing = [relaxation for relaxation in relaxations if relaxation.without]
    if not freeing:
        st.markdown(context.text(messages.NO_SINGLE_PART))
    for index, left_out in enumerate(freeing):
        message = messages.WITHOUT_ONE if left_out.without == 1 else messages.WITHOUT
        said = context.text(message, part=context.label(left_out.part), n=context.number(left_out.without))
        st.button(
            plain(said),
            key=f"without_{index}",
            type="tertiary",
            on_click=write,
            args=(left_out.part.without,),
        )


def _likely(context: AppContext, relaxation: Relaxation) -> tuple[str, ...]:
    """What may be meant by a word, or a name, that is nowhere."""
    if relaxation.part.field == "person":
        return _names_like(context, relaxation.part.value)
    if relaxation.part.field != "q":
        return ()
    try:
        node = parse(relaxation.part.value, today=date.today())
    except SearchError:
        return ()
    if isinstance(node, Word):
        return context.finder.likely(node.text)
    name = getattr(node, "name", "")
    return _names_like(context, name) if name else ()


def _names_like(context: AppContext, name: str) -> tuple[str, ...]:
    words = name.split()
    if not words:
        return ()
    likely = [found[0] for word in words if (found := context.finder.likely(word))]
    return tuple(dict.fromkeys(likely))[:3]


def coverage_line(context: AppContext, source: Source) -> str:
    """What the archive holds of a city, how complete that is, and when it was last asked, on one line."""
    held = context.city_cache.coverage(source.key)
    ends = [german_date(day) for day in (held.first, held.last) if day]
    span = " – ".join(dict.fromkeys(ends)) or context.text(messages.UNKNOWN_DATE)
    said = context.text(messages.COVERS, name=source.name, n=context.number(held.releases), span=span)
    share = context.city_cache.complete(source.key)
    if share is not None:
        said += "; " + context.text(messages.COMPLETE, share=context.percent(share))
    else:
        said += "; " + listed_line(context, context.city_cache.by_list(source.key))
    if held.fetched_at:
        return said + "; " + context.text(messages.FETCHED, at=moment_and_hour(held.fetched_at))
    return said + "; " + context.text(messages.NEVER_FETCHED)
