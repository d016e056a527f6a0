"""PDF (ISO 32000) → paragraphs, read with pypdf."""

import io
import logging
import re
import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ingest.formats import DocumentUnreadable
from ingest.page import whole
from language.messages import Message

# No press release is longer; what lies behind is not read, and `cut` says so.
MOST_PAGES = 200
MOST_LETTERS = 500_000
# A page with fewer letters than this holds no text of its own.
_FEW_LETTERS = 20
# A gap between two lines that parts paragraphs is so much wider than the usual one.
_WIDE = 1.3
# Lines are set no looser than this, in sizes of their type.
_LOOSE = 1.6
_SENTENCE_END = re.compile(r"[.!?:;…“”\"»«)]$")
_HYPHENATED = re.compile(r"[a-zäöüß]-$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """The paragraphs of a PDF; `scanned` says that its pages are pictures, `cut` that it goes on further."""

    paragraphs: tuple[str, ...]
    scanned: bool = False
    cut: bool = False


def read_pdf(body: bytes) -> PdfText:
    """The text of a PDF; raises DocumentUnreadable for one that is damaged or locked with a password."""
    # Imported here: most runs meet no document.
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it would warn of, we tell ourselves
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentUnreadable(
                reason=Message("das PDF ist mit einem Kennwort geschützt."),
            )
        pages = len(reader.pages)
        texts: list[str] = []
        pictures = 0
        for page in reader.pages[:MOST_PAGES]:
            text = _spaced(page)
            texts.append(text)
            if len(text.strip()) < _FEW_LETTERS and _has_picture(page):
                pictures += 1
            if sum(map(len, texts)) > MOST_LETTERS:
                break
    except DocumentUnreadable:
        raise
    except Exception as error:  # a damaged file makes the library raise anything
        raise DocumentUnreadable(
            reason=Message("das PDF ist beschädigt ({kind}: {error}).").filled(
                kind=type(error).__name__, error=error
            ),
        ) from error
    letters = sum(len(text.strip()) for text in texts)
    scanned = bool(pictures) and letters < _FEW_LETTERS * len(texts)
    paragraphs = tuple(whole(part) for text in texts for part in join_lines(text))
    return PdfText(paragraphs=() if scanned else paragraphs, scanned=scanned, cut=pages > len(texts))


def _spaced(page: Any) -> str:
    """The lines of a page, an empty one where the gap to the next is wider than usual, or the type changes size."""
    lines: list[_Line] = []

    def note(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        for at, piece in enumerate(text.split("\n")):
            if at or not lines:
                lines.append(_Line(y=y, size=size))
            if piece.strip() and not lines[-1].text.strip():
                lines[-1].y, lines[-1].size = y, size
            lines[-1].text += piece

    whole = page.extract_text(visitor_text=note) or ""
    shown = [line for line in lines if line.text.strip()]
    if not shown:
        return str(whole)
    gaps = [abs(after.y - before.y) for before, after in pairwise(shown)]
    size = statistics.median_low(line.size for line in shown) or 12.0
    # The narrowest gap is that of lines in a paragraph; a page of single lines has none such.
    usual = min((gap for gap in gaps if gap > 0.8 * size), default=size)
    usual = min(usual, _LOOSE * size)
    spaced = [shown[0].text]
    for gap, (before, after) in zip(gaps, pairwise(shown), strict=True):
        apart = gap > _WIDE * usual or abs(before.size - after.size) > 1
        spaced += ["", after.text] if apart else [after.text]
    return "\n".join(spaced)


@dataclass(slots=True)
class _Line:
    """A line as it is being read: where it stands on the page, how large its type is, in points."""

    y: float
    size: float
    text: str = ""


def join_lines(text: str) -> list[str]:
    """Lines as they were set → paragraphs: words parted at a line's end are joined again."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    longest = max(map(len, lines), default=0)
    spaced = "" in lines
    paragraphs: list[str] = []
    open_ = False
    for line in lines:
        if not line:
            open_ = False
            continue
        if open_ and _HYPHENATED.search(paragraphs[-1]) and line[0].islower():
            paragraphs[-1] = paragraphs[-1][:-1] + line
        elif open_:
            paragraphs[-1] += f" {line}"
        else:
            paragraphs.append(line)
        # Where no space parts paragraphs, a line that ends a sentence early, or ends early at all, ends its own.
        full = len(line) > 0.75 * longest
        open_ = spaced or full or not (_SENTENCE_END.search(line) or len(line) < 0.6 * longest)
    return paragraphs


def _has_picture(page: object) -> bool:
    resources = page.get("/Resources")  # type: ignore[attr-defined]
    objects = resources.get_object().get("/XObject") if resources else None
    if objects is None:
        return False
    return any(entry.get_object().get("/Subtype") == "/Image" for entry in objects.get_object().values())
