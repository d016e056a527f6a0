import re
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Image, MentionKind, PersonMention, Release
from archive.origins import PublishedFrom
from ingest.reading.number import read_number
from ingest.reading.persons import read_persons
from ingest.reading.published import read_published


@pytest.mark.parametrize(
    ("text", "running", "sign", "year"),
    [
        ("- 450/pe", 450, "pe", None),
        ("15.08.2017 - 450/pe", 450, "pe", None),
        ("450 / PE", 450, "pe", None),
        ("Nr. 450/pe (2017)", 450, "pe", 2017),
        ("PM 450", 450, None, None),
        ("PRESSEMITTEILUNG 517", 517, None, None),
        ("Pressemitteilung Nr. 2021-012 vom 01.07.2021", 12, None, 2021),
        ("Nr. 12/2021", 12, None, 2021),
        ("237 | Titel der Meldung", 237, None, None),
        ("Ausgabe 089", 89, None, None),
        ("4\u00ad50/pe", 450, "pe", None),
    ],
)
def test_numbers_as_city_halls_print_them(
    text: str, running: int, sign: str | None, year: int | None
) -> None:
    number = read_number(text)
    assert number is not None
    assert (number.running, number.sign, number.year) == (running, sign, year)


@pytest.mark.parametrize(
    "text", ["", "Pressemitteilung vom 01.07.2021", "15.08.2017", "Telefon 123/4567", "24.12."]
)
def test_other_figures_are_no_number(text: str) -> None:
    assert read_number(text) is None


def test_a_city_has_its_own_pattern_and_the_year_of_publication_counts() -> None:
    number = read_number("Az 7-B", re.compile(r"Az (?P<running>\d+)-(?P<sign>\w)"), year=2020)
    assert number is not None
    assert (number.running, number.sign, number.year, number.printed) == (7, "b", 2020, "Az 7-B")


class TestPublished:
    def test_the_first_text_with_a_date_decides_and_tells_its_origin(self) -> None:
        dated = [
            (PublishedFrom.META, ""),
            (PublishedFrom.PAGE, "vom 01.07.2021"),
            (PublishedFrom.GIVEN, "2020-01-01"),
        ]
        assert read_published(dated) == (date(2021, 7, 1), None, PublishedFrom.PAGE)

    def test_nothing_known_is_said(self) -> None:
        assert read_published([(PublishedFrom.PAGE, "Pressemitteilung")]) == (None, None, PublishedFrom.NONE)

    def test_the_time_of_day_where_it_is_printed(self) -> None:
        assert read_published([(PublishedFrom.PAGE, "20.01.2023 12:37 Uhr")])[:2] == (
            date(2023, 1, 20),
            time(12, 37),
        )
        assert read_published([(PublishedFrom.META, "2018-06-01T11:46:00")])[:2] == (
            date(2018, 6, 1),
            time(11, 46),
        )

    def test_an_impossible_date_is_none(self) -> None:
        assert (
            read_published([(PublishedFrom.META, "2021-13-45"), (PublishedFrom.PAGE, "31.02.2020")])[0]
            is None
        )


def persons(body: str, **more: object) -> dict[str, PersonMention]:
    release = Release(city="a", url=None, title="Titel", body=body, **more)  # type: ignore[arg-type]
    return {person.name: person for person in read_persons(release).persons}


class TestPersons:
    def test_role_before_the_name_and_the_sentence_that_proves_it(self) -> None:
        body = "Es regnet. Stadtdirektorin Hanna Kowalski kam. Es regnete weiter."
        found = persons(body)["Hanna Kowalski"]
        assert found.role == "Stadtdirektorin"
        assert found.evidence is not None
        text = Release(city="a", url=None, title="Titel", body=body).text
        assert text[slice(*found.evidence)] == "Stadtdirektorin Hanna Kowalski kam."

    def test_role_after_the_name(self) -> None:
        assert persons("Gekommen war Peter Lang, Leiter des Amtes.")["Peter Lang"].role == "Leiter"

    def test_a_short_mention_counts_for_the_full_name(self) -> None:
        found = persons("Stadtdirektor Hofer: Gut so. Später sagte Hartmut Hofer nichts.")
        assert list(found) == ["Hartmut Hofer"]
        assert found["Hartmut Hofer"].role == "Stadtdirektor"

    def test_a_misprint_counts_for_the_right_name(self) -> None:
        found = persons("Uli Preuss war da. (Fotograf Uli Preuss) (v.l. Bild Uli Preus) (Bild U. Preuss)")
        assert list(found) == ["Uli Preuss"]
        assert MentionKind.PHOTOGRAPHER in found["Uli Preuss"].kinds

    def test_speaker_party_and_affiliation(self) -> None:
        found = persons(
            "Anna Berger: „Wir freuen uns.“ Josef Neumann (SPD) hörte zu. Agnes Held vom Familienministerium auch."
        )
        assert MentionKind.SPEAKER in found["Anna Berger"].kinds
        assert found["Josef Neumann"].party == "SPD"
        assert found["Agnes Held"].affiliation == "Familienministerium"

    def test_titles_and_particles_belong_to_the_name(self) -> None:
        found = persons("Prof. Dr. Gesine von der Leyden-Küpper sprach mit Dr. Henrike Asmussen.")
        assert set(found) == {"Gesine von der Leyden-Küpper", "Henrike Asmussen"}

    def test_captions_are_told_from_the_text(self) -> None:
        found = persons("Text.", images=(Image(caption="Auf dem Gerüst: Torsten Ahl."),))
        assert found["Torsten Ahl"].kinds == {MentionKind.CAPTION}

    def test_the_press_office_is_a_contact_line_by_line(self) -> None:
        contact = "Kontakt\n\nStadt Beispiel, Presseamt\nMerle Kohnen\nRathausplatz 1"
        found = persons("Anna Berger kam.", contact_text=contact)
        assert found["Merle Kohnen"].kinds == {MentionKind.CONTACT}
        assert found["Anna Berger"].kinds == {MentionKind.NAMED}

    @pytest.mark.parametrize(
        "body",
        [
            "Das Max Ernst Museum öffnet.",
            "In der Friedrich-Albert-Lange-Schule tagt der Stadtrat.",
            "Am Montag beschließt der Stadtrat Mehr Geld.",
            "Im August Mai und April.",
        ],
    )
    def test_institutions_and_months_are_nobody(self, body: str) -> None:
        assert persons(body) == {}

    @given(st.text(max_size=300))
    def test_any_text_can_be_read(self, body: str) -> None:
        for person in persons(body).values():
            assert person.name.strip()
