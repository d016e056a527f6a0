"""Words near each other: the stretches in which all of them stand, in any order, with few others among them."""

from collections.abc import Sequence


def stretches(places: Sequence[Sequence[int]], distance: int) -> list[tuple[int, int]]:
    """The first and the last place of each shortest stretch that holds a place of every word.

    `places` are those of each word, rising; at most `distance` other words are among them.
    """
    if not all(places):
        return []
    longest = len(places) + distance
    marked = sorted((place, word) for word, own in enumerate(places) for place in own)
    last: dict[int, int] = {}
    found: list[tuple[int, int]] = []
    for place, word in marked:
        last[word] = place
        if len(last) == len(places):
            first = min(last.values())
            if place - first < longest and (not found or found[-1][0] != first):
                found.append((first, place))
    return found
