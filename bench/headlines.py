"""How well a release is found by its headline, pasted whole into the box as a reader of a newspaper would."""

import json
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from archive.store import Archive
from search.document import Document
from search.engines.whoosh import WhooshEngine
from search.errors import QuerySyntaxError
from search.finder import Finder
from search.params import Search

_SEED = 5
_TODAY = date(2026, 1, 1)
# So many are pasted, of all that are in the index.
_PASTED = 2_000


class Pasted(NamedTuple):
    """The mean reciprocal rank of the release meant (0 where it is not among the first 20), and what found nothing."""

    asked: int
    rank: float
    nothing: tuple[str, ...]


def headlines(path: Path) -> list[str]:
    """The headlines of a file with one release a line (JSON with `title`), each once."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(json.loads(line)["title"] for line in lines))


def pasted(titles: Sequence[str]) -> Pasted:
    """Paste some of these headlines into the box of an archive that has all of them."""
    asked = random.Random(_SEED).sample(range(len(titles)), min(_PASTED, len(titles)))
    ranks, nothing = [], []
    with TemporaryDirectory() as place, Archive(Path(place)) as archive:
        engine = WhooshEngine(Path(place) / "index")
        with engine.writer() as writer:
            for number, title in enumerate(titles):
                writer.put(Document(id=number + 1, city="a", title=title))
            writer.commit(1)
        engine.refresh()
        finder = Finder(archive, engine)
        for number in asked:
            try:
                found = finder.ids(Search(text=titles[number]), today=_TODAY)[:20]
            except QuerySyntaxError:
                found = ()
            if not found:
                nothing.append(titles[number])
            ranks.append(1 / (found.index(number + 1) + 1) if number + 1 in found else 0.0)
        engine.close()
    return Pasted(len(asked), sum(ranks) / max(1, len(ranks)), tuple(nothing))
