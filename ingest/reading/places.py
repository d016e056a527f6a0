"""The streets, squares and districts a release names."""

import re

from language.german.roles import corrected, role_of
from language.german.tokens import visible

_STREET = re.compile(
    r"\b(?:(?:[A-ZÄÖÜ][\wäöüß]+-)*[A-ZÄÖÜ][a-zäöüß]+(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|ufer|damm|chaussee|steig|pfad|promenade)"
    r"|(?:[A-ZÄÖÜ][a-zäöüß]+er|Alte[rn]?|Neue[rn]?|Lange|Kurze|Große[rn]?|Kleine[rn]?|Obere|Untere|Breite|Hohe) "
    r"(?:Straße|Weg|Platz|Allee|Gasse|Ring|Ufer|Damm|Chaussee|Markt|Graben)"
    r"|(?:[A-ZÄÖÜ][\wäöüß]+-)+(?:Straße|Weg|Platz|Allee|Gasse|Ring|Ufer|Damm|Chaussee|Park))(?:\s\d{1,4}\s?[a-z]?(?![\w.]|,\d))?"
)
_AT = re.compile(
    r"\b(?:Am|An der|An den|Auf dem|Auf der|Im|In der|Unter den|Zum|Zur) [A-ZÄÖÜ][a-zäöüß]+ \d{1,4}\s?[a-z]?(?![\w.,])"
)
_DISTRICT = re.compile(
    r"\b(?:Stadt|Orts|Gemeinde)(?:teil|bezirk)(?:en|s)?\s+(?P<name>[A-ZÄÖÜ][\wäöüß]+(?:-[A-ZÄÖÜ][\wäöüß]+)*)"
)
_NO_STREETS = re.compile(
    r"^(?:Arbeits|Spiel|Stell|Park|Studien|Bau|Betreuungs|Kita|Ausbildungs|Rad|Geh|Schul|Heim|Rück|Aus|Um|Weih|Fuß|Wander|Lehr)(?:platz|weg)|^(?:Marktplatz|Hauptstraße)$"
)
_MOST = 50


def read_places(text: str) -> tuple[str, ...]:
    """The places named in a text, each once, in the order they are named first; at most fifty."""
    seen = visible(text)
    found: dict[int, str] = {}
    for form in (_STREET, _AT):
        for match in form.finditer(seen):
            name = " ".join(match.group().split())
            if not _NO_STREETS.match(name) and role_of(corrected(name)) is None:
                found[match.start()] = name
    for match in _DISTRICT.finditer(seen):
        found[match.start("name")] = match["name"]
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))[:_MOST]
