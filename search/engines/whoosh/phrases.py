"""Where words stand in a row, or near each other."""

import numpy as np

from language.german.common import COMMON_WORDS
from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.snapshot import Snapshot, joined
from search.nearness import stretches


def starts_of(snapshot: Snapshot, words: list[str]) -> Array:
    """The row of every place where the words, two at least, begin to stand in a row."""
    return joined(
        [_starts_in(segment, words) + np.int64(row) for segment, row in snapshot.segments()], np.int64
    )


def _starts_in(segment: Segment, words: list[str]) -> Array:
    """The same in one segment, where no list of places is copied.

    Two common words that follow each other are one step, by their own list of places. The rarest step is walked first.
    """
    steps: list[tuple[int, Array]] = []
    covered = -1
    for offset, (word, following) in enumerate(zip(words, [*words[1:], ""], strict=True)):
        if word in COMMON_WORDS and following in COMMON_WORDS:
            steps.append((offset, segment.places_of(layout.PAIR, f"{word} {following}")))
            covered = offset + 1
        elif offset > covered:
            steps.append((offset, segment.places_of(layout.EXACT, word)))
    steps.sort(key=lambda step: len(step[1]))
    first_offset, places = steps[0]
    begins = places.astype(np.int64) - first_offset
    for offset, places in steps[1:]:
        if not len(begins) or not len(places):
            return np.empty(0, dtype=np.int64)
        wanted = (begins + offset).astype(places.dtype)
        found = np.searchsorted(places, wanted)
        found[found == len(places)] = 0
        begins = begins[places[found] == wanted]
    begins = begins[begins >= 0]
    rows = segment.rows_of(begins)
    whole: Array = rows[segment.rows_of(begins + len(words) - 1) == rows]
    return whole


def rows_near(snapshot: Snapshot, words: list[str], distance: int) -> Array:
    """The row of every stretch in which all the words stand, with at most so many others among them."""
    places = [snapshot.places(layout.EXACT, word).astype(np.int64) for word in words]
    if not all(map(len, places)):
        return np.empty(0, dtype=np.int64)
    rarest = min(places, key=len)
    reach = len(words) + distance
    near = [own[_is_near(own, rarest, reach)] for own in places]
    found = [
        start
        for start, end in stretches([own.tolist() for own in near], distance)
        if _is_one_row(snapshot, start, end)
    ]
    return snapshot.rows_of(np.array(found, dtype=np.int64))


def _is_near(places: Array, others: Array, reach: int) -> Array:
    """Which places have one of the others within reach."""
    after = np.searchsorted(others, places)
    ahead = np.abs(others[np.minimum(after, len(others) - 1)] - places)
    behind = np.abs(others[np.maximum(after - 1, 0)] - places)
    near: Array = np.minimum(ahead, behind) <= reach
    return near


def _is_one_row(snapshot: Snapshot, start: int, end: int) -> bool:
    first, last = snapshot.rows_of(np.array([start, end], dtype=np.int64)).tolist()
    return bool(first == last)
