"""Every sentence of the mails, in German and in English."""

from alerts.model import Kind, Rhythm
from archive.model import Grade
from wording import Wording

CONFIRM_SUBJECT = Wording("Bitte bestätigen: Suche {search}", "Please confirm: search {search}")
CONFIRM_BODY = Wording(
    "Jemand möchte an diese Adresse Nachrichten zu einer Suche im Pressearchiv:\n\n"
    "  {search}\n  {what}, {rhythm}\n\n"
    "Wenn Sie das sind, bestätigen Sie es bitte hier (sieben Tage lang möglich):\n\n  {link}\n\n"
    "Wenn nicht, ist nichts zu tun: Ohne Bestätigung kommt keine weitere E-Mail, und die Adresse wird gelöscht.\n\n"
    "-- \nPressearchiv, {site}",
    "Somebody would like news about a search in Pressearchiv to be sent to this address:\n\n"
    "  {search}\n  {what}, {rhythm}\n\n"
    "If that is you, please confirm it here (within seven days):\n\n  {link}\n\n"
    "If not, there is nothing to do: without a confirmation no other mail will come, and the address is deleted.\n\n"
    "-- \nPressearchiv, {site}",
)
KINDS = {
    Kind.NEW: Wording("neue Meldungen", "new releases"),
    Kind.CHANGED: Wording("geänderte und zurückgezogene Meldungen", "edited and withdrawn releases"),
}
RHYTHMS = {
    Rhythm.AT_ONCE: Wording("sofort", "at once"),
    Rhythm.DAILY: Wording("einmal am Tag", "once a day"),
    Rhythm.WEEKLY: Wording("einmal in der Woche", "once a week"),
}
SUBJECT = Wording("{n} Meldungen zu {search}", "{n} releases on {search}")
ONE_SUBJECT = Wording("{title}", "{title}")
CAME = Wording("Neu", "New")
WITHDRAWN = Wording("Zurückgezogen", "Withdrawn")
CHANGED = Wording("Geändert", "Edited")
EDITED = {
    Grade.TYPOGRAPHIC: Wording("Schreibweise geändert", "Spelling changed"),
    Grade.FACTUAL: Wording("Angaben geändert", "Facts changed"),
    Grade.STRUCTURAL: Wording("Text dazugekommen oder entfallen", "Text added or removed"),
}
NUMBER = Wording("Nr. {number}", "No. {number}")
FOUND_BY = Wording("Ihre Suche: {searches}", "Your search: {searches}")
AND_MORE = Wording("… und {n} weitere.", "… and {n} more.")
YOUR_SEARCH = Wording("Abonnierte Suche: {search}", "Your subscription: {search}")
END_LINK = Wording("  beenden: {link}", "  end it: {link}")
