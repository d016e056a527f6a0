"""What staff can do with a release: amend what was read of it, hide it, show it again, take the file it came from."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from html import escape

import streamlit as st

from archive.amendments import Amendable, AmendedField, value_of
from archive.errors import ArchiveError
from archive.model import Contact, Record, ReleaseNumber, Version
from language.german.topics import TOPICS, topic
from language.messages import Message
from pressearchiv.web.pages.address_bar import shown_day, typed_period
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.amendment_lines import FIELD_NAMES, value_text
from pressearchiv.web.shared.citation import stored_capture
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import paragraphs, plain
from search.errors import QuerySyntaxError
from search.query import NumberIs
from search.syntax import parse

_AMEND = Message("Angaben berichtigen")
_AMEND_HELP = Message(
    "Was hier steht, gilt anstelle des Gelesenen, auch wenn die Meldung neu gelesen, abgerufen oder importiert wird."
)
_YEAR = Message("Jahr der Nummer")
_CONTACT_FIELDS = {
    "name": Message("Ansprechpartner"),
    "office": Message("Stelle"),
    "phone": Message("Telefon"),
    "mail": Message("E-Mail"),
}
_NOTE = Message("Woher das bekannt ist (steht öffentlich bei der Meldung)")
_SAVE = Message("Berichtigen")
_NO_NUMBER = Message("„{text}“ ist keine Nummer; gemeint ist etwa 450/pe oder 12/2024.")
_NO_YEAR = Message("„{text}“ ist kein Jahr.")
_NO_HEADLINE = Message("Ohne Überschrift geht es nicht.")
_UNCHANGED = Message("Es wurde nichts geändert.")
_NOTE_NEEDED = Message("Bitte angeben, woher das bekannt ist.")
_WITHDRAW = Message("{field}: {value} – Berichtigung zurücknehmen")
_ORIGINAL_FILE = Message("Datei, aus der die Meldung stammt")


class _Unfit(Exception):
    """What was typed into a field is no value of it; bears the sentence that says so."""


def draw_staff(page_context: PageContext, record: Record, shown: Version | None) -> None:
    """Draw the forms for staff; without a version those of a release that is hidden or erased."""
    context, who = page_context.context, page_context.staff
    if who is None:
        return
    st.divider()
    st.subheader(context.text(messages.FOR_STAFF), anchor=False)
    if shown:
        if shown.release.note:  # what its sender wrote to go with it, which may be private
            with st.expander(context.text(messages.NOTE)):
                st.html(f'<div class="caption">{paragraphs(shown.release.note)}</div>')
        _original_file(context, record, shown)
        if not _asked_for():
            _amendments(context, who, record, shown, opened=False)
    _seal_form(context, who, record)


def draw_amending(page_context: PageContext, record: Record, shown: Version) -> None:
    """Draw the form to amend at its place above the text, for staff whose address asks for it."""
    if page_context.staff is not None and _asked_for():
        _amendments(page_context.context, page_context.staff, record, shown, opened=True)


def _asked_for() -> bool:
    return st.query_params.get("amend") == "1"


def _amendments(context: AppContext, who: str, record: Record, shown: Version, *, opened: bool) -> None:
    with st.expander(context.text(_AMEND), key="amend_fields", expanded=opened):
        _amend_form(context, who, shown)
    _withdraw_buttons(context, who, record)


def _original_file(context: AppContext, record: Record, shown: Version) -> None:
    """The way to the file that was imported, which the public does not get."""
    stored = stored_capture(context, shown)
    if context.served and stored and not stored.public:
        address = escape(context.links.imported_file(record.id, shown.number))
        said = escape(context.text(_ORIGINAL_FILE))
        st.html(f'<p class="caption"><a href="{address}" target="_self" download>{said}</a></p>')


def _amend_form(context: AppContext, who: str, shown: Version) -> None:
    reading = shown.reading
    number, contact = reading.number, reading.contact or Contact()
    st.caption(context.text(_AMEND_HELP))
    with st.form("amend", border=False):
        left, middle, right = st.columns(3)
        number_text = left.text_input(
            context.text(FIELD_NAMES[AmendedField.NUMBER]), number.shown if number else "", 40, key="a_number"
        )
        year_text = middle.text_input(
            context.text(_YEAR), str(number.year or "") if number else "", 4, key="a_year"
        )
        sign = right.text_input(
            context.text(FIELD_NAMES[AmendedField.SIGN]),
            str(value_of(shown, reading, AmendedField.SIGN) or ""),
            40,
            key="a_sign",
        )
        day_text = left.text_input(
            context.text(FIELD_NAMES[AmendedField.PUBLISHED]), shown_day(reading.published), 40, key="a_day"
        )
        headline = st.text_input(
            context.text(FIELD_NAMES[AmendedField.HEADLINE]), shown.headline, 500, key="a_headline"
        )
        printed = {
            name: column.text_input(
                context.text(label), getattr(contact, name) or "", 200, key=f"a_contact_{name}"
            )
            for column, (name, label) in zip(
                st.columns(len(_CONTACT_FIELDS)), _CONTACT_FIELDS.items(), strict=True
            )
        }
        topics = st.multiselect(
            context.text(FIELD_NAMES[AmendedField.TOPICS]),
            [known.key for known in TOPICS],
            [one.key for one in reading.topics if topic(one.key)],
            format_func=lambda key: found.label(context.language) if (found := topic(key)) else key,
            filter_mode="contains",
            select_all=False,
            key="a_topics",
        )
        note = st.text_input(context.text(_NOTE), max_chars=500, key="a_note").strip()
        if not st.form_submit_button(context.text(_SAVE)):
            return
    typed: dict[AmendedField, Callable[[], Amendable]] = {
        AmendedField.NUMBER: lambda: _number_typed(context, number, number_text.strip(), year_text.strip()),
        AmendedField.SIGN: lambda: sign.strip() or None,
        AmendedField.PUBLISHED: lambda: _day_typed(context, day_text.strip()),
        AmendedField.HEADLINE: lambda: _headline_typed(context, headline),
        AmendedField.CONTACT: lambda: _contact_typed(reading.contact, printed),
        AmendedField.TOPICS: lambda: tuple(topics),
    }
    try:
        values = {field: read() for field, read in typed.items()}
    except _Unfit as unfit:
        st.error(plain(str(unfit)))
        return
    changed = {field: value for field, value in values.items() if value != value_of(shown, reading, field)}
    if not changed:
        st.error(context.text(_UNCHANGED))
    elif not note:
        st.error(context.text(_NOTE_NEEDED))
    else:
        _amend(context, who, shown, changed, note)


def _amend(
    context: AppContext, who: str, shown: Version, changed: dict[AmendedField, Amendable], note: str
) -> None:
    at = datetime.now(UTC)
    try:
        for field, value in changed.items():
            context.archive.amend(shown.record_id, field, value, note, at, by=who)
    except ArchiveError as error:
        st.error(plain(error.text(context.language)))
        return
    _draw_anew()


def _draw_anew() -> None:
    """Draw the page again, the form with what holds now."""
    for key in [key for key in st.session_state if str(key).startswith("a_")]:
        del st.session_state[key]
    st.rerun()


def _day_typed(context: AppContext, text: str) -> date | None:
    if not text:
        return None
    period = typed_period(text, date.today())
    if period is None or period.start is None or period.start != period.end:
        raise _Unfit(context.text(messages.NO_DAY, text=text))
    return period.start


def _number_typed(
    context: AppContext, before: ReleaseNumber | None, text: str, year_text: str
) -> ReleaseNumber | None:
    if not text:
        return None
    if year_text and not (year_text.isascii() and year_text.isdigit() and len(year_text) == 4):
        raise _Unfit(context.text(_NO_YEAR, text=year_text))
    year = int(year_text) if year_text else None
    if before and (text, year) == (before.shown, before.year):
        return before
    try:
        found = parse(f"nr:{''.join(text.split())}", today=date.today())
    except QuerySyntaxError:
        found = None
    if not isinstance(found, NumberIs):
        raise _Unfit(context.text(_NO_NUMBER, text=text))
    return ReleaseNumber(
        running=found.running, sign=found.sign, year=found.year or year, printed="".join(text.split())
    )


def _headline_typed(context: AppContext, text: str) -> str:
    if not (headline := " ".join(text.split())):
        raise _Unfit(context.text(_NO_HEADLINE))
    return headline


def _contact_typed(before: Contact | None, printed: dict[str, str]) -> Contact | None:
    held = before or Contact()
    if all((getattr(held, name) or "") == text.strip() for name, text in printed.items()):
        return before
    typed = {name: text.strip() or None for name, text in printed.items()}
    return Contact(**typed, fax=held.fax) if any(typed.values()) else None


def _withdraw_buttons(context: AppContext, who: str, record: Record) -> None:
    """One button for each amendment, that lets hold again what was read."""
    for amendment in context.archive.amendments(record.id):
        label = context.text(
            _WITHDRAW,
            field=context.text(FIELD_NAMES[amendment.field]),
            value=value_text(amendment.value, context.language),
        )
        if st.button(plain(label), key=f"withdraw_{amendment.field}"):
            try:
                context.archive.withdraw_amendment(record.id, amendment.field, datetime.now(UTC), by=who)
            except ArchiveError as error:
                st.error(plain(error.text(context.language)))
                return
            _draw_anew()


def _seal_form(context: AppContext, who: str, record: Record) -> None:
    """Hide a release, or show it again; with a reason, noted with who and when."""
    if record.seal and record.seal.erased_at:
        st.caption(context.text(messages.ERASED_FOR_GOOD))
        return
    with st.form("seal", border=False):
        reason = st.text_input(
            context.text(messages.REASON), max_chars=500, disabled=record.seal is not None, key="seal_reason"
        )
        label = messages.UNSEAL if record.seal else messages.SEAL
        if not st.form_submit_button(context.text(label)):
            return
        try:
            if record.seal:
                context.archive.unseal(record.id, datetime.now(UTC), by=who)
            elif reason.strip():
                context.archive.seal(record.id, reason.strip(), datetime.now(UTC), by=who)
            else:
                st.error(context.text(messages.REASON_NEEDED))
                return
        except ArchiveError as error:
            st.error(plain(error.text(context.language)))
            return
    st.rerun()
