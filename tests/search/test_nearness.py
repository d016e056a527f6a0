"""Words near each other."""

from hypothesis import given
from hypothesis import strategies as st

from search.nearness import stretches

places = st.lists(st.integers(0, 30), max_size=6, unique=True).map(sorted)


def test_any_order_counts_and_only_others_are_counted() -> None:
    assert stretches([[5], [3]], 1) == [(3, 5)]
    assert stretches([[5], [3]], 0) == []
    assert stretches([[1, 9], [4, 10]], 2) == [(1, 4), (9, 10)]
    assert stretches([[1], []], 50) == []


@given(st.lists(places, min_size=2, max_size=3), st.integers(0, 10))
def test_a_stretch_is_found_where_there_is_one(words: list[list[int]], distance: int) -> None:
    longest = len(words) + distance
    fits = any(
        all(any(first <= place < first + longest for place in own) for own in words) for first in range(31)
    )
    found = stretches(words, distance)
    assert bool(found) == fits
    for start, end in found:
        assert all(any(start <= place <= end for place in own) for own in words)
        assert end - start < longest
