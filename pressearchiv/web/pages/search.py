"""The search page: box, filters, histogram, hits; the URL is the only truth."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape

import streamlit as st

from archive.noticed import Wanted
from pressearchiv.web.pages import address_bar
from pressearchiv.web.pages.chips import draw_chips
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.pages.histogram import chart, period_of
from pressearchiv.web.pages.hits import draw_hit
from pressearchiv.web.pages.no_hits import draw_no_hits, draw_offers
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import plain
from pressearchiv.web.shared.overview import overview
from search.errors import QuerySyntaxError, SearchError
from search.fields import FACETS_BY_KEY
from search.model import FILTERS, FacetCount, Histogram, ResultPage, Sort
from search.params import Search, encode
from search.parts import has_words

# How many values of a facet are shown besides the chosen ones; the others can be looked up.
_YEARS = 12


def search_page(page_context: PageContext) -> None:
    """Draw the page for the search that the URL states."""
    context = page_context.context
    search, bad_values = address_bar.read()
    address_bar.fill_widgets(search)
    if encode(search):
        st.html(f'<h1 class="unseen">{escape(context.text(messages.HEADING))}</h1>')
    else:
        st.title(context.text(messages.HEADING), anchor=False)
        sentence, held = escape(context.text(messages.WHAT_IT_IS)), escape(overview(context))
        st.html(f'<p class="meta overview"><span class="sentence">{sentence}</span> {held}.</p>')
    _box(context, search)
    st.html(f'<a class="skip" href="#hits">{escape(context.text(messages.BACK_TO_HITS))}</a>')
    for bad in bad_values:
        st.warning(plain(bad.text(context.language)))
    page: ResultPage | None = None
    try:
        page = context.find(search)
    except QuerySyntaxError as error:
        _mistake(context, search, error)
    except SearchError as error:
        st.error(plain(error.text(context.language)))
    _sidebar(context, search, page)
    draw_chips(context, search, page)
    if page and page.hits and not encode(search):
        _examples(page_context, page)
    if page:
        _results(page_context, search, page)


def _box(context: AppContext, search: Search) -> None:
    first = st.session_state["_first_run"]
    typed = st.text_input(
        context.text(messages.BOX),
        value=search.text if first else "",
        key="w_q",
        type="search",
        max_chars=1_000,
        placeholder=context.text(messages.BOX_EXAMPLE),
        label_visibility="collapsed",
        on_change=address_bar.push,
    )
    if first and typed.strip() != search.text:
        address_bar.write(replace(search, text=typed.strip(), page=1))
        st.rerun()


def _examples(page_context: PageContext, page: ResultPage) -> None:
    """Searches that find something here: a person, a number, a topic; and the newest change."""
    context = page_context.context
    asked = [f'person:"{count.label}"' for count in page.facets["person"][:1]]
    numbers = (hit.version.reading.number for hit in page.hits)
    asked += [number.shown for number in numbers if number][:1]
    asked += [f'thema:"{count.label}"' for count in page.facets["topic"][:1]]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="examples"):
        st.html(f'<span class="meta">{escape(context.text(messages.FOR_EXAMPLE))}</span>', width="content")
        for text in asked:
            st.page_link(page_context.pages["search"], label=plain(text), query_params={"q": text})
        if context.archive.noticed(Wanted(), 1, now=datetime.now(UTC)):
            st.page_link(page_context.pages["noticed"], label=context.text(messages.LATEST_CHANGES))


def _mistake(context: AppContext, search: Search, error: QuerySyntaxError) -> None:
    """The query with the place that cannot be understood, why, and what can be searched instead."""
    text = search.text
    start, end = error.start, max(error.end, error.start + 1)
    before, meant, after = text[:start], text[start:end] or "␣", text[end:]
    st.html(
        f'<p class="mistake" role="alert">{escape(error.reason(context.language))}.<br>'
        f"<code>{escape(before)}<mark>{escape(meant)}</mark>{escape(after)}</code></p>"
    )
    draw_offers(context, search)


def _results(page_context: PageContext, search: Search, page: ResultPage) -> None:
    context = page_context.context
    _bar(context, search, page)
    if page.undated:
        message = messages.UNDATED_ONE if page.undated == 1 else messages.UNDATED
        st.info(context.text(message, n=page.undated))
    _histogram(context, page.histogram)
    if not page.hits and page.total:
        st.info(context.text(messages.BEYOND_LAST_PAGE, page=search.page, last=page.pages))
    elif not page.hits:
        if page.meant:
            label = plain(context.text(messages.MEANT, text=page.meant))
            meant = replace(search, text=page.meant, page=1)
            st.button(label, key="meant", type="tertiary", on_click=address_bar.write, args=(meant,))
        draw_no_hits(page_context, search)
        if st.session_state.get("_missed") != search.text:  # once, however often the page is drawn
            st.session_state["_missed"] = search.text
            context.zero_results.note(search.text, date.today())
    names = context.archive.city_names()
    for hit in page.hits:
        draw_hit(page_context, hit, names.get(hit.record.city, hit.record.city), search)
    if page.pages > 1:
        # A key for each page: the widget then begins at what the URL says, after Back and Forward too.
        key = f"w_page_{search.page}"
        st.pagination(
            page.pages,
            default=min(search.page, page.pages),
            key=key,
            on_change=address_bar.push_page,
            args=(key,),
        )
    if len(page.hits) > 1:
        st.page_link(
            page_context.pages["repeated"],
            label=context.text(messages.REPEATED_HERE),
            query_params=encode(replace(search, page=1)) or None,
        )


def _bar(context: AppContext, search: Search, page: ResultPage) -> None:
    """How many hits, in which order, in which forms, and what can be taken along."""
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        count = (
            context.text(messages.HITS_ONE)
            if page.total == 1
            else context.text(messages.HITS, n=context.number(page.total))
        )
        st.markdown(f"**{count}**")
        if context.served:
            _take_along(context, search)
        st.space("stretch")
        if has_words(search.text, date.today()):
            st.toggle(
                context.text(messages.EXACT),
                key="w_exact",
                help=context.text(messages.EXACT_HELP),
                on_change=address_bar.push_exact,
            )
        st.segmented_control(
            context.text(messages.SORT),
            [str(sort) for sort in Sort],
            key="w_sort",
            format_func=lambda sort: context.text(messages.SORTS[sort]),
            label_visibility="collapsed",
            required=True,
            on_change=address_bar.push,
        )


def _take_along(context: AppContext, search: Search) -> None:
    """The search as a subscription, a feed, a table."""
    links = context.links
    whole = replace(search, page=1)
    taken = [
        (links.search(whole, "/feed.atom"), context.text(messages.FEED)),
        (links.search(whole, "/export.csv"), "CSV"),
        (links.search(whole, "/export.csv", dialect="excel"), "Excel"),
        (links.search(whole, "/export.json"), "JSON"),
    ]
    if whole.text.strip():
        taken.append((links.search(whole, "/vergleich"), context.text(messages.COMPARE)))
    if context.config.saves:
        taken.insert(0, (links.search(whole, "/abonnieren"), context.text(messages.SUBSCRIBE)))
    shown = "".join(
        f'<a href="{escape(address)}" target="_self">{escape(said)}</a>' for address, said in taken
    )
    st.html(f'<nav class="along" aria-label="{escape(context.text(messages.TAKE_ALONG))}">{shown}</nav>')


def _sidebar(context: AppContext, search: Search, page: ResultPage | None) -> None:
    with st.sidebar:
        _spans(context, page)
        wrong = st.session_state.pop("_no_dates", {})
        for key, label in (("w_from", messages.FROM), ("w_to", messages.TO)):
            st.text_input(
                context.text(label),
                key=key,
                placeholder=context.text(messages.DAY_EXAMPLE),
                max_chars=40,
                on_change=address_bar.push,
            )
            if key in wrong:
                st.html(
                    f'<p class="gone" role="alert">{escape(context.text(messages.NO_DAY, text=wrong[key]))}</p>'
                )
        _years(context, page.facets["year"] if page else ())
        for name in FILTERS:
            _facet(context, name, search.filters.of(name), page.facets[name] if page else ())
            if page and name in page.uncounted:
                st.caption(context.text(messages.UNCOUNTED, n=context.number(page.uncounted[name])))


def _spans(context: AppContext, page: ResultPage | None) -> None:
    """The quick choices of a period, with the hits of each; those without any are left out."""
    counts = _counts_of_spans(context, page) if page else {}
    chosen = st.session_state.get("w_span")
    options = [span for span in address_bar.SPANS if page is None or counts[span] or span == chosen]
    if options:
        st.pills(
            context.text(messages.PERIOD),
            options,
            key="w_span",
            format_func=lambda span: (
                context.text(messages.SPANS[span])
                + (f" :gray[{context.number(counts[span])}]" if span in counts else "")
            ),
            width="stretch",
            on_change=address_bar.push_span,
        )


def _counts_of_spans(context: AppContext, page: ResultPage) -> dict[str, int]:
    """How many hits each quick choice would leave; months and years are counted already."""
    today = date.today()
    months = {count.value: count.count for count in page.facets["month"]}
    years = {count.value: count.count for count in page.facets["year"]}
    week = replace(page.request.filters, published=address_bar.span_period("week", today))
    found = context.engine.search(replace(page.request, filters=week, page=1, size=1, facets=()))
    month = address_bar.span_period("month", today).start
    assert month is not None
    return {
        "week": found.total,
        "month": months.get(f"{month:%Y-%m}", 0),
        "year": years.get(str(today.year), 0),
    }


def _years(context: AppContext, counts: Sequence[FacetCount]) -> None:
    newest = sorted(counts, key=lambda count: count.value, reverse=True)
    numbers = {year.value: year.count for year in newest}
    chosen = st.session_state.get("w_year")
    options = list(dict.fromkeys([*([chosen] if chosen else []), *(year.value for year in newest[:_YEARS])]))
    if options:
        st.pills(
            context.text(messages.YEAR),
            options,
            key="w_year",
            format_func=lambda year: f"{year} :gray[{context.number(numbers.get(year, 0))}]",
            width="stretch",
            on_change=address_bar.push_year,
        )


def _facet(context: AppContext, name: str, chosen: Sequence[str], counts: Sequence[FacetCount]) -> None:
    facet = FACETS_BY_KEY[name]
    label_for = context.labels(name)
    labels = {count.value: count.label for count in counts}
    numbers = {count.value: count.count for count in counts}
    options: list[str] = list(dict.fromkeys([*chosen, *(count.value for count in counts[: facet.shown])]))
    if not options:
        return

    def label(value: str) -> str:
        return (
            f"{plain(labels.get(value) or label_for(value))} :gray[{context.number(numbers.get(value, 0))}]"
        )

    st.pills(
        context.text(facet.title),
        options,
        selection_mode="multi",
        key=f"w_{name}",
        format_func=label,
        width="stretch",
        on_change=address_bar.push,
    )
    others = [count.value for count in counts if count.value not in set(options)]
    if facet.looked_up and others:
        st.selectbox(
            context.text(messages.MORE_OF, facet=context.text(facet.title)),
            others,
            index=None,
            key=f"w_more_{name}",
            format_func=lambda value: f"{labels.get(value) or value} ({context.number(numbers[value])})",
            placeholder=context.text(messages.LOOK_UP, facet=context.text(facet.title)),
            label_visibility="collapsed",
            on_change=address_bar.push_more,
            args=(name,),
        )


def _histogram(context: AppContext, histogram: Histogram) -> None:
    spec = chart(histogram, context.text(messages.RELEASES), context.language)
    if spec is None:
        return

    def narrow() -> None:
        chosen = st.session_state["histogram"]["selection"].get("bar")
        period = period_of(chosen[0]["day"], histogram.span) if chosen else None
        if period:
            address_bar.push_period(period)

    st.vega_lite_chart(spec, key="histogram", on_select=narrow, alt=context.text(messages.CHART))
