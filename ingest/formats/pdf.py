"""PDF (ISO 32000) → paragraphs, read with pypdf."""

import io
import logging
import re
from dataclasses import dataclass

from ingest.formats import DocumentUnreadable

# No press release is longer; what lies behind is not read, and `cut` says so.
MOST_PAGES = 200
MOST_LETTERS = 500_000
# A page with fewer letters than this holds no text of its own.
_FEW_LETTERS = 20
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
                reason_de="das PDF ist mit einem Kennwort geschützt.",
                reason_en="the PDF is locked by a password.",
            )
        pages = len(reader.pages)
        texts: list[str] = []
        pictures = 0
        for page in reader.pages[:MOST_PAGES]:
            text = page.extract_text() or ""
            texts.append(text)
            if len(text.strip()) < _FEW_LETTERS and _has_picture(page):
                pictures += 1
            if sum(map(len, texts)) > MOST_LETTERS:
                break
    except DocumentUnreadable:
        raise
    except Exception as error:  # a damaged file makes the library raise anything
        raise DocumentUnreadable(
            reason_de=f"das PDF ist beschädigt ({type(error).__name__}: {error}).",
            reason_en=f"the PDF is damaged ({type(error).__name__}: {error}).",
        ) from error
    letters = sum(len(text.strip()) for text in texts)
    scanned = bool(pictures) and letters < _FEW_LETTERS * len(texts)
    paragraphs = tuple(part for text in texts for part in join_lines(text))
    return PdfText(paragraphs=() if scanned else paragraphs, scanned=scanned, cut=pages > len(texts))


def join_lines(text: str) -> list[str]:
    """Lines as they were set → paragraphs: words parted at a line's end are joined again."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    longest = max(map(len, lines), default=0)
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
        # A line much shorter than the page is wide, or one that ends a sentence early, ends its paragraph.
        full = len(line) > 0.75 * longest
        open_ = full or not (_SENTENCE_END.search(line) or len(line) < 0.6 * longest)
    return paragraphs


def _has_picture(page: object) -> bool:
    resources = page.get("/Resources")  # type: ignore[attr-defined]
    objects = resources.get_object().get("/XObject") if resources else None
    if objects is None:
        return False
    return any(one.get_object().get("/Subtype") == "/Image" for one in objects.get_object().values())
