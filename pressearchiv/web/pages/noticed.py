"""What was edited or withdrawn, by the day on which it was noticed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import escape
from itertools import groupby
from typing import Any

import streamlit as st

from archive.model import EventKind
from language.german.dates import Period, german_date
from language.german.zone import GERMANY
from language.messages import Message
from pressearchiv.web.pages import address_bar
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import plain
from pressearchiv.web.shared.noticed import ToldChange, told, wanted_of
from search.fields import GRADES
from search.model import Filters
from search.params import Search, encode

# So many changes on a page.
_SHOWN = 50
# The quick periods, each as many days back.
_DAYS = {"week": 7, "month": 30, "year": 365}


def noticed_page(page_context: PageContext) -> None:
    """Draw the changes that the URL asks for, the newest first."""
    context = page_context.context
    search, bad_values = address_bar.read()
    st.title(context.text(messages.CHANGES_PAGE), anchor=False)
    st.html(f'<p class="meta">{escape(context.text(messages.CHANGES_MEAN))}</p>')
    for bad in bad_values:
        st.warning(plain(bad.text(context.language)))
    _filters(context, search)
    asked = st.query_params.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    total = context.archive.count_noticed(wanted_of(search), now=datetime.now(UTC))
    _bar(context, search, total)
    found = told(context, search, _SHOWN, before)
    for day, of_day in groupby(found, key=_day):
        st.subheader(german_date(day), anchor=False)
        for one in of_day:
            _entry(page_context, one)
    if not found:
        st.info(context.text(messages.NO_CHANGES))
    elif len(found) == _SHOWN:
        st.page_link(
            page_context.pages["noticed"],
            label=context.text(messages.EARLIER_CHANGES),
            query_params={**encode(search), "before": str(found[-1].noticed.seq)},
        )


def _day(one: ToldChange) -> date:
    return one.noticed.at.astimezone(GERMANY).date()


def _bar(context: AppContext, search: Search, total: int) -> None:
    count = messages.CHANGES_ONE if total == 1 else messages.CHANGES_COUNT
    said = f"<b>{escape(context.text(count, n=context.number(total)))}</b>"
    if context.served:
        links = [(context.links.search(search, "/aenderungen.atom"), context.text(messages.FEED))]
        if context.config.saves:
            of_city = Search(filters=Filters(city=search.filters.city))
            link = context.links.search(of_city, "/abonnieren", kind="changed")
            links.append((link, context.text(messages.SUBSCRIBE)))
        said += "".join(
            f'<a href="{escape(address)}" target="_self">{escape(name)}</a>' for address, name in links
        )
    st.html(f'<nav class="along" aria-label="{escape(context.text(messages.TAKE_ALONG))}">{said}</nav>')


def _entry(page_context: PageContext, one: ToldChange) -> None:
    context, record, version = page_context.context, one.noticed.record, one.noticed.version
    number = version.reading.number
    facts = [
        f"{one.noticed.at.astimezone(GERMANY):%H:%M}",
        context.source(record.city).name,
        context.text(messages.NUMBER, number=number.shown) if number else "",
    ]
    said = " · ".join(escape(fact) for fact in facts if fact)
    asked = {"id": str(record.id)}
    if one.noticed.kind is EventKind.CHANGED:
        asked["version"] = str(version.number)
    with st.container(key=f"hit_{one.noticed.seq}", gap=None):
        st.page_link(page_context.pages["release"], label=plain(version.headline), query_params=asked)
        st.html(
            f'<div class="meta">{said} <span class="badge">{escape(one.happened)}</span></div>'
            + (f'<p class="snippet" lang="de">{escape(one.words)}</p>' if one.words else "")
        )


def _filters(context: AppContext, search: Search) -> None:
    states = ("withdrawn", *map(str, reversed(GRADES)))
    _pills(context, "state", messages.STATE, states, search.filters.state)
    cities = [source.key for source in context.archive.sources()]
    if len(cities) > 1:
        _pills(context, "city", messages.CITY_FILTER, cities, search.filters.city)
    _periods(context, search)


def _pills(
    context: AppContext, name: str, title: Message, values: Sequence[str], chosen: Sequence[str]
) -> None:
    key = f"c_{name}"
    address_bar.show(key, [value for value in chosen if value in values])

    def push() -> None:
        now = address_bar.read()[0]
        values: dict[str, Any] = {name: tuple(st.session_state[key])}
        filters = replace(now.filters, **values)
        address_bar.write(replace(now, filters=filters))

    st.pills(
        context.text(title),
        values,
        selection_mode="multi",
        key=key,
        format_func=lambda value: plain(context.labels(name)(value)),
        label_visibility="collapsed",
        on_change=push,
    )


def _periods(context: AppContext, search: Search) -> None:
    today = datetime.now(GERMANY).date()
    spans = {name: Period(start=today - timedelta(days=days - 1), end=None) for name, days in _DAYS.items()}
    stated = next((name for name, span in spans.items() if search.filters.published == span), None)
    address_bar.show("c_period", stated)

    def push() -> None:
        chosen = st.session_state["c_period"]
        address_bar.push_period(spans[chosen] if chosen else None)

    st.pills(
        context.text(messages.PERIOD),
        list(_DAYS),
        key="c_period",
        format_func=lambda name: context.text(messages.LAST_DAYS, n=_DAYS[name]),
        label_visibility="collapsed",
        on_change=push,
    )
