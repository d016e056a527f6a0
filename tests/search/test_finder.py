from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.model import Attachment, MentionKind, PersonMention, Reading
from archive.store import Archive
from language.german.dates import Period
from language.german.names import without_titles
from pressearchiv.demo.cast import OFFICES
from pressearchiv.demo.releases import releases
from search.engine import Engine, open_engine
from search.errors import IndexMissing, QuerySyntaxError, UnknownCityAsked
from search.finder import Finder
from search.indexer import catch_up, rebuild
from search.matching import MatchKind
from search.model import Filters, Request, Sort
from search.params import Search
from tests.archive.test_store import deposit, reading, release
from tests.conftest import quiet


def titles(finder: Finder, text: str, **filters: object) -> list[str]:
    page = finder.find(Search(text=text, filters=Filters(**filters), size=100))  # type: ignore[arg-type]
    return [hit.title.text for hit in page.hits]


def test_by_person_date_and_topic(finder: Finder) -> None:
    period = Period(start=date(2025, 1, 1), end=date(2025, 12, 31))
    found = finder.find(
        Search(filters=Filters(person=("Tarek Al-Masri",), topic=("integration",), published=period))
    )
    assert found.total > 0
    for hit in found.hits:
        assert hit.published is not None
        assert hit.published.year == 2025
        assert "Tarek Al-Masri" in [person.name for person in hit.version.reading.persons]
        assert "integration" in [topic.key for topic in hit.version.reading.topics]


def test_everyone_in_office_is_found_by_name(finder: Finder) -> None:
    told = releases(1)
    for holders in OFFICES.values():
        for official in holders:
            named = sum(
                official.last in " ".join((one.title, one.lead, *one.paragraphs, one.caption, one.credit))
                for one in told
            )
            if named:
                assert finder.find(Search(text=f'person:"{official.name}"')).total > 0, official.name


def test_a_period_in_words_is_the_same_as_by_filter(finder: Finder) -> None:
    period = Period(start=date(2024, 2, 1), end=date(2024, 12, 31))
    chosen = finder.find(Search(text="Stadt", filters=Filters(published=period)))
    stated = finder.find(Search(text='Stadt von:"Februar 2024" bis:2024'))
    assert (stated.total, stated.undated, stated.facets) == (chosen.total, chosen.undated, chosen.facets)
    assert stated.undated > 0
    both = finder.find(
        Search(text="Stadt bis:2024", filters=Filters(published=Period(start=date(2024, 2, 1), end=None)))
    )
    assert both.total == chosen.total
    assert finder.find(Search(text="von:2025 bis:2024")).total == 0


def test_a_number_alone_finds_its_release(finder: Finder) -> None:
    one = releases(1)[0]
    page = finder.find(Search(text=f"nr:{one.number}/{one.day.year}"))
    assert [hit.title.text for hit in page.hits] == [one.title]


def test_a_city_is_meant_by_key_or_by_a_part_of_its_name(finder: Finder) -> None:
    everything = finder.find(Search()).total
    for name in ("tellbrueck", "Tellbrück", '"Stadt Tellbrück"'):
        assert finder.find(Search(text=f"stadt:{name}")).total == everything


def test_a_city_that_is_not_there_is_told_not_empty(finder: Finder) -> None:
    with pytest.raises(UnknownCityAsked, match="Stadt Tellbrück"):
        finder.find(Search(text="Radweg stadt:Atlantis"))


def test_a_query_that_cannot_be_understood_is_told(finder: Finder) -> None:
    with pytest.raises(QuerySyntaxError):
        finder.find(Search(text="Radweg ODER"))


def test_facets_are_labelled_for_people(finder: Finder) -> None:
    page = finder.find(Search())
    assert page.facets["city"][0].label == "Stadt Tellbrück"
    assert {facet.label for facet in page.facets["topic"]} >= {"Integration", "Verkehr"}
    assert page.facets["month"][0].label.split()[1] in ("2023", "2024", "2025")


def test_a_page_beyond_the_last_is_empty_and_tells_the_total(finder: Finder) -> None:
    page = finder.find(Search(page=500))
    assert (page.hits, page.total > 0, page.pages < 500) == ((), True, True)


def test_an_order_can_be_chosen(finder: Finder) -> None:
    oldest = finder.find(Search(text="Radweg", sort=Sort.OLDEST)).hits
    days = [hit.published for hit in oldest if hit.published]
    assert days == sorted(days)


