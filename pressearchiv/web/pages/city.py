"""The page of one city: completeness by number, a strip a year; health; releases per month."""

from datetime import UTC, date, datetime
from html import escape

import streamlit as st

from archive.by_list import ByList
from archive.errors import ArchiveError
from archive.health import Health
from archive.model import Source
from archive.numbers import GapState, Series
from language.german.dates import german_date
from pressearchiv.web.pages import address_bar
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.pages.histogram import chart
from pressearchiv.web.pages.no_hits import coverage_line
from pressearchiv.web.pages.number_strip import missing_text, strip
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.citation import moment_and_hour
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.listed import listed_lines
from pressearchiv.web.shared.markup import plain, safe_link
from search.model import Histogram, Span

_YEARS = 6


def city_page(page_context: PageContext) -> None:
    """Draw the city that `?id=` names; `?year=` narrows the numbers to one year."""
    context = page_context.context
    asked = st.query_params.get("id", "")[:60]
    source = next((source for source in context.archive.sources() if source.key == asked), None)
    if source is None:
        st.error(context.text(messages.NO_SUCH_CITY))
        st.page_link(page_context.pages["cities"], label=context.text(messages.TO_CITIES))
        return
    st.set_page_config(page_title=f"{source.name} – {context.text(messages.SITE)}")
    st.page_link(page_context.pages["cities"], label=f"← {context.text(messages.TO_CITIES)}")
    st.title(plain(source.name), anchor=False)
    st.html(f'<p class="meta">{escape(coverage_line(context, source).removeprefix(f"{source.name}: "))}</p>')
    st.page_link(
        page_context.pages["search"],
        label=context.text(messages.ALL_OF_CITY),
        query_params={"city": source.key},
    )
    if source.homepage and safe_link(source.homepage):
        st.link_button(plain(source.homepage), source.homepage)
    health = context.archive.health(source.key, datetime.now(UTC))
    _health(context, health)
    _numbers(page_context, source)
    _lists(context, health.listed)


def _health(context: AppContext, found: Health) -> None:
    st.subheader(context.text(messages.HEALTH), anchor=False)
    if found.last_good_run:
        st.markdown(plain(context.text(messages.FETCHED, at=moment_and_hour(found.last_good_run))))
    if not found.findings:
        st.markdown(context.text(messages.WELL))
    for finding in found.findings:
        (st.warning if finding.serious else st.info)(plain(finding.text(context.language)))
    months = tuple(
        (date(int(month[:4]), int(month[5:]), 1), count) for month, count in sorted(found.months.items())
    )
    spec = chart(Histogram(Span.MONTH, months), context.text(messages.RELEASES), context.language)
    if spec:
        st.subheader(context.text(messages.PER_MONTH), anchor=False)
        del spec["params"]
        st.vega_lite_chart(spec, alt=context.text(messages.PER_MONTH))


def _numbers(page_context: PageContext, source: Source) -> None:
    context = page_context.context
    st.subheader(context.text(messages.BY_NUMBER), anchor=False)
    every = sorted(
        context.archive.series(source.key),
        key=lambda series_of_numbers: (-series_of_numbers.year, series_of_numbers.office or ""),
    )
    if not every:
        st.caption(context.text(messages.NO_NUMBERS))
        return
    years = sorted({series_of_year.year for series_of_year in every}, reverse=True)
    asked = st.query_params.get("year", "")
    address_bar.show("c_year", int(asked) if asked.isdecimal() and int(asked) in years else None)
    chosen = st.pills(context.text(messages.YEAR), years, key="c_year", on_change=_push_year, format_func=str)
    shown = [series_of_year for series_of_year in every if chosen in (None, series_of_year.year)]
    for series in shown if chosen else shown[:_YEARS]:
        _series(page_context, source, series)
    _without_year(page_context, source)
    st.html(
        f'<p class="legend"><span class="n have"></span> {escape(context.text(messages.ON_RECORD))} '
        f'<span class="n gap"></span> {escape(context.text(messages.MISSING))} '
        f'<span class="n withdrawn"></span> {escape(context.text(messages.WITHDRAWN))} '
        f'<span class="n unused"></span> {escape(context.text(messages.NEVER_USED))} '
        f'<span class="n double"></span> {escape(context.text(messages.USED_TWICE))}</p>'
    )
    _staff(page_context, source, shown)


def _lists(context: AppContext, listed: ByList) -> None:
    """What the city's lists have named against what is on record, and the months far below their own past."""
    st.subheader(context.text(messages.BY_LIST), anchor=False)
    st.html("".join(f"<p>{escape(line)}</p>" for line in listed_lines(context, listed)))


