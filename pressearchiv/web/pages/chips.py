"""What a search is narrowed by, one chip each: let go of it, exclude it instead, want several values together."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import streamlit as st

from language.messages import Message
from pressearchiv.web.pages import address_bar
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import plain
from search.fields import FACETS_BY_KEY
from search.model import FILTERS, Filters, ResultPage
from search.params import Search
from search.parts import Part, parts_of

_EXCLUDE = Message("nicht")
_EXCLUDE_HELP = Message("Meldungen mit „{label}“ ausschließen")
_EITHER = Message("oder (zusammen: {n})")
_EITHER_HELP = Message("Nur Meldungen zeigen, in denen alles davon vorkommt")
_TOGETHER = Message("und (einzeln: {n})")
_TOGETHER_HELP = Message("Auch Meldungen zeigen, in denen nur eines davon vorkommt")


def draw_chips(context: AppContext, search: Search, page: ResultPage | None) -> None:
    """Draw a chip for each thing the search is narrowed by, with what else can be done with it."""
    parts = parts_of(search, date.today())
    if not parts:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="chips"):
        for index, (before, part) in enumerate(pairwise((None, *parts))):
            assert part is not None
            if before and _are_alternatives(before, part):
                _link(context, search, page, part, index)
            if part.field in FILTERS and not part.excluded:
                with st.container(horizontal=True, gap=None, width="content", key=f"pair_{index}"):
                    _chip(context, part, index)
                    _exclude(context, search, part, index)
            else:
                _chip(context, part, index)
        st.button(context.text(messages.CLEAR), type="tertiary", key="clear", on_click=address_bar.clear)


def _chip(context: AppContext, part: Part, index: int) -> None:
    st.button(
        f"{plain(context.label(part))} ✕",
        key=f"chip_{index}_{part.field}",
        help=context.text(messages.REMOVE_FILTER),
        on_click=address_bar.write,
        args=(part.without,),
    )


def _exclude(context: AppContext, search: Search, part: Part, index: int) -> None:
    excluding = search.filters.excluding(part.field, part.value)
    st.button(
        context.text(_EXCLUDE),
        key=f"exclude_{index}",
        type="tertiary",
        help=context.text(_EXCLUDE_HELP, label=context.label(part)),
        on_click=address_bar.write,
        args=(replace(search, filters=excluding, page=1),),
    )


def _are_alternatives(before: Part, part: Part) -> bool:
    """Whether two chips in a row are values of one field, of which a release can bear both."""
    if part.field not in FILTERS or not FACETS_BY_KEY[part.field].several:
        return False
    return before.field == part.field and not (before.excluded or part.excluded)


def _link(context: AppContext, search: Search, page: ResultPage | None, part: Part, index: int) -> None:
    """Between two values: whether any or all of them are wanted, and how many releases the other way finds."""
    other = search.filters.linking(part.field, together=not part.linked)
    label, told = (_TOGETHER, _TOGETHER_HELP) if part.linked else (_EITHER, _EITHER_HELP)
    found = context.number(_total(context, page, other)) if page else "–"
    st.button(
        context.text(label, n=found),
        key=f"link_{index}",
        type="tertiary",
        help=context.text(told, n=found),
        on_click=address_bar.write,
        args=(replace(search, filters=other, page=1),),
    )


def _total(context: AppContext, page: ResultPage, filters: Filters) -> int:
    """How many releases a search would find with other filters; a period of the query stays."""
    asked = replace(filters, published=page.request.filters.published)
    return context.engine.search(replace(page.request, filters=asked, page=1, size=1, facets=())).total
