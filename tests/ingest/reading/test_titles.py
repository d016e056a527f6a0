"""Names in quotation marks are no statements; offices follow the gender of who holds them."""

import pytest

from archive.model import Reading, Release
from ingest.city import unknown_city
from ingest.layout import ExtractedPage
from ingest.reading import read
from ingest.reading.persons.titles import names_a_work

SAYS = "Bürgermeisterin Petra Lindner freut sich über den Zuspruch."


def reading(body: str) -> Reading:
    release = Release(city="a", url=None, title="Meldung", body=body)
    return read(ExtractedPage(release=release, number_text="", date_texts=()), unknown_city())


@pytest.mark.parametrize(
    "phrase",
    [
        "das Projekt „Unser grünes Ufer“", "die Sonderausstellung „Karge Zeiten“", "des Vereins „Spuren im Sand“",
        "unter dem Motto „Gemeinsam sind wir laut“", "Das Motto: „Gemeinsam sind wir laut“", "den Roman „Der lange Fluss“",
        "die Kampagne „Rad statt Auto fahren“", "ein Runder Tisch zum Thema „Mücken am See“", "das Lied „Am Brunnen vor dem Tore“",
        "im Film „Die zweite Brücke“", "die Reihe „Kino im Hof“",
    ],
)  # fmt: skip
def test_what_a_work_or_a_club_is_called_is_said_by_nobody(phrase: str) -> None:
    assert (
        reading(f"{SAYS} Petra Lindner nannte {phrase} als Beispiel. Vorgestellt wird es im Mai.").quotations
        == ()
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "„Das Projekt kommt gut voran“, sagte Petra Lindner.",
        "Petra Lindner sagte: „Das Projekt kommt gut voran.“",
        "Zum Projekt sagte Petra Lindner: „Wir sind auf einem guten Weg.“",
        "Lob fand Petra Lindner für das Projekt: „Wir sind auf einem guten Weg, und das freut mich.“",
        "Über die Ausstellung „Karge Zeiten“ sagte Petra Lindner: „Sie hat uns alle bewegt.“",
    ],
)
def test_a_statement_stays_one_beside_such_words(sentence: str) -> None:
    (found,) = reading(f"{SAYS} {sentence}").quotations
    assert found.speaker == "Petra Lindner"


@pytest.mark.parametrize(
    ("before", "inside", "behind", "name"),
    [
        ("die Ausstellung ", "Karge Zeiten", " ist offen", True),
        ("die Ausstellung ", "Karge Zeiten", ", sagte sie", False),
        (
            "so der Leiter der Ausstellung ",
            "Wir haben lange gesucht und vieles gefunden, was niemand kannte",
            ".",
            False,
        ),
        ("Sein Thema: ", "Wasser in der Stadt", "", True),
        ("Ihr Motto: ", "Lesen ist das billigste Reisen.", "", False),
        ("Er lobte die Ausstellung: ", "Wunderbar gemacht", "", False),
        ("Der Rat ", "Karge Zeiten", "", False),
        ("", "Karge Zeiten", "", False),
    ],
)
def test_the_noun_right_before_the_marks_decides(before: str, inside: str, behind: str, name: bool) -> None:
    assert names_a_work(before, inside, behind) is name


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Der Vorsitzende Wolfgang Fischer dankte allen.", "Vorsitzender"),
        ("Die Vorsitzende Karin Fischer dankte allen.", "Vorsitzende"),
        ("Der Vorstandsvorsitzende Wolfgang Fischer dankte allen.", "Vorstandsvorsitzender"),
        ("Der Klimaschutzbeauftragte Wolfgang Fischer dankte allen.", "Klimaschutzbeauftragter"),
        ("OB Wolfgang Fischer dankte allen.", "Oberbürgermeister"),
        ("OB Karin Fischer dankte allen.", "Oberbürgermeisterin"),
        ("Der Bürgermeister Wolfgang Fischer dankte allen.", "Bürgermeister"),
        ("Der Kunde Wolfgang Fischer dankte allen.", None),
    ],
)
def test_an_office_follows_the_gender_of_who_holds_it(sentence: str, role: str | None) -> None:
    (person,) = reading(sentence).persons
    if role is not None:
        assert person.role == role
    else:
        assert not (person.role or "").endswith("er")


@pytest.mark.parametrize(
    "sentence",
    [
        "Lesung in der Bücherei: Petra Lindner stellt „Die lange Fahrt“ vor.",
        "Petra Lindner stellte am Abend „Die lange Fahrt“ im Rathaus vor.",
        "Petra Lindner liest „Karte der kalten Orte“ in der Bücherei.",
        "Petra Lindner präsentiert „Tanz der Vampire“.",
        "Das Orchester unter Petra Lindner spielt „Die vier Jahreszeiten“.",
    ],
)
def test_who_presents_a_work_says_nothing(sentence: str) -> None:
    assert [spoken.speaker for spoken in reading(sentence).quotations if spoken.speaker] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Petra Lindner zeigte sich erfreut: „Der Radweg ist fertig, und zwar früher als gedacht.“",
        "Petra Lindner stellte klar: „Die Turnhalle bleibt auf jeden Fall offen, auch im Winter.“",
        "Petra Lindner versprach ein Festival „für alle, die gern draußen sind“.",
        "Petra Lindner stellte „die Sanierung bis zum Herbst“ in Aussicht, sagte sie.",
    ],
)
def test_what_is_said_with_the_same_verbs_is_still_said(sentence: str) -> None:
    assert "Petra Lindner" in [spoken.speaker for spoken in reading(sentence).quotations]
