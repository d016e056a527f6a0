"""The words that letterheads, mails and contact blocks of German town halls are made of."""

import re

from language.german.patterns import any_of


def _beginning_with(lines: str) -> re.Pattern[str]:
    return re.compile(rf"^\W*{any_of(lines)}", re.IGNORECASE)


def _nothing_but(lines: str) -> re.Pattern[str]:
    return re.compile(rf"^\W*{any_of(lines)}\W*$", re.IGNORECASE)


def _words(lines: str) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lines)}\b", re.IGNORECASE)


_SEND = r"(?:veröffentlichen|übersenden|senden|schicken|übermitteln)"
_PRESS_RELEASE = r"(?:Presse|Medien)(?:mitteilung|information|meldung|info|text)\w*"

# What a release is called above its headline.
KIND = _words(
    r"""
    (?:Presse|Medien)[- ]?mitteilung(?:en)?
    (?:Presse|Medien)[- ]?information(?:en)?
    (?:Presse|Medien)[- ]?(?:info|dienst|service|brief|spiegel|erklärung|text|notiz|aussendung)
    (?:Presse|Medien|Polizei|Bürger|Kurz)?[- ]?meldung(?:en)?
    Presse
    Medien
    Mitteilung
    Nachricht(?:en)?
    Rathaus[- ]?Umschau
    Information
    (?:für|an) (?:die|alle) (?:Presse|Medien|Redaktion(?:en)?)
    Bekanntgabe
    Pressetermin
    POL-[A-ZÄÖÜ]{1,6}
    Polizei(?:presse|bericht)\w*
    """
)
# "Gemeinsame Pressemeldung von Staatsanwaltschaft und Polizei Rheinau": who publishes, above the number.
JOINT = re.compile(
    r"^\W*Gemeinsame (?:Presse|Medien)?(?:meldung|mitteilung|information|erklärung)\b[^.!?:]{0,140}$",
    re.IGNORECASE,
)
# P R E S S E M I T T E I L U N G
SPACED = re.compile(r"^(?:[A-ZÄÖÜ] ){4,}[A-ZÄÖÜ]$")

SALUTATION = _beginning_with(
    r"""
    Sehr (?:geehrte|verehrte)
    (?:Geehrte|Verehrte)\b
    Liebe (?:Kolleg|Redaktion|Presse|Medien|Damen)
    Lieber? [A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+){0,2},$
    Guten (?:Tag|Morgen)\b.{0,40}$
    (?:Hallo|Moin)\b.{0,40}$
    """
)
GREETING = _beginning_with(
    r"""
    (?:Mit|Viele|Beste|Freundliche|Herzliche|Schöne)\b.{0,25}\bGr(?:ü|u|ue)(?:ß|ss)(?:en|e)?\b
    MfG\b
    Hochachtungsvoll
    i\.\s?A\.
    gez\.
    """
)
# What a sender says of a release instead of the release.
REQUEST = re.compile(
    any_of(
        rf"""
        \bmit der Bitte um (?:Veröffentlichung|Beachtung|Berücksichtigung|Abdruck)
        \bwir bitten (?:Sie )?um (?:Veröffentlichung|Beachtung|Abdruck)
        \bum (?:freundliche )?(?:Veröffentlichung|Beachtung|Berücksichtigung) wird gebeten
        ^\W*(?:frei )?zur (?:sofortigen )?Veröffentlichung
        ^\W*(?:Zur|Zu Ihrer) Kenntnis\b
        \b(?:anbei|beiliegend|beigefügt|anliegend|im Anhang|in der Anlage)\b[^.]{{0,60}}\b{_PRESS_RELEASE}
        \b(?:nachfolgend|nachstehend|folgende[nr]?|untenstehend\w*|unten)\b[^.]{{0,60}}\b{_PRESS_RELEASE}
        \b{_PRESS_RELEASE}\b[^.]{{0,50}}\b(?:anbei|im Anhang|in der Anlage|beigefügt|zur (?:Kenntnis|Veröffentlichung))
        \b{_SEND}\b[^.]{{0,40}}\b(?:Ihnen|Sie)\b[^.]{{0,60}}\b{_PRESS_RELEASE}
        \b(?:Ihnen|Sie)\b[^.]{{0,60}}\b{_PRESS_RELEASE}\b[^.]{{0,40}}\b(?:zu|übersenden|senden|weiter|übermitteln)\b
        ^\W*(?:Beleg(?:exemplar)?|Abdruck)\b[^.]{{0,40}}\b(?:erbeten|frei|honorarfrei)
        ^\W*(?:hier|anbei|unten|nachfolgend|nachstehend|im Folgenden)\b[^.!?]{{0,60}}:$
        \bfreuen (?:wir|uns)\b[^.]{{0,60}}\bVeröffentlichung
        \bBitte veröffentlichen Sie\b
        """
    ),
    re.IGNORECASE,
)

