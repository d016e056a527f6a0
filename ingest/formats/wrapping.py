"""Lines as they were set or wrapped → paragraphs: what a line's end has parted is put together again."""

import re
from collections.abc import Callable, Iterable, Sequence

# Between two lines of which only their words tell whether they are one: rows of a table, or lines of a sentence.
PERHAPS = "\v"
# A hyphen before one of these is a suspended one: Kinder- und Jugendarbeit.
_SUSPENDED = re.compile(r"(?:und|oder|bzw\.?|beziehungsweise|sowie|bis|als|wie|noch|aber|statt|&|/|\+)(?!\w)")
_HYPHENATED = re.compile(r"[^\W\d_]-$")
_SOFT_HYPHEN = "\u00ad"
# Lines wrapped at fewer letters than this were not wrapped but ended.
_NARROWEST = 40
# A text was wrapped where so many of its lines are nearly as long as the longest.
_FEWEST, _NEARLY_FULL = 3, 0.8


def join(first: str, second: str) -> str:
    """Two lines of one paragraph as one, the hyphen of a parted word taken away."""
    if first.endswith(_SOFT_HYPHEN):
        return first.rstrip(_SOFT_HYPHEN) + second
    if not _HYPHENATED.search(first):
        return f"{first} {second}"
    if _SUSPENDED.match(second):
        return f"{first} {second}"
    # A capital or a figure behind the hyphen is a part of its own: Nord-Süd, Doppelhaushalt-2026.
    return first[:-1] + second if second[:1].islower() else first + second


def join_all(lines: Iterable[str]) -> str:
    """All lines of one paragraph as one."""
    joined = ""
    for line in lines:
        joined = join(joined, line) if joined else line
    return joined


def settled(text: str, is_text: Callable[[str], bool]) -> str:
    """A paragraph whose open ends of lines are decided: put together where every line is one of a text."""
    if PERHAPS not in text:
        return text
    lines = text.replace("\n", PERHAPS).split(PERHAPS)
    if not all(is_text(line) for line in lines):
        return text.replace(PERHAPS, "\n")
    return "\n".join(join_all(line.split(PERHAPS)) for line in text.split("\n"))


def unwrapped(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs of a text, lines that were only wrapped put together.

    A line was wrapped where the first word of the next would not have fitted on it; the width is that of the longest
    line with a successor in its paragraph. Lines of an address or a list end early, and stay lines.
    """
    width = _width([len(line.rstrip()) for part in paragraphs for line in part.split("\n")[:-1]])
    return [_unwrapped(part, width) for part in paragraphs] if width else list(paragraphs)


def _width(inner: Sequence[int]) -> int:
    """The width lines were wrapped at: the largest that several come near; 0 where none is."""
    for width in sorted(inner, reverse=True):
        if width >= _NARROWEST and sum(_NEARLY_FULL * width < length <= width for length in inner) >= _FEWEST:
            return width
    return 0


def _unwrapped(paragraph: str, width: int) -> str:
    lines: list[str] = []
    before = ""
    for line in paragraph.split("\n"):
        first_word = line.split(maxsplit=1)[:1]
        hyphenated = bool(_HYPHENATED.search(before.rstrip())) and line[:1].islower()
        full = bool(first_word) and len(before.rstrip()) + 1 + len(first_word[0]) > width
        if lines and (full or hyphenated):
            lines[-1] = join(lines[-1].rstrip(), line.strip())
        else:
            lines.append(line)
        before = line
    return "\n".join(lines)
