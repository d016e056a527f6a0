"""Bytes of a plain text → its words: charsets as they are, what C1 control characters meant, one kind of line end."""

import codecs

from language.german.charsets import C1_MARKS

# Longest first: the mark of UTF-32 LE begins like that of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_ENDS: dict[int, str] = {0x85: "\n", 0x2028: "\n", 0x2029: "\n\n", 0x0B: "\n", 0x0C: "\n\n"}
# In UTF-16 without a mark every other byte of a German text is zero.
_ZEROS = 0.3


def decode_text(body: bytes) -> str:
    """The words of a text file: by its byte order mark, else UTF-8, else windows-1252."""
    marked = next((charset for mark, charset in _MARKS if body.startswith(mark)), None)
    if charset := marked or _without_mark(body):
        return with_marks(body.decode(charset, errors="replace"))
    try:
        return with_marks(body.decode("utf-8"))
    except UnicodeDecodeError:
        return with_marks(body.decode("windows-1252", errors="replace"))


def with_marks(text: str) -> str:
    """A text with the marks that its C1 control characters stood for, its lines ended by a newline alone."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return lines.translate(C1_MARKS | _LINE_ENDS)


def _without_mark(body: bytes) -> str | None:
    sample = body[:2_000]
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0) / len(sample), sample[1::2].count(0) / len(sample)
    if odd > _ZEROS and even < _ZEROS / 10:
        return "utf-16-le"
    return "utf-16-be" if even > _ZEROS and odd < _ZEROS / 10 else None