def _without_year(page_context: PageContext, source: Source) -> None:
    """Releases that bear a number and no year: each may be one of those that seem to be missing."""
    context = page_context.context
    found = {undated.record_id: undated for undated in context.archive.without_year(source.key)}
    held = context.archive.current(sorted(found))
    shown = {key: version for key, (record, version) in held.items() if not record.hidden(datetime.now(UTC))}
    if shown:
        st.markdown(context.text(messages.WITHOUT_YEAR))
    for record_id, version in shown.items():
        label = context.text(
            messages.NUMBER_AND_TITLE, number=found[record_id].running, title=version.headline
        )
        st.page_link(page_context.pages["release"], label=plain(label), query_params={"id": str(record_id)})


def _push_year() -> None:
    year = st.session_state["c_year"]
    if year:
        st.query_params["year"] = str(year)
    elif "year" in st.query_params:
        del st.query_params["year"]


def _series(page_context: PageContext, source: Source, series: Series) -> None:
    """A year as a strip of its numbers, and in words what is missing."""
    context = page_context.context
    title = f"{series.year}" + (f" · {series.office}" if series.office else "")
    share = context.text(
        messages.SHARE, share=context.percent(series.complete), first=series.first, last=series.last
    )
    missing = [gap.running for gap in series.gaps if gap.state is GapState.NEVER_SEEN]
    said = missing_text(missing) if missing else ""
    lines = [
        context.text(messages.MISSING_NUMBERS, n=context.number(len(missing)), numbers=said)
        if missing
        else context.text(messages.NONE_MISSING)
    ]
    unused = [f"{gap.running} ({gap.note})" for gap in series.gaps if gap.state is GapState.UNUSED]
    if unused:
        lines.append(context.text(messages.UNUSED_NUMBERS, numbers=", ".join(unused)))
    if series.strays:
        lines.append(
            context.text(messages.STRAYS, numbers=", ".join(str(stray.running) for stray in series.strays))
        )
    lines += [
        context.text(messages.RESET, day=german_date(reset.day), before=reset.before, number=reset.running)
        for reset in series.resets
    ]
    told = "".join(f"<p>{escape(line)}</p>" for line in lines)
    st.html(
        f'<section class="series"><h4>{escape(title)} <span class="meta">{escape(share)}</span></h4>'
        f"{strip(series, context)}{told}</section>"
    )
    for gap in series.gaps:
        if gap.state is GapState.WITHDRAWN and gap.record_id:
            label = plain(context.text(messages.WITHDRAWN_NUMBER, number=gap.running))
            st.page_link(page_context.pages["release"], label=label, query_params={"id": str(gap.record_id)})
    for double in series.doubles:
        label = plain(context.text(messages.DOUBLE_LINE, number=double.running))
        query = f"nr:{double.running}/{series.year}"
        st.page_link(page_context.pages["search"], label=label, query_params={"q": query, "city": source.key})


def _staff(page_context: PageContext, source: Source, shown: list[Series]) -> None:
    """Note that a number never was, or take such a note back."""
    context, who = page_context.context, page_context.staff
    if who is None:
        return
    gaps = {
        (series_of_year.office, series_of_year.year, gap.running): gap.state
        for series_of_year in shown
        for gap in series_of_year.gaps
        if gap.state in (GapState.NEVER_SEEN, GapState.UNUSED)
    }
    st.divider()
    st.subheader(context.text(messages.FOR_STAFF), anchor=False)

    def label(key: tuple[str | None, int, int]) -> str:
        office, year, running = key
        state = context.text(messages.NEVER_USED if gaps[key] is GapState.UNUSED else messages.MISSING)
        return f"{running}/{year}{f' ({office})' if office else ''} – {state}"

    with st.form("unused", border=False):
        chosen = st.selectbox(
            context.text(messages.MISSING_NUMBER),
            list(gaps),
            index=None,
            format_func=label,
            key="unused_number",
        )
        note = st.text_input(context.text(messages.HOW_KNOWN), max_chars=500, key="unused_note")
        if not st.form_submit_button(context.text(messages.TOGGLE_UNUSED)):
            return
        if chosen is None or not note.strip():
            st.error(context.text(messages.BOTH_NEEDED))
            return
        office, year, running = chosen
        now = datetime.now(UTC)
        try:
            if gaps[chosen] is GapState.UNUSED:
                context.archive.deny_unused(
                    source.key, year, running, office=office, note=note.strip(), at=now, by=who
                )
            else:
                context.archive.confirm_unused(
                    source.key, year, running, office=office, note=note.strip(), at=now, by=who
                )
        except ArchiveError as error:
            st.error(plain(error.text(context.language)))
            return
    st.rerun()
