"""Every sentence of the pages, in German and in English."""

from archive.model import AttachmentState, Grade
from language.messages import Wording

SITE = Wording("Pressearchiv")
SEARCH_PAGE = Wording("Suche")
RELEASE_PAGE = Wording("Meldung")
HEADING = Wording("Pressemitteilungen durchsuchen")
BOX = Wording("Suchbegriff")
BOX_EXAMPLE = Wording('z. B. Radweg, "wörtlich so", person:Güler, 450/pe')
FICTIONAL = Wording(
    "{names} gibt es nicht: Diese Stadt und ihre Meldungen sind erfunden, damit Sie das Archiv ausprobieren können.",
)
FROM = Wording("Von")
TO = Wording("Bis")
FACETS = {
    "topic": Wording("Thema"),
    "city": Wording("Stadt"),
    "person": Wording("Person"),
    "sign": Wording("Kürzel"),
    "state": Wording("Seither"),
}
MEANT = Wording("Meinten Sie: {text}")
# Why a release was found, where it does not hold a word as it was typed.
FOUND_BY = Wording("gefunden über {reasons}")
IN_EARLIER = Wording("nur in Fassung {number}")
SIMILAR = Wording("Ähnliche Meldungen")
REUSED = Wording("Gleiche Passagen in anderen Meldungen")
HITS_ONE = Wording("1 Treffer")
HITS = Wording("{n} Treffer")
NO_HITS = Wording("Keine Treffer")
BEYOND_LAST_PAGE = Wording(
    "Seite {page} gibt es nicht; die letzte ist Seite {last}.",
)
UNDATED = Wording(
    "{n} weitere Meldungen passen, tragen aber kein Datum und lassen sich keinem Zeitraum zuordnen.",
)
UNDATED_ONE = Wording(
    "1 weitere Meldung passt, trägt aber kein Datum und lässt sich keinem Zeitraum zuordnen.",
)
EMPTY_ARCHIVE = Wording(
    "Das Archiv ist noch leer. Meldungen kommen mit `pressearchiv ingest` oder `pressearchiv import` hinein.",
)
SORT = Wording("Sortierung")
SORTS = {
    "relevance": Wording("Genauigkeit"),
    "newest": Wording("Neueste"),
    "oldest": Wording("Älteste"),
}
REMOVE_FILTER = Wording("Filter entfernen")
CLEAR = Wording("Alles zurücksetzen")
CHART = Wording("Balkendiagramm: Treffer über die Zeit")
RELEASES = Wording("Meldungen")
UNKNOWN_DATE = Wording("ohne Datum")
WITHDRAWN = Wording("zurückgezogen")
NUMBER = Wording("Nr. {number}")
NO_SUCH_RELEASE = Wording(
    "Eine Meldung mit der Kennung „{id}“ gibt es in diesem Archiv nicht.",
)
DOUBLE_NUMBER = Wording("Diese Nummer tragen mehrere Meldungen")
NOT_ARCHIVED = Wording("Diese Meldung ist nicht im Archiv")
TO_SEARCH = Wording("Zur Suche")
PERSONS = Wording("Personen")
TOPICS = Wording("Themen")
ATTACHMENTS = Wording("Anlagen")
CAPTIONS = Wording("Bilder")
CONTACT = Wording("Kontakt")
CITE = Wording("Zitieren")
CITATION = Wording(
    "{publisher}: {title}. Pressemitteilung{number}{date}. {place}Archiviert am {archived}, Fassung {version}. "
    "{permalink}{proof}",
)
CITED_PROOF = Wording(" (SHA-256 der gespeicherten Seite: {digest})")
CITED_NUMBER = Wording(" Nr. {number}")
CITED_DATE = Wording(" vom {date}")
ORIGINAL = Wording("Original auf der Seite der Stadt")
VERSIONS = Wording("Fassungen")
VERSION_LINE = Wording("Fassung {number}, erfasst am {at}")
SHOWN_VERSION = Wording(
    "Sie sehen Fassung {number} von {last}. Die neueste hat womöglich einen anderen Wortlaut.",
)
WITHDRAWN_AT = Wording(
    "Die Stadt hat diese Meldung von ihrer Seite genommen; bemerkt am {at}. Gezeigt wird die zuletzt erfasste Fassung.",
)
DATE_UNKNOWN = Wording(
    "Diese Meldung trägt kein Datum. Erfasst wurde sie am {at}.",
)
EVIDENCE = Wording("Beleg: „{sentence}“")
EVERY_RELEASE_WITH = Wording("Alle Meldungen mit {name}")
KINDS = {
    "speaker": Wording("zitiert"),
    "photographer": Wording("Foto"),
    "caption": Wording("im Bild"),
    "contact": Wording("Kontakt"),
}
FORMER_ROLE = Wording("{role} (früher)")
EMBARGOED = Wording("Diese Meldung hat eine Sperrfrist bis {at} Uhr")
SEALED = Wording("Diese Meldung ist gesperrt")
ERASED = Wording("Diese Meldung wurde gelöscht")
SEALED_WHY = Wording("Seit dem {at}. Grund: {reason}")
DATE_BY_SERIES = Wording(
    "Die Meldung nennt kein Datum. Nach ihrer laufenden Nummer erschien sie zwischen dem {start} und dem {end}.",
)
CORRECTS = Wording("Korrigiert: {title}")
CORRECTED_BY = Wording("Korrigiert durch: {title}")
DOCUMENT_TEXT = Wording("Text aus „{title}“")
DOCUMENT_STATES = {
    AttachmentState.SCANNED: Wording(
        "Ein Scan ohne Text: Dieses Dokument lässt sich nicht durchsuchen.",
    ),
    AttachmentState.UNREADABLE: Wording(
        "Dieses Dokument ist beschädigt oder geschützt; gespeichert ist es, sein Text nicht.",
    ),
}
GRADES = {
    Grade.TYPOGRAPHIC: Wording("Schreibweise geändert"),
    Grade.FACTUAL: Wording("Angaben geändert"),
    Grade.STRUCTURAL: Wording("Text dazugekommen oder entfallen"),
}
DESCRIPTION = Wording(
    "Pressemitteilungen deutscher Städte: Volltextsuche nach Person, Datum und Thema.",
)
NEWEST = Wording("Neueste Meldungen")
SKIP = Wording("Zum Inhalt")
FOOTER = Wording("Fußzeile")
IMPRINT = Wording("Impressum")
PRIVACY = Wording("Datenschutz")
API = Wording("Schnittstelle (API)")
COPY = Wording("Zitat kopieren")
COPIED = Wording("Kopiert")
STORED_COPY = Wording("Gespeicherte Kopie (WARC)")
WITH_TOOLS = Wording("Im Archiv öffnen: Fassungen, Ähnliches, Passagen")
CHANGES = Wording("Was sich geändert hat")
CHANGED_FIELDS = {
    "title": Wording("Überschrift"),
    "lead": Wording("Vorspann"),
    "body": Wording("Text"),
    "captions": Wording("Bilder"),
    "contact_text": Wording("Kontakt"),
    "attachments": Wording("Anlagen"),
    "office": Wording("Amt"),
}
CREDIT = Wording("Foto: {credit}")
EDITED = Wording("nachträglich geändert")
DATE_INFERRED = Wording("Datum erschlossen")
NO_SUCH_VERSION = Wording(
    "Eine Fassung {number} gibt es nicht; die letzte ist Fassung {last}.",
)
NO_STORED_COPY = Wording("Zu dieser Fassung ist keine Seite gespeichert")
NOT_ARCHIVED_WHY = Wording(
    "Entweder gab es sie nie, oder sie wurde nie erfasst. Welche Nummern fehlen, zeigt die Seite der Stadt.",
)
NO_PERIOD = Wording(
    "„{text}“ ist keine Zeitangabe, die sich deuten lässt; möglich sind etwa 15.08.2017, „Anfang August“, „KW 33“, "
    "„letzte Woche“.",
)
EMBARGOED_SHORT = Wording("Diese Meldung hat eine Sperrfrist")
COMPLETED = Wording("{text} ({n})")
COMPLETED_PERSON = Wording("{text} – Person ({n})")
COMPLETED_TOPIC = Wording("{text} – Thema")
COMPLETED_NUMBER = Wording("Nr. {number} – {title}")
BAD_SEARCH = Wording("Diese Suche lässt sich nicht ausführen")
TOO_MANY_REQUESTS = Wording(
    "Zu viele Anfragen von dieser Adresse; bitte eine Minute warten.",
)
TOO_MANY_TRIES = Wording("Zu viele Versuche; bitte eine Minute warten.")
SIGN_IN = Wording("Anmelden")
SIGN_OUT = Wording("Abmelden")
SIGN_IN_WHY = Wording(
    "Für Mitarbeitende der Pressestelle. Der Name steht später neben jeder Entscheidung.",
)
YOUR_NAME = Wording("Name oder Kürzel")
PASSWORD = Wording("Passwort")
WRONG_PASSWORD = Wording("Name oder Passwort stimmt nicht.")
NO_SIGN_IN = Wording("Eine Anmeldung ist nicht eingerichtet")
NO_SIGN_IN_WHY = Wording(
    "PRESSEARCHIV_STAFF_PASSWORD oder PRESSEARCHIV_STAFF_HEADER schaltet sie ein.",
)
NO_IMPRINT = Wording(
    "Der Betreiber dieses Archivs hat noch kein Impressum hinterlegt (PRESSEARCHIV_IMPRINT).",
)
OWN_PRIVACY = Wording(
    "Dieses Archiv setzt keine Cookies außer auf Ihren Wunsch: für die Sprache und für die Anmeldung von "
    "Mitarbeitenden. Es lädt nichts von Dritten und führt kein Protokoll über Besucher.\n\n"
    "Suchen, die nichts fanden, werden ohne Adresse, Namen und Uhrzeit bis zu 90 Tage aufbewahrt, damit Lücken "
    "auffallen.\n\n"
    "Wer eine Suche abonniert, hinterlässt eine E-Mail-Adresse; sie wird nur dafür verwendet und mit dem letzten Abo "
    "gelöscht.\n\n"
    "Eigene Angaben des Betreibers kommen mit PRESSEARCHIV_PRIVACY an diese Stelle.",
)
UNREADABLE_FILE = Wording(
    "Der hinterlegte Text lässt sich nicht lesen; bitte den Betreiber verständigen.",
)
PERSON_PAGE = Wording("Person")
CITY_PAGE = Wording("Stadt")
CITIES = Wording("Städte")
GUIDE = Wording("Hilfe")
PRESSDESK = Wording("Schreibtisch")
EXACT = Wording("nur genau so geschrieben")
EXACT_HELP = Wording(
    "Findet die Wörter nur, wie sie dastehen: keine anderen Formen, keine Teile von Zusammensetzungen.",
)
FEED = Wording("Feed")
SUBSCRIBE = Wording("Per E-Mail abonnieren")
TAKE_ALONG = Wording("Diese Suche mitnehmen")
PERIOD = Wording("Zeitraum")
SPANS = {
    "week": Wording("7 Tage"),
    "month": Wording("Letzter Monat"),
    "year": Wording("Dieses Jahr"),
}
YEAR = Wording("Jahr")
MORE_OF = Wording("{facet}: weitere")
LOOK_UP = Wording("{facet} suchen …")
SEARCHED_IN = Wording("Durchsucht wurde")
NOWHERE = Wording("{part} kommt in keiner Meldung vor.")
PERHAPS = Wording("Ähnlich geschrieben: {words}.")
NO_SINGLE_PART = Wording(
    "Auch ohne eine der Einschränkungen bliebe es bei null Treffern.",
)
WITHOUT = Wording("Ohne {part}: {n} Treffer")
WITHOUT_ONE = Wording("Ohne {part}: 1 Treffer")
COVERS = Wording("{name}: {n} Meldungen, {span}")
COMPLETE = Wording("nach laufenden Nummern zu {share} vollständig")
NO_NUMBERS = Wording(
    "ohne laufende Nummern, daher ohne Aussage zur Vollständigkeit",
)
FETCHED = Wording("zuletzt abgerufen am {at}")
NEVER_FETCHED = Wording("nie abgerufen, nur importiert")
BACK_TO_HITS = Wording("Zu den Treffern")
SHEET = Wording("Druckansicht und dauerhafte Adresse")
CHANGED_SINCE = Wording(
    "Was sich gegenüber Fassung {number} geändert hat (bemerkt am {at})",
)
STORED_AT = Wording("abgerufen am {at}")
REUSED_WORDS = Wording("{n} Wörter gemeinsam")
HERE = Wording("Hier:")
THERE = Wording("Dort:")
FOR_STAFF = Wording("Für die Pressestelle")
REASON = Wording("Grund (steht öffentlich am Permalink)")
REASON_NEEDED = Wording("Bitte einen Grund angeben.")
SEAL = Wording("Meldung sperren")
UNSEAL = Wording("Sperre aufheben")
ERASED_FOR_GOOD = Wording("Gelöscht; das lässt sich nicht zurücknehmen.")
NO_SUCH_PERSON = Wording(
    "Diese Person ist nicht (mehr) im Archiv; vielleicht wurde sie mit einer anderen zusammengeführt.",
)
TO_PERSONS = Wording("Zu den Personen")
NAMESAKES = Wording(
    "Vorsicht, Namensvettern: Das Archiv kennt unter diesem Namen mehr als eine Person.",
)
NAMESAKE = Wording("Namensvetter vorhanden")
MERGED_BY_HAND = Wording("Von Hand zusammengeführt mit „{name}“ am {at}: {note}")
SPLIT_BY_HAND = Wording(
    "Von Hand von Namensvettern getrennt ({label}) am {at}: {note}",
)
ROLES_OVER_TIME = Wording("Ämter und Funktionen")
NO_ROLES = Wording("In keiner Meldung wird ein Amt genannt.")
MORE_PROOFS = Wording("{n} weitere Belege")
FORMER_SINCE = Wording("seit {at} als früher genannt")
ALL_RELEASES = Wording("Meldungen ({n})")
SEARCH_THESE = Wording("In diesen Meldungen suchen")
TOGETHER = Wording("Genannt zusammen mit")
SPELLINGS = Wording("Schreibweisen")
SAME_PERSON_AS = Wording("Ist dieselbe Person wie")
HOW_KNOWN = Wording("Woher das bekannt ist")
MERGE = Wording("Zusammenführen")
ANOTHER_PERSON_IN = Wording("Eine andere Person meinen diese Meldungen")
TOLD_APART_BY = Wording("Was diese andere Person unterscheidet")
SPLIT = Wording("Trennen")
BOTH_NEEDED = Wording("Beide Angaben werden gebraucht.")
ALL_NEEDED = Wording("Alle drei Angaben werden gebraucht.")
PERSONS_COUNT = Wording("{n} Personen")
PERSONS_ONE = Wording("1 Person")
NARROW_BY_NAME = Wording(
    "Gezeigt sind die {n} meistgenannten; ein Name oder Amt grenzt ein.",
)
PERSON_FIELDS = {
    "name": Wording("Name"),
    "role": Wording("Amt oder Funktion"),
    "on": Wording("am Tag oder im Zeitraum"),
}
PERSON_EXAMPLES = {
    "name": Wording("z. B. Güler"),
    "role": Wording("z. B. Kämmerer"),
    "on": Wording("z. B. 1.3.2019 oder 2019"),
}
NOBODY_HELD = Wording("Keine Meldung belegt, wer dann „{role}“ war.")
OFFICES_LIKE = Wording("Ähnliche Ämter: {roles}.")
NOT_PROVEN = Wording("davor und danach genannt, für diese Zeit nicht belegt")
NEWEST_OF = Wording("Zuletzt am {at}: {title}")
NO_SUCH_CITY = Wording("Diese Stadt ist nicht im Archiv.")
TO_CITIES = Wording("Zu den Städten")
ALL_OF_CITY = Wording("Alle Meldungen dieser Stadt")
HEALTH = Wording("Zustand")
WELL = Wording("Nichts auffällig.")
PER_MONTH = Wording("Meldungen je Monat")
BY_NUMBER = Wording("Vollständigkeit nach laufender Nummer")
SHARE = Wording("{share} von Nr. {first} bis {last}")
MISSING_NUMBERS = Wording("Es fehlen {n}: {numbers}")
NONE_MISSING = Wording("Keine Nummer fehlt.")
UNUSED_NUMBERS = Wording("Nie vergeben, laut Pressestelle: {numbers}")
STRAYS = Wording("Vermutlich vertippt: Nr. {numbers}")
RESET = Wording(
    "Am {day} sprang die Zählung von {before} auf {number} zurück.",
)
WITHDRAWN_NUMBER = Wording("Nr. {number} wurde zurückgezogen")
DOUBLE_LINE = Wording("Nr. {number} tragen mehrere Meldungen")
STRIP = Wording("Nummern {first} bis {last}, eine Marke je Nummer")
ON_RECORD = Wording("im Archiv")
MISSING = Wording("fehlt")
NEVER_USED = Wording("nie vergeben")
USED_TWICE = Wording("doppelt vergeben")
MISSING_NUMBER = Wording("Fehlende Nummer")
TOGGLE_UNUSED = Wording("Als nie vergeben vermerken oder Vermerk zurücknehmen")
STAFF_ONLY = Wording("Diese Seite ist für die Pressestelle.")
SIGNED_IN_AS = Wording("Angemeldet als {name}")
CHECKS = Wording("Prüfen")
MISSES = Wording("Vergeblich gesucht")
JOURNAL = Wording("Protokoll")
CHECKED = Wording("{n} Meldungen geprüft, {flaws} Auffälligkeiten")
AND_MORE = Wording("und {n} weitere")
CHECKS_BY_NAME = {
    "no contact": Wording("Kein Kontakt"),
    "weekday and date disagree": Wording("Wochentag passt nicht zum Datum"),
    "number used twice": Wording("Nummer doppelt vergeben"),
    "number missing": Wording("Nummer fehlt"),
    "picture without a caption": Wording("Bild ohne Unterschrift"),
    "picture without a credit": Wording("Bild ohne Nachweis"),
    "address answers no more": Wording("Adresse antwortet nicht mehr"),
}
MISSES_OFF = Wording(
    "Vergebliche Suchen werden nicht aufbewahrt (PRESSEARCHIV_KEEP_MISSES).",
)
MISSES_KEPT = Wording(
    "Nur die Wörter und der Tag, ohne Adresse und Namen; bis zu {days} Tage.",
)
NO_MISSES = Wording("Keine vergebliche Suche.")
NO_DEEDS = Wording("Noch nichts entschieden.")
DEEDS = {
    "seal": Wording("Meldung gesperrt"),
    "unseal": Wording("Sperre aufgehoben"),
    "erase": Wording("Meldung gelöscht"),
    "unused": Wording("Nummer nie vergeben"),
    "not unused": Wording("Vermerk zur Nummer zurückgenommen"),
    "merge": Wording("Personen zusammengeführt"),
    "split": Wording("Personen getrennt"),
    "undecide": Wording("Entscheidung über Personen zurückgenommen"),
}
DECISION = Wording("Entscheidung über Personen")
TAKE_BACK = Wording("Zurücknehmen")
GUIDE_HEADING = Wording("So wird gesucht")
GUIDE_LEAD = Wording(
    "Alle Wörter einer Suche müssen vorkommen, in irgendeiner Form: „Radwege“ findet auch „Radweges“ und "
    "„Radwegenetz“. Jedes Beispiel lässt sich anklicken.",
)
GUIDE_KEYS = Wording("Tastatur")
GUIDE_SLASH = Wording("Die Taste / springt ins Suchfeld.")
EXAMPLES = (
    (
        Wording("Wörter"),
        (
            (
                "Verkehr Konzept",
                Wording("beide Wörter, auch im Verkehrskonzept"),
            ),
            ('"neue Brücke"', Wording("genau so, hintereinander")),
            (
                "Bus ODER Bahn",
                Wording("eines von beiden; ODER großgeschrieben"),
            ),
            (
                "Schule NICHT Ferien",
                Wording("ohne Meldungen, die das zweite Wort enthalten"),
            ),
            ("Rad*", Wording("jedes Wort, das so beginnt")),
            ("Bürgermeistr~", Wording("auch mit ein, zwei Tippfehlern")),
            ("titel:Haushalt", Wording("nur in der Überschrift")),
        ),
    ),
    (
        Wording("Personen und Ämter"),
        (
            ("person:Müller", Wording("wer so heißt, auch mit Vornamen oder Titel")),
            (
                "rolle:Kämmerer",
                Wording("jemand hat dieses Amt; Kämmerin ebenso"),
            ),
        ),
    ),
    (
        Wording("Datum"),
        (
            ('am:"letzte Woche"', Wording("erschienen in der letzten Woche")),
            ("von:2024 bis:2025", Wording("erschienen in diesen Jahren")),
            ("Markt von:2025", Wording("erschienen ab 2025")),
            (
                'termin:"Juni 2025"',
                Wording("der Text nennt einen Tag im Juni 2025"),
            ),
        ),
    ),
    (
        Wording("Nummer, Thema, Stadt"),
        (
            ("nr:35", Wording("die laufende Nummer; 450/pe geht auch ohne nr:")),
            ("kürzel:sb", Wording("das Kürzel des Verfassers")),
            ("thema:verkehr", Wording("ein Thema, siehe Themen")),
            ("stadt:tellbrück", Wording("eine Stadt, siehe Städte")),
        ),
    ),
    (
        Wording("Was seither geschah"),
        (
            ("stand:geändert", Wording("nach Erscheinen geändert")),
            ("stand:zurückgezogen", Wording("von der Seite der Stadt genommen")),
            ("auch:alt Radweg", Wording("sucht auch in früheren Fassungen")),
        ),
    ),
)
NO_SAVING = Wording("Abonnements sind nicht eingerichtet")
NO_SAVING_WHY = Wording(
    "PRESSEARCHIV_SMTP und PRESSEARCHIV_MAIL_FROM schalten sie ein; der Feed einer Suche geht auch ohne.",
)
NOT_FROM_HERE = Wording("Dieses Formular kam nicht von dieser Seite")
TOO_MANY_WISHES = Wording(
    "Von dieser Adresse kamen viele Wünsche; bitte in einer Stunde noch einmal.",
)
MAIL_ADDRESS = Wording("E-Mail-Adresse")
OF_WHAT = Wording("Nachricht über")
HOW_OFTEN = Wording("Wie oft")
SUBSCRIBE_NOW = Wording("Abonnieren")
DOUBLE_OPT_IN = Wording(
    "Sie bekommen zuerst eine E-Mail mit einem Link zum Bestätigen. Jede Nachricht enthält einen Link zum Beenden.",
)
MAIL_SENT = Wording("Bitte sehen Sie in Ihr Postfach")
MAIL_SENT_WHY = Wording(
    "Wir haben eine E-Mail mit einem Link geschickt. Erst nach dem Bestätigen kommen Nachrichten. "
    "Wer diese Suche schon abonniert hat, bekommt keine.",
)
CONFIRM_SUBSCRIPTION = Wording("Abonnement bestätigen")
CONFIRM = Wording("Ja, ich möchte diese Nachrichten")
CONFIRMED = Wording("Das Abonnement läuft")
CONFIRMED_SEARCH = Wording("Suche: {search}")
END_SUBSCRIPTION = Wording("Abonnement beenden")
END = Wording("Beenden")
ENDED = Wording("Das Abonnement ist beendet")
WITHOUT_YEAR = Wording(
    "Diese Meldungen tragen eine Nummer, aber kein Datum, aus dem das Jahr hervorgeht; jede kann eine Lücke füllen:",
)
NUMBER_AND_TITLE = Wording("Nr. {number} – {title}")
MORE_CITIES = Wording("… und {n} weitere Städte")
NO_SUCH_ADDRESS = Wording("Diese Adresse gibt es nicht.")
