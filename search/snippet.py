"""Fragments of a text that show why it matches, marked by spans, without HTML."""

from collections import Counter
from collections.abc import Sequence

from language.german.sentences import sentences
from search.matching import Matcher, Span
from search.model import Snippet

# About how many characters a fragment has.
LENGTH = 260
_NEAR = 60


def mark(text: str, matcher: Matcher) -> Snippet:
    """A whole text, a headline for one, with what matches marked."""
    return Snippet(text, _merge(text, matcher.spans(text, headline=True, everywhere=True)))


def fragment(text: str, matcher: Matcher, length: int = LENGTH) -> Snippet:
    """The part of a text that matches most of what was sought; its beginning where nothing does.

    It begins and ends at the edges of sentences where these are near, else of words, and then bears an ellipsis.
    """
    flat = " ".join(text.split())
    spans = matcher.spans(flat)
    window = _best_window(spans, length)
    begins = _begins(flat, max(0, window[0] - length), window[1] + length + 2 * _NEAR)
    start, end = _widen(flat, begins, *window, length)
    before = "" if start == 0 or start in begins else "… "
    after = "" if end == len(flat) or _begins_next(flat, end, begins) else " …"
    shift = len(before) - start
    inside = [Span(at + shift, to + shift, leaf) for at, to, leaf in spans if start <= at and to <= end]
    shown = before + flat[start:end] + after
    return Snippet(shown, _merge(shown, inside))


def _begins(text: str, start: int, end: int) -> list[int]:
    """Where sentences begin between two places; the first of them is known only where the text itself begins."""
    found = [start + begin for begin, _ in sentences(text[start:end])]
    return found if start == 0 else found[1:]


def _best_window(spans: list[Span], length: int) -> tuple[int, int]:
    """The stretch of about `length` characters that holds most of the different things sought."""
    best, window = (0, 0), (0, 0)
    leaves: Counter[int] = Counter()
    last = 0
    for first, span in enumerate(spans):
        while last < len(spans) and spans[last].end <= span.start + length:
            leaves[spans[last].leaf] += 1
            last += 1
        worth = (len(leaves), last - first)
        if worth > best:
            best, window = worth, (span.start, spans[last - 1].end)
        if last == first:  # longer than the window itself
            last += 1
        else:
            leaves[span.leaf] -= 1
            if not leaves[span.leaf]:
                del leaves[span.leaf]
    return window


def _widen(text: str, begins: list[int], start: int, end: int, length: int) -> tuple[int, int]:
    """From what matches to about `length` characters, begun and ended at sentences where these are near."""
    spare = max(0, length - (end - start))
    low = max(0, start - spare // 3)
    if low <= _NEAR:
        low = 0
    else:
        near = [at for at in begins if low - _NEAR <= at <= start]
        low = min(near, key=lambda at: abs(at - low)) if near else _word_from(text, low, start)
    high = min(len(text), max(end, low + length))
    if high < len(text):
        near = [at for at in begins if max(end, high - _NEAR) <= at <= high + _NEAR]
        high = min(near, key=lambda at: abs(at - high)) if near else _word_until(text, end, high)
    return low, len(text[:high].rstrip())


def _begins_next(text: str, end: int, begins: list[int]) -> bool:
    """Whether a sentence begins right after this place."""
    return end + 1 in begins and text[end] == " "


def _word_from(text: str, low: int, start: int) -> int:
    space = text.find(" ", low, start)
    return space + 1 if space >= 0 else start


def _word_until(text: str, end: int, high: int) -> int:
    space = text.rfind(" ", end, high)
    return space if space >= 0 else end


def _merge(text: str, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """Spans without overlaps; words that stand side by side become one."""
    merged: list[tuple[int, int]] = []
    for start, end, _ in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
