"""Fragments of a text that show why it matches, marked by spans, without HTML."""

from collections.abc import Sequence

from german.names import foldings, name_words
from german.tokens import Token, tokenize
from search.model import Snippet
from search.query import Fuzzy, Leaf, Person, Phrase, Prefix, Word, is_misprint

# About how many characters a fragment has.
LENGTH = 260
_SENTENCE_ENDS = ".!?…"
_NEAR = 60

_Span = tuple[int, int, int]


def mark(text: str, leaves: Sequence[Leaf]) -> Snippet:
    """A whole text, a headline for one, with what matches marked."""
    return Snippet(text, _merge(text, _spans(text, leaves)))


def fragment(text: str, leaves: Sequence[Leaf], length: int = LENGTH) -> Snippet:
    """The part of a text that matches most of what was sought; its beginning where nothing does.

    It begins and ends at the edges of sentences where these are near, else of words, and then bears an ellipsis.
    """
    flat = " ".join(text.split())
    spans = _spans(flat, leaves)
    start, end = _widen(flat, *_best_window(spans, length), length)
    before, after = ("… " if start > 0 and not _begins_sentence(flat, start) else ""), ""
    if end < len(flat) and flat[end - 1] not in _SENTENCE_ENDS:
        after = " …"
    shift = len(before) - start
    inside = [(at + shift, to + shift, leaf) for at, to, leaf in spans if start <= at and to <= end]
    shown = before + flat[start:end] + after
    return Snippet(shown, _merge(shown, inside))


def _spans(text: str, leaves: Sequence[Leaf]) -> list[_Span]:
    tokens = list(tokenize(text))
    found: list[_Span] = []
    for index, leaf in enumerate(leaves):
        match leaf:
            case Word(word):
                wanted = next(iter(tokenize(word)))
                found += [
                    (t.start, t.end, index)
                    for t in tokens
                    if t.stem == wanted.stem or (not leaf.title and wanted.exact in foldings(t.exact))
                ]
            case Phrase(words):
                found += _rows(tokens, [frozenset({t.exact}) for t in tokenize(words)], index)
            case Prefix(beginning):
                start = next(iter(tokenize(beginning))).exact
                found += [(t.start, t.end, index) for t in tokens if t.exact.startswith(start)]
            case Fuzzy(word):
                wanted = next(iter(tokenize(word)))
                found += [(t.start, t.end, index) for t in tokens if is_misprint(wanted.exact, t.exact)]
            case Person(name):
                found += _rows(tokens, list(name_words(name)), index)
            case _:
                pass
    return sorted(found)


def _rows(tokens: list[Token], wanted: list[frozenset[str]], index: int) -> list[_Span]:
    length = len(wanted)
    return [
        (tokens[at].start, tokens[at + length - 1].end, index)
        for at in range(len(tokens) - length + 1)
        if length and all(foldings(tokens[at + n].exact) & forms for n, forms in enumerate(wanted))
    ]


def _best_window(spans: list[_Span], length: int) -> tuple[int, int]:
    """The stretch of about `length` characters that holds most of the different things sought."""
    best, window = (0, 0), (0, 0)
    for first, (start, end, _) in enumerate(spans):
        inside = [span for span in spans[first:] if span[1] <= start + length]
        worth = (len({leaf for _, _, leaf in inside}), len(inside))
        if worth > best:
            best, window = worth, (start, inside[-1][1] if inside else end)
    return window


def _widen(text: str, start: int, end: int, length: int) -> tuple[int, int]:
    spare = max(0, length - (end - start))
    low = max(0, start - spare // 3)
    sentence = max(text.rfind(mark + " ", max(0, low - _NEAR), max(start, 1)) for mark in _SENTENCE_ENDS)
    if low - _NEAR <= 0:
        low = 0
    elif sentence >= 0:
        low = sentence + 2
    else:
        space = text.find(" ", low, start)
        low = space + 1 if space >= 0 else start
    high = min(len(text), max(end, low + length))
    if high < len(text):
        ends = max(text.rfind(mark + " ", max(end, high - _NEAR), high + _NEAR) for mark in _SENTENCE_ENDS)
        space = text.rfind(" ", end, high)
        high = ends + 1 if ends >= 0 else space if space >= 0 else end
    return low, high


def _begins_sentence(text: str, start: int) -> bool:
    return start >= 2 and text[start - 2] in _SENTENCE_ENDS


def _merge(text: str, spans: Sequence[_Span]) -> tuple[tuple[int, int], ...]:
    """Spans without overlaps; words that stand side by side become one."""
    merged: list[tuple[int, int]] = []
    for start, end, _ in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
