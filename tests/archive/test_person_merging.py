"""One person across releases: joined, kept apart, told by decisions of staff; who held an office when."""

from datetime import UTC, date, datetime

from archive.model import HeldRole, PersonMention
from archive.office_holders import Proof, before_and_after, holders
from archive.person_merging import Appearance, DecisionKind, PersonDecision, individuals
from language.german.dates import Period


def appears(
    record_id: int,
    name: str,
    role: str | None = None,
    *,
    on: date | None = None,
    city: str = "solingen",
    former: bool = False,
    party: str | None = None,
) -> Appearance:
    roles = (HeldRole(role=role, former=former, evidence=(0, 10)),) if role else ()
    person = PersonMention(name=name, role=role, roles=roles, party=party)
    return Appearance(record_id=record_id, city=city, day=on, person=person)


def names(appearances: list[Appearance], decisions: tuple[PersonDecision, ...] = ()) -> list[tuple[str, int]]:
    return [
        (individual.name, len(individual.appearances)) for individual in individuals(appearances, decisions)
    ]


def test_a_surname_alone_is_the_only_bearer_of_the_name_in_that_time() -> None:
    full = [appears(at, "Henrike Asmussen", "Leiterin", on=date(2023, at, 1)) for at in range(1, 4)]
    assert names([*full, appears(9, "Asmussen", on=date(2023, 9, 1))]) == [("Henrike Asmussen", 4)]
    assert names([*full, appears(9, "Asmussen", on=date(2003, 9, 1))]) == [
        ("Henrike Asmussen", 3),
        ("Asmussen", 1),
    ]
    other = appears(8, "Ole Asmussen", on=date(2023, 8, 1))
    assert ("Asmussen", 1) in names([*full, other, appears(9, "Asmussen", on=date(2023, 9, 1))])


def test_one_name_in_one_city_is_one_person() -> None:
    assert names([appears(1, "Anna Berger"), appears(2, "Anna Berger")]) == [("Anna Berger", 2)]


def test_a_title_and_an_umlaut_part_nobody() -> None:
    assert names([appears(1, "Dr. Serap Güler"), appears(2, "Serap Gueler"), appears(3, "Serap Güler")]) == [
        ("Serap Güler", 3)
    ]


def test_a_surname_with_its_office_is_who_bears_both() -> None:
    found = [
        appears(1, "Hartmut Hofer", "Stadtdirektor"),
        appears(2, "Hofer", "Stadtdirektor"),
        appears(3, "Hofer"),
    ]
    assert names(found) == [("Hartmut Hofer", 2), ("Hofer", 1)]


def test_a_rare_misprint_is_bridged_and_a_common_name_is_not() -> None:
    often = [appears(at, "Uli Preuss", "Fotograf") for at in range(4)]
    assert names([*often, appears(9, "Uli Preus", "Fotograf")]) == [("Uli Preuss", 5)]
    both = [appears(at, "Anna Berger") for at in range(3)] + [
        appears(at, "Anna Bergen") for at in range(3, 6)
    ]
    assert len(names(both)) == 2


def test_namesakes_in_two_cities_are_apart_and_told() -> None:
    found = individuals([appears(1, "Anna Berger"), appears(2, "Anna Berger", city="unna")])
    assert [(one.key, one.namesakes) for one in found] == [
        ("solingen/anna-berger", True),
        ("unna/anna-berger", True),
    ]


def test_an_office_beyond_a_city_joins_across_cities() -> None:
    found = [
        appears(1, "Serap Güler", "Staatssekretärin"),
        appears(2, "Serap Güler", "Integrationsstaatssekretärin", city="unna"),
    ]
    assert names(found) == [("Serap Güler", 2)]


def test_two_parties_are_two_persons() -> None:
    found = [
        *(appears(at, "Peter Müller", party="SPD") for at in (1, 2)),
        *(appears(at, "Peter Müller", party="CDU") for at in (3, 4)),
    ]
    assert [len(individual.appearances) for individual in individuals(found)] == [2, 2]


def decision(kind: DecisionKind, **more: object) -> PersonDecision:
    facts = {"city": "solingen", "note": "gefragt", "decided_at": datetime(2026, 1, 1, tzinfo=UTC)} | more
    return PersonDecision(kind=kind, **facts)  # type: ignore[arg-type]


