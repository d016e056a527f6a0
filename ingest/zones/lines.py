"""What one line of a document is, by what it says: an ordered table of named kinds, the first that fits counts.

A line belongs to the letterhead where nothing is left of it once names of the house, words for a release, labels,
number, date, sign and address are taken away.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from archive.model import ReleaseNumber
from ingest.city import City
from ingest.reading.embargo import says_embargo
from ingest.reading.number import read_printed_number
from language.german.dates.printed import printed_days
from language.german.page_noise import is_noise
from language.german.tokens import visible


class LineKind(StrEnum):
    """What a line is."""

    EMPTY = "empty"
    EMBARGO = "embargo"
    SUBJECT = "subject"
    STATED = "stated"
    KIND = "kind"
    HOUSE = "house"
    LABEL = "label"
    ADDRESS = "address"
    SALUTATION = "salutation"
    REQUEST = "request"
    GREETING = "greeting"
    CONTACT = "contact"
    CAPTION = "caption"
    FURNITURE = "furniture"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class House:
    """Who publishes: its name ("" where it is not known) and the form of its numbers."""

    name: str
    number: re.Pattern[str] | None = None


def house_of(city: City) -> House:
    """Who publishes what a city publishes; a city of which nothing is known has no name."""
    return House(city.source.name if city.key else "", city.number)


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line and what it says; `value` is what stands behind a label that names the headline."""

    text: str
    kind: LineKind
    number: ReleaseNumber | None = None
    days: tuple[date, ...] = ()
    value: str = ""


