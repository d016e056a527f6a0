"""Words joined by hyphens, letters beside digits, and nouns beside each other: Kita-Platz, B 224, Open Air Kino."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from language.german.lexicon import LexiconBits, entry, is_noun
from language.german.spellings.abbreviations import written_out
from language.german.spellings.model import Variant
from language.german.tokens import JOINT, WORD, analyse, exactly, fold_to_one_letter

HYPHENS = "-\u2010\u2011"
# Nobody writes longer ones; a run of a thousand hyphens is no word.
_MOST_MEMBERS = 7
# So few letters are themselves, and no word: S-Bahn, E-Mail, IT-Abteilung.
_LETTERS = 2
_HYPHENATED = re.compile(rf"{WORD.pattern}(?:\.?[{HYPHENS}]{WORD.pattern})+")
_INNER = re.compile(rf"(?<=[^\W_])\.?[{HYPHENS}](?=[^\W_])")
_BETWEEN = re.compile(rf"\.?[{HYPHENS}]")
# Roads, lines, sizes: B 224, U 3, PM 10. Longer words beside a number are no name of anything.
_NUMBERED = re.compile(r"([A-ZÄÖÜ](?<![^\W_][A-ZÄÖÜ])[A-ZÄÖÜ]{0,2})\s(\d{1,4})(?![^\W_]|[.,]\d)")
_LETTERS_AND_DIGITS = re.compile(r"([^\W\d_]+)(\d+)|(\d+)([^\W\d_]+)")
_INFLECTED = ("er", "e", "en", "es", "em")


def variants(text: str) -> Iterator[Variant]:
    """Hyphenated words."""
    after = 0
    for hyphen in _INNER.finditer(text):
        if hyphen.start() < after:
            continue
        if match := _HYPHENATED.search(text, _word_start(text, hyphen.start(), after)):
            after = match.end()
            members = _BETWEEN.split(match.group())
            if len(members) <= _MOST_MEMBERS and not all(map(str.isdigit, members)):
                yield _joined(match.start(), after, members)


def of_nouns(run: Sequence[tuple[int, str]]) -> Iterator[Variant]:
    """Of nouns in a row that are no names two or three: Open Air Kino, Kita Plätze; each with where it begins."""
    for first in range(len(run) - 1):
        for last in range(first + 2, min(first + 3, len(run)) + 1):
            some = run[first:last]
            if is_noun(some[-1][1]):
                stems = [analyse(word).stem for _, word in some]
                yield Variant(some[0][0], some[-1][0] + len(some[-1][1]), (JOINT.join(stems),))


def numbered(text: str) -> Iterator[Variant]:
    """Letters in capitals beside a number: B 224."""
    for match in _NUMBERED.finditer(text):
        yield Variant(match.start(), match.end(), (analyse(match[1] + match[2]).stem,))


def _word_start(text: str, at: int, least: int) -> int:
    """A place before the word that a hyphen is in, `least` at the least: a word has no space."""
    while at > least and not text[at - 1].isspace():
        at -= 1
    return at


def letters_and_digits(word: str) -> tuple[str, ...]:
    """The letters and the digits of a word that is both: B and 224; empty for any other word."""
    match = _LETTERS_AND_DIGITS.fullmatch(word)
    return tuple(filter(None, match.groups())) if match else ()


def _joined(start: int, end: int, members: Sequence[str]) -> Variant:
    """Words as one: by the stems of all, and as they would be understood written together."""
    stems = [_stems_of(member) for member in members]
    whole = JOINT.join(JOINT.join(member) for member in stems)
    together = analyse("".join(members))
    flat = [stem for member in stems for stem in member]
    inner, at = set(), 0
    for member in stems:  # runs within a member are those of the word itself
        inner.add((at, at + len(member)))
        at += len(member)
    runs = (
        JOINT.join(flat[first:last])
        for first in range(len(flat))
        for last in range(first + 2, len(flat) + 1)
        if last - first < len(flat) and not any(low <= first and last <= high for low, high in inner)
    )
    # As one word that nobody takes apart: sbahn of S-Bahnen.
    unparted = () if JOINT in together.stem else (together.stem, whole.replace(JOINT, ""))
    stems_of_all = tuple(dict.fromkeys((whole, together.stem, *unparted)))
    return Variant(start, end, stems_of_all, tuple(dict.fromkeys((*runs, *together.parts))))


def _stems_of(member: str) -> list[str]:
    if word := written_out(member):
        return analyse(word).stem.split(JOINT)
    if pieces := letters_and_digits(member):
        return [exactly(piece) for piece in pieces]
    return [exactly(member)] if len(member) <= _LETTERS else analyse(member).stem.split(JOINT)


@lru_cache(maxsize=50_000)
def may_join(word: str) -> bool:
    """A noun, or a word nobody knows (Open, Air), but no name, place or adjective."""
    low = word.lower()
    if not (known := entry(low) & ~LexiconBits.FORM):
        return not low.endswith(_INFLECTED) and low == fold_to_one_letter(low)
    return bool(known & LexiconBits.NOUN and not known & LexiconBits.LAST_NAME)
