"""The page of one person: roles with the sentence that proves each, quotations, with whom, releases, namesakes."""

from datetime import UTC, date, datetime
from html import escape

import streamlit as st

from archive.model import Record, Version
from archive.office_holders import before_and_after
from archive.person_merging import DecisionKind, Individual, Tenure, name_key
from language.german.dates import german_date
from pressearchiv.web.pages import person_messages
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.pages.person_quotations import draw_quotations
from pressearchiv.web.pages.person_staff import draw_decisions
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import plain
from search.model import Filters, Sort
from search.params import Search, encode

_PROOFS = 3
_MOST_PROOFS = 50
_TOGETHER = 8
# Of so many offices it is looked who held them before and after.
_OFFICES = 8
_RELEASES = 25
# So many namesakes are looked for.
_CHOICES = 1_000


def person_page(page_context: PageContext) -> None:
    """Draw the person that `?id=` names."""
    context = page_context.context
    individual = context.archive.person(st.query_params.get("id", "")[:300])
    if individual is None:
        st.error(context.text(person_messages.NO_SUCH_PERSON))
        st.page_link(page_context.pages["persons"], label=context.text(person_messages.TO_PERSONS))
        return
    st.set_page_config(page_title=f"{individual.name} – {context.text(messages.SITE)}")
    st.page_link(page_context.pages["persons"], label=f"← {context.text(person_messages.TO_PERSONS)}")
    names = context.archive.city_names()
    facts = [
        ", ".join(names.get(key, key) for key in individual.cities),
        *individual.parties,
        individual.label or "",
    ]
    st.html(f'<div class="meta">{" · ".join(escape(fact) for fact in facts if fact)}</div>')
    st.title(plain(individual.name), anchor=False)
    _namesakes(page_context, individual)
    _by_hand(context, individual)
    records = context.archive.current(_shown_of(individual))
    shown = {key: held for key, held in records.items() if not held[0].hidden(datetime.now(UTC))}
    _search_within(page_context, individual)
    text, side = st.columns([7, 3], gap="large")
    with text:
        _roles(page_context, individual, shown)
        draw_quotations(page_context, individual)
        _releases(page_context, individual, shown)
    with side:
        _together(page_context, individual)
        _spellings(context, individual)
    draw_decisions(page_context, individual)


def _shown_of(individual: Individual) -> list[int]:
    """The releases whose words are shown: the newest, and those that prove roles."""
    newest = list(dict.fromkeys(appearance.record_id for appearance in reversed(individual.appearances)))
    proving = [record for tenure in individual.tenures for record, _ in tenure.evidence[:_MOST_PROOFS]]
    return sorted({*newest[: 2 * _RELEASES], *proving})


def _namesakes(page_context: PageContext, individual: Individual) -> None:
    """That there are others of this name, and who they are."""
    if not individual.namesakes:
        return
    context = page_context.context
    key = name_key(individual.name)
    others = [
        other for other in context.archive.called_alike(individual, _CHOICES) if name_key(other.name) == key
    ]
    st.warning(context.text(person_messages.NAMESAKES))
    for other in others:
        roles = ", ".join(tenure.role for tenure in other.tenures[:2]) or other.label or ""
        label = plain(f"{other.name} – {roles}" if roles else other.name)
        st.page_link(page_context.pages["person"], label=label, query_params={"id": other.key})


def _by_hand(context: AppContext, individual: Individual) -> None:
    """What of this person was decided by staff, so that nobody takes it for a reading of the texts."""
    records = {appearance.record_id for appearance in individual.appearances}
    spellings = {name_key(spelling) for spelling in individual.spellings}
    for decision in context.archive.person_decisions():
        at = german_date(decision.decided_at.date())
        merged = decision.kind is DecisionKind.MERGE and name_key(decision.into_name or "") in spellings
        if merged and name_key(decision.name) in spellings:
            st.info(
                plain(
                    context.text(
                        person_messages.MERGED_BY_HAND, name=decision.name, at=at, note=decision.note
                    )
                )
            )
        elif decision.kind is DecisionKind.SPLIT and decision.record_id in records and individual.label:
            st.info(
                plain(
                    context.text(
                        person_messages.SPLIT_BY_HAND, label=decision.label, at=at, note=decision.note
                    )
                )
            )


def _roles(
    page_context: PageContext, individual: Individual, shown: dict[int, tuple[Record, Version]]
) -> None:
    context = page_context.context
    st.subheader(context.text(person_messages.ROLES_OVER_TIME), anchor=False)
    if not individual.tenures:
        st.caption(context.text(person_messages.NO_ROLES))
        return
    days = [day for tenure in individual.tenures for day in (tenure.first, tenure.last) if day]
    first, last = min(days, default=None), max(days, default=None)
    for index, tenure in enumerate(individual.tenures):
        with st.container(gap=None):
            st.html(_bar(context, tenure, first, last))
            if index < _OFFICES:
                _others_in_office(page_context, individual, tenure)
        proofs = [(record, span) for record, span in tenure.evidence if record in shown]
        for record, span in proofs[:_PROOFS]:
            _proof(page_context, shown[record], span)
        if len(proofs) > _PROOFS:
            with st.expander(
                context.text(person_messages.MORE_PROOFS, n=len(proofs) - _PROOFS), key=f"proofs_{index}"
            ):
                for record, span in proofs[_PROOFS:_MOST_PROOFS]:
                    _proof(page_context, shown[record], span)


