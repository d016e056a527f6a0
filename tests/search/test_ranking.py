"""What comes first by relevance, in the engine that ships."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from language.german.dates import Period
from search.document import Document
from search.engine import Engine, open_engine
from search.model import Request
from search.synonyms import synonyms_of
from search.syntax import parse

TODAY = date(2026, 1, 15)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine("whoosh", tmp_path)
    yield opened
    opened.close()


def order(engine: Engine, query: str, *documents: Document) -> list[int]:
    with engine.writer() as writer:
        for document in documents:
            writer.put(document)
        writer.commit(1)
    engine.refresh()
    return list(engine.search(Request(query=parse(query, today=TODAY))).ids)


def naming(number: int, start: date, end: date, *, published: date) -> Document:
    return Document(
        id=number, city="a", title="Fest", published=published, mentioned=(Period(start=start, end=end),)
    )


def test_the_exact_day_comes_before_the_season_it_is_in(engine: Engine) -> None:
    day = date(2026, 7, 4)
    documents = (
        naming(1, day, day, published=date(2025, 1, 1)),
        naming(2, date(2026, 7, 1), date(2026, 7, 31), published=date(2025, 2, 1)),
        naming(3, date(2026, 6, 1), date(2026, 8, 31), published=date(2025, 3, 1)),
        naming(4, date(2026, 7, 3), date(2026, 7, 5), published=date(2025, 4, 1)),
    )
    assert order(engine, "termin:04.07.2026", *documents) == [1, 4, 2, 3]


def test_open_ends_are_farthest_off(engine: Engine) -> None:
    day = date(2026, 7, 4)
    open_end = Document(
        id=2, city="a", title="Fest", mentioned=(Period(start=day, end=None), Period(start=None, end=day))
    )
    assert order(engine, "termin:04.07.2026", naming(1, day, day, published=day), open_end) == [1, 2]


def test_a_form_that_few_have_leads_to_those(engine: Engine) -> None:
    """Many texts have the word, in another form and more often; the one with the form that was typed comes first."""
    often = [
        Document(id=number, city="a", title="Bau", body="Ein Haus, das Haus und ein Haus.")
        for number in range(5)
    ]
    typed = Document(id=9, city="a", title="Bau", body="Ein Haus und zwei Häuser am Rand der Stadt im Tal.")
    assert order(engine, "Häuser Bau", *often, typed)[0] == 9


def test_a_word_as_typed_comes_before_its_synonym(engine: Engine) -> None:

    documents = (
        Document(id=1, city="a", title="Schwimmbad geschlossen", published=date(2025, 1, 1)),
        Document(id=2, city="a", title="Hallenbad geschlossen", published=date(2025, 2, 1)),
        Document(id=3, city="a", title="Bad geschlossen", published=date(2025, 3, 1)),
    )
    assert order(engine, "geschlossen", *documents) == [3, 2, 1]
    asked = synonyms_of(Path("nowhere")).expand(parse("Schwimmbad", today=TODAY))
    assert list(engine.search(Request(query=asked)).ids) == [1, 2]


def test_releases_are_alike_by_words_and_not_by_numbers(engine: Engine) -> None:
    places = Document(id=1, city="a", title="60 Plätze für Kinder", body="In der Kita entstehen 60 Plätze.")
    documents = (
        places,
        Document(id=2, city="a", title="60 Linden gepflanzt", body="An der Allee stehen nun 60 Linden."),
        Document(id=3, city="a", title="Neue Kita", body="Kinder bekommen Plätze in der Kita."),
    )
    order(engine, "", *documents)
    assert [related.id for related in engine.similar(places, 2)] == [3]
