"""The tree of a query: what is asked, in no engine's syntax."""

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from language.german.dates import Period


@dataclass(frozen=True, slots=True)
class Everything:
    """Every release."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms and spellings, anywhere in a release; `title` narrows it to the headline.

    It may have several pieces: Kita-Platz, B 224, 5 %; see `language.german.spellings`. What is `also` looked for are
    its synonyms (`search.synonyms`); no text of a query says them.
    """

    text: str
    title: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words exactly as written (upper and lower case, umlauts and accents aside), in a row.

    Marks between them say nothing, but a figure keeps its sign: "5 %".
    """

    text: str
    title: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins so."""

    text: str
    title: bool = False


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word or its misprints: one edit (Levenshtein) from four letters on, two from eight, first letter fixed.

    `edits` is how many edits at most, where that was said.
    """

    text: str
    title: bool = False
    edits: int | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Words exactly as written, in any order, with at most `distance` others among them."""

    text: str
    distance: int
    title: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person whose name holds these words in a row."""

    name: str


@dataclass(frozen=True, slots=True)
class FieldIs:
    """A value of a facet of `search.fields`: a topic, a publisher (by its key or a part of its name), a place."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Role:
    """A person in the release holds an office of these words, in any of their forms."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that somebody is quoted with: a word in any of its forms, or words exactly as written, in a row."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class AlsoEarlier:
    """True of every release; anywhere in a query it makes words be looked for in earlier wordings too."""


@dataclass(frozen=True, slots=True)
class NumberIs:
    """A running number; of a certain sign or year where they are given.

    `printed` is a number as a text may have it, too: such a text is meant as well then.
    """

    running: int
    sign: str | None = None
    year: int | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """Published within a period; a release without a date is in none."""

    period: Period


@dataclass(frozen=True, slots=True)
class Mentions:
    """A date or period named in the text that touches this one; see `concerns`."""

    period: Period


@dataclass(frozen=True, slots=True)
class Changed:
    """Edited or withdrawn, and noticed to be so on a day of a period, as it was in Germany."""

    period: Period


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    part: "Node"


# A quarter is the longest stretch that is about each of its days.
LONGEST_CONCERNED = 92

Text = Word | Phrase | Prefix | Fuzzy | Near
Leaf = (
    Everything
    | AlsoEarlier
    | Text
    | Person
    | Role
    | Quoted
    | FieldIs
    | NumberIs
    | Published
    | Mentions
    | Changed
)
Node = Leaf | And | Or | Not


def edits_allowed(word: str) -> int:
    """How many letters off a word may be: none up to three letters, one from four, two from eight."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def is_misprint(word: str, other: str, edits: int | None = None) -> bool:
    """Whether one folded word may stand for another: one edit from four letters on, two from eight, same beginning.

    Of another number of edits where one is given.
    """
    allowed = edits_allowed(word) if edits is None else edits
    return word[0] == other[0] and Levenshtein.distance(word, other, score_cutoff=allowed) <= allowed


def concerns(mentioned: Period, asked: Period) -> bool:
    """Whether a period named in a text is about the one asked for: they touch, and the named one is no longer than
    a quarter, or lies within the other ("2025" is not about every day of 2025).
    """
    if not mentioned.touches(asked):
        return False
    if mentioned.start is None or mentioned.end is None:
        edge = mentioned.start or mentioned.end
        return edge is not None and edge in asked
    if (mentioned.end - mentioned.start).days < LONGEST_CONCERNED:
        return True
    return mentioned.start in asked and mentioned.end in asked


def asks_earlier(node: Node) -> bool:
    """Whether words are to be looked for in earlier wordings too."""
    match node:
        case And(parts) | Or(parts):
            return any(asks_earlier(part) for part in parts)
        case Not(part):
            return asks_earlier(part)
        case _:
            return isinstance(node, AlsoEarlier)


def sought(node: Node) -> tuple[Leaf, ...]:
    """The leaves a match can owe itself to, those under a NOT left out: what a snippet shows."""
    match node:
        case And(parts) | Or(parts):
            return tuple(leaf for part in parts for leaf in sought(part))
        case Not():
            return ()
        case _:
            return (node,)