# No line of a letterhead is longer.
_LONGEST = 160
_KINDS = (
    r"(?:(?:Presse|Medien)[- ]?(?:mitteilung(?:en)?|information(?:en)?|info|meldung(?:en)?|dienst|erklärung|text|notiz|aussendung)|"
    r"(?:Presse|Medien)|Meldung|Mitteilung|Nachricht(?:en)?|(?:Polizei|Bürger)meldung|Rathaus[- ]?Umschau|Information|"
    r"(?:für|an) (?:die|alle) (?:Presse|Medien|Redaktion(?:en)?)|Bekanntgabe|Kurzmeldung|Pressetermin|POL-[A-ZÄÖÜ]{1,6}|"
    r"Polizei(?:presse|bericht)\w*)"
)
_KIND = re.compile(rf"\b{_KINDS}\b", re.IGNORECASE)
_SPACED_KIND = re.compile(r"^(?:\w ){7,}\w$")
_REQUESTS = re.compile(
    r"(?:\bmit der Bitte um (?:Veröffentlichung|Beachtung|Berücksichtigung|Abdruck)|\bwir bitten (?:Sie )?um (?:Veröffentlichung|Beachtung|Abdruck)|"
    r"\bum (?:freundliche )?(?:Veröffentlichung|Beachtung|Berücksichtigung) wird gebeten|^\W*zur (?:sofortigen )?(?:Veröffentlichung|Kenntnis)\b|"
    r"\b(?:anbei|beiliegend|beigefügt|anliegend|im Anhang|in der Anlage|nachfolgend|nachstehend|folgende[nr]?|untenstehend\w*|unten)\b[^.]{0,60}"
    r"\b(?:Presse|Medien)(?:mitteilung|information|meldung|info|text)\w*|"
    r"\b(?:Presse|Medien)(?:mitteilung|information|meldung|info)\w*\b[^.]{0,50}\b(?:anbei|im Anhang|in der Anlage|beigefügt|zur Kenntnis|zur Veröffentlichung)|"
    r"\b(?:veröffentlichen|übersenden|senden|schicken|übermitteln)\b[^.]{0,40}\b(?:Ihnen|Sie)\b[^.]{0,60}\b(?:Presse|Medien)(?:mitteilung|information|meldung|info)|"
    r"\b(?:Ihnen|Sie)\b[^.]{0,60}\b(?:Presse|Medien)(?:mitteilung|information|meldung|info)\w*\b[^.]{0,40}\b(?:zu|übersenden|senden|weiter|übermitteln)\b|"
    r"^\W*frei zur (?:sofortigen )?Veröffentlichung|^\W*(?:Zur|Zu Ihrer) Kenntnis\b|^\W*(?:Beleg(?:exemplar)?|Abdruck)\b[^.]{0,40}\b(?:erbeten|frei|honorarfrei)|"
    r"^\W*(?:hier|anbei|unten|nachfolgend|nachstehend|im Folgenden)\b[^.!?]{0,60}:$|"
    r"\bfreuen (?:wir|uns)\b[^.]{0,60}\bVeröffentlichung|\bBitte veröffentlichen Sie\b)",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"^\W*(?:Sehr geehrte|Sehr verehrte|Geehrte|Lieber? (?:Kolleg|Redaktion|Presse|Medien|Damen|[A-ZÄÖÜ][\wäöüß-]+(?: [A-ZÄÖÜ][\wäöüß-]+){0,2},$)|Guten (?:Tag|Morgen)\b.{0,40}$|"
    r"Hallo\b.{0,40}$|Moin\b.{0,30}$|Verehrte )",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\W*(?:(?:Mit|Viele|Beste|Freundliche|Herzliche|Schöne)\b.{0,25}\bGr(?:ü|u|ue)(?:ß|ss)(?:en|e)?\b|MfG\b|Hochachtungsvoll|"
    r"i\.\s?A\.|gez\.)",
    re.IGNORECASE,
)
_ASKED = (
    r"(?:(?:Ihre?|Unsere?|Zuständige?r?)\s)?(?:"
    r"(?:Presse|Medien|Ansprech|Rück)?kontakte?(?:[ /-]?(?:daten|person|adresse|möglichkeit))?"
    r"|Ansprech(?:partner|person|stelle)(?:in|innen|en)?(?:[:/*]-?in(?:nen)?)?"
    r"|(?:Presse|Medien)?(?:[Aa]n|[Rr]ück)?fragen|Nachfragen"
    r"|(?:(?:Nähere|Weitere|Weiterführende)\s)?(?:Presse|Medien)?[Aa]usk(?:unft|ünfte)|(?:Weitere |Nähere )?Informationen für (?:die )?(?:Presse|Medien)"
    r"|(?:Presserechtlich\s|Inhaltlich\s)?[Vv]erantwortlich(?:e[rn]?)?|V\.\s?i\.\s?S\.\s?d\.\s?P\.?"
    r"|Herausgeber(?:in)?|Herausgegeben von|Redaktion|(?:Stellv\.\s)?Pressesprecher(?:in)?|Pressestelle)"
)
_CONTACT = re.compile(
    rf"^\W*(?:(?:Für|Bei)\s(?:weitere\s|Ihre\s)?)?{_ASKED}(?:\s(?:für|zur|der|des|an|von|bei|zu|im)\b[^:.!?]{{0,60}}?)?\s*(?::|$)"
    rf"|^\W*(?:(?:Für|Bei)\s(?:weitere\s|Ihre\s)?)?{_ASKED}\b[^.!?:]{{0,80}}?\b(?:beantwort\w+|erteil\w+|gib\w*|geben|steh\w+|wend\w+|richten|ist|sind|"
    r"an|bei|unter|bitte|erreich\w+)\b"
    r"|^\W*Für (?:weitere |nähere )?(?:Rück\w+|Auskünfte|Fragen|Informationen|Medien|Presse)\w*[^.!?]{0,80}\b(?:steh|wend|erreich|Verfügung)\w*",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^\W*(?:Bild(?:unterschrift|unterzeile|text|zeile|beschreibung|legende)?|Foto(?:unterschrift|s|zeile|nachweis)?|BU|Bildnachweis|Bildquelle|Grafik|Abb(?:\.|ildung)?)"
    r"\s?(?:\d{1,2}\s?)?(?:\([^)]{1,30}\)\s?)?:\s*\S|^\W*(?:©|Copyright\b)\s*\S",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^\W*(?:Seite\s\d{1,3}(?:\s?(?:von|/)\s?\d{1,3})?|\d{1,2}\s?/\s?\d{1,2}(?=\s*$)(?<!\d{2}/\d{2})|[-–—]\s?\d{1,3}\s?[-–—]|\d{1,2}|\.\.\.|…|"
    r"#{2,}|\*{3,}|[-–—_=+~]{3,}|\(?Ende(?: der (?:Mitteilung|Meldung|Pressemitteilung))?\)?|(?:Es folgt|Fortsetzung) (?:auf )?Seite \d+|"
    r"(?:ca\. ?)?[\d.]{2,7} (?:Zeichen|Anschläge|Wörter)(?: \(?mit Leerzeichen\)?)?|(?:Umfang|Länge|Zeichen(?:zahl)?):? .{0,40}|"
    r"(?:Bitte )?(?:denken|prüfen) Sie (?:an die Umwelt|,? ob)\b.{0,80}|Von meinem \w+ gesendet|Diese E-?Mail .{0,120}|"
    r"(?:Diese Nachricht |Newsletter |E-?Mail )?(?:im|in Ihrem) Browser (?:ansehen|öffnen|anzeigen)|(?:Zur )?(?:Online|Web)-?(?:version|ansicht)|"
    r"(?:Vom|Aus dem) (?:Verteiler|Newsletter) (?:abmelden|austragen)|(?:Newsletter )?[Aa]bmelden|"
    r"Besucher(?:zähler)?(?: seit)?\b.{0,40}|(?:Letzte|Zuletzt) (?:Änderung|geändert|aktualisiert)\b.{0,60}|"
    r"(?:Datei)?(?:Anlagen?|Anhäng?e?)\s*:.{0,100}|Verteiler:?.{0,60}|Aufrufe:? \d+|Drucken|Seite drucken|Zurück(?: zur Übersicht)?)\W*$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^\W*(?:Betreff|Betrifft|Betr\.|Überschrift|Headline|Titel|Schlagzeile)\s*:\s*(?P<value>\S.{2,})$"
)
_LABELS = re.compile(
    r"\b(?:Datum(?: der Veröffentlichung)?|Stand(?: der Veröffentlichung)?|Veröffentlichungsdatum|Meldungsdatum|Erscheinungsdatum|Erstelldatum|Tag der Veröffentlichung|"
    r"Veröffentlicht(?: am)?|Erschienen(?: am)?|Eingestellt(?: am)?|Online seit|Herausgegeben(?: am)?|Ausgegeben(?: am)?|Ausgabe|Jahrgang|"
    r"Kürzel|Zeichen|Unser Zeichen|Ihr Zeichen|Az|Aktenzeichen|Nr|Nummer|Num|Lfd|Lfde|Laufende|laufende|Pressestelle|Herausgeber(?:in)?|"
    r"Redaktion|Verfasser(?:in)?|Autor(?:/in|in)?|Bearbeiter(?:in)?|Bearbeitung|Ressort|Rubrik|Kategorie|Zimmer|Uhrzeit|Uhr|PM|MI|MM|vom|den|der|am|"
    r"Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Mo|Di|Mi|Do|Fr|Sa|So|Aktuell(?:es)?)\b",
    re.IGNORECASE,
)
_WHOLE_LABEL = re.compile(
    r"^\W*(?:Datum|Stand(?: der Veröffentlichung)?|Nr\.?|Nummer|Lfd\. ?Nr\.?|Laufende Nummer|Kürzel|(?:Unser |Ihr )?Zeichen|Az\.?|Aktenzeichen|"
    r"Telefon|Tel\.?|Telefax|Fax|E-?Mail|Internet|Zimmer|Auskunft|Bearbeiter(?:in)?|Ansprechpartner(?:in)?|Herausgeber(?:in)?|"
    r"Pressemitteilung(?: Nr\.?)?|Medieninformation(?: Nr\.?)?|Veröffentlichung|Ort)\s*:?\s*$",
    re.IGNORECASE,
)
_LABELLED_VALUE = re.compile(
    r"^\W*(?:Aktenzeichen|Az\.?|(?:Unser |Ihr )?Zeichen|Kürzel|Zimmer|Bearbeiter(?:in)?|Bearbeitung|Ressort|Rubrik|Kategorie|Ihre Nachricht vom|"
    r"Geschäftszeichen|Seitenzahl)\s*:\s*\S.{0,40}$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?:\s?Uhr)?\b|\b\d{1,2}\sUhr\b")
_SIGN = re.compile(
    r"(?:(?<=\s)[A-Za-zäöü]{1,4}/[a-zäöü]{1,4}$|[(\[]\s?[A-Za-zÄÖÜäöü]{1,4}(?:/[A-Za-zÄÖÜäöü]{1,4})?\s?[)\]]|(?<=Kürzel:)\s*\w{1,5}|(?<=Zeichen:)\s*[\w/.-]{1,12}|(?<=\s[-–|/]\s)[a-zäöü]{2,4}$)"
)
_AUTHOR = re.compile(
    r"(?:\bvon\s|\bAutor(?:/in|in)?:?\s*|\bVerfasser(?:in)?:?\s*|\bRedaktion:?\s*)(?:[A-ZÄÖÜ][\w.äöüß-]*\s?){1,4}$"
)
_PLACE = re.compile(
    r"^\W*[A-ZÄÖÜ][\w.äöüß-]+(?:(?:[ /]|\s?-\s?)(?:\(?[A-ZÄÖÜ][\w.äöüß()-]+|an der|am|im|in der|ob der|vor der|bei|auf))*\s?,"
)
_STREET = re.compile(
    r"\b[A-ZÄÖÜ][\wäöüß.-]*(?:\s[A-ZÄÖÜ]?[\wäöüß.-]+){0,3}?(?:str(?:aße|asse|\.)|platz|weg|allee|gasse|ring|ufer|damm|markt|hof|Straße|Platz|Markt|Ring|Allee|Weg)"
    r"\s\d{1,4}\s?[a-z]?(?:\s?[-–]\s?\d{1,4})?\b|\b(?:Am|An der|Im|Auf dem|Zum|Zur|Alter|Neuer|Unter den)\s[A-ZÄÖÜ][\wäöüß-]+\s\d{1,4}[a-z]?\b|"
    r"\b(?:Markt|Rathaus|Marktplatz|Rathausplatz)\s\d{1,4}\b"
)
_TOWN = re.compile(
    r"\b(?:D[- ])?\d{5}\s[A-ZÄÖÜ][\wäöüß-]+(?:\s(?:[A-ZÄÖÜ(][\wäöüß)-]+|an der|am|im|a\. ?d\.|ob der))*|\bPostfach\s[\d ]{2,9}\b"
)
_REACHED = re.compile(
    r"(?:\b(?:Telefon|Telefax|Tel|Fax|Fon|Mobil|Handy|Zentrale|Durchwahl|T|F|M)\b\.?\s*:?\s*)?(?:\(?\+?\d[\d\s()/.–-]{5,24}\d)|"
    r"\b[\w.+-]+\s?@\s?[\w.-]+\.\w{2,}|\b(?:E-?Mail|Internet|Web(?:site)?|Homepage)\b\s*:?|(?:https?://|\bwww\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:de|example|org|com|eu|net)\b(?:/\S*)?",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:Der|Die|Das)?\s?(?:(?:Ober|Erste[rn]? |Regierende[rn]? )?[Bb]ürgermeister(?:in)?|Landr(?:at|ätin)|Magistrat|Senat|Gemeindevorstand|Stadtverwaltung|"
    r"Gemeindeverwaltung|Kreisverwaltung|Landratsamt|Bezirksamt|Rathaus|Stadtdirektor(?:in)?)\b"
)
_UNIT = re.compile(
    r"^\W*(?:(?:Presse|Medien)(?:-?\s?(?:und|&)\s|\w*\b)|Kommunikation\b|Öffentlichkeitsarbeit\b|(?:Amt|Referat|Stabsstelle|Fachbereich|Fachdienst|Büro|Abteilung|"
    r"Dezernat|Team|Sachgebiet|Stabsabteilung|Geschäftsbereich|Zentrale Dienste|Bürgermeisteramt|Hauptamt)\b|Stadt\b|Gemeinde\b|Landkreis\b|Kreis\b|Landeshauptstadt\b|Hansestadt\b|"
    r"Universitätsstadt\b|Große Kreisstadt\b|Kreisstadt\b|Markt\b|Samtgemeinde\b|Verbandsgemeinde\b|Amt\b|Polizei\w*|Der\s|Die\s|Landratsamt\b|Kreisverwaltung\b|Stadtverwaltung\b|Bezirksamt\b|Magistrat\b)"
)
_FUNCTION_WORDS = frozenset(
    "und für der die des das von zu zum zur im am an in bei ob vor a. d. & - – · | / , ;".split()
)
_LETTERS = re.compile(r"[^\W_]")
_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?][)“”\"«]?\s*$")


