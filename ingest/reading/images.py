"""The pictures of a release with captions and credits, also those that a plain text holds between its paragraphs."""

import re
from collections.abc import Iterator

from archive.model import Caption, Release

_CREDIT = re.compile(
    r"(?:[(\[]\s{0,3})?(?P<credit>(?:(?:v\.\s?l\.\s{0,3})?(?:Foto|Fotos|Fotograf|Fotografin|Bild|Bilder|Aufnahme|Bildquelle|Bildnachweis|Fotoquelle|"
    r"Quelle|Grafik|Copyright)\b\s{0,3}:?\s{0,3}|©\s{0,3})(?P<by>[^()\[\]\n]{2,80}?))\s{0,3}[)\]]?\s{0,3}\.?\s{0,3}(?=$|\n)"
)
_INNER = re.compile(
    r"\((?:[^()]{0,30}\b)?(?:Foto|Fotos|Fotograf|Fotografin|Bild|Bilder|Aufnahme)\s*:?\s+(?P<by>[A-ZÄÖÜ][^()\n]{1,60})\)"
)
_POSITION = re.compile(
    r"\(?\bv\.\s?l\.(?:\s?n\.\s?r\.)?|\bvon links\b|\(links\)|\(rechts\)|\(Mitte\)", re.IGNORECASE
)
_LONGEST = 400


def read_captions(release: Release) -> tuple[Caption, ...]:
    """The captions, in the order of the text: those of the pictures, and paragraphs that end in a credit."""
    found = [*_in_body(release)]
    for image in release.images:
        credit = image.credit.strip() or (inner["by"] if (inner := _INNER.search(image.caption)) else "")
        if image.caption.strip() or credit:
            found.append(Caption(text=image.caption.strip(), credit=_who(credit), image_url=image.url))
    return tuple(found)


def caption_spans(text: str) -> list[tuple[int, int]]:
    """Where in a text without pictures' boxes captions stand: lines that are a credit, or end in one in brackets."""
    spans = []
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        credit = _CREDIT.search(line)
        bracketed = bool(credit and line[credit.start()] in "([")
        alone = bool(credit and not line[: credit.start()].strip())
        if len(line) <= _LONGEST and (_INNER.search(line) or bracketed or alone):
            spans.append(match.span())
    return spans


def _in_body(release: Release) -> Iterator[Caption]:
    for start, end in caption_spans(release.body):
        line = release.body[start:end].strip()
        inner = list(_INNER.finditer(line))
        credit = inner[-1]["by"] if inner else (found["by"] if (found := _CREDIT.search(line)) else "")
        text = _INNER.sub("", line)
        text = _CREDIT.sub("", text) if not inner else text
        yield Caption(text=" ".join(text.split()).strip(), credit=_who(credit), image_url=None)


def _who(credit: str) -> str:
    """Who took it: a credit without the word for it."""
    return re.sub(
        r"^\s*[(©]?\s*(?:Foto|Fotos|Bild|Bilder|Fotograf(?:in)?|Copyright|©)\s*:?\s*", "", credit
    ).strip(" ().")
