"""Fragments of a text that show why it matches, marked by spans, without HTML."""

from collections.abc import Sequence

from german.names import foldings, name_words
from german.sentences import sentences
from german.tokens import Token, tokenize
from search.model import Snippet
from search.query import Fuzzy, Leaf, Person, Phrase, Prefix, Text, Word, is_misprint

# About how many characters a fragment has.
LENGTH = 260
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
    spans = _spans(flat, [leaf for leaf in leaves if not (isinstance(leaf, Text) and leaf.title)])
    begins = [begin for begin, _ in sentences(flat)]
    start, end = _widen(flat, begins, *_best_window(spans, length), length)
    before = "" if start == 0 or start in begins else "… "
    after = "" if end == len(flat) or _begins_next(flat, end, begins) else " …"
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
                exact = [frozenset({token.exact}) for token in tokens]
                found += _rows(tokens, exact, [frozenset({t.exact}) for t in tokenize(words)], index)
            case Prefix(beginning):
                start = next(iter(tokenize(beginning))).exact
                found += [(t.start, t.end, index) for t in tokens if t.exact.startswith(start)]
            case Fuzzy(word):
                wanted = next(iter(tokenize(word)))
                found += [(t.start, t.end, index) for t in tokens if is_misprint(wanted.exact, t.exact)]
            case Person(name):
                spelt = [foldings(token.exact) for token in tokens]
                found += _rows(tokens, spelt, list(name_words(name)), index)
            case _:
                pass
    return sorted(found)


def _rows(
    tokens: list[Token], forms: list[frozenset[str]], wanted: list[frozenset[str]], index: int
) -> list[_Span]:
    """Where the wanted words stand in a row; `forms` are those under which each token is met."""
    length = len(wanted)
    return [
        (tokens[at].start, tokens[at + length - 1].end, index)
        for at in range(len(tokens) - length + 1)
        if length and all(forms[at + n] & one for n, one in enumerate(wanted))
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


def _merge(text: str, spans: Sequence[_Span]) -> tuple[tuple[int, int], ...]:
    """Spans without overlaps; words that stand side by side become one."""
    merged: list[tuple[int, int]] = []
    for start, end, _ in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
