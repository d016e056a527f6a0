"""Where a text names which person, in the order of the text."""

from bisect import bisect_left
from collections.abc import Sequence

from ingest.reading.persons.linking import Individual
from ingest.reading.persons.mentions import Mention

# Who was named longer before, in mentions, is not meant by a pronoun.
_NAMED_BEFORE = 100


class Namings:
    """The mentions of a text, each with its person's place in the list of persons."""

    def __init__(self, people: Sequence[Individual]) -> None:
        self._all = sorted(
            ((mention, index) for index, person in enumerate(people) for mention in person.mentions),
            key=lambda pair: pair[0].start,
        )
        self._starts = [mention.start for mention, _ in self._all]

    def between(self, start: int, stop: int) -> list[tuple[Mention, int]]:
        """Those that begin in characters `[start, stop)`."""
        return self._all[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]

    def first(self, start: int, stop: int) -> tuple[Mention, int] | None:
        """The first of those."""
        at = bisect_left(self._starts, start)
        return self._all[at] if at < len(self._all) and self._starts[at] < stop else None

    def last(self, start: int, stop: int) -> list[tuple[Mention, int]]:
        """The last hundred of those, in the order of the text."""
        first, after = bisect_left(self._starts, start), bisect_left(self._starts, stop)
        return self._all[max(first, after - _NAMED_BEFORE) : after]

    def last_of(self, wanted: frozenset[int], stop: int) -> int | None:
        """Which of some persons is named last before a character."""
        for at in range(bisect_left(self._starts, stop) - 1, -1, -1):
            if self._all[at][1] in wanted:
                return self._all[at][1]
        return None
