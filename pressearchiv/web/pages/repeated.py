"""What several releases say in the same words: text blocks, formulas, one quotation in several mouths."""

from html import escape

import streamlit as st

from language.german.dates import german_date
from language.german.tokens import tokenize
from language.messages import Message
from pressearchiv.web.pages import address_bar
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.compared import common_filters
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import plain
from search.errors import SearchError
from search.params import Search, encode
from search.repetition import Repetition, Telling

_LEAD = Message(
    "Was in mehreren Meldungen Wort für Wort gleich steht, das häufigste zuerst. Ab 18 Wörtern fehlt nichts, kürzere "
    "Stellen werden nicht alle bemerkt; Kontaktangaben zählen nicht."
)
_AMONG = Message("Nur in Meldungen zu")
_AMONG_EXAMPLE = Message("z. B. Radweg, person:Müller, thema:schule")
_QUOTED = Message("nur wörtliche Zitate")
_FILTERED = Message("Nur in Meldungen mit: {filters}")
_TOTAL = Message("in {n} Meldungen")
_SAID_BY = Message("zitiert: {names}")
_SEVERAL = Message("dieselben Worte von mehreren")
_ALL_OF_THEM = Message("Alle {n} suchen")
_NONE = Message("Hier stehen in keinen zwei Meldungen so viele gleiche Wörter hintereinander.")
# So many passages on the page; and the words of a passage that the releases with it are searched by.
_SHOWN = 30
_SOUGHT_WORDS = 12
# Of the releases with a passage the first and the newest are named, all where several persons are quoted with it.
_TOLD = 3


def repeated_page(page_context: PageContext) -> None:
    """Draw the passages of the releases that the address asks for."""
    context = page_context.context
    st.title(context.text(messages.REPEATED_PAGE), anchor=False)
    st.html(f'<p class="meta">{escape(context.text(_LEAD))}</p>')
    search, bad = address_bar.read()
    for one in bad:
        st.warning(plain(one.text(context.language)))
    quoted = st.query_params.get("quotations") == "1"
    _choices(context, search, quoted=quoted)
    if filters := common_filters(context, (search,)):
        st.html(f'<p class="meta">{escape(context.text(_FILTERED, filters=filters))}</p>')
    try:
        found = context.repeated(search, _SHOWN, quoted=quoted)
    except SearchError as error:
        st.error(plain(error.text(context.language)))
        return
    if not found:
        st.info(context.text(_NONE))
    for number, repetition in enumerate(found):
        _passage(page_context, number, repetition)


def _choices(context: AppContext, search: Search, *, quoted: bool) -> None:
    state = st.session_state
    first = "_seen_repeated" not in state
    state["_seen_repeated"] = True
    if not first:
        state["p_q"], state["p_quoted"] = search.text, quoted
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            context.text(_AMONG),
            value=search.text if first else "",
            key="p_q",
            max_chars=1_000,
            placeholder=context.text(_AMONG_EXAMPLE),
            on_change=_push,
        )
        st.toggle(context.text(_QUOTED), value=quoted if first else False, key="p_quoted", on_change=_push)


def _push() -> None:
    """Put what was typed and chosen into the address."""
    search, _ = address_bar.read()
    kept = {name: values for name, values in encode(search).items() if name != "q"}
    chosen = {
        "q": str(st.session_state["p_q"]).strip(),
        "quotations": "1" if st.session_state["p_quoted"] else "",
    }
    st.query_params.from_dict({**kept, **{name: value for name, value in chosen.items() if value}})


def _passage(page_context: PageContext, number: int, repetition: Repetition) -> None:
    context = page_context.context
    facts = [
        context.text(_TOTAL, n=context.number(repetition.total)),
        context.text(messages.WORDS, n=context.number(repetition.words)),
    ]
    speakers = repetition.speakers
    if speakers:
        facts.append(context.text(_SAID_BY, names=", ".join(speakers)))
    several = f' <span class="badge">{escape(context.text(_SEVERAL))}</span>' if len(speakers) > 1 else ""
    with st.container(key=f"passage_{number}", gap=None):
        st.html(
            f'<blockquote class="quoted" lang="de">{escape(repetition.text)}</blockquote>'
            f'<div class="meta">{escape(" · ".join(facts))}{several}</div>'
        )
        shown = repetition.tellings
        if len(speakers) < 2 and len(shown) > _TOLD:
            shown = (shown[0], *shown[1 - _TOLD :])
        for telling in shown:
            st.page_link(
                page_context.pages["release"],
                label=plain(_label(telling)),
                query_params={"id": str(telling.record.id)},
            )
        if repetition.total > len(shown):
            st.page_link(
                page_context.pages["search"],
                label=context.text(_ALL_OF_THEM, n=context.number(repetition.total)),
                query_params=encode(Search(text=_phrase(repetition.text))),
            )


def _label(telling: Telling) -> str:
    day = [german_date(telling.published)] if telling.published else []
    speaker = [telling.speaker] if telling.speaker else []
    return " · ".join([*day, telling.version.headline, *speaker])


def _phrase(text: str) -> str:
    """The query that finds the releases with a passage: its first words, as written."""
    words = [text[token.start : token.end] for token in tokenize(text)][:_SOUGHT_WORDS]
    return f'"{" ".join(words)}"'
