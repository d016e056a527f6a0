"""Everybody the archive names, to be found by name or by the office they held on a day."""

from datetime import UTC, date, datetime
from html import escape

import streamlit as st

from archive.office_holders import holders, offices_like
from archive.person_merging import Individual
from language.german.dates import Period, german_date
from language.german.dates.whole import read_period
from pressearchiv.web.pages import person_messages
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.markup import plain

_SHOWN = 50
_FIELDS = ("name", "role", "on")
_LONGEST = 200


def persons_page(page_context: PageContext) -> None:
    """Draw the list that `?name=`, `?role=` and `?on=` narrow."""
    context = page_context.context
    st.title(context.text(messages.PERSONS), anchor=False)
    fields = {}
    for column, key in zip(st.columns(len(_FIELDS)), _FIELDS, strict=True):
        with column:
            fields[key] = _field(page_context, key)
    name, role, on = fields["name"], fields["role"], fields["on"]
    if role:
        _holders(page_context, role, on)
        return
    total, chosen = context.archive.persons_named(name, limit=_SHOWN)
    count = (
        context.text(person_messages.PERSONS_ONE)
        if total == 1
        else context.text(person_messages.PERSONS_COUNT, n=context.number(total))
    )
    st.markdown(f"**{count}**")
    for individual in chosen:
        _person(page_context, individual)
    if total > _SHOWN:
        st.caption(context.text(person_messages.NARROW_BY_NAME, n=_SHOWN))


def _field(page_context: PageContext, key: str) -> str:
    """A box whose content stands in the URL."""
    widget = f"p_{key}"
    stated = st.query_params.get(key, "")[:_LONGEST]
    first = f"_seen_{widget}" not in st.session_state
    st.session_state[f"_seen_{widget}"] = True
    if not first:
        st.session_state[widget] = stated

    typed = st.text_input(
        page_context.context.text(person_messages.PERSON_FIELDS[key]),
        value=stated if first else "",
        key=widget,
        max_chars=_LONGEST,
        placeholder=page_context.context.text(person_messages.PERSON_EXAMPLES[key]),
        on_change=_push,
    )
    if first and typed.strip() != stated:
        st.query_params[key] = typed.strip()
        st.rerun()
    return typed.strip() if first else stated


def _push() -> None:
    """Put what all the boxes hold into the URL: who types fast sends the second with the URL from before the first."""
    for key in _FIELDS:
        typed = str(st.session_state.get(f"p_{key}", "")).strip()
        if typed:
            st.query_params[key] = typed
        elif key in st.query_params:
            del st.query_params[key]


def _person(page_context: PageContext, individual: Individual) -> None:
    context = page_context.context
    roles = ", ".join(dict.fromkeys(tenure.role for tenure in individual.tenures[-3:]))
    more = [
        roles,
        individual.label or "",
        context.text(person_messages.NAMESAKE) if individual.namesakes else "",
    ]
    said = " · ".join(fact for fact in more if fact)
    label = (
        f"{plain(individual.name)} :gray[{plain(said)} · {context.number(len(individual.appearances))}]"
        if said
        else (f"{plain(individual.name)} :gray[{context.number(len(individual.appearances))}]")
    )
    st.page_link(page_context.pages["person"], label=label, query_params={"id": individual.key})


def _holders(page_context: PageContext, role: str, on: str) -> None:
    """Who held an office, with the sentence that proves it."""
    context = page_context.context
    period = read_period(on, today=date.today()) if on else Period(start=None, end=None)
    if period is None:
        st.error(plain(context.text(messages.NO_PERIOD, text=on[:80])))
        return
    held = holders(context.archive.in_office(role), role, period)
    if not held:
        like = offices_like(context.archive.in_office_like(role), role)
        st.info(plain(context.text(person_messages.NOBODY_HELD, role=role)))
        if like:
            with st.container(horizontal=True, gap="small", key="offices_like"):
                st.html(f"<span>{escape(context.text(person_messages.OFFICES_LIKE))}</span>", width="content")
                for other in like[:8]:
                    asked = {"role": other, **({"on": on} if on else {})}
                    st.page_link(page_context.pages["persons"], label=plain(other), query_params=asked)
        return
    records = context.archive.current([record for holder in held for record, _ in holder.evidence[:1]])
    for held_office in held[:_SHOWN]:
        record_id, span = held_office.evidence[0]
        ends = [german_date(day) for day in (held_office.tenure.first, held_office.tenure.last) if day]
        sure = "" if held_office.proven else f" · {context.text(person_messages.PROOFS[held_office.proof])}"
        with st.container(key=f"holder_{held_office.individual.key}_{record_id}", gap=None):
            st.page_link(
                page_context.pages["person"],
                label=plain(held_office.individual.name),
                query_params={"id": held_office.individual.key},
            )
            said = f"{held_office.tenure.role}, {' – '.join(dict.fromkeys(ends))}{sure}"
            st.html(f'<div class="meta">{escape(said)}</div>')
            if record_id in records and not records[record_id][0].hidden(datetime.now(UTC)):
                record, version = records[record_id]
                sentence = " ".join(version.release.text[slice(*span)].split()) if span else version.headline
                st.html(f'<p class="evidence" lang="de">{escape(sentence)}</p>')
                published = version.reading.published
                label = german_date(published) if published else context.text(messages.UNKNOWN_DATE)
                st.page_link(
                    page_context.pages["release"],
                    label=plain(f"{label} · {version.headline}"),
                    query_params={"id": str(record.id)},
                )
