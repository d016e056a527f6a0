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
NO_HITS = Wording("Keine Treffer", "No hits")
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
CHART = Wording("Balkendiagramm: Treffer über die Zeit", "Bar chart: hits over time")
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
    "Mitarbeitenden. Es lädt nichts von Dritten und führt kein Protokoll über Besucher.\n\n"
    "Suchen, die nichts fanden, werden ohne Adresse, Namen und Uhrzeit bis zu 90 Tage aufbewahrt, damit Lücken "
    "auffallen.\n\n"
    "Wer eine Suche abonniert, hinterlässt eine E-Mail-Adresse; sie wird nur dafür verwendet und mit dem letzten Abo "
    "gelöscht.\n\n"
    "Eigene Angaben des Betreibers kommen mit PRESSEARCHIV_PRIVACY an diese Stelle.",
    "This archive sets no cookies but those you ask for: for the language, and for staff who sign in. It loads "
    "nothing from third parties and keeps no log of visitors.\n\n"
    "Searches that found nothing are kept for up to 90 days without address, name or time of day, so that gaps are "
    "noticed.\n\n"
    "Whoever subscribes to a search leaves an e-mail address; it is used for that alone and deleted with the last "
    "subscription.\n\n"
    "What the operator has to say himself comes here by PRESSEARCHIV_PRIVACY.",
)
UNREADABLE_FILE = Wording(
    "Der hinterlegte Text lässt sich nicht lesen; bitte den Betreiber verständigen.",
    "The text given cannot be read; please tell the operator.",
)
PERSON_PAGE = Wording("Person", "Person")
CITY_PAGE = Wording("Stadt", "City")
CITIES = Wording("Städte", "Cities")
GUIDE = Wording("Hilfe", "Help")
PRESSDESK = Wording("Schreibtisch", "Desk")
EXACT = Wording("nur genau so geschrieben", "only as typed")
EXACT_HELP = Wording(
    "Findet die Wörter nur, wie sie dastehen: keine anderen Formen, keine Teile von Zusammensetzungen.",
    "Finds the words only as they are typed: no other forms, no parts of compounds.",
)
FEED = Wording("Feed", "Feed")
SUBSCRIBE = Wording("Per E-Mail abonnieren", "Subscribe by e-mail")
TAKE_ALONG = Wording("Diese Suche mitnehmen", "Take this search along")
PERIOD = Wording("Zeitraum", "Period")
SPANS = {
    "week": Wording("7 Tage", "7 days"),
    "month": Wording("Letzter Monat", "Last month"),
    "year": Wording("Dieses Jahr", "This year"),
}
YEAR = Wording("Jahr", "Year")
MORE_OF = Wording("{facet}: weitere", "{facet}: more")
LOOK_UP = Wording("{facet} suchen …", "Look up {facet} …")
SEARCHED_IN = Wording("Durchsucht wurde", "What was searched")
NOWHERE = Wording("{part} kommt in keiner Meldung vor.", "{part} is in no release.")
PERHAPS = Wording("Ähnlich geschrieben: {words}.", "Spelt alike: {words}.")
NO_SINGLE_PART = Wording(
    "Auch ohne eine der Einschränkungen bliebe es bei null Treffern.",
    "Even without any one of these there would be no hits.",
)
WITHOUT = Wording("Ohne {part}: {n} Treffer", "Without {part}: {n} hits")
WITHOUT_ONE = Wording("Ohne {part}: 1 Treffer", "Without {part}: 1 hit")
COVERS = Wording("{name}: {n} Meldungen, {span}", "{name}: {n} releases, {span}")
COMPLETE = Wording("nach laufenden Nummern zu {share} vollständig", "{share} complete by running number")
NO_NUMBERS = Wording(
    "ohne laufende Nummern, daher ohne Aussage zur Vollständigkeit",
    "without running numbers, so nothing can be said about completeness",
)
FETCHED = Wording("zuletzt abgerufen am {at}", "last fetched {at}")
NEVER_FETCHED = Wording("nie abgerufen, nur importiert", "never fetched, only imported")
BACK_TO_HITS = Wording("Zu den Treffern", "To the hits")
SHEET = Wording("Druckansicht und dauerhafte Adresse", "Print view and permanent address")
CHANGED_SINCE = Wording(
    "Was sich gegenüber Fassung {number} geändert hat (bemerkt am {at})",
    "What changed since version {number} (noticed {at})",
)
STORED_AT = Wording("abgerufen am {at}", "fetched {at}")
REUSED_WORDS = Wording("{n} Wörter gemeinsam", "{n} words in common")
HERE = Wording("Hier:", "Here:")
THERE = Wording("Dort:", "There:")
FOR_STAFF = Wording("Für die Pressestelle", "For the press office")
REASON = Wording("Grund (steht öffentlich am Permalink)", "Reason (public, at the permalink)")
REASON_NEEDED = Wording("Bitte einen Grund angeben.", "Please give a reason.")
SEAL = Wording("Meldung sperren", "Seal this release")
UNSEAL = Wording("Sperre aufheben", "Lift the seal")
ERASED_FOR_GOOD = Wording("Gelöscht; das lässt sich nicht zurücknehmen.", "Erased; that cannot be undone.")
NO_SUCH_PERSON = Wording(
    "Diese Person ist nicht (mehr) im Archiv; vielleicht wurde sie mit einer anderen zusammengeführt.",
    "This person is not in the archive (any more); perhaps it was merged with another one.",
)
TO_PERSONS = Wording("Zu den Personen", "To the persons")
NAMESAKES = Wording(
    "Vorsicht, Namensvettern: Das Archiv kennt unter diesem Namen mehr als eine Person.",
    "Beware of namesakes: the archive knows more than one person of this name.",
)
NAMESAKE = Wording("Namensvetter vorhanden", "has namesakes")
MERGED_BY_HAND = Wording(
    "Von Hand zusammengeführt mit „{name}“ am {at}: {note}", "Merged by hand with “{name}” on {at}: {note}"
)
SPLIT_BY_HAND = Wording(
    "Von Hand von Namensvettern getrennt ({label}) am {at}: {note}",
    "Told apart from namesakes by hand ({label}) on {at}: {note}",
)
ROLES_OVER_TIME = Wording("Ämter und Funktionen", "Offices and functions")
NO_ROLES = Wording("In keiner Meldung wird ein Amt genannt.", "No release names an office.")
MORE_PROOFS = Wording("{n} weitere Belege", "{n} more proofs")
FORMER_SINCE = Wording("seit {at} als früher genannt", "called former since {at}")
ALL_RELEASES = Wording("Meldungen ({n})", "Releases ({n})")
SEARCH_THESE = Wording("In diesen Meldungen suchen", "Search these releases")
TOGETHER = Wording("Genannt zusammen mit", "Named together with")
SPELLINGS = Wording("Schreibweisen", "Spellings")
SAME_PERSON_AS = Wording("Ist dieselbe Person wie", "Is the same person as")
HOW_KNOWN = Wording("Woher das bekannt ist", "How that is known")
MERGE = Wording("Zusammenführen", "Merge")
ANOTHER_PERSON_IN = Wording("Eine andere Person meinen diese Meldungen", "These releases mean another person")
TOLD_APART_BY = Wording("Was diese andere Person unterscheidet", "What tells that other person apart")
SPLIT = Wording("Trennen", "Split")
BOTH_NEEDED = Wording("Beide Angaben werden gebraucht.", "Both are needed.")
ALL_NEEDED = Wording("Alle drei Angaben werden gebraucht.", "All three are needed.")
PERSONS_COUNT = Wording("{n} Personen", "{n} persons")
PERSONS_ONE = Wording("1 Person", "1 person")
NARROW_BY_NAME = Wording(
    "Gezeigt sind die {n} meistgenannten; ein Name oder Amt grenzt ein.",
    "The {n} named oftenest are shown; a name or an office narrows them down.",
)
PERSON_FIELDS = {
    "name": Wording("Name", "Name"),
    "role": Wording("Amt oder Funktion", "Office or function"),
    "on": Wording("am Tag oder im Zeitraum", "on a day or in a period"),
}
PERSON_EXAMPLES = {
    "name": Wording("z. B. Güler", "e.g. Güler"),
    "role": Wording("z. B. Kämmerer", "e.g. Kämmerer"),
    "on": Wording("z. B. 1.3.2019 oder 2019", "e.g. 1.3.2019 or 2019"),
}
NOBODY_HELD = Wording(
    "Keine Meldung belegt, wer dann „{role}“ war.", "No release proves who was “{role}” then."
)
OFFICES_LIKE = Wording("Ähnliche Ämter: {roles}.", "Offices like it: {roles}.")
NOT_PROVEN = Wording(
    "davor und danach genannt, für diese Zeit nicht belegt", "named before and after, not proven then"
)
NEWEST_OF = Wording("Zuletzt am {at}: {title}", "Last on {at}: {title}")
NO_SUCH_CITY = Wording("Diese Stadt ist nicht im Archiv.", "This city is not in the archive.")
TO_CITIES = Wording("Zu den Städten", "To the cities")
ALL_OF_CITY = Wording("Alle Meldungen dieser Stadt", "All releases of this city")
HEALTH = Wording("Zustand", "Health")
WELL = Wording("Nichts auffällig.", "Nothing amiss.")
PER_MONTH = Wording("Meldungen je Monat", "Releases a month")
BY_NUMBER = Wording("Vollständigkeit nach laufender Nummer", "Completeness by running number")
SHARE = Wording("{share} von Nr. {first} bis {last}", "{share} of no. {first} to {last}")
MISSING_NUMBERS = Wording("Es fehlen {n}: {numbers}", "{n} are missing: {numbers}")
NONE_MISSING = Wording("Keine Nummer fehlt.", "No number is missing.")
UNUSED_NUMBERS = Wording(
    "Nie vergeben, laut Pressestelle: {numbers}", "Never used, says the press office: {numbers}"
)
STRAYS = Wording("Vermutlich vertippt: Nr. {numbers}", "Probably misprints: no. {numbers}")
RESET = Wording(
    "Am {day} sprang die Zählung von {before} auf {number} zurück.",
    "On {day} the numbers fell back from {before} to {number}.",
)
WITHDRAWN_NUMBER = Wording("Nr. {number} wurde zurückgezogen", "No. {number} was withdrawn")
DOUBLE_LINE = Wording("Nr. {number} tragen mehrere Meldungen", "No. {number} is on more than one release")
STRIP = Wording(
    "Nummern {first} bis {last}, eine Marke je Nummer", "Numbers {first} to {last}, one mark each"
)
ON_RECORD = Wording("im Archiv", "on record")
MISSING = Wording("fehlt", "missing")
NEVER_USED = Wording("nie vergeben", "never used")
USED_TWICE = Wording("doppelt vergeben", "used twice")
MISSING_NUMBER = Wording("Fehlende Nummer", "Missing number")
TOGGLE_UNUSED = Wording(
    "Als nie vergeben vermerken oder Vermerk zurücknehmen", "Note as never used, or take it back"
)
STAFF_ONLY = Wording("Diese Seite ist für die Pressestelle.", "This page is for the press office.")
SIGNED_IN_AS = Wording("Angemeldet als {name}", "Signed in as {name}")
CHECKS = Wording("Prüfen", "Checks")
MISSES = Wording("Vergeblich gesucht", "Searched in vain")
JOURNAL = Wording("Protokoll", "Journal")
CHECKED = Wording("{n} Meldungen geprüft, {flaws} Auffälligkeiten", "{n} releases checked, {flaws} findings")
AND_MORE = Wording("und {n} weitere", "and {n} more")
CHECKS_BY_NAME = {
    "no contact": Wording("Kein Kontakt", "No contact"),
    "weekday and date disagree": Wording("Wochentag passt nicht zum Datum", "Weekday and date disagree"),
    "number used twice": Wording("Nummer doppelt vergeben", "Number used twice"),
    "number missing": Wording("Nummer fehlt", "Number missing"),
    "picture without a caption": Wording("Bild ohne Unterschrift", "Picture without a caption"),
    "picture without a credit": Wording("Bild ohne Nachweis", "Picture without a credit"),
    "address answers no more": Wording("Adresse antwortet nicht mehr", "Address answers no more"),
}
MISSES_OFF = Wording(
    "Vergebliche Suchen werden nicht aufbewahrt (PRESSEARCHIV_KEEP_MISSES).",
    "Searches in vain are not kept (PRESSEARCHIV_KEEP_MISSES).",
)
MISSES_KEPT = Wording(
    "Nur die Wörter und der Tag, ohne Adresse und Namen; bis zu {days} Tage.",
    "Only the words and the day, without address or name; for up to {days} days.",
)
NO_MISSES = Wording("Keine vergebliche Suche.", "No search was in vain.")
NO_DEEDS = Wording("Noch nichts entschieden.", "Nothing was decided yet.")
DEEDS = {
    "seal": Wording("Meldung gesperrt", "release sealed"),
    "unseal": Wording("Sperre aufgehoben", "seal lifted"),
    "erase": Wording("Meldung gelöscht", "release erased"),
    "unused": Wording("Nummer nie vergeben", "number never used"),
    "not unused": Wording("Vermerk zur Nummer zurückgenommen", "note about a number taken back"),
    "merge": Wording("Personen zusammengeführt", "persons merged"),
    "split": Wording("Personen getrennt", "persons told apart"),
    "undecide": Wording("Entscheidung über Personen zurückgenommen", "decision about persons taken back"),
}
DECISION = Wording("Entscheidung über Personen", "Decision about persons")
TAKE_BACK = Wording("Zurücknehmen", "Take back")
GUIDE_HEADING = Wording("So wird gesucht", "How to search")
GUIDE_LEAD = Wording(
    "Alle Wörter einer Suche müssen vorkommen, in irgendeiner Form: „Radwege“ findet auch „Radweges“ und "
    "„Radwegenetz“. Jedes Beispiel lässt sich anklicken.",
    "All words of a search have to occur, in any form: “Radwege” finds “Radweges” and “Radwegenetz” too. "
    "Every example can be clicked.",
)
GUIDE_KEYS = Wording("Tastatur", "Keyboard")
GUIDE_SLASH = Wording("Die Taste / springt ins Suchfeld.", "The key / goes to the search box.")
EXAMPLES = (
    (
        Wording("Wörter", "Words"),
        (
            (
                "Verkehr Konzept",
                Wording("beide Wörter, auch im Verkehrskonzept", "both words, also in Verkehrskonzept"),
            ),
            ('"neue Brücke"', Wording("genau so, hintereinander", "exactly so, in a row")),
            (
                "Bus ODER Bahn",
                Wording("eines von beiden; ODER großgeschrieben", "one of them; ODER in capitals"),
            ),
            (
                "Schule NICHT Ferien",
                Wording("ohne Meldungen, die das zweite Wort enthalten", "without the second word"),
            ),
            ("Rad*", Wording("jedes Wort, das so beginnt", "any word that begins so")),
            ("Bürgermeistr~", Wording("auch mit ein, zwei Tippfehlern", "with a misprint or two")),
            ("titel:Haushalt", Wording("nur in der Überschrift", "in the headline only")),
        ),
    ),
    (
        Wording("Personen und Ämter", "Persons and offices"),
        (
            ("person:Müller", Wording("wer so heißt, auch mit Vornamen oder Titel", "who is called so")),
            (
                "rolle:Kämmerer",
                Wording("jemand hat dieses Amt; Kämmerin ebenso", "somebody holds this office"),
            ),
        ),
    ),
    (
        Wording("Datum", "Date"),
        (
            ('am:"letzte Woche"', Wording("erschienen in der letzten Woche", "published last week")),
            ("von:2024 bis:2025", Wording("erschienen in diesen Jahren", "published in these years")),
            ("Markt von:2025", Wording("erschienen ab 2025", "published in 2025 or later")),
            (
                'termin:"Juni 2025"',
                Wording("der Text nennt einen Tag im Juni 2025", "the text names a day of June 2025"),
            ),
        ),
    ),
    (
        Wording("Nummer, Thema, Stadt", "Number, topic, city"),
        (
            ("nr:35", Wording("die laufende Nummer; 450/pe geht auch ohne nr:", "the running number")),
            ("kürzel:sb", Wording("das Kürzel des Verfassers", "the author’s sign")),
            ("thema:verkehr", Wording("ein Thema, siehe Themen", "a topic, see Topics")),
            ("stadt:tellbrück", Wording("eine Stadt, siehe Städte", "a city, see Cities")),
        ),
    ),
    (
        Wording("Was seither geschah", "What happened since"),
        (
            ("stand:geändert", Wording("nach Erscheinen geändert", "changed after publication")),
            ("stand:zurückgezogen", Wording("von der Seite der Stadt genommen", "taken off the city’s site")),
            ("auch:alt Radweg", Wording("sucht auch in früheren Fassungen", "searches earlier versions too")),
        ),
    ),
)
NO_SAVING = Wording("Abonnements sind nicht eingerichtet", "Subscriptions are not set up")
NO_SAVING_WHY = Wording(
    "PRESSEARCHIV_SMTP und PRESSEARCHIV_MAIL_FROM schalten sie ein; der Feed einer Suche geht auch ohne.",
    "PRESSEARCHIV_SMTP and PRESSEARCHIV_MAIL_FROM turn them on; the feed of a search works without.",
)
NOT_FROM_HERE = Wording("Dieses Formular kam nicht von dieser Seite", "This form did not come from this site")
TOO_MANY_WISHES = Wording(
    "Von dieser Adresse kamen viele Wünsche; bitte in einer Stunde noch einmal.",
    "Many wishes came from this address; please try again in an hour.",
)
MAIL_ADDRESS = Wording("E-Mail-Adresse", "E-mail address")
OF_WHAT = Wording("Nachricht über", "News of")
HOW_OFTEN = Wording("Wie oft", "How often")
SUBSCRIBE_NOW = Wording("Abonnieren", "Subscribe")
DOUBLE_OPT_IN = Wording(
    "Sie bekommen zuerst eine E-Mail mit einem Link zum Bestätigen. Jede Nachricht enthält einen Link zum Beenden.",
    "First you get a mail with a link to confirm. Every message has a link to end it.",
)
MAIL_SENT = Wording("Bitte sehen Sie in Ihr Postfach", "Please look into your mailbox")
MAIL_SENT_WHY = Wording(
    "Wir haben eine E-Mail mit einem Link geschickt. Erst nach dem Bestätigen kommen Nachrichten. "
    "Wer diese Suche schon abonniert hat, bekommt keine.",
    "We have sent a mail with a link. Messages come only after it is confirmed. Who has subscribed to this "
    "search already gets none.",
)
CONFIRM_SUBSCRIPTION = Wording("Abonnement bestätigen", "Confirm the subscription")
CONFIRM = Wording("Ja, ich möchte diese Nachrichten", "Yes, I want these messages")
CONFIRMED = Wording("Das Abonnement läuft", "The subscription is running")
CONFIRMED_SEARCH = Wording("Suche: {search}", "Search: {search}")
END_SUBSCRIPTION = Wording("Abonnement beenden", "End the subscription")
END = Wording("Beenden", "End it")
ENDED = Wording("Das Abonnement ist beendet", "The subscription has ended")
WITHOUT_YEAR = Wording(
    "Diese Meldungen tragen eine Nummer, aber kein Datum, aus dem das Jahr hervorgeht; jede kann eine Lücke füllen:",
    "These releases bear a number, but no date that tells the year; each may fill one of the gaps:",
)
NUMBER_AND_TITLE = Wording("Nr. {number} – {title}", "No. {number} – {title}")
