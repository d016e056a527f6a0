"""Releases that have to do with each other, on the made-up town and on releases of three towns with one text."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from archive.model import Quotation
from archive.origins import PublishedFrom
from archive.store import Archive
from language.german.tokens import tokenize
from search.engine import Engine, open_engine
from search.finder import Finder
from search.indexer import catch_up
from search.model import Filters
from search.params import Search
from search.relations import Relations
from search.repetition import SHORTEST
from tests.archive.test_store import deposit, reading, release
from tests.conftest import quiet


@pytest.fixture(scope="module")
def relations(opened: tuple[Archive, Engine]) -> Relations:
    return Relations(*opened)


def test_a_release_leads_to_those_like_it(finder: Finder, relations: Relations) -> None:
    hit = finder.find(Search(text="Radweg")).hits[0]
    similar = relations.similar(hit.record.id, 5)
    assert len(similar) == 5
    assert hit.record.id not in [record.id for record, _ in similar]
    assert any("Rad" in version.release.text for _, version in similar)


def test_what_a_release_shares_with_others_is_shown_word_for_word(
    finder: Finder, relations: Relations
) -> None:
    found = False
    for hit in finder.find(Search(size=20)).hits:
        own = hit.version.release.text
        for record, version, passages in relations.reused(hit.record.id):
            assert record.id != hit.record.id
            for passage in passages:
                found = True
                here = [token.exact for token in tokenize(own[passage.start : passage.end])]
                there = version.release.text[passage.other_start : passage.other_end]
                assert here == [token.exact for token in tokenize(there)]
                assert len(here) == passage.words
    assert found


def test_what_is_told_again_and_again_is_listed_with_all_that_tell_it(
    finder: Finder, relations: Relations
) -> None:
    found = relations.repeated(finder.request(Search()), 20)
    assert len(found) == 20
    assert [one.total for one in found] == sorted((one.total for one in found), reverse=True)
    assert found[0].total >= 12  # the roadworks of the week
    seen: set[str] = set()
    for one in found:
        said = " ".join(token.exact for token in tokenize(one.text))
        assert len(said.split()) == one.words >= SHORTEST
        assert not any(said in other or other in said for other in seen)
        seen.add(said)
        days = [telling.published for telling in one.tellings if telling.published]
        assert days == sorted(days)
        for telling in one.tellings:
            there = telling.version.release.text[telling.start : telling.end]
            assert " ".join(token.exact for token in tokenize(there)) == said


def test_the_list_is_of_the_releases_of_a_search(finder: Finder, relations: Relations) -> None:
    found = relations.repeated(
        finder.request(Search(text="Baustellen", filters=Filters(topic=("transport",)))), 3
    )
    assert found
    for one in found:
        assert all(
            "transport" in [score.key for score in telling.version.reading.topics] for telling in one.tellings
        )
    assert relations.repeated(finder.request(Search(text="xqzyxq")), 3) == ()


class TestOneSentenceOfThree:
    SENTENCE = (
        "Wir haben in den letzten Jahren so viel in unsere Schulen gesteckt wie keine andere Stadt im ganzen Land und "
        "werden das auch weiter tun."
    )

    @pytest.fixture
    def relations(self, tmp_path: Path) -> Iterator[Relations]:
        with Archive(tmp_path) as archive:
            for at, (speaker, marks) in enumerate((("Eva Kranz", "„“"), ("Udo Beck", "„“"), ("", "  ")), 1):
                text = f"Vorlage {at} liegt vor. {marks[0]}{self.SENTENCE}{marks[1]} So heißt es im Bericht {at}."
                start = text.index(self.SENTENCE)
                quotations = (Quotation(start=start, end=start + len(self.SENTENCE), speaker=speaker),)
                told = reading(
                    at,
                    quotations=quotations if speaker else (),
                    published=date(2025, 4 - at, 1),
                    published_from=PublishedFrom.PAGE,
                )
                deposit(archive, release(f"Meldung {at}", text, f"https://a.example/{at}"), told)
            engine = open_engine("whoosh", tmp_path / "index")
            catch_up(archive, engine, quiet)
            yield Relations(archive, engine)
            engine.close()

    def test_it_is_told_by_whom_and_when_first(self, relations: Relations) -> None:
        (found,) = relations.repeated(Finder(relations._archive, relations._engine).request(Search()), 5)
        assert found.text == f"„{self.SENTENCE}“"
        assert (found.total, found.speakers) == (3, ("Udo Beck", "Eva Kranz"))
        assert [telling.published for telling in found.tellings] == [
            date(2025, month, 1) for month in (1, 2, 3)
        ]

    def test_of_quotations_alone_it_is_left(self, relations: Relations) -> None:
        request = Finder(relations._archive, relations._engine).request(Search())
        assert len(relations.repeated(request, 5, quoted=True)) == 1
