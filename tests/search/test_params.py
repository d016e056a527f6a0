from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.german.dates import Period
from search.model import Filters, Sort
from search.params import PARAMETERS, Search, decode, encode

values = st.lists(st.text(min_size=1, max_size=20).filter(str.strip), max_size=3, unique=True).map(tuple)
days = st.none() | st.dates(date(1990, 1, 1), date(2040, 1, 1))
searches = st.builds(
    lambda text, person, topic, city, sign, together, excluded, ends, named, sort, page, size: Search(
        text=text,
        filters=Filters(
            person=person,
            topic=topic,
            city=city,
            sign=sign,
            together=together,
            excluded=excluded,
            published=Period(start=ends[0], end=ends[1]) if any(ends) else None,
        ),
        mentions=Period(start=named, end=named, printed=str(named)) if named else None,
        sort=sort,
        page=page,
        size=size,
    ),
    st.text(max_size=50).filter(lambda text: text == "" or text.strip()),
    values,
    values,
    values,
    values,
    st.lists(st.sampled_from(["person", "topic"]), max_size=2, unique=True).map(tuple),
    values.map(lambda values: tuple(("place", value) for value in values)),
    st.tuples(days, days).filter(lambda ends: not (ends[0] and ends[1]) or ends[0] <= ends[1]),
    days,
    st.none() | st.sampled_from(Sort),
    st.integers(1, 1_000),
    st.integers(1, 100),
)


@given(searches)
def test_decode_is_the_inverse_of_encode(search: Search) -> None:
    assert decode(encode(search)) == (search, ())


@given(st.dictionaries(st.sampled_from(PARAMETERS), st.lists(st.text(max_size=30), max_size=3)))
def test_any_parameters_give_a_search_and_bad_ones_are_told(parameters: dict[str, list[str]]) -> None:
    search, bad = decode(parameters)
    assert decode(encode(search))[0] == search or not search.text.strip()
    for one in bad:
        assert one.text("de") != one.text("en")


def test_the_default_search_has_no_parameters() -> None:
    assert encode(Search()) == {}


@pytest.mark.parametrize(
    ("parameters", "name", "told"),
    [
        ({"from": ["gestern"]}, "from", "kein Datum"),
        ({"mentions": ["bald"]}, "mentions", "kein Zeitraum"),
        ({"mentions": ["2025-03-02/2025-03-01"]}, "mentions", "getauscht"),
        ({"page": ["0"]}, "page", "keine Zahl von 1"),
        ({"page": ["zwei"]}, "page", "keine Zahl"),
        ({"size": ["1000"]}, "size", "bis 100"),
        ({"sort": ["random"]}, "sort", "Sortierung"),
        ({"all": ["date"]}, "all", "nennt keine Angabe"),
        ({"not": ["Sport"]}, "not", "nennt keine Angabe"),
        ({"not": ["topic: "]}, "not", "Möglich sind person"),
        ({"from": ["2025-02-01"], "to": ["2025-01-01"]}, "to", "getauscht"),
        ({"q": ["x" * 2_000]}, "q", "zu lang"),
        ({"person": ["y" * 500]}, "person", "zu lang"),
        ({"person": [str(n) for n in range(60)]}, "person", "zu oft"),
    ],
)
def test_a_bad_value_is_told_and_the_rest_goes_on(
    parameters: dict[str, list[str]], name: str, told: str
) -> None:
    search, bad = decode({"topic": ["culture"], **parameters})
    assert search.filters.topic == ("culture",)
    assert [one.name for one in bad] == [name]
    assert told in bad[0].text("de")


def test_one_day_is_a_parameter_of_its_own() -> None:
    day = Search(filters=Filters(published=Period(start=date(2025, 1, 2), end=date(2025, 1, 2))))
    assert encode(day) == {"on": ["2025-01-02"]}


def test_without_words_the_newest_come_first() -> None:
    assert Search().order is Sort.NEWEST
    assert Search(text="Radweg").order is Sort.RELEVANCE
    assert Search(text="Radweg", sort=Sort.OLDEST).order is Sort.OLDEST
