"""The page of the press office: what to put right in a period, what was searched in vain, what colleagues did."""

from datetime import UTC, date, datetime, timedelta
from html import escape
from itertools import groupby

import streamlit as st

from archive.checks import Flaw, flaws_of
from archive.model import Version
from language.german.dates import Period, german_date
from language.messages import Message
from pressearchiv.web.pages.address_bar import shown_day, typed_period
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.citation import moment_and_hour
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import plain
from search.fields import FACETS_BY_KEY
from search.zero_results import KEPT_DAYS

_IMPORTS = Message("Eingang")
_NO_IMPORTS = Message("Es wurden noch keine Dateien aufgenommen.")
_IMPORT = Message("{at}, {name}: {files} Dateien, {added} neue Meldungen")
_IMPORTS_SHOWN = 20
_HIDDEN = Message("Nicht öffentlich")
_NOTHING_HIDDEN = Message("Alle Meldungen sind öffentlich.")
_SAME = Message("{name} und {other}: zusammengelegt")
_OTHER = Message("{name} in Meldung {record} ist jemand anderes: {label}")
_DAYS = 30
_SHOWN = 100


def pressdesk_page(page_context: PageContext) -> None:
    """Draw the page, for staff alone."""
    context = page_context.context
    st.title(context.text(messages.PRESSDESK), anchor=False)
    if page_context.staff is None:
        st.warning(context.text(messages.STAFF_ONLY))
        if context.served and context.config.has_staff:
            sign_in = escape(context.links.to("/anmelden"))
            st.html(f'<p><a href="{sign_in}" target="_self">{escape(context.text(messages.SIGN_IN))}</a></p>')
        return
    st.html(f'<p class="meta">{escape(context.text(messages.SIGNED_IN_AS, name=page_context.staff))}</p>')
    headings = (messages.CHECKS, _IMPORTS, _HIDDEN, messages.MISSES, messages.JOURNAL)
    checks, imported, hidden, zero_results, journal = st.tabs([context.text(heading) for heading in headings])
    with checks:
        _checks(page_context)
    with imported:
        _imports(context)
    with hidden:
        _hidden(page_context)
    with zero_results:
        _zero_results(page_context)
    with journal:
        _journal(page_context)


def _checks(page_context: PageContext) -> None:
    context = page_context.context
    cities = {
        source.key: source.name
        for source in context.archive.sources()
        if context.city_cache.coverage(source.key).releases
    }
    if not cities:
        st.info(context.text(messages.EMPTY_ARCHIVE))
        return
    city, period = _chosen(context, cities)
    releases = context.archive.published_in(city, period)
    undated = context.archive.undated(city, _SHOWN)
    flaws = flaws_of(
        releases, context.archive.series(city), context.archive.failing_addresses(city), period, undated
    )
    st.markdown(
        f"**{context.text(messages.CHECKED, n=context.number(len(releases)), flaws=context.number(len(flaws)))}**"
    )
    titles = {record.id: version for record, version in (*releases, *undated)}
    for check, found in groupby(flaws, key=lambda flaw: flaw.check):
        some = list(found)
        st.subheader(f"{context.text(messages.CHECKS_BY_NAME[check])} ({len(some)})", anchor=False)
        for flaw in some[:_SHOWN]:
            _flaw(page_context, flaw, titles)
        if len(some) > _SHOWN:
            st.caption(context.text(messages.AND_MORE, n=context.number(len(some) - _SHOWN)))


def _chosen(context: AppContext, cities: dict[str, str]) -> tuple[str, Period]:
    """The city and the days that are checked, as the address states them: else the newest thirty days."""
    stated = st.query_params.get("city", "")
    keys = list(cities)
    columns = st.columns(3)
    with columns[0]:
        city = st.selectbox(
            context.text(FACETS_BY_KEY["city"].title),
            keys,
            index=keys.index(stated) if stated in cities else 0,
            format_func=lambda key: cities[key],
            key="d_city",
        )
    newest = context.archive.coverage(city).last or date.today()
    ends = {"from": newest - timedelta(days=_DAYS), "to": newest}
    for column, (name, label) in zip(
        columns[1:], (("from", messages.FROM), ("to", messages.TO)), strict=True
    ):
        with column:
            ends[name] = _day(context, name, context.text(label), ends[name], city)
    st.query_params.update({"city": city, **{name: day.isoformat() for name, day in ends.items()}})
    return city, Period(start=min(ends.values()), end=max(ends.values()))


