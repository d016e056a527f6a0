"""The words of a release with their places, sentence by sentence, as the readers of persons look at them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.model import Release
from ingest.reading.images import caption_spans
from language.german.sentences import sentences

# A full stop belongs to an initial (U.) and to the abbreviations that stand before and in names.
_WORD = re.compile(
    r"(?:Dipl|Prof|Dr|Ing|Nr|St|Str|Hr|Fr|med|jur|phil|rer|nat|pol|habil|theol|Mag|Pfr|stv|stellv|ehem|Bgm|geb|verst|Gebr|Fa)\."
    r"|[^\W\d_]\.(?:-[^\W\d_]\.)*(?=[^\W\d]|[\s,)/.-]|$)"
    r"|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])*(?:[-’'‐‑](?:[^\W\d_]|[\u0300-\u036f])+)*(?:-|(?<=[sxzß])[’'](?=\s))?"
    r"|\d+(?:[.,:]\d+)*|[^\w\s]|_"
)


# No author's sentence has more words; what has is looked at in pieces.
_MOST_WORDS = 400


@dataclass(slots=True)
class Word:
    """A word or mark, characters `[start, end)` of `Release.text`; `fresh` where it begins a line."""

    text: str
    start: int
    end: int
    fresh: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its characters `[start, end)` of `Release.text`, its words, the part of the release it stands in."""

    start: int
    end: int
    words: tuple[Word, ...]
    part: str


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of a stretch of text."""
    found: list[Word] = []
    last = start
    for match in _WORD.finditer(text, start, end):
        fresh = not found or "\n" in text[last : match.start()]
        found.append(Word(match.group(), match.start(), match.end(), fresh))
        last = match.end()
    return found


def parts_of(release: Release) -> list[tuple[str, int, int]]:
    """The parts of `Release.text` (title, lead, body, captions, contact) with their characters."""
    found = []
    at = 0
    for name, text in (
        ("title", release.title),
        ("lead", release.lead),
        ("body", release.body),
        ("captions", release.captions),
        ("contact", release.contact_text),
    ):
        if text:
            found.append((name, at, at + len(text)))
            at += len(text) + 2
    return found


def sentences_of(release: Release) -> Iterator[Sentence]:
    """The sentences of a release; in the contact its lines: an address is no prose."""
    whole = release.text
    for part, start, end in parts_of(release):
        text = whole[start:end]
        if part == "contact":
            lines = re.finditer(r"[^\n]+", text)
            spans = [line.span() for line in lines if line.group().strip()]
        else:
            spans = list(sentences(text))
        captions = caption_spans(text) if part in ("lead", "body") else []
        for begin, until in _cut(spans, captions):
            words = words_of(whole, start + begin, start + until)
            for at in range(_MOST_WORDS, len(words), _MOST_WORDS):
                chunk = words[at - _MOST_WORDS : at]
                yield Sentence(chunk[0].start, chunk[-1].end, tuple(chunk), part)
            words = words[(len(words) - 1) // _MOST_WORDS * _MOST_WORDS :]
            if words:
                inside = any(caption <= begin < other for caption, other in captions)
                yield Sentence(words[0].start, start + until, tuple(words), "captions" if inside else part)


def _cut(spans: list[tuple[int, int]], captions: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences, cut where a caption begins or ends inside them."""
    for begin, until in spans:
        at = begin
        for edge in sorted({edge for span in captions for edge in span if begin < edge < until}):
            yield at, edge
            at = edge
        yield at, until
