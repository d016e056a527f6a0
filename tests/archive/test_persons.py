"""The tables of persons say, whatever came in which order, what a decision over the whole archive says."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from archive import persons, schema
from archive.errors import SealUnfit
from archive.model import EventKind, HeldRole, MentionKind, PersonMention, Reading, Release, Source
from archive.person_merging import Appearance, DecisionKind, Individual, PersonDecision, individuals
from archive.persons import in_order
from archive.store import Archive

NOW = datetime(2026, 1, 2, tzinfo=UTC)
NAMES = (
    "Anna Berger", "Anna Bergerr", "Berger", "Ole Berger", "Anna Maria Berger", "Hans von Behr", "von Behr", "Behr",
    "Serap Güler", "Serap Gueler", "Dr. Güler", "Peter Müller",
)  # fmt: skip
ROLES = (None, "Kämmerin", "Ministerin", "Bürgermeister", "Landtagsabgeordnete")

Told = set[tuple[str, str, str | None, frozenset[tuple[int, str]]]]

mentions = st.builds(
    lambda name, role, party: PersonMention(
        name=name, role=role, party=party, roles=(HeldRole(role=role),) if role else ()
    ),
    st.sampled_from(NAMES),
    st.sampled_from(ROLES),
    st.sampled_from((None, None, "SPD", "CDU")),
)
releases = st.tuples(
    st.sampled_from(("a", "b")),
    st.dates(date(2020, 1, 1), date(2024, 12, 31)) | st.none(),
    st.lists(mentions, max_size=4, unique_by=lambda mention: mention.name),
)
# What happens: a release comes in, a known one is read anew, sealed or unsealed, staff decide, the tables follow.
acts = st.lists(
    st.one_of(
        st.tuples(st.just("release"), releases),
        st.tuples(st.just("reread"), st.integers(0, 30), releases),
        st.tuples(st.just("seal"), st.integers(0, 30)),
        st.tuples(st.just("unseal"), st.integers(0, 30)),
        st.tuples(st.just("merge"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
        st.tuples(st.just("follow")),
    ),
    max_size=25,
)


def told(archive: Archive) -> Told:
    with archive._backend.engine.begin() as connection:
        persons, table = schema.persons, schema.appearances
        rows = connection.execute(
            select(
                persons.c.key, persons.c.name, persons.c.label, table.c.record_id, table.c.name.label("said")
            ).join(table, table.c.person_id == persons.c.id)
        ).all()
        unheld = connection.execute(select(table.c.name).where(table.c.person_id.is_(None))).all()
        everybody = {row.key for row in connection.execute(select(persons.c.key))}
    assert not unheld
    found: dict[tuple[str, str, str | None], set[tuple[int, str]]] = {}
    for row in rows:
        found.setdefault((row.key, row.name, row.label), set()).add((row.record_id, row.said))
    assert everybody == {key for key, _, _ in found}
    return {(*who, frozenset(places)) for who, places in found.items()}


def whole(archive: Archive) -> tuple[Individual, ...]:
    """Everybody, decided over the whole archive at once."""
    known = archive.current(range(1, archive.last_id() + 1))
    appearances = [
        Appearance(record_id=record.id, city=record.city, day=version.reading.published, person=person)
        for record, version in known.values()
        if not record.hidden(NOW)
        for person in version.reading.persons
    ]
    return individuals(in_order(appearances), archive.person_decisions())


def expected(archive: Archive) -> Told:
    return {
        (
            one.key,
            one.name,
            one.label,
            frozenset((appearance.record_id, appearance.person.name) for appearance in one.appearances),
        )
        for one in whole(archive)
    }


@settings(max_examples=15, deadline=None)
@given(acts)
def test_the_tables_say_what_the_whole_archive_says(happening: list[tuple[object, ...]]) -> None:
    with TemporaryDirectory() as place, Archive(Path(place)) as archive:
        for key in ("a", "b"):
            archive.put_source(Source(key=key, name=f"Stadt {key}"))
        records: list[tuple[int, Release]] = []
        for number, act in enumerate(happening):
            with suppress(SealUnfit):
                _do(archive, records, number, act)
        archive.follow_persons(now=NOW)
        assert told(archive) == expected(archive)
        everybody = whole(archive)
        assert [archive.person(one.key) for one in everybody] == list(everybody)
        assert archive.persons_named(limit=100)[0] == len(everybody)


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(acts)
def test_the_tables_say_it_in_many_more_histories(happening: list[tuple[object, ...]]) -> None:
    test_the_tables_say_what_the_whole_archive_says.hypothesis.inner_test(happening)  # type: ignore[attr-defined]


def _do(archive: Archive, records: list[tuple[int, Release]], number: int, act: tuple[object, ...]) -> None:
    match act:
        case ("release", (str(city), day, list(persons))):
            release = Release(
                city=city, url=f"https://x.example/{number}", title=f"T{number}", body=f"B{number}"
            )
            reading = Reading(reader=1, published=day, persons=tuple(persons))  # type: ignore[arg-type]
            made = archive.deposit(release, reading, capture_id=None, layout="text", at=NOW)
            records.append((made.record_id, release))
        case ("reread", int(at), (_, day, list(persons))) if records:
            record_id, _ = records[at % len(records)]
            (version, *_) = archive.versions(record_id)
            reading = Reading(reader=2, published=day, persons=tuple(persons))  # type: ignore[arg-type]
            archive.replace_reading(version, reading, NOW)
        case ("seal", int(at)) if records:
            archive.seal(records[at % len(records)][0], "Grund", NOW, by="x")
        case ("unseal", int(at)) if records:
            archive.unseal(records[at % len(records)][0], NOW, by="x")
        case ("merge", str(one), str(other)) if one != other:
            archive.record_decision(
                PersonDecision(
                    kind=DecisionKind.MERGE,
                    city="a",
                    name=one,
                    into_city="a",
                    into_name=other,
                    note="n",
                    decided_at=NOW,
                ),
                by="x",
            )
        case ("follow",):
            archive.follow_persons(now=NOW)


def test_of_an_erased_release_no_name_stays_in_the_tables(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.put_source(Source(key="a", name="Stadt a"))
        held = []
        for number, name in enumerate(("Anna Berger", "Ole Lang"), 1):
            release = Release(
                city="a", url=f"https://x.example/{number}", title=f"T{number}", body=f"B{number}"
            )
            reading = Reading(reader=1, persons=(PersonMention(name=name),))
            held.append(archive.deposit(release, reading, capture_id=None, layout="text", at=NOW).record_id)
        archive.follow_persons(now=NOW)
        archive.erase(held[0], "Grund", NOW, by="x")
        with archive._backend.engine.begin() as connection:
            tables = (schema.appearances, schema.persons, schema.person_words, schema.person_pending)
            rows = [str(row) for table in tables for row in connection.execute(select(table))]
        assert rows
        assert not any("berger" in row.lower() for row in rows)


def test_pages_of_a_name_and_who_held_an_office(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.put_source(Source(key="a", name="Stadt a"))
        for number in range(1, 8):
            name = "Anna Berger" if number < 5 else ("Ida Berger", "Ole Berger", "Udo Berger")[number - 5]
            reading = Reading(
                reader=1, persons=(PersonMention(name=name, roles=(HeldRole(role="designierte Kämmerin"),)),)
            )
            release = Release(
                city="a", url=f"https://x.example/{number}", title=f"T{number}", body=f"B{number}"
            )
            archive.deposit(release, reading, capture_id=None, layout="text", at=NOW)
        archive.follow_persons(now=NOW)
        total, some = archive.persons_named("berger", limit=2)
        assert (total, [one.name for one in some]) == (4, ["Anna Berger", "Ida Berger"])
        total, some = archive.persons_named("Berger", "a", limit=2, offset=3)
        assert (total, [one.name for one in some]) == (4, ["Udo Berger"])
        assert archive.persons_named("Bergerin", limit=2) == (0, ())
        assert archive.persons_named(city="b", limit=2) == (0, ())
        assert len(archive.in_office("Kämmerer")) == len(archive.in_office_like("ämmer")) == 4
        assert archive.in_office("Bürgermeister") == ()


class TestFollowing:
    def test_what_happens_is_taken_in_and_a_sealed_release_leaves_at_once(self, archive: Archive) -> None:
        put(archive, "Eva Kranz")
        second = put(archive, "Ole Oltmanns")
        assert archive.follow_persons(now=NOW) == archive.last_event()
        assert everybody(archive) == {"Eva Kranz", "Ole Oltmanns"}
        assert archive.person_key(second, "Ole Oltmanns") == "a/ole-oltmanns"
        archive.seal(second, "x", NOW, by="Staff")
        assert everybody(archive) == {"Eva Kranz"}
        archive.unseal(second, NOW, by="Staff")
        archive.follow_persons(now=NOW)
        assert everybody(archive) == {"Eva Kranz", "Ole Oltmanns"}

    def test_names_that_another_process_has_decided_about_meanwhile_are_no_error(
        self, archive: Archive
    ) -> None:
        put(archive, "Eva Kranz")
        archive.follow_persons(now=NOW)
        archive._write(persons._decide_next, NOW)
        assert everybody(archive) == {"Eva Kranz"}

    def test_how_far_it_is_is_told(self, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(persons, "EVENTS_AT_ONCE", 1)
        monkeypatch.setattr(persons, "NAMES_AT_ONCE", 1)
        for name in ("Eva Kranz", "Ole Oltmanns", "Ida Quast"):
            put(archive, name)
        told: list[tuple[int, int]] = []
        archive.follow_persons(now=NOW, progress=lambda done, total: told.append((done, total)))
        assert told == [(0, 3)] * 4 + [(1, 3), (2, 3)]
        archive.follow_persons(now=NOW, progress=lambda done, total: pytest.fail("there is nothing to do"))

    @pytest.mark.sqlite
    def test_an_archive_that_may_only_be_read_stays_as_it_is(self, archive: Archive) -> None:
        put(archive, "Eva Kranz")
        event.listen(
            archive._backend.engine, "connect", lambda opened, _: opened.execute("PRAGMA query_only = ON")
        )
        archive._backend.engine.dispose()
        assert archive.follow_persons(now=NOW) == archive.last_event()
        assert everybody(archive) == set()

    def test_a_decision_of_staff_counts_at_once(self, archive: Archive) -> None:
        put(archive, "Eva Kranz")
        put(archive, "Eva Krantz")
        archive.follow_persons(now=NOW)
        decision = PersonDecision(
            kind=DecisionKind.MERGE,
            city="a",
            name="Eva Krantz",
            into_city="a",
            into_name="Eva Kranz",
            note="Anruf",
            decided_at=NOW,
        )
        number = archive.record_decision(decision, by="anna")
        (_, (merged,)) = archive.persons_named(limit=9)
        assert {"Eva Kranz", "Eva Krantz"} <= set(merged.spellings)
        archive.revoke_decision(number, NOW, by="anna")
        assert archive.persons_named(limit=9)[0] == 2

    def test_with_whom(self, archive: Archive) -> None:
        put(archive, "Eva Kranz", "Ole Oltmanns")
        archive.follow_persons(now=NOW)
        named = archive.named_together("a/eva-kranz", 5)
        assert [(name, count) for _, name, count in named] == [("Ole Oltmanns", 1)]

    def test_whom_releases_name_only_to_be_asked_comes_last_and_is_nobodys_company(
        self, archive: Archive
    ) -> None:
        asked = PersonMention(name="Merle Kohnen", kinds=frozenset({MentionKind.CONTACT}))
        for _ in range(3):
            put_mentions(archive, PersonMention(name="Eva Kranz"), asked)
        put_mentions(archive, PersonMention(name="Ole Oltmanns"), PersonMention(name="Eva Kranz"))
        archive.follow_persons(now=NOW)
        assert [one.name for one in archive.persons_named(limit=9)[1]] == [
            "Eva Kranz",
            "Ole Oltmanns",
            "Merle Kohnen",
        ]
        assert [name for _, name, _ in archive.named_together("a/eva-kranz", 5)] == ["Ole Oltmanns"]
        # In an office she is somebody a release is about.
        put_mentions(
            archive, PersonMention(name="Eva Kranz"), replace(asked, roles=(HeldRole(role="Sprecherin"),))
        )
        archive.follow_persons(now=NOW)
        assert [(name, n) for _, name, n in archive.named_together("a/eva-kranz", 5)] == [
            ("Merle Kohnen", 4),
            ("Ole Oltmanns", 1),
        ]

    @pytest.mark.sqlite
    def test_an_archive_from_before_tells_them_apart_too(self, tmp_path: Path) -> None:
        with Archive(tmp_path / "old") as archive:
            archive.put_source(Source(key="a", name="Stadt a"))
            asked = PersonMention(name="Merle Kohnen", kinds=frozenset({MentionKind.CONTACT}))
            for _ in range(2):
                put_mentions(archive, asked)
            put_mentions(archive, PersonMention(name="Eva Kranz"))
            archive.follow_persons(now=NOW)
        with sqlite3.connect(tmp_path / "old" / "archive.sqlite") as connection:
            connection.execute("ALTER TABLE appearance DROP COLUMN only_contact")
            connection.execute("ALTER TABLE person DROP COLUMN named")
            connection.execute("ALTER TABLE version DROP COLUMN as_read")
            connection.execute("ALTER TABLE version DROP COLUMN checksum")
            connection.execute("DROP TABLE amendment")
            connection.execute("DROP TABLE erasure")
            connection.execute("DROP TABLE event_counter")
            connection.execute("DELETE FROM migration WHERE number >= 7")
        connection.close()
        with Archive(tmp_path / "old") as archive:
            assert [one.name for one in archive.persons_named(limit=9)[1]] == ["Eva Kranz", "Merle Kohnen"]

    def test_a_release_whose_person_gets_another_name_is_read_anew(self, archive: Archive) -> None:
        alone = put(archive, "Asmussen")
        archive.follow_persons(now=NOW)
        assert archive.joined_names([alone]) == {}
        full = put(archive, "Henrike Asmussen")
        archive.follow_persons(now=NOW)
        assert archive.joined_names([alone, full]) == {alone: {"Asmussen": "Henrike Asmussen"}}
        # The release that came is no news of its own persons; the one before it is.
        assert [(event.kind, event.record_id) for event in archive.events(0)] == [
            (EventKind.ADDED, alone),
            (EventKind.ADDED, full),
            (EventKind.REREAD, alone),
        ]
        archive.erase(full, "x", NOW, by="Staff")
        assert archive.joined_names([alone]) == {}
        assert [event.record_id for event in archive.events(3) if event.kind is EventKind.REREAD] == [alone]
        archive.follow_persons(now=NOW)
        assert archive.last_event() == 5


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path) as opened:
        opened.put_source(Source(key="a", name="Stadt a"))
        yield opened


def put(archive: Archive, *names: str) -> int:
    return put_mentions(archive, *(PersonMention(name=name) for name in names))


def put_mentions(archive: Archive, *persons: PersonMention) -> int:
    number = archive.last_id() + 1
    release = Release(city="a", url=f"https://x.example/{number}", title=f"T{number}", body=f"B{number}")
    reading = Reading(reader=1, published=date(2025, 1, 1), persons=persons)
    return archive.deposit(release, reading, capture_id=None, layout="text", at=NOW).record_id


def everybody(archive: Archive) -> set[str]:
    return {one.name for one in archive.persons_named(limit=99)[1]}
