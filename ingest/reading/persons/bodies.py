"""What bodies a person may belong to, and what only looks like one: occasions, fields of work."""

import re

# Where somebody was seen or spoke; the last part of a compound counts: Neujahrsempfang, Vor-Ort-Termin.
_OCCASIONS = re.compile(
    r"(?:empfang|termin|treffen|besuch|rundgang|eröffnung|gespräch|telefon|telefonat|sitzung|feier|veranstaltung|führung|einweihung|"
    r"ausstellung|konferenz|fest|aktion|übergabe|auftakt|abschied|verabschiedung|begrüßung|ehrung|verleihung|enthüllung|"
    r"spatenstich|richtfest|vortrag|lesung|konzert|turnier|wettbewerb|rede|ansprache|grußwort|interview|foto|bild|jubiläum|"
    r"gedenken|unterzeichnung|bereisung|besichtigung|start|abend|tag|morgen|mittag|jahr|mal|rennen|lauf|tour|spiel|hochzeit)"
    r"(?:s|es|e|en|n)?$",
    re.IGNORECASE,
)
# "SPD-Fraktionsvorsitzende", "EMBL-Generaldirektorin"; in these the capitals are part of the office.
_OF_THE_OFFICE = frozenset("IT EU PR TV DJ KI EDV OB EX ALT CEO LKW PKW MINT HNO IHK-".split())
_SHORT_NAME = re.compile(
    r"(?P<body>[A-ZÄÖÜ][A-Za-zÄÖÜäöü0-9]*[A-ZÄÖÜ][A-Za-z0-9]*)-(?P<office>[A-ZÄÖÜ][a-zäöüß].+)"
)


def is_occasion(text: str) -> bool:
    """Whether a word names an occasion, no body: Empfang, Vor-Ort-Termin."""
    return _OCCASIONS.search(text) is not None


def body_in_office(role: str) -> tuple[str, str | None]:
    """An office without the short name of its body, and that: EMBL-Generaldirektorin → Generaldirektorin, EMBL."""
    match = _SHORT_NAME.fullmatch(role)
    if match is None or match["body"].upper() in _OF_THE_OFFICE:
        return role, None
    return match["office"], match["body"]