# Whom the press is to ask, as it is introduced.
_ASKED = any_of(
    r"""
    (?:Presse|Medien|Ansprech|Rück)?kontakte?(?:[ /-]?(?:daten|person|adresse|möglichkeit))?
    Ansprech(?:partner|person|stelle)(?:in|innen|en)?(?:[:/*]-?in(?:nen)?)?
    (?:Presse|Medien)?(?:An|Rück)?fragen
    Nachfragen
    (?:(?:Nähere|Weitere|Weiterführende) )?(?:Presse|Medien)?Ausk(?:unft|ünfte)
    (?:Weitere |Nähere )?Informationen für (?:die )?(?:Presse|Medien)
    (?:Presserechtlich |Inhaltlich )?Verantwortlich(?:e[rn]?)?(?: \(?(?:V\.\s?)?i\.\s?S\.\s?d\.\s?P\.?\)?| im Sinne des \w+)?
    V\.\s?i\.\s?S\.\s?d\.\s?P\.?
    Herausgeber(?:in)?
    Herausgegeben von
    Redaktion
    (?:Stellv\. )?Pressesprecher(?:in)?
    Pressestelle
    """
)
_BEFORE_ASKED = r"(?:(?:Für|Bei) (?:weitere |Ihre )?)?(?:(?:Ihre?|Unsere?|Zuständige?r?) )?"
_FOR_WHOM = r"(?: (?:für|zur|der|des|an|von|bei|zu|im)\b[^:.!?]{0,60}?)?"
_PRESS_ASKS = r"(?:Presse|Medien|Journalist|Redaktion|Rückfragen|Fragen|Anfragen)\w*"
_FOR_THE_PRESS = rf"(?: (?:für|zur|der|des)\b[^:.!?]{{0,30}}?\b{_PRESS_ASKS})?"
_ANSWERS = (
    r"(?:beantwort\w+|erteil\w+|gib\w*|geben|steh\w+|wend\w+|richten|ist|sind|an|bei|unter|bitte|erreich\w+)"
)
_HELPS = r"(?:steh|wend|erreich|Verfügung)\w*"
CONTACT = _beginning_with(
    rf"""
    {_BEFORE_ASKED}{_ASKED}{_FOR_WHOM}\s*:
    Für (?:die )?(?:Presse|Medien)\s*:
    {_BEFORE_ASKED}{_ASKED}{_FOR_THE_PRESS}\s*$
    (?-i:(?:Kontakt|Pressekontakt|Medienkontakt|Ansprechpartner(?:in)?|Redaktion|Auskunft)(?: (?:Dr|Prof)\.)*(?: [A-ZÄÖÜ][\w-]+){{2,3}}$)
    {_BEFORE_ASKED}{_ASKED}\b[^.!?:]{{0,80}}?\b{_ANSWERS}\b
    Für (?:weitere |nähere )?(?:Rück|Auskünfte|Fragen|Informationen|Medien|Presse)\w*[^.!?]{{0,80}}\b{_HELPS}
    """
)

