"""Who says what stands in quotation marks, with marks that are missing, nested or mixed; rather nobody than a wrong one."""

import pytest

from archive.model import Release
from ingest.reading.persons import read_persons

OPENING = "Oberbürgermeister Dr. Klaus Sander begrüßte Ministerin Mia Dreher im Rathaus. "


def spoken(body: str) -> list[tuple[str, str]]:
    release = Release(city="x", url=None, title="Meldung", body=body)
    return [
        (release.text[quotation.start : quotation.end], quotation.speaker)
        for quotation in read_persons(release).quotations
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (OPENING + "„Das ist schön für uns“, so das Stadtoberhaupt.", [("Das ist schön für uns", "Klaus Sander")]),
        (OPENING + "„Das ist schön für uns“, so der Rathauschef.", [("Das ist schön für uns", "Klaus Sander")]),
        (
            OPENING + "„Das ist schön für uns“, so das Stadtoberhaupt. Dies sei durch Brunnen gezeigt worden, die "
            "„ein Stück Leben in der Stadt“ darstellen.",
            [("Das ist schön für uns", "Klaus Sander"), ("ein Stück Leben in der Stadt", "Klaus Sander")],
        ),
        (
            OPENING + "„Das holen wir heute nach“, so Sander. Damit wolle man danken. „Wir verdanken es Ihnen sehr. Er nannte "
            "Mittel des Landes. „Es freut mich“, so das Stadtoberhaupt.",
            [("Das holen wir heute nach", "Klaus Sander"), ("Wir verdanken es Ihnen sehr.", "Klaus Sander"), ("Es freut mich", "Klaus Sander")],
        ),
        (
            "Landrat André Sander erklärte:\n\n„Das Netz hilft dem Land und allen.\n\nWir bauen es weiter aus.“\n\nDas Netz wächst.",
            [("Das Netz hilft dem Land und allen.", "André Sander"), ("Wir bauen es weiter aus.", "André Sander")],
        ),
        (
            "„Geht es euch gut?“ Dies war die erste Frage, die Bürgermeisterin Elke Sander ihrem Kollegen Benno Cochet stellte.",
            [("Geht es euch gut?", "Elke Sander")],
        ),
        (
            ("„Wir informieren gern“, so Dr. Udo Kuhl. „Allen Fragen stellen wir uns“: So stehen Oberbürgermeister Gerd Hoff und "
            "die Dezernenten bereit."),
            [("Wir informieren gern", "Udo Kuhl"), ("Allen Fragen stellen wir uns", "Udo Kuhl")],
        ),
        ("„Anna hilft uns allen sehr.“ – Kämmerer Georg Stark", [("Anna hilft uns allen sehr.", "Georg Stark")]),
        (
            "»Immer muss ich daran denken.« Das hatte Robert Lang am 1. Februar 1916 an Lina Müller geschrieben.",
            [("Immer muss ich daran denken.", "Robert Lang")],
        ),
        (
            "Landrat Udo Lang räumte ein: „Das dauert noch lange.“\n\nEin Landwirt rief: „Dann baut doch eine Brücke!“",
            [("Das dauert noch lange.", "Udo Lang")],
        ),
        (
            "„Das spart viel Papier“, meint Bürgermeister Sören Lang, und Amtsleiterin Petra Sander fügt hinzu: „Es geht schneller.“",
            [("Das spart viel Papier", "Sören Lang"), ("Es geht schneller.", "Petra Sander")],
        ),
        (
            ("Regierungspräsidentin Elfriede Lang ehrte Schwester Benedikta Sander. „Sie geben viel“, lobte Lang. Die "
            "81-jährige Ordensfrau antwortete: „Jetzt gibt es Suppe.“"),
            [("Sie geben viel", "Elfriede Lang"), ("Jetzt gibt es Suppe.", "Benedikta Sander")],
        ),
        (
            "„Warum so viele Stempel?“, fragte Jonte Lang den Bürgermeister Gerrit Sander. Der lachte und sagte: „Weil es so ist.“",
            [("Warum so viele Stempel?", "Jonte Lang"), ("Weil es so ist.", "Gerrit Sander")],
        ),
        ("„Das bauen wir, sagt Bürgermeisterin Elke Sander.", [("Das bauen wir", "Elke Sander")]),
        (
            "Elke Sander (SPD) sagte: »Wir nennen es „Haus der Wege“ und bauen es.«",
            [("Wir nennen es „Haus der Wege“ und bauen es.", "Elke Sander")],
        ),
    ],
)  # fmt: skip
def test_the_speaker(body: str, expected: list[tuple[str, str]]) -> None:
    assert spoken(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        OPENING + "Auf dem Schild stand: „Betreten der Baustelle verboten“.",
        "Die Ausstellung „Bittere Jahre“ zeigt Fotos von Axel Sander.",
    ],
)
def test_nobody_says_it(body: str) -> None:
    assert spoken(body) == []
