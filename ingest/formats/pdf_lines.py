"""The letters of a PDF page → pieces of lines with their places (PDFium's fpdf_text.h)."""

import ctypes
import math
from dataclasses import dataclass, replace
from typing import Any

from ingest.page import whole

# A page with more letters than this is no text; what lies behind is not read.
_MOST_LETTERS = 60_000
# A page of more pieces of lines is a drawing or a table; putting them in order would take quadratic time.
MOST_PIECES = 1_500
# In sizes of the type: a gap so wide parts words, and one so wide parts columns.
_WORD_GAP, _COLUMN_GAP = 0.2, 1.6
# A letter so far above or below the line, in sizes of its type, stands on another.
_OFF_LINE = 0.45
# The letters of a ligature all have its place; so far back goes the next.
_OVERLAP = -1.3
_BOLD = 600
# As PDFium tells a hyphen at a line's end, and as browsers print one.
_HYPHENS = frozenset({0x02, 0xFFFE, 0x2010})
_STRAIGHT = 0.1
_LONGEST_LABEL = 40
# Pieces whose sizes differ by more than this share are not of one line of text.
_ONE_TYPE = 0.12


@dataclass(slots=True)
class Line:
    """A piece of a line: its words, its edges in points from the lower left corner of the page, its type."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The pieces of lines of one page, in the order in which they were drawn."""

    width: float
    height: float
    lines: tuple[Line, ...]


def lines_of(page: Any) -> Page:
    """The pieces of lines on a page of pypdfium2; a gap between columns parts them, letters set askew are left out."""
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        lines = _lines(text)
    finally:
        text.close()
    merged = _merged(lines) if len(lines) <= MOST_PIECES else lines
    return Page(width, height, tuple(_mended(merged)))


def _lines(text: Any) -> list[Line]:
    import pypdfium2.raw as pdfium

    lines: list[Line] = []
    space = False
    box = pdfium.FS_RECTF()
    origin = [ctypes.c_double() for _ in range(2)]
    for at in range(min(text.count_chars(), _MOST_LETTERS)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code in (0x20, 0xA0, 0x0A, 0x0D, 0x09):
            space = True
            continue
        letter = "-" if code in _HYPHENS else chr(code) if code else ""
        if not letter or not _is_straight(pdfium.FPDFText_GetCharAngle(text, at)):
            continue
        # With the room that a letter takes up: the figure 1 is as wide as the others.
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        left, right, bottom, top = box.left, box.right, box.bottom, box.top
        pdfium.FPDFText_GetCharOrigin(text, at, *origin)
        base = origin[1].value
        size = _size(pdfium, text, at, top - bottom)
        bold = pdfium.FPDFText_GetFontWeight(text, at) >= _BOLD
        last = lines[-1] if lines else None
        gap = left - last.right if last else 0.0
        same = (
            last is not None
            and abs(base - last.base) < _OFF_LINE * size
            and _OVERLAP * size < gap < _COLUMN_GAP * size
        )
        if last is None or not same:
            lines.append(Line(letter, left, right, base, size, bold))
        else:
            last.text += f" {letter}" if space or gap > _WORD_GAP * size else letter
            last.right = max(last.right, right)
            last.size = max(last.size, size) if len(last.text) < 4 else last.size
        space = False
    return lines


def _is_straight(angle: float) -> bool:
    return angle < _STRAIGHT or angle > 6.283 - _STRAIGHT


def _size(pdfium: Any, text: Any, at: int, height: float) -> float:
    """The height of the type as it is printed: producers set a size, scale a type of one point, or both."""
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(text, at, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    size = float(pdfium.FPDFText_GetFontSize(text, at)) * scale
    return size if size > 2 else max(height, 1.0)


def _merged(pieces: list[Line]) -> list[Line]:
    """Pieces on one line as one, but where the gap between them is one between columns.

    A gap between columns goes on above or below; in a line set wide to fill its column, or in one that stands alone,
    the gap is one between words.
    """
    found: list[Line] = []
    for piece in pieces:
        before = found[-1] if found else None
        beside = (
            before is not None
            and abs(before.base - piece.base) < _OFF_LINE * piece.size
            and abs(before.size - piece.size) < _ONE_TYPE * piece.size
        )
        if (
            before is not None
            and beside
            and piece.left > before.right
            and not _between_columns(before, piece, pieces)
        ):
            before.text += f" {piece.text}"
            before.right = max(before.right, piece.right)
            before.bold = before.bold and piece.bold
        else:
            found.append(replace(piece))
    return found


def _between_columns(before: Line, after: Line, pieces: list[Line]) -> bool:
    if before.text.endswith(":") and len(before.text) <= _LONGEST_LABEL:
        return False  # "Datum:      3. März 2026"
    middle = (before.right + after.left) / 2
    near = 2.2 * max(before.size, after.size)
    rows: dict[float, list[Line]] = {}
    for piece in pieces:
        if 0.5 * after.size < abs(piece.base - after.base) < near:
            rows.setdefault(round(piece.base), []).append(piece)
    if any(piece.left < middle < piece.right for row in rows.values() for piece in row):
        return False
    others = [piece for row in rows.values() for piece in row]
    left = any(piece.right <= middle for piece in others)
    return left and any(piece.left >= middle for piece in others)


def _mended(lines: list[Line]) -> list[Line]:
    for line in lines:
        line.text = " ".join(whole(line.text).split())
    return [line for line in lines if line.text]
