"""Every sentence of the pages, in German."""

from archive.model import AttachmentState
from language.messages import Message

SITE = Message("Pressearchiv")
SEARCH_PAGE = Message("Suche")
RELEASE_PAGE = Message("Meldung")
HEADING = Message("Pressemitteilungen durchsuchen")
WHAT_IT_IS = Message("Was Städte mitgeteilt haben, mit jeder Änderung.")
HOLDS_ONE = Message("1 Meldung")
HOLDS = Message("{n} Meldungen")
HOLDS_SINCE = Message("seit {year}")
HOLDS_OF_ONE = Message("von {name}")
HOLDS_OF = Message("aus {n} Städten")
HOLDS_SHARE = Message("zu {share} vollständig")
LATEST_CHANGES = Message("die neuesten Änderungen")
FILTER = Message("Filter und Reihenfolge")
WITHOUT_VALUE = Message("ohne {label}")
ALL_OF_THEM = Message("alle gewählten zusammen")
PAGES = Message("Seiten")
PAGE_BEFORE = Message("vorige Seite")
PAGE_AFTER = Message("nächste Seite")
NEEDS_SCRIPT = Message("Diese Seite braucht JavaScript. Die Suche geht auch ohne:")
FOR_EXAMPLE = Message("Zum Beispiel:")
BOX = Message("Suchbegriff")
BOX_EXAMPLE = Message('z. B. Radweg, "wörtlich so", person:Güler, 450/pe')
FICTIONAL = Message(
    "{names} gibt es nicht: Diese Stadt und ihre Meldungen sind erfunden, damit Sie das Archiv ausprobieren können.",
)
FROM = Message("Von")
TO = Message("Bis")
MEANT = Message("Meinten Sie: {text}")
# Why a release was found, where it does not hold a word as it was typed.
FOUND_BY = Message("gefunden über {reasons}")
IN_ATTACHMENT = Message("Aus der Anlage „{title}“:")
IN_EARLIER = Message("nur in Fassung {number}")
SIMILAR = Message("Ähnliche Meldungen")
REUSED = Message("Gleiche Passagen in anderen Meldungen")
HITS_ONE = Message("1 Treffer")
HITS = Message("{n} Treffer")
NO_HITS = Message("Keine Treffer")
BEYOND_LAST_PAGE = Message(
    "Seite {page} gibt es nicht; die letzte ist Seite {last}.",
)
UNDATED = Message(
    "{n} weitere Meldungen passen, tragen aber kein Datum und lassen sich keinem Zeitraum zuordnen.",
)
UNDATED_ONE = Message(
    "1 weitere Meldung passt, trägt aber kein Datum und lässt sich keinem Zeitraum zuordnen.",
)
DAY_EXAMPLE = Message("1.3.2024, März 2024")
NO_DAY = Message("„{text}“ ist kein Datum; möglich sind 1.3.2024, 01032024, März 2024, 2024.")
EMPTY_ARCHIVE = Message(
    "Das Archiv ist noch leer. Meldungen kommen mit `pressearchiv ingest` oder `pressearchiv import` hinein.",
)
SORT = Message("Sortierung")
SORTS = {
    "relevance": Message("Relevanz"),
    "newest": Message("Neueste"),
    "oldest": Message("Älteste"),
    "arrived": Message("Eingang"),
}
REMOVE_FILTER = Message("Filter entfernen")
CLEAR = Message("Alles zurücksetzen")
CHART = Message("Balkendiagramm: Treffer über die Zeit")
RELEASES = Message("Meldungen")
UNKNOWN_DATE = Message("ohne Datum")
WITHDRAWN = Message("zurückgezogen")
NUMBER = Message("Nr. {number}")
NO_SUCH_RELEASE = Message(
    "Eine Meldung mit der Kennung „{id}“ gibt es in diesem Archiv nicht.",
)
DOUBLE_NUMBER = Message("Diese Nummer tragen mehrere Meldungen")
NOT_ARCHIVED = Message("Diese Meldung ist nicht im Archiv")
TO_SEARCH = Message("Zur Suche")
COMPARISON = Message("Vergleich")
COMPARE = Message("Vergleichen")
COMPARE = Message("Vergleichen")
COMPARE = Message("Vergleichen")
REPEATED_PAGE = Message("Passagen")
REPEATED_HERE = Message("Was in diesen Meldungen mehrfach wörtlich steht")
WORDS = Message("{n} Wörter")
PERSONS = Message("Personen")
TOPICS = Message("Themen")
FORM_OF_RELEASE = Message("Art der Meldung")
ATTACHMENTS = Message("Anlagen")
CAPTIONS = Message("Bilder")
CONTACT = Message("Kontakt")
CITE = Message("Zitieren")
PRESS_RELEASE = Message("Pressemitteilung")
CITED_SHORT = Message("PM {number}")
CITED_TITLE = Message("„{title}“")
CITED_WITHOUT_DATE = Message("ohne Datum")
CITE_IN_FULL = Message("Ausführlich, mit Prüfsumme")
FOR_REFERENCES = Message("Für Literaturverwaltungen:")
CITATION = Message(
    "{publisher}: {title}. Pressemitteilung{number}{date}. {place}Archiviert am {archived}, Fassung {version}. "
    "{permalink}{proof}",
)
CITED_PROOF = Message(" (SHA-256 der gespeicherten Seite: {digest})")
CITED_NUMBER = Message(" Nr. {number}")
CITED_DATE = Message(" vom {date}")
ORIGINAL = Message("Original auf der Seite der Stadt")
VERSIONS = Message("Fassungen")
EXPORT_HEADINGS = {
    "id": Message("Kennung"),
    "city": Message("Stadt"),
    "year": Message("Jahr der Nummer"),
    "number": Message("Nummer"),
    "sign": Message("Zeichen"),
    "published": Message("Veröffentlicht"),
    "title": Message("Überschrift"),
    "lead": Message("Vorspann"),
    "persons": Message("Personen"),
    "topics": Message("Themen"),
    "url": Message("Adresse bei der Stadt"),
    "permalink": Message("Adresse im Archiv"),
    "versions": Message("Fassungen"),
    "withdrawn_at": Message("Zurückgezogen am"),
    "edited": Message("Letzte Änderung"),
    "contacts": Message("Kontakt"),
    "text": Message("Text"),
}
CHANGES_PAGE = Message("Änderungen")
CHANGES_MEAN = Message(
    "Was Städte an veröffentlichten Meldungen geändert oder von ihrer Seite genommen haben, nach dem Tag, an dem das "
    "Archiv es bemerkt hat. Änderungen zwischen zwei Abrufen sind nicht zu sehen.",
)
CHANGES_ONE = Message("1 Änderung")
CHANGES_COUNT = Message("{n} Änderungen")
NO_CHANGES = Message("Keine Änderung bemerkt.")
EARLIER_CHANGES = Message("Frühere Änderungen")
CAME_BACK = Message("wieder veröffentlicht")
STATE = Message("Art der Änderung")
CITY_FILTER = Message("Stadt")
LAST_DAYS = Message("letzte {n} Tage")
VERSION_LINE = Message("Fassung {number}, erfasst am {at}")
GONE_HERE = Message("gestrichen")
NEW_HERE = Message("neu")
SHOWN_VERSION = Message(
    "Sie sehen Fassung {number} von {last}. Die neueste hat womöglich einen anderen Wortlaut.",
)
WITHDRAWN_AT = Message(
    "Die Stadt hat diese Meldung von ihrer Seite genommen; bemerkt am {at}. Gezeigt wird die zuletzt erfasste Fassung.",
)
DATE_FROM_FILE_NAME = Message("Das Datum steht nur im Namen der Datei, aus der die Meldung kommt.")
DATED_OTHERWISE = Message("Die Seite nennt an anderer Stelle den {day} als Tag der Veröffentlichung.")
NUMBER_FROM_FILE_NAME = Message("Die Nummer steht nur im Namen der Datei, aus der die Meldung kommt.")
RECOGNISED = Message(
    "Der Text ist mit Texterkennung (OCR) aus einem Scan gelesen und kann Lesefehler enthalten.",
)
NOTE = Message("Begleittext der E-Mail (nur hier zu sehen)")
DATE_UNKNOWN = Message(
    "Diese Meldung trägt kein Datum. Erfasst wurde sie am {at}.",
)
EVIDENCE = Message("Beleg: „{sentence}“")
EVERY_RELEASE_WITH = Message("Alle Meldungen mit {name}")
KINDS = {
    "speaker": Message("zitiert"),
    "photographer": Message("Foto"),
    "caption": Message("im Bild"),
    "contact": Message("Kontakt"),
}
FORMER_ROLE = Message("{role} (früher)")
EMBARGOED = Message("Diese Meldung hat eine Sperrfrist bis {at} Uhr")
SEALED = Message("Diese Meldung ist gesperrt")
ERASED = Message("Diese Meldung wurde gelöscht")
SEALED_WHY = Message("Seit dem {at}. Grund: {reason}")
DATE_BY_SERIES = Message(
    "Die Meldung nennt kein Datum. Nach ihrer laufenden Nummer erschien sie zwischen dem {start} und dem {end}.",
)
CORRECTS = Message("Korrigiert: {title}")
CORRECTED_BY = Message("Korrigiert durch: {title}")
DOCUMENT_TEXT = Message("Text aus „{title}“")
DOCUMENT_STATES = {
    AttachmentState.SCANNED: Message(
        "Ein Scan ohne Text: Dieses Dokument lässt sich nicht durchsuchen.",
    ),
    AttachmentState.UNREADABLE: Message(
        "Dieses Dokument ist beschädigt oder geschützt; gespeichert ist es, sein Text nicht.",
    ),
}
DESCRIPTION = Message(
    "Pressemitteilungen deutscher Städte: Volltextsuche nach Person, Datum und Thema.",
)
NEWEST = Message("Neueste Meldungen")
SKIP = Message("Zum Inhalt")
FOOTER = Message("Fußzeile")
IMPRINT = Message("Impressum")
PRIVACY = Message("Datenschutz")
API = Message("Schnittstelle (API)")
COPY = Message("Zitat kopieren")
COPIED = Message("Kopiert")
STORED_COPY = Message("Gespeicherte Kopie (WARC)")
LOOK_AT_COPY = Message("Gespeicherte Kopie ansehen")
COPY_OF = Message("Kopie: {title}")
COPY_MEANS = Message(
    "Kopie der Seite, wie sie am {at} abgerufen wurde; ohne Bilder, Gestaltung und Programme."
)
COPY_BACK = Message("Zur Meldung im Archiv")
COPY_NOT_SHOWN = Message("Diese Kopie ({kind}) lässt sich hier nicht zeigen; die WARC-Datei enthält sie.")
WITH_TOOLS = Message("Im Archiv öffnen: Fassungen, Ähnliches, Passagen")
CHANGES = Message("Was sich geändert hat")
CHANGED_FIELDS = {
    "title": Message("Überschrift"),
    "lead": Message("Vorspann"),
    "body": Message("Text"),
    "captions": Message("Bilder"),
    "contact_text": Message("Kontakt"),
    "attachments": Message("Anlagen"),
    "office": Message("Amt"),
}
CREDIT = Message("Foto: {credit}")
EDITED = Message("nachträglich geändert")
DATE_INFERRED = Message("Datum erschlossen")
NO_SUCH_VERSION = Message(
    "Eine Fassung {number} gibt es nicht; die letzte ist Fassung {last}.",
)
NO_STORED_COPY = Message("Zu dieser Fassung ist keine Seite gespeichert")
NOT_ARCHIVED_WHY = Message(
    "Entweder gab es sie nie, oder sie wurde nie erfasst. Welche Nummern fehlen, zeigt die Seite der Stadt.",
)
NO_PERIOD = Message(
    "„{text}“ ist keine Zeitangabe, die sich deuten lässt; möglich sind etwa 15.08.2017, „Anfang August“, „KW 33“, "
    "„letzte Woche“.",
)
EMBARGOED_SHORT = Message("Diese Meldung hat eine Sperrfrist")
COMPLETED = Message("{text} ({n})")
COMPLETED_PERSON = Message("{text} – Person ({n})")
COMPLETED_TOPIC = Message("{text} – Thema")
COMPLETED_NUMBER = Message("Nr. {number} – {title}")
NOT_ANSWERED = Message("Das lässt sich hier oder jetzt nicht beantworten")
BAD_SEARCH = Message("Diese Suche lässt sich nicht ausführen")
TOO_MANY_REQUESTS = Message(
    "Zu viele Anfragen von dieser Adresse; bitte eine Minute warten.",
)
TOO_MANY_TRIES = Message("Zu viele Versuche; bitte eine Minute warten.")
SIGN_IN = Message("Anmelden")
SIGN_OUT = Message("Abmelden")
SIGN_IN_WHY = Message(
    "Für Mitarbeitende der Pressestelle. Der Name steht später neben jeder Entscheidung.",
)
YOUR_NAME = Message("Name oder Kürzel")
PASSWORD = Message("Passwort")
WRONG_PASSWORD = Message("Name oder Passwort stimmt nicht.")
NO_SIGN_IN = Message("Eine Anmeldung ist nicht eingerichtet")
NO_SIGN_IN_WHY = Message(
    "PRESSEARCHIV_STAFF_PASSWORD oder PRESSEARCHIV_STAFF_HEADER schaltet sie ein.",
)
NO_IMPRINT = Message(
    "Der Betreiber dieses Archivs hat noch kein Impressum hinterlegt (PRESSEARCHIV_IMPRINT).",
)
OWN_PRIVACY = Message(
    "Dieses Archiv setzt keine Cookies außer auf Ihren Wunsch: für die Sprache und für die Anmeldung von "
    "Mitarbeitenden. Es lädt nichts von Dritten und führt kein Protokoll über Besucher.\n\n"
    "Suchen, die nichts fanden, werden ohne Adresse, Namen und Uhrzeit bis zu 90 Tage aufbewahrt, damit Lücken "
    "auffallen.\n\n"
    "Wer eine Suche abonniert, hinterlässt eine E-Mail-Adresse; sie wird nur dafür verwendet und mit dem letzten Abo "
    "gelöscht.\n\n"
    "Eigene Angaben des Betreibers kommen mit PRESSEARCHIV_PRIVACY an diese Stelle.",
)
UNREADABLE_FILE = Message(
    "Der hinterlegte Text lässt sich nicht lesen; bitte den Betreiber verständigen.",
)
PERSON_PAGE = Message("Person")
CITY_PAGE = Message("Stadt")
CITIES = Message("Städte")
GUIDE = Message("Hilfe")
PRESSDESK = Message("Schreibtisch")
EXACT = Message("nur genau so geschrieben")
EXACT_HELP = Message(
    "Findet die Wörter nur, wie sie dastehen: keine anderen Formen, keine Teile von Zusammensetzungen.",
)
FEED = Message("Feed")
SUBSCRIBE = Message("Per E-Mail abonnieren")
TAKE_ALONG = Message("Diese Suche mitnehmen")
PERIOD = Message("Zeitraum")
SPANS = {
    "week": Message("7 Tage"),
    "month": Message("Letzter Monat"),
    "year": Message("Dieses Jahr"),
}
YEAR = Message("Jahr")
MORE_OF = Message("{facet}: weitere")
LOOK_UP = Message("{facet} suchen …")
UNCOUNTED = Message("Diese Zahlen können um bis zu {n} zu niedrig sein.")
SEARCHED_IN = Message("Durchsucht wurde")
NOWHERE = Message("{part} kommt in keiner Meldung vor.")
PERHAPS = Message("Ähnlich geschrieben: {words}.")
NO_SINGLE_PART = Message(
    "Auch ohne eine der Einschränkungen bliebe es bei null Treffern.",
)
WITHOUT = Message("Ohne {part}: {n} Treffer")
WITHOUT_ONE = Message("Ohne {part}: 1 Treffer")
COVERS = Message("{name}: {n} Meldungen, {span}")
COMPLETE = Message("nach laufenden Nummern zu {share} vollständig")
NO_NUMBERS = Message(
    "ohne laufende Nummern, daher ohne Aussage zur Vollständigkeit",
)
LISTED = Message(
    "nach den Listen der Stadt zu {share} vollständig ({taken} von {listed} genannten Meldungen)",
)
NOT_FOLLOWED = Message("die Listen sind noch nicht bis zu ihrem Ende verfolgt, Älteres kann fehlen")
BY_LIST = Message("Vollständigkeit nach den Listen der Stadt")
BY_LIST_MEANS = Message(
    "Gezählt ist, was die Listen der Stadt je genannt haben; was nie darauf stand, fehlt auch in dieser Zählung.",
)
LISTED_SHARE = Message("{taken} von {listed} genannten Meldungen sind im Archiv ({share}).")
LISTED_MISSING = Message("{n} genannte Meldungen fehlen, die erste seit dem {since}: {reasons}")
# Why an address that was listed is not on record, by the code of its last error.
WHY_MISSING = {
    "unreachable": Message("nicht erreichbar"),
    "bad-answer": Message("Fehler der Seite"),
    "robots-forbid": Message("von der robots.txt ausgenommen"),
    "host-not-allowed": Message("auf einem anderen Server"),
    "inner-address": Message("auf einem anderen Server"),
    "too-large": Message("zu groß"),
    "too-many-redirects": Message("endlos weitergeleitet"),
    "not-the-release": Message("weitergeleitet auf eine andere Seite"),
    "bot-page": Message("nur nach einer Prüfung oder Anmeldung"),
    "field-missing": Message("ohne Überschrift oder Text"),
    "text-too-long": Message("zu lang"),
    "page-too-complex": Message("zu viele Elemente"),
    "file-unreadable": Message("Dokument nicht lesbar"),
    "several-releases": Message("mehrere Meldungen auf einer Seite"),
}
WHY_MISSING_ELSE = Message("nicht auswertbar")
FOLLOWED = Message("Zuletzt verfolgt am {at}.")
THIN_MONTHS = Message("Monate mit weit weniger Meldungen als zuvor: {months}")
THIN_MONTH = Message("{month} ({count} statt etwa {usual})")
THIN_SPAN = Message("{first} bis {last}")
NOT_LISTED = Message("Für diese Stadt wurde noch keine Liste abgerufen.")
FETCHED = Message("zuletzt abgerufen am {at}")
NEVER_FETCHED = Message("nie abgerufen, nur importiert")
BACK_TO_HITS = Message("Zu den Treffern")
SHEET = Message("Druckansicht und dauerhafte Adresse")
CHANGED_SINCE = Message(
    "Was sich gegenüber Fassung {number} geändert hat (bemerkt am {at})",
)
STORED_AT = Message("abgerufen am {at}")
REUSED_WORDS = Message("{n} Wörter gemeinsam")
HERE = Message("Hier:")
THERE = Message("Dort:")
FOR_STAFF = Message("Für die Pressestelle")
REASON = Message("Grund (steht öffentlich am Permalink)")
REASON_NEEDED = Message("Bitte einen Grund angeben.")
SEAL = Message("Meldung sperren")
UNSEAL = Message("Sperre aufheben")
ERASED_FOR_GOOD = Message("Gelöscht; das lässt sich nicht zurücknehmen.")
HOW_KNOWN = Message("Woher das bekannt ist")
BOTH_NEEDED = Message("Beide Angaben werden gebraucht.")
NEWEST_OF = Message("Zuletzt am {at}: {title}")
NO_SUCH_CITY = Message("Diese Stadt ist nicht im Archiv.")
TO_CITIES = Message("Zu den Städten")
ALL_OF_CITY = Message("Alle Meldungen dieser Stadt")
HEALTH = Message("Zustand")
WELL = Message("Nichts auffällig.")
PER_MONTH = Message("Meldungen je Monat")
BY_NUMBER = Message("Vollständigkeit nach laufender Nummer")
SHARE = Message("{share} von Nr. {first} bis {last}")
MISSING_NUMBERS = Message("Es fehlen {n}: {numbers}")
NONE_MISSING = Message("Keine Nummer fehlt.")
UNUSED_NUMBERS = Message("Nie vergeben, laut Pressestelle: {numbers}")
STRAYS = Message("Vermutlich vertippt: Nr. {numbers}")
RESET = Message(
    "Am {day} sprang die Zählung von {before} auf {number} zurück.",
)
WITHDRAWN_NUMBER = Message("Nr. {number} wurde zurückgezogen")
DOUBLE_LINE = Message("Nr. {number} tragen mehrere Meldungen")
STRIP = Message("Nummern {first} bis {last}, eine Marke je Nummer")
ON_RECORD = Message("im Archiv")
MISSING = Message("fehlt")
NEVER_USED = Message("nie vergeben")
USED_TWICE = Message("doppelt vergeben")
MISSING_NUMBER = Message("Fehlende Nummer")
TOGGLE_UNUSED = Message("Als nie vergeben vermerken oder Vermerk zurücknehmen")
STAFF_ONLY = Message("Diese Seite ist für die Pressestelle.")
SIGNED_IN_AS = Message("Angemeldet als {name}")
CHECKS = Message("Prüfen")
MISSES = Message("Vergeblich gesucht")
JOURNAL = Message("Protokoll")
CHECKED = Message("{n} Meldungen geprüft, {flaws} Auffälligkeiten")
AND_MORE = Message("und {n} weitere")
CHECKS_BY_NAME = {
    "no date": Message("Kein Datum"),
    "no contact": Message("Kein Kontakt"),
    "weekday and date disagree": Message("Wochentag passt nicht zum Datum"),
    "number used twice": Message("Nummer doppelt vergeben"),
    "number missing": Message("Nummer fehlt"),
    "picture without a caption": Message("Bild ohne Unterschrift"),
    "picture without a credit": Message("Bild ohne Nachweis"),
    "address answers no more": Message("Adresse antwortet nicht mehr"),
}
MISSES_OFF = Message(
    "Vergebliche Suchen werden nicht aufbewahrt (PRESSEARCHIV_KEEP_MISSES).",
)
MISSES_KEPT = Message(
    "Nur die Wörter und der Tag, ohne Adresse und Namen; bis zu {days} Tage.",
)
NO_MISSES = Message("Keine vergebliche Suche.")
NO_AUDIT_ENTRIES = Message("Noch nichts entschieden.")
AUDIT_ACTIONS = {
    "amend": Message("Angabe berichtigt"),
    "unamend": Message("Berichtigung zurückgenommen"),
    "seal": Message("Meldung gesperrt"),
    "unseal": Message("Sperre aufgehoben"),
    "erase": Message("Meldung gelöscht"),
    "unused": Message("Nummer nie vergeben"),
    "not unused": Message("Vermerk zur Nummer zurückgenommen"),
    "merge": Message("Personen zusammengeführt"),
    "split": Message("Personen getrennt"),
    "undecide": Message("Entscheidung über Personen zurückgenommen"),
}
TAKE_BACK = Message("Zurücknehmen")
NO_SAVING = Message("Abonnements sind nicht eingerichtet")
NO_SAVING_WHY = Message(
    "PRESSEARCHIV_SMTP und PRESSEARCHIV_MAIL_FROM schalten sie ein; der Feed einer Suche geht auch ohne.",
)
NOT_FROM_HERE = Message("Dieses Formular kam nicht von dieser Seite")
TOO_MANY_WISHES = Message(
    "Von dieser Adresse kamen viele Wünsche; bitte in einer Stunde noch einmal.",
)
MAIL_ADDRESS = Message("E-Mail-Adresse")
OF_WHAT = Message("Nachricht über")
HOW_OFTEN = Message("Wie oft")
SUBSCRIBE_NOW = Message("Abonnieren")
DOUBLE_OPT_IN = Message(
    "Sie bekommen zuerst eine E-Mail mit einem Link zum Bestätigen. Jede Nachricht enthält einen Link zum Beenden.",
)
MAIL_SENT = Message("Bitte sehen Sie in Ihr Postfach")
MAIL_SENT_WHY = Message(
    "Wir haben eine E-Mail mit einem Link geschickt. Erst nach dem Bestätigen kommen Nachrichten. "
    "Wer diese Suche schon abonniert hat, bekommt keine.",
)
CONFIRM_SUBSCRIPTION = Message("Abonnement bestätigen")
CONFIRM = Message("Ja, ich möchte diese Nachrichten")
CONFIRMED = Message("Das Abonnement läuft")
CONFIRMED_SEARCH = Message("Suche: {search}")
END_SUBSCRIPTION = Message("Abonnement beenden")
END = Message("Beenden")
ENDED = Message("Das Abonnement ist beendet")
WITHOUT_YEAR = Message(
    "Diese Meldungen tragen eine Nummer, aber kein Datum, aus dem das Jahr hervorgeht; jede kann eine Lücke füllen:",
)
NUMBER_AND_TITLE = Message("Nr. {number} – {title}")
MORE_CITIES = Message("… und {n} weitere Städte")
NO_SUCH_ADDRESS = Message("Diese Adresse gibt es nicht.")