def test_a_permalink_means_one_release_also_where_a_number_is_double(finder: Finder) -> None:
    links: dict[str, int] = {}
    without_year = 0
    for page in range(1, 4):
        for hit in finder.find(Search(page=page, size=100)).hits:
            assert links.setdefault(hit.permalink, hit.record.id) == hit.record.id
            number = hit.version.reading.number
            without_year += number is not None and number.year is None
    told = releases(1)
    numbers = Counter((one.day.year, one.number) for one in told if one.dated)
    double = sum(numbers[one.day.year, one.number] > 1 for one in told if one.dated)
    assert without_year < sum(not one.dated for one in told)  # the series knows the year of most
    assert sum(link.startswith("/m/id/") for link in links) == double + without_year


def test_a_hit_tells_why_it_was_found(finder: Finder) -> None:
    for hit in finder.find(Search(text="Verkehr", size=100)).hits:
        (reason,) = hit.reasons
        assert reason.sought == "Verkehr"
        assert reason.kind in (MatchKind.WRITTEN, MatchKind.FORM, MatchKind.PART)
        assert (reason.kind is MatchKind.PART) == ("Verkehr" in reason.parts)


def test_a_date_the_text_names_is_shown_and_told(finder: Finder) -> None:
    page = finder.find(Search(text='termin:"Mai 2024"', size=50))
    assert page.total > 0
    for hit in page.hits:
        (reason,) = hit.reasons
        assert (reason.sought, reason.kind) == ("Mai 2024", MatchKind.DATE)
        assert reason.found in hit.version.release.text


def test_who_holds_the_office_that_was_asked_for_is_told(finder: Finder) -> None:
    page = finder.find(Search(text="rolle:Stadtbaurat", size=50))
    assert page.total > 0
    holders = {official.name.removeprefix("Dr. ") for official in OFFICES["baurat"]}
    for hit in page.hits:
        (reason,) = hit.reasons
        assert reason.kind is MatchKind.ROLE
        assert any(reason.found.endswith(name) for name in holders)


def test_words_of_a_document_are_shown_as_the_documents(archive: Archive) -> None:
    attachment = Attachment(
        url="https://a.example/h.pdf", title="Haushaltsentwurf", text="Eckdaten: 3 Radwege."
    )
    one = replace(
        release("Neues", "Kämmerer Rolf Blau spricht."),
        lead="Der Entwurf liegt vor",
        attachments=(attachment,),
    )
    deposit(archive, one, reading())
    engine = open_engine("memory", archive.directory)
    catch_up(archive, engine, quiet)
    finder = Finder(archive, engine)
    (hit,) = finder.find(Search(text="Radweg")).hits
    assert (hit.attachment, hit.snippet.text) == ("Haushaltsentwurf", "Eckdaten: 3 Radwege.")
    assert [reason.found for reason in hit.reasons] == ["Radwege"]
    (hit,) = finder.find(Search(text="Kämmerer")).hits
    assert (hit.attachment, hit.snippet.text) == (None, "Der Entwurf liegt vor · Kämmerer Rolf Blau spricht.")


def test_words_that_only_an_earlier_version_has_are_shown_with_it(archive: Archive) -> None:
    record, _ = deposit(archive, release("Neues", "Der Radweg wird im Mai fertig."), reading())
    deposit(archive, release("Neues", "Der Gehweg wird im Juni fertig."), reading())
    engine = open_engine("memory", archive.directory)
    catch_up(archive, engine, quiet)
    finder = Finder(archive, engine)
    assert finder.find(Search(text="Radweg")).total == 0
    (hit,) = finder.find(Search(text="Radweg auch:alt")).hits
    assert (hit.record.id, hit.earlier) == (record, 1)
    assert "Der Radweg wird im Mai fertig." in hit.snippet.text
    (hit,) = finder.find(Search(text="Gehweg auch:alt stand:geändert")).hits
    assert hit.earlier is None


def test_the_releases_of_a_number_typed_alone_come_first(finder: Finder) -> None:
    one = releases(1)[0]
    running = int(str(one.number).split("/")[0])
    page = finder.find(Search(text=str(running), size=100))
    numbered = [
        hit.version.reading.number is not None and hit.version.reading.number.running == running
        for hit in page.hits
    ]
    assert one.title in [hit.title.text for hit in page.hits]
    assert numbered == sorted(numbered, reverse=True)


def test_the_releases_with_a_person_typed_in_full_come_first(finder: Finder) -> None:
    page = finder.find(Search(text="Tarek Al-Masri", size=100))
    with_person = [
        "Tarek Al-Masri" in [person.name for person in hit.version.reading.persons] for hit in page.hits
    ]
    assert with_person[0]
    assert with_person == sorted(with_person, reverse=True)


