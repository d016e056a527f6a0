"""Who of a release holds an office that a text names."""

import re
from collections.abc import Sequence

# Words that mean whoever heads the town or the county, whatever the office is called.
_HEADS_OF_TOWN = re.compile(
    r"(?:stadtoberhaupt|oberhaupt|(?:rathaus|verwaltungs|stadt|gemeinde|kreis)chef(?:in)?|ob)$"
)
_MAYORS = ("buergermeister", "landrat", "verwaltungschef", "amtsdirektor")


class Offices:
    """Who holds an office, by the heads of the offices of each person."""

    def __init__(self, heads: Sequence[frozenset[str]]) -> None:
        self._heads = heads
        self._known: dict[str, frozenset[int]] = {}

    def holders(self, wanted: str) -> frozenset[int]:
        """Whose office is called just so; where nobody's is, whose office ends so."""
        if wanted not in self._known:
            ends = _MAYORS if _HEADS_OF_TOWN.search(wanted) else (wanted,)
            likely = frozenset(
                index for index, heads in enumerate(self._heads) if any(head.endswith(ends) for head in heads)
            )
            exactly = frozenset(index for index in likely if wanted in self._heads[index])
            self._known[wanted] = exactly or likely
        return self._known[wanted]
