"""Where plain texts print the day they are from; the day of an event is none."""

from datetime import date

import pytest

from archive.model import Source
from ingest.city import City
from ingest.files import paragraphs_in
from ingest.formats.blocks import blocks_of
from ingest.reading import read
from ingest.zones.release import read_document

CITY = City(source=Source(key="rheinau", name="Stadt Rheinau am Main"), layout=None)
TEXT = "Die Stadt baut einen Radweg im Norden, der bis zum Bahnhof führen soll. Baubeginn ist am 4. Mai 2027."
MORE = "„Das ist gut so“, sagt Anna Berger."
DAY = date(2026, 3, 9)

PRINTED = [
    f"Neuer Radweg\n\n{TEXT}\n\n{MORE}\n\nRheinau, 09.03.2026",
    f"Neuer Radweg\n\n{TEXT}\n\n{MORE}\n\nAutor/in: Pressestelle\nRheinau am Main, 09.03.2026",
    f"Neuer Radweg\n\n{TEXT}\n\n{MORE}\n\nStadtverwaltung Rheinau am Main\n09.03.2026",
    f"Neuer Radweg\n\nRheinau am Main, 9. März 2026 – {TEXT}\n\n{MORE}",
    f"Neuer Radweg\n\nRHEINAU AM MAIN (9. März 2026). {TEXT}\n\n{MORE}",
    f"Neuer Radweg\n\nRheinau (ots) - 09.03.2026 - {TEXT}\n\n{MORE}",
    f"Neuer Radweg\n\nMeldung vom 9. März 2026\n\n{TEXT}\n\n{MORE}",
    f"Neuer Radweg\n\n(09.03.2026) {TEXT}\n\n{MORE}",
    f"Neuer Radweg im Norden der Stadt (09.03.2026)\n\n{TEXT}\n\n{MORE}",
    f"Neuer Radweg\n\n{TEXT}\n\n{MORE}\n\n(09.03.2026) (SMS)",
    f"Neuer Radweg\n\n09.03.2026 - Stadt Rheinau am Main\n\n{TEXT}\n\n{MORE}",
    f"2026-03-09 | Neuer Radweg\n\n{TEXT}\n\n{MORE}",
    f"Meldungsdatum: 09.03.2026\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}",
    f"PRESSEINFORMATION Nr. 12 9.März 2026\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}",
    f"Neuer Radweg\n\nveröffentlicht am 9. März 2026\n\n{TEXT}\n\n{MORE}",
    f"Rathaus Umschau vom 09.03.2026 (Ausgabe 89)\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}",
    f"9 März 2026 von N. Wiegand\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}",
    f"Rheinau am Main, 9. III. 2026\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}",
    f"Neuer Radweg\nZweite Zeile dazu\n\nDas Bild\n© Anna Berger\n09.03.2026\n\n{TEXT}\n\n{MORE}",
    f"Neuer Radweg\n\n{TEXT} Das teilt das Presseamt der Stadt Rheinau am 09.03.2026 mit.\n\n{MORE}",
    f"Neuer Radweg\n\nfd. - 9.3.2026. {TEXT}\n\n{MORE}",
]
NOT_PRINTED = [
    f"Neuer Radweg\n\n{TEXT}\n\n{MORE}",
    f"Neuer Radweg\n\nAm 9. März 2026 beginnt der Bau. {TEXT}\n\n{MORE}",
    f"Neuer Radweg\n\nTermin: 09.03.2026, 10 Uhr, Rathaus\n\n{TEXT}\n\n{MORE}",
    f"Bürgersprechstunde am 9. März 2026\n\n{TEXT}\n\n{MORE}",
    f"Neuer Radweg\n\n{TEXT}\n\n{MORE}\n\nAnmeldeschluss: 9. März 2026",
    f"Neuer Radweg\n\nStadthalle, 9. März 2026: Der Chor singt. {TEXT}\n\n{MORE}",
    f"Neuer Radweg\n\n{TEXT}\n\nMontag, 9. März 2026\n\nDienstag, 10. März 2026\n\n{MORE}",
    f"Sitzung des Rates (09.03.2026)\n\nAm 9. März tagt der Rat. {TEXT}\n\n{MORE}",
    f"Neuer Radweg\n\n{TEXT}\n\n{MORE}\n\nFoto: Der Radweg am 9. März 2026",
    f"Neuer Radweg\n\nStand: 09.03.2026, 14:02 Uhr\n\n{TEXT}\n\n{MORE}",
]


def published(text: str) -> date | None:
    printed = read_document(blocks_of(paragraphs_in(text)), CITY, "x.txt", layout="text")
    return read(printed, CITY, seen=date(2026, 11, 28)).published


@pytest.mark.parametrize("text", PRINTED)
def test_the_printed_day_is_read(text: str) -> None:
    assert published(text) == DAY


@pytest.mark.parametrize("text", NOT_PRINTED)
def test_the_day_of_an_event_is_none(text: str) -> None:
    assert published(text) is None