def _bar(context: AppContext, tenure: Tenure, first: date | None, last: date | None) -> str:
    """A role on one line, and below it when releases name it, on the scale of the person's whole time."""
    said = escape(f"{tenure.role}, {tenure.affiliation}" if tenure.affiliation else tenure.role)
    when = _span(context, tenure)
    line = ""
    if tenure.first and tenure.last and first and last:
        whole = max((last - first).days, 1)
        start = (tenure.first - first).days * 100 // whole
        width = max((tenure.last - tenure.first).days * 100 // whole, 1)
        line = f'<div class="time"><span style="margin-left:{min(start, 99)}%;width:{width}%"></span></div>'
    return f'<div class="tenure"><b>{said}</b> <span class="meta">{escape(when)}</span>{line}</div>'


def _span(context: AppContext, tenure: Tenure) -> str:
    """From when to when releases call the person so: what is proven, not a term of office."""
    if not (tenure.first and tenure.last):
        said = context.text(person_messages.PROVEN_UNDATED) if not tenure.former_since else ""
    elif tenure.first == tenure.last:
        said = context.text(person_messages.PROVEN_ON, day=german_date(tenure.first))
    else:
        ends = {"first": german_date(tenure.first), "last": german_date(tenure.last)}
        said = context.text(person_messages.PROVEN_BETWEEN, **ends)
    if tenure.former_since:
        former = context.text(person_messages.FORMER_SINCE, at=german_date(tenure.former_since))
        return f"{said}; {former}" if said else former
    return said


def _others_in_office(page_context: PageContext, individual: Individual, tenure: Tenure) -> None:
    """Who is proven in the office next before and next after."""
    context = page_context.context
    before, after = before_and_after(context.archive.in_office(tenure.role), individual, tenure)
    for holder, message in ((before, person_messages.BEFORE), (after, person_messages.AFTER)):
        day = holder and (holder.tenure.last if holder is before else holder.tenure.first)
        if holder and day:
            said = context.text(message, name=holder.individual.name, day=german_date(day))
            st.page_link(
                page_context.pages["person"], label=plain(said), query_params={"id": holder.individual.key}
            )


def _proof(page_context: PageContext, held: tuple[Record, Version], span: tuple[int, int] | None) -> None:
    record, version = held
    published = version.reading.published
    label = german_date(published) if published else page_context.context.text(messages.UNKNOWN_DATE)
    sentence = " ".join(version.release.text[slice(*span)].split()) if span else version.headline
    with st.container(gap=None):
        st.page_link(page_context.pages["release"], label=label, query_params={"id": str(record.id)})
        st.html(f'<p class="evidence" lang="de">{escape(sentence)}</p>')


def _releases(
    page_context: PageContext, individual: Individual, shown: dict[int, tuple[Record, Version]]
) -> None:
    context = page_context.context
    newest = [
        record
        for record in reversed(list(dict.fromkeys(a.record_id for a in individual.appearances)))
        if record in shown
    ]
    st.subheader(
        context.text(
            person_messages.ALL_RELEASES, n=context.number(len({a.record_id for a in individual.appearances}))
        ),
        anchor=False,
    )
    with st.container(gap=None):
        for record_id in newest[:_RELEASES]:
            record, version = shown[record_id]
            published = version.reading.published
            when = german_date(published) if published else context.text(messages.UNKNOWN_DATE)
            label = plain(f"{when} · {version.headline}")
            st.page_link(page_context.pages["release"], label=label, query_params={"id": str(record.id)})
    if newest:
        label = context.text(person_messages.SEARCH_THESE)
        st.page_link(
            page_context.pages["search"],
            label=label,
            query_params={"person": individual.name, "sort": "newest"},
        )


def _together(page_context: PageContext, individual: Individual) -> None:
    """With whom the person is named, and the releases that name both."""
    context = page_context.context
    found = context.archive.named_together(individual.key, _TOGETHER)
    if not found:
        return
    st.subheader(context.text(person_messages.TOGETHER), anchor=False)
    for key, name, count in found:
        with st.container(gap=None, key=f"together_{key}"):
            st.page_link(page_context.pages["person"], label=plain(name), query_params={"id": key})
            shared = (
                context.text(person_messages.SHARED_ONE)
                if count == 1
                else context.text(person_messages.SHARED, n=context.number(count))
            )
            both = Filters(person=(individual.name, name), together=("person",))
            st.page_link(
                page_context.pages["search"],
                label=f":gray[{shared}]",
                query_params=encode(Search(filters=both, sort=Sort.NEWEST)),
            )


def _search_within(page_context: PageContext, individual: Individual) -> None:
    """A box that leads to a search in the person's releases, in the order of time."""
    context = page_context.context

    def take() -> None:
        st.session_state["_within"], st.session_state["within"] = st.session_state["within"], ""

    st.text_input(
        context.text(person_messages.SEARCH_WITHIN),
        key="within",
        max_chars=500,
        placeholder=context.text(person_messages.SEARCH_WITHIN_EXAMPLE),
        on_change=take,
    )
    typed = str(st.session_state.pop("_within", ""))
    if typed.strip():
        search = Search(text=typed.strip(), filters=Filters(person=(individual.name,)), sort=Sort.OLDEST)
        st.switch_page(page_context.pages["search"], query_params=encode(search))


def _spellings(context: AppContext, individual: Individual) -> None:
    others = [spelling for spelling in individual.spellings if spelling != individual.name]
    if others:
        st.subheader(context.text(person_messages.SPELLINGS), anchor=False)
        st.html(f'<p class="caption">{escape("; ".join(others))}</p>')