def look_at(text: str, house: House) -> SeenLine:
    """What a line is and what it states."""
    shown = " ".join(visible(text).split())
    if not shown:
        return SeenLine(text, LineKind.EMPTY)
    for kind, fits in _RULES:
        if fits(shown):
            subject = _SUBJECT.match(shown)
            value = subject["value"] if subject and kind is LineKind.SUBJECT else ""
            return SeenLine(text, kind, value=value, days=_days(shown) if kind is LineKind.CAPTION else ())
    if len(shown) > _LONGEST or (_SENTENCE.search(shown) and len(shown) > 60):
        return SeenLine(text, LineKind.TEXT)
    return _letterhead(text, shown, house)


_RULES: tuple[tuple[LineKind, Callable[[str], bool]], ...] = (
    (LineKind.EMBARGO, says_embargo),
    (LineKind.SUBJECT, lambda text: _SUBJECT.match(text) is not None),
    (LineKind.SALUTATION, lambda text: _SALUTATION.match(text) is not None),
    (LineKind.GREETING, lambda text: _GREETING.match(text) is not None and len(text) < 60),
    (LineKind.FURNITURE, lambda text: _FURNITURE.match(text) is not None or is_noise(text)),
    (LineKind.CAPTION, lambda text: _CAPTION.match(text) is not None),
    (LineKind.LABEL, lambda text: _LABELLED_VALUE.match(text) is not None),
    (LineKind.CONTACT, lambda text: _CONTACT.match(text) is not None),
    (LineKind.REQUEST, lambda text: _REQUESTS.search(text) is not None and len(text) < 300),
)


