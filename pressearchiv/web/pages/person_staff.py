"""Merging and splitting persons by staff: stated, shown as what it will do, and done once that is confirmed.

Each decision is noted with who, when and why, and can be taken back on the page of the press office.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

import streamlit as st

from archive.errors import ArchiveError
from archive.person_merging import Individual, PersonDecision, merging, splitting
from language.german.dates import german_date
from pressearchiv.web.pages import person_messages
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import plain

# A list to choose from is no longer than this.
_CHOICES = 1_000
_PROPOSED = "_proposed_decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proposed:
    """Decisions about a person that wait for a yes: what they will do, in words, and where that is to be seen."""

    person: str
    decisions: tuple[PersonDecision, ...]
    told: str
    titles: tuple[str, ...]
    button: str
    leads_to: str


def draw_decisions(page_context: PageContext, individual: Individual) -> None:
    """Draw the forms for staff, or the decision that waits for a yes."""
    context, who = page_context.context, page_context.staff
    if who is None:
        return
    st.divider()
    st.subheader(context.text(messages.FOR_STAFF), anchor=False)
    proposed: _Proposed | None = st.session_state.get(_PROPOSED)
    if proposed and proposed.person == individual.key:
        _confirm(context, who, proposed)
        return
    _merge_form(context, individual)
    _split_form(context, individual)


def _merge_form(context: AppContext, individual: Individual) -> None:
    others = {other.key: other for other in _likely(context, individual)}
    with st.form("merge", border=False):
        into = st.selectbox(
            context.text(person_messages.SAME_PERSON_AS),
            list(others),
            index=None,
            format_func=lambda key: f"{others[key].name} ({key})",
            filter_mode="contains",
            key="merge_into",
        )
        note = st.text_input(context.text(messages.HOW_KNOWN), max_chars=500, key="merge_note")
        if st.form_submit_button(context.text(person_messages.MERGE)):
            other = others.get(str(into))
            if other is None or not note.strip():
                st.error(context.text(messages.BOTH_NEEDED))
            else:
                st.session_state[_PROPOSED] = _merge(context, individual, other, note.strip())
                st.rerun()


def _merge(context: AppContext, individual: Individual, other: Individual, note: str) -> _Proposed:
    told = context.text(
        person_messages.WILL_MERGE,
        name=individual.name,
        other=other.name,
        n=context.number(_releases(individual)),
        m=context.number(_releases(other)),
    )
    return _Proposed(
        person=individual.key,
        decisions=(merging(individual, other, note, datetime.now(UTC)),),
        told=told,
        titles=(),
        button=context.text(person_messages.DO_MERGE),
        leads_to=other.key,
    )


def _split_form(context: AppContext, individual: Individual) -> None:
    titles = _titles(context, individual)
    with st.form("split", border=False):
        apart = st.multiselect(
            context.text(person_messages.ANOTHER_PERSON_IN),
            list(titles),
            format_func=titles.__getitem__,
            filter_mode="contains",
            select_all=False,
            key="split_records",
        )
        label = st.text_input(
            context.text(person_messages.TOLD_APART_BY), max_chars=100, key="split_label"
        ).strip()
        note = st.text_input(context.text(messages.HOW_KNOWN), max_chars=500, key="split_note").strip()
        if st.form_submit_button(context.text(person_messages.SPLIT)):
            if not (apart and label and note):
                st.error(context.text(person_messages.ALL_NEEDED))
                return
            st.session_state[_PROPOSED] = _Proposed(
                person=individual.key,
                decisions=splitting(individual, apart, label, note, datetime.now(UTC)),
                told=context.text(person_messages.WILL_SPLIT, name=individual.name, label=label),
                titles=tuple(titles[record] for record in apart),
                button=context.text(person_messages.DO_SPLIT),
                leads_to=individual.key,
            )
            st.rerun()


def _titles(context: AppContext, individual: Individual) -> dict[int, str]:
    """The releases that name a person, the newest first, each by its day and headline."""
    records = list(dict.fromkeys(one.record_id for one in reversed(individual.appearances)))[:_CHOICES]
    held = context.archive.current(records)
    titles = {}
    for record in records:
        if record in held:
            version = held[record][1]
            day = version.reading.published
            when = german_date(day) if day else context.text(messages.UNKNOWN_DATE)
            titles[record] = f"{when} · {version.headline} ({record})"
    return titles


def _confirm(context: AppContext, who: str, proposed: _Proposed) -> None:
    """What will be done, and the two answers."""
    st.warning(plain(proposed.told))
    if proposed.titles:
        listed = "".join(f"<li>{escape(title)}</li>" for title in proposed.titles)
        st.html(f'<ul class="facts">{listed}</ul>')
    with st.container(horizontal=True):
        if st.button(proposed.button, type="primary", key="confirm"):
            del st.session_state[_PROPOSED]
            _decide(context, who, proposed.decisions)
            st.query_params["id"] = proposed.leads_to
            st.rerun()
        if st.button(context.text(person_messages.LEAVE), key="leave"):
            del st.session_state[_PROPOSED]
            st.rerun()


def _likely(context: AppContext, individual: Individual) -> list[Individual]:
    """Whom somebody may be one with: those who share a word of the name first, then those named oftenest."""
    alike = list(context.archive.called_alike(individual, _CHOICES))
    known = {individual.key, *(other.key for other in alike)}
    _, everybody = context.archive.persons_named(limit=_CHOICES)
    return [*alike, *(other for other in everybody if other.key not in known)][:_CHOICES]


def _releases(individual: Individual) -> int:
    return len({appearance.record_id for appearance in individual.appearances})


def _decide(context: AppContext, who: str, decisions: Sequence[PersonDecision]) -> None:
    try:
        for decision in decisions:
            context.archive.record_decision(decision, by=who)
    except ArchiveError as error:
        st.error(plain(error.text(context.language)))
        st.stop()
