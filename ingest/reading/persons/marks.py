"""Stretches of text between quotation marks of any kind, closed or not."""

import re
from dataclasses import dataclass

# Opening mark → the marks that may close it.
_PAIRS = {"„": '“”"', "“": "”", "»": "«", "«": "»", '"': '"', "”": "”", "‟": "”", "‚": "‘’"}
# A mark that opens and never closes.
_OPENS = "„"
_CLOSES = "“”"
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 2
_LONGEST = 3_000
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_ATTRIBUTION = re.compile(r",\s(?=(?:so|sagte?|betonte?|erklärte?|meinte?|ergänzte?|berichtete?)\s)")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch `[start, end)` of characters with its marks, `[first, last)` without them.

    `continues` where it goes on with a quotation of the paragraph before.
    """

    start: int
    first: int
    last: int
    end: int
    continues: bool = False


def marked(text: str, start: int, stop: int, *, inside: bool = False) -> tuple[list[Marked], bool]:
    """The stretches inside quotation marks of a paragraph, the outermost only, and whether it ends inside one.

    `inside` says that the paragraph before ended so.
    """
    spans: list[Marked] = []
    found: dict[str, int] = {}
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    at = start
    if (
        inside
        and text[start : start + 1] not in _PAIRS
        and (close := _first_close(text, start, stop)) is not None
    ):
        spans.append(Marked(start, start, close, close + 1, continues=True))
        at = close + 1
    unclosed = text.count(_OPENS, at, stop) > sum(text.count(mark, at, stop) for mark in _CLOSES + '"')
    goes_on = False
    while at < stop:
        closing = _PAIRS.get(text[at])
        if closing is None:
            at += 1
            continue
        end = min(_next(text, mark, at + 1, stop, found) for mark in closing)
        again = _next(text, _OPENS, at + 1, stop, found)
        if text[at] == _OPENS and (end >= stop or (unclosed and again < end)):
            last, goes_on = _without_close(text, at, min(again, stop), stop)
            spans += (
                [Marked(at, at + 1, last, last, continues=inside and at == start)]
                if last - at < _LONGEST and _enough(text, at, last)
                else []
            )
            at = max(last, at + 1)
            continue
        if end >= min(stop, at + _LONGEST):
            at += 1
            continue
        if _enough(text, at, end):
            spans.append(Marked(at, at + 1, end, end + 1, continues=inside and at == start))
        at = end + 1
    return spans, goes_on


def _first_close(text: str, start: int, stop: int) -> int | None:
    """Where a quotation that a paragraph begins inside of is closed; None where another one opens before."""
    match = re.compile(f'[{_CLOSES}{_OPENS}"]').search(text, start, stop)
    return match.start() if match and match.group() != _OPENS else None


def _without_close(text: str, at: int, until: int, stop: int) -> tuple[int, bool]:
    """Where a quotation ends whose closing mark is missing, and whether it goes on in the next paragraph."""
    if until == stop and _goes_on(text, stop):
        return stop, True
    if told := _ATTRIBUTION.search(text, at, until):
        return told.start(), False
    sentence = _SENTENCE_END.search(text, at, until)
    return (sentence.end() if sentence else until), False


def _goes_on(text: str, stop: int) -> bool:
    """Whether the paragraph behind a place opens a quotation again or closes the one before."""
    following = re.compile(r"\s*").match(text, stop)
    begin = following.end() if following else stop
    end = text.find("\n\n", begin)
    end = len(text) if end < 0 else end
    return text[begin : begin + 1] == _OPENS or _first_close(text, begin, end) is not None


def _enough(text: str, at: int, end: int) -> bool:
    least = _LEAST_WORDS + 1 if text[at] == "‚" else _LEAST_WORDS
    return len(_WORD.findall(text[at + 1 : end])) >= least


def _next(text: str, mark: str, at: int, stop: int, found: dict[str, int]) -> int:
    """Where a mark stands next, far behind where nowhere; looked for once, however many marks open before it."""
    if not at <= found.get(mark, -1):
        place = text.find(mark, at, stop)
        found[mark] = place if place >= 0 else stop + _LONGEST
    return found[mark]
