"""The contract of search.engine.Engine, kept by every engine; and every engine against the oracle."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from language.german.dates import Period
from search.document import Document
from search.engine import Engine, open_engine
from search.engines.memory import MemoryEngine
from search.errors import IndexDamaged, IndexMissing, IndexOutdated, UnknownEngine
from search.model import FACETS, FacetCount, Filters, Found, Request, Sort
from search.query import (
    AlsoEarlier,
    And,
    Changed,
    Everything,
    FieldIs,
    Fuzzy,
    Mentions,
    Near,
    Node,
    Not,
    NumberIs,
    Or,
    Phrase,
    Prefix,
    Quoted,
    Role,
    Word,
    asks_earlier,
)
from search.syntax import parse
from tests.search.engines import ENGINES, OpenEngine, close_any
from tests.search.test_syntax import TODAY, trees

DOCUMENTS = (
    Document(
        id=1,
        city="solingen",
        title="Integrationsstaatssekretärin besucht die Stadt",
        lead="Stadt und Kreis arbeiten Hand in Hand.",
        body="Serap Güler war heute zu Gast. Das Land und die Stadt haben vertrauensvoll und erfolgreich gearbeitet.",
        captions="Fotograf Uli Preuss",
        persons=("Serap Güler", "Uli Preuss"),
        topics=("integration",),
        sign="pe",
        running=450,
        year=2017,
        published=date(2017, 8, 15),
    ),
    Document(
        id=2,
        city="solingen",
        title="Radweg am Bahnhof fertig",
        body="Der neue Radweg ist erfolgreich und vertrauensvoll gebaut. Straßen und Wege.",
        persons=("Paul Bauer",),
        topics=("transport", "construction"),
        sign="bw",
        running=383,
        year=2017,
        published=date(2017, 7, 1),
        earlier="Der Radweg am Bahnhof wird Gehsteig.",
        roles="Leiter des Tiefbauamtes Stadt Solingen",
        states=("edited", "factual"),
        changed=(date(2017, 7, 5), date(2017, 8, 1)),
    ),
    Document(
        id=3,
        city="berlin",
        title="Gehweg an der Suarezstraße",
        body="Der Gehweg und der Radweg werden erneuert. Fördern statt fordern.",
        contact="Pressestelle, Frau Baur",
        persons=("Anna Baur",),
        topics=("transport",),
        published=date(2021, 7, 1),
    ),
    Document(
        id=4,
        city="berlin",
        title="Ohne Datum",
        body="Eine Meldung über den Radweg ohne Datum.",
        topics=("transport",),
    ),
    Document(
        id=5,
        city="berlin",
        title="Stromnetz",
        body="Bürgermeister sagt: Das Netz gehört uns.",
        running=12,
        year=2021,
        published=date(2021, 7, 1),
    ),
)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path, open_any: OpenEngine) -> Iterator[Engine]:
    opened = open_any(request.param, tmp_path)
    yield opened
    close_any(opened)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    put(engine, DOCUMENTS, 5)
    return engine


def put(engine: Engine, documents: tuple[Document, ...], cursor: int) -> None:
    with engine.writer() as writer:
        for document in documents:
            writer.put(document)
        writer.commit(cursor)
    engine.refresh()


def ids(engine: Engine, query: str | Node, filters: Filters = Filters(), **more: object) -> set[int]:  # noqa: B008
    node = parse(query, today=TODAY) if isinstance(query, str) else query
    return set(engine.search(Request(query=node, filters=filters, size=100, **more)).ids)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {1, 2, 3, 4, 5}),
        ("Radweg", {2, 3, 4}),
        ("Radwege", {2, 3, 4}),
        ("radweg gehweg", {3}),
        ("Radweg ODER Stromnetz", {2, 3, 4, 5}),
        ("Radweg -Gehweg", {2, 4}),
        ("Radweg NICHT (Gehweg ODER Datum)", {2}),
        ("NICHT Radweg", {1, 5}),
        ('"vertrauensvoll und erfolgreich"', {1}),
        ('"erfolgreich und vertrauensvoll"', {2}),
        ('"Radweg"', {2, 3, 4}),
        ('"Radwege"', set()),
        ('"die Stadt haben"', {1}),
        ('"besucht die Stadt Stadt und"', set()),  # a phrase never runs from one text into the next
        ("Guler", {1}),
        ("Gueler", {1}),
        ("Güler", {1}),
        ("person:Güler", {1}),
        ('person:"Serap Guler"', {1}),
        ('person:"Güler Serap"', set()),
        ("person:Bauer", {2}),
        ("person:Baur", {3}),
        ("Integrationsstaatssekretaerin", {1}),
        ("strasse", {2}),
        ('"fordern"', {3}),
        ('"fördern"', {3}),
        ('"foerdern statt fordern"', {3}),
        ("integrations*", {1}),
        ("rad*", {2, 3, 4}),
        ("titel:Radweg", {2}),
        ('titel:"am Bahnhof"', {2}),
        ("titel:rad*", {2}),
        ("Bürgermeistr~", {5}),
        ("Burgermeister~", {5}),
        ("Xürgermeister~", set()),
        ("Rodweg~", {2, 3, 4}),
        ("thema:transport", {2, 3, 4}),
        ("stadt:berlin", {3, 4, 5}),
        ("kürzel:pe", {1}),
        ("450/pe", {1}),
        ("450/bw", set()),
        ("nr:450", {1}),
        ("nr:450/pe/2017", {1}),
        ("nr:450/2018", set()),
        ("nr:2021-012", {5}),
        ("von:2021", {3, 5}),
        ("bis:2017", {1, 2}),
        ("von:15.08.2017 bis:15.08.2017", {1}),
        ("am:1.7.2021", {3, 5}),
        ("NICHT von:1900", {4}),
        ("xyzzy", set()),
        ("Staatssekretär", {1}),
        ("Integration", {1}),
        ("Integrationssekretärin", set()),
        ("Bau", set()),
        ("Gehsteig", set()),
        ("Gehsteig auch:alt", {2}),
        ("auch:alt", {1, 2, 3, 4, 5}),
        ("Radweg -Gehsteig auch:alt", {3, 4}),
        ("rolle:Leiterin", {2}),
        ("rolle:Amt", {2}),
        ('rolle:"Leiter Tiefbauamt"', {2}),
        ("rolle:Bürgermeister", set()),
        ("Tiefbauamt", set()),
        ("stand:geändert", {2}),
        ("stand:inhaltlich", {2}),
        ("stand:zurückgezogen", set()),
        ("-stand:geändert", {1, 3, 4, 5}),
    ],
)
def test_queries(filled: Engine, query: str, expected: set[int]) -> None:
    assert ids(filled, query) == expected


class TestWriting:
    def test_a_document_replaces_the_one_with_its_id(self, filled: Engine) -> None:
        put(filled, (replace(DOCUMENTS[1], title="Brücke", body="Brücke", captions=""),), 6)
        assert ids(filled, "Radweg") == {3, 4}
        assert ids(filled, "Brücke") == {2}
        assert filled.search(Request()).total == 5

    def test_the_last_of_two_in_one_batch_counts(self, engine: Engine) -> None:
        put(engine, (DOCUMENTS[0], replace(DOCUMENTS[0], title="Anders")), 1)
        assert engine.search(Request()).total == 1
        assert ids(engine, "titel:Anders") == {1}

    def test_delete(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.delete(2)
            writer.delete(77)
            writer.commit(6)
        filled.refresh()
        assert ids(filled, "") == {1, 3, 4, 5}
        assert ids(filled, "NICHT Radweg") == {1, 5}
        assert "Paul Bauer" not in {facet.value for facet in filled.search(Request()).facets["person"]}

    def test_put_after_delete_in_one_batch(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.delete(2)
            writer.put(DOCUMENTS[1])
            writer.commit(6)
        filled.refresh()
        assert filled.search(Request()).total == 5

    def test_what_is_not_committed_is_not_there(self, filled: Engine) -> None:
        with pytest.raises(RuntimeError, match="crash"), filled.writer() as writer:  # noqa: PT012
            writer.put(Document(id=9, city="berlin", title="Zeppelin"))
            raise RuntimeError("crash")
        filled.refresh()
        assert ids(filled, "Zeppelin") == set()
        assert filled.cursor == 5

    def test_the_cursor_comes_with_the_batch(self, engine: Engine) -> None:
        assert engine.cursor == 0
        put(engine, DOCUMENTS[:2], 17)
        assert engine.cursor == 17
        with engine.writer() as writer:
            writer.put(DOCUMENTS[2])
            writer.commit(18)
            writer.put(DOCUMENTS[3])
            writer.commit(19)
        engine.refresh()
        assert engine.cursor == 19
        assert engine.search(Request()).total == 4

    def test_the_mark_of_an_event_comes_with_its_cursor(self, engine: Engine) -> None:
        assert engine.reached == (0, "")
        with engine.writer() as writer:
            writer.put(DOCUMENTS[0])
            writer.commit(17, "a17")
            writer.delete(DOCUMENTS[0].id)
            writer.commit(18, "b18")
        engine.refresh()
        assert engine.reached == (18, "b18")
        with engine.rebuild() as writer:
            writer.commit(2, "c2")
        engine.refresh()
        assert engine.reached == (2, "c2")
        put(engine, DOCUMENTS[:2], 19)
        assert engine.reached == (19, "")

    def test_rebuild_swaps_in_whole(self, filled: Engine) -> None:
        with filled.rebuild() as writer:
            writer.put(DOCUMENTS[4])
            writer.commit(5)
            filled.refresh()
            assert filled.search(Request()).total == 5
        filled.refresh()
        assert ids(filled, "") == {5}

    def test_a_rebuild_that_fails_leaves_the_old_index(self, filled: Engine) -> None:
        with pytest.raises(RuntimeError, match="crash"), filled.rebuild() as writer:  # noqa: PT012
            writer.put(DOCUMENTS[4])
            writer.commit(5)
            raise RuntimeError("crash")
        filled.refresh()
        assert filled.search(Request()).total == 5


class TestAnswers:
    def test_filters_any_of_a_field_all_of_the_fields(self, filled: Engine) -> None:
        assert ids(filled, "", Filters(topic=("transport", "integration"))) == {1, 2, 3, 4}
        assert ids(filled, "", Filters(topic=("transport",), city=("berlin",))) == {3, 4}
        assert ids(filled, "", Filters(person=("Serap Güler",))) == {1}
        assert ids(filled, "", Filters(person=("Güler",))) == set()
        assert ids(filled, "", Filters(sign=("pe", "bw"))) == {1, 2}
        assert ids(filled, "Radweg", Filters(published=Period(start=date(2021, 1, 1), end=None))) == {3}

    def test_all_of_a_fields_values_may_be_wanted_together(self, filled: Engine) -> None:
        both = Filters(topic=("transport", "integration"), together=("topic",))
        borne = {one: ids(filled, "", Filters(topic=(one,))) for one in ("transport", "integration")}
        assert ids(filled, "", both) == borne["transport"] & borne["integration"]
        assert ids(filled, "", Filters(together=("topic",))) == {1, 2, 3, 4, 5}

    def test_a_facet_whose_values_are_wanted_together_counts_what_goes_with_them(
        self, engine: Engine
    ) -> None:
        put(
            engine,
            (
                Document(id=1, city="a", title="x", persons=("Uwe Nöring", "Serap Güler")),
                Document(id=2, city="a", title="x", persons=("Uwe Nöring", "Serap Güler", "Paul Rat")),
                Document(id=3, city="a", title="x", persons=("Uwe Nöring", "Eva Ost")),
            ),
            1,
        )
        persons = ("Uwe Nöring", "Serap Güler")
        either = engine.search(Request(filters=Filters(person=persons)))
        assert either.total == 3
        assert FacetCount("Eva Ost", 1) in either.facets["person"]
        both = engine.search(Request(filters=Filters(person=persons, together=("person",))))
        assert both.total == 2
        assert both.facets["person"] == (
            FacetCount("Serap Güler", 2), FacetCount("Uwe Nöring", 2), FacetCount("Paul Rat", 1),
        )  # fmt: skip

    def test_what_is_excluded_is_left_out_of_hits_and_counts(self, filled: Engine) -> None:
        no_transport = Filters(excluded=(("topic", "transport"),))
        assert ids(filled, "", no_transport) == {1, 2, 3, 4, 5} - ids(
            filled, "", Filters(topic=("transport",))
        )
        found = filled.search(Request(filters=no_transport))
        assert "transport" not in {count.value for count in found.facets["topic"]}
        assert ids(filled, "", Filters(city=("berlin",), excluded=(("city", "berlin"),))) == set()
        assert ids(filled, "", Filters(excluded=(("person", "niemand"), ("sign", "pe")))) == {2, 3, 4, 5}

    def test_a_place_is_found_by_its_words(self, engine: Engine) -> None:
        put(
            engine,
            (
                Document(id=1, city="a", title="x", places=("Alter Markt", "Solingen-Ohligs")),
                Document(id=2, city="a", title="x", places=("Neuer Markt",)),
                Document(id=3, city="a", title="Alter Markt", places=()),
            ),
            1,
        )
        assert ids(engine, 'ort:"Alter Markt"') == {1}
        assert ids(engine, "ort:markt") == {1, 2}
        assert ids(engine, "place:Ohligs") == {1}
        assert ids(engine, "ort:Mark") == set()
        assert ids(engine, "", Filters(place=("Alter Markt",))) == {1}
        counts = engine.search(Request()).facets["place"]
        assert {(count.value, count.count) for count in counts} == {
            ("Alter Markt", 1), ("Solingen-Ohligs", 1), ("Neuer Markt", 1),
        }  # fmt: skip

    def test_a_facet_is_counted_without_its_own_filter(self, filled: Engine) -> None:
        found = filled.search(Request(filters=Filters(city=("berlin",), topic=("transport",))))
        assert found.total == 2
        assert found.facets["city"] == (FacetCount("berlin", 2), FacetCount("solingen", 1))
        assert found.facets["topic"] == (FacetCount("transport", 2),)
        assert found.facets["year"] == (FacetCount("2021", 1),)

    def test_months_and_years_are_counted_without_the_period(self, filled: Engine) -> None:
        period = Period(start=date(2021, 1, 1), end=date(2021, 12, 31))
        found = filled.search(Request(filters=Filters(published=period)))
        assert found.total == 2
        assert found.facets["year"] == (FacetCount("2017", 2), FacetCount("2021", 2))
        assert {facet.value for facet in found.facets["month"]} == {"2017-07", "2017-08", "2021-07"}

    def test_what_was_changed_is_found_by_the_day_that_was_noticed(self, filled: Engine) -> None:
        for start, end, expected in (
            (date(2017, 7, 5), date(2017, 7, 5), [2]),
            (date(2017, 7, 6), date(2017, 7, 31), []),
            (date(2017, 7, 6), None, [2]),
            (None, date(2017, 7, 4), []),
        ):
            query = Changed(Period(start=start, end=end))
            assert sorted(filled.search(Request(query=query)).ids) == expected
            hidden = sorted(filled.search(Request(query=Not(query))).ids)
            assert (2 in hidden) == (expected == [])

    def test_what_has_no_date_is_counted_where_a_period_leaves_it_out(self, filled: Engine) -> None:
        period = Period(start=date(2017, 1, 1), end=None)
        radweg = Word("Radweg")
        assert filled.search(Request(query=radweg, filters=Filters(published=period))).undated == 1
        assert filled.search(Request(query=radweg)).undated == 0

    def test_orders_by_date_put_the_undated_last(self, filled: Engine) -> None:
        assert filled.search(Request(sort=Sort.NEWEST)).ids == (5, 3, 1, 2, 4)
        assert filled.search(Request(sort=Sort.OLDEST)).ids == (2, 1, 5, 3, 4)

    def test_pages_are_stable_and_whole(self, filled: Engine) -> None:
        for sort in Sort:
            pages = [filled.search(Request(sort=sort, page=n, size=2)).ids for n in (1, 2, 3, 4)]
            assert [len(page) for page in pages] == [2, 2, 1, 0]
            assert sum(pages, ()) == filled.search(Request(sort=sort, size=100)).ids

    def test_every_hit_has_a_score(self, filled: Engine) -> None:
        found = filled.search(Request(query=Word("Radweg")))
        assert len(found.scores) == len(found.ids)
        assert all(score > 0 for score in found.scores)

    def test_an_empty_index_answers(self, engine: Engine) -> None:
        put(engine, (), 0)
        found = engine.search(Request(query=Or((Word("a"), Not(Phrase("b c"))))))
        assert (found.ids, found.total) == ((), 0)
        assert set(found.facets) == set(FACETS)


def test_a_headline_weighs_more_than_a_body(tmp_path: Path) -> None:
    engine = open_engine("whoosh", tmp_path)
    put(engine, DOCUMENTS, 5)
    assert engine.search(Request(query=Word("Radweg"))).ids[0] == 2
    engine.close()


class TestWhooshFiles:
    def test_without_an_index_the_user_is_told_what_to_do(self, tmp_path: Path) -> None:
        engine = open_engine("whoosh", tmp_path)
        with pytest.raises(IndexMissing, match="pressearchiv index"):
            engine.search(Request())

    def test_an_index_of_another_analysis_is_not_used(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = open_engine("whoosh", tmp_path)
        put(engine, DOCUMENTS, 5)
        engine.close()
        monkeypatch.setattr("search.engines.whoosh.engine.FINGERPRINT", "another one")
        with pytest.raises(IndexOutdated):
            engine.search(Request())
        with pytest.raises(IndexOutdated), engine.writer():
            pass
        with engine.rebuild() as writer:
            writer.put(DOCUMENTS[0])
            writer.commit(1)
        assert engine.search(Request()).total == 1
        engine.close()

    # Whoosh leaves the file open that it fails to read.
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    def test_a_damaged_index_is_told(self, tmp_path: Path) -> None:
        engine = open_engine("whoosh", tmp_path)
        put(engine, DOCUMENTS, 5)
        engine.close()
        for toc in tmp_path.rglob("*.toc"):
            toc.write_bytes(b"\x00" * 20)
        with pytest.raises(IndexDamaged):
            engine.search(Request())

    def test_another_reader_sees_what_was_committed_after_a_refresh(self, tmp_path: Path) -> None:
        writing, reading = open_engine("whoosh", tmp_path), open_engine("whoosh", tmp_path)
        put(writing, DOCUMENTS[:1], 1)
        assert reading.search(Request()).total == 1
        put(writing, DOCUMENTS[1:], 5)
        assert reading.search(Request()).total == 1
        reading.refresh()
        assert reading.search(Request()).total == 5
        with writing.rebuild() as writer:
            writer.commit(6)
        reading.refresh()
        assert reading.search(Request()).total == 0
        writing.close()
        reading.close()

    def test_any_whoosh_opens_the_index(self, tmp_path: Path) -> None:
        import whoosh.index
        from whoosh.query import And as WhooshAnd
        from whoosh.query import Term

        engine = open_engine("whoosh", tmp_path)
        put(engine, DOCUMENTS, 5)
        engine.close()
        (generation,) = (tmp_path / "whoosh").glob("generation-*")
        index = whoosh.index.open_dir(str(generation))
        with index.searcher() as searcher:
            both = WhooshAnd([Term("exact", "radweg"), Term("understood", "strasse")])
            assert [hit["record"] for hit in searcher.search(both)] == [2]
            assert searcher.doc_frequency("exact", "radweg") == 3
        index.close()


def test_an_unknown_engine_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownEngine, match="memory, whoosh, opensearch://"):
        open_engine("lucene", tmp_path)


# -- against the oracle ----------------------------------------------------------------------------------------

VOCABULARY = (
    "rat",
    "stadtrat",
    "stadtradweg",
    "rad",
    "radweg",
    "radwege",
    "fordern",
    "fördern",
    "güler",
    "straße",
    "2017",
    "der",
    "die",
    # One thing under several spellings.
    "Kita-Platz",
    "Kitaplätze",
    "Kita",
    "Plätze",
    "B 224",
    "B224",
    "224",
    "Haupt- und Finanzausschuss",
    "Hauptausschuss",
    "10.000",
    "10 000",
    "5 %",
    "5 Prozent",
    "5",
    "Bürger:innen",
    "Bürgerinnen und Bürger",
    "Ratsstr.",
)
texts = st.lists(st.sampled_from(VOCABULARY), max_size=8).map(" ".join)
people = st.lists(st.sampled_from(["Serap Güler", "Paul Rat", "Uli Straße"]), max_size=2, unique=True).map(
    tuple
)
days = st.none() | st.dates(date(2016, 12, 1), date(2017, 6, 3))
periods = (
    st.tuples(days, days)
    .filter(any)
    .map(
        lambda ends: (
            Period(start=min(filter(None, ends)), end=None)
            if None in ends
            else Period(start=min(filter(None, ends)), end=max(filter(None, ends)))
        )
    )
) | st.builds(Period, start=st.none(), end=st.dates(date(2016, 12, 1), date(2017, 6, 3)))
PLACES = ["Alter Markt", "Solingen-Ohligs", "Markt", "Bahnhofstraße"]
documents = st.lists(
    st.builds(
        Document,
        id=st.integers(1, 12),
        city=st.sampled_from(["solingen", "berlin"]),
        title=texts,
        lead=texts,
        body=texts,
        captions=texts,
        earlier=texts,
        roles=texts,
        quotations=texts,
        speakers=people,
        states=st.lists(st.sampled_from(["edited", "withdrawn"]), max_size=2, unique=True).map(tuple),
        changed=st.lists(st.dates(date(2016, 12, 30), date(2017, 2, 3)), max_size=2).map(tuple),
        mentioned=st.lists(periods, max_size=3).map(tuple),
        persons=people,
        topics=st.lists(st.sampled_from(["integration", "culture"]), max_size=2, unique=True).map(tuple),
        places=st.lists(st.sampled_from(PLACES), max_size=2, unique=True).map(tuple),
        sign=st.none() | st.sampled_from(["pe", "bw"]),
        running=st.none() | st.integers(1, 3),
        year=st.none() | st.integers(2016, 2018),
        published=st.none() | st.dates(date(2016, 12, 30), date(2017, 2, 3)),
    ),
    max_size=12,
)
known_words = st.sampled_from(VOCABULARY)
known_leaves = st.one_of(
    st.builds(Word, known_words, st.booleans(), st.lists(known_words, max_size=2).map(tuple)),
    st.builds(Phrase, st.lists(known_words, min_size=1, max_size=3).map(" ".join), st.booleans()),
    st.builds(Near, st.lists(known_words, min_size=2, max_size=3).map(" ".join), st.integers(0, 4)),
    st.builds(Quoted, known_words, st.booleans()),
    st.builds(FieldIs, st.just("quoted"), st.sampled_from(["Güler", "Paul Rat", "Uli"])),
    st.builds(NumberIs, st.integers(1, 3), printed=st.sampled_from(["B 224", "5/pe"])),
    st.builds(
        NumberIs, st.integers(1, 3), st.none() | st.sampled_from(["pe", "bw"]), st.none() | st.just(2017)
    ),
    st.just(Everything()),
    st.just(AlsoEarlier()),
    st.builds(Role, known_words),
    st.builds(FieldIs, st.just("state"), st.sampled_from(["edited", "withdrawn"])),
    st.builds(FieldIs, st.just("place"), st.sampled_from([*PLACES, "markt", "Ohligs", "Wald"])),
    st.builds(Mentions, periods),
    st.builds(Changed, periods),
    st.builds(Prefix, known_words.map(lambda word: word[:2])),
    st.builds(Fuzzy, st.sampled_from(["radwog", "forderm", "strasze", "rat"])),
    trees,
)
queries = st.recursive(
    known_leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
        st.builds(Not, inner),
    ),
    max_leaves=5,
)
filters = st.builds(
    Filters,
    person=st.lists(st.sampled_from(["Serap Güler", "Paul Rat"]), max_size=2, unique=True).map(tuple),
    city=st.lists(st.sampled_from(["solingen", "berlin"]), max_size=2, unique=True).map(tuple),
    topic=st.lists(st.just("culture"), max_size=1).map(tuple),
    place=st.lists(st.just("Alter Markt"), max_size=1).map(tuple),
    together=st.lists(st.sampled_from(["person", "city"]), max_size=2, unique=True).map(tuple),
    excluded=st.lists(
        st.sampled_from([("person", "Paul Rat"), ("city", "berlin"), ("topic", "culture")]), max_size=2
    ).map(tuple),
    published=st.none() | st.just(Period(start=date(2017, 1, 1), end=date(2017, 1, 31))),
)


def agree(engine: Engine, batches: list[list[Document]], deleted: set[int], requests: list[Request]) -> None:
    """An engine answers every request as the oracle does, over an index written in several batches."""
    oracle = MemoryEngine()
    try:
        for one in (oracle, engine):
            for number, batch in enumerate(batches, 1):
                with one.writer() as writer:
                    for document in batch:
                        writer.put(document)
                    for record_id in deleted if number == len(batches) else ():
                        writer.delete(record_id)
                    writer.commit(number)
            one.refresh()
        for request in requests:
            expected, found = oracle.search(request), engine.search(request)
            assert set(_all_ids(engine, request)) == set(_all_ids(oracle, request)), request
            assert (found.total, found.undated, found.facets, found.histogram) == (
                expected.total,
                expected.undated,
                expected.facets,
                expected.histogram,
            )
            # Whether earlier versions are looked in is said by the query alone.
            said_by_query = request.first is not None and asks_earlier(request.first) <= asks_earlier(
                request.query
            )
            if request.first is not None and said_by_query and request.sort is Sort.RELEVANCE:
                lifted = set(_all_ids(oracle, replace(request, query=And((request.query, request.first)))))
                assert set(found.ids) & lifted == set(found.ids[: len(set(found.ids) & lifted)])
            if request.sort is not Sort.RELEVANCE:
                assert found.ids == expected.ids
    finally:
        close_any(engine)


def _all_ids(engine: Engine, request: Request) -> tuple[int, ...]:
    found: Found = engine.search(replace(request, page=1, size=100))
    return found.ids


request = st.builds(
    Request,
    query=queries,
    first=st.none() | queries,
    values=st.sampled_from([1, 200]),
    filters=filters,
    sort=st.sampled_from(Sort),
    page=st.integers(1, 2),
    size=st.just(5),
)
requests = st.lists(request, min_size=5, max_size=10)
many_requests = st.lists(request, min_size=20, max_size=30)
batches = st.lists(documents, min_size=1, max_size=3)
deletions = st.sets(st.integers(1, 12), max_size=3)


# Every engine but the oracle.
OTHERS = tuple(name for name in ENGINES if name != "memory")


@pytest.mark.parametrize("name", OTHERS)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(batches=batches, deleted=deletions, requests=requests)
@example(  # an excluded word must not leak
    batches=[[Document(id=n, city="a", title=t) for n, t in enumerate(["b", "a b", "a", "a c", "c"])]],
    deleted=set(),
    requests=[Request(query=And((Word("a"), Not(Or((Word("b"), Word("c")))))))],
)
def test_every_engine_agrees_with_the_oracle(
    name: str,
    open_any: OpenEngine,
    batches: list[list[Document]],
    deleted: set[int],
    requests: list[Request],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    agree(open_any(name, tmp_path_factory.mktemp("index")), batches, deleted, requests)


# How the documents of an index come into its segments: all in one commit, in a few, each alone so that they are merged.
LAYOUTS = {"one": 12, "few": 4, "each": 1}


@pytest.mark.long
@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("layout", LAYOUTS)
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(one_batch=documents, deleted=deletions, requests=many_requests)
def test_every_engine_agrees_with_the_oracle_on_thousands_of_queries(
    layout: str,
    name: str,
    open_any: OpenEngine,
    one_batch: list[Document],
    deleted: set[int],
    requests: list[Request],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    size = LAYOUTS[layout]
    batches = [one_batch[at : at + size] for at in range(0, len(one_batch), size)] or [[]]
    agree(open_any(name, tmp_path_factory.mktemp("index")), batches, deleted, requests)
