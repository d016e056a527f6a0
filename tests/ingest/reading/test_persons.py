"""Persons of a release: named how, in which role, as what, with the sentence that proves it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Image, MentionKind, PersonMention, Release
from ingest.reading.persons import read_persons


def release(body: str, **more: object) -> Release:
    return Release(city="a", url=None, title="Titel", body=body, **more)  # type: ignore[arg-type]


def persons(body: str, **more: object) -> dict[str, PersonMention]:
    return {person.name: person for person in read_persons(release(body, **more)).persons}


def roles(body: str) -> dict[str, list[str]]:
    return {name: [role.role for role in person.roles] for name, person in persons(body).items()}


class TestNames:
    def test_titles_stay_outside_and_particles_inside(self) -> None:
        found = persons(
            "Prof. Dr. Gesine von der Leyden-Küpper sprach mit Dr. Henrike Asmussen und U. Preuss."
        )
        assert set(found) == {"Gesine von der Leyden-Küpper", "Henrike Asmussen", "U. Preuss"}

    def test_a_genitive_and_a_surname_alone_are_the_person(self) -> None:
        found = persons("Serap Günay kam nach Rosenau. Günays Besuch dauerte lange, sagte Günay.")
        assert list(found) == ["Serap Günay"]
        assert len(found["Serap Günay"].places) == 3

    def test_a_couple_shares_its_surname(self) -> None:
        assert set(persons("Geehrt wurden Anna und Peter Kortmann.")) == {"Anna Kortmann", "Peter Kortmann"}

    def test_of_two_with_one_surname_frau_and_herr_decide(self) -> None:
        body = "Anna Kortmann und Peter Kortmann kamen. Frau Kortmann sprach zuerst, dann Herr Kortmann."
        assert {name: len(person.places) for name, person in persons(body).items()} == {
            "Anna Kortmann": 2,
            "Peter Kortmann": 2,
        }

    def test_a_misprint_counts_for_the_right_name(self) -> None:
        found = persons("Uli Preuss war da. (Fotograf Uli Preuss) (v.l. Bild Uli Preus) (Bild U. Preuss)")
        assert list(found) == ["Uli Preuss"]
        assert MentionKind.PHOTOGRAPHER in found["Uli Preuss"].kinds

    @pytest.mark.parametrize(
        "body",
        [
            "Kämmerer Michael Becker und Baudezernent Michael Decker kamen.",
            "Anna Müller (SPD) und Anna Möller (CDU) stimmten zu.",
        ],
    )
    def test_two_who_stand_side_by_side_are_two_however_alike(self, body: str) -> None:
        assert len(persons(body)) == 2

    def test_an_inverted_name_is_turned_round(self) -> None:
        assert "L. Beckhoff" in persons("Es bestanden:\nBeckhoff, L.\nKrause, Anna")

    def test_a_bare_signature(self) -> None:
        assert "Held" in persons("Die Straße wird gesperrt.\n\nIm Auftrag\n\nHeld")

    @pytest.mark.parametrize(
        "body",
        [
            "Das Max Ernst Museum und die Friedrich-Albert-Lange-Schule öffnen.",
            "Treffpunkt ist die Anna-Lang-Straße vor dem Museum Ludwig.",
            "Die Bäckerei Krause und das Autohaus Wolf & Söhne helfen.",
            "Die Kinder spielten Rotkäppchen, Frau Holle und Pippi Langstrumpf.",
            "Im Juni und im August, am Mittwoch und am Freitag.",
            "Die Obere Mühlengasse und die Kita Sonnenfeld feiern.",
            "Familie Kortmann und die Geschwister Lang freuen sich.",
        ],
    )
    def test_institutions_tales_families_and_months_are_nobody(self, body: str) -> None:
        assert persons(body) == {}

    def test_the_publisher_is_nobody(self) -> None:
        text = release("Rosenaus Läufer haben gewonnen, Rosenau feiert.")
        assert read_persons(text, town="Stadt Rosenau").persons == ()


class TestRoles:
    def test_before_the_name_with_the_sentence_that_proves_it(self) -> None:
        text = release("Es regnet. Stadtdirektorin Hanna Kowalski kam. Es regnete weiter.")
        (found,) = read_persons(text).persons
        assert found.role == "Stadtdirektorin"
        assert found.evidence is not None
        assert text.text[slice(*found.evidence)] == "Stadtdirektorin Hanna Kowalski kam."

    @pytest.mark.parametrize(
        ("body", "role"),
        [
            ("Gekommen war Hanna Kowalski, Leiterin des Amtes für Kultur.", "Leiterin"),
            ("Hanna Kowalski (Leiterin Bauamt) sprach.", "Leiterin"),
            ("Die Leiterin der Musikschule, Hanna Kowalski, sprach.", "Leiterin"),
            ("Neue Leiterin des Amtes ist Hanna Kowalski.", "Leiterin"),
            ("Hanna Kowalski ist seit 2015 Leiterin des Amtes.", "Leiterin"),
            ("Zur Vorsitzenden wurde einstimmig Hanna Kowalski gewählt.", "Vorsitzende"),
            ("Der Rat wählte Hanna Kowalski zur Vorsitzenden.", "Vorsitzende"),
            ("Die Akkordeonistin Hanna Kowalski spielte.", "Akkordeonistin"),
            ("Schriftführerin: Hanna Kowalski", "Schriftführerin"),
            ("Gekommen war Hanna Kowalski, 58, Kinderärztin.", "Kinderärztin"),
        ],
    )
    def test_every_way_to_say_it(self, body: str, role: str) -> None:
        assert roles(body)["Hanna Kowalski"] == [role]

    def test_a_role_of_several_is_shared_by_the_list(self) -> None:
        body = "Die Stadträtinnen Anna Berger, Dr. Petra Lindner (SPD) und Rita Mohn stimmten zu."
        assert roles(body) == {
            "Anna Berger": ["Stadträtin"],
            "Petra Lindner": ["Stadträtin"],
            "Rita Mohn": ["Stadträtin"],
        }

    def test_who_stands_in_for_an_office_does_not_hold_it(self) -> None:
        body = "Der stellvertretende Bürgermeister Tom Bergmann traf Eva Lindner, die keine Ärztin ist."
        assert roles(body) == {"Tom Bergmann": ["stellvertretender Bürgermeister"], "Eva Lindner": []}

    def test_a_role_is_not_given_to_the_next_in_a_row(self) -> None:
        body = "Es kamen Anna Berger, Leiterin des Amtes für Kultur, Peter Lindner und Rita Mohn."
        assert roles(body) == {"Anna Berger": ["Leiterin"], "Peter Lindner": [], "Rita Mohn": []}

    def test_one_role_in_two_lengths_is_one_the_longer(self) -> None:
        body = "Die Integrationsstaatssekretärin Serap Günay kam. Staatssekretärin Günay blieb."
        assert roles(body) == {"Serap Günay": ["Integrationsstaatssekretärin"]}

    @pytest.mark.parametrize(
        ("body", "affiliation"),
        [
            ("Es kam Oberbürgermeisterin Dr. Henrike Asmussen.", None),
            ("Es kam die Leiterin Prof. Dr. Henrike Asmussen.", None),
            ("Es kam die Leiterin des Museums Dr. Henrike Asmussen.", "Museum"),
            ("Es sang die Sopranistin Henrike Asmussen aus Seoul.", None),
            ("Es sang Henrike Asmussen, Sopranistin aus Seoul.", None),
            ("Es sang Henrike Asmussen, Leiterin des Chors Foto: Uli Preuss", "Chor"),
        ],
    )
    def test_titles_origins_and_credits_are_no_body(self, body: str, affiliation: str | None) -> None:
        assert persons(body)["Henrike Asmussen"].affiliation == affiliation

    def test_a_dative_is_not_another_gender(self) -> None:
        body = "Sie sprach mit Integrationsbeauftragter Petra Kowalski und dem Beauftragten Peter Lindner."
        assert roles(body)["Petra Kowalski"] == ["Integrationsbeauftragte"]

    def test_a_former_role_is_told_and_comes_last(self) -> None:
        (found,) = read_persons(
            release("Anna Berger, ehemalige Leiterin des Amtes, ist Vorsitzende des Vereins.")
        ).persons
        assert [(role.role, role.former) for role in found.roles][-1] == ("Leiterin", True)

    def test_an_office_taken_up_again_in_the_next_sentence(self) -> None:
        assert roles("Gewonnen hat Wilma Kortmann. Die Kunstturnerin ist 81.") == {
            "Wilma Kortmann": ["Kunstturnerin"]
        }

    def test_party_and_affiliation(self) -> None:
        found = persons("Josef Neumann (SPD) hörte Agnes Heldt vom Familienministerium zu.")
        assert found["Josef Neumann"].party == "SPD"
        assert found["Agnes Heldt"].affiliation == "Familienministerium"


class TestKinds:
    def test_captions_and_credits(self) -> None:
        images = (Image(caption="Auf dem Gerüst: Torsten Ahl.", credit="Foto: Stadt Rosenau / Meike Lohr"),)
        found = persons("Text.", images=images)
        assert found["Torsten Ahl"].kinds == {MentionKind.CAPTION}
        assert found["Meike Lohr"].kinds == {MentionKind.PHOTOGRAPHER}

    def test_a_caption_between_paragraphs(self) -> None:
        found = persons(
            "Es war voll.\n\nBürgermeister Torsten Ahl im Bad (Foto: Meike Lohr)\n\nEs blieb voll."
        )
        assert found["Torsten Ahl"].kinds == {MentionKind.CAPTION}
        assert found["Meike Lohr"].kinds == {MentionKind.PHOTOGRAPHER}

    def test_a_photographer_that_is_spoken_of_took_no_picture_here(self) -> None:
        found = persons("Das Museum zeigt Bilder der Fotografin Else Brandhoff.")
        assert found["Else Brandhoff"].kinds == {MentionKind.NAMED}
        assert found["Else Brandhoff"].role == "Fotografin"

    def test_the_press_office_is_a_contact_line_by_line(self) -> None:
        contact = "Kontakt\n\nStadt Beispiel, Presseamt\nMerle Kohnen\nPressesprecherin\nRathausplatz 1"
        found = persons("Anna Berger kam.", contact_text=contact)
        assert found["Merle Kohnen"].kinds == {MentionKind.CONTACT}
        assert found["Merle Kohnen"].role == "Pressesprecherin"
        assert found["Anna Berger"].kinds == {MentionKind.NAMED}


class TestWhoIsMeant:
    def test_two_surnames_are_the_same_person_without_the_first_name(self) -> None:
        body = "Stadtrat Frank Oduro Mensah kam. „Das ist ein Vorsprung“, findet Oduro Mensah."
        assert list(persons(body)) == ["Frank Oduro Mensah"]
        assert list(persons("Das findet Oduro Mensah. Stadtrat Frank Oduro Mensah kam.")) == [
            "Frank Oduro Mensah"
        ]

    def test_an_office_that_is_a_first_name_too_is_an_office(self) -> None:
        assert list(persons("Die Gemeinde hat ihren Pastor Justus Habermann verabschiedet.")) == [
            "Justus Habermann"
        ]

    def test_an_office_before_the_surname_of_a_couple_tells_who(self) -> None:
        body = "Den Preis erhielten Erika und Kemal Yıldırım. Bäckermeister Yıldırım dankte."
        assert persons(body)["Kemal Yıldırım"].role == "Bäckermeister"
        assert persons(body)["Erika Yıldırım"].role is None


def spoken(body: str) -> list[tuple[str, str]]:
    text = release(body)
    return [
        (text.text[quotation.start : quotation.end], quotation.speaker)
        for quotation in read_persons(text).quotations
    ]


class TestQuotations:
    @pytest.mark.parametrize(
        "body",
        [
            "Anna Berger: „Das ist ein guter Tag.“",
            "„Das ist ein guter Tag“, sagte Anna Berger.",
            "„Das ist ein guter Tag“, so Stadträtin Anna Berger.",
            "Stadträtin Anna Berger kam. „Das ist ein guter Tag“, so die Stadträtin.",
            "Anna Berger kam mit Peter Lindner. „Das ist ein guter Tag“, sagte sie.",
            "Anna Berger betonte: »Das ist ein guter Tag.«",
            'Anna Berger betonte: "Das ist ein guter Tag."',
            "„Das ist ein guter Tag.“\n\nMit diesem Satz eröffnete Anna Berger das Fest.",
        ],
    )
    def test_who_speaks(self, body: str) -> None:
        assert [speaker for _, speaker in spoken(body)] == ["Anna Berger"]

    @pytest.mark.parametrize(
        ("body", "speaker"),
        [
            (
                """„Wir sind bereit“, sagt Bürgermeisterin Anna Berger.

