"""The page of one person: roles over time with the sentence that proves each, with whom, every release, namesakes."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from html import escape

import streamlit as st

from archive.errors import ArchiveError
from archive.model import Record, Version
from archive.person_merging import (
    DecisionKind,
    Individual,
    PersonDecision,
    Tenure,
    merging,
    name_key,
    splitting,
)
from language.german.dates import german_date
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import plain

_PROOFS = 3
_MOST_PROOFS = 50
_TOGETHER = 8
_RELEASES = 25
# A list to choose from is no longer than this.
_CHOICES = 1_000


def person_page(page_context: PageContext) -> None:
    """Draw the person that `?id=` names."""
    context = page_context.context
    individual = context.archive.person(st.query_params.get("id", "")[:300])
    if individual is None:
        st.error(context.text(messages.NO_SUCH_PERSON))
        st.page_link(page_context.pages["persons"], label=context.text(messages.TO_PERSONS))
        return
    st.set_page_config(page_title=f"{individual.name} – {context.text(messages.SITE)}")
    st.page_link(page_context.pages["persons"], label=f"← {context.text(messages.TO_PERSONS)}")
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
    text, side = st.columns([7, 3], gap="large")
    with text:
        _roles(page_context, individual, shown)
        _releases(page_context, individual, shown)
    with side:
        _together(page_context, individual)
        _spellings(context, individual)
    _staff(page_context, individual)


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
    st.warning(context.text(messages.NAMESAKES))
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
                plain(context.text(messages.MERGED_BY_HAND, name=decision.name, at=at, note=decision.note))
            )
        elif decision.kind is DecisionKind.SPLIT and decision.record_id in records and individual.label:
            st.info(
                plain(context.text(messages.SPLIT_BY_HAND, label=decision.label, at=at, note=decision.note))
            )


def _roles(
    page_context: PageContext, individual: Individual, shown: dict[int, tuple[Record, Version]]
) -> None:
    context = page_context.context
    st.subheader(context.text(messages.ROLES_OVER_TIME), anchor=False)
    if not individual.tenures:
        st.caption(context.text(messages.NO_ROLES))
        return
    days = [day for tenure in individual.tenures for day in (tenure.first, tenure.last) if day]
    first, last = min(days, default=None), max(days, default=None)
    for index, tenure in enumerate(individual.tenures):
        st.html(_bar(context, tenure, first, last))
        proofs = [(record, span) for record, span in tenure.evidence if record in shown]
        for record, span in proofs[:_PROOFS]:
            _proof(page_context, shown[record], span)
        if len(proofs) > _PROOFS:
            with st.expander(
                context.text(messages.MORE_PROOFS, n=len(proofs) - _PROOFS), key=f"proofs_{index}"
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
    ends = [german_date(day) for day in (tenure.first, tenure.last) if day]
    said = " – ".join(dict.fromkeys(ends))
    if tenure.former_since:
        former = context.text(messages.FORMER_SINCE, at=german_date(tenure.former_since))
        return f"{said}; {former}" if said else former
    return said


def _proof(page_context: PageContext, held: tuple[Record, Version], span: tuple[int, int] | None) -> None:
    record, version = held
    published = version.reading.published
    label = german_date(published) if published else page_context.context.text(messages.UNKNOWN_DATE)
    sentence = " ".join(version.release.text[slice(*span)].split()) if span else version.release.title
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
            messages.ALL_RELEASES, n=context.number(len({a.record_id for a in individual.appearances}))
        ),
        anchor=False,
    )
    with st.container(gap=None):
        for record_id in newest[:_RELEASES]:
            record, version = shown[record_id]
            published = version.reading.published
            when = german_date(published) if published else context.text(messages.UNKNOWN_DATE)
            label = plain(f"{when} · {version.release.title}")
            st.page_link(page_context.pages["release"], label=label, query_params={"id": str(record.id)})
    if newest:
        label = context.text(messages.SEARCH_THESE)
        st.page_link(
            page_context.pages["search"],
            label=label,
            query_params={"person": individual.name, "sort": "newest"},
        )


def _together(page_context: PageContext, individual: Individual) -> None:
    found = page_context.context.archive.named_together(individual.key, _TOGETHER)
    if not found:
        return
    st.subheader(page_context.context.text(messages.TOGETHER), anchor=False)
    with st.container(gap=None):
        for key, name, count in found:
            label = f"{plain(name)} :gray[{count}]"
            st.page_link(page_context.pages["person"], label=label, query_params={"id": key})


def _spellings(context: AppContext, individual: Individual) -> None:
    others = [spelling for spelling in individual.spellings if spelling != individual.name]
    if others:
        st.subheader(context.text(messages.SPELLINGS), anchor=False)
        st.html(f'<p class="caption">{escape("; ".join(others))}</p>')


def _staff(page_context: PageContext, individual: Individual) -> None:
    """Merge and split by hand; each is noted with who, when and why, and can be taken back by the press office."""
    context, who = page_context.context, page_context.staff
    if who is None:
        return
    st.divider()
    st.subheader(context.text(messages.FOR_STAFF), anchor=False)
    others = {other.key: other for other in _likely(context, individual)}
    with st.form("merge", border=False):
        into = st.selectbox(
            context.text(messages.SAME_PERSON_AS),
            list(others),
            index=None,
            format_func=lambda key: f"{others[key].name} ({key})",
            key="merge_into",
        )
        note = st.text_input(context.text(messages.HOW_KNOWN), max_chars=500, key="merge_note")
        if st.form_submit_button(context.text(messages.MERGE)):
            _merge(context, who, individual, others.get(str(into)), note)
    records = list(dict.fromkeys(appearance.record_id for appearance in individual.appearances))
    titles = {
        record: version.release.title for record, (_, version) in context.archive.current(records).items()
    }
    with st.form("split", border=False):
        apart = st.multiselect(
            context.text(messages.ANOTHER_PERSON_IN),
            records,
            format_func=lambda record: f"{titles.get(record, '')} ({record})",
            key="split_records",
        )
        label = st.text_input(context.text(messages.TOLD_APART_BY), max_chars=100, key="split_label")
        note = st.text_input(context.text(messages.HOW_KNOWN), max_chars=500, key="split_note")
        if st.form_submit_button(context.text(messages.SPLIT)):
            _split(context, who, individual, apart, label, note)


def _likely(context: AppContext, individual: Individual) -> list[Individual]:
    """Whom somebody may be one with: those who share a word of the name first, then those named oftenest."""
    alike = list(context.archive.called_alike(individual, _CHOICES))
    known = {individual.key, *(other.key for other in alike)}
    _, everybody = context.archive.persons_named(limit=_CHOICES)
    return [*alike, *(other for other in everybody if other.key not in known)][:_CHOICES]


def _merge(
    context: AppContext, who: str, individual: Individual, other: Individual | None, note: str
) -> None:
    if other is None or not note.strip():
        st.error(context.text(messages.BOTH_NEEDED))
        return
    decision = merging(individual, other, note.strip(), datetime.now(UTC))
    _decide(context, who, [decision])
    st.query_params["id"] = other.key
    st.rerun()


def _split(
    context: AppContext, who: str, individual: Individual, records: list[int], label: str, note: str
) -> None:
    if not (records and label.strip() and note.strip()):
        st.error(context.text(messages.ALL_NEEDED))
        return
    _decide(context, who, splitting(individual, records, label.strip(), note.strip(), datetime.now(UTC)))
    st.rerun()


def _decide(context: AppContext, who: str, decisions: Iterable[PersonDecision]) -> None:
    try:
        for decision in decisions:
            context.archive.record_decision(decision, by=who)
    except ArchiveError as error:
        st.error(plain(error.text(context.language)))
        st.stop()
