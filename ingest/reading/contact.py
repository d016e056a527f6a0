"""Whom a release names to ask: person, office, telephone, mail, fax."""

import re
from collections.abc import Sequence

from archive.model import Contact, MentionKind, PersonMention, Release
from language.german.tokens import visible

_MAIL = re.compile(
    r"\b[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\))\s?[\w-]+)+", re.IGNORECASE
)
_FIGURES = r"(?P<number>\+?\(?\d[\d \xa0()/.–-]{3,24}\d)"
_FAX = re.compile(rf"(?:Tele)?[Ff]ax(?:nummer)?\.?\s*:?\s*{_FIGURES}")
_PHONE = re.compile(
    rf"(?:Telefon(?:nummer)?|Tel|Fon|Ruf|Durchwahl|Mobil|Handy|Rückfragen|☎)\.?\s*:?\s*{_FIGURES}"
)
_OFFICE = re.compile(
    r"(?P<office>(?:\b[\w.-]{1,40}[ ]){0,3}?(?:Presse(?:stelle|amt|büro|referat|dienst|- und [\w-]+)|Medienstelle|Amt(?:es)?(?= für| )|\b[\w-]{1,40}amt|"
    r"Fachbereich|Fachdienst|Stadtdienst|Dezernat|Referat|Abteilung|Stabsstelle|Büro|Polizeipräsidium|Polizei(?:inspektion|direktion)?|"
    r"Landratsamt|Kreisverwaltung|Stadtverwaltung|Bezirksamt|Kommunikation)\b[^\n,;|:@\d]{0,60})"
)
# A number that nothing introduces: 04482 917-12, +49 (0)211 89-93131.
_BARE_PHONE = re.compile(r"(?<![\w/.-])(?P<number>(?:\+49|\(0|0)[\d \xa0()/.–-]{5,22}\d)(?![\w@])")
# A contact block is no longer than this (characters).
_LONGEST = 3_000
_LABEL = re.compile(
    r"^\s*(?:(?:Presse|Medien|Ansprech|Rück)?[Kk]ontakt\w*|Ansprechpartner(?:in)?|Rückfragen|Auskunft|Herausgeber(?:in)?)\s*(?:an)?\s*:\s*"
)


def read_contact(release: Release, persons: Sequence[PersonMention]) -> Contact | None:
    """The contact a release gives; None where it gives none. A telephone number in the text alone is none."""
    text = visible(release.contact_text[:_LONGEST]).strip()
    if not text:
        return None
    name = next(
        (
            person.name
            for person in persons
            if MentionKind.CONTACT in person.kinds and MentionKind.NAMED not in person.kinds
        ),
        None,
    )
    fax = _FAX.search(text)
    without_fax = text.replace(fax.group(), " ") if fax else text
    phone = _PHONE.search(without_fax) or _BARE_PHONE.search(without_fax)
    mail = _MAIL.search(text)
    office = next(
        (
            match["office"].strip(" .–-")
            for line in text.split("\n")
            if (match := _OFFICE.search(_LABEL.sub("", line)))
        ),
        None,
    )
    found = Contact(
        name=name,
        office=office,
        phone=_tidy(phone["number"]) if phone else None,
        mail=re.sub(r"\s?[\[(]at[\])]\s?", "@", mail.group(), flags=re.IGNORECASE).replace(" ", "")
        if mail
        else None,
        fax=_tidy(fax["number"]) if fax else None,
    )
    return found if found != Contact() else None


def _tidy(number: str) -> str:
    return " ".join(number.split()).strip(" .-–")
