"""PDF (ISO 32000) → paragraphs, read with PDFium."""

from dataclasses import dataclass
from threading import Lock
from typing import Any

from ingest.formats import DocumentUnreadable
from ingest.formats.blocks import Block
from ingest.formats.ocr import read_pages
from ingest.formats.pdf_layout import blocks_of_pages
from ingest.formats.pdf_lines import Page, lines_of
from language.messages import Message

# No press release is longer; what lies behind is not read, and `cut` says so.
MOST_PAGES = 200
MOST_LETTERS = 500_000
# A page with fewer letters than this holds no text of its own.
_FEW_LETTERS = 20
# FPDF_ERR_PASSWORD (fpdfview.h)
_PASSWORD_NEEDED = 4
# PDFium is not to be called by two threads at once (its README).
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """The blocks of a PDF. `scanned` says that its pages are pictures, `recognised` that a program read their letters;
    `cut` that it goes on further."""

    blocks: tuple[Block, ...]
    scanned: bool = False
    recognised: bool = False
    cut: bool = False


def read_pdf(body: bytes, *, recognise: bool = False) -> PdfText:
    """The text of a PDF; raises DocumentUnreadable for one that is damaged or locked with a password.

    `recognise` has pages that are pictures read by OCR, where that is installed.
    """
    # Imported here: most runs meet no document.
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(body)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == _PASSWORD_NEEDED:
                raise DocumentUnreadable(
                    reason=Message("das PDF ist mit einem Kennwort geschützt.")
                ) from error
            raise _damaged(error) from error
        try:
            return _read(document, recognise)
        except pypdfium2.PdfiumError as error:
            raise _damaged(error) from error
        finally:
            document.close()


def _damaged(error: Exception) -> DocumentUnreadable:
    return DocumentUnreadable(
        reason=Message("das PDF ist beschädigt ({kind}: {error}).").filled(
            kind=type(error).__name__, error=error
        )
    )


def _read(document: Any, recognise: bool) -> PdfText:
    pages: list[Page] = []
    letters = 0
    pictures: list[int] = []
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        read = lines_of(page)
        here = sum(len(line.text.strip()) for line in read.lines)
        if here < _FEW_LETTERS and _has_picture(page):
            pictures.append(number)
        page.close()
        pages.append(read)
        letters += here
        if letters > MOST_LETTERS:
            break
    cut = len(document) > len(pages)
    scanned = bool(pictures) and letters < _FEW_LETTERS * len(pages)
    if not scanned:
        return PdfText(blocks=blocks_of_pages(pages), cut=cut)
    found = read_pages(document, pictures) if recognise else ()
    return PdfText(blocks=found, scanned=True, recognised=bool(found), cut=cut)


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