def _letterhead(text: str, shown: str, house: House) -> SeenLine:
    """A line of the letterhead by what it states, or text where words are left over."""
    number = read_printed_number(shown, house.number)
    days = printed_days(shown)
    said = _SPACED_KIND.sub(" ", shown)
    for printed in reversed(days):
        said = (
            f"{said[: printed.start]} {said[printed.end :]}"
            if said == shown
            else said.replace(shown[printed.start : printed.end], " ")
        )
    if number is not None:
        said = said.replace(number.printed, " ")
    stated = bool(days or number)
    place = _PLACE.match(said) if days else None
    rest = said[place.end() :] if place else said
    rest = _without_house(rest, house)
    kind_said = _KIND.search(rest) is not None or (said != shown and not stated)
    for taken in (_AUTHOR, _KIND, _CLOCK, _SIGN, _OFFICIAL, _LABELS):
        rest = taken.sub(" ", rest)
    if not _LETTERS.search(rest):
        if stated:
            return SeenLine(text, LineKind.STATED, number, tuple(day.day for day in days))
        if kind_said:
            return SeenLine(text, LineKind.KIND)
        return SeenLine(text, LineKind.HOUSE if _is_named(shown, house) else LineKind.LABEL)
    if _WHOLE_LABEL.match(shown):
        return SeenLine(text, LineKind.LABEL)
    if (_REACHED.search(shown) or _TOWN.search(shown) or _STREET.search(shown)) and _is_address(shown, house):
        return SeenLine(text, LineKind.ADDRESS, number if kind_said else None, tuple(day.day for day in days))
    if _names_only(shown) and _UNIT.match(shown):
        named = _without_house(shown, house) != shown
        kind = LineKind.HOUSE if named else LineKind.LABEL
        return SeenLine(text, kind, number, tuple(day.day for day in days))
    by = re.sub(r"^\W*(?:von|durch)?\W*", "", rest)
    if stated and _names_only(by) and _UNIT.match(by):
        return SeenLine(text, LineKind.STATED, number, tuple(day.day for day in days))
    return SeenLine(text, LineKind.TEXT)


