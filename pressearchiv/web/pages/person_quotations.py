"""What a person is quoted with, on the person's page: every quotation with its release and day, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

import streamlit as st

from archive.model import MentionKind, Record, Version
from archive.person_merging import Individual
from language.german.dates import german_date
from pressearchiv.web.pages import person_messages
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.markup import plain
from search.model import Filters, Sort
from search.params import Search, encode

_SHOWN = 4
# Beyond so many releases the search has to be asked.
_MOST_RELEASES = 100


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a person, in the version of a release that says them."""

    record: Record
    version: Version
    words: str


def quoting(individual: Individual) -> list[int]:
    """The releases that quote a person, the newest first."""
    quoting = [one.record_id for one in individual.appearances if MentionKind.SPEAKER in one.person.kinds]
    return list(dict.fromkeys(reversed(quoting)))


def draw_quotations(page_context: PageContext, individual: Individual) -> None:
    """Draw the newest quotations, the others folded below, and a search for what is beyond."""
    context = page_context.context
    records = quoting(individual)
    found = list(_quotations(page_context, individual, records[:_MOST_RELEASES]))
    if not found:
        return
    more = len(records) > _MOST_RELEASES
    shown = f"{context.number(len(found))}+" if more else context.number(len(found))
    st.subheader(context.text(person_messages.QUOTATIONS, n=shown), anchor=False)
    for quoted in found[:_SHOWN]:
        _draw(page_context, quoted)
    if len(found) > _SHOWN:
        said = context.text(person_messages.MORE_QUOTATIONS, n=context.number(len(found) - _SHOWN))
        with st.expander(said, key="more_quotations"):
            for quoted in found[_SHOWN:]:
                _draw(page_context, quoted)
    search = Search(filters=Filters(quoted=(individual.name,)), sort=Sort.NEWEST)
    st.page_link(
        page_context.pages["search"],
        label=context.text(person_messages.SEARCH_QUOTED),
        query_params=encode(search),
    )


def _quotations(page_context: PageContext, individual: Individual, records: list[int]) -> Iterator[Quoted]:
    names = {(one.record_id, one.person.name) for one in individual.appearances}
    held = page_context.context.archive.current(records)
    now = datetime.now(UTC)
    for record_id in records:
        if record_id not in held or held[record_id][0].hidden(now):
            continue
        record, version = held[record_id]
        for quotation in version.reading.quotations:
            if (record_id, quotation.speaker) in names:
                words = " ".join(version.release.text[quotation.start : quotation.end].split())
                yield Quoted(record, version, words)


def _draw(page_context: PageContext, quoted: Quoted) -> None:
    published = quoted.version.reading.published
    when = german_date(published) if published else page_context.context.text(messages.UNKNOWN_DATE)
    with st.container(gap=None):
        st.html(f'<blockquote class="quoted" lang="de">„{escape(quoted.words)}“</blockquote>')
        st.page_link(
            page_context.pages["release"],
            label=plain(f"{when} · {quoted.version.headline}"),
            query_params={"id": str(quoted.record.id)},
        )
