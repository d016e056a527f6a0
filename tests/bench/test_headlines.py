"""A headline that is pasted whole finds its release first."""

from bench.headlines import pasted
from pressearchiv.demo.releases import releases

# The traps of real headlines: dashes, colons, quotation marks, numbers with a slash, stray signs.
TRAPS = (
    "B 87 - Ampelverkehr in Höhe der Verkehrsinsel",
    "Gehren: Fest am Samstag",
    "Aktion:Licht – jetzt anmelden!",
    '„Sauberer Wald" geht weiter',
    "A 3/A 46: Vollsperrung am Wochenende",
    "Nr. 7/2025 - Öffentliche Ausschreibung",
    "Bürger:innen fragen (Teil 2)",
    "Feinstaub PM 10: Grenzwert überschritten?",
    "-5 Grad: Kältebus fährt",
    "Mieter: Heizkosten steigen um 5 %",
    "Wochenmarkt 14.00 - 17.00 Uhr",
    "5000 Euro Schaden",
    'Ein "offenes Ende',
    "Haupt- und Finanzausschuss tagt am 3.5.2025",
)


def test_headlines_with_traps() -> None:
    found = pasted(TRAPS)
    assert found.nothing == ()
    assert found.rank == 1


def test_headlines_of_the_demo_town() -> None:
    found = pasted(list(dict.fromkeys(release.title for release in releases(1))))
    assert found.nothing == ()
    assert found.rank >= 0.95
