"""A name needs more than capitals to be a person's: streets, villages, cars, brands and headlines have them too."""

import pytest

from archive.model import Release
from ingest.reading.persons import read_persons


def names(body: str, title: str = "Meldung") -> list[str]:
    return [
        person.name for person in read_persons(Release(city="x", url=None, title=title, body=body)).persons
    ]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Verbotenes Kraftfahrzeugrennen auf der Landsberger Allee", "Ein Mercedes Vito stieß gegen einen Kia Picanto."),
        ("Junger Mann flüchtete", "An Fahrrad und Suzuki Swift entstand Schaden, auch der Seat Leon war beschädigt."),
        ("Toter in Karl-Bonhoeffer-Nervenklinik", "Er lag in der Straße Am Mühlgewann, nahe der Georg- August- Zinn Schule."),
        ("Mobile Wache unterwegs", "Der 22-Jährige fuhr über den Bersarinplatz in Richtung Frankfurter Tor."),
        ("Ladendieb gestellt", "Er nahm Parfüm der Marken Hugo Boss, Jil Sander und Paco Rabanne."),
        ("Ortsbeirat Wehnsdorf hat sich konstituiert", "Die Straße von Wehnsdorf nach Riedebeck ist frei."),
        ("Sperrung Walddrehna - Wüstermarke", "Der Bahnübergang Walddrehna wird erneuert."),
        ("Heideblicker Seniorentag", "Langengrassauer Feuerwehrleute freuen sich. Tolles Konzerterlebnis in Gehren."),
        ("Suche nach Vermisstem", "Mantrailer-Hündin Paula und Leitkuh Resi fanden die Spur."),
        ("FC Carl Zeiss Jena gewinnt", "Das Spiel sahen 4.000 Menschen."),
        ("Öffnungszeiten", "Mo und Mi 8 bis 12 Uhr, Do bis 18 Uhr."),
        ("Ausbildungsmesse in Königs Wusterhausen", "Sie findet in 15711 Königs Wusterhausen statt."),
    ],
)  # fmt: skip
def test_nobody_is_named(title: str, body: str) -> None:
    assert names(body, title) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Die Ermittlungen dauern an. (Bernward Lührs, 069/ 755- 82117)", ["Bernward Lührs"]),
        ("Das betont Osterloh, und Vossberg (CDU) stimmt zu.", ["Osterloh", "Vossberg"]),
        ("Es kam die Vorsitzende der Gesellschaft für Artenschutz (GFA) Edith Sommerlath.", ["Edith Sommerlath"]),
        ("Stolz ist sie auf Aaliyah, Naomie, Yasmin, Anton und Claus.", ["Aaliyah", "Naomie", "Yasmin", "Anton", "Claus"]),
        ("Gewählt sind Osterloh, Karla; Vossberg, Hinnerk und weitere.", ["Karla Osterloh", "Hinnerk Vossberg"]),
        ("Dabei waren Karla OSTERLOH und HINNERK VOSSBERG.", ["Karla Osterloh", "Hinnerk Vossberg"]),
        ("Es spielte Michael „Salli“ Sallmann.", ["Michael Sallmann"]),
        ("Foto: Kreft", ["Kreft"]),
        ("Im Auftrag\n\nHeld", ["Held"]),
        ("Einsatzleiter Thorben Kaczmarczyk war zufrieden. (T. Kac)", ["Thorben Kaczmarczyk"]),
        ("Es spricht der stellv. Bürgermeister von Hilden Norbert Schreier.", ["Norbert Schreier"]),
        ("Das Haus erbten Erna und Alois Schuster.", ["Erna Schuster", "Alois Schuster"]),
    ],
)  # fmt: skip
def test_these_are_persons(body: str, expected: list[str]) -> None:
    assert names(body) == expected


def test_who_is_named_in_full_and_again_by_the_surname_is_a_person() -> None:
    assert names("Xilda Qurtmann kam. Qurtmann dankte allen.") == ["Xilda Qurtmann"]
