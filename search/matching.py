"""Where and why a text matches what was sought: the same rules as the index, applied to one text."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from language.german.compounds import parts
from language.german.names import foldings, name_words
from language.german.spellings import understood, variants
from language.german.tokens import IN_WORD, WORD, analyse, exactly, fold, visible
from language.german.tokens import Word as Analysed
from search.nearness import stretches
from search.query import (
    FieldIs,
    Fuzzy,
    Leaf,
    Near,
    NumberIs,
    Person,
    Phrase,
    Prefix,
    Quoted,
    Text,
    Word,
    is_misprint,
)


class MatchKind(StrEnum):
    """By what a word was found, the surest first; a period by the date the text names, an office by who holds it."""

    WRITTEN = "written"
    SPELLING = "spelling"
    FORM = "form"
    PART = "part"
    BEGINNING = "beginning"
    MISPRINT = "misprint"
    SYNONYM = "synonym"
    DATE = "date"
    ROLE = "role"


_SUREST = list(MatchKind)


@dataclass(frozen=True, slots=True)
class MatchReason:
    """Why a release was found: for what was `sought` stands `found`, and how they belong together.

    `parts` are those of the compound found, where one of them, or a run of them, was sought.
    """

    sought: str
    kind: MatchKind
    found: str
    parts: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """What people read: Häuser, Verkehr + Konzept; empty where the word is there as it was typed."""
        if self.kind in (MatchKind.WRITTEN, MatchKind.BEGINNING):
            return ""
        return " + ".join(self.parts) or self.found


# So many spellings are looked for one by one; more of them in one walk through the text.
_FEW = 12
# Of so many texts it is remembered what in them matches: a hit's texts are looked at for marks and for reasons.
_REMEMBERED = 8
# So many pieces of texts are remembered.
_MOST_PIECES = 50_000


class Span(NamedTuple):
    """Characters `[start, end)` that match the leaf of this number."""

    start: int
    end: int
    leaf: int


class _Judgement(NamedTuple):
    """That a spelling matches the leaf of this number, and how; `in_headline` where only a headline counts for it."""

    leaf: int
    kind: MatchKind
    in_headline: bool


class Matcher:
    """What was sought, to be looked for in many texts; each spelling is judged once."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.leaves = leaves = tuple(map(_as_word, leaves))
        self._rows = [row for leaf, node in enumerate(leaves) for row in _rows_of(leaf, node)]
        self._near = [(leaf, node) for leaf, node in enumerate(leaves) if isinstance(node, Near)]
        self._judged = _Judged(self.leaves)
        self._matched: dict[str, list[tuple[str, tuple[_Judgement, ...]]]] = {}
        self._met_in_rows: dict[str, list[tuple[int, int, _Judgement]]] = {}
        self._known = {
            leaf: (_stems(node.text), _stems(*node.also))
            for leaf, node in enumerate(leaves)
            if isinstance(node, Word)
        }

    def spans(self, text: str, *, headline: bool = False, everywhere: bool = False) -> list[Span]:
        """Where the text matches, in its order; what is sought in headlines alone is left out of other texts.

        Other spellings of a word (Kita-Platz for Kitaplatz) are looked for where it is not met otherwise, or
        `everywhere`: to find them takes longer than all else.
        """
        matching = self._matching(text)
        if len(matching) <= _FEW:
            places = (
                (start, spelling, judged)
                for spelling, judged in matching
                for start in _places(text, spelling)
            )
        else:
            known = dict(matching)
            places = (
                (word.start(), word.group(), known.get(word.group(), ())) for word in WORD.finditer(text)
            )
        found = [
            Span(start, start + len(spelling), judgement.leaf)
            for start, spelling, judgements in places
            for judgement in judgements
            if headline or not judgement.in_headline
        ]
        met = set() if everywhere else {span.leaf for span in found}
        found += [
            Span(start, end, judgement.leaf)
            for start, end, judgement in (*self._in_rows(text), *self._in_variants(text, met))
            if headline or not judgement.in_headline
        ]
        return sorted(set(found))

    def reasons(self, headline: str, texts: Iterable[str]) -> tuple[MatchReason, ...]:
        """For each leaf that is a word, the surest way in which a headline and other texts match it."""
        best: dict[int, tuple[int, str]] = {}
        for text in (headline, *texts):
            for spelling, (leaf, how, in_headline) in self._told(text, best.keys()):
                rank = _SUREST.index(how)
                if in_headline and text is not headline:
                    continue
                if leaf not in best or rank < best[leaf][0]:
                    best[leaf] = rank, spelling
        return tuple(
            MatchReason(
                _asked(self.leaves[leaf]),
                how := _SUREST[rank],
                visible(found),
                _parts(found) if how is MatchKind.PART else (),
            )
            for leaf, (rank, found) in sorted(best.items())
        )

    def _told(self, text: str, met: Collection[int]) -> Iterator[tuple[str, _Judgement]]:
        """Whatever in a text matches a word that was sought, and how; `met` grows while this goes on."""
        for spelling, judgements in self._matching(text):
            for judgement in judgements:
                yield spelling, judgement
        for start, end, judgement in self._in_rows(text):
            if judgement.leaf in self._known:
                yield text[start:end], judgement
        for start, end, judgement in self._in_variants(text, met):
            yield text[start:end], judgement

    def _in_rows(self, text: str) -> Sequence[tuple[int, int, _Judgement]]:
        """Where words stand in a row that were sought so; of the last texts it is remembered."""
        if not self._rows and not self._near:
            return ()
        known = self._met_in_rows.get(text)
        if known is None:
            if len(self._met_in_rows) == _REMEMBERED:
                self._met_in_rows.clear()
            known = self._met_in_rows[text] = list(self._look_for_rows(text))
        return known

    def _look_for_rows(self, text: str) -> Iterator[tuple[int, int, _Judgement]]:
        tokens = list(WORD.finditer(text))
        for leaf, near in self._near:
            exact = [exactly(token.group()) for token in tokens]
            wanted = dict.fromkeys(map(exactly, WORD.findall(near.text)))
            places = [[at for at, word in enumerate(exact) if word == one] for one in wanted]
            for first, last in stretches(places, near.distance):
                judgement = _Judgement(leaf, MatchKind.WRITTEN, near.title)
                yield tokens[first].start(), tokens[last].end(), judgement
        for row in self._rows:
            length = len(row.wanted)
            if not length:
                continue
            forms = [row.forms(token.group()) for token in tokens]
            begins = row.wanted[0]
            for at in range(len(tokens) - length + 1):
                if forms[at] & begins and all(forms[at + n] & form for n, form in enumerate(row.wanted)):
                    yield tokens[at].start(), tokens[at + length - 1].end(), row.judgement

    def _in_variants(self, text: str, met: Collection[int]) -> Iterator[tuple[int, int, _Judgement]]:
        """Where a word that was sought, and is not met yet, stands under another spelling."""
        missing = {leaf: known for leaf, known in self._known.items() if leaf not in met}
        wanted = frozenset(stem for known in missing.values() for stems in known for stem in stems)
        for variant in variants(text, wanted) if wanted else ():
            for leaf, (stems, also) in missing.items():
                how = (
                    MatchKind.SPELLING
                    if not stems.isdisjoint(variant.stems)
                    else MatchKind.PART
                    if not stems.isdisjoint(variant.parts)
                    else MatchKind.SYNONYM
                    if not also.isdisjoint((*variant.stems, *variant.parts))
                    else None
                )
                if how:
                    in_headline = _of_headline(self.leaves[leaf])
                    yield variant.start, variant.end, _Judgement(leaf, how, in_headline)

    def _matching(self, text: str) -> list[tuple[str, tuple[_Judgement, ...]]]:
        """The spellings in a text that match, in the order they come, and how; of the last texts it is remembered."""
        known = self._matched.get(text)
        if known is None:
            if len(self._matched) == _REMEMBERED:
                self._matched.clear()
            known = self._matched[text] = self._judged.of(text)
        return known