def test_staff_merge_and_split_and_it_survives_another_reading() -> None:
    married = decision(DecisionKind.MERGE, name="Anna Berger", into_city="solingen", into_name="Anna Lang")
    assert names([appears(1, "Anna Berger"), appears(2, "Anna Lang")], (married,)) == [("Anna Lang", 2)]
    # Read again, with a title and another role: the decision still holds.
    again = [appears(1, "Dr. Anna Berger", "Leiterin"), appears(2, "Anna Lang", "Leiterin")]
    assert names(again, (married,)) == [("Anna Lang", 2)]
    other = decision(DecisionKind.SPLIT, name="Anna Berger", record_id=2, label="Bäckerin")
    found = individuals(
        [appears(1, "Anna Berger"), appears(2, "Anna Berger"), appears(3, "Anna Berger")], (other,)
    )
    assert [(one.key, one.label, len(one.appearances)) for one in found] == [
        ("solingen/anna-berger", None, 2),
        ("solingen/anna-berger~baeckerin", "Bäckerin", 1),
    ]


def test_a_split_holds_where_a_better_reader_spells_the_name_in_full() -> None:
    other = decision(DecisionKind.SPLIT, name="Berger", record_id=2, label="Bäckerin")
    found = individuals([appears(1, "Anna Berger"), appears(2, "Anna Berger")], (other,))
    assert [(one.label, len(one.appearances)) for one in found] == [(None, 1), ("Bäckerin", 1)]


def test_one_of_two_namesakes_is_merged() -> None:
    split = decision(DecisionKind.SPLIT, name="Anna Berger", record_id=2, label="jun")
    merge = decision(
        DecisionKind.MERGE, name="Anna Berger", label="jun", into_city="solingen", into_name="Anna Lang"
    )
    found = individuals(
        [appears(1, "Anna Berger"), appears(2, "Anna Berger"), appears(3, "Anna Lang")], (split, merge)
    )
    assert {one.name: [each.record_id for each in one.appearances] for one in found} == {
        "Anna Berger": [1],
        "Anna Lang": [2, 3],
    }


def test_offices_that_only_sound_like_those_beyond_a_city_join_nobody() -> None:
    found = [
        appears(1, "Peter Klein", "Karnevalspräsident"),
        appears(2, "Peter Klein", "Vizepräsident", city="unna"),
    ]
    assert len(names(found)) == 2


def test_one_party_under_two_names_is_one() -> None:
    said = ["Grüne", "Grüne", "Bündnis 90/Die Grünen", "Bündnis 90/Die Grünen"]
    assert names([appears(at, "Peter Müller", party=party) for at, party in enumerate(said)]) == [
        ("Peter Müller", 4)
    ]