def test_a_misspelt_word_leads_to_the_query_that_was_meant(finder: Finder) -> None:
    page = finder.find(Search(text="Oberbürgermeistr Radweg -Sperrung"))
    assert page.total == 0
    assert page.meant == "Oberbürgermeister Radweg NICHT Sperrung"
    assert finder.find(Search(text=page.meant)).total > 0
    assert finder.find(Search(text="Radweg")).meant == ""
    assert finder.find(Search(text="xqzyxq")).meant == ""
    assert finder.find(Search(text="Radwegg stadt:tell von:2023")).meant == "Radweg stadt:tell von:2023"
    assert finder.find(Search(text="Radwegg von:1990 bis:1991")).meant == ""
    assert finder.find(Search(text="99999")).meant == ""
    assert finder.find(Search(text='person:"Henrike Asmusen"')).meant == 'person:"Henrike Asmussen"'


def test_a_name_in_another_spelling_is_marked_and_told(finder: Finder) -> None:
    hit = finder.find(Search(text="Petrovic")).hits[0]
    marked = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
    assert "Petrović" in " ".join(marked) or "Petrović" in hit.title.text


def test_who_is_quoted_is_found_and_marked(finder: Finder) -> None:
    page = finder.find(Search(text="zitiert:Asmussen"))
    assert page.total > 0
    for hit in page.hits:
        marked = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
        assert any("Asmussen" in text for text in (*marked, hit.title.text))
    chosen = finder.find(Search(filters=Filters(quoted=("Henrike Asmussen",))))
    assert {hit.record.id for hit in chosen.hits} <= {
        hit.record.id for hit in finder.find(Search(text="zitiert:Asmussen", size=100)).hits
    }


