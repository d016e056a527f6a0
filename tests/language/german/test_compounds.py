"""Which words are put together, and from what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.german.compounds import parts


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Verkehrskonzept", ("verkehr", "konzept")),
        ("Verkehrskonzepten", ("verkehr", "konzept")),
        ("Integrationsstaatssekretärin", ("integration", "staat", "sekretär")),
        ("Straßenbauarbeiten", ("straße", "bau", "arbeit")),
        ("Strassenfest", ("straße", "fest")),
        ("Stadtrat", ("stadt", "rat")),
        ("Jugendämter", ("jugend", "amt")),
        ("Kinderspielplatz", ("kind", "spiel", "platz")),
        ("Sonnenenergie", ("sonne", "energie")),
        ("Schwimmbad", ("schwimmen", "bad")),
        ("Grundschule", ("grund", "schule")),
        ("barrierefreie", ("barriere", "frei")),
        ("Buslinie", ("bus", "linie")),
        ("Hochwasserschutzmaßnahmen", ("hoch", "wasser", "schutz", "maßnahme")),
        ("Radverkehrsbeauftragte", ("rad", "verkehr", "beauftragte")),
        ("Stockenten", ("stock", "ente")),
        ("Gesamtschule", ("gesamt", "schule")),
        ("Katastrophenschutz", ("katastrophe", "schutz")),
        ("Gefahrenabwehr", ("gefahr", "abwehr")),
        ("Wanderweg", ("wandern", "weg")),
        ("Obdachlosenunterkunft", ("obdachlose", "unterkunft")),
        ("Weihnachtsmarkt", ("weihnacht", "markt")),
        ("Kitagebühren", ("kita", "gebühr")),
        ("Fraktionsvorsitzende", ("fraktion", "vorsitzende")),
        ("Warnwesten", ("warnen", "weste")),
        ("Zebrastreifen", ("zebra", "streifen")),
        ("Platzwartin", ("platz", "wart")),
        ("Fußgängerzone", ("fuß", "gänger", "zone")),
        ("Teeküche", ("tee", "küche")),
        ("Elektrofahrzeug", ("elektro", "fahren", "zeug")),
        ("Mikroplastik", ("mikro", "plastik")),
        ("Rückmeldung", ("rück", "meldung")),
        ("Futtermittel", ("futter", "mittel")),
        ("Kleingärtner", ("klein", "gärtner")),
        ("Backstube", ("backen", "stube")),
        ("Warteliste", ("warten", "liste")),
        ("Quereinsteiger", ("quer", "einsteiger")),
        ("Wettbewerbsfähigkeit", ("wettbewerb", "fähigkeit")),
        ("Justizvollzugsanstalt", ("justiz", "vollzug", "anstalt")),
        ("Spitzenkandidatin", ("spitze", "kandidat")),
        ("Barrierefreiheit", ("barriere", "freiheit")),
    ],
)
def test_a_compound_is_its_parts(word: str, expected: tuple[str, ...]) -> None:
    assert parts(word) == expected


@pytest.mark.parametrize(
    "word",
    """Landschaft Mannschaft Wirtschaft Sicherheit Antwort Vertrag Sport Artikel Halter Landung Montag Dienstag Kontakt
    Konsumenten Assistenten Studenten Minister Meister Interessen amerikanische entscheidende kommenden Unternehmen
    Untersuchung Verbesserung Mitteilung Haushalt Gegenwart Radius Busch Zoom Notiz Messer Preise Neumann Düsseldorf
    Stegreif Quadratmeter Support Uniform Schüler Bauer gegangen 2017 A Notwendigkeit Selbstständigkeit Freiwilligkeit
    Friedhof Wettbewerb Vollzug Reichweite Psychologin Soziologen Biologe Wiederaufbau Wiedereinführung Hartmann
    Zimmermann Darmstädter""".split(),
)
def test_what_only_looks_like_one_is_left_whole(word: str) -> None:
    assert parts(word) == ()


@given(st.text(max_size=60))
def test_any_text_can_be_asked(word: str) -> None:
    assert all(part and part == part.lower() for part in parts(word))
