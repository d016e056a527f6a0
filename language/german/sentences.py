"""Where the sentences of a German text begin and end."""

import re
from collections.abc import Iterator

_MARK = re.compile(r"[.!?…\n](?:(?<=\n)\n+|(?<!\n)[“”«»\"‘’)]*(?=\s+[„“»«\"‚(–-]*(?:[^\W\d_a-zß-öø-ÿ]|\d)))")
_ABBREVIATIONS = frozenset(
    """
    abs art bd bgm bzw ca co dipl dr ehem evtl geb ggf ing inkl jh jr kath max min mio mrd nr prof pf rd sog st str
    stellv tel u.a usw vgl z.b em med jur phil nat rer habil theol oec pol stv verst v.l n.r v l li re i.a i.v gez pok phk hr
    """.split()
)
# Short forms of months and weekdays, whose full stop ends no sentence where a figure stands beside it.
_OF_THE_CALENDAR = frozenset(
    "jan jän feb febr mär mrz apr jun jul aug sep sept okt nov dez mo di mi do fr sa so kal".split()
)
# "vom 28./29. Mai", "in der 17./18. KW"
_TWO_DAYS = re.compile(r"\d{1,2}\.?[/–-]\d{1,2}")
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
    if match is None:  # "22 . April"
        return re.search(r"(?<!\d)\d{1,2}\s$", text[max(0, at - 4) : at]) is not None
    word = match.group().lower()
    if _TWO_DAYS.fullmatch(word):
        return True
    if word in _OF_THE_CALENDAR:
        before, behind = text[: match.start()].rstrip(), text[at + 1 :].lstrip(' )“"')
        return behind[:1].isdigit() or before[-1:].isdigit() or before[-2:-1].isdigit()
    return len(word) == 1 or word in _ABBREVIATIONS or (word.isdigit() and len(word) <= 2)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    if start < end:
        yield start, end
