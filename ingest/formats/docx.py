"""DOCX (ECMA-376) → headline and paragraphs, read with python-docx."""

import io
import zipfile
from dataclasses import dataclass

from ingest.formats import DocumentUnreadable
from language.messages import Message

# A document may unpack to so many bytes in all.
MOST_UNPACKED = 100 * 1024 * 1024
_HEADLINES = ("title", "titel", "heading 1", "überschrift 1", "berschrift1")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxText:
    """The paragraphs of a document; `headline` is the first one styled as such, "" where none is."""

    headline: str
    paragraphs: tuple[str, ...]


def read_docx(body: bytes) -> DocxText:
    """The text of a DOCX, tables included; raises DocumentUnreadable."""
    from docx import Document
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > MOST_UNPACKED:
            raise DocumentUnreadable(
                reason=Message("entpackt ist die Datei größer als {most} Bytes.").filled(most=MOST_UNPACKED),
            )
        headline, paragraphs = "", []
        for block in Document(io.BytesIO(body)).iter_inner_content():
            if isinstance(block, Table):
                rows = (" ".join(cell.text.split()) for row in block.rows for cell in row.cells)
                paragraphs += [text for text in dict.fromkeys(rows) if text]
                continue
            text = "\n".join(" ".join(line.split()) for line in block.text.split("\n")).strip()
            style = (block.style.name or "").lower() if block.style is not None else ""
            if text and not headline and style.startswith(_HEADLINES):
                headline = text
            elif text:
                paragraphs.append(text)
    except DocumentUnreadable:
        raise
    except Exception as error:  # a damaged file makes the library raise anything
        raise DocumentUnreadable(
            reason=Message("die DOCX-Datei ist beschädigt ({kind}: {error}).").filled(
                kind=type(error).__name__, error=error
            ),
        ) from error
    return DocxText(headline=headline, paragraphs=tuple(paragraphs))
