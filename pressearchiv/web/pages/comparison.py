"""Two or three searches over time in one chart, as counts or as a share of all releases, with a table."""

from html import escape
from typing import Any

import streamlit as st

from language.messages import Language, Message
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.pages.histogram import axis_of_time, locale_of
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.compared import (
    EVERYTHING,
    MOST,
    asked,
    common_filters,
    period_name,
    query_of,
    searches_of,
)
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import plain
from search.comparison import Compared, Comparison
from search.errors import SearchError
from search.params import PARAMETERS, Search

_LEAD = Message(
    "Zwei oder drei Suchen über die Zeit, nebeneinander; in den Feldern geht, was im Suchfeld geht."
)
_BOXES = (Message("Erste Suche"), Message("Zweite Suche"), Message("Dritte Suche"))
_EXAMPLES = (Message("z. B. Radweg"), Message("z. B. Parkplatz"), Message("z. B. thema:klima"))
_COUNTS, _SHARES = Message("Anzahl"), Message("Anteil an allen Meldungen")
_FILTERED = Message("Alle Suchen: {filters}")
_PERIOD = Message("Zeitraum")
_UNDATED = Message("ohne Datum")
_NOTHING = Message("Keine der Suchen findet eine Meldung mit Datum.")
_CHART = Message("Liniendiagramm: Treffer der Suchen über die Zeit")
_COLOURS = ("#0B5C8A", "#B5541C", "#3D7A3A")


def comparison_page(page_context: PageContext) -> None:
    """Draw the searches that the address states."""
    context = page_context.context
    st.title(context.text(messages.COMPARISON), anchor=False)
    st.html(f'<p class="meta">{escape(context.text(_LEAD))}</p>')
    searches, bad = searches_of(_stated())
    for one in bad:
        st.warning(plain(one.text(context.language)))
    _boxes(context, searches)
    if filters := common_filters(context, searches):
        st.html(f'<p class="meta">{escape(context.text(_FILTERED, filters=filters))}</p>')
    if not searches:
        return
    try:
        context.engine.refresh()
        found = context.finder.compare(searches)
    except SearchError as error:
        st.error(plain(error.text(context.language)))
        return
    if not found.starts:
        st.info(context.text(_NOTHING))
        return
    as_share = _counts_or_shares(context)
    spec = chart(
        found, context.language, shares=as_share, label=context.text(_SHARES if as_share else _COUNTS)
    )
    st.vega_lite_chart(spec, key="comparison", alt=context.text(_CHART))
    st.html(_table(context, found))
    if context.served:
        address = escape(context.links.comparison(query_of(searches)))
        st.html(f'<nav class="along"><a href="{address}" target="_self" download>CSV</a></nav>')


def _stated() -> dict[str, list[str]]:
    return asked({name: st.query_params.get_all(name) for name in PARAMETERS})


def _boxes(context: AppContext, searches: tuple[Search, ...]) -> None:
    state = st.session_state
    texts = [search.text for search in searches] + [""] * MOST
    first = "_seen_comparison" not in state
    state["_seen_comparison"] = True
    for at, column in enumerate(st.columns(MOST)):
        if not first:
            state[f"c_{at}"] = texts[at]
        column.text_input(
            context.text(_BOXES[at]),
            value=texts[at] if first else "",
            key=f"c_{at}",
            max_chars=1_000,
            placeholder=context.text(_EXAMPLES[at]),
            on_change=_push,
        )


def _push() -> None:
    """Put what the boxes hold into the address."""
    typed = [str(st.session_state.get(f"c_{at}", "")).strip() for at in range(MOST)]
    st.query_params.from_dict({**_stated(), "q": [text for text in typed if text]})


def _counts_or_shares(context: AppContext) -> bool:
    chosen = st.segmented_control(
        context.text(messages.COMPARISON),
        ["counts", "shares"],
        default="counts",
        format_func=lambda which: context.text(_COUNTS if which == "counts" else _SHARES),
        label_visibility="collapsed",
        required=True,
        key="c_unit",
    )
    return chosen == "shares"


def chart(found: Comparison, language: Language, *, shares: bool, label: str) -> dict[str, Any]:
    """The chart as Vega-Lite reads it: a line with points for each search."""

    def value(compared: Compared, at: int) -> float | None:
        return found.share(compared, at) if shares else compared.counts[at]

    names = [compared.search.text for compared in found.searches]
    return {
        "data": {
            "values": [
                {"day": start.isoformat(), "n": value(compared, at), "search": compared.search.text}
                for compared in found.searches
                for at, start in enumerate(found.starts)
            ]
        },
        "height": 260,
        "mark": {"type": "line", "point": {"aria": False}, "aria": False},
        "encoding": {
            "x": axis_of_time(found.span),
            "y": {
                "field": "n",
                "type": "quantitative",
                "title": label,
                "axis": {"format": ".0%"} if shares else {"tickMinStep": 1, "format": "d"},
            },
            "color": {
                "field": "search",
                "type": "nominal",
                "title": None,
                "scale": {"domain": names, "range": list(_COLOURS[: len(names)])},
                "legend": {"orient": "top", "labelLimit": 400},
            },
            "strokeDash": {"field": "search", "type": "nominal", "scale": {"domain": names}, "legend": None},
        },
        # The table below says the same to those who do not see the chart, in their language.
        "config": {"locale": locale_of(language), "aria": False},
    }


def _table(context: AppContext, found: Comparison) -> str:
    """The counts, and each search's share of all releases."""
    heads = "".join(f'<th scope="col">{escape(compared.search.text)}</th>' for compared in found.searches)
    rows = []
    for at, start in reversed(list(enumerate(found.starts))):
        cells = "".join(f"<td>{_counted(context, found, compared, at)}</td>" for compared in found.searches)
        rows.append(
            f'<tr><th scope="row">{period_name(start, found.span)}</th>{cells}'
            f"<td>{context.number(found.everything[at])}</td></tr>"
        )
    if any(compared.undated for compared in found.searches):
        cells = "".join(f"<td>{context.number(compared.undated)}</td>" for compared in found.searches)
        rows.append(f'<tr><th scope="row">{escape(context.text(_UNDATED))}</th>{cells}<td></td></tr>')
    return (
        f'<table class="comparison"><thead><tr><th scope="col">{escape(context.text(_PERIOD))}</th>{heads}'
        f'<th scope="col">{escape(context.text(EVERYTHING))}</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _counted(context: AppContext, found: Comparison, compared: Compared, at: int) -> str:
    share = found.share(compared, at)
    said = context.number(compared.counts[at])
    return (
        f'{said} <span class="meta">{context.percent(share)}</span>'
        if share and compared.counts[at]
        else said
    )
