"""What changed between two versions of a release, and how deep it goes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Levenshtein

from archive.model import Grade, Reading, Release
from language.german.dates import MONTHS
from language.german.names import is_first_name
from language.german.sentences import sentences
from language.german.tokens import fold, visible

# A sentence that shares less than this with every one of the other version came or went whole.
_SAME_SENTENCE = 0.5
# So many pairs of sentences are compared at most.
_TOO_MANY = 250_000
# So many letters of a word may differ for it to be the same word, spelt otherwise.
_MISPRINT = 2
_WORD = re.compile(r"[^\W_]+(?:[.,:/-][^\W_]+)*|[„“”«»‚‘\"]|\S")
_QUOTED = re.compile(r"[„»][^“”«]*[“”«]")
_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonnabend", "Sonntag")
_DATE_WORDS = frozenset(fold(word) for word in (*MONTHS, *_WEEKDAYS))
_TURNS_MEANING = frozenset({"nicht", "kein", "keine", "keinen", "keiner", "keines", "keinem", "nie", "ohne"})
_ORDER = (Grade.TYPOGRAPHIC, Grade.FACTUAL, Grade.STRUCTURAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where two versions differ: the field, what stood there, what stands there now, how deep it goes."""

    field: str
    before: str
    after: str
    grade: Grade


def grade_of(before: Release, after: Release, *readings: Reading) -> Grade:
    """The deepest grade of all differences; `readings` of both versions tell which words are names.

    Structural: sentences, pictures or attachments came, went, or changed places. Factual: inside a sentence that
    stayed, a number, a date, a name, a quotation or any other word changed. Typographic: spelling, case, marks.
    """
    found = [difference.grade for difference in differences(before, after, *readings)]
    return max(found, key=_ORDER.index, default=Grade.TYPOGRAPHIC)


def differences(before: Release, after: Release, *readings: Reading) -> tuple[Difference, ...]:
    """Every difference between two versions, in the order of the text."""
    names = {
        fold(word)
        for reading in readings
        for person in reading.persons
        for printed in (person.name, *person.as_printed)
        for word in re.findall(r"[^\W_]+", printed)
    }
    return tuple(_differences(before, after, names))


def _differences(before: Release, after: Release, names: set[str]) -> Iterator[Difference]:
    for field in ("title", "lead", "body", "captions", "contact_text"):
        yield from _in_text(field, getattr(before, field), getattr(after, field), names)
    for field, old, new in (
        (
            "attachments",
            [attachment.url for attachment in before.attachments],
            [attachment.url for attachment in after.attachments],
        ),
        ("office", [before.office or ""], [after.office or ""]),
    ):
        if old != new:
            yield Difference(field=field, before=", ".join(old), after=", ".join(new), grade=Grade.STRUCTURAL)


def _in_text(field: str, before: str, after: str, names: set[str]) -> Iterator[Difference]:
    old, new = _sentences(before), _sentences(after)
    if (
        len(old) * len(new) > _TOO_MANY and before != after
    ):  # no release is so long; comparing it would take minutes
        yield Difference(field=field, before="", after="", grade=Grade.STRUCTURAL)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for one, other in _paired(old[i1:i2], new[j1:j2]):
            yield Difference(
                field=field, before=one, after=other, grade=_grade_of_sentence(one, other, names)
            )


def _paired(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Each old sentence with the new one it became, in order; one that came or went stands alone."""
    rest = list(new)
    for step in old:
        likeness = [SequenceMatcher(None, step.split(), other.split()).ratio() for other in rest]
        best = max(range(len(rest)), key=likeness.__getitem__, default=None)
        if best is None or (likeness[best] < _SAME_SENTENCE and not _same_letters(step, rest[best])):
            yield step, ""
            continue
        for came in rest[:best]:
            yield "", came
        yield step, rest[best]
        del rest[: best + 1]
    for came in rest:
        yield "", came


def _same_letters(one: str, other: str) -> bool:
    return Levenshtein.distance(fold(one), fold(other)) <= _MISPRINT


def _grade_of_sentence(before: str, after: str, names: set[str]) -> Grade:
    if not (before and after):
        return Grade.STRUCTURAL
    old, new = _words(before), _words(after)
    quoted = _quoted_words(before) | _quoted_words(after)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal" and not _only_spelling(old[i1:i2], new[j1:j2], names, quoted):
            return Grade.FACTUAL
    return Grade.TYPOGRAPHIC


def _only_spelling(old: list[str], new: list[str], names: set[str], quoted: set[str]) -> bool:
    """Whether words differ in marks, case or a letter or two, and none of them is a fact."""
    before = [fold(word) for word in old if _is_word(word)]
    after = [fold(word) for word in new if _is_word(word)]
    if "".join(before) == "".join(after):
        return True
    if len(before) != len(after):
        return False
    changed = [(old_word, other) for old_word, other in zip(before, after, strict=True) if old_word != other]
    return not any(_is_fact(word, names) or word in quoted for pair in changed for word in pair) and all(
        min(len(one), len(other)) > _MISPRINT and Levenshtein.distance(one, other) <= _MISPRINT
        for one, other in changed
    )


def _is_fact(word: str, names: Iterable[str]) -> bool:
    return (
        any(letter.isdigit() for letter in word)
        or word in _DATE_WORDS
        or word in _TURNS_MEANING
        or word in names
        or is_first_name(word)
    )


def _quoted_words(text: str) -> set[str]:
    return {fold(word) for part in _QUOTED.findall(text) for word in _words(part) if _is_word(word)}


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _is_word(word: str) -> bool:
    return any(letter.isalnum() for letter in word)


def _sentences(text: str) -> list[str]:
    seen = visible(text)
    return [" ".join(seen[start:end].split()) for start, end in sentences(seen)]