def _is_address(text: str, house: House) -> bool:
    """Whether every part of a line is a street, a town, a number to call, the house or a unit of it, or nothing."""
    for part in re.split(r"\s*[·|•;]\s*|,\s|\s[-–]\s", text):
        rest = _FURNITURE.sub(" ", _TOWN.sub(" ", _STREET.sub(" ", _REACHED.sub(" ", part))))
        rest = re.sub(r"\bSeite\s\d+(?:\s(?:von|/)\s\d+)?", " ", rest)
        rest = _OFFICIAL.sub(" ", _without_house(rest, house))
        if _LETTERS.search(rest) and not (_UNIT.match(rest.strip()) and _names_only(rest)):
            return False
    return True


def _days(shown: str) -> tuple[date, ...]:
    return tuple(day.day for day in printed_days(shown))


def _without_house(text: str, house: House) -> str:
    """A line without the name of who publishes, in any letters."""
    for name in _names(house):
        text = re.sub(rf"(?<!\w){re.escape(name)}s?(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _names(house: House) -> list[str]:
    """The names of the house, the longest first: "Stadt Bad Lauer", "Bad Lauer"."""
    if not house.name:
        return []
    bare = re.sub(
        r"^(?:(?:Landeshaupt|Hanse|Universitäts|Kreis|Große Kreis)?[Ss]tadt|Gemeinde|Markt|Landkreis|Kreis|Samtgemeinde|Verbandsgemeinde)\s",
        "",
        house.name,
    )
    return sorted({house.name, bare}, key=len, reverse=True)


def _is_named(shown: str, house: House) -> bool:
    return bool(house.name) and not _LETTERS.search(_OFFICIAL.sub(" ", _without_house(shown, house)))


def _names_only(text: str) -> bool:
    """Whether a line consists of names and what joins them: no verb, no sentence."""
    words = re.findall(r"[^\s,;·|]+", text)
    named = [word for word in words if _LETTERS.search(word) and word.casefold() not in _FUNCTION_WORDS]
    return (
        len(words) <= 14
        and all(word.lstrip("(„\"'-–·&/")[:1].isupper() or word.lstrip("(")[:1].isdigit() for word in named)
        and not re.search(r"[:!?]", text)
    )
