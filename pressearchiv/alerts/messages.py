"""Every sentence of the mails, in German."""

from language.messages import Message
from pressearchiv.alerts.model import Frequency, Kind, MailState

CONFIRM_SUBJECT = Message("Bitte bestätigen: Suche {search}")
CONFIRM_BODY = Message(
    "Jemand möchte an diese Adresse Nachrichten zu einer Suche im Pressearchiv:\n\n"
    "  {search}\n  {what}, {frequency}\n\n"
    "Wenn Sie das sind, bestätigen Sie es bitte hier (sieben Tage lang möglich):\n\n  {link}\n\n"
    "Wenn nicht, ist nichts zu tun: Ohne Bestätigung kommt keine weitere E-Mail, und die Adresse wird gelöscht.\n\n"
    "-- \nPressearchiv, {site}",
)
KINDS = {
    Kind.NEW: Message("neue Meldungen"),
    Kind.CHANGED: Message("geänderte und zurückgezogene Meldungen"),
}
MAIL_STATES = {
    MailState.WAITING: Message("wartet"),
    MailState.SENDING: Message("wird gesendet"),
    MailState.UNCERTAIN: Message(
        "ungewiss, der Prozess brach beim Senden ab; wird nicht noch einmal gesendet"
    ),
    MailState.FAILED: Message("gescheitert"),
}
RHYTHMS = {
    Frequency.AT_ONCE: Message("sofort"),
    Frequency.DAILY: Message("einmal am Tag"),
    Frequency.WEEKLY: Message("einmal in der Woche"),
}
SUBJECT = Message("{n} Meldungen zu {search}")
ONE_SUBJECT = Message("{title}")
CAME = Message("Neu")
WITHDRAWN = Message("Zurückgezogen")
CHANGED = Message("Geändert")
NUMBER = Message("Nr. {number}")
FOUND_BY = Message("Ihre Suche: {searches}")
AND_MORE = Message("… und {n} weitere.")
YOUR_SEARCH = Message("Abonnierte Suche: {search}")
END_LINK = Message("  beenden: {link}")
