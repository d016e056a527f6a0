"""Every sentence of the mails, in German and in English."""

from archive.model import Grade
from language.messages import Wording
from pressearchiv.alerts.model import Kind, Rhythm

CONFIRM_SUBJECT = Wording("Bitte bestätigen: Suche {search}")
CONFIRM_BODY = Wording(
    "Jemand möchte an diese Adresse Nachrichten zu einer Suche im Pressearchiv:\n\n"
    "  {search}\n  {what}, {rhythm}\n\n"
    "Wenn Sie das sind, bestätigen Sie es bitte hier (sieben Tage lang möglich):\n\n  {link}\n\n"
    "Wenn nicht, ist nichts zu tun: Ohne Bestätigung kommt keine weitere E-Mail, und die Adresse wird gelöscht.\n\n"
    "-- \nPressearchiv, {site}",
)
KINDS = {
    Kind.NEW: Wording("neue Meldungen"),
    Kind.CHANGED: Wording("geänderte und zurückgezogene Meldungen"),
}
RHYTHMS = {
    Rhythm.AT_ONCE: Wording("sofort"),
    Rhythm.DAILY: Wording("einmal am Tag"),
    Rhythm.WEEKLY: Wording("einmal in der Woche"),
}
SUBJECT = Wording("{n} Meldungen zu {search}")
ONE_SUBJECT = Wording("{title}")
CAME = Wording("Neu")
WITHDRAWN = Wording("Zurückgezogen")
CHANGED = Wording("Geändert")
EDITED = {
    Grade.TYPOGRAPHIC: Wording("Schreibweise geändert"),
    Grade.FACTUAL: Wording("Angaben geändert"),
    Grade.STRUCTURAL: Wording("Text dazugekommen oder entfallen"),
}
NUMBER = Wording("Nr. {number}")
FOUND_BY = Wording("Ihre Suche: {searches}")
AND_MORE = Wording("… und {n} weitere.")
YOUR_SEARCH = Wording("Abonnierte Suche: {search}")
END_LINK = Wording("  beenden: {link}")
