"""Equal things meet, and signs are no traps: what people type, and which texts it finds, in every engine."""

from collections.abc import Iterator
from datetime import date

import pytest

from search.document import Document
from search.engine import Engine
from search.model import Request
from search.syntax import parse
from tests.search.engines import ENGINES, OpenEngine, close_any

TODAY = date(2026, 1, 15)

# Query; texts it finds; texts it does not find.
CASES = {
    "hyphenated, joined, spaced": [
        ("Kita-Platz", ["Ein Kitaplatz fehlt.", "Neue Kita-Plätze.", "Ein Kita Platz."], ["Der Platz der Kita."]),
        ("Kitaplätze", ["Ein Kita-Platz fehlt.", "Ein Kitaplatz."], ["Ein Platz."]),
        ("E-Mail", ["Per Email.", "Per E-Mail."], ["Ein Mailänder."]),
        ("S-Bahnlinie", ["Die S-Bahn-Linie 8.", "Alle S-Bahn-Linien."], ["Die Bahnlinie."]),
        ("Bahnlinie", ["Die S-Bahn-Linie 8.", "Die Bahnlinie."], ["Die Bahn. Die Linie."]),
        ("sbahn", ["Die S-Bahn fährt.", "Alle S-Bahnen."], ["Die Bahn."]),
        ("Open-Air-Kinos", ["Das Open-Air-Kino.", "Das Open Air Kino."], ["Open Air im Kino Capitol."]),
        ("Informationsfreiheit", ["Die Informations-Freiheit."], ["Die Freiheit der Information."]),
    ],
    "letters and digits": [
        ("B 224", ["Die B224 ist frei.", "Die B 224 ist frei."], ["Die B 24 und 224 Autos."]),
        ("A46", ["Auf der A 46.", "Auf der A46."], ["Auf der A 4 mit 6 Spuren."]),
        ("Covid19", ["Gegen Covid-19.", "Gegen Covid19.", "Gegen Covid 19."], ["Covid, 20 Fälle."]),
        ("Covid-19-Impfung", ["Zur Covid19-Impfung."], ["Zur Impfung."]),
        ("B 229/L 141", ["Die B 229 und die L141."], ["Die B 229 und die L 14."]),
    ],
    "suspended compounds": [
        ("Hauptausschuss", ["Der Haupt- und Finanzausschuss tagt."], ["Die Haupt- und die Nebenstraße."]),
        ("Straßenbau", ["Das Amt für Straßen- und Tiefbau."], ["Das Amt für Tiefbau an der Straße."]),
        ("Vereinsförderung", ["Fristen für Kultur- und Vereins-/Jugendförderung."], ["Die Vereine und ihr Förderer."]),
        ("Zufahrten", ["Die Zu- und Abfahrten sind gesperrt."], ["Zu den Abfahrten."]),
        ("Jugendarbeit", ["Kinder-, Jugend- und Seniorenarbeit."], ["Arbeit der Jugend."]),
        ("Kinderarbeit", ["Kinder-, Jugend- und Seniorenarbeit."], ["Arbeit für Kinder."]),
        ("Stadtrat", ["Stadtverwaltung und -rat stimmten zu."], ["Die Stadtverwaltung gab Rat."]),
        (
            "Haupt- und Finanzausschuss",
            ["Der Haupt- und Finanzausschuss.", "Finanzausschuss und Hauptausschuss."],
            ["Der Finanzausschuss."],
        ),
    ],
    "gender forms": [
        (
            "Bürger:innen",
            ["Alle Bürger*innen.", "Alle Bürgerinnen und Bürger.", "BürgerInnen.", "Für Bürger/-innen."],
            ["Innen im Burghof."],
        ),
        ("Bürgerinnen und Bürger", ["Alle Bürger:innen.", "Ein Bürger."], ["Innen und außen."]),
        ("Arzt", ["Drei Ärzt*innen.", "Eine Ärztin."], ["Eine Art."]),
        ("Bürgerrat", ["Der Bürger:innenrat tagt."], ["Der Rat."]),
    ],
    "abbreviations": [
        ("Bahnhofstraße", ["In der Bahnhofstr. 8.", "Bahnhof-Str. 8."], ["Die Straße am Bahnhof."]),
        ("Rathausplatz", ["Am Rathauspl. 1."], ["Der Platz am Rathaus."]),
        ("St. Martin", ["Sankt Martin reitet.", "St. Martin."], ["Martin reitet."]),
        ("OB", ["Der Oberbürgermeister sprach.", "OB Meier."], ["Ob es regnet?"]),
        ("Volkshochschule", ["Kurse der VHS."], ["Kurse der Hochschule."]),
    ],
    "figures": [
        ("10000", ["Es kamen 10.000 Gäste.", "10 000 Gäste.", "10'000 Gäste."], ["10 Gäste, 000."]),
        ("10.000", ["Es kamen 10000 Gäste."], ["10 Gäste."]),
        ("1,5 Mio.", ["1.500.000 Euro", "1,5 Millionen Euro"], ["1,5 Euro", "5 Mio. Euro"]),
        ("0211 899-3131", ["Tel. 02118993131", "+49 211 8993131", "0211/899 3131"], ["0211 899-3132"]),
        ("DE07 1234 5678 9012 3456 78", ["IBAN DE07123456789012345678"], ["DE07 1234"]),
        ("19:30", ["Um 19.30 Uhr."], ["Um 19 Uhr, Raum 30."]),
        ("112", ["Notruf 112."], ["Nach 1½ Jahren.", "1¹2 Gründe"]),
        ("11", ["Elf sind 11."], ["Nach 1½ Jahren."]),
    ],
    "figures with a sign": [
        ("5 %", ["Plus 5 %.", "Plus 5%.", "Plus 5 Prozent."], ["Um 5 Uhr.", "15 %"]),
        ("3 €", ["Für 3 Euro.", "3 €"], ["Haus 3"]),
        ('"5 %"', ["Plus 5 %.", "Plus 5 Prozent, nein, 5."], ["Um 5 Uhr."]),
        ('"um 5 %"', ["Es stieg um 5 %."], ["Es begann um 5 Uhr.", "um 5, dann 3 %"]),
        ("120 qm", ["Auf 120 m².", "Auf 120 Quadratmetern."], ["Auf 120 Metern."]),
        ("CO2", ["Weniger CO₂."], ["Zwei, CO."]),
        ("§ 34", ["Nach § 34 BauGB.", "§34"], ["Haus 34"]),
        ("-5 Grad", ["Bei minus 5 Grad.", "Bei -5 °C."], ["Bei 5 Grad."]),
    ],
    "forms": [
        ("geplant", ["Der geplante Radweg.", "Sie planen viel.", "Die geplanten Wege."], ["Der Planet."]),
        ("gestohlen", ["Die gestohlenen Räder."], ["Der Stollen."]),
        ("erste", ["Zum ersten Mal.", "Ein erster Schritt."], ["Es ist ernst."]),
        ("aussteigen", ["Alle Fahrgäste steigen dort nicht aus, sie sind ausgestiegen."], ["Der Teig blieb außen."]),
        ("eintreffen", ["Sie sind eingetroffen."], ["Einen Treffer."]),
        ("gut", ["Eine gute Idee."], ["Güter auf der Schiene.", "Der Güterbahnhof."]),
        ("brennend", ["Ein brennendes Auto."], ["Beim Schwarzbrennen."]),
    ],
    "text is no syntax": [
        ("Hilden - Mettmann", ["Von Hilden nach Mettmann."], ["Nur Hilden."]),
        ("Zick – Zack", ["Zick und Zack"], ["Zick"]),
        ("310303 -0779", ["Vorgang 310303-0779"], ["Vorgang 310303"]),
        ("Aktion:Licht", ["Die Aktion Licht.", "Aktion:Licht"], ["Licht in der Aktion"]),
        ("Feinstaub PM 10", ["Zu viel Feinstaub (PM10)."], ["Feinstaub, 10 Uhr"]),
        ("Was? Wo!", ["Was ist wo"], ["Was nun"]),
        ("„Sauberer Wald\"", ["Aktion Sauberer Wald"], ["Ein Wald, ein sauberer"]),
        (",,Sauberer Wald''", ["Aktion Sauberer Wald"], ["Ein Wald, ein sauberer"]),
        ("Stadtwerke GmbH", ["Die Stadtwerke."], ["Die GmbH."]),
        ("titel:(Radweg ODER Kita)", [], ["Radweg und Kita"]),
        (
            '"neue Brücke"~2',
            ["Die Brücke ist neue.", "neue, große, breite Brücke"],
            ["neue und sehr lange und breite Brücke"],
        ),
    ],
}  # fmt: skip
ASKED = [(kind, *case) for kind, cases in CASES.items() for case in cases]
TEXTS = {
    text: number
    for number, text in enumerate(dict.fromkeys(text for _, _, yes, no in ASKED for text in (*yes, *no)))
}


@pytest.fixture(scope="module", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, open_any: OpenEngine
) -> Iterator[Engine]:
    opened = open_any(request.param, tmp_path_factory.mktemp("index"))
    with opened.writer() as writer:
        for text, number in TEXTS.items():
            writer.put(Document(id=number, city="x", title="", body=text))
        writer.commit(1)
    opened.refresh()
    yield opened
    close_any(opened)


@pytest.mark.parametrize(("kind", "query", "found", "not_found"), ASKED)
def test_typed(engine: Engine, kind: str, query: str, found: list[str], not_found: list[str]) -> None:
    answer = engine.search(Request(query=parse(query, today=TODAY), size=1_000, facets=())).ids
    assert [text for text in found if TEXTS[text] not in answer] == []
    assert [text for text in not_found if TEXTS[text] in answer] == []
