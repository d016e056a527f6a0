"""Where and why a text matches what was sought: the same rules as the index, applied to one text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from language.german.compounds import parts
from language.german.names import foldings, name_words
from language.german.tokens import IN_WORD, WORD, analyse, exactly, fold, meanings, visible
from language.german.tokens import Word as Analysed
from search.query import Fuzzy, Leaf, Person, Phrase, Prefix, Text, Word, is_misprint


class MatchKind(StrEnum):
    """By what a word was found, the surest first; a period by the date the text names, an office by who holds it."""

    WRITTEN = "written"
    SPELLING = "spelling"
    FORM = "form"
    PART = "part"
    BEGINNING = "beginning"
    MISPRINT = "misprint"
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
        self.leaves = tuple(leaves)
        self._rows = [(leaf, node) for leaf, node in enumerate(leaves) if isinstance(node, Phrase | Person)]
        self._judged = _Judged(self.leaves)

    def spans(self, text: str, *, headline: bool = False) -> list[Span]:
        """Where the text matches, in its order; what is sought in headlines alone is left out of other texts."""
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
        if not self._rows:
            return sorted(found)
        tokens = list(WORD.finditer(text))
        for leaf, node in self._rows:
            if headline or not _of_headline(node):
                found += _in_a_row(tokens, leaf, node)
        return sorted(found)

    def reasons(self, headline: str, texts: Iterable[str]) -> tuple[MatchReason, ...]:
        """For each leaf that is a word, the surest way in which a headline and other texts match it."""
        best: dict[int, tuple[int, str]] = {}
        for text in (headline, *texts):
            for spelling, judgements in self._matching(text):
                for leaf, how, in_headline in judgements:
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

    def _matching(self, text: str) -> list[tuple[str, tuple[_Judgement, ...]]]:
        """The spellings in a text that match, in the order they come, and how."""
        judged = self._judged
        return [
            (spelling, found) for spelling in dict.fromkeys(WORD.findall(text)) if (found := judged[spelling])
        ]


class _Judged(dict[str, tuple[_Judgement, ...]]):
    """Spelling → how it matches which leaves; judged when first met."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        super().__init__()
        self._judges = [
            (leaf, judge, _of_headline(node))
            for leaf, node in enumerate(leaves)
            if (judge := _judge_of(node))
        ]
        sought = [node.text for node in leaves if isinstance(node, Word)]
        # Most words of a text are of another stem, and spelt otherwise: they need no judging.
        self._only_words = len(sought) == len(self._judges)
        self._stems = frozenset(stem for text in sought for stem in meanings(text))
        self._written = frozenset(exactly(text) for text in sought)

    def __missing__(self, spelling: str) -> tuple[_Judgement, ...]:
        word = analyse(spelling)
        found: tuple[_Judgement, ...] = ()
        if (
            not self._only_words
            or word.stem in self._stems
            or word.exact in self._written
            or not self._stems.isdisjoint(word.parts)
        ):
            found = tuple(
                _Judgement(leaf, how, in_headline)
                for leaf, judge, in_headline in self._judges
                if (how := judge(word)) is not None
            )
        self[spelling] = found
        return found


_Judge = Callable[[Analysed], MatchKind | None]


def _judge_of(node: Leaf) -> _Judge | None:
    """How words are matched to a leaf; None for one that is not about single words."""
    match node:
        case Word(text):
            return _judge_of_word(exactly(text), frozenset(meanings(text)))
        case Prefix(text):
            beginning = exactly(text)
            return lambda word: MatchKind.BEGINNING if word.exact.startswith(beginning) else None
        case Fuzzy(text):
            wanted = exactly(text)
            return lambda word: (
                MatchKind.WRITTEN
                if word.exact == wanted
                else MatchKind.MISPRINT
                if is_misprint(wanted, word.exact)
                else None
            )
        case _:
            return None


def _judge_of_word(wanted: str, stems: frozenset[str]) -> _Judge:
    def judge(word: Analysed) -> MatchKind | None:
        if word.exact == wanted:
            return MatchKind.WRITTEN
        if word.stem in stems:
            return MatchKind.SPELLING if wanted in foldings(word.exact) else MatchKind.FORM
        return None if stems.isdisjoint(word.parts) else MatchKind.PART

    return judge


def _in_a_row(tokens: Sequence[re.Match[str]], leaf: int, node: Phrase | Person) -> list[Span]:
    """Where the words of a phrase or a person stand in a row."""
    if isinstance(node, Phrase):
        wanted = [frozenset({exactly(word)}) for word in WORD.findall(node.text)]
        forms = [frozenset({exactly(token.group())}) for token in tokens]
    else:
        wanted = list(name_words(node.name))
        forms = [foldings(fold(token.group())) for token in tokens]
    length = len(wanted)
    return [
        Span(tokens[at].start(), tokens[at + length - 1].end(), leaf)
        for at in range(len(tokens) - length + 1)
        if length and all(forms[at + n] & form for n, form in enumerate(wanted))
    ]


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