class _Judged(dict[str, tuple[_Judgement, ...]]):
    """Spelling → how it matches which leaves; judged when first met."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        super().__init__()
        self._judges = [
            (leaf, judge, _of_headline(node))
            for leaf, node in enumerate(leaves)
            if (judge := _judge_of(node))
        ]
        words = [node for node in leaves if isinstance(node, Word)]
        sought = [text for node in words for text in (node.text, *node.also)]
        # Most words of a text are of another stem, and spelt otherwise: they need no judging.
        self._only_words = len(words) == len(self._judges)
        stems = {stem for text in sought for stem in understood(text).stems}
        written = {row[0] for text in sought for row in understood(text).rows if len(row) == 1}
        self._wanted = frozenset(stems | written)

    def of(self, text: str) -> list[tuple[str, tuple[_Judgement, ...]]]:
        """The spellings in a text that match, in the order they come, and how."""
        pieces = text.split()
        if self._only_words:
            matching = _pieces_met().with_any(self._wanted, set(pieces))
            pieces = [piece for piece in pieces if piece in matching] if matching else []
        spellings = dict.fromkeys(spelling for piece in pieces for spelling in WORD.findall(piece))
        return [(spelling, found) for spelling in spellings if (found := self[spelling])]

    def __missing__(self, spelling: str) -> tuple[_Judgement, ...]:
        word = analyse(spelling)
        found = self[spelling] = tuple(
            _Judgement(leaf, how, in_headline)
            for leaf, judge, in_headline in self._judges
            if (how := judge(word)) is not None
        )
        return found


class _PiecesMet:
    """Pieces of texts between spaces, by what the words in them may be found by. Several threads may use it."""

    def __init__(self) -> None:
        self._met: set[str] = set()
        self._by_term: dict[str, list[str]] = {}

    def __len__(self) -> int:
        return len(self._met)

    def with_any(self, terms: Iterable[str], pieces: set[str]) -> set[str]:
        """Those of the pieces with a word that may be found by one of the terms."""
        for piece in pieces - self._met:
            for word in map(analyse, WORD.findall(piece)):
                for term in {word.exact, word.stem, *word.parts}:
                    self._by_term.setdefault(term, []).append(piece)
            self._met.add(piece)  # last: another thread may ask meanwhile
        return {piece for term in terms for piece in self._by_term.get(term, ())} & pieces


_met_so_far = _PiecesMet()


def _pieces_met() -> _PiecesMet:
    """The pieces met so far, since texts share most of their words; begun anew when there are too many."""
    global _met_so_far
    if len(_met_so_far) > _MOST_PIECES:
        _met_so_far = _PiecesMet()
    return _met_so_far


_Judge = Callable[[Analysed], MatchKind | None]


def _judge_of(node: Leaf) -> _Judge | None:
    """How words are matched to a leaf; None for one that is not about single words."""
    match node:
        case Word(text, _, also):
            return _judge_of_word(text, also)
        case Prefix(text):
            beginning = exactly(text)
            return lambda word: MatchKind.BEGINNING if word.exact.startswith(beginning) else None
        case Fuzzy(text, _, edits):
            wanted = exactly(text)
            return lambda word: (
                MatchKind.WRITTEN
                if word.exact == wanted
                else MatchKind.MISPRINT
                if is_misprint(wanted, word.exact, edits)
                else None
            )
        case _:
            return None


def _judge_of_word(text: str, also: Sequence[str]) -> _Judge:
    known = understood(text)
    single = [row[0] for row in known.rows if len(row) == 1]
    wanted = known.rows[0][0] if known.rows and len(known.rows[0]) == 1 else ""
    stems, other = frozenset(known.stems), _stems(*also)
    spelt_other = frozenset(row[0] for word in also for row in understood(word).rows if len(row) == 1)

    def judge(word: Analysed) -> MatchKind | None:
        if word.exact == wanted:
            return MatchKind.WRITTEN
        if word.exact in single:
            return MatchKind.SPELLING
        if word.stem in stems:
            return MatchKind.SPELLING if wanted in foldings(word.exact) else MatchKind.FORM
        if not stems.isdisjoint(word.parts):
            return MatchKind.PART
        is_other = word.exact in spelt_other or word.stem in other or not other.isdisjoint(word.parts)
        return MatchKind.SYNONYM if is_other else None

    return judge


def _as_word(leaf: Leaf) -> Leaf:
    """A leaf as what it is looked for like in a text: a number and what somebody is quoted with as words, who is
    quoted as a name.
    """
    if isinstance(leaf, Quoted):
        return Phrase(leaf.text) if leaf.exact else Word(leaf.text)
    if isinstance(leaf, FieldIs) and leaf.field == "quoted":
        return Person(leaf.value)
    return Word(leaf.printed) if isinstance(leaf, NumberIs) and leaf.printed else leaf


class _Row(NamedTuple):
    """Words sought in a row: the forms wanted of each, the forms a word of the text has, how a match is judged."""

    wanted: Sequence[frozenset[str]]
    forms: Callable[[str], frozenset[str]]
    judgement: _Judgement


def _rows_of(leaf: int, node: Leaf) -> Iterator[_Row]:
    """What of a leaf stands in a row: a phrase, a name, a word of several pieces."""
    match node:
        case Phrase(text, title):
            wanted = [frozenset({exactly(word)}) for word in WORD.findall(text)]
            yield _Row(wanted, _as_written, _Judgement(leaf, MatchKind.WRITTEN, title))
        case Person(name):
            yield _Row(name_words(name), _as_named, _Judgement(leaf, MatchKind.WRITTEN, False))
        case Word(text, title, also):
            rows = [
                (row, MatchKind.SPELLING if number else MatchKind.WRITTEN)
                for number, row in enumerate(understood(text).rows)
            ]
            rows += [(row, MatchKind.SYNONYM) for word in also for row in understood(word).rows]
            for row, how in rows:
                if len(row) > 1:
                    yield _Row([frozenset({word}) for word in row], _as_written, _Judgement(leaf, how, title))


def _stems(*texts: str) -> frozenset[str]:
    return frozenset(stem for text in texts for stem in understood(text).stems)


def _as_written(word: str) -> frozenset[str]:
    return frozenset({exactly(word)})


def _as_named(word: str) -> frozenset[str]:
    return foldings(fold(word))


def _places(text: str, spelling: str) -> Iterator[int]:
    """Where a word begins that is spelt so."""
    at = text.find(spelling)
    while at >= 0:
        end = at + len(spelling)
        word = WORD.match(text, at)
        if word and word.end() == end and not _is_inside(text, at):
            yield at
        # What follows up to the word's end is inside of it, and no beginning.
        at = text.find(spelling, word.end() if word else end)


def _is_inside(text: str, at: int) -> bool:
    """Whether a word that began before goes on here: a mark alone begins none."""
    while at and (before := IN_WORD.match(text, at - 1)):
        if before.group().isalnum():
            return True
        at -= 1
    return False


def _of_headline(leaf: Leaf) -> bool:
    return isinstance(leaf, Text) and leaf.title


def _asked(leaf: Leaf) -> str:
    assert isinstance(leaf, Text)
    return leaf.text


def _parts(compound: str) -> tuple[str, ...]:
    """The parts as nouns are written: Verkehr, Konzept."""
    return tuple(
        re.sub(r"^\w", lambda first: first.group().upper(), part) for part in parts(visible(compound))
    )
