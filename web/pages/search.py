"""The search page: box, filters, histogram, hits; the URL is the only truth."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from html import escape
from typing import Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from german.dates import MONTHS, Period, german_date
from search.errors import SearchError
from search.model import FILTERS, FacetCount, Hit, ResultPage, Sort
from search.params import PARAMETERS, Search, decode, encode
from web import texts
from web.banner import warn_of_fiction
from web.desk import Desk
from web.markup import html_of, markdown_of, plain

# How many values of a facet are shown besides the chosen ones.
_SHOWN = {"topic": 8, "city": 8, "person": 8, "sign": 6, "state": 5}
_EARLIEST = date(1990, 1, 1)
_LOCALE = {
    "dateTime": "%A, der %e. %B %Y, %X",
    "date": "%d.%m.%Y",
    "time": "%H:%M:%S",
    "periods": ["AM", "PM"],
    "days": ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"],
    "shortDays": ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"],
    "months": list(MONTHS),
    "shortMonths": ["Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"],
}


def search_page(desk: Desk, release_page: StreamlitPage) -> None:
    """Draw the page for the search that the URL states."""
    search, bad_values = decode(_parameters())
    _fill_widgets(search)
    warn_of_fiction(desk, desk.archive.sources())
    st.title(desk.say(texts.HEADING))
    _box(desk, search)
    for bad in bad_values:
        st.warning(plain(bad.say(desk.language)))
    page: ResultPage | None = None
    try:
        page = desk.find(search)
    except SearchError as error:
        st.error(plain(error.say(desk.language)))
    _sidebar(desk, search, page)
    _chips(desk, search, page)
    if page:
        _results(desk, search, page, release_page)


def _results(desk: Desk, search: Search, page: ResultPage, release_page: StreamlitPage) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        count = desk.say(texts.HITS_ONE) if page.total == 1 else desk.say(texts.HITS, n=_grouped(page.total))
        st.markdown(f"**{count}**")
        st.space("stretch")
        st.segmented_control(
            desk.say(texts.SORT),
            [str(sort) for sort in Sort],
            key="w_sort",
            format_func=lambda sort: desk.say(texts.SORTS[sort]),
            label_visibility="collapsed",
            required=True,
            on_change=_push,
        )
    if page.undated:
        wording = texts.UNDATED_ONE if page.undated == 1 else texts.UNDATED
        st.info(desk.say(wording, n=page.undated))
    _histogram(desk, page.request.filters.published, page.facets["month"])
    if not page.hits:
        if page.total:
            st.info(desk.say(texts.BEYOND_LAST_PAGE, page=search.page, last=page.pages))
        else:
            st.info(desk.say(texts.NO_HITS if desk.archive.count() else texts.EMPTY_ARCHIVE))
        if page.meant:
            label = plain(desk.say(texts.MEANT, text=page.meant))
            st.button(label, key="meant", type="tertiary", on_click=_ask, args=(page.meant,))
    cities = {one.value: one.label for one in page.facets["city"]}
    for hit in page.hits:
        _hit(desk, hit, cities.get(hit.record.city, hit.record.city), release_page)
    if page.pages > 1:
        # A key for each page: the widget then begins at what the URL says, after Back and Forward too.
        key = f"w_page_{search.page}"
        st.pagination(page.pages, default=min(search.page, page.pages), key=key, on_change=_turn, args=(key,))


# -- the URL and the widgets -----------------------------------------------------------------------------------


def _parameters() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in PARAMETERS}


def _write(search: Search) -> None:
    st.query_params.from_dict(encode(search))


def _current() -> Search:
    return decode(_parameters())[0]


def _fill_widgets(search: Search) -> None:
    """Set every widget from the URL, so that Back, Forward and a deep link show what they say."""
    state = st.session_state
    # On the first run of a session a value set here would swallow what is typed before the second one.
    state["_first_run"] = "_seen" not in state
    state["_seen"] = True
    if not state["_first_run"]:
        state["w_q"] = search.text
    for name in FILTERS:
        state[f"w_{name}"] = list(search.filters.of(name))
    published = search.filters.published
    state["w_from"] = published.start if published else None
    state["w_to"] = published.end if published else None
    state["w_sort"] = str(search.order)


def _push() -> None:
    """Write what the widgets hold into the URL; a changed search begins on its first page."""
    state = st.session_state
    now = _current()
    start, end = state["w_from"], state["w_to"]
    if start and end and end < start:
        start, end = end, start
    chosen: dict[str, Any] = {name: tuple(state[f"w_{name}"]) for name in FILTERS}
    chosen["published"] = Period(start=start, end=end) if start or end else None
    filters = replace(now.filters, **chosen)
    text = str(state["w_q"]).strip()
    # An order is kept only where it was chosen; else it follows from whether there are words.
    sort = Sort(state["w_sort"]) if Sort(state["w_sort"]) is not now.order else now.sort
    _write(replace(now, text=text, filters=filters, sort=sort, page=1))


def _turn(key: str) -> None:
    _write(replace(_current(), page=st.session_state[key]))


def _drop(name: str, value: str) -> None:
    now = _current()
    if name == "q":
        _write(replace(now, text="", page=1))
    elif name == "published":
        _write(replace(now, filters=replace(now.filters, published=None), page=1))
    else:
        left: dict[str, Any] = {name: tuple(one for one in now.filters.of(name) if one != value)}
        _write(replace(now, filters=replace(now.filters, **left), page=1))


def _ask(text: str) -> None:
    _write(replace(_current(), text=text, page=1))


def _clear() -> None:
    st.query_params.clear()


# -- the parts of the page -------------------------------------------------------------------------------------


def _box(desk: Desk, search: Search) -> None:
    first = st.session_state["_first_run"]
    typed = st.text_input(
        desk.say(texts.BOX),
        value=search.text if first else "",
        key="w_q",
        type="search",
        max_chars=1_000,
        placeholder=desk.say(texts.BOX_EXAMPLE),
        label_visibility="collapsed",
        on_change=_push,
    )
    if first and typed.strip() != search.text:
        _write(replace(search, text=typed.strip(), page=1))
        st.rerun()


def _sidebar(desk: Desk, search: Search, page: ResultPage | None) -> None:
    with st.sidebar:
        latest = date.today() + timedelta(days=366)
        for key, label in (("w_from", texts.FROM), ("w_to", texts.TO)):
            chosen: date | None = st.session_state[
                key
            ]  # a link can name a day beyond what the calendar offers
            st.date_input(
                desk.say(label),
                value=None,
                key=key,
                format="DD.MM.YYYY",
                min_value=min(_EARLIEST, chosen or _EARLIEST),
                max_value=max(latest, chosen or latest),
                on_change=_push,
            )
        for name in ("topic", "city", "person", "sign", "state"):
            _facet(desk, name, search.filters.of(name), page.facets[name] if page else ())


def _facet(desk: Desk, name: str, chosen: Sequence[str], counts: Sequence[FacetCount]) -> None:
    labels = {one.value: one.label for one in counts}
    numbers = {one.value: one.count for one in counts}
    options: list[str] = list(dict.fromkeys([*chosen, *(one.value for one in counts[: _SHOWN[name]])]))
    if not options:
        return

    def label(value: str) -> str:
        return f"{plain(labels.get(value) or value)} :gray[{_grouped(numbers.get(value, 0))}]"

    st.pills(
        desk.say(texts.FACETS[name]),
        options,
        selection_mode="multi",
        key=f"w_{name}",
        format_func=label,
        width="stretch",
        on_change=_push,
    )


def _chips(desk: Desk, search: Search, page: ResultPage | None) -> None:
    """One button for each thing the search is narrowed by; pressing it lets go of that."""
    labels = {(name, one.value): one.label for name in FILTERS for one in (page.facets[name] if page else ())}
    chips = [("q", search.text, f"„{search.text}“")] if search.text else []
    chips += [
        (name, value, labels.get((name, value), value))
        for name in FILTERS
        for value in search.filters.of(name)
    ]
    if search.filters.published:
        chips.append(("published", "", _period(search.filters.published)))
    if not chips:
        return
    with st.container(horizontal=True, gap="small", key="chips"):
        for index, (name, value, label) in enumerate(chips):
            st.button(
                f"{plain(label)} ✕",
                key=f"chip_{index}_{name}",
                help=desk.say(texts.REMOVE_FILTER),
                on_click=_drop,
                args=(name, value),
            )
        st.button(desk.say(texts.CLEAR), type="tertiary", key="clear", on_click=_clear)


def _histogram(desk: Desk, period: Period | None, months: Sequence[FacetCount]) -> None:
    """Releases a month, empty months included; those outside the chosen period are pale."""
    if len(months) < 2:
        return
    counts = {one.value: one.count for one in months}
    values = [
        {
            "month": f"{month}-01",
            "n": counts.get(month, 0),
            "inside": period is None or _touches(month, period),
        }
        for month in _all_months(min(counts), max(counts))
    ]
    spec: dict[str, Any] = {
        "data": {"values": values},
        "height": 96,
        "params": [{"name": "month", "select": {"type": "point", "fields": ["month"]}}],
        "mark": {"type": "bar", "cursor": "pointer"},
        "encoding": {
            "x": {
                "field": "month",
                "type": "ordinal",
                "timeUnit": "yearmonth",
                "title": None,
                "axis": {"format": "%b %y", "labelAngle": 0, "labelOverlap": True, "ticks": False},
            },
            "y": {
                "field": "n",
                "type": "quantitative",
                "title": None,
                "axis": {"tickMinStep": 1, "tickCount": 3, "format": "d"},
            },
            "color": {
                "field": "inside",
                "type": "nominal",
                "legend": None,
                "scale": {"domain": [True, False], "range": ["#0B5C8A", "#C3D5E0"]},
            },
            "tooltip": [
                {"field": "month", "type": "temporal", "format": "%B %Y", "title": " "},
                {"field": "n", "title": desk.say(texts.RELEASES)},
            ],
        },
        "config": {
            "locale": {
                "time": _LOCALE,
                "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " €"]},
            },
            "scale": {"bandPaddingInner": 0.15},
        },
    }
    st.vega_lite_chart(spec, key="histogram", on_select=_pick_month, alt=desk.say(texts.CHART))


def _pick_month() -> None:
    chosen = st.session_state["histogram"]["selection"].get("month")
    if not chosen:
        return
    value = chosen[0]["month"]
    start = date.fromisoformat(value[:10]) if isinstance(value, str) else _from_milliseconds(value)
    start = start.replace(day=1)
    end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    now = _current()
    _write(replace(now, filters=replace(now.filters, published=Period(start=start, end=end)), page=1))


def _from_milliseconds(value: float) -> date:
    # Half a day on, so that a browser's time zone does not tip the first of a month into the month before.
    return date(1970, 1, 1) + timedelta(milliseconds=value, hours=12)


def _hit(desk: Desk, hit: Hit, city: str, release_page: StreamlitPage) -> None:
    number = hit.version.reading.number
    facts = [
        german_date(hit.published) if hit.published else desk.say(texts.UNKNOWN_DATE),
        city,
        desk.say(texts.NUMBER, number=number.printed) if number else "",
    ]
    meta = " · ".join(escape(fact) for fact in facts if fact)
    if hit.record.withdrawn_at:
        meta += f' · <span class="gone">{escape(desk.say(texts.WITHDRAWN))}</span>'
    asked = {"id": str(hit.record.id)}
    if hit.earlier:
        meta += f' · <span class="gone">{escape(desk.say(texts.IN_EARLIER, number=hit.earlier))}</span>'
        asked["version"] = str(hit.earlier)
    reasons = ", ".join(why.told for why in hit.why if why.told)
    if reasons:
        meta += f" · {escape(desk.say(texts.FOUND_BY, reasons=reasons))}"
    with st.container(key=f"hit_{hit.record.id}", gap=None):
        st.page_link(release_page, label=markdown_of(hit.title), query_params=asked)
        st.html(f'<div class="meta">{meta}</div><p class="snippet">{html_of(hit.snippet)}</p>')


# -- small things ----------------------------------------------------------------------------------------------


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _period(period: Period) -> str:
    start = german_date(period.start) if period.start else "…"
    end = german_date(period.end) if period.end else "…"
    return start if start == end else f"{start} – {end}"


def _all_months(first: str, last: str) -> list[str]:
    year, month = int(first[:4]), int(first[5:])
    found = []
    while f"{year:04}-{month:02}" <= last:
        found.append(f"{year:04}-{month:02}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def _touches(month: str, period: Period) -> bool:
    start = period.start.isoformat()[:7] if period.start else ""
    end = period.end.isoformat()[:7] if period.end else "9999-12"
    return start <= month <= end
