"""What the pages of persons say."""

from archive.office_holders import Proof
from language.messages import Message

NO_SUCH_PERSON = Message(
    "Diese Person ist nicht (mehr) im Archiv; vielleicht wurde sie mit einer anderen zusammengeführt.",
)
TO_PERSONS = Message("Zu den Personen")
NAMESAKES = Message(
    "Vorsicht, Namensvettern: Das Archiv kennt unter diesem Namen mehr als eine Person.",
)
NAMESAKE = Message("Namensvetter vorhanden")
MERGED_BY_HAND = Message("Von Hand zusammengeführt mit „{name}“ am {at}: {note}")
SPLIT_BY_HAND = Message(
    "Von Hand von Namensvettern getrennt ({label}) am {at}: {note}",
)
ROLES_OVER_TIME = Message("Ämter und Funktionen")
NO_ROLES = Message("In keiner Meldung wird ein Amt genannt.")
MORE_PROOFS = Message("{n} weitere Belege")
FORMER_SINCE = Message("seit {at} als früher genannt")
ALL_RELEASES = Message("Meldungen ({n})")
TOGETHER = Message("Genannt zusammen mit")
SPELLINGS = Message("Schreibweisen")
SAME_PERSON_AS = Message("Ist dieselbe Person wie")
MERGE = Message("Zusammenführen")
ANOTHER_PERSON_IN = Message("Eine andere Person meinen diese Meldungen")
TOLD_APART_BY = Message("Was diese andere Person unterscheidet")
SPLIT = Message("Trennen")
ALL_NEEDED = Message("Alle drei Angaben werden gebraucht.")
PERSONS_COUNT = Message("{n} Personen")
PERSONS_ONE = Message("1 Person")
NARROW_BY_NAME = Message(
    "Gezeigt sind die {n} meistgenannten; ein Name oder Amt grenzt ein.",
)
PERSON_FIELDS = {
    "name": Message("Name"),
    "role": Message("Amt oder Funktion"),
    "on": Message("am Tag oder im Zeitraum"),
}
PERSON_EXAMPLES = {
    "name": Message("z. B. Güler"),
    "role": Message("z. B. Kämmerer"),
    "on": Message("z. B. 1.3.2019 oder 2019"),
}
NOBODY_HELD = Message("Keine Meldung belegt, wer dann „{role}“ war.")
OFFICES_LIKE = Message("Ähnliche Ämter:")
PROOFS = {
    Proof.BETWEEN: Message("davor und danach genannt, für diese Zeit nicht belegt"),
    Proof.BEFORE: Message("für diese Zeit nicht belegt; zuletzt davor so genannt"),
    Proof.AFTER: Message("für diese Zeit nicht belegt; erst danach so genannt"),
}
SEARCH_THESE = Message("In diesen Meldungen suchen")

PROVEN_ON = Message("belegt am {day}")
PROVEN_BETWEEN = Message("belegt von {first} bis {last}")
PROVEN_UNDATED = Message("belegt ohne Datum")
BEFORE = Message("davor {name}, belegt bis {day}")
AFTER = Message("danach {name}, belegt ab {day}")
QUOTATIONS = Message("Zitate ({n})")
MORE_QUOTATIONS = Message("{n} weitere Zitate")
SEARCH_QUOTED = Message("Alle Meldungen mit Zitaten")
SEARCH_WITHIN = Message("In den Meldungen dieser Person suchen")
SEARCH_WITHIN_EXAMPLE = Message("z. B. Haushalt; älteste zuerst")
SHARED_ONE = Message("1 gemeinsame Meldung")
SHARED = Message("{n} gemeinsame Meldungen")
WILL_MERGE = Message(
    "„{name}“ und „{other}“ werden als eine Person geführt, unter dem zweiten Namen (Meldungen: {n} und {m}).",
)
WILL_SPLIT = Message("In diesen Meldungen ist „{name}“ dann eine andere Person ({label}):")
DO_MERGE = Message("Ja, zusammenführen")
DO_SPLIT = Message("Ja, trennen")
LEAVE = Message("Nichts ändern")
