"""What one line of a document is, by what it says."""

import pytest

from ingest.zones.lines import House, LineKind, look_at

HOUSE = House("Stadt Rheinau am Main")

LINES = {
    LineKind.STATED: [
        "Pressemitteilung Nr. 12/2026",
        "PM 45-26",
        "045/26",
        "Medieninformation 2026-012",
        "Rheinau am Main, den 3. März 2026",
        "Mittwoch, 4. März 2026, 10:15 Uhr",
        "Datum: 03.03.2026",
        "Stand der Veröffentlichung: 3. März 2026",
        "26.August 2016",
        "13 November 2023 von N. Wiegand",
        "22.01.2021 - Stadt Rheinau am Main",
        "Eingestellt am 03.12.2013 von Amt für Tiefbau und Verkehr",
        "Lfd. Nr.: 88",
        "Nr. 203/24 - Kr/wa",
        "Rathaus Umschau vom 10.05.2019 (Ausgabe 89)",
        "(27.08.1997) (SMS)",
    ],
    LineKind.KIND: ["Pressemitteilung", "PRESSEINFORMATION", "P R E S S E M I T T E I L U N G", "Gemeinsame Meldung der Polizei und der Staatsanwaltschaft Rheinau"],
    LineKind.HOUSE: ["Stadt Rheinau am Main", "Rheinau am Main", "Stadt Rheinau am Main - Stabsstelle Kommunikation"],
    LineKind.LABEL: ["Presse- und Öffentlichkeitsarbeit", "Der Bürgermeister", "Aktenzeichen: 10.2-341/25", "Telefon:"],
    LineKind.ADDRESS: [
        "Dorfstraße 12, 12345 Rheinau am Main",
        "Stadt Rheinau am Main · Der Bürgermeister · Markt 1 · 12345 Rheinau · Tel. 01234 56-0",
        "www.rheinau.example",
    ],
    LineKind.EMBARGO: ["+++ Sperrfrist: 3. Mai 2026, 10 Uhr +++", "S P E R R F R I S T : 3.5.2026", "Frei ab Freitag, 3. Mai 2026, 12 Uhr"],
    LineKind.SALUTATION: ["Sehr geehrte Damen und Herren,", "Lieber Herr Maier,", "Guten Tag,"],
    LineKind.REQUEST: [
        "wir bitten um Veröffentlichung der folgenden Pressemitteilung.",
        "anbei unsere Pressemitteilung mit der Bitte um Veröffentlichung.",
        "hier der Text zur Freigabe:",
    ],
    LineKind.GREETING: ["Mit freundlichen Grüßen", "Viele Gruesse aus dem Rathaus", "i. A."],
    LineKind.CONTACT: [
        "Pressekontakt:",
        "Kontakt",
        "Ansprechpartnerin für die Medien",
        "Rückfragen beantwortet Meike Dorn, Telefon 01234 80-114.",
        "Auskunft erteilt: Frau Dorn",
        "Weitere Auskünfte für Medien",
        "Verantwortlich: Jutta Reimers, Telefon 01234 917-12",
        "Medienanfragen: Martin Becker",
        "Für Rückfragen steht Ihnen Frau Dorn zur Verfügung.",
    ],
    LineKind.CAPTION: ["Bildunterschrift: Das Torhaus im Mai", "Foto: Stadt Rheinau", "© Anna Berger", "Bild 2 (links): Der Rat"],
    LineKind.FURNITURE: ["Seite 1 von 2", "- 2 -", "***", "(Ende)", "1.234 Zeichen", "Von meinem iPhone gesendet", "Aufrufe: 124",
                         "Stand: 28.11.2026, 14:02 Uhr", "Im Browser ansehen"],
    LineKind.TEXT: [
        "Stadt Rheinau erhält den Landespreis",
        "Rheinau feiert",
        "450 neue Bäume",
        "Mai 2021: Bilanz",
        "Pressemitteilung wird 100",
        "B 229/L 141: Ausbau beginnt",
        "Sanierung der Marktstraße 12",
        "Sperrfrist für Gülle: Düngen erst ab 1. Februar 2027 wieder erlaubt",
        "Kontakt zu Gewässern meiden",
        "Foto-Ausstellung im Rathaus",
        "Am 3. Mai 2026 findet das Fest statt",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in LINES.items() for line in lines])
def test_a_line_is_told_by_what_it_says(kind: LineKind, line: str) -> None:
    assert look_at(line, HOUSE).kind is kind


def test_what_a_line_states_is_read() -> None:
    seen = look_at("Rheinau am Main, den 3. März 2026 – Nr. 12/2026", HOUSE)
    assert [str(day) for day in seen.days] == ["2026-03-03"]
    assert seen.number is not None
    assert (seen.number.running, seen.number.year) == (12, 2026)
    assert look_at("Betreff: Neue Kita im Norden", HOUSE).value == "Neue Kita im Norden"


def test_a_line_of_any_length_is_looked_at_in_no_time() -> None:
    for line in ("Presse " * 20_000, "a." * 50_000, "1" * 100_000, "(" * 50_000, "Straße 1 " * 10_000):
        look_at(line, HOUSE)
