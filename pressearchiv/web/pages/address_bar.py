"""The URL is the only truth: it says what is searched, the widgets follow it, what is done to them is written to it."""

import re
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from language.german.dates import Lean, Period
from language.german.dates.whole import read_period
from search.model import FILTERS, Sort
from search.params import PARAMETERS, BadValue, Search, decode, encode
from search.parts import as_typed, is_as_typed

# A day typed without a mark: 01032024, 010324.
_DIGITS = re.compile(r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4}|\d\d)")
# The quick choices of a period, each as many days back, or what else it is.
SPANS = ("week", "month", "year")


def read() -> tuple[Search, tuple[BadValue, ...]]:
    """The search that the URL states, and what in it could not be used."""
    return decode({name: st.query_params.get_all(name) for name in PARAMETERS})


def write(search: Search) -> None:
    """Make the URL state a search."""
    st.query_params.from_dict(encode(search))


def span_period(span: str, today: date) -> Period:
    """The days of a quick choice: the last seven, the last whole month, this year."""
    if span == "week":
        return Period(start=today - timedelta(days=6), end=today)
    if span == "month":
        end = today.replace(day=1) - timedelta(days=1)
        return Period(start=end.replace(day=1), end=end)
    return Period(start=date(today.year, 1, 1), end=date(today.year, 12, 31))


def year_period(year: str) -> Period:
    """The days of a year."""
    return Period(start=date(int(year), 1, 1), end=date(int(year), 12, 31))


def fill_widgets(search: Search) -> None:
    """Set every widget from the URL, so that Back, Forward and a deep link show what they say."""
    state = st.session_state
    # On the first run of a session a value set here would swallow what is typed before the second one.
    state["_first_run"] = "_seen" not in state
    state["_seen"] = True
    if not state["_first_run"]:
        show("w_q", search.text)
    for name in FILTERS:
        show(f"w_{name}", list(search.filters.of(name)))
        show(f"w_more_{name}", None)
    published = search.filters.published
    show("w_from", shown_day(published.start if published else None))
    show("w_to", shown_day(published.end if published else None))
    show("w_sort", str(search.order))
    show("w_exact", is_as_typed(search.text, date.today()))
    ends = (published.start, published.end) if published else (None, None)
    today = date.today()
    spans = {span: span_period(span, today) for span in SPANS}
    show("w_span", next((span for span, days in spans.items() if (days.start, days.end) == ends), None))
    year = None
    if published and published.start and published.end:
        whole = year_period(str(published.start.year)) if published.start.year >= 1000 else None
        if whole and (whole.start, whole.end) == ends:
            year = str(published.start.year)
    show("w_year", year)


def show(key: str, value: object) -> None:
    """Let a widget show a value.

    Only where it shows another one: the browser puts a value that is set here over what was clicked meanwhile.
    """
    state = st.session_state
    if state[key] != value if key in state else value:
        state[key] = value


def push() -> None:
    """Write what the widgets hold into the URL; a changed search begins on its first page."""
    state = st.session_state
    now = read()[0]
    start, end = _typed_days(now.filters.published)
    if start and end and end < start:
        start, end = end, start
    filters = replace(now.filters, published=Period(start=start, end=end) if start or end else None)
    for name in FILTERS:
        filters = filters.choosing(name, state.get(f"w_{name}") or ())
    text = str(state["w_q"]).strip()
    # An order is kept only where it was chosen; else it follows from whether there are words.
    sort = Sort(state["w_sort"]) if Sort(state["w_sort"]) is not now.order else now.sort
    write(replace(now, text=text, filters=filters, sort=sort, page=1))


def typed_period(text: str, today: date) -> Period | None:
    """The day or period that was typed: 1.3.24, 01032024, März 2024, 2024, gestern; None for what is no date."""
    if digits := _DIGITS.fullmatch(text.strip()):
        text = f"{digits['day']}.{digits['month']}.{digits['year']}"
    return read_period(text, today=today, lean=Lean.LAST)


def _typed_days(before: Period | None) -> tuple[date | None, date | None]:
    """The first and the last day as they were typed; what is no date is told, and what was there before stays."""
    days: list[date | None] = []
    st.session_state["_no_dates"] = {}
    for key, edge, held in (
        ("w_from", "start", before.start if before else None),
        ("w_to", "end", before.end if before else None),
    ):
        text = str(st.session_state.get(key) or "").strip()
        period = typed_period(text, date.today()) if text else None
        day: date | None = getattr(period, edge) if period else None
        if text and day is None:
            st.session_state["_no_dates"][key] = text[:40]
        days.append(held if text and day is None else day)
    return days[0], days[1]


def shown_day(day: date | None) -> str:
    """A day as it is typed: 01.03.2024; empty for none."""
    return f"{day:%d.%m.}{day.year}" if day else ""


def push_more(name: str) -> None:
    """Add the value that was looked up in a facet."""
    value = st.session_state[f"w_more_{name}"]
    if value:
        now = read()[0]
        filters = now.filters.choosing(name, (*now.filters.of(name), str(value)))
        write(replace(now, filters=filters, page=1))


def push_span() -> None:
    """Narrow to the quick choice of a period, or let go of it."""
    span = st.session_state["w_span"]
    push_period(span_period(span, date.today()) if span else None)


def push_year() -> None:
    """Narrow to a year, or let go of it."""
    year = st.session_state["w_year"]
    push_period(year_period(year) if year else None)


def push_period(period: Period | None) -> None:
    """Narrow to what was published in a period."""
    now = read()[0]
    write(replace(now, filters=replace(now.filters, published=period), page=1))


def push_exact() -> None:
    """Look for words exactly as they were typed, or in all their forms."""
    now = read()[0]
    text = as_typed(now.text, date.today(), exact=bool(st.session_state["w_exact"]))
    write(replace(now, text=text, page=1))


def push_page(key: str) -> None:
    """Turn to the page that a widget holds."""
    write(replace(read()[0], page=st.session_state[key]))


def clear() -> None:
    """Search for nothing in particular."""
    st.query_params.clear()
