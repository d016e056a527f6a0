"""Fragments of a text that show why it matches, marked by spans, without HTML."""

from collections import Counter
from collections.abc import Sequence

from language.german.sentences import sentences
from search.matching import Matcher, Span
from search.model import Snippet

# About how many characters a fragment has.
LENGTH = 260
_NEAR = 60
# What is read before and behind a place to know whether a sentence begins there.
_CONTEXT = 40


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
    start, end, begins = _widen(flat, *window, length)
    before = "" if start == 0 or start in begins else "… "
    after = "" if end == len(flat) or (flat[end] == " " and end + 1 in begins) else " …"
    shift = len(before) - start
    inside = [Span(at + shift, to + shift, leaf) for at, to, leaf in spans if start <= at and to <= end]
    shown = before + flat[start:end] + after
    return Snippet(shown, _merge(shown, inside))


def _begins(text: str, start: int, end: int) -> list[int]:
    """Where sentences begin from one place to another."""
    first = max(0, start - _CONTEXT)
    found = [first + begin for begin, _ in sentences(text[first : end + _CONTEXT])]
    # That one begins where the context does is not known, unless the text itself does.
    return [at for at in found[0 if first == 0 else 1 :] if start <= at <= end]


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


def _widen(text: str, start: int, end: int, length: int) -> tuple[int, int, list[int]]:
    """From what matches to about `length` characters, begun and ended at sentences where these are near.

    Where sentences begin about both edges is given too.
    """
    spare = max(0, length - (end - start))
    low = max(0, start - spare // 3)
    begins: list[int] = []
    if low <= _NEAR:
        low = 0
    else:
        begins = _begins(text, low - _NEAR, start)
        low = min(begins, key=lambda at: abs(at - low)) if begins else _word_from(text, low, start)
    high = min(len(text), max(end, low + length))
    if high < len(text):
        least, most = max(end, high - _NEAR), high + _NEAR
        behind = _begins(text, least, most + 1)
        near = [at for at in (*behind, len(text)) if at <= most]
        high = min(near, key=lambda at: abs(at - high)) if near else _word_until(text, end, high)
        begins += behind
    return low, len(text[:high].rstrip()), begins


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
