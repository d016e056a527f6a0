"""What the guide to searching says: each thing the box understands, with an example to try.

What stands in braces is filled with what occurs in the archive at hand ({person}), and with years that are over.
"""

from language.messages import Message

HEADING = Message("So wird gesucht")
LEAD = Message(
    "Alle Wörter einer Suche müssen vorkommen, in irgendeiner Form: „Radwege“ findet auch „Radweges“ und "
    "„Radwegenetz“. Jedes Beispiel lässt sich anklicken.",
)
KEYS = Message("Tastatur")
SLASH = Message("Die Taste / springt ins Suchfeld.")
BY_FIELD = Message("Weitere Felder")
EXAMPLES = (
    (
        Message("Wörter"),
        (
            (
                "Verkehr Konzept",
                Message("beide Wörter, auch im Verkehrskonzept"),
            ),
            ('"voll gesperrt"', Message("genau so, hintereinander")),
            (
                "Bus ODER Bahn",
                Message("eines von beiden; ODER großgeschrieben"),
            ),
            (
                "Schule NICHT Ferien",
                Message("ohne Meldungen, die das zweite Wort enthalten"),
            ),
            ("Rad*", Message("jedes Wort, das so beginnt")),
            ("Oberbürgermeistr~", Message("auch mit ein, zwei Tippfehlern")),
            ("titel:Haushalt", Message("nur in der Überschrift")),
        ),
    ),
    (
        Message("Personen und Ämter"),
        (
            ("person:{person}", Message("wer so heißt, auch mit Vornamen oder Titel")),
            (
                "rolle:Kämmerer",
                Message("jemand hat dieses Amt; Kämmerin ebenso"),
            ),
        ),
    ),
    (
        Message("Datum"),
        (
            ('am:"letzte Woche"', Message("erschienen in der letzten Woche")),
            ("von:{year_before} bis:{year}", Message("erschienen in diesen Jahren")),
            ("Markt von:{year}", Message("erschienen ab {year}")),
            (
                'termin:"Juni {year}"',
                Message("der Text nennt einen Tag im Juni {year}"),
            ),
        ),
    ),
    (
        Message("Nummer, Thema, Stadt"),
        (
            ("nr:{running}", Message("die laufende Nummer; {number} geht auch ohne nr:")),
            ("kürzel:{sign}", Message("das Kürzel des Verfassers")),
            ("thema:verkehr", Message("ein Thema, siehe Themen")),
            ("art:einladung", Message("Einladungen; auch sperrung, ehrung, förderung, warnung und andere")),
            ("stadt:{city}", Message("eine Stadt, siehe Städte")),
        ),
    ),
    (
        Message("Was seither geschah"),
        (
            ("stand:geändert", Message("nach Erscheinen geändert")),
            ("stand:zurückgezogen", Message("von der Seite der Stadt genommen")),
            ('geändert:"dieses Jahr"', Message("Änderung oder Rückzug in diesem Zeitraum bemerkt")),
            ("auch:alt Radweg", Message("sucht auch in früheren Fassungen")),
        ),
    ),
)