Den Wagen hat Peter Lindner gebaut. Es ist sein letzter. „Mein Vater klebte ihn noch“, erzählt der Wagenbauer.""",
                "Peter Lindner",
            ),
            (
                "Die Schriftstellerin Nino Maier ist da.\n\n„Ich erfinde nichts“, sagt die Autorin.",
                "Nino Maier",
            ),
            (
                "„Ich male nur zu Fuß“, sagt Peter Lindner. Das war viel. „Der Rhein ist breiter.“ Anna Berger malt.",
                "Peter Lindner",
            ),
        ],
    )
    def test_who_speaks_where_only_an_office_or_nothing_says_it(self, body: str, speaker: str) -> None:
        assert [name for _, name in spoken(body)][-1] == speaker

    def test_a_quotation_cut_in_two_and_one_that_goes_on(self) -> None:
        body = "„Das ist gut“, sagte Anna Berger, „und es bleibt so.“ „Wir bauen weiter an der Stadt.“"
        assert [speaker for _, speaker in spoken(body)] == ["Anna Berger"] * 3

    def test_a_term_in_marks_is_not_spoken(self) -> None:
        assert spoken("Anna Berger besuchte das Projekt „Sommertour“ in Rosenau.") == []


@given(st.text(max_size=300))
def test_any_text_can_be_read(body: str) -> None:
    text = release(body)
    for person in read_persons(text).persons:
        assert person.name.strip()
        assert all(text.text[start:end] for start, end in person.places)
