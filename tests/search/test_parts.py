"""A search taken apart: what is stated, and what is left without each part."""

from dataclasses import replace
from datetime import date

from language.german.dates import Period
from search.labels import described
from search.model import Filters
from search.params import Search
from search.parts import as_typed, is_as_typed, only, parts_of

TODAY = date(2025, 6, 1)
MARCH = Period(start=date(2025, 3, 1), end=date(2025, 3, 31))


def test_each_part_of_the_query_and_each_filter() -> None:
    search = Search(
        text='Radweg "neue Brücke" -Bahnhof person:Güler',
        filters=Filters(topic=("transport", "culture"), published=MARCH),
        mentions=MARCH,
        page=3,
    )
    found = parts_of(search, TODAY)
    assert [(one.field, one.value) for one in found] == [
        ("q", "Radweg"),
        ("q", '"neue Brücke"'),
        ("q", "NICHT Bahnhof"),
        ("q", "person:Güler"),
        ("topic", "transport"),
        ("topic", "culture"),
        ("published", ""),
        ("mentions", ""),
    ]
    assert found[1].without.text == "Radweg NICHT Bahnhof person:Güler"
    assert found[4].without.filters == Filters(topic=("culture",), published=MARCH)
    assert found[6].without.filters.published is None
    assert found[7].without.mentions is None
    assert {one.without.page for one in found} == {1}
    assert only(found[4], search) == Search(filters=Filters(topic=("transport",)))
    assert only(found[6], search) == Search(filters=Filters(published=MARCH))
    assert only(found[7], search) == Search(mentions=MARCH)


def test_values_wanted_together_and_values_excluded() -> None:
    filters = Filters(person=("A", "B"), together=("person",), excluded=(("topic", "sports"),))
    first, second, third = parts_of(Search(filters=filters), TODAY)
    assert (first.linked, second.linked) == (False, True)
    # What is left of two is one alone.
    assert first.without.filters == Filters(person=("B",), excluded=(("topic", "sports"),))
    assert (third.field, third.value, third.excluded) == ("topic", "sports", True)
    assert third.without.filters == replace(filters, excluded=())
    assert only(third, Search(filters=filters)) == Search(filters=Filters(excluded=(("topic", "sports"),)))
    assert described(Search(filters=filters), {}, "de", TODAY) == "A + B · ohne Sport und Freizeit"


def test_filters_that_follow_from_others() -> None:
    both = Filters(person=("A", "B"))
    assert both.linking("person", together=True).together == ("person",)
    assert both.linking("person", together=True).linking("person", together=False) == both
    assert both.excluding("person", "B") == Filters(person=("A",), excluded=(("person", "B"),))
    assert both.excluding("person", "B").admitting("person", "B") == Filters(person=("A",))


def test_alternatives_are_one_part_as_they_were_typed() -> None:
    (one,) = parts_of(Search(text="Bus  oder: ODER Bahn".replace(" oder:", "")), TODAY)
    assert (one.value, one.without.text) == ("Bus  ODER Bahn", "")


def test_a_query_that_cannot_be_understood_is_one_part() -> None:
    (one,) = parts_of(Search(text="Bus ODER"), TODAY)
    assert (one.value, one.without) == ("Bus ODER", Search())


def test_nothing_stated_has_no_parts() -> None:
    assert parts_of(Search(), TODAY) == ()


def test_words_exactly_as_typed_and_back() -> None:
    text = 'Radwege titel:Brücke NICHT (Bus ODER "am Markt") nr:450/pe'
    exact = as_typed(text, TODAY, exact=True)
    assert exact == '"Radwege" titel:"Brücke" NICHT ("Bus" ODER "am Markt") nr:450/pe'
    assert is_as_typed(exact, TODAY)
    assert not is_as_typed(text, TODAY)
    assert as_typed(exact, TODAY, exact=False) == text
    assert as_typed("Bus ODER", TODAY, exact=True) == "Bus ODER"
