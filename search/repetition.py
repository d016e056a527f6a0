"""Passages that several releases have in common, put together from the fingerprints they share."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from archive.model import Record, Version
from language.german.sentences import sentences
from language.german.tokens import Token, tokenize
from search.model import SharedPrints
from search.passages import fingerprints_of_runs

# A passage has at least so many words; from 18 on (search.passages) none is missed.
SHORTEST = 12

Load = Callable[[Sequence[int]], Sequence[tuple[Record, Version]]]


@dataclass(frozen=True, slots=True)
class Telling:
    """A release that has a passage, at characters `[start, end)` of `Release.text`, and who is quoted with it there."""

    record: Record
    version: Version
    start: int
    end: int
    speaker: str | None

    @property
    def published(self) -> date | None:
        """The date of publication, None while unknown."""
        return self.version.reading.published


@dataclass(frozen=True, slots=True)
class Repetition:
    """A passage of so many words that `total` releases have; `tellings` are the first and the newest ones, by date."""

    text: str
    words: int
    total: int
    tellings: tuple[Telling, ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who is quoted with it, each once, the first to say it first."""
        return tuple(dict.fromkeys(telling.speaker for telling in self.tellings if telling.speaker))


def repetitions(
    groups: Sequence[SharedPrints], load: Load, limit: int, *, quoted: bool = False
) -> tuple[Repetition, ...]:
    """The passages of groups of fingerprints, at most `limit`, none of them a part of one before it.

    `load` gives the releases of ids that may be shown. With `quoted` only passages that are somebody's words.
    """
    found: list[Repetition] = []
    told: set[int] = set()
    for group in groups:
        if len(found) == limit:
            break
        if told.issuperset(group.prints):
            continue
        repetition = _repetition(group, load)
        if repetition is None or (quoted and not repetition.speakers):
            continue
        runs = set(_runs(list(tokenize(repetition.text))))
        if told.isdisjoint(runs):
            found.append(repetition)
        told |= runs
    return tuple(sorted(found, key=lambda repetition: (-repetition.total, -repetition.words)))


def _repetition(group: SharedPrints, load: Load) -> Repetition | None:
    texts = [_Text(record, version) for record, version in load(group.ids)]
    prints = set(group.prints)
    places = [(text, at) for text in texts if (at := text.place_of(prints)) is not None]
    if len(places) < 2:
        return None
    newest, at = places[-1]
    before, after = at, len(newest.tokens) - at
    same = []
    for text, place in places:
        left, right = _common(newest.tokens, at, text.tokens, place)
        if left + right >= SHORTEST:
            before, after = min(before, left), min(after, right)
            same.append((text, place))
    if len(same) < 2 or before + after < SHORTEST:
        return None
    first, end = newest.whole_sentences(at - before, at + after)
    before, after = at - first, end - at
    tellings = sorted(
        (text.telling(place - before, place + after) for text, place in same),
        key=lambda telling: (telling.published or date.max, telling.record.id),
    )
    return Repetition(
        text=newest.said(first, end),
        words=end - first,
        total=group.total - len(group.ids) + len(same),
        tellings=tuple(tellings),
    )


class _Text:
    """The text of a release, as words."""

    def __init__(self, record: Record, version: Version) -> None:
        self.record, self.version = record, version
        self.text = version.release.text.removesuffix(version.release.contact_text)
        self.tokens = list(tokenize(self.text))
        self.sentences = list(sentences(self.text))

    def place_of(self, prints: set[int]) -> int | None:
        """The number of the first word of a run that has one of the fingerprints."""
        return next((at for at, run in enumerate(_runs(self.tokens)) if run in prints), None)

    def whole_sentences(self, first: int, end: int) -> tuple[int, int]:
        """The words from `first` to before `end` without parts of sentences, if enough are left."""
        starts = [token.start for token in self.tokens]
        whole = [
            words
            for begin, last in self.sentences
            if first <= (words := (bisect_left(starts, begin), bisect_left(starts, last)))[0]
            and words[1] <= end
        ]
        if not whole or whole[-1][1] - whole[0][0] < SHORTEST:
            return first, end
        return whole[0][0], whole[-1][1]

    def said(self, first: int, end: int) -> str:
        """The words from `first` to before `end` with their marks, "…" where they begin or end within a sentence."""
        start, stop = _start(self.text, self.tokens[first].start), _end(self.text, self.tokens[end - 1].end)
        before = (
            "" if any(start <= begin <= self.tokens[first].start for begin, _ in self.sentences) else "… "
        )
        after = "" if any(self.tokens[end - 1].end <= last <= stop for _, last in self.sentences) else " …"
        return f"{before}{' '.join(self.text[start:stop].split())}{after}"

    def telling(self, first: int, end: int) -> Telling:
        start, stop = self.tokens[first].start, self.tokens[end - 1].end
        speaker = next(
            (
                quotation.speaker
                for quotation in self.version.reading.quotations
                if min(stop, quotation.end) - max(start, quotation.start) > (stop - start) / 2
            ),
            None,
        )
        return Telling(self.record, self.version, start, stop, speaker)


def _runs(tokens: Sequence[Token]) -> list[int]:
    return fingerprints_of_runs([token.exact for token in tokens])


def _common(here: Sequence[Token], at: int, there: Sequence[Token], place: int) -> tuple[int, int]:
    """How many words before two places, and from them on, are the same."""

    def length(pairs: Iterator[tuple[Token, Token]]) -> int:
        count = 0
        for own, other in pairs:
            if own.exact != other.exact:
                break
            count += 1
        return count

    left = length(zip(reversed(here[:at]), reversed(there[:place]), strict=False))
    return left, length(zip(here[at:], there[place:], strict=False))


def _start(text: str, start: int) -> int:
    """The start of a passage with the marks that open it."""
    while start and text[start - 1] in '„“"‚‘«»(':
        start -= 1
    return start


def _end(text: str, end: int) -> int:
    """The end of a passage with the marks that close it."""
    while end < len(text) and text[end] in ".!?…“”\"'‘’«»)":
        end += 1
    return end
