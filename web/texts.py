"""Every sentence of the pages, in German and in English."""

from archive.model import AttachmentState, Grade
from wording import Wording

SITE = Wording("Pressearchiv", "Pressearchiv")
SEARCH_PAGE = Wording("Suche", "Search")
RELEASE_PAGE = Wording("Meldung", "Release")
HEADING = Wording("Pressemitteilungen durchsuchen", "Search press releases")
BOX = Wording("Suchbegriff", "Search for")
BOX_EXAMPLE = Wording(
    'z. B. Radweg, "wörtlich so", person:Güler, 450/pe', 'e.g. Radweg, "exactly so", person:Güler, 450/pe'
)
FICTIONAL = Wording(
    "{names} gibt es nicht: Diese Stadt und ihre Meldungen sind erfunden, damit Sie das Archiv ausprobieren können.",
    "{names} does not exist: this city and its releases are made up, so that you can try the archive.",
)
FROM = Wording("Von", "From")
TO = Wording("Bis", "To")
FACETS = {
    "topic": Wording("Thema", "Topic"),
    "city": Wording("Stadt", "City"),
    "person": Wording("Person", "Person"),
    "sign": Wording("Kürzel", "Author’s sign"),
    "state": Wording("Seither", "Since then"),
}
MEANT = Wording("Meinten Sie: {text}", "Did you mean: {text}")
# Why a release was found, where it does not hold a word as it was typed.
FOUND_BY = Wording("gefunden über {reasons}", "found by {reasons}")
IN_EARLIER = Wording("nur in Fassung {number}", "only in version {number}")
SIMILAR = Wording("Ähnliche Meldungen", "Similar releases")
REUSED = Wording("Gleiche Passagen in anderen Meldungen", "Passages shared with other releases")
REUSED_LINE = Wording("{n} Wörter: „{passage}“", "{n} words: “{passage}”")
HITS_ONE = Wording("1 Treffer", "1 hit")
HITS = Wording("{n} Treffer", "{n} hits")
NO_HITS = Wording(
    "Keine Treffer. Weniger Filter wählen oder die Schreibweise prüfen.",
    "No hits. Choose fewer filters or check the spelling.",
)
BEYOND_LAST_PAGE = Wording(
    "Seite {page} gibt es nicht; die letzte ist Seite {last}.",
    "There is no page {page}; the last one is {last}.",
)
UNDATED = Wording(
    "{n} weitere Meldungen passen, tragen aber kein Datum und lassen sich keinem Zeitraum zuordnen.",
    "{n} more releases match, but bear no date and cannot be placed in a period.",
)
UNDATED_ONE = Wording(
    "1 weitere Meldung passt, trägt aber kein Datum und lässt sich keinem Zeitraum zuordnen.",
    "1 more release matches, but bears no date and cannot be placed in a period.",
)
EMPTY_ARCHIVE = Wording(
    "Das Archiv ist noch leer. Meldungen kommen mit `pressearchiv ingest` oder `pressearchiv import` hinein.",
    "The archive is still empty. Releases come in by `pressearchiv ingest` or `pressearchiv import`.",
)
SORT = Wording("Sortierung", "Order")
SORTS = {
    "relevance": Wording("Genauigkeit", "Relevance"),
    "newest": Wording("Neueste", "Newest"),
    "oldest": Wording("Älteste", "Oldest"),
}
REMOVE_FILTER = Wording("Filter entfernen", "Remove filter")
CLEAR = Wording("Alles zurücksetzen", "Reset all")
CHART = Wording("Balkendiagramm: Meldungen je Monat", "Bar chart: releases a month")
RELEASES = Wording("Meldungen", "Releases")
UNKNOWN_DATE = Wording("ohne Datum", "undated")
WITHDRAWN = Wording("zurückgezogen", "withdrawn")
NUMBER = Wording("Nr. {number}", "No. {number}")
NO_SUCH_RELEASE = Wording(
    "Eine Meldung mit der Kennung „{id}“ gibt es in diesem Archiv nicht.",
    "There is no release with the id “{id}” in this archive.",
)
DOUBLE_NUMBER = Wording("Diese Nummer tragen mehrere Meldungen", "More than one release bears this number")
NOT_ARCHIVED = Wording("Diese Meldung ist nicht im Archiv", "This release is not in the archive")
TO_SEARCH = Wording("Zur Suche", "To the search")
PERSONS = Wording("Personen", "Persons")
TOPICS = Wording("Themen", "Topics")
ATTACHMENTS = Wording("Anlagen", "Attachments")
CAPTIONS = Wording("Bilder", "Pictures")
CONTACT = Wording("Kontakt", "Contact")
CITE = Wording("Zitieren", "Cite")
CITATION = Wording(
    "{publisher}: {title}. Pressemitteilung{number}{date}. {place}Archiviert am {archived}, Fassung {version}. "
    "{permalink}{proof}",
    "{publisher}: {title}. Press release{number}{date}. {place}Archived {archived}, version {version}. "
    "{permalink}{proof}",
)
CITED_PROOF = Wording(
    " (SHA-256 der gespeicherten Seite: {digest})", " (SHA-256 of the stored page: {digest})"
)
CITED_NUMBER = Wording(" Nr. {number}", " no. {number}")
CITED_DATE = Wording(" vom {date}", " of {date}")
ORIGINAL = Wording("Original auf der Seite der Stadt", "Original on the city’s site")
VERSIONS = Wording("Fassungen", "Versions")
VERSION_LINE = Wording("Fassung {number}, erfasst am {at}", "Version {number}, recorded {at}")
SHOWN_VERSION = Wording(
    "Sie sehen Fassung {number} von {last}. Die neueste hat womöglich einen anderen Wortlaut.",
    "You are looking at version {number} of {last}. The newest one may have other words.",
)
WITHDRAWN_AT = Wording(
    "Die Stadt hat diese Meldung von ihrer Seite genommen; bemerkt am {at}. Gezeigt wird die zuletzt erfasste Fassung.",
    "The city has taken this release off its site; noticed on {at}. What you see is the version recorded last.",
)
DATE_UNKNOWN = Wording(
    "Diese Meldung trägt kein Datum. Erfasst wurde sie am {at}.",
    "This release bears no date. It was recorded on {at}.",
)
EVIDENCE = Wording("Beleg: „{sentence}“", "Proof: “{sentence}”")
EVERY_RELEASE_WITH = Wording("Alle Meldungen mit {name}", "All releases with {name}")
KINDS = {
    "speaker": Wording("zitiert", "quoted"),
    "photographer": Wording("Foto", "photograph"),
    "caption": Wording("im Bild", "pictured"),
    "contact": Wording("Kontakt", "contact"),
}
FORMER_ROLE = Wording("{role} (früher)", "{role} (former)")
EMBARGOED = Wording(
    "Diese Meldung hat eine Sperrfrist bis {at} Uhr", "This release is under embargo until {at}"
)
SEALED = Wording("Diese Meldung ist gesperrt", "This release is sealed")
ERASED = Wording("Diese Meldung wurde gelöscht", "This release was erased")
SEALED_WHY = Wording("Seit dem {at}. Grund: {reason}", "Since {at}. Reason: {reason}")
DATE_BY_SERIES = Wording(
    "Die Meldung nennt kein Datum. Nach ihrer laufenden Nummer erschien sie zwischen dem {start} und dem {end}.",
    "The release bears no date. By its running number it came between {start} and {end}.",
)
CORRECTS = Wording("Korrigiert: {title}", "Corrects: {title}")
CORRECTED_BY = Wording("Korrigiert durch: {title}", "Corrected by: {title}")
DOCUMENT_TEXT = Wording("Text aus „{title}“", "Text of “{title}”")
DOCUMENT_STATES = {
    AttachmentState.SCANNED: Wording(
        "Ein Scan ohne Text: Dieses Dokument lässt sich nicht durchsuchen.",
        "A scan without text: this document cannot be searched.",
    ),
    AttachmentState.UNREADABLE: Wording(
        "Dieses Dokument ist beschädigt oder geschützt; gespeichert ist es, sein Text nicht.",
        "This document is damaged or locked; it is stored, its text is not.",
    ),
}
GRADES = {
    Grade.TYPOGRAPHIC: Wording("Schreibweise geändert", "spelling changed"),
    Grade.FACTUAL: Wording("Angaben geändert", "facts changed"),
    Grade.STRUCTURAL: Wording("Text dazugekommen oder entfallen", "text added or removed"),
}
DESCRIPTION = Wording(
    "Pressemitteilungen deutscher Städte: Volltextsuche nach Person, Datum und Thema.",
    "Press releases of German cities: full-text search by person, date and topic.",
)
NEWEST = Wording("Neueste Meldungen", "Newest releases")
SKIP = Wording("Zum Inhalt", "Skip to the content")
FOOTER = Wording("Fußzeile", "Footer")
IMPRINT = Wording("Impressum", "Imprint")
PRIVACY = Wording("Datenschutz", "Privacy")
API = Wording("Schnittstelle (API)", "API")
COPY = Wording("Zitat kopieren", "Copy citation")
COPIED = Wording("Kopiert", "Copied")
STORED_COPY = Wording("Gespeicherte Kopie (WARC)", "Stored copy (WARC)")
WITH_TOOLS = Wording(
    "Im Archiv öffnen: Fassungen, Ähnliches, Passagen", "Open in the archive: versions, similar, passages"
)
CHANGES = Wording("Was sich geändert hat", "What changed")
CHANGED_FIELDS = {
    "title": Wording("Überschrift", "Headline"),
    "lead": Wording("Vorspann", "Lead"),
    "body": Wording("Text", "Text"),
    "captions": Wording("Bilder", "Pictures"),
    "contact_text": Wording("Kontakt", "Contact"),
    "attachments": Wording("Anlagen", "Attachments"),
    "office": Wording("Amt", "Office"),
}
CREDIT = Wording("Foto: {credit}", "Photograph: {credit}")
EDITED = Wording("nachträglich geändert", "edited since")
DATE_INFERRED = Wording("Datum erschlossen", "date inferred")
NO_SUCH_VERSION = Wording(
    "Eine Fassung {number} gibt es nicht; die letzte ist Fassung {last}.",
    "There is no version {number}; the last one is version {last}.",
)
NO_STORED_COPY = Wording("Zu dieser Fassung ist keine Seite gespeichert", "No page is stored of this version")
NOT_ARCHIVED_WHY = Wording(
    "Entweder gab es sie nie, oder sie wurde nie erfasst. Welche Nummern fehlen, zeigt die Seite der Stadt.",
    "Either it never was, or it was never recorded. The page of the city shows which numbers are missing.",
)
NO_PERIOD = Wording(
    "„{text}“ ist keine Zeitangabe, die sich deuten lässt; möglich sind etwa 15.08.2017, „Anfang August“, „KW 33“, "
    "„letzte Woche“.",
    "“{text}” is no date or period; 15.08.2017, “Anfang August”, “KW 33” or “letzte Woche” would be.",
)
EMBARGOED_SHORT = Wording("Diese Meldung hat eine Sperrfrist", "This release is under embargo")
COMPLETED = Wording("{text} ({n})", "{text} ({n})")
COMPLETED_PERSON = Wording("{text} – Person ({n})", "{text} – person ({n})")
COMPLETED_TOPIC = Wording("{text} – Thema", "{text} – topic")
COMPLETED_NUMBER = Wording("Nr. {number} – {title}", "No. {number} – {title}")
BAD_SEARCH = Wording("Diese Suche lässt sich nicht ausführen", "This search cannot be done")
TOO_MANY_REQUESTS = Wording(
    "Zu viele Anfragen von dieser Adresse; bitte eine Minute warten.",
    "Too many requests from this address; please wait a minute.",
)
TOO_MANY_TRIES = Wording(
    "Zu viele Versuche; bitte eine Minute warten.", "Too many tries; please wait a minute."
)
SIGN_IN = Wording("Anmelden", "Sign in")
SIGN_OUT = Wording("Abmelden", "Sign out")
SIGN_IN_WHY = Wording(
    "Für Mitarbeitende der Pressestelle. Der Name steht später neben jeder Entscheidung.",
    "For the staff of the press office. The name will stand beside every decision.",
)
YOUR_NAME = Wording("Name oder Kürzel", "Name or initials")
PASSWORD = Wording("Passwort", "Password")
WRONG_PASSWORD = Wording("Name oder Passwort stimmt nicht.", "Name or password is not right.")
NO_SIGN_IN = Wording("Eine Anmeldung ist nicht eingerichtet", "Signing in is not set up")
NO_SIGN_IN_WHY = Wording(
    "PRESSEARCHIV_STAFF_PASSWORD oder PRESSEARCHIV_STAFF_HEADER schaltet sie ein.",
    "PRESSEARCHIV_STAFF_PASSWORD or PRESSEARCHIV_STAFF_HEADER turns it on.",
)
NO_IMPRINT = Wording(
    "Der Betreiber dieses Archivs hat noch kein Impressum hinterlegt (PRESSEARCHIV_IMPRINT).",
    "The operator of this archive has not given an imprint yet (PRESSEARCHIV_IMPRINT).",
)
OWN_PRIVACY = Wording(
    "Dieses Archiv setzt keine Cookies außer auf Ihren Wunsch: für die Sprache und für die Anmeldung von "
    "Mitarbeitenden. Es lädt nichts von Dritten und führt kein Protokoll über Besucher.\n\nSuchen, die nichts fanden, "
    "werden ohne Adresse, Namen und Uhrzeit bis zu 90 Tage aufbewahrt, damit Lücken auffallen.\n\nWer eine Suche "
    "abonniert, hinterlässt eine E-Mail-Adresse; sie wird nur dafür verwendet und mit dem letzten Abo gelöscht.\n\n"
    "Eigene Angaben des Betreibers kommen mit PRESSEARCHIV_PRIVACY an diese Stelle.",
    "This archive sets no cookies but those you ask for: for the language, and for staff who sign in. It loads nothing "
    "from third parties and keeps no log of visitors.\n\nSearches that found nothing are kept for up to 90 days without "
    "address, name or time of day, so that gaps are noticed.\n\nWhoever subscribes to a search leaves an e-mail "
    "address; it is used for that alone and deleted with the last subscription.\n\nWhat the operator has to say himself "
    "comes here by PRESSEARCHIV_PRIVACY.",
)
UNREADABLE_FILE = Wording(
    "Der hinterlegte Text lässt sich nicht lesen; bitte den Betreiber verständigen.",
    "The text given cannot be read; please tell the operator.",
)
