"""Words that mean the same: a table that ships with the program, and one of the town's own, in the data directory.

A line says "Lauerbad = Hallenbad" (each finds the other) or "Schwimmbad > Hallenbad, Freibad" (the first finds the
others). What follows "#" is a remark.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from language.german.spellings import understood
from language.german.tokens import words
from language.messages import Message
from search.errors import SearchError
from search.query import And, Node, Or, Word

SHIPPED = Path(__file__).parents[1] / "language" / "german" / "synonyms.txt"
# The town's own, beside the archive.
FILE = "synonyms.txt"
_MOST_LINES = 10_000
_LONGEST_LINE = 500


class SynonymsUnfit(SearchError):
    """A table of synonyms that cannot be read, with the line."""

    code = "synonyms"
    exit_code = 2
    message = Message("{place}, Zeile {line}: {why}. Gemeint ist etwa „Lauerbad = Hallenbad“.")


_NO_SIGN = Message("Zwischen den Wörtern steht weder „=“ noch „>“")
_NO_WORD = Message("Vor oder hinter dem Zeichen steht kein Wort")
_TOO_MUCH = Message("Die Datei hat mehr als {most} Zeilen, oder die Zeile mehr als {longest} Zeichen")
_UNREADABLE = Message("Die Datei lässt sich nicht lesen ({reason})")


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What is looked for besides a word, by what the word is understood as."""

    by_stem: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, word: str) -> tuple[str, ...]:
        """The other words for one, in the order of the tables."""
        found = [other for stem in understood(word).stems for other in self.by_stem.get(stem, ())]
        own = set(understood(word).stems)
        return tuple(other for other in dict.fromkeys(found) if own.isdisjoint(understood(other).stems))

    def expand(self, node: Node) -> Node:
        """A query in which each word has its synonyms; what is excluded, and what is in quotes, stays as it is."""
        match node:
            case And(parts):
                return And(tuple(self.expand(part) for part in parts))
            case Or(parts):
                return Or(tuple(self.expand(part) for part in parts))
            case Word(text, title) if also := self.of(text):
                return Word(text, title, also)
            case _:
                return node


def synonyms_of(directory: Path) -> Synonyms:
    """The table that ships with the program and the one in a directory, if there is one, as it is now.

    Raises SynonymsUnfit.
    """
    own = directory / FILE
    try:
        stamp = own.stat()
    except OSError:
        return _together(None, 0, 0)
    return _together(own, stamp.st_mtime_ns, stamp.st_size)


def usable_synonyms(directory: Path) -> tuple[Synonyms, SynonymsUnfit | None]:
    """The same; of a directory's own table that cannot be read nothing counts, and what is wrong is told."""
    try:
        return synonyms_of(directory), None
    except SynonymsUnfit as error:
        return _together(None, 0, 0), error


@lru_cache(maxsize=8)
def _together(own: Path | None, changed: int, size: int) -> Synonyms:
    groups = [*_shipped(), *(parse(own, str(own)) if own else ())]
    by_stem: dict[str, dict[str, None]] = {}
    for word, others in groups:
        for stem in understood(word).stems:
            by_stem.setdefault(stem, {}).update(dict.fromkeys(others))
    return Synonyms({stem: tuple(others) for stem, others in by_stem.items()})


@cache
def _shipped() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(parse(SHIPPED, SHIPPED.name))


def parse(path: Path, name: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each word of a table with those it finds; raises SynonymsUnfit."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SynonymsUnfit(place=name, line=1, why=_UNREADABLE.filled(reason=str(error))) from error
    found: list[tuple[str, tuple[str, ...]]] = []
    for number, line in enumerate(lines, 1):
        if number > _MOST_LINES or len(line) > _LONGEST_LINE:
            why = _TOO_MUCH.filled(most=_MOST_LINES, longest=_LONGEST_LINE)
            raise SynonymsUnfit(place=name, line=number, why=why)
        if said := line.partition("#")[0].strip():
            found += _of_line(said, name, number)
    return found


def _of_line(said: str, name: str, number: int) -> list[tuple[str, tuple[str, ...]]]:
    one_way = ">" in said
    if not one_way and "=" not in said:
        raise SynonymsUnfit(place=name, line=number, why=_NO_SIGN.filled())
    first, rest = said.partition(">")[::2] if one_way else ("", said)
    others = [other.strip() for other in (rest.split(",") if one_way else rest.split("="))]
    if not all(map(words, [first, *others] if one_way else others)) or "=" in (first if one_way else ""):
        raise SynonymsUnfit(place=name, line=number, why=_NO_WORD.filled())
    if one_way:
        return [(first.strip(), tuple(others))]
    return [(word, tuple(other for other in others if other != word)) for word in others]