# "Bild 2 (links): …"
_OF_PICTURE = r"\s?(?:\d{1,2}\s?)?(?:\([^)]{1,30}\)\s?)?:\s*\S"
CAPTION = _beginning_with(
    rf"""
    Bild(?:unterschrift|unterzeile|text|zeile|beschreibung|legende|nachweis|quelle)?{_OF_PICTURE}
    Foto(?:unterschrift|s|zeile|nachweis)?{_OF_PICTURE}
    (?:BU|Grafik|Abb(?:\.|ildung)?){_OF_PICTURE}
    ©\s*\S
    Copyright\b\s*\S
    """
)
# What stands on a sheet, a page or in a mail and is no part of any release.
FURNITURE = _nothing_but(
    r"""
    Seite \d{1,3}(?:\s?(?:von|/)\s?\d{1,3})?
    \d{1,2}\s?/\s?\d{1,2}(?=\s*$)(?<!\d{2}/\d{2})
    [-–—]\s?\d{1,3}\s?[-–—]
    \d{1,2}
    \.\.\.
    …
    #{2,}
    \*{3,}
    [-–—_=+~]{3,}
    \(?Ende(?: der (?:Mitteilung|Meldung|Pressemitteilung))?\)?
    (?:Es folgt|Fortsetzung) (?:auf )?Seite \d+
    (?:ca\. ?)?[\d.]{2,7} (?:Zeichen|Anschläge|Wörter)(?: \(?mit Leerzeichen\)?)?
    (?:Umfang|Länge|Zeichen(?:zahl)?):? [\d.]+.{0,30}
    (?:Bitte )?(?:denken|prüfen) Sie (?:an die Umwelt|,? ob)\b.{0,80}
    Von meinem \w+ gesendet
    Diese E-?Mail .{0,120}
    (?:Diese Nachricht |Newsletter |E-?Mail )?(?:im|in Ihrem) Browser (?:ansehen|öffnen|anzeigen)
    (?:Zur )?(?:Online|Web)-?(?:version|ansicht)
    (?:Vom|Aus dem) (?:Verteiler|Newsletter) (?:abmelden|austragen)
    (?:Newsletter )?abmelden
    Besucher(?:zähler)?(?: seit)?\b.{0,40}
    (?:Letzte|Zuletzt) (?:Änderung|geändert|aktualisiert)\b.{0,60}
    (?:Datei)?(?:Anlagen?|Anhäng?e?)\s*:.{0,100}
    Verteiler:?.{0,60}
    Sperrfrist\s*:?\s*(?:keine|ohne|entfällt|[-–—])
    Folgen Sie uns\b.{0,80}
    Stand: [A-Z][a-zä]+ \d{4}
    Zurück(?: zur Übersicht)?
    (?:Sie (?:sind|befinden sich) hier:?\s*)?(?:Startseite|Start|Home)(?:\s*[/>›»|·]\s*[^/>›»|·]{1,60})+
    (?:Sie (?:sind|befinden sich) hier:?)
    """
)
BROWSER_LINK = _words(r"""
    (?:im|in Ihrem) Browser (?:ansehen|öffnen|anzeigen|lesen)
    (?:Online|Web)-?(?:version|ansicht)
    """)
