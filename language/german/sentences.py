"""Where the sentences of a German text begin and end."""

import re
from collections.abc import Iterator

_MARK = re.compile(r"[.!?…][“”«»\"‘’)]*(?=\s+[„“»«\"‚(–-]*(?:[^\W\d_a-zß-öø-ÿ]|\d))|\n\n+")
_ABBREVIATIONS = frozenset(
    """
    abs art bd bgm bzw ca co dipl dr ehem evtl geb ggf ing inkl jh jr kath max min mio mrd nr prof pf rd sog st str
    stellv tel u.a usw vgl z.b em med jur phil nat rer habil theol oec pol stv verst v.l n.r v l li re i.a i.v gez pok phk hr
    """.split()
)
_WORD_BEFORE = re.compile(r"[^\s„“»«\"(]+$")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of characters of the sentences, in their order; an empty line ends one in any case.

    A full stop after an abbreviation (Dr.), an initial (U.) or an ordinal number (8. Mai) ends none.
    """
    start = 0
    for mark in _MARK.finditer(text):
        if mark.group().startswith(".") and _is_no_end(text, mark.start()):
            continue
        end = mark.start() if mark.group().startswith("\n") else mark.end()
        yield from _trimmed(text, start, end)
        start = mark.end()
    yield from _trimmed(text, start, len(text))


def _is_no_end(text: str, at: int) -> bool:
    match = _WORD_BEFORE.search(text, max(0, at - 30), at)
    if match is None:
        return False
    word = match.group().lower()
    return len(word) == 1 or word in _ABBREVIATIONS or (word.isdigit() and len(word) <= 2)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    if start < end:
        yield start, end
