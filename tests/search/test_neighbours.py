"""What a word, a beginning or a release leads to: kept by every engine."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.document import Document
from search.engine import Engine
from search.model import Completion, Request
from search.query import Everything, Word
from tests.search.engines import ENGINES, OpenEngine, close_any

SHARED = (
    "Die Stadt weist darauf hin, dass der Winterdienst auf den Gehwegen Sache der Anlieger ist und dass sie morgens "
    "bis "
    "sieben Uhr, an Sonntagen bis neun Uhr geräumt und gestreut sein müssen."
)
RELEASES = (
    Document(
        id=1,
        city="a",
        title="Glätte",
        body=f"Es wird kalt. {SHARED} Salz ist verboten.",
        persons=("Serap Güler",),
    ),
    Document(
        id=2, city="a", title="Winterdienst", body=f"Schnee ist angesagt. {SHARED}", persons=("Paul Gürtler",)
    ),
    Document(
        id=3,
        city="a",
        title="Bürgermeister eröffnet Brücke",
        body="Die Brücke ist wieder frei.",
        persons=("Serap Güler",),
    ),
    Document(
        id=4, city="a", title="Brücken werden geprüft", body="An der Brücke und am Gehweg wird gearbeitet."
    ),
)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path, open_any: OpenEngine) -> Iterator[Engine]:
    opened = open_any(request.param, tmp_path)
    for cursor, some in enumerate((RELEASES[:2], RELEASES[2:]), 1):
        with opened.writer() as writer:
            for document in some:
                writer.put(document)
            writer.commit(cursor)
    opened.refresh()
    yield opened
    close_any(opened)


def test_a_word_in_no_release_leads_to_the_nearest_as_it_is_spelt(engine: Engine) -> None:
    assert engine.suggest("Bürgermeistr", 3) == ("Bürgermeister",)
    assert engine.suggest("Brucke", 1) == ("Brücke",)
    assert engine.suggest("Xylophon", 3) == ()
    assert engine.suggest("", 3) == ()


def test_of_those_as_near_the_most_frequent_comes_first(engine: Engine) -> None:
    assert engine.suggest("Brückn", 2) == ("Brücke", "Brücken")


def test_persons_come_before_words_the_most_frequent_first(engine: Engine) -> None:
    assert engine.complete("Gü", 10) == (
        Completion("person", "Serap Güler", 2),
        Completion("person", "Paul Gürtler", 1),
    )
    assert engine.complete("Brü", 10) == (Completion("word", "Brücke", 2), Completion("word", "Brücken", 1))
    assert [one.text for one in engine.complete("gue", 1)] == ["Serap Güler"]
    assert engine.complete("", 10) == ()


def test_of_a_beginning_that_many_releases_have_all_are_counted(engine: Engine) -> None:
    """More of them than any engine looks at to learn which words there are."""
    with engine.writer() as writer:
        for number in range(1_800):
            said = [
                "Xylophon" if number % 3 else "xylophon",
                "Xanten" * (number % 2),
                "Xenia" * (number % 5 == 0),
            ]
            speaker = ("Xaver Groß",) if number % 4 == 0 else ()
            writer.put(Document(id=100 + number, city="a", title=" ".join(said), persons=speaker))
        writer.commit(9)
    engine.refresh()
    assert engine.complete("X", 3) == (
        Completion("person", "Xaver Groß", 450),
        Completion("word", "Xylophon", 1_800),
        Completion("word", "Xanten", 900),
    )
    assert engine.complete("xe", 3) == (Completion("word", "Xenia", 360),)
    assert engine.suggest("Xylophn", 1) == ("Xylophon",)


def test_what_was_deleted_is_not_suggested(engine: Engine) -> None:
    with engine.writer() as writer:
        for record in (1, 3):
            writer.delete(record)
        writer.commit(3)
    engine.refresh()
    assert engine.suggest("Bürgermeistr", 3) == ()
    assert [one.text for one in engine.complete("Gü", 10)] == ["Paul Gürtler"]


def test_like_releases_are_those_that_share_telling_words(engine: Engine) -> None:
    assert engine.similar(RELEASES[2], 5)[0].id == 4
    assert 3 not in {one.id for one in engine.similar(RELEASES[2], 5)}


def test_releases_that_share_a_passage_are_found(engine: Engine) -> None:
    assert [one.id for one in engine.sharing(RELEASES[0], 5)] == [2]
    assert engine.sharing(RELEASES[3], 5) == ()
    assert engine.sharing(Document(id=9, city="a", title="kurz"), 5) == ()


def test_what_several_releases_share_is_grouped_by_these(engine: Engine) -> None:
    (group,) = engine.repeated(Request(query=Everything()), 5)
    assert (group.total, group.ids) == (2, (1, 2))
    assert len(group.prints) > 1
    assert engine.repeated(Request(query=Word("Schnee")), 5) == ()
    with engine.writer() as writer:
        writer.delete(1)
        writer.commit(3)
    engine.refresh()
    assert engine.repeated(Request(query=Everything()), 5) == ()


SENTENCES = tuple(
    " ".join(f"{stem}{number}" for number in range(19)) + "."
    for stem in ("rad", "bus", "bahn", "kita", "amt")
)
told = st.lists(st.sampled_from(SENTENCES), max_size=3, unique=True).map(" ".join)
days = st.none() | st.integers(1, 3).map(lambda day: date(2025, 1, day))
shared_batches = st.lists(st.lists(st.tuples(told, days), min_size=1, max_size=4), min_size=1, max_size=3)
# Batches of releases, those that are taken out with the last of them, and how many groups are asked for.
Happening = tuple[list[list[tuple[str, date | None]]], set[int], int]
happenings = st.tuples(shared_batches, st.sets(st.integers(1, 12), max_size=2), st.integers(1, 4))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(happening=happenings)
def test_every_engine_groups_what_is_shared_as_the_oracle_does(
    happening: Happening, open_any: OpenEngine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    batches, deleted, limit = happening
    engines = [open_any(name, tmp_path_factory.mktemp(name)) for name in ENGINES]
    for one in engines:
        record = 0
        for cursor, batch in enumerate(batches, 1):
            with one.writer() as writer:
                for body, day in batch:
                    record += 1
                    writer.put(Document(id=record, city="a", title="x", body=body, published=day))
                for gone in deleted if cursor == len(batches) else ():
                    writer.delete(gone)
                writer.commit(cursor)
        one.refresh()
    for query in (Everything(), Word("rad1")):
        answers = [one.repeated(Request(query=query), limit) for one in engines]
        assert answers == [answers[0]] * len(engines)
    for one in engines:
        close_any(one)


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(happening=happenings)
def test_every_engine_groups_it_so_in_many_more_archives(
    happening: Happening, open_any: OpenEngine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = test_every_engine_groups_what_is_shared_as_the_oracle_does.hypothesis.inner_test  # type: ignore[attr-defined]
    again(happening, open_any, tmp_path_factory)