def _day(context: AppContext, name: str, label: str, otherwise: date, city: str) -> date:
    """A day that is typed in any usual way; what is none is told, and what was there before holds."""
    try:
        stated = date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        stated = otherwise
    typed = st.text_input(label, shown_day(stated), max_chars=40, key=f"d_{name}_{city}", placeholder="")
    period = typed_period(typed.strip(), date.today()) if typed.strip() else None
    day = (period.start if name == "from" else period.end) if period else None
    if day is None:
        st.html(f'<p class="gone" role="alert">{escape(context.text(messages.NO_DAY, text=typed[:40]))}</p>')
    return day or stated


def _flaw(page_context: PageContext, flaw: Flaw, releases: dict[int, Version]) -> None:
    if flaw.record_id is None:
        st.html(f'<p class="snippet">{escape(flaw.detail)}</p>')
        return
    version = releases.get(flaw.record_id)
    if version is None:
        version = page_context.context.archive.current([flaw.record_id])[flaw.record_id][1]
    said = f"{version.headline} – {flaw.detail}" if flaw.detail else version.headline
    asked = {"id": str(flaw.record_id), "amend": "1"}
    st.page_link(page_context.pages["release"], label=plain(said), query_params=asked)


def _imports(context: AppContext) -> None:
    """The imports of files, the newest first, and what of them was not understood."""
    names = context.archive.city_names()
    runs = context.archive.imports(_IMPORTS_SHOWN)
    if not runs:
        st.markdown(context.text(_NO_IMPORTS))
    for run in runs:
        facts = {"files": context.number(run.listed), "added": context.number(run.added)}
        said = context.text(
            _IMPORT, at=moment_and_hour(run.started), name=names.get(run.city, run.city), **facts
        )
        told = "".join(f"<li>{escape(problem.message)}</li>" for problem in run.problems[:_SHOWN])
        st.html(f'<p class="evidence">{escape(said)}</p><ul class="facts">{told}</ul>')


def _hidden(page_context: PageContext) -> None:
    """The releases that the public does not see: those with an embargo, those that were sealed or erased, and why."""
    context = page_context.context
    found = context.archive.hidden(_SHOWN, now=datetime.now(UTC))
    if not found:
        st.markdown(context.text(_NOTHING_HIDDEN))
    for record, version in found:
        if seal := record.seal:
            state = messages.ERASED if seal.erased_at else messages.SEALED
            said = f"{context.text(state)} {seal.reason}"
        else:
            assert record.embargo, "what is hidden without a seal has an embargo"
            said = context.text(messages.EMBARGOED, at=moment_and_hour(record.embargo))
        label = version.headline or str(record.id)
        st.page_link(page_context.pages["release"], label=plain(label), query_params={"id": str(record.id)})
        st.html(f'<p class="snippet">{escape(said)}</p>')


def _zero_results(page_context: PageContext) -> None:
    context = page_context.context
    if not context.config.keep_misses:
        st.info(context.text(messages.MISSES_OFF))
        return
    st.caption(context.text(messages.MISSES_KEPT, days=KEPT_DAYS))
    found = context.zero_results.lately(_SHOWN)
    if not found:
        st.markdown(context.text(messages.NO_MISSES))
    for entry in found:
        label = (
            f"{plain(entry.text)} :gray[{context.number(entry.times)} × · {plain(german_date(entry.last))}]"
        )
        st.page_link(page_context.pages["search"], label=label, query_params={"q": entry.text})


def _journal(page_context: PageContext) -> None:
    context = page_context.context
    entries = context.archive.audit_log(_SHOWN)
    if not entries:
        st.markdown(context.text(messages.NO_AUDIT_ENTRIES))
    lines = "".join(
        f"<li>{escape(moment_and_hour(entry.at))} · <b>{escape(entry.by)}</b> · "
        f"{escape(context.text(messages.AUDIT_ACTIONS[entry.kind]))}: "
        f'{escape(entry.subject)} <span class="meta">{escape(entry.note)}</span></li>'
        for entry in entries
    )
    st.html(f'<ul class="facts">{lines}</ul>')
    _undo(context, page_context.staff or "")


def _undo(context: AppContext, who: str) -> None:
    """One button for each decision about persons, that takes it back."""
    for decision in context.archive.person_decisions()[:_SHOWN]:
        if decision.id is None:
            continue
        if decision.into_name:
            said = context.text(_SAME, name=decision.name, other=decision.into_name)
        else:
            said = context.text(_OTHER, name=decision.name, record=decision.record_id, label=decision.label)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(said))
            label = context.text(messages.TAKE_BACK)
            if st.button(label, key=f"undo_{decision.id}", type="tertiary"):
                context.archive.revoke_decision(decision.id, datetime.now(UTC), by=who)
                st.rerun()