# A label that names the headline.
SUBJECT = re.compile(
    r"^\W*(?:(?:Betreff|Betrifft|Betr\.|Überschrift|Headline|Titel|Schlagzeile)\s*:|Betreff\s(?=[A-ZÄÖÜ„\d]))\s*"
    r"(?P<value>\S.{2,})$"
)
# Words that may stand around number and date.
LABELS = _words(
    r"""
    Datum(?: der Veröffentlichung)?
    Stand(?: der Veröffentlichung)?
    (?:Veröffentlichungs|Meldungs|Erscheinungs|Erstell)datum
    Tag der Veröffentlichung
    (?:Veröffentlicht|Erschienen|Eingestellt|Herausgegeben|Ausgegeben)(?: am)?
    Online seit
    Ausgabe
    Jahrgang
    (?:Unser |Ihr )?Zeichen
    Kürzel
    Az
    Aktenzeichen
    Nr
    Num
    Nummer
    Lfde?
    Laufende
    PM|PI|PD|MI|MM
    Pressestelle
    Herausgeber(?:in)?
    Redaktion
    Verfasser(?:in)?
    Autor(?:/in|in)?
    Bearbeiter(?:in)?
    Bearbeitung
    Ressort
    Rubrik
    Kategorie
    Zimmer
    Uhrzeit
    Uhr
    vom
    den
    der
    am
    Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag
    Mo|Di|Mi|Do|Fr|Sa|So
    Aktuell(?:es)?
    """
)
# A label that may stand alone, its value beside or below it.
WHOLE_LABEL = _nothing_but(
    r"""
    Datum
    Stand(?: der Veröffentlichung)?
    (?:Lfd\. ?|Laufende )?(?:Nr\.?|Nummer)
    Kürzel
    (?:Unser |Ihr )?Zeichen
    Az\.?
    Aktenzeichen
    Telefon
    Tel\.?
    Telefax
    Fax
    E-?Mail
    Internet
    Zimmer
    Auskunft
    Bearbeiter(?:in)?
    (?:Presse|Medien)(?:mitteilung|information)(?: Nr\.?)?
    Veröffentlichung
    Ort
    """
)
# A label with a value that dates and counts nothing.
LABELLED_VALUE = _beginning_with(
    r"""
    (?:Aktenzeichen|Az\.?|(?:Unser |Ihr )?Zeichen|Kürzel|Geschäftszeichen)\s*:\s*\S.{0,40}$
    (?:Verfasser|Autor)(?:in)?\s*:\s*[A-Za-zäöü]{2,4}$
    (?:Zimmer|Bearbeiter(?:in)?|Bearbeitung|Ressort|Rubrik|Kategorie|Seitenzahl|Ihre Nachricht vom)\s*:\s*\S.{0,40}$
    """
)
CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?:\s?Uhr)?\b|\b\d{1,2}\sUhr\b")
# An author's sign: (mb), "– Kr/wa", "Kürzel: js".
SIGN = re.compile(
    any_of(
        r"""
        (?<=\s)[A-Za-zäöü]{1,4}/[a-zäöü]{1,4}$
        [(\[]\s?[A-Za-zÄÖÜäöü]{1,4}(?:/[A-Za-zÄÖÜäöü]{1,4})?\s?[)\]]
        (?<=Kürzel:)\s*\w{1,5}
        (?<=Zeichen:)\s*[\w/.-]{1,12}
        (?<=\s[-–|/]\s)[a-zäöü]{2,4}$
        """
    )
)
AUTHOR = re.compile(
    r"(?:\bvon\s|\b(?:Autor(?:/in|in)?|Verfasser(?:in)?|Redaktion):?\s*)(?:[A-ZÄÖÜ][\w.-]*\s?){1,4}$"
)
# "Rheinau am Main, den"
PLACE = re.compile(
    r"^\W*[A-ZÄÖÜ][\w.-]+(?:(?:[ /]|\s?-\s?)"
    r"(?:\(?[A-ZÄÖÜ][\w.()-]+|an der|am|im|in der|ob der|vor der|bei|auf))*\s?,"
)
_NUMBER_OF_HOUSE = r"\s\d{1,4}\s?[a-z]?(?:\s?[-–]\s?\d{1,4})?\b"
STREET = re.compile(
    any_of(
        rf"""
        \b[A-ZÄÖÜ][\w.-]*(?:str(?:aße|asse|\.)|platz|weg|allee|gasse|ring|ufer|damm|markt|hof){_NUMBER_OF_HOUSE}
        \b[A-ZÄÖÜ][\w.-]+\s(?:Straße|Str\.|Platz|Weg|Allee|Ring|Ufer|Markt){_NUMBER_OF_HOUSE}
        \b(?:Am|An der|Im|Auf dem|Zum|Zur|Alter|Neuer|Unter den)\s[A-ZÄÖÜ][\w-]+{_NUMBER_OF_HOUSE}
        \b(?:Markt|Rathaus|Marktplatz|Rathausplatz)\s\d{{1,4}}\b
        """
    )
)
TOWN = re.compile(
    r"\b(?:D[- ])?\d{5}\s[A-ZÄÖÜ][\w-]+(?:\s(?:[A-ZÄÖÜ(][\w)-]+|an der|am|im|a\. ?d\.|ob der))*|"
    r"\bPostfach\s[\d ]{2,9}\b"
)
REACHED = re.compile(
    any_of(
        r"""
        (?:\b(?:Telefon|Telefax|Tel|Fax|Fon|Mobil|Handy|Zentrale|Durchwahl|T|F|M)\b\.?\s*:?\s*)?\(?\+?\d[\d\s()/.–-]{5,24}\d
        \b[\w.+-]+\s?@\s?[\w.-]+\.\w{2,}
        \b(?:E-?Mail|Internet|Web(?:site)?|Homepage)\b\s*:?
        (?:https?://|\bwww\.)\S+
        \b[\w-]+(?:\.[\w-]+)*\.(?:de|example|org|com|eu|net)\b(?:/\S*)?
        """
    ),
    re.IGNORECASE,
)
OFFICIAL = re.compile(
    r"\b(?:Der|Die|Das)?\s?"
    + any_of(
        r"""
        (?:(?:Ober|Erste[rn]? |Regierende[rn]? )?[Bb]ürgermeister(?:in)?)
        Landr(?:at|ätin)
        Magistrat
        Senat
        Gemeindevorstand
        (?:Stadt|Gemeinde|Kreis)verwaltung
        Landratsamt
        Bezirksamt
        Rathaus
        Stadtdirektor(?:in)?
        """
    )
    + r"\b"
)
# What a line of names begins with that is the house or a unit of it.
UNIT = re.compile(
    r"^\W*"
    + any_of(
        r"""
        (?:Presse|Medien)(?:-?\s?(?:und|&)\s|\w*\b)
        (?:Kommunikation|Öffentlichkeitsarbeit)\b
        (?:Amt|Referat|Stabsstelle|Fachbereich|Fachdienst|Büro|Abteilung|Dezernat|Team|Sachgebiet)\b
        (?:Stabsabteilung|Geschäftsbereich|Zentrale Dienste|Bürgermeisteramt|Hauptamt)\b
        (?:Stadt|Gemeinde|Landkreis|Kreis|Markt|Samtgemeinde|Verbandsgemeinde)\b
        (?:Landeshaupt|Hanse|Universitäts|Kreis|Große Kreis)stadt\b
        (?:Landratsamt|Kreisverwaltung|Stadtverwaltung|Bezirksamt|Magistrat)\b
        Polizei\w*
        (?:Der|Die)\s
        """
    )
)
KINDS_OF_TOWN = (
    r"(?:(?:Landeshaupt|Hanse|Universitäts|Kreis)?[Ss]tadt|Große[nr]? Kreisstadt|Gemeinde|Markt|Landkreis(?:es)?|Kreis(?:es)?|"
    r"Samtgemeinde|Verbandsgemeinde|Bezirksamt(?:e?s)?)"
)
KIND_OF_TOWN = re.compile(rf"^{KINDS_OF_TOWN}\s")
# What a house says of itself below its releases.
BOILERPLATE = re.compile(r"^\W*Über (?:die|den|das|uns)\b[^.!?]{0,60}$")
# What stands below a contact and is text again.
BACKGROUND = _nothing_but(
    r"""
    Hintergrund(?:information(?:en)?)?
    (?:Zum|Zur) (?:Hintergrund|Person|Sache|Erläuterung)
    Info(?:kasten)?
    Weitere Informationen
    """
)
FUNCTION_WORDS = frozenset(
    "und für der die des das von zu zum zur im am an in bei ob vor a. d. & - – · | / , ;".split()
)