class TestIndexer:
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[Engine]:
        opened = open_engine("whoosh", tmp_path)
        yield opened
        opened.close()

    def answers(self, archive: Archive, engine: Engine) -> list[tuple[str, int, list[int]]]:
        finder = Finder(archive, engine)
        texts = ["", "Radweg", "person:Asmussen", '"im Haus der Vielfalt"', "thema:kultur -Museum"]
        pages = [(text, finder.find(Search(text=text, size=50))) for text in texts]
        return [(text, page.total, [hit.record.id for hit in page.hits]) for text, page in pages]

    def test_the_index_is_a_function_of_the_archive(
        self, demo_data: Path, engine: Engine, tmp_path: Path
    ) -> None:
        with Archive(demo_data) as archive:
            assert catch_up(archive, engine, quiet, batch=40) == archive.last_event()
            first = self.answers(archive, engine)
            assert catch_up(archive, engine, quiet) == 0
            rebuild(archive, engine, quiet)
            assert self.answers(archive, engine) == first
            fresh = open_engine("whoosh", tmp_path / "fresh")
            catch_up(archive, fresh, quiet)
            assert self.answers(archive, fresh) == first
            fresh.close()

    def test_an_index_ahead_of_its_archive_is_made_anew(
        self, archive: Archive, demo_data: Path, engine: Engine
    ) -> None:
        with Archive(demo_data) as full:
            catch_up(full, engine, quiet)
        catch_up(archive, engine, quiet)
        assert (engine.cursor, Finder(archive, engine).find(Search()).total) == (0, 0)

    def test_an_empty_archive_needs_no_index(self, archive: Archive, engine: Engine) -> None:
        page = Finder(archive, engine).find(Search(text="Radweg"))
        assert (page.total, page.hits, page.meant) == (0, (), "")
        assert Finder(archive, engine).likely("Radweg") == ()

    def test_an_archive_with_releases_does(self, demo_data: Path, engine: Engine) -> None:
        with Archive(demo_data) as archive, pytest.raises(IndexMissing):
            Finder(archive, engine).find(Search(text="Radweg"))

    def test_of_an_empty_archive_an_index_is_made_too(self, archive: Archive, engine: Engine) -> None:
        assert catch_up(archive, engine, quiet) == 0
        assert engine.search(Request()).total == 0

    def test_an_outdated_index_is_made_anew(
        self, demo_data: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with Archive(demo_data) as archive:
            catch_up(archive, engine, quiet)
            before = self.answers(archive, engine)
            engine.close()
            monkeypatch.setattr("search.engines.whoosh.engine.FINGERPRINT", "a newer analysis")
            assert catch_up(archive, engine, quiet) == archive.last_event()
            assert self.answers(archive, engine) == before


def test_a_day_that_the_text_names_is_a_parameter_too(finder: Finder) -> None:
    named = Period(start=date(2025, 6, 22), end=date(2025, 6, 22), printed="2025-06-22")
    by_parameter = finder.find(Search(mentions=named, size=100))
    by_word = finder.find(Search(text="termin:22.6.2025", size=100))
    assert by_parameter.total == by_word.total > 0
    assert {hit.record.id for hit in by_parameter.hits} == {hit.record.id for hit in by_word.hits}
    both = finder.find(Search(text="Stadt", mentions=named, size=100))
    assert {hit.record.id for hit in both.hits} <= {hit.record.id for hit in by_word.hits}


def test_all_ids_of_a_search_in_its_order(finder: Finder) -> None:
    search = Search(text="Stadt", sort=Sort.OLDEST)
    found = finder.ids(search)
    assert len(found) == finder.find(search).total > 20
    assert found[:10] == tuple(hit.record.id for hit in finder.find(search).hits)


def test_what_each_part_of_a_search_costs(finder: Finder) -> None:
    search = Search(text="Radweg Xyzzy", filters=Filters(topic=("transport",)))
    relaxations = finder.relaxations(search)
    assert [
        (relaxation.part.value, relaxation.alone > 0, relaxation.without > 0) for relaxation in relaxations
    ] == [
        ("Radweg", True, False),
        ("Xyzzy", False, True),
        ("transport", True, False),
    ]


class TestPersonsByTheirJoinedName:
    """The facet counts what the person's page counts: "Asmussen" alone is Henrike Asmussen."""

    @pytest.fixture(params=["memory", "whoosh"])
    def engine(self, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
        opened = open_engine(request.param, tmp_path / "index")
        yield opened
        opened.close()

    def test_of_everybody(self, demo_data: Path, engine: Engine) -> None:
        with Archive(demo_data) as archive:
            catch_up(archive, engine, quiet)
            self.compare(archive, Finder(archive, engine))

    def compare(self, archive: Archive, finder: Finder) -> None:
        counts = finder.find(Search()).facets["person"]
        assert counts
        for count in counts:
            (person,) = (
                one for one in archive.persons_named(count.value, limit=9)[1] if one.name == count.value
            )
            kinds = {appearance.record_id: set(appearance.person.kinds) for appearance in person.appearances}
            assert count.count == sum(some != {MentionKind.CONTACT} for some in kinds.values()), count.value

    def test_a_release_that_says_the_surname_alone_is_found_by_the_whole_name(
        self, archive: Archive, engine: Engine
    ) -> None:
        deposit(archive, release("Erste", "Asmussen kam."), _naming("Asmussen"))
        catch_up(archive, engine, quiet)
        finder = Finder(archive, engine)
        assert finder.find(Search(text='person:"Henrike Asmussen"')).total == 0
        deposit(
            archive,
            release("Zweite", "Henrike Asmussen kam.", "https://a.example/2"),
            _naming("Henrike Asmussen"),
        )
        catch_up(archive, engine, quiet)
        for text in ('person:"Henrike Asmussen"', "Henrike"):
            page = finder.find(Search(text=text))
            assert {hit.title.text for hit in page.hits} == {"Erste", "Zweite"}, text
            reasons = {hit.title.text: [reason.found for reason in hit.reasons] for hit in page.hits}
            assert reasons["Erste"] == ["Asmussen"], text
            marked = {
                hit.title.text: [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
                for hit in page.hits
            }
            assert marked == {"Erste": ["Asmussen"], "Zweite": [text.removeprefix("person:").strip('"')]}
        assert [(one.value, one.count) for one in page.facets["person"]] == [("Henrike Asmussen", 2)]


def _naming(name: str) -> Reading:
    return reading(None, published=date(2025, 3, 1), persons=(PersonMention(name=name),))


def test_searches_side_by_side_count_the_hits_of_their_period_alone(finder: Finder) -> None:
    period = Period(start=date(2017, 8, 1), end=date(2017, 8, 20))
    searches = [
        Search(text=text, filters=Filters(published=period)) for text in ("Stadt", "Stadt von:2017-08-16")
    ]
    found = finder.compare(searches)
    for search, compared in zip(searches, found.searches, strict=True):
        assert compared.total == finder.find(search).total == sum(compared.counts)
    whole = finder.compare([Search(text="Stadt")])
    (alone,) = whole.searches
    assert sum(alone.counts) + alone.undated == finder.find(Search(text="Stadt")).total


def test_a_person_is_found_by_the_filter_with_a_title_too(finder: Finder) -> None:
    with_title = finder.find(Search(filters=Filters(person=("Dr. Tarek Al-Masri",))))
    assert with_title.total == finder.find(Search(filters=Filters(person=("Tarek Al-Masri",)))).total > 0


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Prof. Dr. med. Anna Lang", "Anna Lang"),
        ("Dr. Anna Lang", "Anna Lang"),
        ("Jörg H. Brandes", "Jörg H. Brandes"),
        ("H. Brandes", "H. Brandes"),
        ("Dr.", "Dr."),
    ],
)
def test_titles_before_a_name(name: str, plain: str) -> None:
    assert without_titles(name) == plain
