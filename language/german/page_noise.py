"""What pages print of themselves and change at every visit: when they were last touched, how often they were read."""

import re

_DAY = r"(?:\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zä]{3,9}\.?)\s?\d{2,4}|\d{4}-\d{2}-\d{2})"
_CLOCK = r"(?:,?\s?(?:um\s)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\sUhr)?)?"
_WEEKDAY = r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)\.?,?\s)?"
_NOISE = re.compile(
    rf"""^\W*(?:
    (?:Stand|(?:Letzte|Zuletzt)\s(?:Änderung|Aktualisierung|geändert|aktualisiert|bearbeitet)|Aktualisiert|Geändert|Seite\saktualisiert)
        (?:\s(?:am|vom))?\s?:?\s?(?:am\s)?{_WEEKDAY}{_DAY}{_CLOCK}(?:\s(?:von|durch)\s.{{2,40}})?
    |(?:Aufrufe|Zugriffe|Seitenaufrufe|Gelesen|Klicks|Besuche|Besucher(?:zähler)?(?:\sseit\s.{{4,20}})?|Views|Downloads)\s?:?\s?[\d.]+(?:\s?(?:x|mal|Mal))?
    |[\d.]+\s?(?:x|mal|Mal)\s(?:gelesen|aufgerufen|angesehen)|[\d.]+\s(?:Aufrufe|Zugriffe|Leser|Besucher)
    |(?:Diese\s)?Seite\s(?:drucken|vorlesen|teilen|empfehlen|weiterempfehlen|als\sPDF)|Drucken|Druckansicht|Druckversion|Vorlesen
    |(?:Heute\sist\s)?{_WEEKDAY}(?:der\s)?{_DAY},?\s\d{{1,2}}:\d{{2}}(?::\d{{2}})?\sUhr\s(?:in\s.{{2,30}}|Ortszeit)
    |(?:Video|Karte|Galerie|Inhalt)\s(?:überspringen|abspielen|starten|laden)|Zum\s(?:Ende|Anfang)\sdes\sVideos
    |Hochauflösendes\sBild(?:\s\(.{{3,20}}\))?
    |(?:Hinweis:\s)?(?:Wenn\sSie\sdieses\s(?:Video|Bild)|(?:Durch|Mit|Beim)\s(?:das|dem|)\s?(?:Abspielen|Laden|Klick))\b.{{0,60}}
        \b(?:Datenübertragung\san|Daten\san)\s.{{3,60}}
    |Auf\sArt\sund\sUmfang\sder\svon\sdiesem\sAnbieter\s.{{5,40}}\sDaten\shat\s.{{3,40}}\skeinen\sEinfluss
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST = 120


def is_noise(line: str) -> bool:
    """Whether a line says something of its page and nothing of the release."""
    return len(line) <= _LONGEST and _NOISE.match(" ".join(line.split())) is not None


def without_noise(text: str) -> str:
    """A text without the lines that change at every visit."""
    if "\n" not in text:
        return "" if is_noise(text) else text
    return "\n".join(line for line in text.split("\n") if not is_noise(line))