class TestRoleAtADate:
    history = (
        appears(1, "Ralf Weeke", "Kämmerer", on=date(2016, 3, 1)),
        appears(2, "Ralf Weeke", "Stadtkämmerer", on=date(2019, 5, 1)),
        appears(3, "Ralf Weeke", "Kämmerer", on=date(2022, 2, 1), former=True),
        appears(4, "Daniela Becker", "Kämmerin", on=date(2022, 6, 1)),
    )

    def held(self, start: date, end: date) -> list[tuple[str, bool]]:
        found = holders(individuals(self.history), "Kämmerer", Period(start=start, end=end))
        return [(one.individual.name, one.proven) for one in found]

    def test_who_held_it_with_proof(self) -> None:
        assert self.held(date(2019, 1, 1), date(2019, 12, 31)) == [("Ralf Weeke", True)]
        (one,) = holders(
            individuals(self.history), "Kämmerer", Period(start=date(2019, 1, 1), end=date(2019, 12, 31))
        )
        assert one.evidence == ((2, (0, 10)),)

    def test_between_two_releases_it_is_likely_and_said_so(self) -> None:
        assert self.held(date(2017, 1, 1), date(2017, 12, 31)) == [("Ralf Weeke", False)]

    def test_a_woman_in_the_same_office(self) -> None:
        assert self.held(date(2022, 1, 1), date(2022, 12, 31)) == [("Daniela Becker", True)]

    def test_a_former_one_a_deputy_and_another_office_prove_nothing(self) -> None:
        others = [
            appears(1, "Uwe Laumann", "Bürgermeister", on=date(2015, 1, 1), former=True),
            appears(2, "Tom Bergmann", "stellvertretender Bürgermeister", on=date(2015, 1, 1)),
            appears(3, "Ole Kernig", "Oberbürgermeister", on=date(2015, 1, 1)),
        ]
        period = Period(start=date(2015, 1, 1), end=date(2015, 12, 31))
        assert holders(individuals(others), "Bürgermeister", period) == ()
        assert len(holders(individuals(others), "Oberbürgermeister", period)) == 1

    def test_where_nobody_is_proven_the_last_before_and_the_first_after_are_told_as_such(self) -> None:
        told = (
            appears(1, "Ralf Weeke", "Kämmerer", on=date(2022, 2, 1)),
            appears(2, "Udo Lang", "Kämmerer", on=date(2016, 2, 1)),
            appears(3, "Daniela Becker", "Kämmerin", on=date(2024, 6, 1)),
            appears(4, "Ina Ost", "Kämmerin", on=date(2025, 6, 1)),
        )
        march = Period(start=date(2024, 3, 1), end=date(2024, 3, 31))
        found = holders(individuals(told), "Kämmerer", march)
        assert {(one.individual.name, one.proof) for one in found} == {
            ("Ralf Weeke", Proof.BEFORE),
            ("Daniela Becker", Proof.AFTER),
        }

    def test_who_held_it_before_and_after(self) -> None:
        told = individuals(
            (
                appears(1, "Udo Lang", "Kämmerer", on=date(2014, 2, 1)),
                *self.history,
                appears(5, "Tom Bergmann", "Kämmerer", on=date(2022, 3, 1), city="unna"),
                appears(6, "Kai Ost", "stellvertretender Kämmerer", on=date(2022, 3, 1)),
            )
        )
        weeke = next(one for one in told if one.name == "Ralf Weeke")
        before, after = before_and_after(told, weeke, weeke.tenures[0])
        assert before
        assert after
        assert (before.individual.name, before.tenure.last) == ("Udo Lang", date(2014, 2, 1))
        assert (after.individual.name, after.tenure.first) == ("Daniela Becker", date(2022, 6, 1))

    def test_an_office_of_several_at_a_time_has_nobody_before_or_after(self) -> None:
        told = individuals(
            (
                appears(1, "Udo Lang", "Beigeordneter", on=date(2014, 2, 1)),
                appears(2, "Ina Ost", "Beigeordnete", on=date(2015, 2, 1)),
                appears(3, "Tom Bergmann", "Beigeordneter", on=date(2014, 2, 1)),
                appears(4, "Tom Bergmann", "Beigeordneter", on=date(2016, 2, 1)),
            )
        )
        bergmann = next(one for one in told if one.name == "Tom Bergmann")
        assert before_and_after(told, bergmann, bergmann.tenures[0]) == (None, None)

    def test_who_is_announced_is_no_likely_holder_while_releases_call_another_one_so(self) -> None:
        told = (
            appears(1, "Rolf Hagen", "Oberbürgermeister", on=date(2024, 1, 1)),
            appears(2, "Ina Ost", "designierte Oberbürgermeisterin", on=date(2024, 9, 23)),
            appears(3, "Rolf Hagen", "Oberbürgermeister", on=date(2024, 10, 28)),
            appears(4, "Ina Ost", "Oberbürgermeisterin", on=date(2024, 11, 4)),
        )
        november = Period(start=date(2024, 11, 3), end=date(2024, 11, 3))
        found = holders(individuals(told), "Oberbürgermeister", november)
        assert {(one.individual.name, one.proof) for one in found} == {
            ("Rolf Hagen", Proof.BEFORE),
            ("Ina Ost", Proof.AFTER),
        }

    def test_who_was_announced_before_and_holds_it_after_held_it_likely_in_between(self) -> None:
        told = (
            appears(1, "Udo Lang", "Kämmerer", on=date(2024, 1, 1)),
            appears(2, "Ina Ost", "designierte Kämmerin", on=date(2025, 1, 28)),
            appears(3, "Ina Ost", "Kämmerin", on=date(2025, 11, 1)),
        )
        june = Period(start=date(2025, 6, 1), end=date(2025, 6, 1))
        assert [
            (one.individual.name, one.tenure.role, one.proof, one.evidence[0][0])
            for one in holders(individuals(told), "Kämmerer", june)
        ] == [("Ina Ost", "Kämmerin", Proof.BETWEEN, 2)]
        january = Period(start=date(2025, 1, 1), end=date(2025, 1, 31))
        assert not any(one.proven for one in holders(individuals(told), "Kämmerer", january))

    def test_before_the_first_proof_only_who_comes_after_is_told(self) -> None:
        assert self.held(date(2010, 1, 1), date(2010, 12, 31)) == [("Ralf Weeke", False)]
        assert holders(individuals(self.history), "Pfarrer", Period(start=date(2010, 1, 1), end=None)) == ()
