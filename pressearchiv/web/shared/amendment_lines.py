"""What staff amended in a release, said beside it: the field, what holds, what was read, when and why."""

from datetime import date

from archive.amendments import Amendable, AmendedField, value_of
from archive.model import Contact, ReleaseNumber, Version
from language.german.dates import german_date
from language.german.topics import topic
from language.messages import Language, Message
from pressearchiv.web.shared.citation import moment
from pressearchiv.web.shared.context import AppContext

FIELD_NAMES = {
    AmendedField.NUMBER: Message("Nummer"),
    AmendedField.PUBLISHED: Message("Datum"),
    AmendedField.SIGN: Message("Zeichen"),
    AmendedField.HEADLINE: Message("Überschrift"),
    AmendedField.CONTACT: Message("Ansprechpartner"),
    AmendedField.TOPICS: Message("Themen"),
}
_LINE = Message("Von der Redaktion des Archivs am {at} berichtigt: {field} {value} (gelesen: {read}). {note}")
_NOTHING = Message("keine Angabe")


def amendment_lines(context: AppContext, version: Version) -> list[str]:
    """A line for each amendment that holds for a version."""
    if version.as_read is None:
        return []
    lines = []
    for amendment in context.archive.amendments(version.record_id):
        holds = value_of(version, version.reading, amendment.field)
        read = value_of(version, version.as_read, amendment.field)
        if holds != read:
            lines.append(
                context.text(
                    _LINE,
                    at=moment(amendment.amended_at),
                    field=context.text(FIELD_NAMES[amendment.field]),
                    value=value_text(holds, context.language),
                    read=value_text(read, context.language),
                    note=amendment.note,
                )
            )
    return lines


def value_text(value: Amendable, language: Language) -> str:
    """A value as people read it."""
    match value:
        case ReleaseNumber():
            year = str(value.year) if value.year and str(value.year) not in value.shown else ""
            return " ".join(part for part in (value.shown, year) if part)
        case date():
            return german_date(value)
        case Contact():
            facts = (value.name, value.office, value.phone, value.mail)
            return ", ".join(fact for fact in facts if fact) or _NOTHING.text(language)
        case tuple():
            named = (known.label(language) if (known := topic(key)) else key for key in value)
            return ", ".join(named) or _NOTHING.text(language)
        case str() if value:
            return f"„{value}“"
        case _:
            return _NOTHING.text(language)
